import { describe, expect, test } from 'vitest'
import { mapPages, robotsOf, sitemapOf } from '../../site/lib/sitemap.ts'
import { elementsOf, parseXml } from '../museum/parsed-xml.ts'
import { builtPages } from './built-pages.ts'

const origin = 'https://meguri.example'
const absolute = (path: string): string => new URL(path, origin).href
const published = {
  items: ['basket', 'a-b'],
  stories: ['walk'],
  collections: ['shelf'],
  institutions: ['storehouse'],
}
const read = parseXml(sitemapOf(mapPages(published), absolute))

/** Languages and addresses that stand beside each address of the map. */
const mapped = new Map(
  elementsOf(read, 'url').map((url) => [
    new URL(elementsOf(url, 'loc')[0]!.textContent!).pathname,
    elementsOf(url, 'link').map((link) => [
      link.getAttribute('hreflang'),
      new URL(link.getAttribute('href')!).pathname,
    ]),
  ]),
)

const alternatesIn = (html: string) =>
  [...html.matchAll(/<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"/g)].map(([, lang, href]) => [
    lang,
    new URL(href!, origin).pathname,
  ])

describe('the map of the site', () => {
  test('names each page once, in each of its languages, and what institutions publish', () => {
    expect(elementsOf(read, 'url')).toHaveLength(mapped.size)
    expect([...mapped.keys()]).toEqual(
      expect.arrayContaining([
        '/',
        '/en/',
        '/items/basket',
        '/en/items/a-b',
        '/stories/walk',
        '/en/collections/shelf',
        '/zh-hant/plan',
      ]),
    )
    expect(mapped.get('/en/items/a-b')).toEqual([
      ['ja', '/items/a-b'],
      ['en', '/en/items/a-b'],
      ['x-default', '/items/a-b'],
    ])
    // A map takes 50,000 addresses.
    expect(mapped.size).toBeLessThan(50_000)
  })

  test('names every built page that may be listed, with the languages that the page itself names', () => {
    const missing: string[] = []
    let checked = 0
    for (const { path, html } of builtPages()) {
      if (/<meta name="robots" content="noindex"/.test(html) || !html.includes('rel="canonical"')) continue
      checked++
      const canonical = new URL(/<link rel="canonical" href="([^"]+)"/.exec(html)![1]!, origin).pathname
      const own = mapped.get(canonical)
      if (own === undefined) missing.push(`${path} ${canonical}`)
      else expect(own, path).toEqual(alternatesIn(html))
    }
    expect(missing).toEqual([])
    expect(checked).toBeGreaterThan(250)
  })

  test('a strange address stands in it as well-formed XML', () => {
    const one = sitemapOf([{ path: '/items/a&b<c', languages: ['ja'] }], (path) => `${origin}${path}`)
    expect(elementsOf(parseXml(one), 'loc')[0]!.textContent).toBe(`${origin}/items/a&b<c`)
  })
})

test('search engines are told where the map is, and to leave purses and desks alone in every language', () => {
  const robots = robotsOf(absolute)
  expect(robots).toContain(`Sitemap: ${origin}/sitemap.xml\n`)
  const rules = [...robots.matchAll(/^Disallow: (.+)$/gm)].map(
    ([, rule]) => new RegExp(`^${rule!.replaceAll(/[.?]/g, String.raw`\$&`).replaceAll('*', '.*')}`),
  )
  const isShut = (path: string): boolean => rules.some((rule) => rule.test(path))
  expect(
    [
      '/wallet',
      '/en/wallet/pay',
      '/zh-hant/office',
      '/studio/write',
      '/api/search',
      '/search?q=x',
      '/en/search?q=x',
    ].filter((path) => !isShut(path)),
  ).toEqual([])
  expect([...mapped.keys()].filter(isShut)).toEqual([])
})
