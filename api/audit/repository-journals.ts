import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import type { RecordedJournal } from './canonical.ts'

/** Journals as they were recorded, with everything that a seal covers. */
export function recordedJournals(store: Store) {
  const reads = compile(store)
  return async (ids: readonly string[]): Promise<RecordedJournal[]> => {
    if (ids.length === 0) return []
    const asked = { ids: JSON.stringify(ids) }
    const [journals, entries, lots, taken] = await Promise.all([
      reads.journals(asked),
      reads.entries(asked),
      reads.lots(asked),
      reads.taken(asked),
    ])
    const found = new Map(journals.map((journal) => [journal.id, journal]))
    const of = {
      entries: Map.groupBy(entries, (row) => row.journalId),
      lots: Map.groupBy(lots, (row) => row.journalId),
      taken: Map.groupBy(taken, (row) => row.journalId),
    }
    return ids.flatMap((id) => {
      const journal = found.get(id)
      if (journal === undefined) return []
      return [
        {
          ...journal,
          entries: (of.entries.get(id) ?? []).map(withoutJournal),
          lots: (of.lots.get(id) ?? []).map(withoutJournal),
          taken: (of.taken.get(id) ?? []).map(withoutJournal),
        },
      ]
    })
  }
}

/** The row without the id that it is found by. */
function withoutJournal<Row extends { journalId: string }>(row: Row): Omit<Row, 'journalId'> {
  const { journalId: _, ...rest } = row
  return rest
}

/** A list of ids in one parameter: D1 takes at most 100 of them. */
const idsOf = (store: Store) =>
  store.dialect === 'postgresql'
    ? sql`(select value from json_array_elements_text(${sql.placeholder('ids')}::json))`
    : sql`(select value from json_each(${sql.placeholder('ids')}))`

function compile(store: Store) {
  const { tables: t, query, prepareRead } = store
  const ids = idsOf(store)
  return {
    journals: prepareRead(
      query
        .select({
          id: t.journals.id,
          kind: t.journals.kind,
          at: t.journals.createdAt,
          parentId: t.journals.parentId,
          scope: t.journals.scope,
          key: t.journals.key,
          body: t.journals.body,
          content: t.keys.content,
          answer: t.keys.answer,
        })
        .from(t.journals)
        .leftJoin(t.keys, and(eq(t.keys.scope, t.journals.scope), eq(t.keys.key, t.journals.key)))
        .where(inArray(t.journals.id, ids)),
    ),
    // Joined from the left: an account or fund that is gone changes the hash, it does not hide the entry.
    entries: prepareRead(
      query
        .select({
          journalId: t.entries.journalId,
          line: t.entries.line,
          accountId: t.entries.accountId,
          accountKind: sql<string>`coalesce(${t.accounts.kind}, '')`,
          fundId: t.entries.fundId,
          instrument: sql<string>`coalesce(${t.funds.instrument}, '')`,
          municipality: t.funds.municipality,
          lotId: t.entries.lotId,
          amountYen: t.entries.amountYen,
          balanceAfterYen: t.entries.balanceAfterYen,
          accountVersion: t.entries.accountVersion,
        })
        .from(t.entries)
        .leftJoin(t.accounts, eq(t.accounts.id, t.entries.accountId))
        .leftJoin(t.funds, eq(t.funds.id, t.entries.fundId))
        .where(inArray(t.entries.journalId, ids))
        .orderBy(asc(t.entries.journalId), asc(t.entries.line)),
    ),
    // By the entries that brought them: lots are not found by their journal, and an index for it would cost each write.
    lots: prepareRead(
      query
        .select({
          journalId: t.lots.journalId,
          id: t.lots.id,
          accountId: t.lots.accountId,
          instrument: t.lots.instrument,
          fundId: t.lots.fundId,
          issuedYen: t.lots.issuedYen,
          validUntilAt: t.lots.validUntil,
          rule: t.lots.rule,
        })
        .from(t.entries)
        .innerJoin(t.lots, and(eq(t.lots.id, t.entries.lotId), eq(t.lots.journalId, t.entries.journalId)))
        .where(inArray(t.entries.journalId, ids))
        .orderBy(asc(t.lots.journalId), asc(t.lots.id)),
    ),
    taken: prepareRead(
      query
        .select({
          journalId: t.paymentLots.paymentId,
          position: t.paymentLots.position,
          lotId: t.paymentLots.lotId,
          fundId: t.paymentLots.fundId,
          amountYen: t.paymentLots.amountYen,
        })
        .from(t.paymentLots)
        .where(inArray(t.paymentLots.paymentId, ids))
        .orderBy(asc(t.paymentLots.paymentId), asc(t.paymentLots.position)),
    ),
  }
}
