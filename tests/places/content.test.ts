import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { contentCatalogue } from '../../api/places/catalogue-content.ts'
import { entriesOf, publishedEntries } from '../../api/places/entries.ts'
import { contentThings } from './content-things.ts'
import { databaseInMemory, drawnShelf, openSearch } from './search-world.ts'

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

  test('leads to kinds of pages that exist', () => {
    const pages = join(import.meta.dirname, '..', '..', 'site', 'pages', '[...locale]')
    const folders = new Set(all.map(({ path }) => path.split('/')[1]!))
    expect([...folders].filter((folder) => !existsSync(join(pages, folder)))).toEqual([])
  })
})
