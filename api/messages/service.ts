import type { Clock } from '../platform/clock.ts'
import { sha256Hex } from '../platform/sha256.ts'
import { type DeliverySettings, nextStep, type PostAnswer } from './delivery.ts'
import { letterOf, type Letter, type LetterParts } from './letter.ts'
import { type Message, messageOf } from './message.ts'
import type { AddressStore, Happenings, MessageStore, Post, Step, Tracked } from './ports.ts'

export type MessageParts = {
  readonly store: MessageStore
  readonly addresses: Pick<AddressStore, 'tidy'>
  readonly happenings: Happenings
  /** `shown`: nothing leaves, everybody may read it here. Nothing: no mail server is set, and nothing is told. */
  readonly post: Post | 'shown' | undefined
  readonly clock: Clock
  readonly wordsOf: (language: string) => LetterParts['words']
  readonly origin: () => string
  /** Proves that a link was read at the address with this number. */
  readonly tokenOf: (addressId: string) => string
  readonly settings: DeliverySettings
}

/** How far back is looked for what was not told: at first and each hour far, for what a process left; else near. */
const farMs = 7 * 86_400_000
const nearMs = 15 * 60_000
const farEveryMs = 3_600_000
/** As much as is taken on in one turn. */
const gatheredAtOnce = 200
const sentAtOnce = 20
/** How long an address may wait for its reader, and how long one is kept of a wallet that was closed. */
const unconfirmedMs = 3 * 86_400_000
const closedMs = 86_400_000

/** Gathers what is to be told, and sends it. */
export function messageService(parts: MessageParts) {
  const { store } = parts
  const gather = gatherer(parts)
  return {
    /** One turn of the job: gathers, then sends what is due. Does nothing where nothing can be sent. */
    turn: async (): Promise<void> => {
      if (parts.post === undefined) return
      await gather()
      await sendDue(parts, parts.post)
    },
    /** Whether anything is ever sent or shown here. */
    tells: parts.post !== undefined,
    /** Whether messages are kept to be read here instead of being sent. */
    shows: parts.post === 'shown',
    letter: (message: Message): Letter => letter(parts, message),
    latest: store.latest,
    undelivered: store.undelivered,
    waiting: store.waiting,
    to: store.to,
  }
}

export type Messages = ReturnType<typeof messageService>

function gatherer({ store, addresses, happenings, post, clock }: MessageParts): () => Promise<void> {
  let farAt = Number.NEGATIVE_INFINITY
  return async () => {
    const now = clock.now()
    // A demonstration tells of its last week at once, so that there is something to read.
    const toldFrom = await store.toldFrom(post === 'shown' ? now - farMs : now)
    const isFar = now - farAt >= farEveryMs
    if (isFar) await addresses.tidy({ unconfirmedBefore: now - unconfirmedMs, closedBefore: now - closedMs })
    const untold = await happenings.untold(
      Math.max(toldFrom, now - (isFar ? farMs : nearMs)),
      gatheredAtOnce,
      now,
    )
    for (const happening of untold) await store.add(messageOf(happening, now))
    // What did not fit is far back, too.
    if (isFar && untold.length < gatheredAtOnce) farAt = now
  }
}

async function sendDue(parts: MessageParts, post: Post | 'shown'): Promise<void> {
  for (const tracked of await parts.store.due(parts.clock.now(), sentAtOnce)) {
    const isAway = post === 'shown' ? await show(parts, tracked) : await send(parts, post, tracked)
    // Each of the others would wait just as long for a server that does not answer.
    if (isAway) return
  }
}

async function show({ store, clock }: MessageParts, { message, steps }: Tracked): Promise<false> {
  await store.take({ ...stepAfter(message, steps, clock.now()), state: 'shown' })
  return false
}

const stepAfter = (message: Message, steps: number, at: number): Omit<Step, 'state'> => ({
  messageId: message.id,
  number: steps + 1,
  reason: null,
  at,
})

/** One attempt; true where the server is away. */
async function send(parts: MessageParts, post: Post, tracked: Tracked): Promise<boolean> {
  const { store, clock, settings } = parts
  const { message, steps, attempts } = tracked
  const begunAt = clock.now()
  const step = stepAfter(message, steps, begunAt)
  const to = await store.addressOf(message.recipient)
  if (to === undefined) {
    await store.take({ ...step, state: 'dropped', reason: 'address_removed' })
    return false
  }
  if (begunAt > message.createdAt + settings.givenUpAfterMs) {
    await store.take({ ...step, state: 'given_up', reason: tracked.reason ?? 'too_late' })
    return false
  }
  // Said before it is sent: another process keeps away, and whoever dies in between leaves a mark.
  const begun = await store.take({ ...step, state: 'begun', dueAt: begunAt + settings.attemptMs })
  if (begun === 'lost') return false
  const answer = await post.send({
    to,
    ...letter(parts, message),
    messageId: sha256Hex(message.id).slice(0, 32),
  })
  await note(parts, message, { answer, number: steps + 2, attempts: attempts + 1 })
  return answer.what === 'later' && answer.isServerAway
}

type Answered = { readonly answer: PostAnswer; readonly number: number; readonly attempts: number }

/** Notes what the server said. Lost where the attempt took so long that another process began one: that one notes. */
async function note(
  { store, clock, settings }: MessageParts,
  { id, createdAt }: Message,
  { answer, number, attempts }: Answered,
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

const letter = ({ wordsOf, origin, tokenOf }: MessageParts, message: Message): Letter =>
  letterOf(message, {
    words: wordsOf(message.language),
    origin: origin(),
    token: message.recipient.kind === 'address' ? tokenOf(message.recipient.id) : '',
  })
