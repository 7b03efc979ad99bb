import type { MethodLimits, TopupMethod } from './topup-method.ts'

/** What an issuer decides about adding money; the largest amounts stand in the ledger's settings. */
export type TopupSettings = {
  /** Smallest single top-up, yen. Own choice: below it the card fee eats the money. */
  readonly topUpYenMin: number
  /** The methods that are offered, in the order in which they are shown. */
  readonly topUpMethods: readonly TopupMethod[]
  /** What the processor takes by each method, whatever the issuer allows. */
  readonly methodLimits: Readonly<Record<TopupMethod, MethodLimits>>
  /** Days in which a voucher is paid at a store, up to the end of the last, 23:59:59 in Japan. */
  readonly konbiniDays: number
}

/**
 * Stripe's own limits, as its pages told them on 2026-11-29: stores 120 to 300,000 yen
 * (https://docs.stripe.com/payments/konbini), PayPay 50 to 1,000,000 (https://docs.stripe.com/payments/paypay); cards as
 * the stand-in holds them. An issuer's own limits are lower.
 */
const stripeLimits: TopupSettings['methodLimits'] = {
  card: { minimumYen: 50, maximumYen: 99_999_999 },
  konbini: { minimumYen: 120, maximumYen: 300_000 },
  paypay: { minimumYen: 50, maximumYen: 1_000_000 },
}

/** Three days are what Stripe gives where nothing is said (https://docs.stripe.com/payments/konbini/accept-a-payment). */
export const demonstrationTopupSettings: TopupSettings = {
  topUpYenMin: 500,
  topUpMethods: ['card', 'konbini', 'paypay'],
  methodLimits: stripeLimits,
  konbiniDays: 3,
}
