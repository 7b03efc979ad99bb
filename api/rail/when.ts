import type { When } from '../../content/index.ts'

/** Whether a period of every year or between two dates (both with them; no end: open) holds a day ('YYYY-MM-DD'). */
export const isWithin = (when: When, date: string): boolean =>
  when.kind === 'months'
    ? when.months.includes(Number(date.slice(5, 7)))
    : when.from <= date && (when.to === undefined || date <= when.to)
