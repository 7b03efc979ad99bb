import type Stripe from 'stripe'
import type { Write } from '../../../db/store.ts'
import { assert } from '../../platform/assert.ts'
import type { Clock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../../platform/result.ts'
import type { Result } from '../../platform/result.ts'
import type { Faults } from './faults.ts'
import { closeDispute, openDispute } from './machine-disputes.ts'
import {
  endRefund,
  lapse,
  lapsesAt,
  payAtStore,
  paysByItself,
  submitStore,
  voucherOf,
} from './machine-konbini.ts'
import type { StoreOrder } from './machine-konbini.ts'
import { answerChallenge, expire, finish, submitCard, submitPayPay } from './machine.ts'
import type { Step, StepRefusal, Stepped } from './machine.ts'
import { newObjectId, secondsOf } from './objects.ts'
import type { Checkout, Happening } from './objects.ts'
import type { Kept, StandInStore } from './repository.ts'
import { findTestCard } from './test-cards.ts'

export type StandInParts = {
  readonly store: StandInStore
  readonly faults: Faults
  readonly clock: Clock
}

/** The version of Stripe's API that the stand-in speaks. */
export const apiVersion = '2026-10-28.endive' satisfies Stripe.LatestApiVersion

/** How often a change that lost a race is made again. */
const attemptsMax = 8

/** What waits and then happens: a page closes, a slow bank answers, a voucher ends or is paid by a test address. */
const timed = {
  expire,
  finish,
  lapse,
  pay_at_store: payAtStore,
  end_refund: (checkout: Checkout) => endRefund(checkout, 'failed'),
}

/** A change that waits. `createdAt` of the row is when. */
type Timer = { readonly sessionId: string; readonly what: keyof typeof timed }

export type Changed = Result<
  Checkout,
  StepRefusal | { readonly code: 'not_found' } | { readonly code: 'busy' }
>

/** What happens on the stand-in's payment pages, stored with its events in one atomic list. */
export function standInPages({ store, faults, clock }: StandInParts) {
  const read = (sessionId: string) => store.find<Checkout>('checkout', sessionId)

  const change = async (
    sessionId: string,
    step: (checkout: Checkout) => Stepped,
    alongside: (step: Step) => readonly Write[] = () => [],
  ): Promise<Changed> => {
    for (let attempt = 0; attempt < attemptsMax; attempt++) {
      const kept = await read(sessionId)
      if (kept === undefined) return refuse({ code: 'not_found' })
      const stepped = step(kept.body)
      if (!stepped.ok) return stepped
      const writes = [
        ...(await writesOf({ store, faults, clock }, kept, stepped.value)),
        ...alongside(stepped.value),
      ]
      if ((await store.commit(writes)) === 'stored') return { ok: true, value: stepped.value.next }
    }
    return refuse({ code: 'busy' })
  }

  /** A slow bank answers later: the answer is put on the list of what waits. */
  const settled = async (sessionId: string, step: (slow: boolean) => (checkout: Checkout) => Stepped) => {
    const delayMs = await faults.use('slow_bank')
    const later = (stepped: Step) =>
      stepped.next.payment?.status === 'processing'
        ? [timerWrite(store, { sessionId, what: 'finish' }, clock.now() + (delayMs ?? 0))]
        : []
    return change(sessionId, step(delayMs !== undefined), later)
  }

  return {
    read: async (sessionId: string) => (await read(sessionId))?.body,
    submitCard: (sessionId: string, typed: string) =>
      settled(
        sessionId,
        (slow) => (checkout) => submitCard(checkout, findTestCard(typed), { at: clock.now(), slow }),
      ),
    /** A voucher is made; its end waits, and of a test address also its payment. */
    submitStore: (sessionId: string, order: StoreOrder, voucherUrl: string) =>
      change(
        sessionId,
        (checkout) => submitStore(checkout, order, { at: clock.now(), voucherUrl }),
        ({ next }) => {
          const endsAt = voucherOf(next)?.expires_at
          if (endsAt === undefined) return []
          const lapsing = timerWrite(store, { sessionId, what: 'lapse' }, lapsesAt(endsAt, order))
          const paying = () => timerWrite(store, { sessionId, what: 'pay_at_store' }, clock.now())
          return paysByItself(order) ? [lapsing, paying()] : [lapsing]
        },
      ),
    payAtStore: (sessionId: string) =>
      change(sessionId, (checkout) => payAtStore(checkout, { at: clock.now() })),
    /** The practice page ends a voucher at once, as its last day would. */
    lapse: (sessionId: string) => change(sessionId, lapse),
    /** The payer of cash answers the mail, and the bank takes it. */
    answerRefund: (sessionId: string) => change(sessionId, (checkout) => endRefund(checkout, 'succeeded')),
    submitPayPay: (sessionId: string, url: string) =>
      change(sessionId, (checkout) => submitPayPay(checkout, url, { at: clock.now() })),
    answerChallenge: (sessionId: string, approved: boolean) =>
      settled(
        sessionId,
        (slow) => (checkout) =>
          answerChallenge(
            checkout,
            { approved, card: findTestCard(checkout.challengedCard ?? '') },
            { at: clock.now(), slow },
          ),
      ),
    expire: (sessionId: string) => change(sessionId, (checkout) => expire(checkout, { at: clock.now() })),
    /** The card's owner disputes the payment of a page. */
    dispute: (sessionId: string) =>
      change(sessionId, (checkout) => openDispute(checkout, { at: clock.now() })),
    /** The card company decides on it. */
    decideDispute: (sessionId: string, how: 'won' | 'lost') =>
      change(sessionId, (checkout) => closeDispute(checkout, how)),
    /** Does what waited until now: closes pages that nobody paid on, lets slow banks answer. */
    runTimers: async () => {
      for (const timer of await store.listUntil<Timer>('timer', clock.now(), 50)) {
        const { sessionId, what } = timer.body
        await change(sessionId, (checkout) => timed[what](checkout, { at: clock.now() }))
        const { id, version, body } = timer
        await store.commit([
          store.replaceWrite({ kind: 'timer_done', id, version, body, at: timer.createdAt }),
        ])
      }
    },
  }
}

export type StandInPages = ReturnType<typeof standInPages>

export const timerWrite = (store: StandInStore, timer: Timer, at: number): Write =>
  store.insertWrite({ kind: 'timer', id: `timer_${newId()}`, body: timer, at })

/** The checkout as it is now, a signpost from its payment to it, and the events to be delivered. */
export async function writesOf(
  { store, faults, clock }: StandInParts,
  kept: Kept<Checkout>,
  { next, happened }: Step,
): Promise<Write[]> {
  const at = clock.now()
  const { id, version, createdAt } = kept
  const writes = [store.replaceWrite({ kind: 'checkout', id, version, body: next, at: createdAt })]
  if (kept.body.payment === null && next.payment !== null)
    writes.push(
      store.insertWrite({ kind: 'signpost', id: next.payment.id, body: { sessionId: kept.id }, at }),
    )
  for (const happening of happened) writes.push(...(await eventWrites({ store, faults }, happening, at)))
  return writes
}

async function eventWrites(
  { store, faults }: Pick<StandInParts, 'store' | 'faults'>,
  happening: Happening,
  at: number,
): Promise<Write[]> {
  const event = {
    id: newObjectId('evt_1'),
    object: 'event',
    api_version: apiVersion,
    created: secondsOf(at),
    data: { object: happening.object },
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type: happening.type,
  }
  const dueAt = at + ((await faults.use('delay')) ?? 0)
  const copies = (await faults.use('duplicate')) === undefined ? 1 : 2
  const deliveries = Array.from({ length: copies }, () =>
    store.deliveryWrite({ id: newId(), eventId: event.id, dueAt }),
  )
  return [store.insertWrite({ kind: 'event', id: event.id, body: event, at }), ...deliveries]
}

/** The session that a payment belongs to. */
export async function checkoutOfPayment(
  store: StandInStore,
  paymentId: string,
): Promise<Kept<Checkout> | undefined> {
  const signpost = await store.find<{ sessionId: string }>('signpost', paymentId)
  if (signpost === undefined) return undefined
  const checkout = await store.find<Checkout>('checkout', signpost.body.sessionId)
  assert(checkout !== undefined, 'a signpost leads to a checkout')
  return checkout
}
