import type { Content, WriteKey } from './key.ts'
import type { Begun } from './money-in.ts'
import type { LedgerStore, WalletStore, Write } from './ports.ts'
import type { Voucher } from './topup-method.ts'
import type { Topup, TopupMove } from './topup.ts'

/** An event of the processor that was handled, and what it did. Kept for ever. */
export type HandledEvent = {
  readonly id: string
  readonly type: string
  readonly outcome: string
  readonly receivedAt: number
}

/** Top-ups and handled events. Writes are stored by `commit` or beside a journal, whole or not at all. */
export type TopupStore = {
  /** What the wallet began to add in the Japanese day and month that begin at these instants, closed pages left out. */
  readonly begunBy: (
    walletId: string,
    since: { readonly day: number; readonly month: number },
  ) => Promise<Begun>
  readonly find: (topupId: string) => Promise<Topup | undefined>
  /** The top-up that this payment of the processor's filled. */
  readonly findByPayment: (paymentId: string) => Promise<Topup | undefined>
  /** Of this wallet, those whose money may still come: the newest first. */
  readonly listWaiting: (walletId: string, limit: number) => Promise<readonly Topup[]>
  readonly findEvent: (eventId: string) => Promise<HandledEvent | undefined>
  readonly openWrites: (
    topup: Pick<Topup, 'id' | 'walletId' | 'amountYen' | 'method' | 'createdAt'> & {
      readonly key: string
      readonly dayLimitYen: number
      readonly monthLimitYen: number
      readonly walletLimitYen: number
    },
  ) => readonly Write[]
  /** Remembers the payment page, unless one is known. */
  readonly sessionWrites: (page: {
    readonly id: string
    readonly sessionId: string
    readonly payUrl: string | null
    readonly pageEndsAt: number
  }) => readonly Write[]
  /** Keeps what the payer takes to a store, unless it is known; in no order with what moves the top-up. */
  readonly voucherWrites: (told: { readonly id: string; readonly voucher: Voucher }) => readonly Write[]
  /** Remembers which payment filled it, where no journal will: it is given back. */
  readonly paymentWrites: (paid: { readonly id: string; readonly paymentId: string }) => readonly Write[]
  /** A second insert of the same event is refused: stored beside its effect, no event acts twice. */
  readonly eventWrites: (event: HandledEvent) => readonly Write[]
  /** Fails as a lost race when the top-up is no longer as it was seen. */
  readonly moveWrites: (seen: Topup, to: TopupMove) => readonly Write[]
  readonly creditWrites: (credited: {
    readonly id: string
    readonly journalId: string
    readonly sessionId: string | null
    readonly paymentId: string | null
    readonly at: number
  }) => readonly Write[]
  readonly commit: LedgerStore['commit']
}

/** What the start of a top-up asks of the books: the wallet, and the memory of keys. */
export type TopupBooks = Pick<
  LedgerStore,
  'findKey' | 'findWallet' | 'refusalWrite' | 'findCardRefund' | 'findDispute' | 'toCardOf'
> &
  Pick<WalletStore, 'answerWrite'>

export type StartKey = { readonly key: WriteKey; readonly content: Content }
