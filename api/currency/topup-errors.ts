import type { ProcessorRefusal } from './card-processor.ts'
import type { LedgerRefusal, RefusalCode } from './errors.ts'

/** Every way a top-up is refused, each with a sentence in `topups:refusal.*`. */
export type TopupRefusal =
  | Extract<
      LedgerRefusal,
      {
        code:
          | 'key_reused_with_other_content'
          | 'amount_not_positive'
          | 'amount_above_limit'
          | 'young_device_above_limit'
          | 'top_up_day_above_limit'
          | 'top_up_month_above_limit'
          | 'wallet_above_limit'
          | 'wallet_not_found'
          | 'account_closed'
          | 'wallet_frozen'
          | 'proxy_not_found'
          | 'proxy_ended'
          | 'proxy_own_wallet_frozen'
          | 'busy_try_again'
      }
    >
  | {
      readonly code: 'key_failed_before'
      readonly firstCode: RefusalCode | 'amount_below_minimum' | 'method_not_offered'
    }
  | { readonly code: 'amount_below_minimum'; readonly field: 'amountYen'; readonly minimumYen: number }
  /** The issuer does not offer this way, or not any more. */
  | { readonly code: 'method_not_offered'; readonly field: 'method' }
  | { readonly code: 'topup_not_found' }
  /** This hub has no card processor: nobody configured one. */
  | { readonly code: 'topups_not_configured' }
  | ProcessorRefusal
  /** Forged, altered, or signed more than five minutes ago. */
  | { readonly code: 'signature_invalid' }

const statusOf: Record<TopupRefusal['code'], number> = {
  key_reused_with_other_content: 409,
  key_failed_before: 409,
  amount_not_positive: 422,
  amount_below_minimum: 422,
  amount_above_limit: 422,
  method_not_offered: 422,
  young_device_above_limit: 409,
  top_up_day_above_limit: 409,
  top_up_month_above_limit: 409,
  wallet_above_limit: 409,
  wallet_not_found: 401,
  account_closed: 409,
  wallet_frozen: 409,
  proxy_not_found: 404,
  proxy_ended: 409,
  proxy_own_wallet_frozen: 409,
  topup_not_found: 404,
  topups_not_configured: 503,
  processor_unreachable: 503,
  processor_refused: 502,
  signature_invalid: 400,
  busy_try_again: 503,
}

/** The HTTP status of a refusal. */
export const statusOfTopupRefusal = (refusal: TopupRefusal): number => statusOf[refusal.code]
