import type { Opening, YearlySpan } from '../../content/index.ts'
import { addDays } from '../platform/clock.ts'
import { type Holidays, runsAsHoliday } from './calendar.ts'

/** When one can be inside on a day, minutes of it. */
export type OpenHours = {
  readonly fromMinute: number
  /** Nobody is let in later. */
  readonly lastEntryMinute: number
  /** Infinity: until sunset. */
  readonly toMinute: number
}

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** The hours of a day by its month. */
export function openHoursOn({ hours }: Opening, date: string): OpenHours | undefined {
  const month = Number(date.slice(5, 7))
  const found = hours.find(({ months }) => months.length === 0 || months.includes(month))
  if (found === undefined) return undefined
  const toMinute = found.to === undefined ? Infinity : minuteOf(found.to)
  return {
    fromMinute: minuteOf(found.from),
    lastEntryMinute: found.lastEntry === undefined ? toMinute : minuteOf(found.lastEntry),
    toMinute,
  }
}

/** Whether a span of every year holds a day; over new year where it ends before it begins. */
export function isInYearly({ from, to }: YearlySpan, date: string): boolean {
  const day = date.slice(5)
  return from <= to ? from <= day && day <= to : from <= day || day <= to
}

export type Shut = Opening['shut'][number]
type Weekly = Extract<Shut, { kind: 'weekly' }>

/** Whether something is shut on a day for a reason; perhaps: the source does not say it so exactly. */
export function isShutOn(shut: Shut, date: string, holidays: Holidays): 'yes' | 'perhaps' | 'no' {
  if (shut.kind === 'weekly') return isShutWeekly(shut, date, holidays)
  if (!isInYearly(shut, date)) return 'no'
  return shut.isCertain ? 'yes' : 'perhaps'
}

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const

const isWeekday = (date: string, weekday: Weekly['weekday']): boolean =>
  weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()] === weekday

function isShutWeekly(
  { weekday, onHoliday }: Weekly,
  date: string,
  holidays: Holidays,
): 'yes' | 'perhaps' | 'no' {
  if (isWeekday(date, weekday)) {
    if (!holidays.isHoliday(date)) return 'yes'
    return onHoliday === 'unknown' ? 'perhaps' : 'no'
  }
  const usual = dayFrom(addDays(date, -1), -1, (day) => isWeekday(day, weekday))
  if (!holidays.isHoliday(usual)) return 'no'
  if (onHoliday === 'unknown') return addDays(usual, 1) === date ? 'perhaps' : 'no'
  return insteadOf(usual, onHoliday, holidays) === date ? 'yes' : 'no'
}

/** The first day of which something holds, from one on, forwards or backwards. */
const dayFrom = (day: string, step: 1 | -1, holds: (day: string) => boolean): string =>
  holds(day) ? day : dayFrom(addDays(day, step), step, holds)

/** The day that is shut instead of a holiday. */
function insteadOf(holiday: string, how: 'next-day' | 'next-weekday', holidays: Holidays): string {
  return dayFrom(addDays(holiday, 1), 1, (day) => how === 'next-day' || !runsAsHoliday(day, holidays))
}
