import type { Clock } from '../platform/clock.ts'
import { addressRemoved, type DeliverySettings, nextStep, type PostAnswer } from './delivery.ts'
import type { Message, Recipient } from './message.ts'
import type { MessageStore, Step, Tracked } from './ports.ts'

/** One way that messages travel: where a recipient is on it, and how a message is handed over there. */
export type Carrier<Address> = {
  readonly addressOf: (recipient: Recipient) => Promise<Address | undefined>
  /** It answers whatever happens. */
  readonly hand: (to: Address, message: Message) => Promise<PostAnswer>
  readonly settings: DeliverySettings
}

export type AttemptParts = { readonly store: Pick<MessageStore, 'take'>; readonly clock: Clock }

/** The step that follows those already taken. */
export const stepAfter = (message: Message, steps: number, at: number): Omit<Step, 'state'> => ({
  messageId: message.id,
  number: steps + 1,
  reason: null,
  at,
})

/** One attempt; true where no other message would fare better on this way now. */
export async function attempt<Address>(
  parts: AttemptParts,
  carrier: Carrier<Address>,
  tracked: Tracked,
): Promise<boolean> {
  const { store, clock } = parts
  const { settings } = carrier
  const { message, steps, attempts } = tracked
  const begunAt = clock.now()
  const step = stepAfter(message, steps, begunAt)
  const to = await carrier.addressOf(message.recipient)
  if (to === undefined) {
    await store.take({ ...step, state: 'dropped', reason: addressRemoved })
    return false
  }
  if (begunAt > message.createdAt + settings.givenUpAfterMs) {
    await store.take({ ...step, state: 'given_up', reason: tracked.reason ?? 'too_late' })
    return false
  }
  // Said before it is sent: another process keeps away, and whoever dies in between leaves a mark.
  const begun = await store.take({ ...step, state: 'begun', dueAt: begunAt + settings.attemptMs })
  if (begun === 'lost') return false
  const answer = await carrier.hand(to, message)
  await note(parts, message, { answer, number: steps + 2, attempts: attempts + 1, settings })
  return answer.what === 'later' && answer.isServerAway
}

type Answered = {
  readonly answer: PostAnswer
  readonly number: number
  readonly attempts: number
  readonly settings: DeliverySettings
}

/** Notes what was answered. Lost where the attempt took so long that another process began one: that one notes. */
async function note(
  { store, clock }: AttemptParts,
  { id, createdAt }: Message,
  { answer, number, attempts, settings }: Answered,
): Promise<void> {
  const now = clock.now()
  const next = nextStep(answer, { attempts, createdAt, now }, settings)
  await store.take({
    messageId: id,
    number,
    state: next.state,
    reason: next.reason,
    at: now,
    ...(next.state === 'put_off' ? { dueAt: next.dueAt } : {}),
  })
}
