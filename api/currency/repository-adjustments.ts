import { and, eq, or, sql } from 'drizzle-orm'
import type { Store, Write } from '../../db/store.ts'
import type { NewAdjustment } from './adjust.ts'
import { reserveFundId } from './fund.ts'
import type { AdjustmentBook } from './ports.ts'

/** What a correction is stored with beside its journal: the row whose trigger holds it to what was moved. */
export function adjustmentWrites(store: Store) {
  const { tables: t, query, prepareWrite } = store
  const ph = sql.placeholder
  const adjustment = prepareWrite(
    query.insert(t.adjustments).values({
      journalId: ph('journalId'),
      correctsId: ph('correctsId'),
      walletId: ph('walletId'),
      amountYen: ph('amountYen'),
      approvedHash: ph('approvedHash'),
      createdAt: ph('at'),
    }),
  )
  return (journal: { id: string; at: number }, made: NewAdjustment): Write =>
    adjustment({ ...made, journalId: journal.id, at: journal.at })
}

/** What journals moved, as corrections see it. */
export function adjustmentBook({ tables: t, query, prepareRead }: Store): AdjustmentBook {
  const ph = sql.placeholder
  const own = sql<number>`sum(case when ${t.journals.id} = ${ph('journalId')} then ${t.entries.amountYen} else 0 end)`
  const moved = prepareRead(
    query
      .select({
        walletId: t.entries.accountId,
        ownYen: own,
        netYen: sql<number>`sum(${t.entries.amountYen})`,
      })
      .from(t.journals)
      .innerJoin(t.entries, eq(t.entries.journalId, t.journals.id))
      .innerJoin(t.accounts, and(eq(t.accounts.id, t.entries.accountId), eq(t.accounts.kind, 'wallet')))
      .where(
        and(
          or(eq(t.journals.id, ph('journalId')), eq(t.journals.parentId, ph('journalId'))),
          eq(t.entries.fundId, reserveFundId),
        ),
      )
      .groupBy(t.entries.accountId),
  )
  return { movedPaid: (journalId) => moved({ journalId }) }
}
