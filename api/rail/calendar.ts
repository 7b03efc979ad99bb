import type { Train } from '../../content/index.ts'

/** Whether a day ('YYYY-MM-DD') is a national holiday of Japan. */
export type Holidays = { readonly isHoliday: (day: string) => boolean }

/** Sunday 0 … Saturday 6. */
const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay()

const runsAsSunday = (day: string, holidays: Holidays): boolean =>
  weekdayOf(day) === 0 || holidays.isHoliday(day)

/** Saturdays, Sundays and national holidays run the holiday timetable. */
export const runsAsHoliday = (day: string, holidays: Holidays): boolean =>
  weekdayOf(day) === 6 || runsAsSunday(day, holidays)

/** What decides whether a train runs. */
export type Service = Pick<Train, 'days' | 'standing'> & {
  readonly valid: { readonly from?: string | undefined; readonly to?: string | undefined }
}

/**
 * Whether anything says that a train runs on a day. A withdrawn train never does; validity bounds everything; then a
 * single date that the source names, then the turn of the year, then the day of the week decides.
 */
export function runsOn({ days, valid, standing }: Service, day: string, holidays: Holidays): boolean {
  if (standing === 'withdrawn') return false
  if (valid.from !== undefined && day < valid.from) return false
  if (valid.to !== undefined && day > valid.to) return false
  if (days.except?.includes(day) === true) return false
  if (days.also?.includes(day) === true) return true
  if (days.yearEnd !== undefined && isWithinYearEnd(day, days.yearEnd)) return days.yearEnd.runs
  return runsByWeekday(days, day, holidays)
}

function runsByWeekday(days: Service['days'], day: string, holidays: Holidays): boolean {
  switch (days.kind) {
    case 'daily':
      return true
    case 'weekdays':
      return !runsAsHoliday(day, holidays)
    case 'not-sundays':
      return !runsAsSunday(day, holidays)
    case 'holidays':
      return runsAsHoliday(day, holidays)
    case 'sundays':
      return runsAsSunday(day, holidays)
    case 'dates':
      return days.dates.includes(day)
  }
}

/** From a day of December to a day of January ('MM-DD'), both with them. */
const isWithinYearEnd = (
  day: string,
  { from, to }: { readonly from: string; readonly to: string },
): boolean => day.slice(5) >= from || day.slice(5) <= to
