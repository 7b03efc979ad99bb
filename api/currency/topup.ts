import type { TopupNews } from './card-processor.ts'

/**
 * How far a top-up came, weakest first.
 *
 * - `opened`    the payer was sent to the card page and nothing was heard since
 * - `waiting`   the card company is still deciding
 * - `failed`    the last try was declined; the payer may try another card on the same page
 * - `expired`   the page closed unpaid
 * - `credited`  the money is in the wallet
 * - `voided`    it was undone: out of the wallet, back to the card; nothing changes it any more
 */
export const topupStatuses = ['opened', 'waiting', 'failed', 'expired', 'credited', 'voided'] as const
export type TopupStatus = (typeof topupStatuses)[number]

/** One attempt to put card money into a wallet. Instants in epoch milliseconds. */
export type Topup = {
  readonly id: string
  readonly walletId: string
  readonly amountYen: number
  readonly status: TopupStatus
  readonly sessionId: string | null
  readonly paymentId: string | null
  readonly payUrl: string | null
  readonly journalId: string | null
  /** The processor's word for the last decline, e.g. `insufficient_funds`. */
  readonly failure: string | null
  readonly createdAt: number
  /** The instant of the event that gave it its state. */
  readonly updatedAt: number
}

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

function isStronger(next: TopupMove, now: TopupMove): boolean {
  if (rank[next.status] !== rank[now.status]) return rank[next.status] > rank[now.status]
  if (next.status === 'expired') return false
  if (next.updatedAt !== now.updatedAt) return next.updatedAt > now.updatedAt
  if (next.status !== now.status) return next.status === 'failed'
  return (next.failure ?? '') > (now.failure ?? '')
}
