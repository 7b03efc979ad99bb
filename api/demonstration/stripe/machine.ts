import type Stripe from 'stripe'
import { assert } from '../../platform/assert.ts'
import { refuse, ok } from '../../platform/result.ts'
import type { Result } from '../../platform/result.ts'
import { newObjectId, secondsOf } from './objects.ts'
import type {
  ChargeObject,
  Checkout,
  Happening,
  PaymentError,
  PaymentObject,
  RefundObject,
} from './objects.ts'
import { realCardRefused } from './test-cards.ts'
import type { TestCard } from './test-cards.ts'

/**
 * The states of a payment, as Stripe's: requires_payment_method → requires_action (3-D Secure) → processing →
 * succeeded, or canceled. A declined card goes back to requires_payment_method and another may be tried.
 */
export type Step = { readonly next: Checkout; readonly happened: readonly Happening[] }

export type StepRefusal =
  /** Paid, or closed: nothing more can be done on this page. */
  | { readonly code: 'page_closed' }
  | { readonly code: 'nothing_to_approve' }
  | { readonly code: 'no_voucher' }
  | { readonly code: 'nobody_asked' }
  | { readonly code: 'not_paid' }
  | { readonly code: 'refunded_before' }
  | { readonly code: 'disputed_before' }
  | { readonly code: 'not_disputable' }
  | { readonly code: 'no_open_dispute' }
  | { readonly code: 'refund_too_large'; readonly unrefunded: number }

export type Stepped = Result<Step, StepRefusal>

export type Moment = {
  readonly at: number
  /** The card's bank takes its time: the payment stays in `processing` until `finish`. */
  readonly slow?: boolean
}

/** The payer sends a card; undefined is a number that is no test card. */
export function submitCard(checkout: Checkout, card: TestCard | undefined, moment: Moment): Stepped {
  if (!isOpen(checkout)) return refuse({ code: 'page_closed' })
  const begun = withPayment(checkout, moment)
  if (card?.challenged === true) return ok(followed(begun, ask(begun.next, stripeAsks, card.number)))
  if (card === undefined || card.declined !== null)
    return ok(followed(begun, decline(begun.next, card?.declined ?? realCardRefused, moment)))
  return ok(followed(begun, settle(begun.next, moment)))
}

/** The payer goes on to PayPay, which asks in its own app. */
export function submitPayPay(checkout: Checkout, url: string, moment: Moment): Stepped {
  if (!isOpen(checkout)) return refuse({ code: 'page_closed' })
  const begun = withPayment(checkout, moment)
  const asked = {
    type: 'redirect_to_url',
    redirect_to_url: { url, return_url: checkout.session.success_url },
  }
  return ok(followed(begun, ask(begun.next, asked, null)))
}

/** The owner approves or refuses, at the card's bank (3-D Secure) or in PayPay's app. */
export function answerChallenge(
  checkout: Checkout,
  answer: { readonly approved: boolean; readonly card: TestCard | undefined },
  moment: Moment,
): Stepped {
  if (!isOpen(checkout)) return refuse({ code: 'page_closed' })
  if (checkout.payment?.status !== 'requires_action') return refuse({ code: 'nothing_to_approve' })
  const answered = { ...checkout, challengedCard: null }
  if (!answer.approved) return ok(decline(answered, notAuthenticated, moment, false))
  const declined = answer.card?.declined ?? null
  return ok(declined === null ? settle(answered, moment) : decline(answered, declined, moment))
}

/** A slow bank says yes at last. */
export function finish(checkout: Checkout, moment: Moment): Stepped {
  if (checkout.payment?.status !== 'processing') return refuse({ code: 'page_closed' })
  return ok(succeed(checkout, moment, 'checkout.session.async_payment_succeeded'))
}

/** Nobody paid in time, or the merchant closed the page. */
export function expire(checkout: Checkout, { at }: Moment): Stepped {
  if (!isOpen(checkout)) return refuse({ code: 'page_closed' })
  const session = { ...checkout.session, status: 'expired' as const, url: null }
  const happened: Happening[] = [{ type: 'checkout.session.expired', object: session }]
  if (checkout.payment === null) return ok({ next: { ...checkout, session }, happened })
  const payment: PaymentObject = {
    ...checkout.payment,
    status: 'canceled',
    canceled_at: secondsOf(at),
    cancellation_reason: 'automatic',
    next_action: null,
  }
  return ok({
    next: { ...checkout, session, payment, challengedCard: null },
    happened: [{ type: 'payment_intent.canceled', object: payment }, ...happened],
  })
}

/** The merchant gives money back; without an amount, all that is left. */
export function refund(
  checkout: Checkout,
  wanted: { readonly amount: number | undefined; readonly metadata: Stripe.Metadata },
  { at }: Moment,
): Stepped {
  const { charge, payment } = checkout
  if (charge === null || payment === null || !charge.paid) return refuse({ code: 'not_paid' })
  if (checkout.dispute !== undefined && checkout.dispute.status !== 'won')
    return refuse({ code: 'disputed_before' })
  const unrefunded = charge.amount_captured - charge.amount_refunded
  if (unrefunded === 0) return refuse({ code: 'refunded_before' })
  const amount = wanted.amount ?? unrefunded
  if (amount > unrefunded) return refuse({ code: 'refund_too_large', unrefunded })
  const made: RefundObject = {
    id: newObjectId('re_3'),
    object: 'refund',
    amount,
    charge: charge.id,
    created: secondsOf(at),
    currency: charge.currency,
    metadata: wanted.metadata,
    payment_intent: payment.id,
    reason: null,
    ...wayBack(checkout, at),
  }
  const left: ChargeObject = {
    ...charge,
    amount_refunded: charge.amount_refunded + amount,
    refunded: amount === unrefunded,
  }
  return ok({
    next: { ...checkout, charge: left, refunds: [...checkout.refunds, made] },
    happened: [
      { type: 'refund.created', object: made },
      { type: 'charge.refunded', object: left },
    ],
  })
}

/** Days in which a payer of cash says where the money shall go; then the refund fails. */
const refundDays = 45

/** A card and PayPay take money back; cash goes to a bank account that its payer is asked for by mail. */
function wayBack(
  { payment, payerEmail = '' }: Checkout,
  at: number,
): Pick<RefundObject, 'status' | 'next_action' | 'instructions_email'> {
  if (payment?.payment_method_types[0] !== 'konbini') return { status: 'succeeded' }
  const email_sent = { email_sent_at: secondsOf(at), email_sent_to: payerEmail }
  const expires_at = secondsOf(at) + refundDays * 86_400
  return {
    status: 'requires_action',
    next_action: { type: 'display_details', display_details: { email_sent, expires_at } },
    instructions_email: payerEmail,
  }
}

export const isOpen = ({ session }: Checkout): boolean => session.status === 'open'

// Not called `then`: a module with that name is taken for a promise.
export const followed = (first: Step, second: Step): Step => ({
  next: second.next,
  happened: [...first.happened, ...second.happened],
})

/** The payment is made when the first card comes, not before. */
export function withPayment(checkout: Checkout, { at }: Moment): Step {
  if (checkout.payment !== null) return { next: checkout, happened: [] }
  const { session } = checkout
  assert(session.amount_total !== null && session.currency !== null, 'a payment page has a price')
  const id = newObjectId('pi_3')
  const payment: PaymentObject = {
    id,
    object: 'payment_intent',
    amount: session.amount_total,
    amount_capturable: 0,
    amount_received: 0,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic_async',
    client_secret: `${id}_secret_${newObjectId('', 25)}`,
    confirmation_method: 'automatic',
    created: secondsOf(at),
    currency: session.currency,
    customer: null,
    description: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    metadata: checkout.paymentMetadata,
    next_action: null,
    payment_method: null,
    payment_method_types: session.payment_method_types,
    status: 'requires_payment_method',
  }
  return {
    next: { ...checkout, payment, session: { ...session, payment_intent: id } },
    happened: [{ type: 'payment_intent.created', object: payment }],
  }
}

const stripeAsks: PaymentObject['next_action'] = { type: 'use_stripe_sdk', use_stripe_sdk: {} }

function ask(checkout: Checkout, next_action: PaymentObject['next_action'], card: string | null): Step {
  const payment: PaymentObject = {
    ...paymentOf(checkout),
    status: 'requires_action',
    payment_method: newObjectId('pm_1'),
    next_action,
    last_payment_error: null,
  }
  return {
    next: { ...checkout, payment, challengedCard: card },
    happened: [{ type: 'payment_intent.requires_action', object: payment }],
  }
}

const notAuthenticated: PaymentError = {
  type: 'invalid_request_error',
  code: 'payment_intent_authentication_failure',
  message:
    'The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent again.',
  doc_url: 'https://docs.stripe.com/error-codes/payment-intent-authentication-failure',
}

/** `charged`: the bank was asked; a refused approval never gets that far. */
export function decline(checkout: Checkout, error: PaymentError, { at }: Moment, charged = true): Step {
  const method = newObjectId('pm_1')
  const charge = chargeOf(checkout, method, at)
  const failed: ChargeObject = {
    ...charge,
    amount_captured: 0,
    captured: false,
    failure_code: error.code ?? null,
    failure_message: error.message ?? null,
    paid: false,
    status: 'failed',
  }
  const payment: PaymentObject = {
    ...paymentOf(checkout),
    status: 'requires_payment_method',
    last_payment_error: error,
    latest_charge: charged ? failed.id : paymentOf(checkout).latest_charge,
    next_action: null,
    payment_method: null,
  }
  const happened: Happening[] = [{ type: 'payment_intent.payment_failed', object: payment }]
  return {
    next: { ...checkout, payment },
    happened: charged ? [...happened, { type: 'charge.failed', object: failed }] : happened,
  }
}

function settle(checkout: Checkout, moment: Moment): Step {
  if (moment.slow !== true) return succeed(checkout, moment, 'checkout.session.completed')
  const payment: PaymentObject = {
    ...paymentOf(checkout),
    status: 'processing',
    next_action: null,
    payment_method: newObjectId('pm_1'),
  }
  const session = { ...checkout.session, status: 'complete' as const, url: null }
  return {
    next: { ...checkout, payment, session },
    happened: [
      { type: 'payment_intent.processing', object: payment },
      { type: 'checkout.session.completed', object: session },
    ],
  }
}

export function succeed(
  checkout: Checkout,
  { at }: Moment,
  told: 'checkout.session.completed' | 'checkout.session.async_payment_succeeded',
): Step {
  const method = paymentOf(checkout).payment_method ?? newObjectId('pm_1')
  const charge = chargeOf(checkout, method, at)
  const payment: PaymentObject = {
    ...paymentOf(checkout),
    status: 'succeeded',
    amount_received: paymentOf(checkout).amount,
    last_payment_error: null,
    latest_charge: charge.id,
    next_action: null,
    payment_method: method,
  }
  const session = {
    ...checkout.session,
    status: 'complete' as const,
    payment_status: 'paid' as const,
    url: null,
  }
  return {
    next: { ...checkout, session, payment, charge },
    happened: [
      { type: 'payment_intent.succeeded', object: payment },
      { type: 'charge.succeeded', object: charge },
      { type: told, object: session },
    ],
  }
}

export function paymentOf({ payment }: Checkout): PaymentObject {
  assert(payment !== null, 'a page was sent, so there is a payment')
  return payment
}

function chargeOf(checkout: Checkout, method: string, at: number): ChargeObject {
  const { id, amount, currency, metadata } = paymentOf(checkout)
  return {
    id: newObjectId('ch_3'),
    object: 'charge',
    amount,
    amount_captured: amount,
    amount_refunded: 0,
    captured: true,
    created: secondsOf(at),
    currency,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata,
    paid: true,
    payment_intent: id,
    payment_method: method,
    refunded: false,
    status: 'succeeded',
  }
}
