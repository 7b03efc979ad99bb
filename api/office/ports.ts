import type { NewPot, PotPeriod, RuleOfUse } from '../currency/index.ts'
import type { DecidedProfile, FeeStanding, FeeTerms, PayoutsDue } from '../merchants/index.ts'
import type { Result } from '../platform/result.ts'
import type { StaffRequest } from './four-eyes.ts'
import type { FundedYen, PlannedFee, PlannedPayout, SettlementPlan } from './settlement-plan.ts'

/** A write of any domain, not looked into, stored whole with others or not at all. */
export type Write = object

/** What the office needs of the shops. */
export type Shops = {
  /** Every shop with an account, open or suspended, with the bank account in force, and what a run has to pay. */
  readonly due: (run: { readonly cutOffAt: number; readonly payDay: string }) => Promise<PayoutsDue>
}

/** What shops paid for being paid out. */
export type FeeStore = {
  /** By the shop's id, for a payout on this bank day; nobody is in it who has paid and got nothing. */
  readonly feeStandings: (payDay: string, terms: FeeTerms) => Promise<ReadonlyMap<string, FeeStanding>>
  readonly feeWrites: (
    fee: Omit<PlannedFee, 'funds'> & {
      readonly journalId: string
      readonly merchantId: string
      readonly settlementId: string
      readonly payDay: string
    },
  ) => readonly Write[]
  /** Answers `lost` where another fee of the shop was first, so that this one is no longer what was planned. */
  readonly takingFeeOnce: <T>(useCase: () => Promise<T>) => Promise<T | 'lost'>
}

type Answer = Promise<
  Result<
    { readonly answer: { readonly journalId: string }; readonly replayed: boolean },
    { readonly code: string }
  >
>

/** What the settlement needs of the ledger. Both answer the first answer again when they are called again. */
export type Ledger = {
  readonly settle: (command: {
    merchantAccountId: string
    runId: string
    funds: readonly { readonly fundId: string; readonly amountYen: number }[]
  }) => Answer
  readonly chargeFee: (command: {
    merchantAccountId: string
    runId: string
    funds: readonly { readonly fundId: string; readonly amountYen: number }[]
    alongside: (taken: { readonly journalId: string }) => readonly Write[]
  }) => Answer
  readonly payout: (command: {
    settleJournalId: string
    runId: string
    alongside: (paid: { readonly journalId: string }) => readonly Write[]
  }) => Answer
  readonly returnPayout: (command: {
    key: { readonly scope: string; readonly key: string }
    payoutJournalId: string
    reason: string
    alongside: (back: { readonly journalId: string }) => readonly Write[]
  }) => Promise<
    Result<unknown, { readonly code: string; readonly firstCode?: string; readonly field?: string }>
  >
}

export type Settlement = {
  readonly id: string
  readonly cutOffAt: number
  readonly payDay: string
  /** As approved. */
  readonly totalYen: number
  readonly payoutCount: number
  readonly planHash: string
  readonly approvedBy: string
  readonly createdAt: number
}

/** What the bank said when it sent a payout back, and when that was entered. */
export type PayoutReturn = { readonly reason: string; readonly returnedAt: number }

/** Where a payout went, in the letters of the bank file. */
export type PayoutRow = {
  readonly payoutId: string
  readonly payoutJournalId: string
  /** Null while nothing is known but that it was sent. */
  readonly returned: PayoutReturn | null
  readonly merchantId: string
  readonly merchantCode: string
  readonly nameJa: string
  readonly municipality: string
  readonly amountYen: number
  /** What the shop paid for it beforehand. */
  readonly feeYen: number
  readonly funds: readonly FundedYen[]
  readonly bankCode: string
  readonly bankNameKana: string
  readonly branchCode: string
  readonly branchNameKana: string
  readonly depositType: number
  readonly accountNumber: string
  readonly holderKana: string
}

export type NewPayout = {
  readonly id: string
  readonly settlementId: string
  readonly planned: PlannedPayout
  readonly settleJournalId: string
  readonly payoutJournalId: string
  readonly at: number
}

/** A pot as the office sees it. */
export type Pot = {
  readonly id: string
  readonly municipality: string
  readonly nameJa: string
  readonly nameEn: string
  readonly balanceYen: number
  /** What was put into it in all. */
  readonly budgetYen: number
  readonly grantedYen: number
  /** Of what it gave: what lies in wallets, not spent yet. */
  readonly outYen: number
  /** Where, when and for what its gifts may be spent. */
  readonly rule: RuleOfUse
  readonly validDays: number
  readonly lastDay: string | null
  readonly endOf: PotPeriod | null
}

export type SettlementStore = FeeStore & {
  readonly find: (id: string) => Promise<(Settlement & { readonly plan: SettlementPlan }) | undefined>
  readonly findByPlan: (planHash: string) => Promise<Settlement | undefined>
  /** The settlement whose cut-off is this one or later, if there is one. */
  readonly sinceCutOff: (cutOffAt: number) => Promise<Settlement | undefined>
  /** Newest first. */
  readonly latest: (limit: number) => Promise<readonly Settlement[]>
  /** In the order of the bank file: by merchant code. */
  readonly payouts: (settlementId: string) => Promise<readonly PayoutRow[]>
  readonly findPayout: (payoutId: string) => Promise<PayoutRow | undefined>
  readonly pots: () => Promise<readonly Pot[]>
  /** `exists`: a settlement of this plan or cut-off is there. */
  readonly insert: (
    settlement: Settlement & { readonly plan: SettlementPlan },
  ) => Promise<'stored' | 'exists'>
  readonly payoutWrites: (payout: NewPayout) => readonly Write[]
  readonly returnWrites: (returned: {
    readonly payoutId: string
    readonly journalId: string
    readonly reason: string
    readonly returnedBy: string
    readonly at: number
  }) => readonly Write[]
}

/** What issuing needs of the ledger; the same key answers the same. */
export type IssueLedger = {
  readonly issue: (command: {
    key: { readonly scope: string; readonly key: string }
    potId: string
    amountYen: number
    /** What was approved: it stands in the journal. */
    approvedHash: string
    alongside: () => readonly Write[]
  }) => Promise<Result<{ readonly replayed: boolean }, { readonly code: string }>>
}

/** What opening a pot needs of the ledger. */
export type PotLedger = {
  /** `lost_race`: there is such a pot already, and nothing was stored. */
  readonly openPot: (pot: NewPot, alongside: () => readonly Write[]) => Promise<'stored' | 'lost_race'>
}

/** What opening a pot needs of the shops. */
export type PotShops = {
  readonly find: (merchantId: string) => Promise<PotShop | undefined>
  readonly findByCode: (merchantCode: string) => Promise<PotShop | undefined>
}

type PotShop = {
  readonly id: string
  readonly code: string | null
  readonly status: string
  readonly closedAt: number | null
  readonly nameJa: string
  readonly nameEn: string
}

/** What correcting needs of the ledger; the same key answers the same. */
export type AdjustmentLedger = {
  readonly correctable: (asked: {
    journalId: string
    direction: 'give' | 'take'
  }) => Promise<{ readonly leftYen: number } | undefined>
  readonly adjust: (command: {
    key: { readonly scope: string; readonly key: string }
    journalId: string
    direction: 'give' | 'take'
    amountYen: number
    approvedHash: string
    alongside: () => readonly Write[]
  }) => Promise<Result<{ readonly replayed: boolean }, { readonly code: string }>>
}

/** What the days of payouts need of the shops. */
export type ProfileShops = {
  readonly findByCode: (merchantCode: string) => Promise<
    | {
        readonly id: string
        readonly accountId: string | null
        readonly closedAt: number | null
        readonly nameJa: string
        readonly nameEn: string
      }
    | undefined
  >
  readonly payoutProfiles: (merchantId: string) => Promise<readonly DecidedProfile[]>
  readonly addPayoutProfile: (
    profile: DecidedProfile & {
      readonly merchantId: string
      readonly requestId: string
      readonly at: number
    },
    alongside: readonly Write[],
  ) => Promise<'stored' | 'lost'>
}

/** What opening accounts again needs of the ledger; the same key answers the same. */
export type ReopeningLedger = {
  /** Why it cannot be opened again; null where it can. */
  readonly cannotReopen: (accountId: string) => Promise<string | null>
  readonly reopenAccount: (command: {
    key: { readonly scope: string; readonly key: string }
    accountId: string
    reason: string
    changedBy: string
    approvedHash: string
    alongside: () => readonly Write[]
  }) => Promise<Result<{ readonly replayed: boolean }, { readonly code: string }>>
}

/** Requests of one kind and their decisions, kept among the acts of the staff: append-only. */
export type RequestStore<Asked> = {
  readonly find: (id: string) => Promise<StaffRequest<Asked> | undefined>
  /** Every one that waits and was made after an instant, and the newest of all; the newest first. */
  readonly requests: (asked: {
    readonly waitingAfter: number
    readonly newestMost: number
  }) => Promise<readonly StaffRequest<Asked>[]>
  readonly requestWrite: (
    asked: Asked,
    by: {
      readonly id: string
      readonly requestedBy: string
      readonly requestedAt: number
      readonly expiresAt: number
    },
  ) => Write
  /** One per request for ever: the second fails. */
  readonly decisionWrite: (decision: {
    readonly id: string
    readonly approved: boolean
    readonly decidedBy: string
    readonly reason: string
    /** What was read and decided. */
    readonly payloadHash: string
    readonly at: number
  }) => Write
  /** `exists`: the act is there already and nothing was stored. */
  readonly commit: (writes: readonly Write[]) => Promise<'stored' | 'exists'>
  /** Runs a use case that stores a decision; answers `decided` when somebody else's was first. */
  readonly decidingOnce: <T>(useCase: () => Promise<T>) => Promise<T | 'decided'>
}
