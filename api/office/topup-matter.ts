import { assert } from '../platform/assert.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import type { OfficeRefusal } from './errors.ts'

/**
 * Why an event of the card processor wants a person's eye: a refund came back to the issuer, or a
 * part that a shop or the office sent back to a card, for a wallet that is closed; it says something else than
 * the top-up; nobody here began that top-up; test money reached a live hub, or live money a demonstration.
 */
export const matterKinds = [
  'refund_failed',
  'card_refund_failed',
  'mismatch',
  'unknown_topup',
  'wrong_mode',
] as const
export type MatterKind = (typeof matterKinds)[number]

/** How a matter was ended: the issuer sent the money by bank, or through the processor; or nobody is owed anything. */
export const matterEndings = ['paid_by_bank', 'given_back', 'nothing_owed'] as const
export type MatterEnding = (typeof matterEndings)[number]

export type MatterEnded = {
  readonly how: MatterEnding
  /** When and to whom, or why nothing. */
  readonly reason: string
  readonly endedBy: string
  readonly at: number
}

/** An event that moved nothing here, though money moved elsewhere. Instants in epoch milliseconds. */
export type TopupMatter = {
  /** The processor's id of the event: by it everything about it is found there. */
  readonly id: string
  readonly type: string
  readonly kind: MatterKind
  /** Of a mismatch: what differs. */
  readonly differs: string | null
  /** The top-up whose refund failed, and how much of it that is. */
  readonly topup: { readonly id: string; readonly amountYen: number; readonly method: string } | null
  readonly receivedAt: number
  readonly ended: MatterEnded | null
}

/** What an outcome of the webhook says: its kind, and what stands behind the colon. */
export function matterOf(outcome: string): { readonly kind: MatterKind; readonly about: string | null } {
  const [name, about = null] = outcome.split(':')
  const kind = matterKinds.find((one) => one === name)
  assert(kind !== undefined, `only what is a matter is read as one, and ${outcome} is none`)
  return { kind, about }
}

export type Ending = Omit<MatterEnded, 'at'> & { readonly id: string }

/**
 * Whether it may be ended so now; the same ending of the same person once more is no other one. Refuses matter_not_found,
 * matter_ended_before, reason_missing, in this order.
 */
export function checkEnding(
  matter: TopupMatter | undefined,
  { how, reason, endedBy }: Ending,
): Result<'new' | 'said_again', OfficeRefusal> {
  if (matter === undefined) return refuse({ code: 'matter_not_found' })
  const { ended } = matter
  if (ended !== null)
    return ended.endedBy === endedBy && ended.how === how && ended.reason === reason
      ? ok('said_again')
      : refuse({ code: 'matter_ended_before' })
  return reason.trim() === '' ? refuse({ code: 'reason_missing', field: 'reason' }) : ok('new')
}
