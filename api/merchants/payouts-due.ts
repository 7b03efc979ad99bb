import { agreedPayDay, dueUntil, type DecidedProfile, type PayoutCalendar } from './payout-profile.ts'
import type { FundedYen, MerchantStore, Payee, TakingsStore } from './ports.ts'
import { takingsDay } from './settlement-schedule.ts'

/** A shop that may be paid, and up to which instant (epoch ms) its takings are due in a run. */
export type DuePayee = Payee & { readonly dueUntilAt: number }

/** Closed takings that are agreed for a later day than a run's. */
export type LaterPayout = { readonly accountId: string; readonly amountYen: number; readonly payDay: string }

/** What a run has to pay: shops, what is due to each of them by fund, and what is not due yet. */
export type PayoutsDue = {
  readonly payees: readonly DuePayee[]
  readonly holdings: readonly (FundedYen & { readonly accountId: string })[]
  readonly later: readonly LaterPayout[]
}

export type RunAsked = {
  readonly cutOffAt: number
  /** The bank day on which the money arrives. */
  readonly payDay: string
  readonly now: number
}

type DueParts = PayoutCalendar & {
  readonly store: Pick<MerchantStore, 'payees' | 'allPayoutProfiles'>
  readonly takings: Pick<TakingsStore, 'holdings'>
}

/** What is due in a run to each shop, on the days that were agreed with it. */
export async function payoutsDue(parts: DueParts, run: RunAsked): Promise<PayoutsDue> {
  const { store, takings } = parts
  const [shops, profiles] = await Promise.all([store.payees(run.now), store.allPayoutProfiles()])
  const histories = Map.groupBy(profiles, ({ merchantId }) => merchantId)
  const historyOf = ({ merchantId }: Payee): readonly DecidedProfile[] => histories.get(merchantId) ?? []
  const payees = shops.map((shop) => ({ ...shop, dueUntilAt: dueUntil(run, historyOf(shop), parts) }))
  const cutOffs = new Set([run.cutOffAt, ...payees.map(({ dueUntilAt }) => dueUntilAt)])
  // Few: one for each day on which anybody's closing ended.
  const held = new Map(
    await Promise.all(
      Array.from(cutOffs, async (at) => [at, byAccount(await takings.holdings(at, run.cutOffAt))] as const),
    ),
  )
  const heldBy = (at: number, { accountId }: Payee) => held.get(at)?.get(accountId) ?? []
  const later = payees.flatMap((payee): LaterPayout[] => {
    const amountYen = paidOf(heldBy(run.cutOffAt, payee)) - paidOf(heldBy(payee.dueUntilAt, payee))
    const first = takingsDay(payee.dueUntilAt, parts.terms)
    const payDay = agreedPayDay(first, historyOf(payee), parts)
    return payee.dueUntilAt === run.cutOffAt || amountYen <= 0
      ? []
      : [{ accountId: payee.accountId, amountYen, payDay }]
  })
  return { payees, holdings: payees.flatMap((payee) => heldBy(payee.dueUntilAt, payee)), later }
}

type Held = FundedYen & { readonly accountId: string }

const byAccount = (holdings: readonly Held[]) => Map.groupBy(holdings, ({ accountId }) => accountId)

/** Of a fund from which more went back than was closed nothing is paid. */
const paidOf = (held: readonly Held[]): number =>
  held.reduce((sum, { amountYen }) => sum + Math.max(amountYen, 0), 0)
