import { addDays, japanDay, startOfJapanDay } from '../platform/clock.ts'

/** A day's takings up to a time of day. */
export type DayUntil = {
  readonly day: string
  /** Both epoch milliseconds; the last is not included. */
  readonly from: number
  readonly until: number
}

const weekMs = 7 * 86_400_000

/** What today is to be compared with: the same weekday of last week, up to the same time of day. Japan has no summer time. */
export function sameTimeLastWeek(now: number): DayUntil {
  const day = addDays(japanDay(now), -7)
  return { day, from: startOfJapanDay(day), until: now - weekMs }
}
