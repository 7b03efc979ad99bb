import type { Clock } from '../platform/clock.ts'
import type { CardRefundEnd, CardRefundLine } from './card-refund.ts'
import { isValid } from './lot.ts'
import type { Lot } from './lot.ts'
import { restore, withoutCorrected } from './allocation.ts'
import { refundableOf } from './refund.ts'
import { receiptLot } from './receipt.ts'
import type { ReceiptLot } from './receipt.ts'
import { findActivity } from './views-activity.ts'
import type { SoughtActivity } from './activity-search.ts'
import type { LedgerStore, MerchantDirectory, MerchantName } from './ports.ts'
import type { Activity, Cursor, HeldLot, LedgerReads, RefundLine } from './reads.ts'

/**
 * What a wallet holds now. `heldYen` of it is set aside and `disputedYen` frozen, both in none of the lots; `spendableYen`
 * leaves out that and what has ended; rules of use may narrow it at a shop.
 */
export type WalletView = {
  readonly walletId: string
  /** Nothing moves in it until it is opened again. */
  readonly closed: boolean
  /** It was stopped: nothing leaves it until it is let go. */
  readonly frozen: boolean
  readonly balanceYen: number
  readonly heldYen: number
  readonly disputedYen: number
  readonly spendableYen: number
  readonly lots: readonly HeldLot[]
}

type MerchantView = { readonly merchantId: string; readonly name: MerchantName }

/** A payment as it stands now, for whoever paid it or took it. */
export type PaymentView = {
  readonly paymentId: string
  readonly walletId: string
  readonly merchant: MerchantView | null
  readonly amountYen: number
  readonly paidAt: number
  readonly refundedYen: number
  /** What the issuer gave back by corrections. */
  readonly correctedYen: number
  readonly refundableYen: number
  readonly lots: readonly (ReceiptLot & { readonly refundedYen: number })[]
  readonly refunds: readonly RefundLine[]
  /** What of the refunds went to cards, and how far that came. */
  readonly cardRefunds: readonly (Pick<CardRefundLine, 'refundId' | 'amountYen'> & {
    readonly state: 'under_way' | CardRefundEnd
  })[]
}

export type ActivityView = Omit<Activity, 'merchantAccountId'> & { readonly merchant: MerchantView | null }

export type ViewParts = {
  readonly store: Pick<LedgerStore, 'findWallet' | 'findPayment' | 'merchantBalance' | 'cardRefundsOf'>
  readonly reads: LedgerReads
  readonly merchants: Pick<MerchantDirectory, 'find' | 'named'>
  readonly clock: Clock
}

/** The books as people see them. */
export function ledgerViews({ store, reads, merchants, clock }: ViewParts) {
  const merchantOf = async (accountId: string | null): Promise<MerchantView | null> =>
    accountId === null ? null : ((await merchants.named(accountId)) ?? null)

  /** The newest first. */
  const activity = async (
    walletId: string,
    page: { before?: Cursor; limit: number },
  ): Promise<ActivityView[]> => {
    const lines = await reads.activity(walletId, page)
    const accounts = [...new Set(lines.map((line) => line.merchantAccountId))]
    const known = new Map(await Promise.all(accounts.map(async (id) => [id, await merchantOf(id)] as const)))
    return lines.map(({ merchantAccountId, ...line }) => ({
      ...line,
      merchant: known.get(merchantAccountId) ?? null,
    }))
  }

  return {
    wallet: async (walletId: string): Promise<WalletView | undefined> => {
      const state = await store.findWallet(walletId)
      if (state === undefined) return undefined
      const at = clock.now()
      const lots = state.lots
        .toSorted((a, b) => a.validUntilAt - b.validUntilAt)
        .map((lot) => heldLot(lot, at))
      const sum = (held: readonly HeldLot[]) => held.reduce((yen, lot) => yen + lot.remainingYen, 0)
      const spendableYen = sum(lots.filter((lot) => lot.spendable))
      const { heldYen, disputedYen } = state
      const balanceYen = sum(lots) + heldYen + disputedYen
      const { closed, frozen } = state
      return { walletId, closed, frozen, balanceYen, heldYen, disputedYen, spendableYen, lots }
    },

    payment: async (paymentId: string): Promise<PaymentView | undefined> => {
      const [state, paidAt] = await Promise.all([store.findPayment(paymentId), reads.paidAt(paymentId)])
      if (state === undefined || paidAt === undefined) return undefined
      const [merchant, refunds, cardLines] = await Promise.all([
        merchantOf(state.merchantAccountId),
        reads.refundsOf(paymentId),
        store.cardRefundsOf(paymentId),
      ])
      const { amountYen, refundedYen, correctedYen, walletId, taken } = state
      const open = withoutCorrected(taken, correctedYen)
      const back = new Map(restore(open, 0, refundedYen).map((part) => [part.id, part.amountYen]))
      const lots = taken.map((part) => ({ ...receiptLot(part), refundedYen: back.get(part.id) ?? 0 }))
      const given = { refundedYen, correctedYen, refundableYen: refundableOf(state) }
      const cardRefunds = cardLines.map(({ end, refundId, amountYen: yen }) => ({
        refundId,
        amountYen: yen,
        state: end ?? ('under_way' as const),
      }))
      return { paymentId, walletId, merchant, amountYen, paidAt, ...given, lots, refunds, cardRefunds }
    },

    /** Which merchant took a payment. */
    payee: async (paymentId: string) => {
      const state = await store.findPayment(paymentId)
      const merchant = state && (await merchantOf(state.merchantAccountId))
      return merchant ? { ...merchant, merchantAccountId: state.merchantAccountId } : undefined
    },

    activity,

    /** A page of the lines that are sought, and where to go on. */
    findActivity: (
      walletId: string,
      sought: SoughtActivity,
      page: { readonly before?: Cursor; readonly limit: number },
    ) => findActivity((part) => activity(walletId, part), sought, page),

    /** What a merchant is owed, by fund. */
    merchantBalance: store.merchantBalance,
    merchantDays: reads.merchantDays,
    fundTotals: reads.fundTotals,
  }
}

const heldLot = (lot: Lot, at: number): HeldLot => ({
  lotId: lot.id,
  instrument: lot.instrument,
  fundId: lot.fundId,
  municipality: lot.municipality,
  remainingYen: lot.remainingYen,
  validUntilAt: lot.validUntilAt,
  spendable: isValid(lot, at),
  rule: lot.rule,
})

export type LedgerViews = ReturnType<typeof ledgerViews>
