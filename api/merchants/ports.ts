import type { Result } from '../platform/result.ts'
import type { ReviewStep } from './application-review.ts'
import type { BankAccountChange, ChangeStep } from './bank-account-change.ts'
import type { DecidedProfile } from './payout-profile.ts'
import type { Moved } from './statement.ts'
import type { BankAccount, CheckedApplication, CheckedBank, Merchant, MerchantStatus } from './merchant.ts'

/** National holidays. `day` is 'YYYY-MM-DD', Japanese calendar. */
export type Holidays = { readonly isHoliday: (day: string) => boolean }

export type BankBranch = {
  readonly bankCode: string
  readonly bankName: string
  readonly bankKana: string
  readonly branchCode: string
  readonly branchName: string
  readonly branchKana: string
}

/** The list of Japanese banks and branches. `find` answers nothing for a code that does not exist. */
export type BankMaster = {
  readonly find: (bankCode: string, branchCode: string) => Promise<BankBranch | undefined>
  readonly banks: () => Promise<readonly { readonly code: string; readonly name: string }[]>
}

/** The region's towns and stations, from the published content. */
export type Places = {
  /** By municipality code; nothing for a code outside the region. */
  readonly town: (code: string) => Town | undefined
  readonly towns: () => readonly Town[]
  readonly hasStation: (stationId: string) => boolean
}

export type Town = { readonly code: string; readonly nameJa: string; readonly nameEn: string }

/** The people who sign in. */
export type People = {
  /**
   * Somebody who is to sign in with this address; the writes make them. Refuses `email_taken`, or an address that cannot be
   * one.
   */
  readonly newPerson: (person: {
    readonly name: string
    readonly email: string
    readonly password: string
  }) => Promise<
    Result<{ readonly userId: string; readonly writes: readonly Write[] }, { readonly code: string }>
  >
}

/** A write of any domain, not looked into, stored whole with others or not at all. */
export type Write = object

/** A sale as its code names it, at the account of its shop. */
type SaleNamed = { readonly merchantAccountId: string; readonly reference: string }

/** How the code of a sale ended: paid, with what arrived, or taken back. */
export type SaleEnd =
  | { readonly what: 'paid'; readonly paymentId: string; readonly amountYen: number }
  | { readonly what: 'withdrawn' }

/** What the register and the settlement need of the ledger. */
export type Ledger = {
  readonly openMerchantWrites: (accountId: string, municipality: string | null) => readonly Write[]
  /** How the code of a sale ended; undefined while it did not. */
  readonly saleEnd: (sale: SaleNamed) => Promise<SaleEnd | undefined>
  /** Takes the code of a sale back, or tells how it had ended. */
  readonly withdrawSale: (
    sale: SaleNamed & { readonly withdrawnBy: string },
  ) => Promise<{ readonly ok: true; readonly value: SaleEnd } | { readonly ok: false }>
  readonly settle: (command: {
    merchantAccountId: string
    runId: string
    funds: readonly FundShare[]
  }) => Promise<Answer<{ readonly journalId: string }>>
  readonly payout: (command: {
    settleJournalId: string
    runId: string
    alongside: (paid: { readonly journalId: string }) => readonly Write[]
  }) => Promise<Answer<{ readonly journalId: string }>>
}

type Answer<T> = Result<{ readonly answer: T; readonly replayed: boolean }, { readonly code: string }>

/** Yen of one fund: the reserve, or one municipality's pot. */
export type FundShare = { readonly fundId: string; readonly amountYen: number }

/** Yen of one fund with the municipality that funded it; null for money that people had paid in. */
export type FundedYen = FundShare & { readonly municipality: string | null }

/** A payment as the shop sees it: no wallet, no person. */
export type TillPayment = {
  readonly paymentId: string
  readonly amountYen: number
  readonly refundedYen: number
  /** Epoch milliseconds. */
  readonly paidAt: number
}

export type DayTotal = { readonly count: number; readonly amountYen: number; readonly refundedYen: number }

/** Where a list of payments continues: after this instant and, within it, after this payment. */
export type PaymentCursor = { readonly paidAt: number; readonly paymentId: string }

export type DayYen = { readonly day: string; readonly amountYen: number }

/** What the ledger shows of the shops' takings. Instants in epoch milliseconds. */
export type TakingsStore = {
  readonly dayTotal: (accountId: string, from: number, until: number) => Promise<DayTotal>
  readonly latest: (accountId: string, limit: number) => Promise<readonly TillPayment[]>
  /** In the order they came. */
  readonly after: (accountId: string, cursor: PaymentCursor, limit: number) => Promise<readonly TillPayment[]>
  /** Of all shops: payments that were decided since, and those of which something went back since. */
  readonly movedSince: (at: number) => Promise<readonly (TillPayment & { readonly accountId: string })[]>
  /**
   * What every shop holds of each fund from before `cutOffAt`, and of what banks sent back before `returnedUntil` (the
   * same, if it is not said); never more than it holds now.
   */
  readonly holdings: (
    cutOffAt: number,
    returnedUntil?: number,
  ) => Promise<readonly (FundedYen & { readonly accountId: string })[]>
  /** Until when one shop's takings were paid out: the latest that one of its payouts reached, 0 when there was none. */
  readonly paidUntil: (accountId: string) => Promise<number>
  /** Unpaid yen of one shop: per takings day since `from`, and all together. `shiftMs` moves the day's border. */
  readonly unpaid: (
    accountId: string,
    from: number,
    shiftMs: number,
  ) => Promise<{
    readonly balanceYen: number
    readonly days: readonly DayYen[]
    /** What banks sent back, by the day on which that was entered. */
    readonly returned: readonly DayYen[]
  }>
}

/** A payout of a shop, and when the bank sent it back, if it did. */
export type StatementPayout = {
  readonly payoutId: string
  readonly payDay: string
  readonly amountYen: number
  readonly returnedAt: number | null
}

/** What the books show of one shop's month. Instants in epoch milliseconds; `untilAt` is not included. */
export type StatementReads = {
  /** What the shop was owed the moment before. */
  readonly owedBefore: (accountId: string, fromAt: number) => Promise<number>
  /** By takings day and kind of journal. `shiftMs` moves the day's border. */
  readonly moved: (
    accountId: string,
    bounds: { readonly fromAt: number; readonly untilAt: number; readonly shiftMs: number },
  ) => Promise<readonly Moved[]>
  /** Payouts that were let go in this time, the latest first. */
  readonly payouts: (
    merchantId: string,
    bounds: { readonly fromAt: number; readonly untilAt: number },
  ) => Promise<readonly StatementPayout[]>
}

export type Payee = {
  readonly merchantId: string
  readonly accountId: string
  readonly merchantCode: string
  readonly nameJa: string
  readonly municipality: string
  /** In force; null when none is known or what was paid there came back. */
  readonly account: Omit<BankAccount, 'merchantId'> | null
}

/** On which days shops are paid. */
export type ProfileStore = {
  /** In the order of the decisions. */
  readonly payoutProfiles: (merchantId: string) => Promise<readonly DecidedProfile[]>
  readonly allPayoutProfiles: () => Promise<readonly (DecidedProfile & { readonly merchantId: string })[]>
  /** Stores the decision and what it follows from; `lost` where another one was first. */
  readonly addPayoutProfile: (
    profile: DecidedProfile & {
      readonly merchantId: string
      readonly requestId: string
      readonly at: number
    },
    alongside: readonly Write[],
  ) => Promise<'stored' | 'lost'>
}

/** A payout that a bank sent back, while the account it was sent to is still the one in force. */
export type CameBack = { readonly amountYen: number; readonly reason: string; readonly returnedAt: number }

export type NewMerchant = CheckedApplication & {
  readonly id: string
  readonly bankAccountId: string
  readonly appliedAt: number
  readonly demonstration: boolean
}

export type Decision = {
  readonly merchantId: string
  readonly decidedBy: string
  readonly reason: string
  readonly at: number
}

/** What was done about applications. */
export type ReviewStore = {
  /** In the order in which it was done. */
  readonly reviewSteps: (merchantId: string) => Promise<readonly ReviewStep[]>
  /** Fails as a lost race where another step has this number, or it does not follow the one before. */
  readonly reviewStepWrite: (merchantId: string, number: number, step: ReviewStep) => Write
}

/** The register of shops. Writes are stored by `commit`, whole or not at all. */
export type MerchantStore = ProfileStore &
  ReviewStore & {
    readonly find: (id: string) => Promise<Merchant | undefined>
    readonly findByCode: (code: string) => Promise<Merchant | undefined>
    readonly findByAccount: (accountId: string) => Promise<Merchant | undefined>
    readonly inStatus: (status: MerchantStatus) => Promise<readonly Merchant[]>
    readonly memberIds: (merchantId: string) => Promise<readonly string[]>
    readonly ofMember: (userId: string) => Promise<readonly (Merchant & { readonly memberRole: string })[]>
    /** Every shop with an account and the id of its bank account in force; null also where a payout to it came back. */
    readonly payees: (now: number) => Promise<readonly Payee[]>
    /** The account in force: the last whose time has come, and that nobody cancelled. */
    readonly bankAccount: (merchantId: string, now: number) => Promise<BankAccount | undefined>
    readonly findBankAccount: (id: string) => Promise<BankAccount | undefined>
    /** Newest first; empty once the shop has said where its money is to go. */
    readonly cameBack: (merchantId: string, now: number) => Promise<readonly CameBack[]>
    /** Nothing where an account with this id is there. */
    readonly bankAccountWrites: (
      account: CheckedBank & { readonly id: string; readonly merchantId: string; readonly at: number },
    ) => readonly Write[]
    readonly applyWrites: (merchant: NewMerchant, ownerId: string) => readonly Write[]
    /** Fails as a lost race when the application was decided meanwhile. */
    readonly approveWrites: (
      decision: Decision & { readonly code: string; readonly accountId: string },
    ) => readonly Write[]
    readonly refuseWrites: (decision: Decision) => readonly Write[]
    /**
     * `code_taken`: the new merchant code exists; `person_taken`: the new person's address does; `lost_race`: somebody else was
     * first. Other refusals are thrown.
     */
    readonly commit: (
      writes: readonly Write[],
    ) => Promise<'stored' | 'lost_race' | 'code_taken' | 'person_taken'>
  }

/** Changes of bank accounts with their steps. */
export type ChangeStore = {
  readonly findChange: (id: string) => Promise<BankAccountChange | undefined>
  readonly newestChange: (merchantId: string) => Promise<BankAccountChange | undefined>
  /** Every one that is neither in force nor given up, and the newest of all; the newest first. */
  readonly latestChanges: (asked: {
    readonly now: number
    readonly newestMost: number
  }) => Promise<readonly BankAccountChange[]>
  /** `lost`: another was asked for at this moment. */
  readonly addChange: (change: BankAccountChange) => Promise<'stored' | 'lost'>
  /** Adds a step, and with an approval the account that will hold. `lost`: somebody else's step was first. */
  readonly act: (change: BankAccountChange, step: ChangeStep) => Promise<'stored' | 'lost'>
}
