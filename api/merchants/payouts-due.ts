import { agreedPayDay, dueUntil, type DecidedProfile, type PayoutCalendar } from './payout-profile.ts'
import type { FundedYen, MerchantStore, Payee, TakingsStore } from './ports.ts'
import { takingsDay } from './settlement-schedule.ts'
import { payeeProblem, type DepositKind } from './zengin-file.ts'

/** A shop that may be paid, and up to which instant (epoch ms) its takings are due in a run. */
export type DuePayee = Omit<Payee, 'account'> & {
  readonly dueUntilAt: number
  /** Null when the money waits: no account is known, or what was paid there came back, or no file can name it. */
  readonly bankAccountId: string | null
  /** The field of the account that no bank file can carry. */
  readonly unwritable?: string
}

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
  const historyOf = ({ merchantId }: Pick<Payee, 'merchantId'>): readonly DecidedProfile[] =>
    histories.get(merchantId) ?? []
  const payees = shops.map((shop): DuePayee => {
    const { account, ...rest } = shop
    return { ...rest, ...whereTo(account), dueUntilAt: dueUntil(run, historyOf(shop), parts) }
  })
  const cutOffs = new Set([run.cutOffAt, ...payees.map(({ dueUntilAt }) => dueUntilAt)])
  // Few: one for each day on which anybody's closing ended.
  const held = new Map(
    await Promise.all(
      Array.from(cutOffs, async (at) => [at, byAccount(await takings.holdings(at, run.cutOffAt))] as const),
    ),
  )
  const heldBy = (at: number, { accountId }: Pick<Payee, 'accountId'>) => held.get(at)?.get(accountId) ?? []
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

/** An account that a file cannot name is left out before its money moves: after that it would stop the file of all others. */
function whereTo(account: Payee['account']): Pick<DuePayee, 'bankAccountId' | 'unwritable'> {
  if (account === null) return { bankAccountId: null }
  const { bankNameKana: bankKana, branchNameKana: branchKana, holderKana: payeeKana, ...rest } = account
  const kind = String(account.depositType) as DepositKind
  const wrong = payeeProblem({
    ...rest,
    bankKana,
    branchKana,
    payeeKana,
    kind,
    number: account.accountNumber,
  })
  return wrong === undefined
    ? { bankAccountId: account.id }
    : { bankAccountId: null, unwritable: wrong.field }
}

type Held = FundedYen & { readonly accountId: string }

const byAccount = (holdings: readonly Held[]) => Map.groupBy(holdings, ({ accountId }) => accountId)

/** Of a fund from which more went back than was closed nothing is paid. */
const paidOf = (held: readonly Held[]): number =>
  held.reduce((sum, { amountYen }) => sum + Math.max(amountYen, 0), 0)
