import { assert } from '../platform/assert.ts'
import { ok, refuse } from '../platform/result.ts'
import { nothingHeld } from './decision.ts'
import type { Context, HoldOutcome } from './decision.ts'

/** Who stops a wallet (財布を止める) or lets it go: one of its devices, whoever has the printed code, staff. */
export type FrozenBy = 'device' | 'code' | 'staff'

/** A wallet as its stopping sees it. */
export type FreezingState = {
  readonly walletId: string
  readonly closed: boolean
  /** By whom it is stopped; null where it is not. */
  readonly frozenBy: FrozenBy | null
  /** How often it was stopped or let go before. */
  readonly changes: number
}

/** How a wallet was stopped or let go. */
export type NewWalletFreeze = {
  readonly walletId: string
  readonly number: number
  readonly what: 'frozen' | 'thawed'
  readonly by: FrozenBy
  /** The device or the member of staff; null of who had the code. */
  readonly changedBy: string | null
  readonly reason: string
}

export type FreezeReceipt = {
  readonly walletId: string
  readonly what: 'frozen' | 'thawed'
  readonly changedAt: number
}

export type FreezeCommand = Pick<NewWalletFreeze, 'by' | 'changedBy' | 'reason'>

/** Stops a wallet: from now on nothing leaves it. Refuses, in order: wallet_not_found, account_closed, wallet_frozen. */
export function decideFreeze(
  state: FreezingState | undefined,
  command: FreezeCommand,
  context: Context,
): HoldOutcome<FreezeReceipt> {
  if (state === undefined) return refuse({ code: 'wallet_not_found' })
  if (state.closed) return refuse({ code: 'account_closed' })
  if (state.frozenBy !== null) return refuse({ code: 'wallet_frozen' })
  return ok(freezeOf(state, { ...command, what: 'frozen' }, context))
}

/**
 * Lets a stopped wallet go. A device cannot: the one that was lost is one. What staff stopped is let go by staff alone.
 * Refuses, in order: wallet_not_found, account_closed, wallet_not_frozen, wallet_frozen_by_staff.
 */
export function decideThaw(
  state: FreezingState | undefined,
  command: FreezeCommand,
  context: Context,
): HoldOutcome<FreezeReceipt> {
  assert(command.by !== 'device', 'no route lets a device let a wallet go')
  if (state === undefined) return refuse({ code: 'wallet_not_found' })
  if (state.closed) return refuse({ code: 'account_closed' })
  if (state.frozenBy === null) return refuse({ code: 'wallet_not_frozen' })
  if (state.frozenBy === 'staff' && command.by !== 'staff') return refuse({ code: 'wallet_frozen_by_staff' })
  return ok(freezeOf(state, { ...command, what: 'thawed' }, context))
}

function freezeOf(
  { walletId, changes }: FreezingState,
  made: Omit<NewWalletFreeze, 'walletId' | 'number'>,
  { at }: Context,
) {
  return {
    ...nothingHeld,
    at,
    freeze: { walletId, number: changes + 1, ...made },
    answer: { walletId, what: made.what, changedAt: at },
  }
}
