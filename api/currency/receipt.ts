import { totalYen } from './allocation.ts'
import type { Part } from './allocation.ts'
import type { Instrument } from './lot.ts'

/** One line of a receipt: how much came from which lot, who funded it, how long it was valid. */
export type ReceiptLot = {
  readonly lotId: string
  readonly instrument: Instrument
  readonly fundId: string
  /** The municipality that funded it; null for money the payer had paid in. */
  readonly municipality: string | null
  readonly validUntilAt: number
  readonly amountYen: number
}

/** The first answer to a payment; what came back later is told by `GET /api/payments/{id}`. */
export type Receipt = {
  readonly paymentId: string
  readonly walletId: string
  readonly merchantId: string
  readonly amountYen: number
  readonly paidAt: number
  /** In the order in which they were taken. */
  readonly lots: readonly ReceiptLot[]
}

/**
 * The answer to a refund. What came back of the payment in all stands in the payment: refunds given at the same moment
 * do not know of each other, and an answer is repeated for ever.
 */
export type RefundReceipt = {
  readonly refundId: string
  readonly paymentId: string
  readonly amountYen: number
  readonly refundedAt: number
  /** In the order in which they were restored; `expired`: it went back into a lot that has ended. */
  readonly lots: readonly (ReceiptLot & { readonly expired: boolean })[]
}

export const receiptLot = (part: Part): ReceiptLot => ({
  lotId: part.id,
  instrument: part.instrument,
  fundId: part.fundId,
  municipality: part.municipality,
  validUntilAt: part.validUntilAt,
  amountYen: part.amountYen,
})

export const receiptOf = (paid: {
  readonly paymentId: string
  readonly walletId: string
  readonly merchantId: string
  readonly paidAt: number
  readonly taken: readonly Part[]
}): Receipt => ({
  paymentId: paid.paymentId,
  walletId: paid.walletId,
  merchantId: paid.merchantId,
  amountYen: totalYen(paid.taken),
  paidAt: paid.paidAt,
  lots: paid.taken.map(receiptLot),
})
