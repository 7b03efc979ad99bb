import { describe, expect, test } from 'vitest'
import { askedDay } from '../../site/lib/asked-day.ts'
import { nextDay, previousDay } from '../../site/lib/day.ts'

const today = '2026-11-24'
const read = (date?: string) => askedDay(new URLSearchParams(date === undefined ? {} : { date }), today)

describe('the day that an address asks for', () => {
  test('is today where none is asked for, and links keep none', () => {
    expect(read()).toEqual({ date: today, isToday: true, query: '' })
  })

  test('is kept in links, today as well', () => {
    expect(read('2027-01-20')).toEqual({ date: '2027-01-20', isToday: false, query: '?date=2027-01-20' })
    expect(read(today)).toEqual({ date: today, isToday: true, query: `?date=${today}` })
  })

  test.each([
    ['2026-02-30', '2026-02-28'],
    ['2028-02-30', '2028-02-29'],
    ['2100-02-29', '2100-02-28'],
    ['2026-13-05', '2026-12-05'],
    ['2026-00-00', '2026-01-01'],
    ['2026/12/1', '2026-12-01'],
    ['２０２６年１２月１日', '2026-12-01'],
    ['20261201', '2026-12-01'],
  ])('%s is no day of the calendar: the nearest is %s, and the page is told', (text, nearest) => {
    expect(read(text)).toEqual({
      date: nearest,
      isToday: false,
      query: `?date=${nearest}`,
      wrong: { text, isNear: true },
    })
  })

  test.each(['soon', '12-01', '0000-01-01', '2026-12-01; drop', '1'.repeat(400)])(
    '%s cannot be read: it is today',
    (text) => {
      const { wrong, ...day } = read(text)
      expect(day).toEqual({ date: today, isToday: true, query: '' })
      expect(wrong?.isNear).toBe(false)
    },
  )

  test('has a day before and a day after', () => {
    expect([previousDay('2027-01-01'), nextDay('2028-02-28')]).toEqual(['2026-12-31', '2028-02-29'])
  })
})
