import { assert } from '../platform/assert.ts'
import { addDays } from '../platform/clock.ts'
import { endOfTakingsDay, type SettlementTerms } from './settlement-schedule.ts'

/** A month of takings days: from the closing of the last day before it to the closing of its own last day. */
export type Month = {
  /** 'YYYY-MM' */
  readonly month: string
  readonly firstDay: string
  readonly lastDay: string
  /** Epoch milliseconds; the second is not included. */
  readonly fromAt: number
  readonly untilAt: number
}

/** What one kind of journal moved of a shop on one day, signed: what the shop is owed more. */
export type Moved = {
  readonly day: string
  readonly kind: string
  readonly journals: number
  readonly amountYen: number
}

/** Signed yen by what moved them; together they are what the shop is owed more. */
export type MovedYen = {
  readonly takenYen: number
  readonly refundedYen: number
  /** Bought from other shops, and sold to them. */
  readonly purchasesYen: number
  /** What the shop paid for being paid out, consumption tax in it. */
  readonly feesYen: number
  readonly paidOutYen: number
  /** Payouts that a bank sent back: owed again. */
  readonly cameBackYen: number
  /** Whatever else moved: nothing is left out of the sums. */
  readonly otherYen: number
}

export type StatementDay = MovedYen & { readonly day: string; readonly payments: number }

/** What a shop was owed, what moved it day by day, and what it is owed then. */
export type Statement = Month & {
  readonly openingYen: number
  /** Only days on which something moved. */
  readonly days: readonly StatementDay[]
  readonly total: MovedYen & { readonly payments: number }
  readonly closingYen: number
  /** False while its last day is not closed: figures still change. */
  readonly isOver: boolean
}

/** The days and instants of a month 'YYYY-MM'. */
export function monthOf(month: string, terms: SettlementTerms): Month {
  const firstDay = `${month}-01`
  const nextFirst = `${addDays(firstDay, 31).slice(0, 7)}-01`
  const lastDay = addDays(nextFirst, -1)
  return {
    month,
    firstDay,
    lastDay,
    fromAt: endOfTakingsDay(addDays(firstDay, -1), terms),
    untilAt: endOfTakingsDay(lastDay, terms),
  }
}

const columns: Readonly<Record<string, keyof MovedYen>> = {
  pay: 'takenYen',
  donate: 'takenYen',
  refund: 'refundedYen',
  purchase: 'purchasesYen',
  fee: 'feesYen',
  settle: 'paidOutYen',
  payout_return: 'cameBackYen',
}

const nothing: MovedYen & { payments: number } = {
  payments: 0,
  takenYen: 0,
  refundedYen: 0,
  purchasesYen: 0,
  feesYen: 0,
  paidOutYen: 0,
  cameBackYen: 0,
  otherYen: 0,
}

/** Sorts what moved into days and columns; the sums close to the yen, whatever moved. */
export function statementOf(
  month: Month,
  books: { readonly openingYen: number; readonly moved: readonly Moved[] },
  now: number,
): Statement {
  const byDay = Map.groupBy(books.moved, ({ day }) => day)
  const days = Array.from(byDay, ([day, moved]) => ({ day, ...moved.reduce(add, nothing) })).toSorted(
    (a, b) => (a.day < b.day ? -1 : 1),
  )
  const total = books.moved.reduce(add, nothing)
  const closingYen = books.openingYen + yenOf(total)
  assert(
    closingYen === books.openingYen + days.reduce((sum, day) => sum + yenOf(day), 0),
    'the days of a statement are its total',
  )
  assert(
    days.every(({ day }) => day >= month.firstDay && day <= month.lastDay),
    'a statement tells of its own month',
  )
  return { ...month, openingYen: books.openingYen, days, total, closingYen, isOver: now >= month.untilAt }
}

function add(sum: typeof nothing, { kind, journals, amountYen }: Moved): typeof nothing {
  const column = columns[kind] ?? 'otherYen'
  const payments = sum.payments + (kind === 'pay' ? journals : 0)
  return { ...sum, payments, [column]: sum[column] + amountYen }
}

const yenOf = (moved: MovedYen): number =>
  moved.takenYen +
  moved.refundedYen +
  moved.purchasesYen +
  moved.feesYen +
  moved.paidOutYen +
  moved.cameBackYen +
  moved.otherYen
