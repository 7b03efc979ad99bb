import { ok, refuse, type Result } from '../platform/result.ts'
import type { OfficeRefusal } from './errors.ts'

/**
 * Something that one person asks for and another lets go (四つの目). A request never changes, and a decision names the
 * hash of exactly what was read: what somebody slipped in afterwards was never approved.
 */
export type StaffRequest<Asked> = Asked & {
  readonly id: string
  readonly requestedBy: string
  /** Epoch milliseconds. */
  readonly requestedAt: number
  /** The last instant at which it can be decided; it stands in the request, so that no setting revives an old one. */
  readonly expiresAt: number
  readonly decision: StaffDecision | null
}

export type StaffDecision = {
  readonly approved: boolean
  readonly decidedBy: string
  readonly reason: string
  readonly decidedAt: number
}

/** A request with the hash that a decision has to hand back. */
export type Shown<Request> = Request & { readonly payloadHash: string }

/** The exact payload of a request as a text: what is asked, by whom, until when. Another payload is another text. */
export function payloadText<Asked extends object>(
  kind: string,
  { id, requestedBy, requestedAt, expiresAt, ...request }: StaffRequest<Asked>,
): string {
  const { decision: _, ...asked } = request
  const fields = Object.entries(asked).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([kind, id, requestedBy, requestedAt, expiresAt, fields])
}

/** Whether this is the decision that was made, said once more by the same person: after an answer that got lost. */
export const isSaidAgain = <Asked>(
  { decision, payloadHash }: Shown<StaffRequest<Asked>>,
  said: Pick<StaffDecision, 'approved' | 'decidedBy' | 'reason'> & { readonly payloadHash: string },
): boolean =>
  decision !== null &&
  decision.approved === said.approved &&
  decision.decidedBy === said.decidedBy &&
  decision.reason === said.reason &&
  payloadHash === said.payloadHash

export type DecidedBy = { readonly decidedBy: string; readonly payloadHash: string; readonly at: number }

/**
 * Whether a request may be decided by this person now. Refuses, in order: request_not_found, request_decided,
 * own_request, request_expired, payload_changed.
 */
export function checkDecision<Asked>(
  request: Shown<StaffRequest<Asked>> | undefined,
  by: DecidedBy,
): Result<Shown<StaffRequest<Asked>>, OfficeRefusal> {
  if (request === undefined) return refuse({ code: 'request_not_found' })
  if (request.decision !== null) return refuse({ code: 'request_decided' })
  if (request.requestedBy === by.decidedBy) return refuse({ code: 'own_request' })
  if (by.at > request.expiresAt) return refuse({ code: 'request_expired' })
  if (by.payloadHash !== request.payloadHash) return refuse({ code: 'payload_changed', field: 'payloadHash' })
  return ok(request)
}
