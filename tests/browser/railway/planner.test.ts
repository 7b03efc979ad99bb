import { afterEach, describe, expect, it } from 'vitest'

import { type Locale, wordsFor } from '../../../api/platform/words.ts'
import { content } from '../../../content/index.ts'
import { afterMonday, monday } from '../support/days.ts'
import { faultsOf } from '../support/look.ts'
import { goHome, person, type Person } from '../support/people.ts'

afterEach(() => goHome())

const weekday = monday
const phone = { width: 360, height: 780 }

/** Plans the day the way a person does and counts what the person had to do. */
async function planned({ page }: Person, prefix: string, locale: Locale): Promise<number> {
  const t = wordsFor(locale)
  let interactions = 0
  const act = async (action: Promise<unknown>): Promise<void> => {
    await action
    interactions += 1
  }
  await act(page.goto(`${prefix}/plan`))
  expect(await faultsOf(page)).toEqual([])
  await act(page.getByLabel(t('plan:form.from'), { exact: true }).fill('会津若松'))
  await act(page.getByLabel(t('plan:form.to'), { exact: true }).fill('只見'))
  await act(page.locator('input[name="date"]').fill(weekday))
  await act(page.locator('input[name="wish"][value="hot-springs"]').check())
  await act(page.locator('input[name="wish"][value="museums"]').check())
  await act(page.getByRole('button', { name: t('plan:form.submit') }).click())
  await page.waitForURL(/wish/)
  expect(await faultsOf(page)).toEqual([])
  await act(page.locator('a[href*="/plan/day?"]').first().click())
  await page.getByRole('heading', { name: t('plan:day.hours') }).waitFor()
  return interactions
}

/** A plan as the hub tells it: what the page has to agree with. */
type Told = {
  readonly plan: {
    readonly stops: readonly {
      readonly things: readonly { readonly themes: string[]; readonly exhibits: string[] }[]
    }[]
    readonly legs: readonly {
      readonly trip: string | null
      readonly from: { readonly id: string }
      readonly departure: string
      readonly departureExact?: boolean
    }[]
  }
  readonly sources: readonly {
    readonly id: string
    readonly title: { ja: string; en: string }
    readonly checked?: string
  }[]
}

/** The plan that stands in the address of the page, with the wishes that stand there. */
async function toldOf({ page }: Person): Promise<Told> {
  const asked = new URL(page.url()).searchParams
  const wishes = encodeURIComponent(asked.get('wish') ?? '')
  const answer = await page.request.get(
    `/api/rail/day-plans/${encodeURIComponent(asked.get('plan')!)}?wishes=${wishes}`,
  )
  expect(answer.status()).toBe(200)
  return (await answer.json()) as Told
}

/** Pages of a printed PDF. */
const pagesIn = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g)?.length ?? 0

/** Each boarding time that a source states stands in the content with that source, and the page names both. */
async function agreesWithSources(visitor: Person, locale: Locale): Promise<void> {
  const { page } = visitor
  const { plan, sources } = await toldOf(visitor)
  const exact = plan.legs.filter(({ departureExact }) => departureExact === true)
  expect(exact.length).toBeGreaterThanOrEqual(2)
  const named = await page.locator('.sources li').allInnerTexts()
  for (const { trip, from, departure } of exact) {
    const train = content.trains.find(({ id }) => trip?.startsWith(`${id}@`))
    const event = train?.events.find(({ station }) => station === from.id)
    expect(event?.dep, `${trip} ${from.id}`).toBe(departure.slice(11, 16))
    const board = page.locator('.hours > li[data-departure]', { hasText: event!.dep!.replace(/^0/, '') })
    expect(await board.count()).toBeGreaterThan(0)
    for (const id of event!.source) {
      const source = sources.find((one) => one.id === id)!
      const line = named.find((text) => text.includes(source.title[locale === 'en' ? 'en' : 'ja']))
      expect(line, `${id} stands on the page with its age`).toContain(source.checked)
    }
  }
}

describe('a phone plans a day on the Tadami Line, with a hot spring and an exhibit', () => {
  it.each([
    ['ja', '', 'ja-JP'],
    ['en', '/en', 'en-GB'],
    ['zh-hant', '/zh-hant', 'zh-TW'],
  ] as const)(
    'in %s: in at most 12 steps, as its sources say, in the calendar, on paper and without signal',
    async (locale, prefix, browser) => {
      const visitor = await person({ locale: browser, viewport: phone })
      const { page, context } = visitor
      const t = wordsFor(locale)
      expect(await planned(visitor, prefix, locale)).toBeLessThanOrEqual(12)
      expect(await faultsOf(page)).toEqual([])

      // Tadami, a bath, a museum and an exhibit are in it, and the page leads to the exhibit.
      const { plan } = await toldOf(visitor)
      const themes = plan.stops.flatMap(({ things }) => things.flatMap((thing) => thing.themes))
      expect(themes).toEqual(expect.arrayContaining(['hot-springs', 'museums']))
      expect(await page.locator('.hours a[href*="/exhibits/"]').count()).toBeGreaterThan(0)
      expect(await page.locator('.hours a[href*="/stations/tadami?"]').count()).toBeGreaterThan(0)
      await agreesWithSources(visitor, locale)
      expect(await page.locator('main').getByText(t('plan:day.homeKnown')).count()).toBeGreaterThan(0)

      const calendar = await page.request.get(
        (await page.locator('a[href*="day.ics"]').first().getAttribute('href'))!,
      )
      expect(calendar.headers()['content-type']).toContain('text/calendar')
      const ics = await calendar.text()
      expect(ics).toContain('TZID:Asia/Tokyo')
      expect(ics).toContain(`DTSTART;TZID=Asia/Tokyo:${weekday.replaceAll('-', '')}T`)

      await page.emulateMedia({ media: 'print' })
      expect(await page.locator('nav').first().isVisible()).toBe(false)
      expect(await page.locator('.hours > li').first().isVisible()).toBe(true)
      expect(await page.locator('.planqr').isVisible()).toBe(true)
      expect(pagesIn(await page.pdf({ format: 'A4', preferCSSPageSize: true }))).toBeLessThanOrEqual(2)
      await page.emulateMedia({ media: 'screen' })

      await page.getByText(t('plan:do.kept')).waitFor()
      const hours = await page.locator('.hours').innerText()
      const address = page.url()
      await context.setOffline(true)
      await page.goto(address)
      await page.getByRole('heading', { name: t('plan:day.hours') }).waitFor()
      expect(await page.locator('.hours').innerText()).toBe(hours)
      const age = t('plan:offline.kept', { age: '#', when: '#' }).split('#')[0]!
      expect(await page.locator('[data-from-store]').innerText()).toContain(age)
      expect(await faultsOf(page)).toEqual([])
    },
  )

  it.each([
    ['ja', '', 'ja-JP'],
    ['en', '/en', 'en-GB'],
    ['zh-hant', '/zh-hant', 'zh-TW'],
  ] as const)(
    'an impossible wish gets its reason and the nearest day, in %s',
    async (locale, prefix, browser) => {
      const { page } = await person({ locale: browser, viewport: phone })
      const t = wordsFor(locale)
      // The only festival of the season has no train home that day; the rest of the day stands.
      await page.goto(`${prefix}/plan?from=会津若松&to=只見&date=${weekday}&wish=hot-springs,festivals`)
      const unmet = page.locator('section[aria-labelledby="unmet"]')
      expect(await unmet.locator('dt').allInnerTexts()).toEqual([t('plan:theme.festivals')])
      expect(await unmet.innerText()).toContain(t('plan:unmet.reason.no_way_back'))
      expect(await faultsOf(page)).toEqual([])

      // The craft museum is shut on Mondays: no day at all, with the nearest that is possible.
      await page.goto(`${prefix}/plan?from=会津若松&to=mishima-craft-museum&date=${weekday}`)
      await page.getByText(t('plan:reason.closed_on_date')).waitFor()
      expect(await faultsOf(page)).toEqual([])
      await page.locator('.empty a[href*="date="]').first().click()
      await page.locator('a[href*="/plan/day?"]').first().waitFor()
      expect(new URL(page.url()).searchParams.get('date')).not.toBe(weekday)
    },
  )
})

it('a kept plan is opened from the list without signal; what is old is taken off the device', async () => {
  const visitor = await person({ viewport: phone })
  const { page, context } = visitor
  const t = wordsFor('ja')
  await page.goto('/about')
  await page.evaluate(async () => {
    for (const name of ['files-of-an-older-build', 'plans-0']) await caches.open(name)
    const store = await caches.open('plans-1')
    const headers = { 'x-kept-at': String(Date.parse('2020-01-01')), 'content-type': 'text/html' }
    await store.put(
      '/plan/day?from=tadami&date=2020-01-01&plan=old',
      new Response('<title>old</title>', { headers }),
    )
  })
  await planned(visitor, '', 'ja')
  await page.getByText(t('plan:do.kept')).waitFor()
  const name = await page.getByRole('heading', { level: 1 }).innerText()
  const stores = await page.evaluate(() => caches.keys())
  expect(stores.filter((store) => store === 'plans-0' || store.includes('older'))).toEqual([])

  await page.getByRole('link', { name: t('plan:offline.title'), exact: true }).click()
  await page.locator('#kept-plans li').first().waitFor()
  expect(await page.locator('#kept-plans').innerText()).not.toContain('old')
  expect(await faultsOf(page)).toEqual([])

  await context.setOffline(true)
  // A page that is not kept: the list stands in its place.
  await page.goto('/events')
  await page.getByText(t('plan:offline.away')).waitFor()
  const kept = page.locator('#kept-plans li')
  expect(await kept.count()).toBe(1)
  expect((await kept.innerText()).replaceAll(/\s/g, '')).toContain(name.replaceAll(/\s/g, ''))
  expect(await kept.innerText()).toMatch(/前に保存|後に保存/)
  await kept.getByRole('link').click()
  await page.getByRole('heading', { name: t('plan:day.hours') }).waitFor()
  expect(await page.locator('[data-from-store]').innerText()).toMatch(/保存したもの/)

  // The trains of its stations on that day were kept with it.
  await page.locator('.hours a.name[href*="/stations/"]').first().click()
  await page.waitForURL(`**/stations/*?date=${weekday}*`)
  expect(await page.locator('.dayname').getAttribute('datetime')).toBe(weekday)

  await page.goto('/plan/kept')
  await kept.getByRole('button').click()
  await page.getByText(t('plan:offline.none')).waitFor()
  expect(await page.locator('#removed').innerText()).toContain(name.slice(0, 4))
})

it('a station nobody knows is answered with what may be meant, and keeps what was typed', async () => {
  const { page } = await person({ viewport: phone, javaScriptEnabled: false })
  await page.goto(`/plan?from=会津宮し下&to=只見&date=${weekday}&wish=hot-springs`)
  const offered = page.locator('main a[href*="from=aizu-miyashita"]').first()
  expect(await offered.getAttribute('href')).toContain('hot-springs')
  await offered.click()
  await page.waitForLoadState()
  expect(await page.locator('a[href*="/plan/day?"]').count()).toBeGreaterThan(0)
})

describe('two days with a night at a hot spring', () => {
  it.each([
    ['ja', '', 'ja-JP'],
    ['en', '/en', 'en-GB'],
  ] as const)('each day is a plan of its own, in %s', async (locale, prefix, browser) => {
    const { page } = await person({ locale: browser, viewport: phone })
    const t = wordsFor(locale)
    await page.goto(`${prefix}/plan`)
    await page.getByLabel(t('plan:form.from'), { exact: true }).fill('会津若松')
    await page.locator('input[name="date"]').fill(weekday)
    await page.getByLabel(t('plan:form.trip_night'), { exact: true }).check()
    await page.locator('input[name="wish"][value="hot-springs"]').check()
    await page.getByRole('button', { name: t('plan:form.submit') }).click()
    await page.getByText(t('plan:night.lead')).waitFor()
    await page.getByRole('heading', { name: t('plan:result.twoDays'), exact: true }).waitFor()
    expect(await faultsOf(page)).toEqual([])

    // The second day of the first pair begins where one stayed, on the day after.
    const night = (await page.locator('.twodays h3').first().innerText()).trim()
    await page.locator('.twodays').first().locator('a[href*="/plan/day?"]').nth(1).click()
    await page.getByRole('heading', { name: t('plan:day.hours') }).waitFor()
    expect(await page.locator('.lead time').getAttribute('datetime')).toBe(afterMonday(1))
    const from = (await page.getByRole('heading', { level: 1 }).innerText()).split(
      locale === 'ja' ? 'から' : ' to ',
    )[0]!
    expect(night).toContain(from.replace(/^From /, '').trim())
    expect(await faultsOf(page)).toEqual([])
    const calendar = await page.request.get(
      (await page.locator('a[href*="day.ics"]').first().getAttribute('href'))!,
    )
    expect(await calendar.text()).toContain(`DTSTART;TZID=Asia/Tokyo:${afterMonday(1).replaceAll('-', '')}`)
  })

  it('what neither day has is told with its reason, and leads to the nearest two days that have it', async () => {
    const { page } = await person({ viewport: phone })
    const t = wordsFor('ja')
    await page.goto(`/plan?from=会津若松&date=${weekday}&trip=night&wish=festivals,hot-springs`)
    await page.getByRole('heading', { name: t('plan:unmet.title') }).waitFor()
    const unmet = page.locator('section[aria-labelledby="unmet"]')
    expect(await unmet.locator('dt').allInnerTexts()).toEqual([t('plan:theme.festivals')])
    expect(await faultsOf(page)).toEqual([])
    await unmet.locator('dd a[href*="trip=night"]').last().click()
    await page.waitForURL((url) => url.searchParams.get('date') !== weekday)
    await page.locator('.twodays').first().waitFor()
    expect(await unmet.count()).toBe(0)
  })
})
