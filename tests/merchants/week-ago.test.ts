import { expect, test } from 'vitest'
import { sameTimeLastWeek } from '../../api/merchants/week-ago.ts'
import { at } from './support/region.ts'

test.each([
  ['in the middle of a day', '2026-11-24T10:42', '2026-11-17', '2026-11-17T10:42'],
  ['at its first instant, when nothing has passed', '2026-11-24T00:00', '2026-11-17', '2026-11-17T00:00'],
  ['in its last minute', '2026-11-24T23:59', '2026-11-17', '2026-11-17T23:59'],
  ['over the turn of a year', '2027-01-03T09:00', '2026-12-27', '2026-12-27T09:00'],
  ['over a leap day', '2028-03-04T08:30', '2028-02-26', '2028-02-26T08:30'],
])('today is held against the same weekday until the same time: %s', (_, now, day, until) => {
  expect(sameTimeLastWeek(at(now))).toEqual({ day, from: at(`${day}T00:00`), until: at(until) })
})
