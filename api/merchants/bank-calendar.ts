import { addDays } from '../platform/clock.ts'
import { assert } from '../platform/assert.ts'
import type { Holidays } from './ports.ts'

/** Whether banks move money on a Japanese day ('YYYY-MM-DD'): not on weekends, holidays or 31 Dec – 3 Jan. */
export function isBankDay(day: string, holidays: Holidays): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  assert(!Number.isNaN(weekday), `a day must be YYYY-MM-DD, not ${day}`)
  if (weekday === 0 || weekday === 6) return false
  const monthDay = day.slice(5)
  if (monthDay === '12-31' || (monthDay >= '01-01' && monthDay <= '01-03')) return false
  return !holidays.isHoliday(day)
}

/** The first bank day on or after a day. Banks never close for longer than a fortnight. */
export function bankDayFrom(day: string, holidays: Holidays): string {
  for (let ahead = 0; ahead < 15; ahead++) {
    const candidate = addDays(day, ahead)
    if (isBankDay(candidate, holidays)) return candidate
  }
  throw new Error(`no bank day within a fortnight of ${day}`)
}

/** The bank day `count` bank days after a day (at least 1). */
export function bankDayAfter(day: string, count: number, holidays: Holidays): string {
  assert(Number.isInteger(count) && count >= 1, 'bank days are counted from one')
  let at = day
  for (let counted = 0; counted < count; counted++) at = bankDayFrom(addDays(at, 1), holidays)
  return at
}
