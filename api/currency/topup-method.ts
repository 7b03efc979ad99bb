/**
 * How money comes in. A card pays at once; at a convenience store people pay cash days later with a voucher; PayPay asks
 * in its own app and answers at once.
 */
export const topupMethods = ['card', 'konbini', 'paypay'] as const
export type TopupMethod = (typeof topupMethods)[number]

/** What a method takes at least and at most at once, yen. */
export type MethodLimits = { readonly minimumYen: number; readonly maximumYen: number }

/** The chains whose tills take the processor's vouchers. */
export const konbiniChains = ['familymart', 'lawson', 'ministop', 'seicomart'] as const
export type KonbiniChain = (typeof konbiniChains)[number]

/** What somebody needs at the till of a chain. */
export type StoreCode = {
  readonly store: KonbiniChain
  readonly paymentCode: string
  readonly confirmationNumber: string | null
}

/** What a payer takes to the store. The processor makes one for each payment, and it never changes. */
export type Voucher = {
  /** The processor's page with the same, to be looked at or printed; null where it makes none. */
  readonly url: string | null
  /** The last instant at which paying can be begun at a store, epoch milliseconds. */
  readonly endsAt: number
  readonly stores: readonly StoreCode[]
}
