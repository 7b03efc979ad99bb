import { sql } from 'drizzle-orm'
import type { Store, Write } from '../../db/store.ts'
import type { Filled } from './decision.ts'
import type { NewSpending } from './limits.ts'

/** What holds a wallet to its limits, inside the list of the write itself. */
export function limitWrites(store: Store) {
  const { tables: t, query, prepareWrite } = store
  const ph = sql.placeholder
  // Day and month in one statement: what is spent at once waits here for each other, and a check refuses the first yen above.
  const spend = prepareWrite(
    query
      .insert(t.spendings)
      .values([
        {
          walletId: ph('walletId'),
          period: ph('month'),
          spentYen: ph('amountYen'),
          limitYen: ph('monthLimitYen'),
        },
        {
          walletId: ph('walletId'),
          period: ph('day'),
          spentYen: ph('amountYen'),
          limitYen: ph('dayLimitYen'),
        },
      ])
      .onConflictDoUpdate({
        target: [t.spendings.walletId, t.spendings.period],
        set: {
          spentYen: sql`${t.spendings.spentYen} + excluded.spent_yen`,
          limitYen: sql`excluded.limit_yen`,
        },
      }),
  )
  const fill = prepareWrite(
    query.insert(t.walletFills).values({
      journalId: ph('journalId'),
      walletId: ph('walletId'),
      limitYen: ph('limitYen'),
      createdAt: ph('at'),
    }),
  )
  return {
    spendingWrites: (spending: NewSpending | null): Write[] =>
      spending === null ? [] : [spend({ ...spending })],
    fillWrites: (journal: { id: string; at: number }, filled: Filled | null): Write[] =>
      filled === null ? [] : [fill({ ...filled, journalId: journal.id, at: journal.at })],
  }
}
