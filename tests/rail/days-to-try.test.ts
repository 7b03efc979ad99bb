import { describe, expect, test } from 'vitest'
import { daysToTry, heldNext } from '../../api/rail/days-to-try.ts'
import { festival } from './drawn-things.ts'

const today = '2026-11-24'
const trial = (date: string, festivals: readonly ReturnType<typeof festival>[], mayBeAnyDay = false) =>
  daysToTry({ date, today, festivals, mayBeAnyDay })

const fair = festival('fair', 'bridge', [12, 5])
const market = festival('market', 'bridge', [1, 10])
const someday = festival('someday', 'bridge', [1, 1], {
  rule: { kind: 'about' },
  months: [2],
  certain: false,
})

describe('days to try', () => {
  test('are the days of a festival first, the nearest to the day asked for first', () => {
    expect(trial('2026-12-31', [fair, market])).toEqual(['2027-01-10', '2026-12-05', '2027-12-05'])
    expect(trial('2026-12-10', [fair, market])).toEqual(['2026-12-05', '2027-01-10', '2027-12-05'])
  })

  test('never have passed, and never are the day itself', () => {
    expect(trial('2026-11-24', [festival('past', 'bridge', [11, 20])])).toEqual(['2027-11-20'])
    expect(trial('2026-12-05', [fair])).toEqual(['2027-12-05'])
  })

  test('of several days are all of them', () => {
    const long = festival('long', 'bridge', [7, 11], { rule: { kind: 'fixed', month: 7, from: 11, to: 13 } })
    expect(trial('2027-07-12', [long])).toEqual(['2027-07-13', '2027-07-11', '2028-07-11', '2028-07-12'])
  })

  test('of a festival known by its month only are a week of it, after every day that the calendar names', () => {
    const days = trial('2026-12-10', [market, someday])
    expect(days).toEqual(['2027-01-10', ...Array.from({ length: 7 }, (_, i) => `2027-02-0${i + 1}`)])
  })

  test('that are any go on with the days around, the following first, then the firsts of months', () => {
    const days = trial('2026-11-26', [fair], true)
    const first = [
      '2026-12-05',
      '2026-11-27',
      '2026-11-25',
      '2026-11-28',
      '2026-11-24',
      '2026-11-29',
      '2026-11-30',
    ]
    expect(days.slice(0, 7)).toEqual(first)
    expect(days.at(-1)).toBe('2027-11-01')
    expect(days.filter((day) => day < today)).toEqual([])
    expect(new Set(days).size).toBe(days.length)
  })

  test('for a day that no timetable reaches are the last that one reaches, then the firsts of months before', () => {
    const days = trial('2030-05-01', [], true)
    expect(days.slice(0, 2)).toEqual(['2027-11-25', '2027-11-24'])
    expect(days.slice(-2)).toEqual(['2027-01-01', '2026-12-01'])
    expect(trial('2030-05-01', [fair])).toEqual(['2026-12-05'])
  })

  test('know the next day on which a festival is held', () => {
    expect(heldNext({ date: '2026-12-10', today, festivals: [market, someday] })).toBe('2027-01-10')
    expect(heldNext({ date: '2026-12-10', today, festivals: [] })).toBeUndefined()
  })
})
