import type { Page } from 'playwright'
import { afterEach, describe, expect, it } from 'vitest'
import { addDays, japanDay, japanTime, systemClock } from '../../../api/platform/clock.ts'
import { type Locale, wordsFor } from '../../../api/platform/words.ts'
import { pressEnter, tabTo } from '../support/keyboard.ts'
import { faultsOf } from '../support/look.ts'
import { openNow, patient, textNow, textOf } from '../support/now.ts'
import { operator, withFile } from '../support/operator.ts'
import { goHome, person } from '../support/people.ts'

const minuteMs = 60_000
/** The day that it is now: midnight may come while a story is told. */
const today = () => japanDay(systemClock.now())
const alert = { ja: '見本の落ち葉で遅れています。', en: 'Sample: delays because of leaves.' }
const plan = () =>
  `/plan?${new URLSearchParams({ from: '会津若松', to: '只見', date: today(), trip: 'oneway' })}`

afterEach(async () => {
  operator('import', 'remove', 'story-live')
  await goHome()
})

/** The 6:08 train to Koide does not run today and tomorrow, that of 13:05 is twenty minutes late, and an alert says why. */
function tell(atMs: number, ...options: string[]): void {
  const translation = Object.entries(alert).map(([language, text]) => ({ language, text }))
  const trains = [today(), addDays(today(), 1)].flatMap((day) => {
    const trip = (tripId: string) => ({ trip_id: tripId, start_date: day.replaceAll('-', '') })
    const late = [{ stop_id: 'aizu-wakamatsu', departure: { delay: 1200 } }]
    return [
      { id: `gone-${day}`, trip_update: { trip: { ...trip('td1'), schedule_relationship: 'CANCELED' } } },
      { id: `late-${day}`, trip_update: { trip: trip('td3'), stop_time_update: late } },
    ]
  })
  const message = {
    header: { gtfs_realtime_version: '2.0', timestamp: Math.floor(atMs / 1000) },
    entity: [
      ...trains,
      {
        id: 'leaves',
        alert: {
          informed_entity: [{ route_id: 'tadami' }],
          header_text: { translation },
          url: { translation: [{ text: 'https://railway.example/leaves' }] },
        },
      },
    ],
  }
  withFile('live.json', JSON.stringify(message), (file) =>
    operator('import', 'realtime', file, '--id', 'story-live', '--by', '見本鉄道', ...options),
  )
}

/** What a page says in its block of what hinders, and that the block stands before `below`. */
async function hindrance(page: Page, below: string): Promise<string> {
  const block = page.locator('section.hindrance')
  const [head, rest] = await Promise.all([block.boundingBox(), page.locator(below).first().boundingBox()])
  expect(head!.y, `${page.url()} tells it before ${below}`).toBeLessThan(rest!.y)
  return block.innerText()
}

const readers = [
  { locale: 'ja', prefix: '', browser: 'ja-JP', viewport: { width: 360, height: 780 } },
  { locale: 'en', prefix: '/en', browser: 'en-GB', viewport: { width: 360, height: 780 } },
  { locale: 'ja', prefix: '', browser: 'ja-JP', viewport: { width: 1440, height: 900 } },
  { locale: 'en', prefix: '/en', browser: 'en-GB', viewport: { width: 1440, height: 900 } },
] as const satisfies readonly { locale: Locale; [more: string]: unknown }[]

describe('a live message', () => {
  it.each(readers)(
    'stands on line, station and plan with its age, in $locale at $viewport.width',
    async ({ locale, prefix, browser, viewport }) => {
      const { page } = await person({ locale: browser, viewport })
      const t = wordsFor(locale)
      const said = systemClock.now() - 4 * minuteMs
      tell(said)
      const late = t('rail:live.late', { count: 20 })
      const time = japanTime(said).replace(/^0/, '')
      // The age is that of the message, and grows while the story is told.
      const asOf = t('rail:live.asOf', { time, age: '#' }).replaceAll(/[()]/g, String.raw`\$&`)
      const aged = new RegExp(asOf.replace('#', locale === 'ja' ? '[4-9] ?分前' : '[4-9] minutes ago'))
      const told = [t('rail:live.cancelled'), '6:08', late, '13:05', alert[locale]]

      for (const [path, below] of [
        ['/lines/tadami', '#now'],
        ['/stations/aizu-wakamatsu', '#now, #trains'],
        [plan(), '#plans'],
      ] as const) {
        await expect.poll(() => textNow(page, `${prefix}${path}`), patient).toContain(alert[locale])
        const text = await hindrance(page, below)
        for (const one of told) expect(text, path).toContain(one)
        expect(text.match(new RegExp(aged, 'g')), path).toHaveLength(3)
        expect(await faultsOf(page)).toEqual([])
      }

      // The journey that is left is the late one; that of the morning is told as lost, with the train.
      const cards = await page.locator('.plancard').allInnerTexts()
      expect(cards.join()).toContain('16:41')
      expect(cards.find((card) => card.includes('16:41'))).toContain(late)
      expect(cards.join()).not.toContain('6:08')
      const lost = await page.locator('section.hindrance .bad').allInnerTexts()
      expect(lost.join()).toContain('6:08 → 9:07')
      const link = page.locator('.plancard', { hasText: '16:41' }).getByRole('link')
      await openNow(page, (await link.getAttribute('href'))!)
      const ride = await page.locator('.hours > li', { hasText: '13:05' }).innerText()
      expect(ride).toContain('16:41')
      expect(ride).toContain(`${late} (${time})`)
      expect(await hindrance(page, '#hours')).toContain(t('rail:live.cancelled'))
      expect(await faultsOf(page)).toEqual([])

      await openNow(page, `${prefix}/stations/aizu-miyashita`)
      expect(await page.locator('.trains').allTextContents().then(String)).toContain(late)
    },
  )

  it('is read by keyboard alone: its link, and the plan of the late train', async () => {
    const { page } = await person()
    const t = wordsFor('ja')
    tell(systemClock.now())
    await expect.poll(() => textNow(page, plan()), patient).toContain(alert.ja)
    await tabTo(page, t('rail:hindrance.more'))
    await pressEnter(page, t('plan:result.open'))
    await page.getByRole('heading', { name: t('plan:day.hours') }).waitFor()
    expect(await textOf(page)).toContain(t('rail:live.late', { count: 20 }))
  })

  it('is gone from every page once it is too old, and the trains run by the timetable again', async () => {
    const { page } = await person()
    const t = wordsFor('ja')
    tell(systemClock.now() - minuteMs / 2, '--holds', '1')
    await expect.poll(() => textNow(page, '/lines/tadami'), patient).toContain(alert.ja)
    const whileItHolds = { timeout: 2 * minuteMs }
    await expect.poll(() => textNow(page, '/lines/tadami'), whileItHolds).not.toContain(alert.ja)
    for (const path of ['/lines/tadami', '/stations/aizu-wakamatsu', plan()]) {
      const text = await textNow(page, path)
      expect(text).not.toContain(alert.ja)
      expect(text).not.toContain(t('rail:live.late', { count: 20 }))
      expect(text).not.toContain(t('rail:live.cancelled'))
    }
    expect(await page.locator('.plancard').allInnerTexts().then(String)).toContain('6:08')
  })
})
