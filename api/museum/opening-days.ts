import type { Opening } from '../../content/index.ts'
import type { wordsFor } from '../platform/words.ts'

type Words = ReturnType<typeof wordsFor>

/** In the order in which a week is written down. */
export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const

type Hours = {
  /** Empty: all the rest of the year. */
  readonly months: readonly number[]
  readonly from: string
  /** Left out: until sunset. */
  readonly to?: string | undefined
  readonly lastEntry?: string | undefined
}
type Shut =
  | {
      readonly kind: 'weekly'
      readonly weekday: (typeof weekdays)[number]
      readonly onHoliday: 'next-day' | 'next-weekday' | 'unknown'
    }
  | { readonly kind: 'yearly'; readonly from: string; readonly to: string; readonly isCertain: boolean }

/**
 * When a house is open, as days and hours in the form of the content's files: the first hours that hold in the month count.
 * The words for them are made, so that nobody writes the same twice.
 */
export type OpeningDays = { readonly hours: readonly Hours[]; readonly shut: readonly Shut[] }

/** Spans of every year that can be told: new year, and one season. */
export const spansMost = 2

/** Why days and hours are not written down so. */
export type DaysFault = {
  readonly code: 'institution_hours_backwards' | 'institution_days_unclear'
  readonly field: string
}

/** What is wrong with days and hours, and where; undefined where nothing is. */
export function faultOfDays({ hours, shut }: OpeningDays): DaysFault | undefined {
  return (
    firstOf(hours, (one, n) => faultOfHours(one, n === hours.length - 1), 'days.hours') ??
    firstOf(shut, (one, n) => faultOfShut(one, shut.slice(0, n)), 'days.shut')
  )
}

/** A fault of one row, with the part of the row. */
type RowFault = readonly [DaysFault['code'], part: string] | undefined

function firstOf<T>(rows: readonly T[], faultOf: (row: T, n: number) => RowFault, at: string) {
  for (const [n, row] of rows.entries()) {
    const fault = faultOf(row, n)
    if (fault !== undefined) return { code: fault[0], field: `${at}.${n}.${fault[1]}` }
  }
  return undefined
}

/** The last hours hold in the whole rest of the year; those before in months that are named. */
function faultOfHours({ months, from, to = '24:00', lastEntry }: Hours, isLast: boolean): RowFault {
  if ((months.length === 0) !== isLast) return ['institution_days_unclear', 'months']
  if (to <= from) return ['institution_hours_backwards', 'to']
  const isWithin = lastEntry === undefined || (from <= lastEntry && lastEntry <= to)
  return isWithin ? undefined : ['institution_hours_backwards', 'lastEntry']
}

function faultOfShut(shut: Shut, before: readonly Shut[]): RowFault {
  const like = before.filter(({ kind }) => kind === shut.kind)
  if (shut.kind === 'weekly') {
    const isTwice = like.some((one) => one.kind === 'weekly' && one.weekday === shut.weekday)
    return isTwice ? ['institution_days_unclear', 'weekday'] : undefined
  }
  const part = (['from', 'to'] as const).find((end) => !isDayOfYear(shut[end]))
  if (part !== undefined) return ['institution_days_unclear', part]
  return like.length >= spansMost ? ['institution_days_unclear', 'from'] : undefined
}

/** Any year with a 29th of February. */
const leapYear = 2028

const isDayOfYear = (day: string): boolean =>
  new Date(`${leapYear}-${day}T00:00:00Z`).toISOString().slice(5, 10) === day

/** Hours of a house in words, one line for each row. */
const hoursInWords = ({ hours }: OpeningDays, t: Words): readonly string[] =>
  hours.map(({ months, from, to, lastEntry }) => {
    const span =
      to === undefined ? t('museum:days.untilSunset', { from }) : t('museum:days.hours', { from, to })
    const all = lastEntry === undefined ? span : t('museum:days.lastEntry', { span, lastEntry })
    if (months.length === 0) return all
    const names = months.map((month) => t(`museum:date.months.${month}`))
    return t('museum:days.inMonths', { months: names.join(t('museum:days.and')), hours: all })
  })

/** What shuts a house, in words. */
function shutInWords(shut: Shut, t: Words): string {
  if (shut.kind === 'weekly')
    return t(`museum:days.shut.${shut.onHoliday}`, { day: t(`museum:days.weekday.${shut.weekday}`) })
  const [from, to] = [shut.from, shut.to].map((day) => dayInWords(day, t))
  return t(shut.isCertain ? 'museum:days.shut.yearly' : 'museum:days.shut.about', { from, to })
}

const dayInWords = (day: string, t: Words): string =>
  t('museum:days.day', {
    month: t(`museum:date.months.${Number(day.slice(0, 2))}`),
    day: Number(day.slice(3)),
  })

/** Days and hours of a house in words, line by line. */
export const daysInWords = (days: OpeningDays, t: Words): readonly string[] => [
  ...hoursInWords(days, t).map((hours) => t('museum:days.line', { hours })),
  ...days.shut.map((shut) => shutInWords(shut, t)),
]

/** As the files of the content have it, so that whoever works days out reads both alike. */
export const openingOfDays = (days: OpeningDays, ja: Words, en: Words): Opening => ({
  ja: hoursInWords(days, ja).join(' '),
  en: hoursInWords(days, en).join(' '),
  source: [],
  hours: days.hours.map(({ months, from, to, lastEntry }) => ({
    months: [...months],
    from,
    ...(to === undefined ? {} : { to }),
    ...(lastEntry === undefined ? {} : { lastEntry }),
  })),
  shut: days.shut.map((shut) => ({ ...shut, ja: shutInWords(shut, ja), en: shutInWords(shut, en) })),
})
