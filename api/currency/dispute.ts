import { assert } from '../platform/assert.ts'
import { ok, refuse } from '../platform/result.ts'
import { systemAccounts, wallet } from './account.ts'
import type { AccountRef } from './account.ts'
import { nothingElse, nothingHeld } from './decision.ts'
import type { Context, HoldOutcome, Outcome } from './decision.ts'
import type { ToppedUp } from './ended.ts'
import { reserveFundId } from './fund.ts'
import { journal } from './journal.ts'
import type { Entry } from './journal.ts'

/** How a dispute ends: the issuer keeps the money, or the card company takes all of it back. */
export type DisputeEnd = 'won' | 'lost'

/**
 * A payer tells their card company that a top-up was not theirs (異議申し立て). From then on what is left of it is
 * frozen: nobody spends it and no job takes it, until the card company has decided.
 */
export type NewDispute = {
  readonly id: string
  readonly topUpJournalId: string
  readonly lotId: string
  readonly walletId: string
  /** The whole top-up, or what of it had not gone back to the card. */
  readonly amountYen: number
}

/** How a dispute ended; of a lost one what was taken from the wallet and what the payer owes the issuer. */
export type DisputeClosing = {
  readonly disputeId: string
  readonly how: DisputeEnd
  readonly takenYen: number
  readonly receivableYen: number
}

/** A dispute as it stands. */
export type DisputeState = {
  readonly id: string
  readonly toppedUp: ToppedUp
  readonly amountYen: number
  /** What shops gave back of it to the card, and the card did not send back. */
  readonly toCardYen: number
  /** Null while the card company has not decided. */
  readonly how: DisputeEnd | null
}

/** The answer to a dispute that was opened: what is frozen at this moment, and what was spent. */
export type DisputeReceipt = {
  readonly disputeId: string
  readonly walletId: string
  readonly amountYen: number
}

/** Freezes what is left of a top-up, however much of it is disputed. No yen moves. */
export function decideDispute(
  state: { readonly toppedUp: ToppedUp | undefined; readonly isDisputed: boolean },
  command: {
    readonly disputeId: string
    readonly topUpJournalId: string
    /** All of it, where nobody says how much. */
    readonly amountYen?: number | undefined
  },
  context: Context,
): HoldOutcome<DisputeReceipt> {
  const { toppedUp } = state
  if (toppedUp === undefined) return refuse({ code: 'top_up_not_found', field: 'topUpJournalId' })
  if (state.isDisputed) return refuse({ code: 'top_up_disputed_before', field: 'topUpJournalId' })
  const { id: lotId, walletId, issuedYen } = toppedUp.lot
  const { disputeId: id, topUpJournalId, amountYen = issuedYen } = command
  const disputed = { id, topUpJournalId, lotId, walletId, amountYen }
  return ok({
    ...nothingHeld,
    at: context.at,
    disputed,
    answer: { disputeId: id, walletId, amountYen },
  })
}

/**
 * The card company decided. Won: what was frozen is free again, exactly. Lost: the card company has taken back what was
 * disputed, and never what had gone back to the card before; what is left of it leaves the wallet, and what was spent the payer owes the issuer. What a hold holds
 * stays the shop's, and is owed; what comes back to the lot of a lost dispute stays frozen. No wallet goes below zero.
 */
export function decideDisputeEnd(
  state: { readonly dispute: DisputeState | undefined },
  command: { readonly disputeId: string; readonly how: DisputeEnd },
  context: Context,
): Outcome<DisputeClosing> | HoldOutcome<DisputeClosing> {
  const { dispute } = state
  if (dispute === undefined) return refuse({ code: 'dispute_not_found', field: 'disputeId' })
  if (dispute.how !== null)
    return refuse({ code: 'dispute_closed_before', field: 'disputeId', how: dispute.how })
  const { disputeId, how } = command
  if (how === 'won') {
    const closed = { disputeId, how, takenYen: 0, receivableYen: 0 }
    return ok({ ...nothingHeld, at: context.at, closed, answer: closed })
  }
  return ok(chargedBack(dispute, context))
}

function chargedBack({ id: disputeId, toppedUp, amountYen, toCardYen }: DisputeState, context: Context) {
  const { id: lotId, walletId, issuedYen, freeYen, potId } = toppedUp.lot
  assert(potId === null, 'cards fill no pots')
  const backYen = Math.min(amountYen, issuedYen - toCardYen)
  const takenYen = Math.min(freeYen, backYen)
  const receivableYen = backYen - takenYen
  const closed = { disputeId, how: 'lost' as const, takenYen, receivableYen }
  const entries = [
    ofReserve(wallet(walletId), lotId, -takenYen),
    ofReserve(systemAccounts.receivable, null, -receivableYen),
    ofReserve(systemAccounts.cardClearing, null, backYen),
  ].filter((entry) => entry.amountYen !== 0)
  return {
    ...nothingElse,
    journal: journal({ id: context.ids.next(), kind: 'charge_back', at: context.at, entries }),
    parentId: toppedUp.journalId,
    body: { walletId, lotId, disputeId, takenYen, receivableYen },
    closed,
    answer: closed,
  }
}

const ofReserve = (account: AccountRef, lotId: string | null, amountYen: number): Entry => ({
  account,
  fundId: reserveFundId,
  lotId,
  amountYen,
})
