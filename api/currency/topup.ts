import type { TopupNews } from './card-processor.ts'
import type { TopupMethod, Voucher } from './topup-method.ts'

/**
 * How far a top-up came, weakest first.
 *
 * - `opened`    the payer was sent to the processor's page and nothing was heard since
 * - `waiting`   the processor is still deciding, or a voucher waits to be paid at a store
 * - `failed`    the last try was declined; the payer may try again on the same page
 * - `expired`   the page or the voucher ended unpaid; `failure` says whether the payer gave it up or the deadline passed
 * - `credited`  the money is in the wallet
 * - `voided`    it was undone: out of the wallet, on its way back; nothing changes it any more
 */
export const topupStatuses = ['opened', 'waiting', 'failed', 'expired', 'credited', 'voided'] as const
export type TopupStatus = (typeof topupStatuses)[number]

/** Why a top-up is over, of those that no processor's word is for. */
export const gaveUp = 'given_up'
export const walletClosed = 'wallet_closed'

/** One attempt to put money into a wallet. Instants in epoch milliseconds. */
export type Topup = {
  readonly id: string
  readonly walletId: string
  readonly amountYen: number
  readonly method: TopupMethod
  readonly status: TopupStatus
  readonly sessionId: string | null
  readonly paymentId: string | null
  readonly payUrl: string | null
  /** When the payment page closes by itself; null while there is none, and of pages made before this was kept. */
  readonly pageEndsAt: number | null
  /** What the payer takes to a store; null until it is told, and of every other method. */
  readonly voucher: Voucher | null
  readonly journalId: string | null
  /** The processor's word for the last decline, e.g. `insufficient_funds`, or for why it is over. */
  readonly failure: string | null
  readonly createdAt: number
  /** The instant of the event that gave it its state. */
  readonly updatedAt: number
}

/** Where it can be paid at an instant; null once its page is used up, given up or over. */
export const payUrlAt = ({ status, pageEndsAt, payUrl }: Topup, at: number): string | null =>
  (status === 'opened' || status === 'failed') && (pageEndsAt === null || at < pageEndsAt) ? payUrl : null

/** Where an event moves a top-up; only `paid` news credits, and the ledger does that. */
export type TopupMove = Pick<Topup, 'status' | 'failure' | 'updatedAt'>

export type NewsVerdict =
  | { readonly kind: 'credit' }
  | { readonly kind: 'move'; readonly to: TopupMove }
  /** Older or weaker than what is known already. */
  | { readonly kind: 'stale' }
  /** Says something else than the top-up: other amount, currency, wallet, page or payment. */
  | { readonly kind: 'mismatch'; readonly field: string }

/**
 * What an event means for a top-up. Events come twice, late and in any order, so the verdict depends only on what
 * is the stronger news: paid beats expired beats the latest try; of two tries in one second a decline is told.
 */
export function judgeNews(topup: Topup, news: TopupNews, at: number): NewsVerdict {
  const field = differingField(topup, news)
  if (field !== null) return { kind: 'mismatch', field }
  if (topup.status === 'credited' || topup.status === 'voided') return { kind: 'stale' }
  if (news.kind === 'paid') return { kind: 'credit' }
  const to: TopupMove = { status: news.kind, failure: news.failure, updatedAt: at }
  return isStronger(to, topup) ? { kind: 'move', to } : { kind: 'stale' }
}

function differingField(topup: Topup, news: TopupNews): string | null {
  if (news.walletId !== topup.walletId) return 'walletId'
  if (news.currency !== 'jpy') return 'currency'
  if (news.amountYen !== topup.amountYen) return 'amountYen'
  if (news.sessionId !== null && topup.sessionId !== null && news.sessionId !== topup.sessionId)
    return 'sessionId'
  if (news.paymentId !== null && topup.paymentId !== null && news.paymentId !== topup.paymentId)
    return 'paymentId'
  return null
}

/** Tries of the same rank are ordered by their instant; the rest by what they are. */
const rank: Record<TopupStatus, number> = {
  opened: 0,
  waiting: 1,
  failed: 1,
  expired: 2,
  credited: 3,
  voided: 4,
}

/** A voucher is made once, after every try that failed: from then on it is paid, or it is over. */
const rankOf = (status: TopupStatus, method: TopupMethod): number =>
  status === 'waiting' && method === 'konbini' ? rank.waiting + 0.5 : rank[status]

function isStronger(next: TopupMove, now: Topup): boolean {
  const [nextRank, nowRank] = [rankOf(next.status, now.method), rankOf(now.status, now.method)]
  if (nextRank !== nowRank) return nextRank > nowRank
  // Two events tell that it is over, one of them why.
  if (next.status === 'expired') return (next.failure ?? '') > (now.failure ?? '')
  if (next.updatedAt !== now.updatedAt) return next.updatedAt > now.updatedAt
  if (next.status !== now.status) return next.status === 'failed'
  return (next.failure ?? '') > (now.failure ?? '')
}
