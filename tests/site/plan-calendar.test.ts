import { expect, test } from 'vitest'
import type { Plan } from '../../site/lib/plan/answer.ts'
import { calendarOf } from '../../site/lib/plan/ics.ts'
import { keyOf } from '../../site/lib/plan/key.ts'

const point = (id: string) => ({ id, kind: 'station' as const, name: { ja: id, en: id } })
const ride = (
  trip: string,
  [from, departure]: readonly [string, string],
  [to, arrival]: readonly [string, string],
): Plan['legs'][number] => ({
  mode: 'train',
  line: 'tadami',
  lines: ['tadami'],
  trip,
  asOf: { ja: '', en: '' },
  from: point(from),
  to: point(to),
  departure: `2026-11-30T${departure}:00+09:00`,
  arrival: `2026-11-30T${arrival}:00+09:00`,
  departureExact: true,
  arrivalExact: true,
  exact: true,
  confidence: 1,
  source: [],
})
const planOf = (legs: Plan['legs']): Plan => ({
  departure: legs[0]!.departure,
  arrival: legs.at(-1)!.arrival,
  changes: 0,
  walkMinutes: 0,
  fare: { yen: 1_000 },
  passes: [],
  legs,
  stops: [
    {
      at: point('aizu-yanaizu'),
      arrival: legs[0]!.arrival,
      departure: legs.at(-1)!.departure,
      things: [],
      idleMinutes: 0,
      daylight: { sunrise: '06:35', sunset: '16:23' },
    },
  ],
})

const there = ride('423D', ['aizu-wakamatsu', '06:08'], ['aizu-yanaizu', '07:02'])
const back = ride('426D', ['aizu-yanaizu', '09:39'], ['aizu-wakamatsu', '10:38'])
const entries = (plan: Plan, madeAt: number, locale: 'ja' | 'en' = 'ja') => {
  const made = { locale, key: keyOf(plan), date: '2026-11-30', address: 'https://meguri.example', madeAt }
  const text = calendarOf(plan, made)
  return [...text.matchAll(/^UID:(\S+)/gm)].map(([, uid]) => uid)
}

test('the same plan has the same entries whenever and in whichever language it is fetched, so that none is doubled', () => {
  const first = entries(planOf([there, back]), 0)
  expect(new Set(first).size).toBe(3)
  expect(entries(planOf([there, back]), 86_400_000, 'en')).toEqual(first)
  // A minute that was corrected moves the entry instead of adding one.
  const corrected = { ...back, departure: '2026-11-30T09:41:00+09:00' }
  expect(entries(planOf([there, corrected]), 0)).toEqual(first)
})

test('another train makes another plan', () => {
  const first = entries(planOf([there, back]), 0)
  const later = entries(planOf([there, { ...back, trip: '428D' }]), 0)
  expect(later.filter((uid) => first.includes(uid))).toEqual([])
})
