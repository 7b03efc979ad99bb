/** Japanese days and times of day, from epoch milliseconds. */

const minute = 60_000
const tokyo = 9 * 60 * minute

/** 'YYYY-MM-DD' in Asia/Tokyo. */
export function dayOf(at: number): string {
  return new Date(at + tokyo).toISOString().slice(0, 10)
}

/** Minutes since midnight in Asia/Tokyo. */
export function minutesOf(at: number): number {
  return Math.floor(((at + tokyo) % 86_400_000) / minute)
}

/** 'H:MM' of a minute of a day. */
export const plainMinute = (minuteOfDay: number): string =>
  `${Math.floor(minuteOfDay / 60)}:${String(minuteOfDay % 60).padStart(2, '0')}`

/** 'H:MM' in Asia/Tokyo. */
export const clockOf = (at: number): string => plainMinute(minutesOf(at))

const daysFrom = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** The day after. */
export const nextDay = (day: string): string => daysFrom(day, 1)

/** The day before. */
export const previousDay = (day: string): string => daysFrom(day, -1)

const formats = new Map<string, Intl.DateTimeFormat>()

/** A day as people write it: 11月24日（火） / Tue, 24 November. */
export function writtenDay(day: string, lang: string, year = false): string {
  const key = `${lang}${year}`
  const tag = lang === 'en' ? 'en-GB' : lang === 'th' ? 'th-TH-u-ca-gregory' : lang
  const format =
    formats.get(key) ??
    new Intl.DateTimeFormat(tag, {
      timeZone: 'UTC',
      month: 'long',
      day: 'numeric',
      weekday: 'short',
      ...(year ? { year: 'numeric' } : {}),
    })
  formats.set(key, format)
  return format.format(new Date(`${day}T00:00:00Z`))
}

/** Months as people list them: 12月、1月、2月 / December, January and February. */
export function monthsWritten(months: readonly number[], lang: string): string {
  const tag = lang === 'en' ? 'en-GB' : lang
  const name = new Intl.DateTimeFormat(tag, { timeZone: 'UTC', month: 'long' })
  return new Intl.ListFormat(tag).format(months.map((month) => name.format(Date.UTC(2026, month - 1, 1))))
}
