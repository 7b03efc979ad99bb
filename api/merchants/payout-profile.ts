import { addDays, japanDay } from '../platform/clock.ts'
import { assert } from '../platform/assert.ts'
import { bankDayAfter, bankDayFrom } from './bank-calendar.ts'
import type { Holidays } from './ports.ts'
import { endOfTakingsDay, lastClosedDay, takingsDay, type SettlementTerms } from './settlement-schedule.ts'

export const profileKinds = ['every_bank_day', 'weekly', 'monthly'] as const

/** On which days a shop is paid. What a kind does not use is null, as in the database and in a form. */
export type PayoutProfile = {
  readonly kind: (typeof profileKinds)[number]
  /** Of a weekly one: 1 Monday … 5 Friday; takings are closed the evening before. */
  readonly weekday: number | null
  /** Of a monthly one, 1 to 31; 31 is the last day of any month, and so is 30 in February. */
  readonly closingDay: number | null
  readonly payingDay: number | null
  /** Of a monthly one: 0 paid in the month of the closing, 1 in the one after. */
  readonly monthsAfter: number | null
}

/** A profile as it was decided: it holds for takings from its day on, until a later decision's day has come. */
export type DecidedProfile = PayoutProfile & { readonly number: number; readonly fromAt: number }

/** The agreement with the shops and the bank, and the days on which banks work. */
export type PayoutCalendar = { readonly terms: SettlementTerms; readonly holidays: Holidays }

/** What holds for a shop of which nothing was decided: closed takings are paid on the next bank day. */
export const everyBankDay: PayoutProfile = {
  kind: 'every_bank_day',
  weekday: null,
  closingDay: null,
  payingDay: null,
  monthsAfter: null,
}

/** Whether both say the same. */
export const isSameProfile = (a: PayoutProfile, b: PayoutProfile): boolean =>
  a.kind === b.kind &&
  a.weekday === b.weekday &&
  a.closingDay === b.closingDay &&
  a.payingDay === b.payingDay &&
  a.monthsAfter === b.monthsAfter

/** The first day whose takings a decided profile holds for. */
export const firstDayOf = ({ fromAt }: Pick<DecidedProfile, 'fromAt'>): string => japanDay(fromAt)

/** What holds for the takings of a day: of the decisions whose day has come, the last. */
export function profileOn(history: readonly DecidedProfile[], day: string): PayoutProfile {
  const come = history.filter((decided) => firstDayOf(decided) <= day)
  const [first, ...others] = come
  if (first === undefined) return everyBankDay
  return others.reduce((last, one) => (one.number > last.number ? one : last), first)
}

/** When the takings of a day are closed and paid, if nothing is decided anew: the last day of its closing and the bank day. */
function closingAndPayDay(profile: PayoutProfile, day: string, { terms, holidays }: PayoutCalendar) {
  const { closing, wanted } = nominalDays(profile, day)
  const earliest = bankDayAfter(closing, terms.bankDaysAfter, holidays)
  const payDay = wanted === undefined ? earliest : bankDayFrom(wanted, holidays)
  return { closing, payDay: payDay < earliest ? earliest : payDay }
}

/** The closing a day belongs to and the day that was agreed for it, before banks are asked. */
function nominalDays(profile: PayoutProfile, day: string): { closing: string; wanted?: string } {
  const { kind, weekday, closingDay, payingDay, monthsAfter } = profile
  if (kind === 'every_bank_day') return { closing: day }
  if (kind === 'weekly') {
    const wanted = nextWeekday(day, weekday ?? 1)
    return { closing: addDays(wanted, -1), wanted }
  }
  assert(closingDay !== null && payingDay !== null && monthsAfter !== null, 'a monthly profile has its days')
  const thisMonth = dayOfMonth(day.slice(0, 7), closingDay)
  const closing = day <= thisMonth ? thisMonth : dayOfMonth(monthLater(day, 1), closingDay)
  return { closing, wanted: dayOfMonth(monthLater(closing, monthsAfter), payingDay) }
}

/** The next such weekday after a day, never the day itself. */
function nextWeekday(day: string, weekday: number): string {
  const today = new Date(`${day}T00:00:00Z`).getUTCDay()
  return addDays(day, ((weekday - today + 6) % 7) + 1)
}

/** A day of a month ('YYYY-MM'); in a month that is too short, its last. */
function dayOfMonth(month: string, day: number): string {
  const [year, number] = month.split('-').map(Number)
  const last = new Date(Date.UTC(year!, number, 0)).getUTCDate()
  return `${month}-${String(Math.min(day, last)).padStart(2, '0')}`
}

/** The month ('YYYY-MM') so many months after a day's own. */
function monthLater(day: string, months: number): string {
  const [year, number] = day.split('-').map(Number)
  return new Date(Date.UTC(year!, number! - 1 + months, 1)).toISOString().slice(0, 7)
}

/**
 * The bank day agreed for a day's takings. What waits when a profile changes goes with the first payout under either: it
 * never comes later than what is taken after it.
 */
export function agreedPayDay(
  day: string,
  history: readonly DecidedProfile[],
  calendar: PayoutCalendar,
): string {
  const starts = history.map(firstDayOf).filter((first) => first > day)
  const payDays = [day, ...starts].map(
    (one) => closingAndPayDay(profileOn(history, one), one, calendar).payDay,
  )
  return payDays.reduce((first, one) => (one < first ? one : first))
}

/** How many days back something due is looked for; a monthly closing is paid within 92 days and a long holiday. */
const daysBackMax = 130

/**
 * Up to which instant (epoch ms) a shop's takings are due in a run: all of its own where the shop is paid every bank day,
 * else up to the last whole closing whose day has come.
 */
export function dueUntil(
  run: { readonly cutOffAt: number; readonly payDay: string },
  history: readonly DecidedProfile[],
  calendar: PayoutCalendar,
): number {
  const { terms } = calendar
  const isDaily = (day: string) => profileOn(history, day).kind === 'every_bank_day'
  if (isDaily(takingsDay(run.cutOffAt - 1, terms))) return run.cutOffAt
  const lastClosed = lastClosedDay(run.cutOffAt, terms)
  for (let back = 0; back < daysBackMax; back++) {
    const day = addDays(lastClosed, -back)
    const { closing, payDay } = closingAndPayDay(profileOn(history, day), day, calendar)
    const end = lastDayOfClosing(day, closing, history)
    if (end <= lastClosed && payDay <= run.payDay) return endOfTakingsDay(day, terms)
  }
  throw new Error('a closing is paid within a season')
}

/** A closing ends early where another profile begins. */
const lastDayOfClosing = (day: string, closing: string, history: readonly DecidedProfile[]): string =>
  history
    .map(firstDayOf)
    .filter((first) => first > day)
    .map((first) => addDays(first, -1))
    .reduce((end, one) => (one < end ? one : end), closing)
