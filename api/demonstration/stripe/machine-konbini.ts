import { addDays, japanDay, startOfJapanDay } from '../../platform/clock.ts'
import { ok, refuse } from '../../platform/result.ts'
import { decline, followed, isOpen, paymentOf, succeed, withPayment } from './machine.ts'
import type { Moment, Stepped } from './machine.ts'
import { newObjectId, secondsOf } from './objects.ts'
import type { Checkout, PaymentError, PaymentObject, RefundObject } from './objects.ts'

/** What the payer writes on the page. */
export type StoreOrder = {
  readonly email: string
  /** A phone number that shall be the confirmation number; empty: one is made. */
  readonly phone: string
}

/** Stripe's documented test addresses, by what stands before the @ (docs.stripe.com/payments/konbini/accept-a-payment). */
const testEnds: readonly (readonly [word: string, endsAfterMs: number])[] = [
  ['expire_immediately@', 0],
  ['expire_with_delay@', 180_000],
]

/** The number that Stripe's test mode refuses as a store would. */
const refusedNumber = '01234567890'

/** Days of a voucher where nothing is said. */
const daysOfStripe = 3

/**
 * How long after a voucher's last second a slip that was printed before is still paid at the till. Stripe has such a time
 * and does not say how long it is.
 */
const slipMs = 30 * 60_000

type VoucherMoment = Moment & {
  /** The page that shows the codes. */
  readonly voucherUrl: string
}

/** The payer asks for a voucher: the page is handed in, and nothing is paid yet. */
export function submitStore(checkout: Checkout, order: StoreOrder, moment: VoucherMoment): Stepped {
  if (!isOpen(checkout)) return refuse({ code: 'page_closed' })
  const begun = withPayment(checkout, moment)
  if (order.phone === refusedNumber)
    return ok(followed(begun, decline(begun.next, numberRefused, moment, false)))
  const payment: PaymentObject = {
    ...paymentOf(begun.next),
    status: 'requires_action',
    payment_method: newObjectId('pm_1'),
    next_action: {
      type: 'konbini_display_details',
      konbini_display_details: {
        expires_at: secondsOf(endOf(checkout, order, moment.at)),
        hosted_voucher_url: moment.voucherUrl,
        stores: storesOf(order.phone),
      },
    },
    last_payment_error: null,
  }
  const session = { ...begun.next.session, status: 'complete' as const, url: null }
  return ok(
    followed(begun, {
      next: { ...begun.next, session, payment, payerEmail: order.email },
      happened: [
        { type: 'payment_intent.requires_action', object: payment },
        { type: 'checkout.session.completed', object: session },
      ],
    }),
  )
}

/** Somebody pays at the till, also after the last second with a slip that was printed before it. */
export function payAtStore(checkout: Checkout, moment: Moment): Stepped {
  if (voucherOf(checkout) === undefined) return refuse({ code: 'no_voucher' })
  return ok(succeed(checkout, moment, 'checkout.session.async_payment_succeeded'))
}

/** Nobody paid in time. */
export function lapse(checkout: Checkout): Stepped {
  if (voucherOf(checkout) === undefined) return refuse({ code: 'no_voucher' })
  const payment: PaymentObject = {
    ...paymentOf(checkout),
    status: 'requires_payment_method',
    last_payment_error: attemptExpired,
    next_action: null,
    payment_method: null,
  }
  return ok({
    next: { ...checkout, payment },
    happened: [
      { type: 'payment_intent.payment_failed', object: payment },
      { type: 'checkout.session.async_payment_failed', object: checkout.session },
    ],
  })
}

/** The payer of cash says where it shall go, and the bank takes it or sends it back; or nobody says it in time. */
export function endRefund(checkout: Checkout, how: 'succeeded' | 'failed'): Stepped {
  const asked = checkout.refunds.at(-1)
  if (asked?.status !== 'requires_action') return refuse({ code: 'nobody_asked' })
  const { next_action: _, ...rest } = asked
  const ended: RefundObject = { ...rest, status: how }
  return ok({
    next: { ...checkout, refunds: [...checkout.refunds.slice(0, -1), ended] },
    happened: [{ type: how === 'failed' ? 'refund.failed' : 'refund.updated', object: ended }],
  })
}

/** The codes that wait to be paid; undefined where none do. */
export const voucherOf = ({ payment }: Checkout) =>
  payment?.status === 'requires_action' ? payment.next_action?.konbini_display_details : undefined

/** When nobody can pay a voucher any more. A test address ends without mercy; anybody else's slip may be on its way to the till. */
export const lapsesAt = (expiresAtSeconds: number, { email }: StoreOrder): number =>
  expiresAtSeconds * 1000 + (testEndOf(email) === undefined ? slipMs : 0)

/** A test address that pays by itself. */
export const paysByItself = ({ email }: StoreOrder): boolean => email.includes('succeed_immediately@')

const testEndOf = (email: string): number | undefined => testEnds.find(([word]) => email.includes(word))?.[1]

/** The last second of a day in Japan, so many days after this one. */
function endOf({ session }: Checkout, { email }: StoreOrder, at: number): number {
  const tested = testEndOf(email)
  if (tested !== undefined) return at + tested
  const days = session.payment_method_options?.konbini?.expires_after_days ?? daysOfStripe
  return startOfJapanDay(addDays(japanDay(at), days + 1)) - 1_000
}

/** Numbers of invented length: what each chain's are like is the processor's business. */
function storesOf(phone: string) {
  const confirmation_number = phone === '' ? digits(11) : phone
  const codes = (length: number) => ({ confirmation_number, payment_code: digits(length) })
  return { familymart: codes(12), lawson: codes(6), ministop: codes(6), seicomart: codes(9) }
}

const digits = (length: number): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte, place) =>
    String(place === 0 ? (byte % 9) + 1 : byte % 10),
  ).join('')

const attemptExpired: PaymentError = {
  type: 'invalid_request_error',
  code: 'payment_intent_payment_attempt_expired',
  message: 'The latest payment attempt of this PaymentIntent has expired.',
  doc_url: 'https://docs.stripe.com/error-codes/payment-intent-payment-attempt-expired',
}

const numberRefused: PaymentError = {
  type: 'invalid_request_error',
  code: 'payment_intent_konbini_rejected_confirmation_number',
  message: 'The confirmation number was rejected.',
  doc_url: 'https://docs.stripe.com/error-codes/payment-intent-konbini-rejected-confirmation-number',
}
