import { isBoundByAct } from './audit/index.ts'
import { demonstrationSettings } from './currency/index.ts'
import type { Configuration } from './platform/configuration.ts'
import type { Mode } from './platform/mode.ts'

/** What the issuer decides in the ledger: the defaults, and what is set from outside. */
export function issuerSettings(
  mode: Mode,
  { ISSUER_KIND, BUSINESS_ENDED, MERCHANT_PAYMENTS, SHOP_CARD_REFUNDS }: Configuration,
) {
  const { merchantPayments, repayment } = demonstrationSettings
  return {
    ...demonstrationSettings,
    merchantPayments: { ...merchantPayments, allowed: MERCHANT_PAYMENTS },
    repayment: {
      ...repayment,
      boundByAct: isBoundByAct(ISSUER_KIND),
      businessEnded: BUSINESS_ENDED ?? null,
      shopReasons: SHOP_CARD_REFUNDS ?? (mode === 'live' ? [] : repayment.shopReasons),
    },
  }
}
