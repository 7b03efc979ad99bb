import type Stripe from 'stripe'

/**
 * The objects of the stand-in: those fields of Stripe's own that this hub and its tests can see, typed by Stripe's
 * own package so that the compiler notices when the two drift apart.
 */
export type SessionObject = Pick<
  Stripe.Checkout.Session,
  | 'id'
  | 'object'
  | 'allowed_payment_method_types'
  | 'amount_subtotal'
  | 'amount_total'
  | 'cancel_url'
  | 'client_reference_id'
  | 'created'
  | 'currency'
  | 'customer'
  | 'expires_at'
  | 'livemode'
  | 'locale'
  | 'metadata'
  | 'mode'
  | 'payment_method_options'
  | 'payment_method_types'
  | 'payment_status'
  | 'status'
  | 'success_url'
  | 'ui_mode'
  | 'url'
> & { readonly payment_intent: string | null }

export type PaymentObject = Pick<
  Stripe.PaymentIntent,
  | 'id'
  | 'object'
  | 'amount'
  | 'amount_capturable'
  | 'amount_received'
  | 'canceled_at'
  | 'cancellation_reason'
  | 'capture_method'
  | 'client_secret'
  | 'confirmation_method'
  | 'created'
  | 'currency'
  | 'customer'
  | 'description'
  | 'livemode'
  | 'metadata'
  | 'next_action'
  | 'payment_method_types'
  | 'status'
> & {
  readonly latest_charge: string | null
  readonly payment_method: string | null
  readonly last_payment_error: PaymentError | null
}

export type PaymentError = Pick<
  Stripe.PaymentIntent.LastPaymentError,
  'type' | 'code' | 'decline_code' | 'message' | 'doc_url'
>

export type ChargeObject = Pick<
  Stripe.Charge,
  | 'id'
  | 'object'
  | 'amount'
  | 'amount_captured'
  | 'amount_refunded'
  | 'captured'
  | 'created'
  | 'currency'
  | 'failure_code'
  | 'failure_message'
  | 'livemode'
  | 'metadata'
  | 'paid'
  | 'refunded'
  | 'status'
> & { readonly payment_intent: string; readonly payment_method: string }

export type RefundObject = Pick<
  Stripe.Refund,
  | 'id'
  | 'object'
  | 'amount'
  | 'created'
  | 'currency'
  | 'instructions_email'
  | 'metadata'
  | 'next_action'
  | 'reason'
  | 'status'
> & { readonly charge: string; readonly payment_intent: string }

export type DisputeObject = Pick<
  Stripe.Dispute,
  | 'id'
  | 'object'
  | 'amount'
  | 'created'
  | 'currency'
  | 'is_charge_refundable'
  | 'livemode'
  | 'metadata'
  | 'reason'
  | 'status'
> & { readonly charge: string; readonly payment_intent: string }

/** Everything that belongs to one payment page, stored and changed as one. */
export type Checkout = {
  readonly session: SessionObject
  readonly payment: PaymentObject | null
  readonly charge: ChargeObject | null
  readonly refunds: readonly RefundObject[]
  readonly dispute?: DisputeObject
  /** The test card that waits for its owner's approval. */
  readonly challengedCard: string | null
  /** Where the payer of a voucher is written to. */
  readonly payerEmail?: string
  /** What the payment's own metadata will be once there is one. */
  readonly paymentMetadata: Stripe.Metadata
}

/** Something that happened: told to the webhook as an event. */
export type Happening = {
  readonly type: Stripe.Event.Type
  readonly object: SessionObject | PaymentObject | ChargeObject | RefundObject | DisputeObject
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** An id in Stripe's shape: `newObjectId('cs_test_', 58)`. */
export function newObjectId(prefix: string, length = 24): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length))
  // 256 is not a multiple of 62: the first letters are a little more likely, which these ids can bear.
  return prefix + Array.from(bytes, (byte) => letters[byte % letters.length]!).join('')
}

/** Stripe counts in seconds. */
export const secondsOf = (at: number): number => Math.floor(at / 1000)
