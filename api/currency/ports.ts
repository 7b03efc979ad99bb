import type { PotValidity } from './pot-validity.ts'
import type { FreezingState, FrozenBy, NewWalletFreeze } from './freeze.ts'
import type { Result } from '../platform/result.ts'
import type { LedgerRefusal } from './errors.ts'
import type { MovedPaid } from './adjust.ts'
import type {
  CardLot,
  CardRefundEnd,
  CardRefundLine,
  CardRefundReceipt,
  StoredCardRefund,
} from './card-refund.ts'
import type { Decision, HoldDecision } from './decision.ts'
import type { DisputeState } from './dispute.ts'
import type { NewShownCode, NewShownCodeDecline, OfflineKey, ShownCode } from './charge.ts'
import type { ClosingState } from './close.ts'
import type { Cause, StoredDonation } from './donate.ts'
import type { ByFund } from './fund.ts'
import type { HoldResolution } from './hold.ts'
import type { Content, KeyRecord, WriteKey } from './key.ts'
import type { RuleOfUse } from './lot.ts'
import type { PotState } from './money-in.ts'
import type { PaidOut, SentPayout } from './money-out.ts'
import type { MerchantStanding, Payer, ScannedCode, WalletState } from './pay.ts'
import type { Cursor, EndedReads, HoldReads } from './reads.ts'
import type { StoredPurchase } from './purchase.ts'
import type { PaymentState } from './refund.ts'
import type { RepaymentReceipt, StoredRepayment } from './repay.ts'
import type { BasePeriod } from './repayment-cap.ts'
import type { SaleEnd, SaleNamed } from './sale-code.ts'
import type { SentTransfer } from './transfer.ts'

/** A write of any domain, made by its repository, not looked into, stored whole with others or not at all. */
export type Write = object

/** A shop's name as people read it. */
export type MerchantName = { readonly ja: string; readonly en: string }

/** The shops, as the ledger asks for them: answered by the domain of the merchants. */
export type MerchantDirectory = {
  /** Asked in every payment: answers from one prepared read. `id` of the answer is the merchant's id. */
  readonly find: (merchantId: string) => Promise<MerchantStanding | undefined>
  /** What a scanned text says at an instant; null where it is over, was withdrawn, or is no code. */
  readonly scanned: (text: string, at: number) => Promise<ScannedCode | null>
  /** The merchant behind a ledger account, for receipts and lists. */
  readonly named: (
    merchantAccountId: string,
  ) => Promise<{ readonly merchantId: string; readonly name: MerchantName } | undefined>
}

export type NewPot = PotValidity & {
  readonly id: string
  readonly municipality: string
  readonly nameJa: string
  readonly nameEn: string
  readonly rule: RuleOfUse
}

/** Transfers between wallets, and the addresses they are sent to. */
export type TransferBook = {
  /** What a wallet sent in this Japanese month, `2026-11`. */
  readonly sentInMonth: (walletId: string, month: string) => Promise<number>
  readonly findTransfer: (transferId: string) => Promise<SentTransfer | undefined>
  readonly walletOfAddress: (address: string) => Promise<string | undefined>
  /** The address of a wallet that is in use, as it is stored. */
  readonly addressOf: (walletId: string) => Promise<string | undefined>
  /** The writes of a new address; the one before stops. */
  readonly addressWrites: (made: {
    readonly walletId: string
    readonly address: string
    readonly at: number
  }) => Write[]
}

/** What journals moved, as corrections see it. */
export type AdjustmentBook = {
  /** By wallet; empty where no wallet's paid money was moved. */
  readonly movedPaid: (journalId: string) => Promise<readonly MovedPaid[]>
}

/** Top-ups that their payers dispute. */
export type DisputeBook = {
  readonly isDisputed: (topUpJournalId: string) => Promise<boolean>
  readonly findDispute: (disputeId: string) => Promise<DisputeState | undefined>
  /** What of a top-up shops gave back to its card, and the card did not send back. */
  readonly toCardOf: (topUpJournalId: string) => Promise<number>
}

/** Accounts as they are closed. */
export type AccountBook = {
  /** Of a wallet or a merchant; undefined for any other. */
  readonly findClosing: (accountId: string) => Promise<ClosingState | undefined>
}

/** Wallets as they are stopped. */
export type FreezeBook = {
  readonly findFreezing: (walletId: string) => Promise<FreezingState | undefined>
}

/** A stop or a letting go as staff read it; `changedBy` is the name of the member of staff who did it. */
export type FreezeLine = {
  readonly walletId: string
  readonly what: NewWalletFreeze['what']
  readonly by: FrozenBy
  readonly changedBy: string | null
  readonly reason: string
  readonly changedAt: number
  /** True of the stop that holds now. */
  readonly isNow: boolean
}

export type FreezeReads = {
  readonly newest: (limit: number) => Promise<readonly FreezeLine[]>
  /** The wallet that made a payment. */
  readonly payerOf: (paymentId: string) => Promise<string | undefined>
  readonly isFrozen: (walletId: string) => Promise<boolean>
}

/** A cause with the organisation that is paid for it. */
export type RegisteredCause = {
  readonly merchantId: string
  readonly merchantAccountId: string
  readonly cause: Cause
}

/** Causes, and what was given to them. */
export type DonationBook = {
  readonly findCause: (causeId: string) => Promise<RegisteredCause | undefined>
  /** Those that have not ended, the oldest first. */
  readonly causesInUse: () => Promise<readonly RegisteredCause[]>
  readonly findDonation: (donationId: string) => Promise<StoredDonation | undefined>
  readonly causeWrite: (made: {
    readonly causeId: string
    readonly merchantId: string
    readonly merchantAccountId: string
    readonly name: MerchantName
    readonly purpose: MerchantName
    readonly registeredBy: string
    readonly at: number
  }) => Write
  /** Harmless where it has ended. */
  readonly causeEndWrite: (ended: {
    readonly causeId: string
    readonly endedBy: string
    readonly at: number
  }) => Write
}

/** What merchants paid each other. */
export type PurchaseBook = {
  /** What a merchant paid to others in this Japanese month, `2026-11`. */
  readonly boughtInMonth: (buyerAccountId: string, month: string) => Promise<number>
  readonly paidBefore: (named: {
    readonly buyerAccountId: string
    readonly sellerAccountId: string
    readonly purchaseReference: string
  }) => Promise<boolean>
  readonly findPurchase: (purchaseId: string) => Promise<StoredPurchase | undefined>
  /** Those of a merchant, bought or sold, the newest first. */
  readonly purchasesOf: (
    accountId: string,
    page: { readonly before?: Cursor | undefined; readonly limit: number },
  ) => Promise<readonly StoredPurchase[]>
}

/** What holders ask to have back as money, and how much of it was handed out. */
export type RepaymentBook = {
  readonly findRepayment: (requestId: string) => Promise<StoredRepayment | undefined>
  /** Those of a wallet, the newest first. */
  readonly repaymentsOf: (walletId: string) => Promise<readonly StoredRepayment[]>
  /** Those nobody has decided, the oldest first. */
  readonly waitingRepayments: (limit: number) => Promise<readonly StoredRepayment[]>
  /** Those that left for cards, the newest first. */
  readonly repaymentsToCards: (limit: number) => Promise<readonly StoredRepayment[]>
  /** What was repaid in a base period. */
  readonly repaidIn: (period: string) => Promise<number>
}

/** What shops give back, and holders get back, to the cards that it was charged from. */
export type CardRefundBook = {
  /** Of the lots that paid: those that a card filled which takes its money back now. */
  readonly cardLotsOf: (paymentId: string) => Promise<readonly CardLot[]>
  /** The same of a wallet. */
  readonly cardLotsIn: (walletId: string) => Promise<readonly CardLot[]>
  readonly findCardRefund: (cardRefundId: string) => Promise<StoredCardRefund | undefined>
  /** Those that have no end yet, after this one, by their ids. */
  readonly openCardRefunds: (after: string, limit: number) => Promise<readonly StoredCardRefund[]>
  /** Of a payment, the first one first; `end` null while it is under way. */
  readonly cardRefundsOf: (paymentId: string) => Promise<readonly CardRefundLine[]>
  /** What goes to each card, and the counter of the base period. */
  readonly cardRefundWrites: (given: CardRefundReceipt) => readonly Write[]
  /** What goes to each card of a holder who has it back; the repayment counts by itself. */
  readonly cardRepaymentWrites: (repaid: RepaymentReceipt) => readonly Write[]
  readonly cardRefundEndWrite: (ended: {
    readonly cardRefundId: string
    readonly how: CardRefundEnd
    readonly journalId: string | null
    readonly at: number
  }) => Write
}

/** Codes that holders show at a till. */
export type ShownCodeBook = {
  readonly findShownCode: (codeHash: string) => Promise<ShownCode | undefined>
  readonly findOfflineKey: (
    handle: string,
  ) => Promise<(OfflineKey & { readonly deviceAddedAt: number; readonly deviceRevoked: boolean }) | undefined>
  readonly offlineKeyWrite: (key: OfflineKey & { readonly at: number }) => Write
  readonly shownCodeWrite: (made: NewShownCode) => Write
  readonly shownCodeDeclineWrite: (declined: NewShownCodeDecline) => Write
}

/** How codes of one sale ended. */
export type SaleCodeBook = {
  readonly findSaleEnd: (sale: SaleNamed) => Promise<SaleEnd | undefined>
  /** Fails as a lost race where it was paid or withdrawn before. */
  readonly saleWithdrawnWrite: (
    withdrawn: SaleNamed & { readonly withdrawnBy: string; readonly at: number },
  ) => Write
}

/** The secret of an offline key, made of its handle: the same each time. */
export type OfflineSecrets = (handle: string) => Promise<Uint8Array<ArrayBuffer>>

/** The base periods, as the caps of repayments ask for them: answered by the domain that freezes their reports. */
export type BasePeriods = { readonly periodAt: (at: number) => Promise<BasePeriod> }

/** What left merchants for the bank. */
export type PayoutBook = {
  readonly findSettled: (journalId: string) => Promise<PaidOut | undefined>
  readonly findPayout: (journalId: string) => Promise<SentPayout | undefined>
}

/** What the ledger needs of a store to decide and to write. Reads see everything that was acknowledged. */
export type LedgerStore = Pick<HoldReads, 'findHold' | 'holdsPastEnd'> &
  EndedReads &
  TransferBook &
  AdjustmentBook &
  PayoutBook &
  DonationBook &
  PurchaseBook &
  AccountBook &
  FreezeBook &
  RepaymentBook &
  CardRefundBook &
  ShownCodeBook &
  SaleCodeBook &
  DisputeBook & {
    /** A key with the answer that it replays, for a write that makes no journal. */
    readonly answerWrite: (
      keyed: { readonly key: WriteKey; readonly content: Content },
      answer: unknown,
      at: number,
    ) => Write
    readonly findKey: (key: WriteKey) => Promise<KeyRecord | undefined>
    readonly findWallet: (walletId: string) => Promise<WalletState | undefined>
    readonly findPayer: (
      walletId: string,
      periods: { readonly day: string; readonly month: string },
    ) => Promise<Payer>
    readonly spentIn: (accountId: string, period: string) => Promise<number>
    readonly findPot: (potId: string) => Promise<PotState | undefined>
    readonly findPayment: (paymentId: string) => Promise<PaymentState | undefined>
    /** The writes of a hold that ends without a key: it was past its end. */
    readonly resolutionWrites: (resolution: HoldResolution) => Write[]
    /** What a merchant is owed by fund, rolled up or not, seen at one instant. */
    readonly merchantBalance: (merchantAccountId: string) => Promise<ByFund>
    /** The writes that fold a merchant's credits into its balance, a bounded number at a time. */
    readonly foldWrites: (
      merchantAccountId: string,
      at: number,
    ) => Promise<{ readonly writes: readonly Write[]; readonly more: boolean }>
    /** The writes of a decision, its key included; the answer is what the key replays. */
    readonly writesOf: (
      keyed: { readonly key: WriteKey; readonly content: Content },
      decision: Decision<unknown> | HoldDecision<unknown>,
    ) => Write[]
    readonly refusalWrite: (
      keyed: { readonly key: WriteKey; readonly content: Content },
      refused: { readonly code: string; readonly at: number },
    ) => Write
    readonly openBooksWrites: (at: number) => Write[]
    readonly openMerchantWrites: (accountId: string, municipality: string | null, at: number) => Write[]
    readonly openPotWrites: (pot: NewPot, at: number) => Write[]
    /**
     * Stores the writes whole or not at all and resolves when they are durable. Answers `lost_race` when
     * another writer was first (nothing is stored; load again); any other refusal of the database is thrown.
     */
    readonly commit: (writes: readonly Write[], owner?: string) => Promise<'stored' | 'lost_race'>
  }

/** A credential of a wallet, as stored: hashes only. */
export type WalletStore = {
  /** The device with this secret in this wallet, unless it was revoked. */
  readonly findDevice: (walletId: string, secretHash: string) => Promise<WalletDevice | undefined>
  readonly walletOfRecovery: (recoveryHash: string) => Promise<string | undefined>
  /** True while no money ever moved in it. */
  readonly isUntouched: (walletId: string) => Promise<boolean>
  readonly openWrites: (wallet: NewWallet) => Write[]
  /** A wallet of somebody without a phone: the printed code alone opens it. */
  readonly openWithoutDeviceWrites: (wallet: Pick<NewWallet, 'walletId' | 'recoveryHash' | 'at'>) => Write[]
  /** What is kept of the code of a wallet that no money moved in and no phone ever held; undefined of others. */
  readonly unclaimedHash: (walletId: string) => Promise<string | undefined>
  /** The code before stops; nothing changes where it was used meanwhile. */
  readonly renewCodeWrite: (renewed: { readonly usedHash: string; readonly recoveryHash: string }) => Write
  /** Whether a device opens its wallet still, with whatever secret. */
  readonly isInUse: (walletId: string, deviceId: string) => Promise<boolean>
  /** A device and its wallet get a new secret and code; nothing changes where the device opens nothing any more. */
  readonly renewDeviceWrites: (renewed: Omit<NewWallet, 'at'>) => Write[]
  /** A key with the answer that it replays, for a write that makes no journal. */
  readonly answerWrite: (
    keyed: { readonly key: WriteKey; readonly content: Content },
    answer: unknown,
    at: number,
  ) => Write
  /** Revokes the other devices where asked; fails as a lost race when the code was used meanwhile. */
  readonly rotateWrites: (rotation: Rotation) => Write[]
}

/** A browser that opens a wallet. */
export type WalletDevice = { readonly deviceId: string; readonly addedAt: number }

export type DeviceStore = {
  /** Without those that were revoked, the first one first. */
  readonly devicesOf: (walletId: string) => Promise<readonly WalletDevice[]>
  /** True for every device the wallet ever had. */
  readonly wasDeviceOf: (walletId: string, deviceId: string) => Promise<boolean>
  readonly revokeWrites: (revoked: {
    readonly walletId: string
    readonly deviceId: string
    readonly at: number
  }) => Write[]
}

export type NewWallet = {
  readonly walletId: string
  readonly deviceId: string
  readonly secretHash: string
  readonly recoveryHash: string
  readonly at: number
}

export type Rotation = NewWallet & {
  /** The hash of the code that was used, or null for a wallet opened again under its opening key. */
  readonly usedHash: string | null
  readonly revokeOthers: boolean
}

/** The answer of a use case; `replayed`: the key had been answered before and nothing was written now. */
export type Answered<Answer> = Result<{ readonly answer: Answer; readonly replayed: boolean }, LedgerRefusal>
