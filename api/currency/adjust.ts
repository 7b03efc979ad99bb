import { assert } from '../platform/assert.ts'
import { ok, refuse } from '../platform/result.ts'
import { systemAccounts, wallet } from './account.ts'
import type { AccountRef } from './account.ts'
import type { Part } from './allocation.ts'
import { nothingElse, refuseAmount } from './decision.ts'
import type { Context, Decision, NewLot, Outcome } from './decision.ts'
import { reserveFundId } from './fund.ts'
import { journal } from './journal.ts'
import type { Entry } from './journal.ts'
import { paidLots } from './lot.ts'
import { endOfDayAfter, refuseGone } from './money-in.ts'
import { takeFrom } from './pay.ts'
import type { WalletState } from './pay.ts'

/** `give`: back to who lost it in the journal that is corrected; `take`: back from who got it. */
export type Direction = 'give' | 'take'

/** Paid money of one wallet that a journal moved, and what is left of that with all that came after it. Signed. */
export type MovedPaid = { readonly walletId: string; readonly ownYen: number; readonly netYen: number }

/** Whose money a correction in this direction moves, and how much of it at most. */
export type Correctable = { readonly walletId: string; readonly leftYen: number }

export type AdjustCommand = {
  readonly journalId: string
  readonly direction: Direction
  readonly amountYen: number
  /** The hash of what was approved. */
  readonly approvedHash: string
}

export type AdjustState = {
  readonly correctable: Correctable | undefined
  readonly wallet: WalletState | undefined
}

/** The correction that a journal is; the amount is signed: what the wallet holds more. */
export type NewAdjustment = {
  readonly correctsId: string
  readonly walletId: string
  readonly amountYen: number
  readonly approvedHash: string
}

/** The answer to a correction. Whose wallet it was is not told to who decided it. */
export type AdjustReceipt = {
  readonly adjustmentId: string
  readonly correctsId: string
  readonly direction: Direction
  readonly amountYen: number
  readonly adjustedAt: number
}

/** What of a journal can be corrected in a direction; undefined where it moved no paid money of a wallet that way. */
export function correctableOf(moved: readonly MovedPaid[], direction: Direction): Correctable | undefined {
  const sign = direction === 'give' ? -1 : 1
  const found = moved.find(({ ownYen }) => ownYen * sign > 0)
  return found && { walletId: found.walletId, leftYen: Math.max(0, found.netYen * sign) }
}

/**
 * Corrects a journal (訂正): the issuer gives paid money back to the wallet that lost it there, or takes it back from
 * the wallet that got it; never more than that journal moved, less what was refunded and corrected since. The journal
 * itself stays. Money that is given is the issuer's, put into the bank, and a new lot.
 */
export function decideAdjust(
  { correctable, wallet: holder }: AdjustState,
  command: AdjustCommand,
  context: Context,
): Outcome<AdjustReceipt> {
  const { amountYen, direction } = command
  const refused = refuseAmount(amountYen, context.settings.adjustYenMax)
  if (refused) return refused
  if (correctable === undefined) return refuse({ code: 'nothing_to_adjust', field: 'journalId' })
  const gone = refuseGone(holder)
  if (gone) return gone
  assert(holder !== undefined, 'a wallet that is not there was refused')
  const { leftYen } = correctable
  if (amountYen > leftYen) return refuse({ code: 'adjust_exceeds_moved', field: 'amountYen', leftYen })
  if (direction === 'give') return ok(given(holder.id, command, context))
  const taken = takeFrom(paidLots(holder.lots, context.at), amountYen)
  return taken.ok ? ok(takenBack(holder.id, taken.value, command, context)) : taken
}

function given(walletId: string, command: AdjustCommand, context: Context): Decision<AdjustReceipt> {
  const lot: NewLot = {
    id: context.ids.next(),
    accountId: walletId,
    instrument: 'paid',
    fundId: reserveFundId,
    municipality: null,
    remainingYen: command.amountYen,
    validUntilAt: endOfDayAfter(context.at, context.settings.paidValidDays),
    rule: {},
  }
  const entries = [
    ofReserve(systemAccounts.bank, null, -command.amountYen),
    ofReserve(wallet(walletId), lot.id, command.amountYen),
  ]
  return { ...adjustment(walletId, entries, command, context), newLots: [lot] }
}

function takenBack(
  walletId: string,
  taken: readonly Part[],
  command: AdjustCommand,
  context: Context,
): Decision<AdjustReceipt> {
  const entries = [
    ...taken.map((part) => ofReserve(wallet(walletId), part.id, -part.amountYen)),
    ofReserve(systemAccounts.bank, null, command.amountYen),
  ]
  return adjustment(walletId, entries, command, context)
}

const ofReserve = (account: AccountRef, lotId: string | null, amountYen: number): Entry => ({
  account,
  fundId: reserveFundId,
  lotId,
  amountYen,
})

function adjustment(
  walletId: string,
  entries: readonly Entry[],
  { journalId: correctsId, direction, amountYen, approvedHash }: AdjustCommand,
  context: Context,
): Decision<AdjustReceipt> {
  const id = context.ids.next()
  const signedYen = direction === 'give' ? amountYen : -amountYen
  return {
    ...nothingElse,
    journal: journal({ id, kind: 'adjust', at: context.at, entries }),
    parentId: correctsId,
    body: { walletId, direction, amountYen, approvedHash },
    adjustment: { correctsId, walletId, amountYen: signedYen, approvedHash },
    answer: { adjustmentId: id, correctsId, direction, amountYen, adjustedAt: context.at },
  }
}
