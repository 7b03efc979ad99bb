import type { DateRule, Festival } from '../../content/index.ts'

const iso = (year: number, month: number, day: number): string =>
  new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10)

/** First and last day in one year; nothing for a rough time. */
export function daysIn(rule: DateRule, year: number): { first: string; last: string } | undefined {
  if (rule.kind === 'about') return undefined
  if (rule.kind === 'fixed')
    return { first: iso(year, rule.month, rule.from), last: iso(year, rule.month, rule.to) }
  const begins = new Date(Date.UTC(year, rule.month - 1, 1)).getUTCDay()
  const day = 1 + ((rule.weekday - begins + 7) % 7) + (rule.nth - 1) * 7
  if (new Date(Date.UTC(year, rule.month - 1, day)).getUTCMonth() !== rule.month - 1) return undefined
  return { first: iso(year, rule.month, day), last: iso(year, rule.month, day + rule.days - 1) }
}

/** The first day that has not passed ('YYYY-MM-DD'); today while it lasts. */
export function comingDay(rule: DateRule, today: string): string | undefined {
  const year = Number(today.slice(0, 4))
  for (const y of [year, year + 1, year + 2]) {
    const days = daysIn(rule, y)
    if (days !== undefined && days.last >= today) return days.first < today ? today : days.first
  }
  return undefined
}

/**
 * Whether a festival is held on a day ('YYYY-MM-DD'): yes only by a certain rule; perhaps where the rule names the day
 * but is not certain, or names only the month.
 */
export function festivalHeld(
  { rule, months, certain }: Pick<Festival['date'], 'rule' | 'months' | 'certain'>,
  day: string,
): 'yes' | 'perhaps' | 'no' {
  const days = daysIn(rule, Number(day.slice(0, 4)))
  if (days === undefined) return months.includes(Number(day.slice(5, 7))) ? 'perhaps' : 'no'
  if (day < days.first || day > days.last) return 'no'
  return certain ? 'yes' : 'perhaps'
}
