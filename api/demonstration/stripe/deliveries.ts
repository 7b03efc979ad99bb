import type { Clock } from '../../platform/clock.ts'
import type { Faults } from './faults.ts'
import type { DueDelivery, StandInStore } from './repository.ts'
import { signEvent } from './signature.ts'

export type DeliveryParts = {
  readonly store: StandInStore
  readonly faults: Faults
  readonly clock: Clock
  /** Where events go, as an absolute address; `deliver` decides how. */
  readonly webhookUrl: string
  readonly webhookSecret: string
  /** Sends a request; in this process, the hub's own `fetch`. */
  readonly deliver: (request: Request) => Promise<Response>
}

const second = 1_000
const minute = 60 * second
const hour = 60 * minute

/** When a delivery that was not answered with 2xx is sent again; over three days, as Stripe's live mode does. */
const retryAfterMs: readonly number[] = [
  2 * second,
  10 * second,
  minute,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  ...Array.from({ length: 5 }, () => 12 * hour),
]

/** How many deliveries one turn sends. */
const atOnce = 50

/** Status kept for a delivery that nobody answered. */
const unanswered = 0

/** Sends every event that is due, once; what is not taken is put off. Answers how many were taken. */
export async function deliverDue(parts: DeliveryParts): Promise<number> {
  const { store, faults, clock } = parts
  const due = await store.dueDeliveries(clock.now(), atOnce)
  const isReversed = due.length > 1 && (await faults.use('reorder')) !== undefined
  let taken = 0
  for (const delivery of isReversed ? due.toReversed() : due) {
    const status = await send(parts, delivery)
    if (status >= 200 && status < 300) taken++
    await store.commit([resultWrite(parts, delivery, status)])
  }
  return taken
}

function resultWrite({ store, clock }: DeliveryParts, { id, attempt }: DueDelivery, status: number) {
  const wait = retryAfterMs[attempt - 1]
  const isOver = (status >= 200 && status < 300) || wait === undefined
  return isOver
    ? store.deliveredWrite({ id, at: clock.now(), status })
    : store.retryWrite({ id, attempt: attempt + 1, dueAt: clock.now() + wait, status })
}

async function send(parts: DeliveryParts, { eventId }: DueDelivery): Promise<number> {
  const { store, faults, clock, webhookSecret, webhookUrl, deliver } = parts
  const event = await store.find<object>('event', eventId)
  if (event === undefined) return unanswered
  if ((await faults.use('drop')) !== undefined) return unanswered
  const body = JSON.stringify(event.body)
  const request = new Request(webhookUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'stripe-signature': await signEvent(body, webhookSecret, clock.now()),
      'user-agent': 'Stripe/1.0 (stand-in of the demonstration)',
    },
    body,
  })
  try {
    return (await deliver(request)).status
  } catch {
    // As with a broken line: nobody knows whether it arrived, so it is sent again.
    return unanswered
  }
}
