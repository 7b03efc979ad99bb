import { assert } from '../platform/assert.ts'
import { ok, refuse } from '../platform/result.ts'
import { merchant, wallet } from './account.ts'
import { restore, withoutCorrected } from './allocation.ts'
import type { Part } from './allocation.ts'
import { nothingElse, refuseAmount } from './decision.ts'
import type { Context, Outcome } from './decision.ts'
import { sumByFund } from './fund.ts'
import type { ByFund } from './fund.ts'
import { journal } from './journal.ts'
import type { Entry } from './journal.ts'
import { isValid } from './lot.ts'
import { receiptLot } from './receipt.ts'
import type { RefundReceipt } from './receipt.ts'

/** A payment as it stands: what was taken from which lots, and how much of it went back. */
export type PaymentState = {
  readonly id: string
  readonly walletId: string
  readonly walletClosed: boolean
  readonly merchantAccountId: string
  readonly amountYen: number
  readonly refundedYen: number
  /** What the issuer gave back of it by corrections. */
  readonly correctedYen: number
  /** In the order taken. */
  readonly taken: readonly Part[]
}

/** `amountYen` null: all that is left. `merchantAccountId`: the shop that gives it back. */
export type RefundCommand = {
  readonly paymentId: string
  readonly merchantAccountId: string
  readonly amountYen: number | null
}

export type RefundState = {
  readonly payment: PaymentState | undefined
  /** What the merchant holds by fund, everything rolled up. */
  readonly merchantBalance: ByFund
}

/** A merchant gives back a payment, whole or in part; the lots it was taken from are restored. */
export function decideRefund(
  state: RefundState,
  command: RefundCommand,
  context: Context,
): Outcome<RefundReceipt> {
  const { payment } = state
  const refused = command.amountYen === null ? null : refuseAmount(command.amountYen, Number.MAX_SAFE_INTEGER)
  if (refused) return refused
  // Someone else's payment is told apart from a missing one by nobody.
  if (payment === undefined || payment.merchantAccountId !== command.merchantAccountId)
    return refuse({ code: 'payment_not_found', field: 'paymentId' })
  if (payment.walletClosed) return refuse({ code: 'account_closed' })
  const refundableYen = refundableOf(payment)
  const amountYen = command.amountYen ?? refundableYen
  if (amountYen > refundableYen || refundableYen === 0)
    return refuse({ code: 'refund_exceeds_payment', field: 'amountYen', refundableYen })
  const open = withoutCorrected(payment.taken, payment.correctedYen)
  const parts = restore(open, payment.refundedYen, amountYen)
  return (
    refuseParts(parts, state.merchantBalance, context) ?? ok(refundOf(payment, parts, amountYen, context))
  )
}

/** What a shop can still give back: neither twice nor what the issuer gave back already. */
export function refundableOf(payment: Omit<PaymentState, 'taken'>): number {
  const refundableYen = payment.amountYen - payment.refundedYen - payment.correctedYen
  assert(refundableYen >= 0, 'no payment is given back beyond its amount')
  return refundableYen
}

function refuseParts(parts: readonly Part[], balance: ByFund, context: Context) {
  const ended = parts.find((part) => !isValid(part, context.at))
  if (ended !== undefined && context.settings.refundIntoExpiredLot === 'refuse')
    return refuse({ code: 'refund_into_expired_lot', lotId: ended.id } as const)
  for (const [fundId, yen] of sumByFund(parts)) {
    const balanceYen = balance.get(fundId) ?? 0
    if (balanceYen < yen) return refuse({ code: 'merchant_balance_short', fundId, balanceYen } as const)
  }
  return null
}

function refundOf(payment: PaymentState, parts: readonly Part[], amountYen: number, context: Context) {
  const id = context.ids.next()
  const entries: Entry[] = [...sumByFund(parts)].map(([fundId, yen]) => ({
    account: merchant(payment.merchantAccountId),
    fundId,
    lotId: null,
    amountYen: -yen,
  }))
  for (const { fundId, id: lotId, amountYen: yen } of parts)
    entries.push({ account: wallet(payment.walletId), fundId, lotId, amountYen: yen })
  return {
    ...nothingElse,
    journal: journal({ id, kind: 'refund', at: context.at, entries }),
    parentId: payment.id,
    body: { paymentId: payment.id, amountYen },
    returns: {
      paymentId: payment.id,
      amountYen,
      restored: parts.map((part) => ({
        position: payment.taken.findIndex((taken) => taken.id === part.id),
        amountYen: part.amountYen,
      })),
    },
    answer: {
      refundId: id,
      paymentId: payment.id,
      amountYen,
      refundedAt: context.at,
      lots: parts.map((part) => ({ ...receiptLot(part), expired: !isValid(part, context.at) })),
    },
  }
}
