import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { type BuiltPage, builtPages, client } from './built-pages.ts'
import { breaking, loads, pageRules, totalOf, weigh } from './page-weight.ts'

/** What is brought to search without signal, with all that it needs. */
const searchMax = 13_000
/** A page of pictures: what it loads at once, and with the viewer that is fetched when somebody comes closer. */
const stillMax = 10_000
const zoomMax = 110_000
/** What every device that opens the planner or a purse installs. */
const workerMax = 5_000

let pages: readonly BuiltPage[]

beforeAll(() => {
  pages = builtPages()
})

describe('built pages', () => {
  test('there are many of them', () => {
    expect(pages.length).toBeGreaterThan(300)
  })

  test.each(pageRules)('no page %s', (_what, rule) => {
    expect(breaking(pages, rule)).toEqual([])
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
      // Who reads no comparison does not fetch what moves two pictures.
      expect(before.filter((file) => file.includes('story-pair'))).toEqual([])
      expect(totalOf([...new Set([...before, ...['deep-zoom', 'story-pair'].flatMap(loaded)])])).toBeLessThan(
        zoomMax,
      )
    },
  )
})
