import { assert } from '../platform/assert.ts'
import { ok, refuse } from '../platform/result.ts'
import type { Result } from '../platform/result.ts'
import { merchant, wallet } from './account.ts'
import { allocate, eligibleLots, totalYen } from './allocation.ts'
import type { Part } from './allocation.ts'
import { nothingElse } from './decision.ts'
import type { Context, Decision, Outcome } from './decision.ts'
import { sumByFund } from './fund.ts'
import { journal } from './journal.ts'
import type { Entry } from './journal.ts'
import { refuseSingle, refuseSpent, spendingOf } from './limits.ts'
import type { By, Spent } from './limits.ts'
import type { Lot, PlaceOfUse } from './lot.ts'
import type { LedgerRefusal } from './errors.ts'
import { receiptOf } from './receipt.ts'
import type { Receipt } from './receipt.ts'
import { claimsNoSale, type SaleEnd } from './sale-code.ts'

/** A wallet as a decision sees it. */
export type WalletState = {
  readonly id: string
  readonly closed: boolean
  readonly frozen: boolean
  /** Set aside by holds that have not ended; it is in none of the `lots`. */
  readonly heldYen: number
  /** Of top-ups that are disputed; it is in none of the `lots`, and of it what is held only in `heldYen`. */
  readonly disputedYen: number
  /** Every lot with something left that is neither held nor disputed, spendable or not. */
  readonly lots: readonly Lot[]
}

/** A merchant as the ledger sees it: where it is, what it is, whether it takes payments now. */
export type MerchantStanding = PlaceOfUse & { readonly accountId: string; readonly open: boolean }

/** What a scanned code says now: whom it pays, and how much where it was made for one sale. */
export type ScannedCode = {
  readonly merchantId: string
  readonly amountYen: number | null
  /** The reference of the one sale that it is good for; none of a printed board. */
  readonly sale?: string | null | undefined
  /** How that sale ended, if it did. */
  readonly end?: SaleEnd | undefined
}

/**
 * What the payer saw before they pressed. It is no part of what a key stands for: it says when a payment that was not made
 * yet is not to be made, and one that was made is answered again whatever the wallet holds by now.
 */
export type Seen = {
  /** The text of the code that was scanned. */
  readonly code?: string | undefined
  /** From which lots it was to be paid, in their order. */
  readonly lots?: readonly { readonly lotId: string; readonly amountYen: number }[] | undefined
}

export type PayCommand = By & {
  readonly walletId: string
  readonly merchantId: string
  readonly amountYen: number
  readonly seen?: Seen | undefined
}

/** A wallet that is to pay, with what it spent before in this Japanese day and month. */
export type Payer = { readonly wallet: WalletState | undefined; readonly spent: Spent }

export type PayState = Payer & {
  readonly merchant: MerchantStanding | undefined
  /** What the code that the payer saw says now; null: nothing any more. */
  readonly scanned?: ScannedCode | null | undefined
}

/** A wallet pays a merchant from its eligible lots, the soonest to expire first. */
export function decidePay(state: PayState, command: PayCommand, context: Context): Outcome<Receipt> {
  const { amountYen } = command
  const refused = refuseSingle(amountYen, command, context) ?? refuseWallet(state.wallet)
  if (refused) return refused
  const { wallet: payer, merchant: payee } = state
  assert(payer !== undefined, 'a wallet that is not there was refused')
  const unfit =
    refuseMerchant(payee) ??
    refuseCode(state.scanned, command) ??
    refuseSpent(state.spent, amountYen, command, context)
  if (unfit) return unfit
  assert(payee !== undefined, 'a merchant that is not there was refused')
  const taken = takeFrom(eligibleLots(payer.lots, payee, context.at), amountYen)
  if (!taken.ok) return taken
  const changed = refuseChanged(taken.value, command)
  if (changed) return changed
  return ok({
    ...paymentOf(payer.id, payee, taken.value, context),
    salePaid: state.scanned?.sale ?? null,
    spending: spendingOf(payer.id, amountYen, command, context),
  })
}

/** The parts that make up the amount, or how much could be spent instead. */
export function takeFrom(eligible: readonly Lot[], amountYen: number): Result<Part[], LedgerRefusal> {
  const taken = allocate(eligible, amountYen)
  return taken === null
    ? refuse({ code: 'insufficient_funds', field: 'amountYen', spendableYen: sumOfLots(eligible) })
    : ok(taken)
}

/** A shop that is not there or takes no payments now is paid by nobody. */
export function refuseMerchant(
  payee: MerchantStanding | undefined,
): ReturnType<typeof refuse<LedgerRefusal>> | null {
  if (payee === undefined) return refuse({ code: 'merchant_not_found', field: 'merchantId' })
  return payee.open ? null : refuse({ code: 'merchant_not_open', field: 'merchantId' })
}

/**
 * A code that is over pays nothing; nor does one that says another shop or amount than the payment, or whose sale ended.
 * Whoever presses and says that it is a sale's names it; a quote is asked for before anything is pressed.
 */
function refuseCode(
  code: ScannedCode | null | undefined,
  { merchantId, amountYen, codeKind, seen }: PayCommand,
): ReturnType<typeof refuse<LedgerRefusal>> | null {
  if (code === null) return refuse({ code: 'payment_code_ended', field: 'code' })
  if (seen !== undefined && claimsNoSale(codeKind, code))
    return refuse({ code: 'payment_code_other', field: 'code' })
  if (code === undefined) return null
  const isOther = code.merchantId !== merchantId || (code.amountYen ?? amountYen) !== amountYen
  if (isOther) return refuse({ code: 'payment_code_other', field: 'code' })
  if (code.end === undefined) return null
  return refuse({ code: code.end.what === 'paid' ? 'sale_code_paid' : 'sale_code_withdrawn', field: 'code' })
}

/** Nothing is paid from other lots than the payer saw: told with those that would pay now. */
function refuseChanged(
  taken: readonly Part[],
  { seen }: PayCommand,
): ReturnType<typeof refuse<LedgerRefusal>> | null {
  if (seen?.lots === undefined) return null
  const isSame =
    seen.lots.length === taken.length &&
    seen.lots.every(({ lotId, amountYen }, at) => {
      const part = taken[at]
      return part !== undefined && part.id === lotId && part.amountYen === amountYen
    })
  const lots = taken.map(({ id, amountYen }) => ({ lotId: id, amountYen }))
  return isSame ? null : refuse({ code: 'payment_changed', field: 'lots', lots })
}

/** The journal that takes these parts of a wallet and gives them to a merchant, with its receipt. */
export function paymentOf(
  walletId: string,
  payee: MerchantStanding,
  taken: readonly Part[],
  context: Context,
): Decision<Receipt> {
  const amountYen = totalYen(taken)
  const id = context.ids.next()
  const entries: Entry[] = taken.map((part) => ({
    account: wallet(walletId),
    fundId: part.fundId,
    lotId: part.id,
    amountYen: -part.amountYen,
  }))
  for (const [fundId, yen] of sumByFund(taken))
    entries.push({ account: merchant(payee.accountId), fundId, lotId: null, amountYen: yen })
  return {
    ...nothingElse,
    journal: journal({ id, kind: 'pay', at: context.at, entries }),
    body: { walletId, merchantId: payee.id, amountYen },
    payment: { walletId, merchantAccountId: payee.accountId, amountYen, taken },
    answer: receiptOf({ paymentId: id, walletId, merchantId: payee.id, paidAt: context.at, taken }),
  }
}

/** A wallet that is not there, closed or frozen moves nothing. */
export function refuseWallet(
  state: WalletState | undefined,
): ReturnType<typeof refuse<LedgerRefusal>> | null {
  if (state === undefined) return refuse({ code: 'wallet_not_found' })
  if (state.closed) return refuse({ code: 'account_closed' })
  if (state.frozen) return refuse({ code: 'wallet_frozen' })
  return null
}

export const sumOfLots = (lots: readonly Lot[]): number =>
  lots.reduce((sum, lot) => sum + lot.remainingYen, 0)
