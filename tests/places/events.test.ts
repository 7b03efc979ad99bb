import { describe, expect, test } from 'vitest'
import { eventsFrom, eventsIn, monthMeant } from '../../api/places/coming-events.ts'
import { festival } from './small-catalogue.ts'

const snow = festival('snow', {
  rule: { kind: 'weekday', month: 2, nth: 2, weekday: 6, days: 2 },
  months: [2],
})
const newYear = festival('new-year', { rule: { kind: 'fixed', month: 1, from: 7, to: 7 }, months: [1] })
const rough = festival('rough', { months: [2, 3] })
const asked = festival('asked', {
  rule: { kind: 'fixed', month: 2, from: 1, to: 1 },
  months: [2],
  certain: false,
})
const all = [rough, snow, newYear, asked]

describe('events of a month', () => {
  test('are those whose days lie in it, by day, then those only roughly known', () => {
    expect(eventsIn(all, { year: 2027, month: 2 }).map(({ event }) => event.id)).toEqual([
      'snow',
      'asked',
      'rough',
    ])
    expect(eventsIn(all, { year: 2027, month: 2 })[0]?.days).toEqual({
      first: '2027-02-13',
      last: '2027-02-14',
    })
  })

  test('name no day where the rule is not certain', () => {
    const found = eventsIn(all, { year: 2027, month: 2 })
    expect(found.filter(({ event }) => event.id !== 'snow').every(({ days }) => days === undefined)).toBe(
      true,
    )
  })

  test('are none where nothing is held', () => {
    expect(eventsIn(all, { year: 2027, month: 8 })).toEqual([])
  })
})

test('a month without a year is the next such month', () => {
  expect(monthMeant('11', '2026-11-24')).toEqual({ year: 2026, month: 11 })
  expect(monthMeant('2', '2026-11-24')).toEqual({ year: 2027, month: 2 })
  expect(monthMeant('2028-02', '2026-11-24')).toEqual({ year: 2028, month: 2 })
})

test('all events stand with the next one first', () => {
  expect(eventsFrom(all, '2026-11-24').map(({ event }) => event.id)).toEqual([
    'new-year',
    'snow',
    'asked',
    'rough',
  ])
  expect(eventsFrom(all, '2027-01-08')[0]?.event.id).toBe('snow')
})
