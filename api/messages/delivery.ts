const minutes = (count: number): number => count * 60_000
const hours = (count: number): number => minutes(count * 60)

export type DeliverySettings = {
  /** How long is waited after the first failure, the second …; after the last of them always as long. */
  readonly pausesMs: readonly number[]
  /** How old a message may get before it is given up. */
  readonly givenUpAfterMs: number
  /** How long an attempt is somebody's: a process that died in it is taken for dead afterwards. */
  readonly attemptMs: number
}

/**
 * Five days: RFC 5321 (4.5.4.1) asks a sender to go on for at least four to five. The pauses are our own choice: short
 * ones first, for a server that is started anew or holds up unknown senders.
 */
export const deliverySettings: DeliverySettings = {
  pausesMs: [minutes(1), minutes(5), minutes(30), hours(2), hours(6), hours(12)],
  givenUpAfterMs: hours(5 * 24),
  attemptMs: minutes(10),
}

/** A notice on a phone that is a day late is none. The pauses are our own choice. */
export const pushSettings: DeliverySettings = {
  pausesMs: [minutes(1), minutes(5), minutes(30), hours(2), hours(6)],
  givenUpAfterMs: hours(24),
  attemptMs: minutes(10),
}

/** How a mail server answered. `reason` is a code, never its words: addresses stand in them. */
export type PostAnswer =
  | { readonly what: 'taken' }
  /** Not now: it was away, slow or busy. `isServerAway`: no other message would fare better. */
  | { readonly what: 'later'; readonly reason: string; readonly isServerAway: boolean }
  /** This message never: the address does not exist, or is not let in. */
  | { readonly what: 'never'; readonly reason: string }
  /** Nobody is there any more: a browser that was told to show nothing. */
  | { readonly what: 'gone' }

/** Why a message was dropped. */
export const addressRemoved = 'address_removed'

export type NextStep =
  | { readonly state: 'sent' | 'refused' | 'given_up' | 'dropped'; readonly reason: string | null }
  | { readonly state: 'put_off'; readonly reason: string; readonly dueAt: number }

export type Attempt = {
  /** This one included. */
  readonly attempts: number
  readonly createdAt: number
  readonly now: number
}

/** What becomes of a message once the mail server answered. The last attempt falls on the very end of its time. */
export function nextStep(
  answer: PostAnswer,
  { attempts, createdAt, now }: Attempt,
  { pausesMs, givenUpAfterMs }: DeliverySettings,
): NextStep {
  if (answer.what === 'taken') return { state: 'sent', reason: null }
  if (answer.what === 'gone') return { state: 'dropped', reason: addressRemoved }
  if (answer.what === 'never') return { state: 'refused', reason: answer.reason }
  const endsAt = createdAt + givenUpAfterMs
  if (now >= endsAt) return { state: 'given_up', reason: answer.reason }
  const pauseMs = pausesMs[Math.min(attempts, pausesMs.length) - 1] ?? givenUpAfterMs
  return { state: 'put_off', reason: answer.reason, dueAt: Math.min(now + pauseMs, endsAt) }
}
