import { afterEach, describe, expect, it } from 'vitest'
import { japanDay, japanTime, systemClock } from '../../../api/platform/clock.ts'
import { wordsFor } from '../../../api/platform/words.ts'
import { afterMonday } from '../support/days.ts'
import { faultsOf } from '../support/look.ts'
import { openNow, patient, textNow } from '../support/now.ts'
import { operator, withFile } from '../support/operator.ts'
import { goHome, person } from '../support/people.ts'

const minuteMs = 60_000
const today = japanDay(systemClock.now())

/** By day and by night, on a phone and on a screen, in three languages. */
const looks = [
  { locale: 'ja', prefix: '', browser: 'ja-JP', viewport: { width: 360, height: 780 }, colorScheme: 'light' },
  { locale: 'en', prefix: '/en', browser: 'en-GB', viewport: { width: 360, height: 780 }, colorScheme: 'dark' },
  { locale: 'zh-hant', prefix: '/zh-hant', browser: 'zh-TW', viewport: { width: 1440, height: 900 }, colorScheme: 'dark' },
  { locale: 'ja', prefix: '', browser: 'ja-JP', viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
] as const // prettier-ignore

afterEach(() => goHome())

describe('a train that becomes another one at Aizu-Miyashita', () => {
  /** A sample that nobody runs: not a train of the railway. */
  const sheet = `路線,,只見線,,
列車番号,,見本1,見本2
運転日,,毎日,
出典,,見本の掲示,
確認日,,${today},
行先,,会津宮下,会津川口
直通,,見本2,
会津若松,,11:08,
会津宮下,着,12:38,
,発,,12:50
会津川口,着,,13:20
`

  it.each(looks)(
    'is told on the board and in the plan: one stays seated ($locale, $viewport.width, $colorScheme)',
    async ({ locale, prefix, browser, ...look }) => {
      const { page } = await person({ locale: browser, ...look })
      const t = wordsFor(locale)
      withFile('story-through.csv', sheet, (file) =>
        operator('import', 'timetable', file, '--id', 'story-through'),
      )
      try {
        const date = afterMonday(1)
        const stays = page.locator('.stay-on-board').first()
        const board = `${prefix}/stations/aizu-wakamatsu?date=${date}`
        await expect.poll(() => textNow(page, board), patient).toContain('見本2')
        expect(await stays.innerText()).toContain('見本2')
        // The source of an imported time stands beside it and at the foot, as any other.
        expect(await page.locator('.trains > li', { hasText: '11:08' }).innerText()).toContain('見本の掲示')
        expect(await page.locator('.sources').innerText()).toContain('見本の掲示')
        expect(await faultsOf(page)).toEqual([])
        await openNow(
          page,
          `${prefix}/plan?${new URLSearchParams({ from: '会津若松', to: '会津川口', date, trip: 'oneway' })}`,
        )
        const card = page.locator('.plancard', { hasText: '11:08' })
        expect(await card.innerText()).toContain(t('plan:changesNone'))
        await card.getByRole('link').click()
        await page.getByRole('heading', { name: t('plan:day.hours') }).waitFor()
        const ride = await page.locator('.hours > li', { hasText: '11:08' }).innerText()
        expect(ride).toContain('見本2')
        expect(ride).toContain('13:20')
        expect(await page.locator('.sources').innerText()).toContain('見本の掲示')
        expect(await faultsOf(page)).toEqual([])
      } finally {
        operator('import', 'remove', 'story-through')
      }
    },
  )
})

describe('a train that somebody saw', () => {
  /** An extra train that left ten minutes ago, seen a minute ago on its way to Nishi-Wakamatsu. */
  const message = () => {
    const now = systemClock.now()
    const second = (minutes: number) => Math.floor((now + minutes * minuteMs) / 1000)
    const trip = { trip_id: 'seen-1', route_id: 'tadami', schedule_relationship: 'ADDED' }
    const leaving = (stop_id: string, minutes: number) => ({
      stop_id,
      arrival: { time: second(minutes) },
      departure: { time: second(minutes) },
    })
    return {
      header: { gtfs_realtime_version: '2.0', timestamp: second(0) },
      entity: [
        {
          id: 'extra',
          trip_update: {
            trip,
            trip_properties: { trip_headsign: '会津坂下', trip_short_name: '見本3' },
            stop_time_update: [
              leaving('aizu-wakamatsu', -10),
              leaving('nishi-wakamatsu', 3),
              leaving('aizu-bange', 40),
            ],
          },
        },
        { id: 'seen', vehicle: { trip, timestamp: second(-1), stop_id: 'nishi-wakamatsu' } },
      ],
    }
  }

  it.each(looks)(
    'stands on the strip and at the station between two stations, with the age of that ($locale, $viewport.width, $colorScheme)',
    async ({ locale, prefix, browser, ...look }) => {
      const { page } = await person({ locale: browser, ...look })
      const t = wordsFor(locale)
      withFile('seen.json', JSON.stringify(message()), (file) =>
        operator('import', 'realtime', file, '--id', 'story-seen', '--by', '見本鉄道'),
      )
      try {
        await expect.poll(() => textNow(page, `${prefix}/lines/tadami`), patient).toContain('見本3')
        const time = (ms: number) => japanTime(ms).replace(/^0/, '')
        const tag = await page.locator('.train-now', { hasText: '見本3' }).locator('.tag.seen').innerText()
        expect([0, 1, 2, 3].some((ago) => tag.includes(time(systemClock.now() - ago * minuteMs)))).toBe(true)
        expect(await faultsOf(page)).toEqual([])
        await openNow(page, `${prefix}/stations/nanukamachi`)
        await page.getByRole('heading', { name: t('rail:now.seenTrains') }).waitFor()
        expect(await page.locator('.train-now .tag.seen').count()).toBe(1)
        expect(await faultsOf(page)).toEqual([])
      } finally {
        operator('import', 'remove', 'story-seen')
      }
    },
  )
})

describe('a viewpoint after its last train', () => {
  it.each(looks)(
    'says that none comes any more, and when the next ones do ($locale, $viewport.width, $colorScheme)',
    async ({ locale, prefix, browser, ...look }) => {
      const { page } = await person({ locale: browser, ...look })
      const t = wordsFor(locale)
      // A day that is over: whatever the hour, no train of it is to come.
      const over = japanDay(systemClock.now() - 24 * 60 * minuteMs)
      await page.goto(`${prefix}/viewpoints?date=${over}`)
      const card = page.locator('.passings > li', { has: page.locator('a[href*="second-bridge"]') })
      expect(await card.innerText()).toContain(t('viewpoints:noneLeft'))
      expect(await card.locator('.next-passes li').count()).toBeGreaterThan(0)
      expect(await card.locator('.next-passes .num').first().innerText()).toMatch(/\d+:\d\d/)
      expect(await faultsOf(page)).toEqual([])

      await page.goto(`${prefix}/viewpoints/second-bridge?date=${over}`)
      const ahead = page.locator('main a[href*="/viewpoints/second-bridge?date="]', {
        has: page.locator('strong'),
      })
      expect(await faultsOf(page)).toEqual([])
      const path = (await ahead.first().getAttribute('href'))!
      await ahead.first().click()
      await page.waitForURL((url) => url.pathname + url.search === path)
      expect(await page.locator('.dayname').first().getAttribute('datetime')).toBe(path.slice(-10))
    },
  )
})
