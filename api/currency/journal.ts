import { assert } from '../platform/assert.ts'
import type { AccountRef } from './account.ts'
import { sumByFund } from './fund.ts'

export type JournalKind =
  | 'issue'
  | 'grant'
  | 'top_up'
  | 'void'
  | 'charge_back'
  | 'expire'
  | 'pay'
  | 'refund'
  | 'transfer'
  | 'donate'
  | 'purchase'
  | 'adjust'
  | 'repay'
  | 'card_refund'
  | 'card_return'
  | 'fee'
  | 'settle'
  | 'payout'
  | 'payout_return'

/** One signed amount on one account and fund; in a wallet, of one lot. Positive: the account holds more. */
export type Entry = {
  readonly account: AccountRef
  readonly fundId: string
  readonly lotId: string | null
  readonly amountYen: number
}

/** One immutable business event (仕訳); its entries sum to zero for each fund. */
export type Journal = {
  readonly id: string
  readonly kind: JournalKind
  /** When it happened, epoch ms. */
  readonly at: number
  readonly entries: readonly Entry[]
}

/** Makes a journal, and crashes rather than make one that is not balanced, whole and netted. */
export function journal(fields: Journal): Journal {
  const { entries } = fields
  assert(entries.length >= 2, 'money comes from somewhere and goes somewhere')
  assert(sumByFund(entries).size === 0, 'entries sum to zero for each fund')
  for (const entry of entries) {
    assert(Number.isSafeInteger(entry.amountYen) && entry.amountYen !== 0, 'an entry is whole yen, not zero')
    assert((entry.lotId !== null) === (entry.account.kind === 'wallet'), 'lots subdivide wallets only')
  }
  assert(new Set(entries.map(placeOf)).size === entries.length, 'the legs of an account are netted')
  return fields
}

const placeOf = (entry: Entry): string => `${entry.account.id} ${entry.fundId} ${entry.lotId ?? ''}`

/** Entries that move `amountYen` of one fund from one account to another, neither of them a wallet. */
export const move = (from: AccountRef, to: AccountRef, fundId: string, amountYen: number): Entry[] => [
  { account: from, fundId, lotId: null, amountYen: -amountYen },
  { account: to, fundId, lotId: null, amountYen },
]
