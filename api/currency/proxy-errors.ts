import type { LedgerRefusal } from './errors.ts'

/** Every way in which becoming a proxy or ending one is refused, each with a sentence in `proxies:refusal.*`. */
export type ProxyRefusal =
  | Extract<
      LedgerRefusal,
      {
        code:
          | 'key_reused_with_other_content'
          | 'proxy_not_found'
          | 'wallet_not_found'
          | 'account_closed'
          | 'payment_not_found'
          | 'recovery_code_unknown'
          | 'wallet_opened_before'
          | 'busy_try_again'
      }
    >
  /** Nobody made this code, it was used, or its time is over. */
  | { readonly code: 'proxy_invitation_unknown'; readonly field: 'code' }
  /** This phone acts for this wallet already, or is the wallet's own. */
  | { readonly code: 'proxy_held_before' }
  | { readonly code: 'proxies_too_many'; readonly countMax: number }
  | {
      readonly code: 'proxy_limit_not_allowed'
      readonly field: 'paymentYenMax' | 'dayYenMax'
      readonly leastYen: number
      readonly mostYen: number
    }
  /** Its last day is over. */
  | { readonly code: 'proxy_end_not_allowed'; readonly field: 'endsOn' }
  /** Nobody does this for somebody else. */
  | { readonly code: 'proxy_act_not_allowed' }

const statusOf: Record<ProxyRefusal['code'], number> = {
  key_reused_with_other_content: 409,
  proxy_not_found: 404,
  wallet_not_found: 401,
  account_closed: 409,
  payment_not_found: 404,
  recovery_code_unknown: 404,
  wallet_opened_before: 409,
  busy_try_again: 503,
  proxy_invitation_unknown: 404,
  proxy_held_before: 409,
  proxies_too_many: 409,
  proxy_limit_not_allowed: 422,
  proxy_end_not_allowed: 422,
  proxy_act_not_allowed: 403,
}

/** The HTTP status of a refusal. */
export const statusOfProxyRefusal = (refusal: ProxyRefusal): number => statusOf[refusal.code]
