import type { Clock } from '../platform/clock.ts'
import { sha256Hex } from '../platform/sha256.ts'
import { attempt, type Carrier, stepAfter } from './attempt.ts'
import type { DeliverySettings } from './delivery.ts'
import { letterOf, type Letter, type LetterParts, noticeOf } from './letter.ts'
import { type Happening, type Message, messageOf } from './message.ts'
import type {
  AddressStore,
  Happenings,
  MessageStore,
  Post,
  BrowserStore,
  Push,
  PushedBrowser,
} from './ports.ts'

/** What sends notices to browsers, where that is done. */
export type PushParts = {
  readonly push: Push
  /** Of all who asked: holders of wallets, and owners of shops. */
  readonly browsers: BrowserStore
  readonly settings: DeliverySettings
}

export type MessageParts = {
  readonly store: MessageStore
  readonly addresses: Pick<AddressStore, 'tidy'>
  readonly happenings: Happenings
  /** `shown`: nothing leaves, everybody may read it here. Nothing: no mail server is set, and nothing is told. */
  readonly post: Post | 'shown' | undefined
  /** Nothing: no notice is sent to any browser. */
  readonly pushes?: PushParts | undefined
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
      if (parts.post === undefined && parts.pushes === undefined) return
      await gather()
      if (parts.post !== undefined) await sendMail(parts, parts.post)
      if (parts.pushes !== undefined) await sendPushes(parts, parts.pushes)
    },
    /** Whether anything is ever sent or shown here. */
    tells: parts.post !== undefined,
    /** Whether messages are kept to be read here instead of being sent. */
    shows: parts.post === 'shown',
    letter: (message: Message): Letter => letter(parts, message),
    /** Letters, the newest first; what goes to browsers is nobody's to read but their owners'. */
    latest: (limit: number) => store.latest('mail', limit),
    undelivered: (limit: number) => store.undelivered('mail', limit),
    waiting: () => store.waiting('mail'),
    to: store.to,
  }
}

export type Messages = ReturnType<typeof messageService>

function gatherer(parts: MessageParts): () => Promise<void> {
  const { store, happenings, clock } = parts
  let farAt = Number.NEGATIVE_INFINITY
  return async () => {
    const now = clock.now()
    const isFar = now - farAt >= farEveryMs
    if (isFar) await tidy(parts, now)
    const fromAt = now - (isFar ? farMs : nearMs)
    const letters = await untoldLetters(parts, fromAt, now)
    const notices = parts.pushes === undefined ? [] : await happenings.ofPush(fromAt, gatheredAtOnce, now)
    for (const happening of [...letters, ...notices]) await store.add(messageOf(happening, now))
    // What did not fit is far back, too.
    if (isFar && Math.max(letters.length, notices.length) < gatheredAtOnce) farAt = now
  }
}

async function untoldLetters(
  { store, happenings, post }: MessageParts,
  fromAt: number,
  now: number,
): Promise<readonly Happening[]> {
  if (post === undefined) return []
  // A demonstration tells of its last week at once, so that there is something to read.
  const toldFrom = await store.toldFrom(post === 'shown' ? now - farMs : now)
  return happenings.ofMail(Math.max(toldFrom, fromAt), gatheredAtOnce, now)
}

async function tidy({ addresses, pushes }: MessageParts, now: number): Promise<void> {
  const closedBefore = now - closedMs
  await addresses.tidy({ unconfirmedBefore: now - unconfirmedMs, closedBefore })
  await pushes?.browsers.tidy(closedBefore)
}

/** Sends what is due by mail; in a demonstration it is shown. */
async function sendMail(parts: MessageParts, post: Post | 'shown'): Promise<void> {
  const { store, clock, settings } = parts
  const carrier: Carrier<string> = {
    addressOf: store.addressOf,
    hand: (to, message) =>
      // A letter is not handed over where it is shown.
      post === 'shown'
        ? Promise.resolve({ what: 'taken' })
        : post.send({ to, ...letter(parts, message), messageId: sha256Hex(message.id).slice(0, 32) }),
    settings,
  }
  for (const tracked of await store.due('mail', clock.now(), sentAtOnce)) {
    if (post === 'shown')
      await store.take({ ...stepAfter(tracked.message, tracked.steps, clock.now()), state: 'shown' })
    // Each of the others would wait just as long for a server that does not answer.
    else if (await attempt(parts, carrier, tracked)) return
  }
}

/** Sends what is due to browsers. One push service that is away says nothing of the others. */
async function sendPushes(parts: MessageParts, { push, browsers, settings }: PushParts): Promise<void> {
  const { store, clock } = parts
  const carrier: Carrier<PushedBrowser> = {
    addressOf: ({ id }) => browsers.find(id),
    hand: async (to, message) => {
      const answer = await push.send({
        to,
        notice: { ...noticeOf(message, letterParts(parts, message)), language: message.language },
        tag: sha256Hex(message.id).slice(0, 32),
        keptMs: Math.max(message.createdAt + settings.givenUpAfterMs - clock.now(), 0),
      })
      if (answer.what === 'gone') await browsers.forget(to.id)
      return answer
    },
    settings,
  }
  for (const tracked of await store.due('push', clock.now(), sentAtOnce))
    await attempt(parts, carrier, tracked)
}

const letterParts = ({ wordsOf, origin, tokenOf }: MessageParts, message: Message): LetterParts => ({
  words: wordsOf(message.language),
  origin: origin(),
  token: message.recipient.kind === 'address' ? tokenOf(message.recipient.id) : '',
})

const letter = (parts: MessageParts, message: Message): Letter =>
  letterOf(message, letterParts(parts, message))
