import type { Write } from '../../../db/store.ts'
import { sha256Hex } from '../../platform/sha256.ts'
import { badParameter, errorAnswer, noSuch } from './answers.ts'
import type { ApiAnswer } from './answers.ts'
import { decodeForm } from './form.ts'
import { expire, refund } from './machine.ts'
import type { StepRefusal } from './machine.ts'
import { newObjectId, secondsOf } from './objects.ts'
import type { Checkout, SessionObject } from './objects.ts'
import { mount } from './page-frame.ts'
import { noParams, readParams, refundParams, sessionParams } from './params.ts'
import type { SessionParams } from './params.ts'
import { checkoutOfPayment, timerWrite, writesOf } from './stand-in.ts'
import type { StandInParts } from './stand-in.ts'

/** A write request: an answer, the writes it stands for, and whether its key is used up by it. */
export type Worked = {
  readonly answer: ApiAnswer
  readonly writes: readonly Write[]
  /** False for a request that was refused before it began: its key may be used for a mended one. */
  readonly keepsKey: boolean
}

export type Work = (body: string) => Promise<Worked>

const refusedBefore = (answer: ApiAnswer): Worked => ({ answer, writes: [], keepsKey: false })

/** JPY limits of Stripe: 50 to 99,999,999; a way is offered only within its own (docs.stripe.com/payments/konbini, /paypay). */
const amountMin = 50
const amountMax = 99_999_999
const amountsOf: Readonly<Record<string, readonly [min: number, max: number]>> = {
  konbini: [120, 300_000],
  paypay: [50, 1_000_000],
}

const dayMs = 86_400_000
const halfHourMs = 1_800_000

/** `POST /v1/checkout/sessions` */
export const createSession =
  (parts: StandInParts): Work =>
  async (body) => {
    const read = readParams(sessionParams, decodeForm(body))
    if (!read.ok) return refusedBefore(read.error)
    const at = parts.clock.now()
    const session = sessionOf(read.value, at)
    const wrong = wrongSession(session, at)
    if (wrong) return refusedBefore(wrong)
    const checkout: Checkout = {
      session,
      payment: null,
      charge: null,
      refunds: [],
      challengedCard: null,
      paymentMetadata: read.value.payment_intent_data.metadata,
    }
    const { store } = parts
    return {
      answer: { status: 200, body: session },
      writes: [
        store.insertWrite({ kind: 'checkout', id: session.id, body: checkout, at }),
        timerWrite(store, { sessionId: session.id, what: 'expire' }, session.expires_at * 1000),
      ],
      keepsKey: true,
    }
  }

function sessionOf(params: SessionParams, at: number): SessionObject & { amount_total: number } {
  const id = newObjectId('cs_test_', 58)
  const total = params.line_items.reduce((sum, line) => sum + line.quantity * line.price_data.unit_amount, 0)
  return {
    id,
    object: 'checkout.session',
    amount_subtotal: total,
    amount_total: total,
    cancel_url: params.cancel_url ?? null,
    client_reference_id: params.client_reference_id ?? null,
    created: secondsOf(at),
    currency: 'jpy',
    customer: null,
    expires_at: params.expires_at ?? secondsOf(at + dayMs),
    livemode: false,
    locale: params.locale,
    metadata: params.metadata,
    mode: 'payment',
    payment_intent: null,
    payment_method_options: params.payment_method_options ?? {},
    allowed_payment_method_types: params.allowed_payment_method_types,
    payment_method_types: params.allowed_payment_method_types,
    payment_status: 'unpaid',
    status: 'open',
    success_url: params.success_url,
    ui_mode: 'hosted_page',
    // Where the payer came from: a machine has several names, and a browser lets no form lead from one to another.
    url: new URL(`${mount}/pay/${id}`, params.success_url).href,
  }
}

function wrongSession(session: SessionObject & { amount_total: number }, at: number): ApiAnswer | null {
  const amountParam = 'line_items[0][price_data][unit_amount]'
  if (session.amount_total < amountMin)
    return badParameter(amountParam, `The amount must be at least ¥${amountMin} jpy.`, 'amount_too_small')
  if (session.amount_total > amountMax)
    return badParameter(amountParam, `The amount must be no more than ¥${amountMax} jpy.`, 'amount_too_large')
  if (session.payment_method_types.every((method) => !isEligible(method, session.amount_total)))
    return errorAnswer(400, {
      type: 'invalid_request_error',
      message: 'No valid payment method types for this Checkout Session.',
    })
  const opensFor = session.expires_at - secondsOf(at)
  return opensFor < halfHourMs / 1000 || opensFor > dayMs / 1000
    ? badParameter('expires_at', 'The expires_at timestamp must be between 30 minutes and 24 hours from now.')
    : null
}

const isEligible = (method: string, amount: number): boolean => {
  const [min, max] = amountsOf[method] ?? [amountMin, amountMax]
  return amount >= min && amount <= max
}

/** `POST /v1/checkout/sessions/{id}/expire` */
export const expireSession =
  (parts: StandInParts, sessionId: string): Work =>
  async (body) => {
    const read = readParams(noParams, decodeForm(body))
    if (!read.ok) return refusedBefore(read.error)
    const kept = await parts.store.find<Checkout>('checkout', sessionId)
    if (kept === undefined) return refusedBefore(noSuch('checkout.session', sessionId, 'session'))
    const stepped = expire(kept.body, { at: parts.clock.now() })
    if (!stepped.ok) return refusedStep(stepped.error)
    return {
      answer: { status: 200, body: stepped.value.next.session },
      writes: await writesOf(parts, kept, stepped.value),
      keepsKey: true,
    }
  }

/** `POST /v1/refunds` */
export const createRefund =
  (parts: StandInParts): Work =>
  async (body) => {
    const read = readParams(refundParams, decodeForm(body))
    if (!read.ok) return refusedBefore(read.error)
    const { payment_intent: paymentId, amount, metadata } = read.value
    const kept = await checkoutOfPayment(parts.store, paymentId)
    if (kept === undefined) return refusedBefore(noSuch('payment_intent', paymentId, 'payment_intent'))
    const stepped = refund(kept.body, { amount, metadata }, { at: parts.clock.now() })
    if (!stepped.ok) return refusedStep(stepped.error)
    const made = stepped.value.next.refunds.at(-1)!
    const ends = made.next_action?.display_details?.expires_at
    return {
      answer: { status: 200, body: made },
      writes: [
        ...(await writesOf(parts, kept, stepped.value)),
        ...(ends === undefined
          ? []
          : [timerWrite(parts.store, { sessionId: kept.id, what: 'end_refund' }, ends * 1000)]),
      ],
      keepsKey: true,
    }
  }

const stepMessages: Record<StepRefusal['code'], { code?: string; message: string }> = {
  page_closed: {
    message: 'Only Checkout Sessions with a status in ["open"] can be expired.',
  },
  nothing_to_approve: { message: 'This payment does not wait for its owner.' },
  nobody_asked: { message: 'No refund waits for a bank account.' },
  no_voucher: { message: 'This payment does not wait to be paid at a store.' },
  not_paid: {
    code: 'payment_intent_unexpected_state',
    message: 'This PaymentIntent does not have a successful charge to refund.',
  },
  refunded_before: { code: 'charge_already_refunded', message: 'This charge has already been refunded.' },
  disputed_before: { code: 'charge_disputed', message: 'This charge has been charged back.' },
  not_disputable: { message: 'Payments of this kind cannot be disputed.' },
  no_open_dispute: { message: 'This charge has no open dispute.' },
  refund_too_large: {
    message: 'Refund amount is greater than the unrefunded amount on the charge.',
  },
}

const refusedStep = ({ code }: StepRefusal): Worked => ({
  answer: errorAnswer(400, { type: 'invalid_request_error', ...stepMessages[code] }),
  writes: [],
  keepsKey: true,
})

type KeptAnswer = { readonly fingerprint: string; readonly answer: ApiAnswer }

export type Keyed = ApiAnswer & { readonly replayed: boolean }

/**
 * Does a write request once per Idempotency-Key: the same again within 24 hours gets the first answer; other content
 * under the key is a 400; two at the same time, the later is a 409 and may be sent again.
 */
export async function once(
  { store, clock }: StandInParts,
  request: { readonly key: string | undefined; readonly path: string; readonly body: string },
  work: Work,
): Promise<Keyed> {
  const at = clock.now()
  const { key, path, body } = request
  if (key === undefined) {
    const { answer, writes } = await work(body)
    return (await store.commit(writes)) === 'stored' ? { ...answer, replayed: false } : inUse
  }
  const fingerprint = hash(`${path}\n${body}`)
  const id = `idempotency_${hash(key)}`
  const known = await store.find<KeptAnswer>('idempotency', id)
  const isKept = known !== undefined && at - known.createdAt < dayMs
  if (isKept)
    return known.body.fingerprint === fingerprint ? { ...known.body.answer, replayed: true } : otherContent
  const { answer, writes, keepsKey } = await work(body)
  if (!keepsKey) return { ...answer, replayed: false }
  const row = { kind: 'idempotency', id, body: { fingerprint, answer }, at }
  const keep = known ? store.replaceWrite({ ...row, version: known.version }) : store.insertWrite(row)
  return (await store.commit([keep, ...writes])) === 'stored' ? { ...answer, replayed: false } : inUse
}

const inUse: Keyed = {
  ...errorAnswer(409, {
    type: 'idempotency_error',
    code: 'idempotency_key_in_use',
    message: 'There is currently another in-progress request using this Idempotent Key.',
  }),
  replayed: false,
}

const otherContent: Keyed = {
  ...errorAnswer(400, {
    type: 'idempotency_error',
    message:
      'Keys for idempotent requests can only be used with the same parameters they were first used with.',
  }),
  replayed: false,
}

const hash = (text: string): string => sha256Hex(text).slice(0, 40)
