import type { Clock } from '../platform/clock.ts'
import { isOpenAt } from './hold.ts'
import type { HoldState, ResolvedHow } from './hold.ts'
import type { MerchantDirectory, MerchantName } from './ports.ts'
import type { Cursor, HoldReads } from './reads.ts'
import { receiptLot } from './receipt.ts'
import type { ReceiptLot } from './receipt.ts'

/** A hold as it stands now, for whoever placed it or may capture it. */
export type HoldView = {
  readonly holdId: string
  readonly walletId: string
  readonly merchant: { readonly merchantId: string; readonly name: MerchantName } | null
  readonly amountYen: number
  readonly placedAt: number
  readonly endsAt: number
  /** `expired` from the first instant after its end, also while its money is still on its way back. */
  readonly status: 'open' | ResolvedHow
  readonly resolvedAt: number | null
  /** What was paid of it, and the payment that it became. */
  readonly capturedYen: number
  readonly paymentId: string | null
  readonly lots: readonly ReceiptLot[]
}

export type HoldViewParts = {
  readonly reads: HoldReads
  readonly merchants: Pick<MerchantDirectory, 'find' | 'named'>
  readonly clock: Clock
}

type Page = { readonly before?: Cursor; readonly limit: number }

/** Holds as people see them. */
export function holdViews({ reads, merchants, clock }: HoldViewParts) {
  const viewOf = async (state: HoldState): Promise<HoldView> => {
    const { id: holdId, walletId, amountYen, placedAt, endsAt, resolution, taken } = state
    const past = isOpenAt(state, clock.now()) ? ('open' as const) : ('expired' as const)
    return {
      holdId,
      walletId,
      merchant: (await merchants.named(state.merchantAccountId)) ?? null,
      amountYen,
      placedAt,
      endsAt,
      status: resolution?.how ?? past,
      resolvedAt: resolution?.at ?? null,
      capturedYen: resolution?.capturedYen ?? 0,
      paymentId: resolution?.paymentId ?? null,
      lots: taken.map(receiptLot),
    }
  }
  return {
    hold: async (holdId: string): Promise<HoldView | undefined> => {
      const state = await reads.findHold(holdId)
      return state && viewOf(state)
    },

    /** The shop that a hold is for: who may capture it or give it up. */
    holdPayee: async (holdId: string) => {
      const state = await reads.findHold(holdId)
      const merchant = state && (await merchants.named(state.merchantAccountId))
      return merchant && { merchantId: merchant.merchantId, merchantAccountId: state.merchantAccountId }
    },

    /** The newest first. */
    holdsOfWallet: async (walletId: string, page: Page): Promise<HoldView[]> =>
      Promise.all((await reads.holdsOfWallet(walletId, page)).map(viewOf)),

    /** The newest first; undefined when there is no such shop. */
    holdsOfMerchant: async (merchantId: string, page: Page): Promise<HoldView[] | undefined> => {
      const shop = await merchants.find(merchantId)
      return shop && Promise.all((await reads.holdsOfMerchant(shop.accountId, page)).map(viewOf))
    },
  }
}

export type HoldViews = ReturnType<typeof holdViews>
