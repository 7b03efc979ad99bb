import { addDays, japanDay, japanTime } from '../platform/clock.ts'
import { assert } from '../platform/assert.ts'
import { bankDayFrom } from './bank-calendar.ts'
import type { Holidays } from './ports.ts'

/** When takings are paid; from configuration, the agreement with the shops and with the bank. */
export type SettlementTerms = {
  /** The Japanese time at which a day's takings are closed, 'HH:MM'; '00:00' closes at the end of the day. */
  readonly cutOff: string
  /** Bank days between the closing and the money in the shop's account, at least 1. */
  readonly bankDaysAfter: number
  /** Until when on a bank day the bank takes a file for that day, 'HH:MM'. */
  readonly bankClosesAt: string
}

export const defaultTerms: SettlementTerms = { cutOff: '00:00', bankDaysAfter: 1, bankClosesAt: '14:00' }

/** The Japanese day whose closing a payment belongs to. */
export function takingsDay(at: number, terms: SettlementTerms): string {
  const day = japanDay(at)
  return terms.cutOff !== '00:00' && japanTime(at) >= terms.cutOff ? addDays(day, 1) : day
}

/** What to add to an instant so that whole days since 1970 change at the cut-off in Japan, milliseconds. */
export function takingsShiftMs(terms: SettlementTerms): number {
  const [hours, minutes] = terms.cutOff.split(':').map(Number)
  const cutOffMs = (hours! * 60 + minutes!) * 60_000
  const dayMs = 86_400_000
  return 9 * 3_600_000 + (cutOffMs === 0 ? 0 : dayMs - cutOffMs)
}

/** The last day whose takings are closed at an instant: what a settlement run now may pay. */
export function lastClosedDay(now: number, terms: SettlementTerms): string {
  return addDays(takingsDay(now, terms), -1)
}

/** The first instant (epoch ms) that is no longer part of a takings day. */
export function endOfTakingsDay(day: string, terms: SettlementTerms): number {
  const closing = terms.cutOff === '00:00' ? addDays(day, 1) : day
  return Date.parse(`${closing}T${terms.cutOff}:00+09:00`)
}

/** The bank day a settlement approved at an instant can reach: today before the bank closes, else the next one. */
export function payDayOfRun(now: number, terms: SettlementTerms, holidays: Holidays): string {
  const today = japanDay(now)
  const reachable = japanTime(now) < terms.bankClosesAt ? today : addDays(today, 1)
  return bankDayFrom(reachable, holidays)
}

export type ForecastLine = {
  readonly payDay: string
  readonly amountYen: number
  readonly takingsDays: readonly string[]
}

/** Takings of a day (or what a bank sent back on it), and the bank day on which they come. */
export type Unpaid = { readonly day: string; readonly amountYen: number; readonly payDay: string }

/**
 * When and how much: unpaid takings by day, joined into what will arrive on each bank day, soonest first.
 * A day may be negative (a refund of an earlier sale); what is negative is carried to the next day that covers it.
 */
export function payoutForecast(unpaid: readonly Unpaid[]): readonly ForecastLine[] {
  const byPayDay = Map.groupBy(
    unpaid.toSorted((a, b) => (a.day < b.day ? -1 : 1)),
    ({ payDay }) => payDay,
  )
  const joined = Array.from(byPayDay, ([payDay, days]) => ({
    payDay,
    amountYen: total(days),
    takingsDays: days.map(({ day }) => day),
  }))
  const lines = carryShortfalls(joined.toSorted((a, b) => (a.payDay < b.payDay ? -1 : 1)))
  assert(total(lines) === total(unpaid), 'a forecast neither makes nor loses a yen')
  return lines
}

const total = (rows: readonly { readonly amountYen: number }[]) =>
  rows.reduce((sum, row) => sum + row.amountYen, 0)

function carryShortfalls(lines: readonly ForecastLine[]): readonly ForecastLine[] {
  const paid: ForecastLine[] = []
  let carried: ForecastLine = { payDay: '', amountYen: 0, takingsDays: [] }
  for (const line of lines) {
    const amountYen = carried.amountYen + line.amountYen
    const takingsDays = [...carried.takingsDays, ...line.takingsDays]
    carried = { payDay: line.payDay, amountYen, takingsDays }
    if (amountYen <= 0) continue
    paid.push(carried)
    carried = { payDay: line.payDay, amountYen: 0, takingsDays: [] }
  }
  return carried.amountYen === 0 ? paid : [...paid, carried]
}
