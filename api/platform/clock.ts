/** The one source of "now": epoch milliseconds (UTC). Tests hand in their own. */
export type Clock = { readonly now: () => number }

export const systemClock: Clock = { now: () => Date.now() }

/** Japan keeps no summer time: always UTC+9. */
const japanOffsetMs = 9 * 60 * 60 * 1000

/** The Japanese calendar day of an instant, 'YYYY-MM-DD'. */
export const japanDay = (at: number): string => new Date(at + japanOffsetMs).toISOString().slice(0, 10)

/** The Japanese wall-clock time of an instant, 'HH:MM'. */
export const japanTime = (at: number): string => new Date(at + japanOffsetMs).toISOString().slice(11, 16)

/** The first instant of a Japanese calendar day, epoch milliseconds. */
export const startOfJapanDay = (day: string): number => Date.parse(`${day}T00:00:00+09:00`)

/** The first instant after a Japanese calendar day, epoch milliseconds; also of the last day that can be written. */
export const endOfJapanDay = (day: string): number => startOfJapanDay(day) + 86_400_000

/** The Japanese calendar day `days` after `day` (negative: before). */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
