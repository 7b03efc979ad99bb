import { assert } from '../platform/assert.ts'
import { ok, refuse } from '../platform/result.ts'
import { merchant, systemAccounts } from './account.ts'
import type { AccountRef } from './account.ts'
import { isAmount, nothingElse } from './decision.ts'
import type { Context, Outcome } from './decision.ts'
import { sumByFund } from './fund.ts'
import type { ByFund } from './fund.ts'
import { journal, move } from './journal.ts'
import type { JournalKind } from './journal.ts'

/** Yen of one fund. */
export type FundShare = { readonly fundId: string; readonly amountYen: number }

/** The answer to a settlement or a payout of one merchant, split over who funded it. */
export type PaidOut = {
  readonly journalId: string
  readonly merchantAccountId: string
  readonly amountYen: number
  readonly funds: readonly FundShare[]
}

export type SettleCommand = {
  readonly merchantAccountId: string
  readonly runId: string
  /** What the approved plan pays by fund; left out: all that the merchant holds. */
  readonly funds?: readonly FundShare[]
}

/**
 * A settlement run takes of a merchant what its plan was approved for: it no longer pays refunds, it waits for
 * the bank. What the merchant took in after the cut-off of the run stays.
 */
export function decideSettle(
  state: { readonly merchantBalance: ByFund },
  command: SettleCommand,
  context: Context,
): Outcome<PaidOut> {
  const funds = sharesOf(command.funds ?? state.merchantBalance)
  if (funds.length === 0) return refuse({ code: 'nothing_to_settle' })
  const short = shortOf(state.merchantBalance, funds)
  if (short !== undefined) return refuse(short)
  const from = merchant(command.merchantAccountId)
  const told = { runId: command.runId, parentId: null }
  return ok(moved({ kind: 'settle', from, to: systemAccounts.settlement, funds, context, ...told }))
}

/**
 * What a merchant pays for being paid out, before the rest waits for the bank. How much is the office's to say, and its
 * cap the database's to keep; the ledger keeps that the merchant holds it.
 */
export function decideFee(
  state: { readonly merchantBalance: ByFund },
  { merchantAccountId, runId, funds }: Required<SettleCommand>,
  context: Context,
): Outcome<PaidOut> {
  const shares = sharesOf(funds)
  if (shares.length === 0) return refuse({ code: 'nothing_to_settle' })
  const short = shortOf(state.merchantBalance, shares)
  if (short !== undefined) return refuse(short)
  const told = { runId, parentId: null }
  const [from, to] = [merchant(merchantAccountId), systemAccounts.fee]
  return ok(moved({ kind: 'fee', from, to, funds: shares, context, ...told }))
}

function shortOf(balance: ByFund, funds: readonly FundShare[]) {
  const short = funds.find(({ fundId, amountYen }) => (balance.get(fundId) ?? 0) < amountYen)
  if (short === undefined) return undefined
  const balanceYen = balance.get(short.fundId) ?? 0
  return { code: 'merchant_balance_short', fundId: short.fundId, balanceYen } as const
}

/** Shares above nothing, sorted by fund, so that the same amounts always make the same journal. */
const sharesOf = (funds: ByFund | readonly FundShare[]): FundShare[] =>
  [...(funds instanceof Map ? funds : sumByFund(funds as readonly FundShare[]))]
    .map(([fundId, amountYen]) => ({ fundId, amountYen }))
    .filter((share) => isAmount(share.amountYen))
    .toSorted((a, b) => (a.fundId < b.fundId ? -1 : 1))

/** The bank transfer of a settled amount: what waited leaves the region's bank account. */
export function decidePayout(
  state: { readonly settled: PaidOut | undefined },
  command: { readonly settleJournalId: string; readonly runId: string },
  context: Context,
): Outcome<PaidOut> {
  if (state.settled === undefined) return refuse({ code: 'nothing_to_settle' })
  const { merchantAccountId, funds } = state.settled
  const told = { runId: command.runId, parentId: command.settleJournalId, merchantAccountId }
  const [from, to] = [systemAccounts.settlement, systemAccounts.bank]
  return ok(moved({ kind: 'payout', from, to, funds, context, ...told }))
}

/** What is known of a payout that a bank says it could not deliver. */
export type SentPayout = {
  readonly paidOut: PaidOut
  readonly runId: string
  /** Whether it came back before. */
  readonly returned: boolean
}

export type ReturnCommand = {
  readonly payoutJournalId: string
  /** Why the bank could not deliver it, as the bank said. */
  readonly reason: string
}

/**
 * A bank sends a payout back (組戻し): all of it is in the region's account again and owed to the merchant, fund by
 * fund as it was sent, for the next run to pay. The payout itself stays.
 */
export function decidePayoutReturn(
  state: { readonly sent: SentPayout | undefined },
  { payoutJournalId, reason }: ReturnCommand,
  context: Context,
): Outcome<PaidOut> {
  const field = 'payoutJournalId'
  if (state.sent === undefined) return refuse({ code: 'payout_not_found', field })
  if (state.sent.returned) return refuse({ code: 'payout_returned_before', field })
  const { paidOut, runId } = state.sent
  const { merchantAccountId, funds } = paidOut
  const told = { runId, parentId: payoutJournalId, merchantAccountId }
  const [from, to] = [systemAccounts.bank, merchant(merchantAccountId)]
  const back = moved({ kind: 'payout_return', from, to, funds, context, ...told })
  return ok({ ...back, body: { ...back.body, reason } })
}

type Moved = {
  readonly kind: JournalKind
  readonly from: AccountRef
  readonly to: AccountRef
  readonly funds: readonly FundShare[]
  readonly context: Context
  readonly runId: string
  readonly parentId: string | null
  readonly merchantAccountId?: string
}

function moved({ kind, from, to, funds, context, runId, parentId, merchantAccountId = from.id }: Moved) {
  const amountYen = funds.reduce((sum, share) => sum + share.amountYen, 0)
  assert(amountYen > 0, 'money that moves is more than nothing')
  const entries = funds.flatMap((share) => move(from, to, share.fundId, share.amountYen))
  const made = journal({ id: context.ids.next(), kind, at: context.at, entries })
  return {
    ...nothingElse,
    journal: made,
    parentId,
    body: { runId, merchantAccountId, amountYen },
    answer: { journalId: made.id, merchantAccountId, amountYen, funds },
  }
}
