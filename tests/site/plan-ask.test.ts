import { describe, expect, test } from 'vitest'
import { askOf, queryOf } from '../../site/lib/plan/ask.ts'

const today = '2026-11-28'
const dateOf = (date: string): string => askOf(new URLSearchParams({ from: 'tadami', date }), today).date

describe('the day of a plan', () => {
  test.each([
    ['as it is written', '2026-12-24', '2026-12-24'],
    ['today where nothing is asked', '', today],
    ['the nearest one to a day that the calendar lacks', '2026-02-30', '2026-02-28'],
    ['the nearest one to a month that the calendar lacks', '2026-13-05', '2026-12-05'],
    ['today where nothing can be read', 'tomorrow', today],
  ])('is %s', (_, asked, date) => {
    expect(dateOf(asked)).toBe(date)
  })
})

test('an address asks the same again', () => {
  const asked = new URLSearchParams(
    'from=tadami&to=koide&date=2026-12-24&wish=snow,food&walk=６０&stepFree=true&x=1',
  )
  const ask = askOf(asked, today)
  expect(ask).toMatchObject({ from: 'tadami', to: 'koide', walk: '60', stepFree: true })
  expect(askOf(new URLSearchParams(queryOf(ask)), today)).toEqual(ask)
})
