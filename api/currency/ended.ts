import { assert } from '../platform/assert.ts'
import { ok, refuse } from '../platform/result.ts'
import { pot, systemAccounts, wallet } from './account.ts'
import { nothingElse } from './decision.ts'
import type { Context, Decision, Outcome } from './decision.ts'
import { journal } from './journal.ts'
import { isValid } from './lot.ts'

/** A lot by itself, with what is left of it that nobody holds. */
export type LoneLot = {
  readonly id: string
  readonly walletId: string
  readonly fundId: string
  /** The pot that funded it; null for paid money. */
  readonly potId: string | null
  readonly validUntilAt: number
  readonly issuedYen: number
  readonly freeYen: number
  /** Its top-up is disputed, or the dispute was lost. */
  readonly isFrozen: boolean
}

/** The journal that a top-up made, as voiding it sees it. */
export type ToppedUp = { readonly journalId: string; readonly lot: LoneLot }

export type VoidTopUpCommand = {
  readonly topUpJournalId: string
  /** Why, in the words of who decided it: part of the record. */
  readonly reason: string
}

/** The answer to a top-up that was undone. */
export type VoidedTopUp = {
  readonly journalId: string
  readonly topUpJournalId: string
  readonly walletId: string
  readonly amountYen: number
}

/**
 * What is left of a lot after its end goes back to its own fund: free money to the pot it came from, paid money to the
 * issuer's `breakage`. Undefined while there is nothing to take. A refund may fill an ended lot again; then it is taken
 * again.
 */
export function decideLotExpiry(lot: LoneLot, context: Context): Decision<null> | undefined {
  const { freeYen: amountYen, fundId, walletId } = lot
  if (isValid(lot, context.at) || amountYen === 0) return undefined
  const to = lot.potId === null ? systemAccounts.breakage : pot(lot.potId)
  const entries = [
    { account: wallet(walletId), fundId, lotId: lot.id, amountYen: -amountYen },
    { account: to, fundId, lotId: null, amountYen },
  ]
  return {
    ...nothingElse,
    journal: journal({ id: context.ids.next(), kind: 'expire', at: context.at, entries }),
    body: { walletId, lotId: lot.id, amountYen },
    answer: null,
  }
}

/**
 * Undoes a top-up that failed or was wrong, while all of it is still there: it leaves the wallet for the card company,
 * which gives it back to the card. Spent money is no matter of undoing.
 */
export function decideVoidTopUp(
  state: { readonly toppedUp: ToppedUp | undefined },
  command: VoidTopUpCommand,
  context: Context,
): Outcome<VoidedTopUp> {
  const { toppedUp } = state
  if (toppedUp === undefined) return refuse({ code: 'top_up_not_found', field: 'topUpJournalId' })
  const { id: lotId, walletId, fundId, potId, issuedYen: amountYen, freeYen, isFrozen } = toppedUp.lot
  assert(potId === null, 'cards fill no pots')
  // The card company has the money of a disputed one already, or will decide on it.
  if (isFrozen) return refuse({ code: 'top_up_not_whole', leftYen: 0 })
  if (freeYen < amountYen) return refuse({ code: 'top_up_not_whole', leftYen: freeYen })
  const made = journal({
    id: context.ids.next(),
    kind: 'void',
    at: context.at,
    entries: [
      { account: wallet(walletId), fundId, lotId, amountYen: -amountYen },
      { account: systemAccounts.cardClearing, fundId, lotId: null, amountYen },
    ],
  })
  const { topUpJournalId, reason } = command
  return ok({
    ...nothingElse,
    journal: made,
    parentId: topUpJournalId,
    body: { walletId, lotId, amountYen, reason },
    answer: { journalId: made.id, topUpJournalId, walletId, amountYen },
  })
}
