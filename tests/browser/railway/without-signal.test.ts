import { afterEach, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { afterMonday, monday } from '../support/days.ts'
import { faultsOf } from '../support/look.ts'
import { goHome, person, type Person } from '../support/people.ts'

const thursday = afterMonday(3)
/** A day that no story keeps: the browser says that it could not be fetched. */
const neverKept = afterMonday(40)

afterEach(() => goHome(new RegExp(`ERR_FAILED .*date=${neverKept}`)))

const phone = { width: 360, height: 780 }
const opened = [
  '/lines/tadami',
  `/lines/tadami?date=${monday}`,
  '/stations/aizu-miyashita',
  `/stations/aizu-miyashita?date=${monday}`,
  '/viewpoints/second-bridge',
  `/plan?from=aizu-wakamatsu&to=tadami&date=${monday}`,
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
    // The strip of a day's line leads on to the same day, which is kept as well.
    await page.goto(`${prefix}/lines/tadami?date=${monday}`)
    await page.locator('.strip.live a.name[href*="/stations/aizu-miyashita"]').click()
    await page.waitForURL(`**/stations/aizu-miyashita?date=${monday}`)
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(
      told.get(`/stations/aizu-miyashita?date=${monday}`),
    )
    expect(await page.locator('[data-from-store]').count()).toBe(1)
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

/** Days whose timetables are kept. */
const keptDays = ({ page }: Person): Promise<string[]> =>
  page.evaluate(async () =>
    (await (await caches.open('timetables-1')).keys()).map(({ url }) =>
      new URL(url).searchParams.get('date')!,
    ),
  )

it.each([
  ['ja', '', 'ja-JP', { from: '会津若松', to: '只見' }],
  ['en', '/en', 'en-GB', { from: 'Aizu-Wakamatsu', to: 'Tadami' }],
] as const)(
  'a search that was never made finds its trains without signal, as the hub finds them, in %s',
  async (locale, prefix, browser, typed) => {
    const visitor = await person({ locale: browser, viewport: phone })
    const { page, context } = visitor
    const t = wordsFor(locale)
    await page.goto(`${prefix}/plan?date=${thursday}`)
    await expect.poll(() => keptDays(visitor), { timeout: 20_000 }).toHaveLength(3)
    expect(await keptDays(visitor)).toContain(thursday)
    const asked = { from: 'aizu-wakamatsu', to: 'tadami', date: thursday, time: '03:00' }
    const told = await page.request.get(`/api/rail/journeys?${new URLSearchParams(asked)}`)
    const { journeys } = (await told.json()) as { journeys: { departure: string; arrival: string }[] }
    const times = journeys.map((one) =>
      [one.departure, one.arrival].map((at) => at.slice(11, 16).replace(/^0/, '')).join(' → '),
    )
    expect(times.length).toBeGreaterThan(0)

    // Only the form is kept: what is typed into it was never asked before.
    await context.setOffline(true)
    await page.goto(`${prefix}/plan?date=${thursday}`)
    await page.getByLabel(t('plan:form.from'), { exact: true }).fill(typed.from)
    await page.getByLabel(t('plan:form.to'), { exact: true }).fill(typed.to)
    await page.getByRole('button', { name: t('plan:form.submit') }).click()
    await page.getByRole('heading', { name: t('plan:result.journeys') }).waitFor()
    expect(await page.locator('.plancard h3').allInnerTexts()).toEqual(times)
    expect(await page.locator('#answer').getByText(t('plan:lastKnown')).count()).toBeGreaterThan(0)
    expect(await page.locator('#cannot').innerText()).toBe(t('plan:device.cannot'))
    expect(await page.locator('[data-age]').innerText()).toContain(
      t('plan:device.asOf', { age: '#', when: '#' }).split('#').at(-1),
    )
    expect(await page.locator('.sources li').count()).toBeGreaterThan(0)
    expect(await faultsOf(page)).toEqual([])

    // By keyboard alone: another hour, after which no train is known any more; what is read next is the answer.
    const time = page.getByLabel(t('plan:device.time'), { exact: true })
    await time.fill('23:30')
    await page.keyboard.press('Enter')
    await page.getByText(t('plan:reason.no_journey_known')).waitFor()
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(t('plan:result.journeys'))
    expect(await faultsOf(page)).toEqual([])

    // The way back, and a day that is not on the device.
    await time.fill('')
    await page.getByRole('button', { name: t('plan:device.back') }).click()
    await page.locator('.plancard').first().waitFor()
    expect(new URL(page.url()).searchParams.get('from')).toBe('tadami')
    await page.getByLabel(t('plan:form.date'), { exact: true }).fill(neverKept)
    await page.getByRole('button', { name: t('plan:device.submit') }).click()
    await page.getByText(t('plan:device.keptDays')).waitFor()
    expect(await page.locator('#answer a').count()).toBe(3)
    expect(await faultsOf(page)).toEqual([])
    await page.locator('#answer a').last().click()
    await page.locator('.plancard').first().waitFor()
  },
)

it('an answer that comes late never takes the place of the one that was asked for after it', async () => {
  const { page } = await person({ viewport: phone, serviceWorkers: 'block' })
  const t = wordsFor('ja')
  const [slow, quick] = [afterMonday(5), afterMonday(1)]
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>()
  await page.route(`**/api/rail/timetable?date=${slow}`, async (route) => {
    await held
    await route.continue()
  })
  await page.goto(`/plan/without-signal?from=aizu-wakamatsu&to=tadami&date=${slow}`)
  await page.getByLabel(t('plan:form.date'), { exact: true }).fill(quick)
  await page.getByRole('button', { name: t('plan:device.submit') }).click()
  await page.locator('.plancard').first().waitFor()
  const late = page.waitForResponse((answer) => answer.url().endsWith(slow))
  letGo()
  await (await late).finished()
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)))
  expect(await page.locator('#answer time').first().getAttribute('datetime')).toBe(quick)
})
