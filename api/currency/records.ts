import { endOfJapanDay, startOfJapanDay } from '../platform/clock.ts'
import { ok, refuse } from '../platform/result.ts'
import type { Result } from '../platform/result.ts'
import type { MerchantName } from './ports.ts'
import type { Cursor } from './reads.ts'

/** The kinds of journal that move money of a shop; each is a record (取引の記録) of it. */
export const recordKinds = ['pay', 'refund', 'donate', 'purchase', 'fee', 'settle', 'payout_return'] as const
export type RecordKind = (typeof recordKinds)[number]

/** On the other side of a shop's money: its guests, other shops, or the issuer who pays out. */
export const counterparties = ['guests', 'shops', 'issuer'] as const
export type Counterparty = (typeof counterparties)[number]

const kindsOf: Record<Counterparty, readonly RecordKind[]> = {
  guests: ['pay', 'refund', 'donate'],
  shops: ['purchase'],
  issuer: ['fee', 'settle', 'payout_return'],
}

/**
 * What is looked for: by date, by amount, by who stood on the other side, each by itself or any of them together
 * (電子帳簿保存法施行規則 2条6項5号). What is left out does not narrow.
 */
export type RecordSearch = {
  /** Japanese days, the last one included. */
  readonly from?: string | undefined
  readonly until?: string | undefined
  /** Yen that moved, whichever way; both included. */
  readonly leastYen?: number | undefined
  readonly mostYen?: number | undefined
  readonly counterparty?: Counterparty | undefined
}

/** The search as the books are asked. */
export type RecordBounds = {
  readonly fromAt: number
  readonly untilAt: number
  readonly leastYen: number
  readonly mostYen: number
  readonly kinds: readonly RecordKind[]
}

/** One record: what a journal moved of one shop; signed: what the shop is owed more. */
export type RecordLine = {
  readonly journalId: string
  readonly kind: RecordKind
  readonly at: number
  readonly merchantAccountId: string
  readonly amountYen: number
  /** Of a purchase: the shop on its other side, and what it was for. */
  readonly partnerAccountId: string | null
  readonly purchaseReference: string | null
}

type NamedMerchant = { readonly merchantId: string; readonly name: MerchantName }

/** A record as people read it. */
export type ShownRecord = Omit<RecordLine, 'merchantAccountId' | 'partnerAccountId'> & {
  readonly counterparty: Counterparty
  readonly merchant: NamedMerchant | null
  /** The other shop of a purchase. */
  readonly partner: NamedMerchant | null
}

export type RecordReads = {
  /** The newest first; of one shop, or of all. */
  readonly records: (
    bounds: RecordBounds,
    page: {
      readonly before?: Cursor | undefined
      readonly limit: number
      readonly accountId?: string | undefined
    },
  ) => Promise<readonly RecordLine[]>
}

export type RecordRefusal =
  | { readonly code: 'range_reversed'; readonly field: 'until' | 'mostYen' }
  | { readonly code: 'merchant_not_found'; readonly field: 'merchantId' }

/** A range that ends before it begins is a slip, and is told rather than answered with nothing. */
export function boundsOf(search: RecordSearch): Result<RecordBounds, RecordRefusal> {
  const { from, until, leastYen = 1, mostYen = Number.MAX_SAFE_INTEGER, counterparty } = search
  if (from !== undefined && until !== undefined && until < from)
    return refuse({ code: 'range_reversed', field: 'until' })
  if (mostYen < leastYen) return refuse({ code: 'range_reversed', field: 'mostYen' })
  return ok({
    fromAt: from === undefined ? 0 : startOfJapanDay(from),
    untilAt: until === undefined ? Number.MAX_SAFE_INTEGER : endOfJapanDay(until),
    leastYen,
    mostYen,
    kinds: counterparty === undefined ? recordKinds : kindsOf[counterparty],
  })
}

/** Who stood on the other side of a record. */
export const counterpartyOf = (kind: RecordKind): Counterparty =>
  counterparties.find((counterparty) => kindsOf[counterparty].includes(kind))!
