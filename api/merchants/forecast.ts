import { japanDay, type Clock } from '../platform/clock.ts'
import type { FeeTerms } from './fee.ts'
import {
  agreedPayDay,
  firstDayOf,
  profileOn,
  type DecidedProfile,
  type PayoutCalendar,
  type PayoutProfile,
} from './payout-profile.ts'
import type { MerchantStore, TakingsStore } from './ports.ts'
import { bankDayAfter } from './bank-calendar.ts'
import {
  lastClosedDay,
  payDayOfRun,
  payoutForecast,
  takingsDay,
  takingsShiftMs,
  type ForecastLine,
} from './settlement-schedule.ts'

export type Forecast = {
  /** All that is owed now. */
  readonly balanceYen: number
  /** Sooner first; a negative line waits for later takings. */
  readonly lines: readonly ForecastLine[]
  /** What holds for what is taken today, and on which bank day that comes. */
  readonly profile: PayoutProfile
  readonly payDayOfToday: string
  /** What was decided for a later day, soonest first. */
  readonly changes: readonly DecidedProfile[]
  /** Everything that was decided, in the order of the decisions. */
  readonly history: readonly DecidedProfile[]
  /** What is taken off when it is paid out: the lines are before it. */
  readonly fee: FeeTerms | null
}

type ForecastParts = PayoutCalendar & {
  readonly store: Pick<MerchantStore, 'payoutProfiles'>
  readonly takings: Pick<TakingsStore, 'paidUntil' | 'unpaid'>
  readonly clock: Clock
  readonly fee?: FeeTerms | undefined
}

/** When and how much a shop will be paid, on the days that were agreed with it. */
export async function forecast(
  parts: ForecastParts,
  { id, accountId }: { readonly id: string; readonly accountId: string },
): Promise<Forecast> {
  const { store, takings, clock, terms, holidays, fee } = parts
  const now = clock.now()
  const [paidUntil, history] = await Promise.all([takings.paidUntil(accountId), store.payoutProfiles(id)])
  const { balanceYen, days, returned } = await takings.unpaid(accountId, paidUntil, takingsShiftMs(terms))
  // What is older than the last settlement (a refund of an old sale, a run that was broken off) counts as closed.
  const older = balanceYen - [...days, ...returned].reduce((sum, day) => sum + day.amountYen, 0)
  const closed = paidUntil > 0 ? takingsDay(paidUntil - 1, terms) : lastClosedDay(now, terms)
  const reachable = payDayOfRun(now, terms, holidays)
  const notBefore = (payDay: string) => (payDay < reachable ? reachable : payDay)
  const payDayOf = (day: string) => notBefore(agreedPayDay(day, history, parts))
  const taken = older === 0 ? days : [...days, { day: closed, amountYen: older }]
  const unpaid = [
    ...taken.map((one) => ({ ...one, payDay: payDayOf(one.day) })),
    // What a bank sent back waits for no agreed day.
    ...returned.map((one) => ({
      ...one,
      payDay: notBefore(bankDayAfter(one.day, terms.bankDaysAfter, holidays)),
    })),
  ]
  const today = takingsDay(now, terms)
  return {
    balanceYen,
    lines: balanceYen === 0 ? [] : payoutForecast(unpaid),
    profile: profileOn(history, today),
    payDayOfToday: payDayOf(today),
    changes: comingChanges(history, japanDay(now)),
    history,
    fee: fee ?? null,
  }
}

/** What was decided for a later day and is still to hold then. */
const comingChanges = (history: readonly DecidedProfile[], today: string): readonly DecidedProfile[] =>
  history
    .filter((one) => firstDayOf(one) > today && profileOn(history, firstDayOf(one)) === one)
    .toSorted((a, b) => a.fromAt - b.fromAt)
