import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { contentCatalogue } from '../../api/places/catalogue-content.ts'
import { entriesOf, publishedEntries } from '../../api/places/entries.ts'
import { kinds } from '../../api/places/entry.ts'
import { robotsOf } from '../../site/lib/sitemap.ts'
import { contentThings } from './content-things.ts'
import { judgedShops } from './judged-shops.ts'
import { databaseInMemory, drawnShelf, openSearch, thing } from './search-world.ts'

const shelf = drawnShelf()
shelf.publish(...contentThings)
const { ask } = openSearch(await databaseInMemory(), contentCatalogue, { shelf })
const paths = async (query: string, language: 'ja' | 'en' = 'ja') =>
  (await ask(query, { language })).results.map(({ path }) => path)
const all = [...entriesOf(contentCatalogue), ...publishedEntries(contentCatalogue)(contentThings)]

describe('the published catalogue', () => {
  test('is found by each of its own titles', { timeout: 120_000 }, async () => {
    const lost: string[] = []
    for (const { title, path } of all)
      for (const name of [title.ja, title.en]) if (!(await paths(name)).includes(path)) lost.push(name)
    expect(lost).toEqual([])
  })

  test.each([
    ['會津若松', '/stations/aizu-wakamatsu'],
    ['円蔵寺', '/places/enzoji-place'],
    ['鶴が城', '/places/tsuruga-castle'],
    ['おおうちじゅく', '/places/ouchi-juku'],
    ['tadami line', '/lines/tadami'],
    ['野口シカ', '/items/letter-of-shika'],
    ['銅鉢', '/items/bronze-bowl-1341'],
    ['lotus sutra', '/items/lotus-sutra'],
    ['列車の来なかった11年', '/stories/line-and-bridges'],
    ['winter hands, spring show', '/stories/made-by-hand'],
  ])('leads with %s to %s', async (query, path) => {
    expect((await paths(query))[0]).toBe(path)
  })

  test('finds the same by からむし, karamushi and ramie', async () => {
    const found = new Set(await paths('からむし'))
    expect(found.size).toBeGreaterThanOrEqual(4)
    expect(new Set(await paths('karamushi'))).toEqual(found)
    expect(new Set(await paths('ramie', 'en'))).toEqual(found)
  })

  test.each(contentCatalogue.viewpoints)('leads to the viewpoint $id behind its place', async ({ id }) => {
    const { name } = contentCatalogue.places.find((place) => place.id === id)!
    const found = await paths(name.ja)
    expect(found[0]).toBe(`/places/${id}`)
    expect(found).toContain(`/viewpoints/${id}`)
    expect(await paths('看火車的地方')).toContain(`/viewpoints/${id}`)
  })
})

/** Pages that everybody may open and that are no thing to be found, each with why. */
const notFound: Readonly<Record<string, string>> = {
  index: 'the front page, which every page leads to',
  about: 'tells of the site, and every page leads to it',
  sources: 'tells of the site, and every page leads to it',
  search: 'the search itself',
  map: 'shows what is found by itself',
  'no-answer': 'is shown where the hub does not answer',
  'items/[item]/label': 'an item that is found, as it is printed',
  'audit/index': 'a tool for who checks the books',
  'numbers/index': 'sums of the region, in the menu',
  'open-data/index': 'data for programs, in the menu',
  'plan/index': 'a tool: what it plans is found by itself',
  'plan/choose': 'a step of the plan',
  'plan/day': 'a step of the plan',
  'plan/kept': 'what this browser keeps',
  'plan/without-signal': 'what this browser keeps',
  ...Object.fromEntries(
    [
      'crafts',
      'events',
      'exhibits',
      'institutions',
      'items',
      'lines',
      'municipalities',
      'places',
      'viewpoints',
    ].map((folder) => [`${folder}/index`, 'a list of what is found one by one']),
  ),
}

describe('every public page', () => {
  const root = join(import.meta.dirname, '..', '..', 'site', 'pages', '[...locale]')
  /** Purses, desks, and what is only for programs. */
  const shut = new Set(
    [...robotsOf((path) => path).matchAll(/^Disallow: \/(\w[\w-]*)$/gm)].map(([, folder]) => folder!),
  )
  const pages = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.astro') && !shut.has(path.split(/[/.]/)[0]!))
    .map((path) => path.replace('.astro', ''))
  const live = [thing('a', 'あ', { kind: 'collection' }), ...judgedShops]
  const known = [...all, ...publishedEntries(contentCatalogue)(live)]
  /** Which page an entry has: `stations/[station]` for /stations/tadami. */
  const pageOf = (path: string): string | undefined => {
    const [folder] = path.slice(1).split('/')
    return pages.find((page) => page.startsWith(`${folder}/[`) && page.split('/').length === 2)
  }

  test('is led to by the search, or is none of its things, with why', () => {
    const found = new Set(known.map(({ path }) => pageOf(path)))
    expect(pages.length).toBeGreaterThan(30)
    expect(pages.filter((page) => !found.has(page) && notFound[page] === undefined)).toEqual([])
    // And nobody excuses a page that is gone, or is found.
    expect(Object.keys(notFound).filter((page) => found.has(page) || !pages.includes(page))).toEqual([])
  })

  test('belongs to one kind that the search tells', () => {
    expect(new Set(known.map(({ kind }) => kind))).toEqual(new Set(kinds))
    expect(known.filter(({ path }) => pageOf(path) === undefined)).toEqual([])
  })
})
