import { ok, refuse, type Result } from '../platform/result.ts'
import type { OfficeRefusal } from './errors.ts'

/**
 * Money for a pot, asked for by one person and let go by another. A request never changes: an approval names it and
 * so is bound to exactly its content.
 */
export type IssueRequest = {
  readonly id: string
  readonly potId: string
  readonly amountYen: number
  readonly reason: string
  readonly requestedBy: string
  /** Epoch milliseconds. */
  readonly requestedAt: number
  readonly decision: IssueDecision | null
}

export type IssueDecision = {
  readonly approved: boolean
  readonly decidedBy: string
  readonly reason: string
  readonly decidedAt: number
}

export type IssueSettings = {
  /** The most one request may ask for, yen; own choice, a guard against a slipped zero. */
  readonly issueYenMax: number
  /** How long a request may wait, milliseconds. */
  readonly requestValidMs: number
}

export const defaultIssueSettings: IssueSettings = {
  issueYenMax: 100_000_000,
  requestValidMs: 7 * 86_400_000,
}

/** Whether money may be asked for. Refuses pot_not_found, amount_out_of_range, reason_missing, in this order. */
export function checkRequest(
  request: Pick<IssueRequest, 'amountYen' | 'reason'>,
  pot: { readonly id: string } | undefined,
  settings: IssueSettings,
): Result<null, OfficeRefusal> {
  const { amountYen, reason } = request
  if (pot === undefined) return refuse({ code: 'pot_not_found', field: 'potId' })
  const inRange = Number.isSafeInteger(amountYen) && amountYen >= 1 && amountYen <= settings.issueYenMax
  if (!inRange)
    return refuse({ code: 'amount_out_of_range', field: 'amountYen', limitYen: settings.issueYenMax })
  if (reason.trim() === '') return refuse({ code: 'reason_missing', field: 'reason' })
  return ok(null)
}

/** Whether this is the decision that was made, said once more by the same person: after an answer that got lost. */
export const isSaidAgain = (
  { decision }: IssueRequest,
  said: Pick<IssueDecision, 'approved' | 'decidedBy' | 'reason'>,
): boolean =>
  decision !== null &&
  decision.approved === said.approved &&
  decision.decidedBy === said.decidedBy &&
  decision.reason === said.reason

/** Whether a request may be decided by this person now. Who asked never decides. */
export function checkIssueDecision(
  request: IssueRequest | undefined,
  by: { readonly decidedBy: string; readonly at: number },
  settings: IssueSettings,
): Result<IssueRequest, OfficeRefusal> {
  if (request === undefined) return refuse({ code: 'request_not_found' })
  if (request.decision !== null) return refuse({ code: 'request_decided' })
  if (request.requestedBy === by.decidedBy) return refuse({ code: 'own_request' })
  if (by.at - request.requestedAt > settings.requestValidMs) return refuse({ code: 'request_expired' })
  return ok(request)
}
