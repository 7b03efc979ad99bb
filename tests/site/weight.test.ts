import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { type BuiltPage, builtPages, client } from './built-pages.ts'

/** Weights of the built pages: what a visitor in a valley has to load. Gzip, kilobytes of 1,000 bytes. */
const htmlMax = 30_000
const scriptMax = 5_000
const styleMax = 20_000
/** What is brought to search without signal, with all that it needs. */
const searchMax = 13_000
/** A page of pictures: what it loads at once, and with the viewer that is fetched when somebody comes closer. */
const stillMax = 10_000
const zoomMax = 110_000
/** What every device that opens the planner or a purse installs. */
const workerMax = 5_000

const weigh = (text: string | Buffer): number => gzipSync(text, { level: 9 }).length

let pages: readonly BuiltPage[]

beforeAll(() => {
  pages = builtPages()
})

/** Files that a page loads at once: scripts with what they import, or style sheets. */
const loads = ({ html }: BuiltPage, kind: 'js' | 'css'): string[] => {
  const direct = [
    ...html.matchAll(kind === 'js' ? /<script[^>]+src="([^"]+)"/g : /<link[^>]+href="([^"]+\.css)"/g),
  ].map((found) => found[1]!)
  if (kind === 'css') return direct
  const all = new Set<string>()
  const visit = (file: string): void => {
    if (all.has(file)) return
    all.add(file)
    const text = readFileSync(join(client, file), 'utf8')
    for (const found of text.matchAll(/(?:^|[;}\s])import\s*(?:[\w{},*\s$]+from\s*)?"\.\/([^"]+)"/g))
      visit(join(file, '..', found[1]!))
  }
  direct.forEach(visit)
  return [...all]
}

const totalOf = (files: readonly string[]): number =>
  files.reduce((sum, file) => sum + weigh(readFileSync(join(client, file))), 0)

describe('built pages', () => {
  test('there are many of them', () => {
    expect(pages.length).toBeGreaterThan(300)
  })

  test('no page weighs more than 30 kB', () => {
    expect(
      pages.filter((page) => weigh(page.html) > htmlMax).map((page) => `${page.path} ${weigh(page.html)}`),
    ).toEqual([])
  })

  test('no page loads more than 5 kB of script before something is opened', () => {
    const heavy = pages
      .map((page) => [page.path, totalOf(loads(page, 'js')) + inlineScript(page)] as const)
      .filter(([, bytes]) => bytes > scriptMax)
    expect(heavy).toEqual([])
  })

  test('the search on the device weighs less than 13 kB, and the service worker less than 5 kB', () => {
    const name = readdirSync(join(client, '_astro')).find((file) => file.startsWith('device-planner'))!
    const search = { path: name, html: `<script type="module" src="/_astro/${name}"></script>` }
    expect(totalOf(loads(search, 'js'))).toBeLessThan(searchMax)
    expect(weigh(readFileSync(join(client, 'service-worker.js')))).toBeLessThan(workerMax)
  })

  test.each(['ZoomView.astro', 'StoryRooms.astro'])(
    '%s is under 10 kB before somebody comes closer, and under 110 kB after',
    (name) => {
      const files = readdirSync(join(client, '_astro')).filter((file) => file.endsWith('.js'))
      const loaded = (start: string): string[] => {
        const path = files.find((file) => file.startsWith(start))!
        return loads({ path, html: `<script type="module" src="/_astro/${path}"></script>` }, 'js')
      }
      const before = loaded(name)
      expect(totalOf(before)).toBeLessThan(stillMax)
      expect(totalOf([...new Set([...before, ...loaded('deep-zoom')])])).toBeLessThan(zoomMax)
    },
  )

  test('no page loads more than 20 kB of style', () => {
    expect(
      pages
        .map((page) => [page.path, totalOf(loads(page, 'css'))] as const)
        .filter(([, bytes]) => bytes > styleMax),
    ).toEqual([])
  })

  test('no page asks another host for anything', () => {
    const asking = pages.flatMap((page) =>
      [
        ...page.html.matchAll(
          /<(?:script|img|iframe|source|video|audio)[^>]+src="(https?:)?\/\/[^"]+"|<link[^>]+rel="(?:stylesheet|preload|preconnect|icon)"[^>]+href="https?:[^"]+"/g,
        ),
      ].map((found) => `${page.path}: ${found[0]}`),
    )
    expect(asking).toEqual([])
  })

  test('no page carries a style or a handler in an attribute', () => {
    const loose = pages.filter((page) => /<[a-z][^>]*\s(?:style|on[a-z]+)="/i.test(page.html))
    expect(loose.map((page) => page.path)).toEqual([])
  })

  test('every page refuses what its policy does not name', () => {
    const open = pages.filter(
      (page) => !/content-security-policy/i.test(page.html) || /unsafe-inline/.test(page.html),
    )
    expect(open.map((page) => page.path)).toEqual([])
  })
})

const inlineScript = (page: BuiltPage): number =>
  [...page.html.matchAll(/<script(?![^>]*src=)(?![^>]*ld\+json)[^>]*>([\s\S]+?)<\/script>/g)].reduce(
    (sum, found) => sum + weigh(found[1]!),
    0,
  )
