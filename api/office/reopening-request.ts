import { ok, refuse, type Result } from '../platform/result.ts'
import type { OfficeRefusal } from './errors.ts'

/** A closed account that one person wants opened again; another lets it go. */
export type ReopeningAsked = { readonly accountId: string; readonly reason: string }

/** How long a proposal may wait, milliseconds; own choice: that of a correction. */
export const reopeningValidMs = 3 * 86_400_000

/**
 * Whether a reopening may be proposed. Refuses account_not_found, account_not_closed, reason_missing, in this order; the
 * ledger asks again when it is let go.
 */
export function checkReopening(
  { reason }: Pick<ReopeningAsked, 'reason'>,
  refusedBy: string | null,
): Result<null, OfficeRefusal> {
  if (refusedBy === 'account_not_found') return refuse({ code: refusedBy, field: 'accountId' })
  if (refusedBy !== null) return refuse({ code: 'account_not_closed', field: 'accountId' })
  return reason.trim() === '' ? refuse({ code: 'reason_missing', field: 'reason' }) : ok(null)
}
