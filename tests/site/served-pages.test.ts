import pLimit from 'p-limit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openHub } from '../../api/open-hub.ts'
import { wordsFor } from '../../api/platform/words.ts'
import { openIntakes } from '../museum/live-institution.ts'
import { basket } from '../museum/record-builders.ts'
import { elementsOf, parseXml } from '../museum/parsed-xml.ts'
import { httpClient } from '../support/http-client.ts'
import { type HubProcess, startHubProcess } from '../support/hub-process.ts'
import { newPlace, type Place } from '../support/prepared-hub.ts'
import { type BuiltPage, builtPages } from './built-pages.ts'
import { breaking, pageRules } from './page-weight.ts'

/** Pages that are rendered when they are asked for, as what institutions and towns tell may be new: all that the map names. */
const isServed = (path: string): boolean => /^(\/en)?\/(institutions(\/|$)|municipalities\/)/.test(path)
const longest = '長いあいだ村の人が守ってきた、蔵の中の小さな資料館です。'.repeat(10)

/** As a few readers at once. */
const some = pLimit(4)

let place: Place
let hub: HubProcess
let pages: readonly BuiltPage[]
let live: string
let book: string
/** Addresses of the map, each with the languages and addresses that stand beside it. */
const mapped = new Map<string, readonly (readonly [string, string])[]>()

beforeAll(async () => {
  place = await newPlace('sqlite', '')
  const opened = await openHub(place.environment, 'demonstration')
  await opened.hub.museum.takeIn()
  const { takeIn, records } = openIntakes(opened.store)
  live = await takeIn({ summary: { ja: longest, en: longest } })
  for (const n of Array.from({ length: 12 }).keys())
    await records.write({ do: 'publish', record: `basket-${n}`, body: basket({ institution: live, station: 'aizu-miyashita' }), by: 'hana' }) // prettier-ignore
  book = `book-of-${live}`
  const leaf = basket().canvases[0]!
  const leaves = Array.from({ length: 2_000 }, (_, n) => ({
    ...leaf,
    id: `leaf-${n + 1}`,
    label: { none: [`${n + 1}`] },
    image: { from: 'plain' as const, address: `https://library.example/leaf-${n + 1}.jpg` },
  }))
  const house = { partner: { manifest: 'https://library.example/book' }, canvases: leaves }
  await records.write({
    do: 'publish',
    record: book,
    body: basket({ institution: live, ...house }),
    by: 'hana',
  })
  await opened.store.close()
  hub = await startHubProcess(place.environment)
  const client = httpClient(hub.origin)
  const pathOf = (address: string): string => new URL(address).pathname
  for (const url of elementsOf(parseXml((await client.get('/sitemap.xml')).text), 'url'))
    mapped.set(
      pathOf(elementsOf(url, 'loc')[0]!.textContent!),
      elementsOf(url, 'link').map((link) => [
        link.getAttribute('hreflang')!,
        pathOf(link.getAttribute('href')!),
      ]),
    )
  pages = await some.map([...mapped.keys()].filter(isServed), async (path) => {
    const { status, text, headers } = await client.get(path)
    if (status !== 200) throw new Error(`${path} ${status}`)
    return { path, html: text, policy: headers.get('content-security-policy') ?? 'unsafe-inline' }
  })
}, 120_000)
afterAll(() => hub.stop().then(place.remove))

describe('pages that are rendered when they are asked for', () => {
  test('are those of every institution and every town, of one that was taken in live, too', () => {
    expect(pages.length).toBeGreaterThan(120)
    expect(pages.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        `/institutions/${live}`,
        `/en/institutions/${live}`,
        '/institutions',
        '/municipalities/074446',
      ]),
    )
    // None of them is weighed among the built ones.
    expect(builtPages().filter(({ path }) => isServed(`/${path.replace(/\/index\.html$/, '')}`))).toEqual([])
  })

  test.each(pageRules)('no page %s', (_what, rule) => {
    expect(breaking(pages, rule)).toEqual([])
  })

  test('are no heavier for a book of two thousand pages, of which each page is reached', async () => {
    const client = httpClient(hub.origin)
    const parts = await some.map([1, 21, 1_981], async (view) => {
      const path = `/items/${book}${view === 1 ? '' : `?view=${view}`}`
      const { text, headers } = await client.get(path)
      return { path, html: text, policy: headers.get('content-security-policy') ?? 'unsafe-inline' }
    })
    // Its pictures come from its house.
    for (const [what, rule] of pageRules)
      if (what !== 'asks another host for anything') expect(breaking(parts, rule), what).toEqual([])
    const shown = parts.map(({ html }) =>
      [...html.matchAll(/id="view-leaf-(\d+)"/g)].map(([, n]) => Number(n)),
    )
    expect(shown.map((views) => [views[0], views.at(-1), views.length])).toEqual([
      [1, 20, 20],
      [21, 40, 20],
      [1_981, 2_000, 20],
    ])
    expect(parts.map(({ html }) => [html.includes('rel="prev"'), html.includes('rel="next"')])).toEqual([
      [false, true],
      [true, true],
      [true, false],
    ])
    expect(parts[0]!.html).toContain(
      wordsFor('ja')('museum:views.shown', { first: 1, last: 20, total: 2_000 }),
    )
  })

  test('name themselves and their other languages as the map does', () => {
    for (const { path, html } of pages) {
      const canonical = /<link rel="canonical" href="([^"]+)"/.exec(html)?.[1]
      expect(canonical === undefined ? undefined : new URL(canonical, hub.origin).pathname, path).toBe(path)
      const beside = [...html.matchAll(/<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"/g)].map(
        ([, lang, href]) => [lang, new URL(href!, hub.origin).pathname],
      )
      expect(beside, path).toEqual(mapped.get(path))
    }
  })

  test('lead only to what is there', async () => {
    const built = new Set(
      builtPages().map(({ path }) => `/${path.replace(/(^|\/)index\.html$|\.html$/, '')}`),
    )
    const from = new Map<string, string>()
    for (const { path, html } of pages)
      for (const [, href] of html.matchAll(/<a\b[^>]*\shref="(\/[^"#?]*)/g)) from.set(href!, path)
    expect(from.size).toBeGreaterThan(250)
    const asked = [...from].filter(([href]) => !built.has(href) && !isServed(href))
    expect(asked.map(([href]) => href)).toContain('/items/basket-0')
    const client = httpClient(hub.origin)
    const answers = await some.map(asked, async ([href, path]) => ({
      said: `${path}: ${href}`,
      status: (await client.get(href)).status,
    }))
    // A desk asks who it is, and that is a page, too.
    const lost = answers.filter(({ status }) => status >= 400 && status !== 401)
    expect(lost).toEqual([])
    const gone = [...from].filter(([href]) => isServed(href) && !mapped.has(href))
    expect(gone).toEqual([])
  }, 90_000)
})
