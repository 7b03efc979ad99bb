import { assert } from '../platform/assert.ts'
import { ok, refuse } from '../platform/result.ts'
import { nothingHeld } from './decision.ts'
import type { Context, HoldOutcome } from './decision.ts'
import type { LedgerRefusal } from './errors.ts'

/** An account of a wallet or a merchant as its closing sees it. */
export type ClosingState = {
  readonly accountId: string
  readonly closed: boolean
  /** How often it was closed or opened again before. */
  readonly changes: number
  /** All that is in it: free, held, ended, disputed, or taken in and not yet rolled up. */
  readonly balanceYen: number
  /** What is promised of it or to it and has not ended: holds, disputes, top-ups under way. */
  readonly pending: { readonly holds: number; readonly disputes: number; readonly topUps: number }
}

/** How an account was closed (閉鎖) or opened again (再開). */
export type NewAccountChange = {
  readonly accountId: string
  readonly number: number
  readonly what: 'closed' | 'reopened'
  readonly reason: string
  readonly changedBy: string
  /** Of a reopening: the hash of what somebody else approved. */
  readonly approvedHash: string | null
}

export type AccountChangeReceipt = {
  readonly accountId: string
  readonly what: 'closed' | 'reopened'
  readonly changedAt: number
}

export type CloseCommand = { readonly reason: string; readonly changedBy: string }

/**
 * Closes an account that is empty and owes nobody an end: nobody's yen is behind a door that is locked. A shop is paid out
 * first, a wallet spent first; an issuer that gave the rest back on closing would refund prepaid money.
 */
export function decideClose(
  state: ClosingState | undefined,
  command: CloseCommand,
  context: Context,
): HoldOutcome<AccountChangeReceipt> {
  if (state === undefined) return refuse({ code: 'account_not_found', field: 'accountId' })
  if (state.closed) return refuse({ code: 'account_closed' })
  const { balanceYen, pending } = state
  if (balanceYen !== 0) return refuse({ code: 'account_not_empty', balanceYen })
  if (Object.values(pending).some((count) => count > 0)) return refuse({ code: 'account_in_use', ...pending })
  return ok(changeOf(state, { ...command, what: 'closed', approvedHash: null }, context))
}

/** Opens a closed account again; what it was before stands in its history. */
export function decideReopen(
  state: ClosingState | undefined,
  command: CloseCommand & { readonly approvedHash: string },
  context: Context,
): HoldOutcome<AccountChangeReceipt> {
  const refused = refuseReopen(state)
  if (refused) return refused
  assert(state !== undefined, 'an account that is not there was refused')
  return ok(changeOf(state, { ...command, what: 'reopened' }, context))
}

/** Whether an account can be opened again. Refuses, in order: account_not_found, account_not_closed. */
export function refuseReopen(
  state: ClosingState | undefined,
): ReturnType<typeof refuse<LedgerRefusal>> | null {
  if (state === undefined) return refuse({ code: 'account_not_found', field: 'accountId' })
  return state.closed ? null : refuse({ code: 'account_not_closed', field: 'accountId' })
}

function changeOf(
  { accountId, changes }: ClosingState,
  { what, reason, changedBy, approvedHash }: Omit<NewAccountChange, 'accountId' | 'number'>,
  { at }: Context,
) {
  return {
    ...nothingHeld,
    at,
    changed: { accountId, number: changes + 1, what, reason, changedBy, approvedHash },
    answer: { accountId, what, changedAt: at },
  }
}
