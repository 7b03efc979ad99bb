import { and, desc, eq, gte, inArray, lt, or, sql } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import { recordKinds } from './records.ts'
import type { RecordKind, RecordReads } from './records.ts'

/** The records of shops on any engine. */
export function recordReads({ tables: t, query, prepareRead }: Store): RecordReads {
  const ph = sql.placeholder
  const moved = sql<number>`sum(${t.entries.amountYen})`
  const { purchases: p } = t
  const partner = sql<
    string | null
  >`case ${t.entries.accountId} when ${p.buyerAccountId} then ${p.sellerAccountId} else ${p.buyerAccountId} end`
  // A purchase is a record of both its shops: a page may end between the two.
  const place = sql<string>`${t.journals.id} || '_' || ${t.entries.accountId}`
  const kindPlaces = recordKinds.map((_, at) => ph(`kind${at}`))
  const page = (ofOne: boolean) =>
    prepareRead(
      query
        .select({
          journalId: t.journals.id,
          kind: t.journals.kind,
          at: t.journals.createdAt,
          merchantAccountId: t.entries.accountId,
          amountYen: moved,
          partnerAccountId: partner,
          purchaseReference: p.purchaseReference,
        })
        .from(t.journals)
        .innerJoin(t.entries, eq(t.entries.journalId, t.journals.id))
        .innerJoin(t.accounts, and(eq(t.accounts.id, t.entries.accountId), eq(t.accounts.kind, 'merchant')))
        .leftJoin(p, eq(p.journalId, t.journals.id))
        .where(
          and(
            gte(t.journals.createdAt, ph('fromAt')),
            lt(t.journals.createdAt, ph('untilAt')),
            inArray(t.journals.kind, kindPlaces),
            or(
              lt(t.journals.createdAt, ph('at')),
              and(eq(t.journals.createdAt, ph('at')), lt(place, ph('id'))),
            ),
            ...(ofOne ? [eq(t.entries.accountId, ph('accountId'))] : []),
          ),
        )
        .groupBy(
          t.journals.id,
          t.journals.kind,
          t.journals.createdAt,
          t.entries.accountId,
          p.buyerAccountId,
          p.sellerAccountId,
          p.purchaseReference,
        )
        .having(sql`abs(${moved}) between ${ph('leastYen')} and ${ph('mostYen')}`)
        .orderBy(desc(t.journals.createdAt), desc(place))
        .limit(ph('limit')),
    )
  const [ofOne, ofAll] = [page(true), page(false)]
  return {
    records: async ({ kinds, ...bounds }, { before, limit, accountId }) => {
      const cursor = before ?? { at: Number.MAX_SAFE_INTEGER, id: '' }
      const asked = { ...bounds, ...cursor, ...placedKinds(kinds), limit }
      const rows = await (accountId === undefined ? ofAll(asked) : ofOne({ ...asked, accountId }))
      return rows.map((row) => ({ ...row, kind: row.kind as RecordKind }))
    },
  }
}

/** The kinds asked for in as many places as there are kinds; the first fills the places that are left. */
const placedKinds = (kinds: readonly RecordKind[]): Record<string, string | undefined> =>
  Object.fromEntries(recordKinds.map((_, at) => [`kind${at}`, kinds[at] ?? kinds[0]]))
