import { assert } from '../platform/assert.ts'
import type { Clock } from '../platform/clock.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import type { OfficeRefusal } from './errors.ts'
import type { Ledger, PayoutRow, SettlementStore } from './ports.ts'

export type ReturnParts = {
  readonly store: Pick<SettlementStore, 'findPayout' | 'returnWrites'>
  readonly ledger: Pick<Ledger, 'returnPayout'>
  readonly clock: Clock
}

export type Returned = {
  readonly payoutId: string
  /** What the bank said. */
  readonly reason: string
  readonly returnedBy: string
  readonly key: string
}

/**
 * Enters that a bank sent a payout back (組戻し): all of it is owed to the shop again, and waits until the shop has
 * corrected or confirmed its bank account. Nothing is paid by this: the next plan is approved like any other. The same
 * key again answers the same. Refuses reason_missing, payout_not_found, payout_returned_before, key_used, return_refused.
 */
export async function returnPayout(
  { store, ledger, clock }: ReturnParts,
  returned: Returned,
): Promise<Result<PayoutRow, OfficeRefusal>> {
  const { payoutId, reason, returnedBy, key } = returned
  if (reason.trim() === '') return refuse({ code: 'reason_missing', field: 'reason' })
  const payout = await store.findPayout(payoutId)
  if (payout === undefined) return refuse({ code: 'payout_not_found' })
  const entered = await ledger.returnPayout({
    key: { scope: `staff:${returnedBy}`, key },
    payoutJournalId: payout.payoutJournalId,
    reason,
    alongside: ({ journalId }) =>
      store.returnWrites({ payoutId, journalId, reason, returnedBy, at: clock.now() }),
  })
  if (!entered.ok) return refuse(refusalOf(entered.error))
  const row = await store.findPayout(payoutId)
  assert(row !== undefined && row.returned !== null, 'what was entered is there')
  return ok(row)
}

function refusalOf(error: { code: string; firstCode?: string; field?: string }): OfficeRefusal {
  if (error.code === 'key_reused_with_other_content')
    return { code: 'key_used', field: error.field === 'reason' ? 'reason' : 'id' }
  // A key that was refused stays refused, for the same reason.
  const ledgerCode = error.firstCode ?? error.code
  return ledgerCode === 'payout_returned_before'
    ? { code: 'payout_returned_before' }
    : { code: 'return_refused', ledgerCode }
}
