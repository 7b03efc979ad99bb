import { ok, refuse, type Result } from '../platform/result.ts'
import type { OfficeRefusal } from './errors.ts'
import type { Shown, StaffRequest } from './four-eyes.ts'

/** Money for a pot, asked for by one person and let go by another. */
export type IssueAsked = { readonly potId: string; readonly amountYen: number; readonly reason: string }

export type IssueRequest = Shown<StaffRequest<IssueAsked>>

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
  request: Pick<IssueAsked, 'amountYen' | 'reason'>,
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
