import { ok, refuse, type Result } from '../platform/result.ts'
import type { OfficeRefusal } from './errors.ts'
import type { Shown, StaffRequest } from './four-eyes.ts'

/** A correction of what was entered, proposed by one person and let go by another. */
export type AdjustmentAsked = {
  /** What is corrected: the number on the holder's receipt. */
  readonly journalId: string
  /** Back to who lost it there, or back from who got it. */
  readonly direction: 'give' | 'take'
  readonly amountYen: number
  readonly reason: string
}

export type AdjustmentRequest = Shown<StaffRequest<AdjustmentAsked>>

export type AdjustmentSettings = {
  /** How long a proposal may wait, milliseconds; own choice: a correction is of what the proposer has just seen. */
  readonly adjustmentValidMs: number
}

export const defaultAdjustmentSettings: AdjustmentSettings = { adjustmentValidMs: 3 * 86_400_000 }

/**
 * Whether a correction may be proposed. Refuses nothing_to_adjust, amount_out_of_range, reason_missing, in this order;
 * the ledger asks again when it is let go.
 */
export function checkAdjustment(
  { amountYen, reason }: Pick<AdjustmentAsked, 'amountYen' | 'reason'>,
  correctable: { readonly leftYen: number } | undefined,
): Result<null, OfficeRefusal> {
  if (correctable === undefined || correctable.leftYen === 0)
    return refuse({ code: 'nothing_to_adjust', field: 'journalId' })
  const { leftYen: limitYen } = correctable
  if (!Number.isSafeInteger(amountYen) || amountYen < 1 || amountYen > limitYen)
    return refuse({ code: 'amount_out_of_range', field: 'amountYen', limitYen })
  if (reason.trim() === '') return refuse({ code: 'reason_missing', field: 'reason' })
  return ok(null)
}
