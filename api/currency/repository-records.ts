import { and, desc, eq, gte, inArray, lt, or, sql } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import type { RecordKind, RecordReads } from './records.ts'

/** The records of shops on any engine. */
export function recordReads({ tables: t, query, prepareRead }: Store): RecordReads {
  const ph = sql.placeholder
  const moved = sql<number>`sum(${t.entries.amountYen})`
  const page = (ofOne: boolean) =>
    prepareRead(
      query
        .select({
          journalId: t.journals.id,
          kind: t.journals.kind,
          at: t.journals.createdAt,
          merchantAccountId: t.entries.accountId,
          amountYen: moved,
        })
        .from(t.journals)
        .innerJoin(t.entries, eq(t.entries.journalId, t.journals.id))
        .innerJoin(t.accounts, and(eq(t.accounts.id, t.entries.accountId), eq(t.accounts.kind, 'merchant')))
        .where(
          and(
            gte(t.journals.createdAt, ph('fromAt')),
            lt(t.journals.createdAt, ph('untilAt')),
            inArray(t.journals.kind, [ph('kind1'), ph('kind2'), ph('kind3'), ph('kind4'), ph('kind5')]),
            or(
              lt(t.journals.createdAt, ph('at')),
              and(eq(t.journals.createdAt, ph('at')), lt(t.journals.id, ph('id'))),
            ),
            ...(ofOne ? [eq(t.entries.accountId, ph('accountId'))] : []),
          ),
        )
        .groupBy(t.journals.id, t.journals.kind, t.journals.createdAt, t.entries.accountId)
        .having(sql`abs(${moved}) between ${ph('leastYen')} and ${ph('mostYen')}`)
        .orderBy(desc(t.journals.createdAt), desc(t.journals.id))
        .limit(ph('limit')),
    )
  const [ofOne, ofAll] = [page(true), page(false)]
  return {
    records: async ({ kinds, ...bounds }, { before, limit, accountId }) => {
      const [kind1, kind2 = kind1, kind3 = kind1, kind4 = kind1, kind5 = kind1] = kinds
      const cursor = before ?? { at: Number.MAX_SAFE_INTEGER, id: '' }
      const asked = { ...bounds, ...cursor, kind1, kind2, kind3, kind4, kind5, limit }
      const rows = await (accountId === undefined ? ofAll(asked) : ofOne({ ...asked, accountId }))
      return rows.map((row) => ({ ...row, kind: row.kind as RecordKind }))
    },
  }
}
