import { ok, refuse } from '../platform/result.ts'
import type { Result } from '../platform/result.ts'
import type { MerchantDirectory } from './ports.ts'
import type { Cursor } from './reads.ts'
import { boundsOf, counterpartyOf } from './records.ts'
import type { RecordReads, RecordRefusal, RecordSearch, ShownRecord } from './records.ts'

export type RecordParts = {
  readonly reads: RecordReads
  readonly merchants: Pick<MerchantDirectory, 'find' | 'named'>
}

export type RecordPage = {
  readonly records: readonly ShownRecord[]
  /** Where the next page begins; null at the end. */
  readonly next: Cursor | null
}

/** Looking records up: a shop its own, the office those of one shop or of all. */
export function recordService({ reads, merchants }: RecordParts) {
  return {
    /** Refuses, in order: range_reversed, merchant_not_found. */
    find: async (
      search: RecordSearch & { readonly merchantId?: string | undefined },
      page: { readonly before?: Cursor | undefined; readonly limit: number },
    ): Promise<Result<RecordPage, RecordRefusal>> => {
      const bounds = boundsOf(search)
      if (!bounds.ok) return bounds
      const shop = search.merchantId === undefined ? undefined : await merchants.find(search.merchantId)
      if (search.merchantId !== undefined && shop === undefined)
        return refuse({ code: 'merchant_not_found', field: 'merchantId' })
      const lines = await reads.records(bounds.value, { ...page, accountId: shop?.accountId })
      const accounts = [
        ...new Set(lines.flatMap((line) => [line.merchantAccountId, line.partnerAccountId ?? []].flat())),
      ]
      const named = new Map(
        await Promise.all(accounts.map(async (id) => [id, (await merchants.named(id)) ?? null] as const)),
      )
      const last = lines.length === page.limit ? lines.at(-1) : undefined
      return ok({
        records: lines.map(({ merchantAccountId, partnerAccountId, ...line }) => ({
          ...line,
          counterparty: counterpartyOf(line.kind),
          merchant: named.get(merchantAccountId) ?? null,
          partner: named.get(partnerAccountId ?? '') ?? null,
        })),
        next: last === undefined ? null : { at: last.at, id: `${last.journalId}_${last.merchantAccountId}` },
      })
    },
  }
}

export type Records = ReturnType<typeof recordService>
