import { addDays, japanDay, startOfJapanDay } from '../platform/clock.ts'

/** Periods at whose end the gifts of a pot end: a calendar month, a municipality's financial year (to 31 March, 地方自治法 208条). */
export const potPeriods = ['month', 'fiscal_year'] as const
export type PotPeriod = (typeof potPeriods)[number]

/** How long a gift from a pot is valid: days after it, and never beyond a fixed last day or the end of its period. */
export type PotValidity = {
  readonly validDays: number
  /** Japanese day, `2027-03-31`. */
  readonly lastDay?: string | null
  readonly endOf?: PotPeriod | null
}

/** The last Japanese day of a gift that is made at an instant: the earliest of what its pot says. */
export function lastDayOfGift({ validDays, lastDay, endOf }: PotValidity, at: number): string {
  const day = japanDay(at)
  const ends = [addDays(day, validDays), lastDay ?? null, endOf ? endOfPeriod(day, endOf) : null]
  return ends.filter((end) => end !== null).toSorted()[0]!
}

/** The last instant of a Japanese day, epoch milliseconds. */
export const endOfJapanDay = (day: string): number => startOfJapanDay(addDays(day, 1)) - 1

function endOfPeriod(day: string, period: PotPeriod): string {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))]
  if (period === 'fiscal_year') return `${month < 4 ? year : year + 1}-03-31`
  const next = month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`
  return addDays(`${next}-01`, -1)
}
