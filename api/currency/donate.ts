import { assert } from '../platform/assert.ts'
import { ok, refuse } from '../platform/result.ts'
import { merchant, wallet } from './account.ts'
import type { Part } from './allocation.ts'
import { nothingElse } from './decision.ts'
import type { Context, Outcome } from './decision.ts'
import type { LedgerRefusal } from './errors.ts'
import { sumByFund } from './fund.ts'
import { journal } from './journal.ts'
import type { Entry } from './journal.ts'
import { refuseSingle, refuseSpent, spendingOf } from './limits.ts'
import type { By } from './limits.ts'
import { paidLots } from './lot.ts'
import { refuseWallet, takeFrom } from './pay.ts'
import type { Payer } from './pay.ts'
import type { MerchantName } from './ports.ts'
import { receiptLot } from './receipt.ts'
import type { ReceiptLot } from './receipt.ts'

/** What people give to (寄付先): an organisation that was admitted as a merchant, and what it does with the money. */
export type Cause = {
  readonly causeId: string
  readonly name: MerchantName
  readonly purpose: MerchantName
  /** Undefined as long as it takes donations. */
  readonly endedAt?: number | undefined
}

/** A cause as a decision sees it; `open`: it has not ended, and its organisation takes money now. */
export type CauseStanding = {
  readonly id: string
  readonly merchantAccountId: string
  readonly open: boolean
}

/** The donation that a journal is. */
export type NewDonation = {
  readonly walletId: string
  readonly causeId: string
  readonly amountYen: number
}

export type DonateCommand = By & {
  readonly walletId: string
  readonly causeId: string
  readonly amountYen: number
}

export type DonateState = Payer & { readonly cause: CauseStanding | undefined }

/** The answer to a donation: what left the wallet, for what. */
export type DonationReceipt = {
  readonly donationId: string
  readonly causeId: string
  readonly amountYen: number
  readonly donatedAt: number
  /** In the order in which they were taken. */
  readonly lots: readonly ReceiptLot[]
}

/** A donation as it was stored. */
export type StoredDonation = DonationReceipt & { readonly walletId: string; readonly cause: Cause }

/** A donation as the wallet that gave it reads it. */
export type DonationView = Omit<DonationReceipt, 'causeId'> & { readonly cause: Cause }

/**
 * A holder gives paid money to a cause (寄付). Free money was given by a town to be spent in its shops, and stays with the
 * person. A donation is spending: it is held to the limits of payments.
 */
export function decideDonate(
  state: DonateState,
  command: DonateCommand,
  context: Context,
): Outcome<DonationReceipt> {
  const { amountYen } = command
  const refused =
    refuseSingle(amountYen, command, context) ??
    refuseWallet(state.wallet) ??
    refuseCause(state.cause) ??
    refuseSpent(state.spent, amountYen, command, context)
  if (refused) return refused
  const { wallet: giver, cause } = state
  assert(giver !== undefined && cause !== undefined, 'who is not there was refused')
  const taken = takeFrom(paidLots(giver.lots, context.at), amountYen)
  if (!taken.ok) return taken
  return ok({
    ...donationOf({ walletId: giver.id, cause, taken: taken.value, amountYen }, context),
    spending: spendingOf(giver.id, amountYen, command, context),
  })
}

function refuseCause(cause: CauseStanding | undefined): ReturnType<typeof refuse<LedgerRefusal>> | null {
  if (cause === undefined) return refuse({ code: 'cause_not_found', field: 'causeId' })
  return cause.open ? null : refuse({ code: 'cause_not_open', field: 'causeId' })
}

type Giving = {
  readonly walletId: string
  readonly cause: CauseStanding
  readonly taken: readonly Part[]
  readonly amountYen: number
}

function donationOf({ walletId, cause, taken, amountYen }: Giving, context: Context) {
  const id = context.ids.next()
  const entries: Entry[] = taken.map((part) => ({
    account: wallet(walletId),
    fundId: part.fundId,
    lotId: part.id,
    amountYen: -part.amountYen,
  }))
  for (const [fundId, yen] of sumByFund(taken))
    entries.push({ account: merchant(cause.merchantAccountId), fundId, lotId: null, amountYen: yen })
  const donation = { walletId, causeId: cause.id, amountYen }
  return {
    ...nothingElse,
    journal: journal({ id, kind: 'donate', at: context.at, entries }),
    body: donation,
    donation,
    answer: {
      donationId: id,
      causeId: cause.id,
      amountYen,
      donatedAt: context.at,
      lots: taken.map(receiptLot),
    },
  }
}
