import { describe, expect, test } from 'vitest'
import { comingDay, daysIn } from '../../api/places/festival-day.ts'

const second = { kind: 'weekday', month: 2, nth: 2, weekday: 6, days: 2 } as const
const fixed = { kind: 'fixed', month: 1, from: 7, to: 7 } as const

describe('the day of a festival', () => {
  test('is the second Saturday of February, seen in 2019-02-09 and 2017-02-11', () => {
    expect(daysIn(second, 2019)).toEqual({ first: '2019-02-09', last: '2019-02-10' })
    expect(daysIn(second, 2017)?.first).toBe('2017-02-11')
  })

  test('is today while the festival lasts', () => {
    expect(comingDay(second, '2019-02-10')).toBe('2019-02-10')
  })

  test('is next year once it is over', () => {
    expect(comingDay(fixed, '2026-01-08')).toBe('2027-01-07')
    expect(comingDay(fixed, '2026-01-07')).toBe('2026-01-07')
  })

  test('is not invented for a rough rule', () => {
    expect(comingDay({ kind: 'about' }, '2026-01-08')).toBeUndefined()
  })

  test('skips a year that has no fifth Monday', () => {
    const fifth = { kind: 'weekday', month: 2, nth: 5, weekday: 1, days: 1 } as const
    expect(daysIn(fifth, 2026)).toBeUndefined()
  })
})
