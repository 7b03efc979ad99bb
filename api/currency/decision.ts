import type { Ids } from '../platform/ids.ts'
import { refuse } from '../platform/result.ts'
import type { Result } from '../platform/result.ts'
import type { LedgerRefusal } from './errors.ts'
import type { NewAdjustment } from './adjust.ts'
import type { Part } from './allocation.ts'
import type { NewShownCodeUse } from './charge.ts'
import type { NewAccountChange } from './close.ts'
import type { DisputeClosing, NewDispute } from './dispute.ts'
import type { NewDonation } from './donate.ts'
import type { NewWalletFreeze } from './freeze.ts'
import type { HoldResolution, NewHold } from './hold.ts'
import type { Content, WriteKey } from './key.ts'
import type { Journal } from './journal.ts'
import type { Lot } from './lot.ts'
import type { NewSpending } from './limits.ts'
import type { LedgerSettings } from './settings.ts'
import type { NewPurchase } from './purchase.ts'
import type { NewRepayment, RepaymentDeclined, RepaymentGranted } from './repay.ts'
import type { NewTransfer } from './transfer.ts'

/** What every decision is handed beside state and command: the instant, new ids, the issuer's settings. */
export type Context = { readonly at: number; readonly ids: Ids; readonly settings: LedgerSettings }

/** A lot that begins with this journal. */
export type NewLot = Lot & { readonly accountId: string }

/** The payment that this journal is. */
export type NewPayment = {
  readonly walletId: string
  readonly merchantAccountId: string
  readonly amountYen: number
  readonly taken: readonly Part[]
}

/** A wallet that this journal puts money into, and the most that it may hold then. */
export type Filled = { readonly walletId: string; readonly limitYen: number }

/** What this journal gives back of a payment. */
export type PaymentReturn = {
  readonly paymentId: string
  readonly amountYen: number
  /** Positions (0-based, in the order taken) and yen restored to each. */
  readonly restored: readonly { readonly position: number; readonly amountYen: number }[]
}

/**
 * The outcome of a decision: one journal, what it opens or changes beside the balances (which follow from its
 * entries alone), and the answer that the key replays for ever.
 */
export type Decision<Answer> = {
  readonly journal: Journal
  readonly parentId: string | null
  /** What happened, beside the entries: part of the journal's canonical form. */
  readonly body: Readonly<Record<string, string | number | null>>
  readonly newLots: readonly NewLot[]
  readonly payment: NewPayment | null
  /** The code that this payment uses up. */
  readonly codeUse: NewShownCodeUse | null
  /** The reference of the sale whose code it uses up. */
  readonly salePaid: string | null
  readonly returns: PaymentReturn | null
  /** The hold that this journal captures: it is let go of and paid in one. */
  readonly resolved: HoldResolution | null
  /** What it adds to its wallet's day and month. */
  readonly spending: NewSpending | null
  /** The wallet that is held to what a wallet may hold. */
  readonly filled: Filled | null
  /** The transfer between wallets that this journal is. */
  readonly transfer: NewTransfer | null
  /** The donation that this journal is. */
  readonly donation: NewDonation | null
  /** The purchase that this journal is. */
  readonly purchase: NewPurchase | null
  /** The correction that this journal is. */
  readonly adjustment: NewAdjustment | null
  /** The repayment to a holder that this journal is. */
  readonly repaid: RepaymentGranted | null
  /** The dispute that this journal ends. */
  readonly closed: DisputeClosing | null
  readonly answer: Answer
}

/** The outcome of a decision that moves no yen: what is held, frozen or closed changes. */
export type HoldDecision<Answer> = {
  readonly journal: null
  readonly at: number
  readonly placed: NewHold | null
  readonly resolved: HoldResolution | null
  readonly spending: NewSpending | null
  readonly disputed: NewDispute | null
  readonly closed: DisputeClosing | null
  /** The closing or reopening of an account. */
  readonly changed: NewAccountChange | null
  /** The stopping or letting go of a wallet. */
  readonly freeze: NewWalletFreeze | null
  /** A repayment that a holder asks for, or that is declined. */
  readonly asked: NewRepayment | null
  readonly declined: RepaymentDeclined | null
  readonly answer: Answer
}

/** What most journals do not do beside their entries. */
export const nothingElse = {
  parentId: null,
  newLots: [] as NewLot[],
  payment: null,
  codeUse: null,
  salePaid: null,
  returns: null,
  resolved: null,
  spending: null,
  filled: null,
  transfer: null,
  donation: null,
  purchase: null,
  adjustment: null,
  repaid: null,
  closed: null,
}

/** What most decisions that move no yen do not do. */
export const nothingHeld = {
  journal: null,
  placed: null,
  resolved: null,
  spending: null,
  disputed: null,
  closed: null,
  changed: null,
  freeze: null,
  asked: null,
  declined: null,
}

/** A command with the key it came under and the content the key stands for. */
export type Keyed<Command> = { readonly key: WriteKey; readonly content: Content; readonly command: Command }

export type Outcome<Answer> = Result<Decision<Answer>, LedgerRefusal>

export type HoldOutcome<Answer> = Result<HoldDecision<Answer>, LedgerRefusal>

/** Whole, positive yen that every engine holds exactly. */
export const isAmount = (yen: number): boolean => Number.isSafeInteger(yen) && yen > 0

/** Checks an amount that a client chose; null when it may pass. */
export function refuseAmount(
  amountYen: number,
  limitYen: number,
): ReturnType<typeof refuse<LedgerRefusal>> | null {
  if (!isAmount(amountYen)) return refuse({ code: 'amount_not_positive', field: 'amountYen' })
  if (amountYen > limitYen) return refuse({ code: 'amount_above_limit', field: 'amountYen', limitYen })
  return null
}
