import { assert } from '../platform/assert.ts'
import { ok, refuse } from '../platform/result.ts'
import { systemAccounts, wallet } from './account.ts'
import { totalYen } from './allocation.ts'
import { nothingElse } from './decision.ts'
import type { Context, Decision, Outcome } from './decision.ts'
import { reserveFundId } from './fund.ts'
import { journal } from './journal.ts'
import type { RefundReceipt } from './receipt.ts'
import type { PeriodState } from './repay.ts'
import { capOf } from './repayment-cap.ts'
import { isReasonOpen } from './repayment-reason.ts'
import type { RepaymentReason } from './repayment-reason.ts'

/** A lot that one charge of a card made, and that the card company would take money back of. */
export type CardLot = { readonly lotId: string; readonly topupId: string }

/** What goes back to one charge of a card. */
export type CardPart = CardLot & { readonly cardRefundId: string; readonly amountYen: number }

/** What of a refund goes to cards: for which reason, in which base period and within which cap. */
export type ToCard = {
  readonly journalId: string
  readonly walletId: string
  readonly reason: RepaymentReason
  readonly amountYen: number
  readonly period: string
  readonly limitYen: number | null
  readonly parts: readonly CardPart[]
}

export type CardRefundReceipt = RefundReceipt & { readonly toCard: ToCard }

export type CardRefundState = {
  readonly walletId: string
  readonly cardLots: readonly CardLot[]
  readonly period: PeriodState
}

/** What of the restored lots can go back to the cards it was charged from: valid, paid by card, and nobody's dispute. */
export function cardPartsOf(
  restored: RefundReceipt['lots'],
  cardLots: readonly CardLot[],
): readonly (CardLot & { readonly amountYen: number })[] {
  const topups = new Map(cardLots.map(({ lotId, topupId }) => [lotId, topupId]))
  return restored.flatMap(({ lotId, amountYen, expired }) => {
    const topupId = topups.get(lotId)
    return topupId === undefined || expired ? [] : [{ lotId, topupId, amountYen }]
  })
}

/**
 * A shop's refund goes on to the cards that it was charged from. That is a repayment (払戻し) in the words of the law: the
 * issuer says for which of its reasons shops may do it, and it counts in the base period like every other one.
 */
export function decideToCard(
  refunded: Decision<RefundReceipt>,
  { walletId, cardLots, period }: CardRefundState,
  { reason, cardYen }: { readonly reason: RepaymentReason; readonly cardYen?: number | undefined },
  context: Context,
): Outcome<CardRefundReceipt> {
  const { repayment } = context.settings
  const parts = cardPartsOf(refunded.answer.lots, cardLots)
  if (parts.length === 0) return refuse({ code: 'refund_not_from_card' })
  const amountYen = totalYen(parts)
  if (cardYen !== undefined && cardYen !== amountYen)
    return refuse({ code: 'card_refund_changed', field: 'cardYen', cardYen: amountYen })
  if (!repayment.shopReasons.includes(reason) || !isReasonOpen(reason, context.at, repayment))
    return refuse({ code: 'repayment_reason_not_open', field: 'reason' })
  const limitYen = capOf(reason, period, repayment)
  if (limitYen !== null && amountYen + period.repaidYen > limitYen) {
    const leftYen = Math.max(0, limitYen - period.repaidYen)
    return refuse({ code: 'repayment_above_cap', field: 'amountYen', limitYen, leftYen })
  }
  const toCard: ToCard = {
    journalId: context.ids.next(),
    walletId,
    reason,
    amountYen,
    period: period.period,
    limitYen,
    parts: parts.map((part) => ({ ...part, cardRefundId: context.ids.next() })),
  }
  return ok({ ...refunded, answer: { ...refunded.answer, toCard } })
}

/** The second half of such a refund, stored with the first or not at all: what was restored leaves for the card company. */
export function cardJournalOf({ refundId, refundedAt, toCard }: CardRefundReceipt): Decision<null> {
  const { journalId: id, walletId, reason, amountYen, period, parts } = toCard
  const entries = [
    ...parts.map((part) => ({
      account: wallet(walletId),
      fundId: reserveFundId,
      lotId: part.lotId,
      amountYen: -part.amountYen,
    })),
    { account: systemAccounts.cardClearing, fundId: reserveFundId, lotId: null, amountYen },
  ]
  return {
    ...nothingElse,
    journal: journal({ id, kind: 'card_refund', at: refundedAt, entries }),
    // Of the refund and not of the payment: what went to a card was given back, and no correction may give it again.
    parentId: refundId,
    body: { refundId, walletId, reason, amountYen, period },
    answer: null,
  }
}

/** How it ended: the card company took it, or gave it back and it stands in the wallet again. */
export type CardRefundEnd = 'arrived' | 'returned'

/** What went to one card, as the ledger finds it. */
export type StoredCardRefund = CardPart & {
  readonly walletId: string
  readonly walletClosed: boolean
  /** By which it left the wallet. */
  readonly journalId: string
  /** The card company's name of the charge. */
  readonly processorPayment: string
}

/** What went to one card, for whoever gave it back or gets it. */
export type CardRefundLine = {
  readonly cardRefundId: string
  readonly refundId: string
  readonly amountYen: number
  readonly end: CardRefundEnd | null
}

export type CardReturnReceipt = {
  readonly journalId: string
  readonly cardRefundId: string
  readonly amountYen: number
  readonly returnedAt: number
}

/** The card company did not take it: it goes into the lot that it left, valid as long as before. */
export function decideCardReturn(
  { cardRefund }: { readonly cardRefund: StoredCardRefund | undefined },
  { reason }: { readonly reason: string },
  context: Context,
): Outcome<CardReturnReceipt> {
  assert(cardRefund !== undefined, 'only what was sent comes back')
  if (cardRefund.walletClosed) return refuse({ code: 'account_closed' })
  const { cardRefundId, walletId, lotId, amountYen, journalId } = cardRefund
  const made = journal({
    id: context.ids.next(),
    kind: 'card_return',
    at: context.at,
    entries: [
      { account: systemAccounts.cardClearing, fundId: reserveFundId, lotId: null, amountYen: -amountYen },
      { account: wallet(walletId), fundId: reserveFundId, lotId, amountYen },
    ],
  })
  return ok({
    ...nothingElse,
    journal: made,
    parentId: journalId,
    body: { cardRefundId, walletId, lotId, amountYen, reason },
    answer: { journalId: made.id, cardRefundId, amountYen, returnedAt: context.at },
  })
}
