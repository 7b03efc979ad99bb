import { ok, refuse } from '../../platform/result.ts'
import type { Stepped } from './machine.ts'
import { newObjectId, secondsOf } from './objects.ts'
import type { Checkout, DisputeObject } from './objects.ts'

type Moment = { readonly at: number }

/** The card's owner says that the payment was not theirs: the card company takes it back until it has decided. */
export function openDispute(checkout: Checkout, { at }: Moment): Stepped {
  const { charge, payment } = checkout
  if (charge === null || payment === null || !charge.paid) return refuse({ code: 'not_paid' })
  // Stripe's pages on stores and PayPay: no dispute support.
  if (payment.payment_method_types[0] !== 'card') return refuse({ code: 'not_disputable' })
  if (checkout.dispute) return refuse({ code: 'disputed_before' })
  if (charge.refunded) return refuse({ code: 'refunded_before' })
  const dispute: DisputeObject = {
    id: newObjectId('du_1'),
    object: 'dispute',
    // What went back to the card is nobody's to dispute.
    amount: charge.amount_captured - charge.amount_refunded,
    charge: charge.id,
    created: secondsOf(at),
    currency: charge.currency,
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: payment.id,
    reason: 'fraudulent',
    status: 'needs_response',
  }
  return ok({
    next: { ...checkout, dispute },
    happened: [{ type: 'charge.dispute.created', object: dispute }],
  })
}

/** The card company decides, once. */
export function closeDispute(checkout: Checkout, how: 'won' | 'lost'): Stepped {
  const { dispute } = checkout
  if (!dispute || dispute.status !== 'needs_response') return refuse({ code: 'no_open_dispute' })
  const closed: DisputeObject = { ...dispute, status: how }
  return ok({
    next: { ...checkout, dispute: closed },
    happened: [{ type: 'charge.dispute.closed', object: closed }],
  })
}
