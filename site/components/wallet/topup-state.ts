type Told = {
  readonly status: 'opened' | 'waiting' | 'failed' | 'expired' | 'credited' | 'voided'
  readonly failure: string | null
  readonly payUrl: string | null
  readonly pageEndsAt: number | null
  readonly voucher: unknown
  readonly deadlinePassed: boolean
}

/**
 * What a top-up's page says of it, finer than its status:
 *
 * - `returned`   back from the payment page after paying, before its word has come
 * - `unheard`    the payment page has closed, and no word of how has come
 * - `store`      numbers to pay with at a store are there
 * - `late`       their last instant is over, and no word has come
 * - `missed`     the store was not paid in time
 * - `cancelled`  its holder gave it up
 */
export function stateOf(topup: Told, isBack: boolean): string {
  const { status, failure, payUrl, pageEndsAt, voucher, deadlinePassed } = topup
  if (status === 'waiting' && voucher !== null) return deadlinePassed ? 'late' : 'store'
  if (status === 'expired' && failure === 'given_up') return 'cancelled'
  if (status === 'expired' && failure === 'payment_intent_payment_attempt_expired') return 'missed'
  if (status === 'opened' && isBack) return 'returned'
  const isClosed = payUrl === null && pageEndsAt !== null && failure !== 'wallet_closed'
  return (status === 'opened' || status === 'failed') && isClosed ? 'unheard' : status
}
