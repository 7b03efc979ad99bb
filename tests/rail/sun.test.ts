import { expect, test } from 'vitest'
import { sunOf } from '../../api/rail/sun.ts'

const apartMinutes = (at: number, day: string, time: string): number =>
  Math.abs(at - Date.parse(`${day}T${time}:00+09:00`)) / 60_000

/** Almanac times of the National Astronomical Observatory of Japan for Tokyo (35.6581 N, 139.7414 E). */
test.each([
  ['2024-06-21', '04:25', '19:00'],
  ['2024-12-21', '06:47', '16:32'],
])('the sun of Tokyo on %s rises at %s and sets at %s, a minute either way', (day, rise, set) => {
  const sun = sunOf(day, 35.6581, 139.7414)
  expect(apartMinutes(sun.riseAt, day, rise)).toBeLessThan(1)
  expect(apartMinutes(sun.setAt, day, set)).toBeLessThan(1)
})

test('the sun of 10 November 2024 rises at 6:13 in Fukushima City, and less than two minutes later in Aizu-Wakamatsu', () => {
  expect(apartMinutes(sunOf('2024-11-10', 37.75, 140.47).riseAt, '2024-11-10', '06:13')).toBeLessThan(1)
  expect(apartMinutes(sunOf('2024-11-10', 37.4948, 139.9298).riseAt, '2024-11-10', '06:13')).toBeLessThan(2)
})
