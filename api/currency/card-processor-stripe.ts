import { Stripe } from 'stripe'
import { ok, refuse } from '../platform/result.ts'
import type { Result } from '../platform/result.ts'
import type { CardProcessor, Checkout, CheckoutWanted, ProcessorRefusal, Refunded } from './card-processor.ts'
import { disputeNewsOf, failedPartOf, failedRefundOf, newsOf } from './card-processor-events-stripe.ts'

export type StripeSettings = {
  /** `sk_test_…` or `sk_live_…`. */
  readonly apiKey: string
  /** `whsec_…` of the webhook endpoint. */
  readonly webhookSecret: string
  /** How requests travel; the runtime's own `fetch` when not given. */
  readonly fetch?: typeof fetch | undefined
}

/** Seconds an event's signature is good for; Stripe's own recommendation and default. */
const toleranceSeconds = 300

/** Tops up through Stripe Checkout with Stripe's own SDK; runs on Node and on Workers (fetch, WebCrypto). */
export function cardProcessorStripe(settings: StripeSettings): CardProcessor {
  const stripe = new Stripe(settings.apiKey, {
    httpClient: Stripe.createFetchHttpClient(settings.fetch),
    maxNetworkRetries: 2,
    telemetry: false,
  })
  const crypto = Stripe.createSubtleCryptoProvider()
  return {
    openCheckout: (wanted) =>
      answered(async () =>
        checkoutOf(
          await stripe.checkout.sessions.create(sessionOf(wanted), { idempotencyKey: wanted.topupId }),
        ),
      ),
    readCheckout: (sessionId) =>
      answered(async () => checkoutOf(await stripe.checkout.sessions.retrieve(sessionId))),
    closeCheckout: (sessionId) =>
      answered(async () => checkoutOf(await stripe.checkout.sessions.expire(sessionId))),
    refund: ({ paymentId, amountYen, topupId, key }) =>
      answered(async () => {
        const made = await stripe.refunds.create(
          { payment_intent: paymentId, amount: amountYen, metadata: { topupId } },
          { idempotencyKey: key },
        )
        return { refundId: made.id }
      }),
    giveBackPart: async ({ paymentId, amountYen, topupId, cardRefundId }) => {
      // Stripe forgets its keys after a day: what it was asked before is found by the name that went with it.
      const known = await answered(async () => {
        for await (const made of stripe.refunds.list({ payment_intent: paymentId, limit: 100 }))
          if (made.metadata?.['cardRefundId'] === cardRefundId) return refundedOf(made)
        return null
      })
      if (!known.ok) return known
      if (known.value !== null) return ok(known.value)
      const asked = await answered(async () =>
        refundedOf(
          await stripe.refunds.create(
            { payment_intent: paymentId, amount: amountYen, metadata: { topupId, cardRefundId } },
            { idempotencyKey: `card-refund-${cardRefundId}` },
          ),
        ),
      )
      const isNever =
        !asked.ok && asked.error.code === 'processor_refused' && neverGivenBack.has(asked.error.reason)
      return isNever ? refuse({ ...asked.error, code: 'part_refused' }) : asked
    },
    readRefund: (paymentId) =>
      answered(async () => {
        const { data } = await stripe.refunds.list({ payment_intent: paymentId, limit: 1 })
        return data[0] ? refundedOf(data[0]) : null
      }),
    verifyEvent: async ({ body, signature, receivedAt }) => {
      if (signature === undefined) return null
      try {
        const event = await stripe.webhooks.constructEventAsync(
          body,
          signature,
          settings.webhookSecret,
          toleranceSeconds,
          crypto,
          receivedAt,
        )
        if (typeof event.id !== 'string' || !Number.isSafeInteger(event.created)) return null
        return {
          id: event.id,
          type: event.type,
          at: event.created * 1000,
          live: event.livemode,
          news: newsOf(event),
          dispute: disputeNewsOf(event),
          failedRefundOf: failedRefundOf(event),
          failedPart: failedPartOf(event),
        }
      } catch (error) {
        if (error instanceof Stripe.errors.StripeSignatureVerificationError || isNoEvent(error)) return null
        throw error
      }
    },
  }
}

/** What the SDK throws for a body that is signed but no event at all: no JSON, or JSON of another shape. */
const isNoEvent = (error: unknown): boolean => error instanceof SyntaxError || error instanceof TypeError

function sessionOf(wanted: CheckoutWanted): Stripe.Checkout.SessionCreateParams {
  // On both: the session's events and the payment's events each say whose money it is.
  const metadata = { topupId: wanted.topupId, walletId: wanted.walletId }
  return {
    mode: 'payment',
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: 'jpy',
          unit_amount: wanted.amountYen,
          product_data: { name: wanted.locale === 'en' ? 'Aizu Meguri wallet' : '会津めぐり ウォレット' },
        },
      },
    ],
    allowed_payment_method_types: [wanted.method],
    payment_method_options: optionsOf(wanted),
    client_reference_id: wanted.topupId,
    metadata,
    payment_intent_data: { metadata },
    locale: stripeLocales[wanted.locale] ?? 'auto',
    success_url: wanted.successUrl,
    cancel_url: wanted.cancelUrl,
  }
}

/** A payer may choose nothing on the page: the way was chosen with us, where its limits and its deadline were told. */
function optionsOf({
  method,
  konbiniDays,
}: CheckoutWanted): Stripe.Checkout.SessionCreateParams.PaymentMethodOptions {
  if (method === 'konbini') return { konbini: { expires_after_days: konbiniDays } }
  return method === 'card' ? { card: { request_three_d_secure: 'any' } } : {}
}

const stripeLocales: Readonly<Record<string, Stripe.Checkout.SessionCreateParams.Locale>> = {
  ja: 'ja',
  easy: 'ja',
  en: 'en',
  th: 'th',
  ko: 'ko',
  'zh-hant': 'zh-TW',
  'zh-hans': 'zh',
}

function checkoutOf(session: Stripe.Checkout.Session): Checkout {
  const state =
    session.status === 'expired'
      ? 'expired'
      : session.status !== 'complete'
        ? 'open'
        : session.payment_status === 'paid'
          ? 'paid'
          : 'unpaid'
  return { sessionId: session.id, payUrl: session.url, endsAt: session.expires_at * 1000, state }
}

/**
 * Stripe's words for a charge of which the card company has the money back or decides itself. No other refusal says that
 * nothing went to the card: a wrong key or a charge that somebody gave back by hand is a person's to look at.
 */
const neverGivenBack: ReadonlySet<string> = new Set(['charge_disputed', 'refund_disputed_payment'])

const refundStates: Readonly<Record<string, Refunded['state']>> = {
  requires_action: 'asked',
  succeeded: 'done',
  failed: 'failed',
  canceled: 'failed',
}

function refundedOf({ status, next_action: next }: Stripe.Refund): Refunded {
  const ends = next?.display_details?.expires_at
  return {
    state: refundStates[status ?? ''] ?? 'under_way',
    askedUntil: status === 'requires_action' && ends !== undefined ? ends * 1000 : null,
  }
}

/** Turns the SDK's errors into answers: a broken line, a busy or failing processor may be tried again. */
async function answered<T>(call: () => Promise<T>): Promise<Result<T, ProcessorRefusal>> {
  try {
    return ok(await call())
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error
    const { statusCode } = error
    const mayPass = statusCode === undefined || statusCode >= 500 || statusCode === 409 || statusCode === 429
    if (mayPass) return refuse({ code: 'processor_unreachable' })
    return refuse({ code: 'processor_refused', reason: error.code ?? error.type })
  }
}
