import { describe, expect, test } from 'vitest'
import type { Opening } from '../../content/index.ts'
import { holidaysOfJapan } from '../../api/merchants/holidays-holiday-jp.ts'
import { railService } from '../../api/rail/index.ts'
import { contentNetwork } from '../../api/rail/network-content.ts'
import { houseDayOf, nextOpenDay } from '../../api/rail/open-day.ts'

const monday = { ja: '月曜日は休み', en: 'Closed on Mondays' }
const opening: Opening = {
  ja: '9時から',
  en: 'From nine',
  source: ['tohokukanko'],
  hours: [{ months: [], from: '09:00', to: '17:00' }],
  shut: [
    { ...monday, kind: 'weekly', weekday: 'monday', onHoliday: 'next-day' },
    { ja: '年末年始', en: 'New year', kind: 'yearly', from: '12-28', to: '01-04', isCertain: false },
  ],
}
const winter = { ja: '冬は休み', en: 'Closed in winter', months: [12, 1, 2], source: ['tohokukanko'] }
const on = (date: string, house: object = { opening }) =>
  houseDayOf({ id: 'house', ...house }, date, holidaysOfJapan)
const after = (date: string, house: object = { opening }) =>
  nextOpenDay({ id: 'house', ...house }, date, holidaysOfJapan)?.date

describe('a house on a day', () => {
  test.each([
    ['open', '2026-12-01', 'open', []],
    ['shut on its weekday', '2026-11-30', 'shut', [monday]],
    ['open where that is a holiday', '2026-11-23', 'open', []],
    ['perhaps shut around new year', '2026-12-29', 'perhaps', [{ ja: '年末年始', en: 'New year' }]],
  ] as const)('is %s', (...[, date, state, because]) => {
    expect(on(date)).toMatchObject({ date, state, because })
  })

  test('has its hours, and none on a day on which it is shut', () => {
    expect(on('2026-12-01').hours).toEqual({ fromMinute: 540, toMinute: 1_020 })
    expect(on('2026-11-30').hours).toBeUndefined()
  })

  test('of which no source says when it is open is not said to be open', () => {
    expect(on('2026-06-01', {}).state).toBe('unknown')
    expect(on('2026-06-01', { closure: winter }).state).toBe('unknown')
    expect(on('2026-12-01', { closure: winter })).toMatchObject({ state: 'shut' })
  })
})

describe('the next day on which it is open', () => {
  test.each([
    ['is the day after', '2026-11-30', '2026-12-01'],
    ['is none of those of which nobody is sure', '2026-12-27', '2027-01-05'],
  ])('%s', (_, date, expected) => {
    expect(after(date)).toBe(expected)
  })

  test('lies behind a whole winter', () => {
    expect(after('2026-12-10', { opening, closure: winter })).toBe('2027-03-02')
  })

  test('is not told where no source says', () => {
    expect(after('2026-06-01', { closure: winter })).toBeUndefined()
  })
})

test('the railway tells it of institutions, and of the places that are the same house', async () => {
  const rail = railService({
    network: contentNetwork,
    holidays: holidaysOfJapan,
    clock: { now: () => Date.parse('2026-11-30T10:00+09:00') },
  })
  for (const id of ['mishima-craft-museum', 'mishima-craft-museum-place'])
    expect(await rail.houseDay(id)).toMatchObject({
      ok: true,
      value: { day: { date: '2026-11-30', state: 'shut' }, next: { date: '2026-12-01', state: 'open' } },
    })
  expect(await rail.houseDay('nowhere')).toMatchObject({ ok: false, error: { code: 'place_unknown' } })
})
