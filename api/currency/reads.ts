import type { LoneLot, ToppedUp } from './ended.ts'
import type { HoldState, NewHold } from './hold.ts'
import type { JournalKind } from './journal.ts'
import type { Instrument, RuleOfUse } from './lot.ts'
import type { Proxy } from './proxy.ts'
import type { TopupMethod } from './topup-method.ts'

/** A stretch of time: from (included) to (not included), epoch ms. */
export type Period = { readonly from: number; readonly to: number }

/** Where a list goes on: the instant and id of the last row that was seen. */
export type Cursor = { readonly at: number; readonly id: string }

/** What a wallet holds of one lot. `spendable` is false once its validity has ended. */
export type HeldLot = {
  readonly lotId: string
  readonly instrument: Instrument
  readonly fundId: string
  readonly municipality: string | null
  readonly remainingYen: number
  readonly validUntilAt: number
  readonly spendable: boolean
  /** Where it may be spent; an empty rule does not restrict. */
  readonly rule: RuleOfUse
}

/** A line of a wallet's activity; `amountYen` is signed: what the wallet holds more. */
export type Activity = {
  readonly journalId: string
  readonly kind: JournalKind
  readonly at: number
  readonly amountYen: number
  /** The payment this line is, or gives back. */
  readonly paymentId: string | null
  readonly merchantAccountId: string | null
  /** The top-up by which this money came, or was taken back. */
  readonly topup: { readonly topupId: string; readonly method: TopupMethod } | null
  /** The proxy of the owner who paid this, or added it. */
  readonly proxy: Pick<Proxy, 'number' | 'relation'> | null
}

/** A shop's Japanese day: payments made that day, and what of them was given back at any time since. */
export type MerchantDay = {
  readonly merchantAccountId: string
  readonly day: string
  readonly payments: number
  readonly amountYen: number
  readonly refundedYen: number
}

/** Where the money of one fund is now. */
export type FundTotals = {
  readonly fundId: string
  readonly municipality: string | null
  /** In wallets: what people can still spend or let end. */
  readonly walletsYen: number
  /** Owed to merchants, rolled up or not. */
  readonly merchantsYen: number
  /** Settled, on its way to the bank. */
  readonly settlementYen: number
  /** Not yet given away. */
  readonly potsYen: number
}

export type RefundLine = {
  readonly refundId: string
  readonly amountYen: number
  readonly refundedAt: number
}

/** Holds of a wallet or of a merchant, the newest first, whether they have ended or not. */
export type HoldReads = {
  readonly findHold: (holdId: string) => Promise<HoldState | undefined>
  readonly holdsOfWallet: (
    walletId: string,
    page: { before?: Cursor; limit: number },
  ) => Promise<readonly HoldState[]>
  readonly holdsOfMerchant: (
    merchantAccountId: string,
    page: { before?: Cursor; limit: number },
  ) => Promise<readonly HoldState[]>
  /** Holds that have not ended though their end has passed, the longest past first. */
  readonly holdsPastEnd: (at: number, limit: number) => Promise<readonly Pick<NewHold, 'id' | 'endsAt'>[]>
}

/** Lots by themselves, for what is done to them rather than by their holder. */
export type EndedReads = {
  /** Lots past their end with something left that is not held, the longest past first. */
  readonly lotsPastEnd: (at: number, limit: number) => Promise<readonly LoneLot[]>
  /** The top-up that this journal is. */
  readonly findTopUp: (journalId: string) => Promise<ToppedUp | undefined>
}

/** Everything that other domains and pages ask of the books. Reads only. */
export type LedgerReads = {
  readonly activity: (walletId: string, page: { before?: Cursor; limit: number }) => Promise<Activity[]>
  readonly refundsOf: (paymentId: string) => Promise<RefundLine[]>
  readonly paidAt: (paymentId: string) => Promise<number | undefined>
  /** Payments per merchant and Japanese day: what public numbers are made of. */
  readonly merchantDays: (period: Period) => Promise<MerchantDay[]>
  readonly fundTotals: () => Promise<FundTotals[]>
}
