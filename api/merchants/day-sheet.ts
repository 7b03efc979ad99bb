import { addDays, startOfJapanDay } from '../platform/clock.ts'
import type { TillPayment } from './ports.ts'
import type { Moved } from './statement.ts'

/** A shop's day in Japan, from midnight to midnight. */
export type ShopDay = {
  /** 'YYYY-MM-DD' */
  readonly day: string
  /** Epoch milliseconds; the second is not included. */
  readonly fromAt: number
  readonly untilAt: number
}

/** What a shop counted by itself; null where it did not. */
export type Counted = { readonly payments: number | null; readonly yen: number | null }

/** What the books have less what was counted, so that 0 is right; null of what was not counted. */
export type Difference = { readonly payments: number | null; readonly yen: number | null }

/** The close of a day (日計表): what came, what went back, and whether the shop counted the same. */
export type DaySheet = ShopDay & {
  /** False while the day lasts: figures still change. */
  readonly isOver: boolean
  readonly payments: number
  readonly takenYen: number
  /** Given back on this day, whenever it was paid; signed. */
  readonly refunds: number
  readonly refundedYen: number
  readonly purchasesYen: number
  /** Corrections and whatever else moved; payouts, which no till sees, are left out. */
  readonly otherYen: number
  readonly netYen: number
  readonly difference: Difference
  /** In the order they came. */
  readonly list: readonly TillPayment[]
}

/** The instants of a day. */
export const shopDayOf = (day: string): ShopDay => ({
  day,
  fromAt: startOfJapanDay(day),
  untilAt: startOfJapanDay(addDays(day, 1)),
})

const sums: Readonly<Record<string, 'takenYen' | 'refundedYen' | 'purchasesYen' | 'none'>> = {
  pay: 'takenYen',
  donate: 'takenYen',
  refund: 'refundedYen',
  purchase: 'purchasesYen',
  fee: 'none',
  settle: 'none',
  payout_return: 'none',
}

type Books = { readonly moved: readonly Moved[]; readonly list: readonly TillPayment[] }

/** Adds a day up. The payments of the list and what the books say moved are two readings of the same. */
export function daySheetOf(
  day: ShopDay,
  { moved, list }: Books,
  { counted, now }: { counted: Counted; now: number },
): DaySheet {
  const all = { payments: 0, refunds: 0, takenYen: 0, refundedYen: 0, purchasesYen: 0, otherYen: 0 }
  for (const { kind, journals, amountYen } of moved) {
    const sum = sums[kind] ?? 'otherYen'
    if (sum !== 'none') all[sum] += amountYen
    if (sum === 'takenYen') all.payments += journals
    if (sum === 'refundedYen') all.refunds += journals
  }
  const netYen = all.takenYen + all.refundedYen + all.purchasesYen + all.otherYen
  const difference = {
    payments: counted.payments === null ? null : all.payments - counted.payments,
    yen: counted.yen === null ? null : netYen - counted.yen,
  }
  return { ...day, ...all, netYen, difference, list, isOver: now >= day.untilAt }
}
