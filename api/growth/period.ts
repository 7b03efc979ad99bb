import { addDays, japanDay } from '../platform/clock.ts'

/** How far back the public numbers look. */
export const periodNames = ['7', '30', '90', 'all'] as const
export type PeriodName = (typeof periodNames)[number]

/** Japanese days, both included; `from` null: from the first record on. */
export type Days = { readonly from: string | null; readonly until: string }

/** The days of the region's own numbers: up to and with today. */
export const daysUntilNow = (name: PeriodName, now: number): Days => daysUntil(name, japanDay(now))

/**
 * The days of the numbers by town and line: up to the last Sunday that is over. They change once a week, so that
 * nobody can watch one small town's figure move and see one person.
 */
export const daysUntilSunday = (name: PeriodName, now: number): Days => daysUntil(name, lastSunday(now))

function daysUntil(name: PeriodName, until: string): Days {
  return { from: name === 'all' ? null : addDays(until, 1 - Number(name)), until }
}

/** The last Sunday before the day of `now`. */
export function lastSunday(now: number): string {
  const today = japanDay(now)
  const weekday = new Date(`${today}T00:00:00Z`).getUTCDay()
  return addDays(today, weekday === 0 ? -7 : -weekday)
}

/** The Mondays of the last `count` whole weeks, oldest first. */
export const lastWeeks = (now: number, count: number): string[] =>
  Array.from({ length: count }, (_, i) => addDays(lastSunday(now), -6 - 7 * (count - 1 - i)))

export const within = (day: string, { from, until }: Days): boolean =>
  (from === null || day >= from) && day <= until
