import type Stripe from 'stripe'
import type { DisputeNews, TopupNews } from './card-processor.ts'
import { konbiniChains } from './topup-method.ts'
import type { Voucher } from './topup-method.ts'

/**
 * What an event of Stripe's says of a top-up; null for every other event. A payment is told twice (by its session
 * and by itself), in any order: both say the same here.
 */
export function newsOf(event: Stripe.Event): TopupNews | null {
  switch (event.type) {
    case 'payment_intent.succeeded':
      return ofPayment(event.data.object, 'paid')
    case 'payment_intent.processing':
      return ofPayment(event.data.object, 'waiting')
    case 'payment_intent.requires_action':
      return ofVoucher(event.data.object)
    case 'payment_intent.payment_failed':
      return ofPayment(event.data.object, isOver(event.data.object) ? 'expired' : 'failed')
    case 'checkout.session.completed':
      return ofSession(event.data.object, event.data.object.payment_status === 'paid' ? 'paid' : 'waiting')
    case 'checkout.session.async_payment_succeeded':
      return ofSession(event.data.object, 'paid')
    // A page that was handed in cannot be paid on again: what failed afterwards is over, like a page that closed.
    case 'checkout.session.async_payment_failed':
    case 'checkout.session.expired':
      return ofSession(event.data.object, 'expired')
    default:
      return null
  }
}

/** What an event of Stripe's says of a dispute. An inquiry that came to nothing is closed like one that was won. */
export function disputeNewsOf(event: Stripe.Event): DisputeNews | null {
  switch (event.type) {
    case 'charge.dispute.created':
      return ofDispute(event.data.object, 'opened')
    case 'charge.dispute.closed':
      return ofDispute(event.data.object, event.data.object.status === 'lost' ? 'lost' : 'won')
    default:
      return null
  }
}

/** A refund that did not reach anybody: the bank sent it back, or nobody said where it shall go. */
export function failedRefundOf(event: Stripe.Event): string | null {
  return event.type === 'refund.failed' ? (event.data.object.metadata?.['topupId'] ?? null) : null
}

/** The same of a part that a shop gave back: it goes into the wallet that it left. */
export function failedPartOf(event: Stripe.Event): string | null {
  return event.type === 'refund.failed' ? (event.data.object.metadata?.['cardRefundId'] ?? null) : null
}

function ofDispute(dispute: Stripe.Dispute, how: DisputeNews['how']): DisputeNews {
  const { id: disputeId, payment_intent: payment, amount: amountYen, currency } = dispute
  return {
    how,
    disputeId,
    paymentId: typeof payment === 'string' ? payment : (payment?.id ?? null),
    amountYen,
    currency,
  }
}

/** Nobody paid the voucher in time. */
const attemptExpired = 'payment_intent_payment_attempt_expired'

const isOver = ({ last_payment_error: error }: Stripe.PaymentIntent): boolean =>
  error?.code === attemptExpired

/** A card that asks its owner is between two screens and no news; a voucher is what the payer takes to a store. */
function ofVoucher(payment: Stripe.PaymentIntent): TopupNews | null {
  const told = payment.next_action?.konbini_display_details
  const news = told && ofPayment(payment, 'waiting')
  return news ? { ...news, voucher: voucherOf(told) } : null
}

function voucherOf(told: Stripe.PaymentIntent.NextAction.KonbiniDisplayDetails): Voucher {
  return {
    url: told.hosted_voucher_url,
    // The second that Stripe names is the last one.
    endsAt: told.expires_at * 1000 + 999,
    stores: konbiniChains.flatMap((store) => {
      const codes = told.stores[store]
      return codes
        ? [{ store, paymentCode: codes.payment_code, confirmationNumber: codes.confirmation_number ?? null }]
        : []
    }),
  }
}

function ofPayment(payment: Stripe.PaymentIntent, kind: TopupNews['kind']): TopupNews | null {
  const owner = ownerOf(payment.metadata)
  const error = payment.last_payment_error
  return (
    owner && {
      ...owner,
      kind,
      amountYen: kind === 'paid' ? payment.amount_received : payment.amount,
      currency: payment.currency,
      sessionId: null,
      paymentId: payment.id,
      failure:
        kind === 'failed' || kind === 'expired' ? (error?.decline_code ?? error?.code ?? 'declined') : null,
      voucher: null,
    }
  )
}

function ofSession(session: Stripe.Checkout.Session, kind: TopupNews['kind']): TopupNews | null {
  const owner = ownerOf(session.metadata)
  const payment = session.payment_intent
  return (
    owner && {
      ...owner,
      kind,
      amountYen: session.amount_total ?? 0,
      currency: session.currency ?? '',
      sessionId: session.id,
      paymentId: typeof payment === 'string' ? payment : (payment?.id ?? null),
      failure: null,
      voucher: null,
    }
  )
}

function ownerOf(metadata: Stripe.Metadata | null): { topupId: string; walletId: string } | null {
  const topupId = metadata?.['topupId']
  const walletId = metadata?.['walletId']
  return topupId === undefined || walletId === undefined ? null : { topupId, walletId }
}
