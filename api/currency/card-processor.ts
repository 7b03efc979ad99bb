import { ok } from '../platform/result.ts'
import type { Result } from '../platform/result.ts'
import type { DisputeEnd } from './dispute.ts'
import type { TopupMethod, Voucher } from './topup-method.ts'

/** A top-up's page at the card processor: where the payer pays, and how far that came. */
export type Checkout = {
  readonly sessionId: string
  /** Where the payer is sent; null once the page has closed. */
  readonly payUrl: string | null
  /** When the page closes by itself, epoch milliseconds. */
  readonly endsAt: number
  readonly state: 'open' | 'paid' | 'unpaid' | 'expired'
}

export type CheckoutWanted = {
  readonly topupId: string
  readonly walletId: string
  readonly amountYen: number
  /** The only way in which the page can be paid on. */
  readonly method: TopupMethod
  /** Days in which a voucher is paid at a store; the day on which it is made is not counted. */
  readonly konbiniDays: number
  /** One of the site's locales; the adapter chooses the processor's nearest. */
  readonly locale: string
  /** Absolute addresses the payer comes back to. */
  readonly successUrl: string
  readonly cancelUrl: string
}

/**
 * How far a refund came. Of cash the payer is asked by mail where it shall go: `asked`, up to an instant; then it is
 * `under_way` to a bank account. `failed`: it came back to the issuer, who has to give it back in another way.
 */
export type Refunded = {
  readonly state: 'asked' | 'under_way' | 'done' | 'failed'
  /** Epoch milliseconds; null where nobody is asked. */
  readonly askedUntil: number | null
}

/** Why the processor did not do what was asked. Only `processor_unreachable` is worth another try. */
export type ProcessorRefusal =
  | { readonly code: 'processor_unreachable' }
  | { readonly code: 'processor_refused'; readonly reason: string }

/** The card company was asked for a part and said that this charge gives none back: whoever paid has nothing of it. */
type PartRefusal = { readonly code: 'part_refused'; readonly reason: string }

/** What a verified event says of a top-up. Instants in epoch milliseconds. */
export type ProcessorEvent = {
  readonly id: string
  readonly type: string
  readonly at: number
  /** False for the processor's test money. */
  readonly live: boolean
  /** Null for an event that is not about a top-up of ours, or of a kind that changes nothing here. */
  readonly news: TopupNews | null
  /** Null for an event that is about no dispute, or changes nothing of one. */
  readonly dispute: DisputeNews | null
  /** The top-up whose refund came back to the issuer; null for every other event. */
  readonly failedRefundOf: string | null
  /** The part of a payment that did not reach its card, where a shop gave it back; null for every other event. */
  readonly failedPart: string | null
}

/** What a payer's card company says of a payment that the payer says was not theirs. */
export type DisputeNews = {
  readonly how: 'opened' | DisputeEnd
  readonly disputeId: string
  readonly paymentId: string | null
  readonly amountYen: number
  readonly currency: string
}

export type TopupNews = {
  readonly kind: 'waiting' | 'failed' | 'expired' | 'paid'
  readonly topupId: string
  readonly walletId: string
  readonly amountYen: number
  /** ISO 4217, small letters, as the processor writes it. */
  readonly currency: string
  readonly sessionId: string | null
  readonly paymentId: string | null
  /** The processor's word for why it failed, or why nothing can be paid any more; null otherwise. */
  readonly failure: string | null
  /** What the payer takes to a store, in the one event that tells it. */
  readonly voucher: Voucher | null
}

/**
 * The company that takes the money: cards, cash at stores, PayPay. Every call may be made again with the same arguments: the processor acts once.
 * Errors are answers; nothing is thrown for a refusal or a broken line.
 */
export type CardProcessor = {
  readonly openCheckout: (wanted: CheckoutWanted) => Promise<Result<Checkout, ProcessorRefusal>>
  readonly readCheckout: (sessionId: string) => Promise<Result<Checkout, ProcessorRefusal>>
  /** Closes the page, so that nobody can pay there any more. */
  readonly closeCheckout: (sessionId: string) => Promise<Result<Checkout, ProcessorRefusal>>
  /** Gives a whole payment back the way it came, or, of cash, as the payer answers the processor's mail. `key` names this refund. */
  readonly refund: (payment: {
    readonly paymentId: string
    readonly amountYen: number
    readonly topupId: string
    readonly key: string
  }) => Promise<Result<{ readonly refundId: string }, ProcessorRefusal>>
  /**
   * Gives a part of a payment back to its card, once for each `cardRefundId` at any age, and says how far that came: what was
   * asked before is asked after. Refused with `part_refused` only where the card company will never do it.
   */
  readonly giveBackPart: (part: {
    readonly paymentId: string
    readonly amountYen: number
    readonly topupId: string
    readonly cardRefundId: string
  }) => Promise<Result<Refunded, ProcessorRefusal | PartRefusal>>
  /** How far giving a payment back came; null where nobody gave it back. */
  readonly readRefund: (paymentId: string) => Promise<Result<Refunded | null, ProcessorRefusal>>
  /** Reads an event as it came over the wire; null when it was forged, altered or signed too long ago. */
  readonly verifyEvent: (wire: {
    readonly body: string
    readonly signature: string | undefined
    /** Epoch milliseconds. */
    readonly receivedAt: number
  }) => Promise<ProcessorEvent | null>
}

/** The processor's word for a payment that was refunded already: what an earlier try did. */
const givenBackBefore = 'charge_already_refunded'

/** Gives a whole payment back to the card; one that was given back before is given back. */
export async function refundOnce(
  processor: Pick<CardProcessor, 'refund'>,
  payment: Parameters<CardProcessor['refund']>[0],
): Promise<Result<null, ProcessorRefusal>> {
  const returned = await processor.refund(payment)
  if (returned.ok) return ok(null)
  const wasBefore = returned.error.code === 'processor_refused' && returned.error.reason === givenBackBefore
  return wasBefore ? ok(null) : returned
}
