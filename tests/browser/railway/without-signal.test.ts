import { afterEach, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { faultsOf } from '../support/look.ts'
import { goHome, person, type Person } from '../support/people.ts'

afterEach(() => goHome())

const phone = { width: 360, height: 780 }
const opened = [
  '/lines/tadami',
  '/lines/tadami?date=2026-11-30',
  '/stations/aizu-miyashita',
  '/viewpoints/second-bridge',
  '/plan?from=aizu-wakamatsu&to=tadami&date=2026-11-30',
]

/** Addresses of the pages that were opened and are kept. */
const visited = ({ page }: Person): Promise<string[]> =>
  page.evaluate(async () =>
    (await (await caches.open('visited-1')).keys()).map(({ url }) => url.replace(location.origin, '')),
  )

it.each([
  ['ja', '', 'ja-JP', /保存したもの/],
  ['zh-hant', '/zh-hant', 'zh-TW', /\d/],
] as const)(
  'line, station, viewpoint and answers of the planner, opened once, are there without signal, with their age, in %s',
  async (locale, prefix, browser, age) => {
    const visitor = await person({ locale: browser, viewport: phone })
    const { page, context } = visitor
    for (const [i, path] of opened.entries()) {
      await page.goto(`${prefix}${path}`)
      // The first one was opened before there was a worker; it is fetched once more.
      await expect.poll(() => visited(visitor), { timeout: 20_000 }).toHaveLength(i + 1)
    }
    const told = new Map<string, string>()
    for (const path of opened) {
      await page.goto(`${prefix}${path}`)
      told.set(path, await page.getByRole('heading', { level: 1 }).innerText())
    }
    await context.setOffline(true)
    for (const path of opened) {
      await page.goto(`${prefix}${path}`)
      expect(await page.getByRole('heading', { level: 1 }).innerText(), path).toBe(told.get(path))
      expect(await page.locator('[data-from-store]').innerText(), path).toMatch(age)
      expect(await faultsOf(page), path).toEqual([])
    }
    // What was never opened is not there: the list of what is kept stands in its place.
    await page.goto(`${prefix}/lines/aizu`)
    await page.getByText(wordsFor(locale)('plan:offline.away')).waitFor()
  },
)

it('of pages that were opened the newest sixty stay, and what is somebody’s own is never kept', async () => {
  const visitor = await person({ viewport: phone })
  const { page } = visitor
  await page.goto('/lines/tadami')
  await expect.poll(() => visited(visitor), { timeout: 20_000 }).toEqual(['/lines/tadami'])
  await page.evaluate(async () => {
    const store = await caches.open('visited-1')
    for (let i = 0; i < 70; i++)
      await store.put(
        `/stations/s${i}`,
        new Response('', { headers: { 'x-kept-at': String(Date.now() - 1_000_000 + i) } }),
      )
  })
  await page.goto('/wallet')
  await page.goto('/stations/tadami')
  await expect.poll(() => visited(visitor), { timeout: 20_000 }).toHaveLength(60)
  const left = await visited(visitor)
  expect(left).toContain('/stations/tadami')
  expect(left).toContain('/lines/tadami')
  expect(left).toContain('/stations/s69')
  expect(left).not.toContain('/stations/s0')
  expect(left).not.toContain('/wallet')
})
