import { ok, refuse, type Result } from '../platform/result.ts'

/**
 * Dates as catalogues know them: the Extended Date/Time Format (ISO 8601-2), level 0 without times of day, and of level 1
 * what a museum needs: doubt (`?` uncertain, `~` about, `%` both), digits nobody knows (`18XX`, `1868-XX`), seasons
 * (`1868-21` is spring) and intervals that are open (`..`) or whose end nobody knows (nothing).
 */
export type EdtfDate = {
  /** Four digits, the last ones perhaps `X`. */
  readonly year: string
  /** 1 to 12. */
  readonly month?: number
  /** 1 to 31. */
  readonly day?: number
  readonly season?: Season
  readonly isUncertain: boolean
  readonly isApproximate: boolean
}

export type Season = 'spring' | 'summer' | 'autumn' | 'winter'

export type Edtf =
  | { readonly kind: 'date'; readonly date: EdtfDate }
  | { readonly kind: 'interval'; readonly from: IntervalEnd; readonly to: IntervalEnd }

/** `open`: it goes on; `unknown`: nobody knows. */
export type IntervalEnd = EdtfDate | 'open' | 'unknown'

const seasons: Readonly<Record<string, Season>> = { 21: 'spring', 22: 'summer', 23: 'autumn', 24: 'winter' }

const form = /^(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?([?~%])?$/

/** Reads a date; strictly, so that what is published can be sorted by any reader. */
export function parseEdtf(text: string): Result<Edtf, 'edtf_malformed'> {
  const ends = text.split('/')
  if (ends.length === 1) {
    const date = dateOf(text)
    return date === undefined ? refuse('edtf_malformed') : ok({ kind: 'date', date })
  }
  const [from, to] = ends.map(endOf)
  if (ends.length !== 2 || from === undefined || to === undefined) return refuse('edtf_malformed')
  const interval = { kind: 'interval', from, to } as const
  return isInterval(interval) ? ok(interval) : refuse('edtf_malformed')
}

/** At least one end is a date, and the end is not before the beginning. */
function isInterval({ from, to }: Extract<Edtf, { kind: 'interval' }>): boolean {
  if (typeof from === 'string' && typeof to === 'string') return false
  if (typeof from === 'string' || typeof to === 'string') return true
  return firstDayOf(from) <= lastDayOf(to)
}

const endOf = (text: string): IntervalEnd | undefined =>
  text === '' ? 'unknown' : text === '..' ? 'open' : dateOf(text)

function dateOf(text: string): EdtfDate | undefined {
  const found = form.exec(text)
  if (found === null) return undefined
  const [, year = '', month, day, doubt] = found
  const doubts = {
    isUncertain: doubt === '?' || doubt === '%',
    isApproximate: doubt === '~' || doubt === '%',
  }
  // A month of a year that nobody knows says nothing, and neither does a day of such a month.
  if (year.includes('X') && month !== undefined) return undefined
  if (month === undefined) return { year, ...doubts }
  if (month === 'XX') return day === undefined || day === 'XX' ? { year, ...doubts } : undefined
  const season = seasons[month]
  if (season !== undefined) return day === undefined ? { year, season, ...doubts } : undefined
  if (Number(month) < 1 || Number(month) > 12) return undefined
  if (day === undefined || day === 'XX') return { year, month: Number(month), ...doubts }
  const isDay = Number(day) >= 1 && Number(day) <= daysIn(Number(year), Number(month))
  return isDay ? { year, month: Number(month), day: Number(day), ...doubts } : undefined
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

const daysIn = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31

/** A season begins with its first month; winter with December of its own year. */
const firstMonths: Readonly<Record<Season, number>> = { spring: 3, summer: 6, autumn: 9, winter: 12 }

const two = (n: number): string => String(n).padStart(2, '0')

function firstDayOf({ year, month, day, season }: EdtfDate): string {
  const first = month ?? (season === undefined ? 1 : firstMonths[season])
  return `${year.replaceAll('X', '0')}-${two(first)}-${two(day ?? 1)}`
}

function lastDayOf({ year, month, day, season }: EdtfDate): string {
  const known = year.replaceAll('X', '9')
  const last = month ?? (season === undefined || season === 'winter' ? 12 : firstMonths[season] + 2)
  return `${known}-${two(last)}-${two(day ?? daysIn(Number(known), last))}`
}

/** The first day that a date can mean, `YYYY-MM-DD`; undefined where it has no beginning. */
export function earliestDay(edtf: Edtf): string | undefined {
  if (edtf.kind === 'date') return firstDayOf(edtf.date)
  return typeof edtf.from === 'string' ? undefined : firstDayOf(edtf.from)
}

/** The last day that a date can mean; undefined where it has no end. */
export function latestDay(edtf: Edtf): string | undefined {
  if (edtf.kind === 'date') return lastDayOf(edtf.date)
  return typeof edtf.to === 'string' ? undefined : lastDayOf(edtf.to)
}
