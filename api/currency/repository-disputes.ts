import { eq, sql } from 'drizzle-orm'
import type { Store, Write } from '../../db/store.ts'
import type { DisputeClosing, DisputeEnd, NewDispute } from './dispute.ts'
import type { DisputeBook } from './ports.ts'
import { endedReads } from './repository-ended.ts'

/** What a dispute is stored with; that its lot is frozen is seen to by the database itself. */
export function disputeWrites({ tables: t, query, prepareWrite }: Store) {
  const ph = sql.placeholder
  const dispute = prepareWrite(
    query.insert(t.disputes).values({
      id: ph('id'),
      topUpJournalId: ph('topUpJournalId'),
      lotId: ph('lotId'),
      walletId: ph('walletId'),
      amountYen: ph('amountYen'),
      createdAt: ph('at'),
    }),
  )
  const closing = prepareWrite(
    query.insert(t.disputeClosings).values({
      disputeId: ph('disputeId'),
      how: ph('how'),
      takenYen: ph('takenYen'),
      receivableYen: ph('receivableYen'),
      journalId: ph('journalId'),
      createdAt: ph('at'),
    }),
  )
  return {
    disputedWrite: (made: NewDispute, at: number): Write => dispute({ ...made, at }),
    closedWrite: (made: DisputeClosing, at: number, journalId: string | null): Write =>
      closing({ ...made, journalId, at }),
  }
}

/** Disputes as decisions see them. */
export function disputeBook(store: Store): DisputeBook {
  const { tables: t, query, prepareRead } = store
  const ph = sql.placeholder
  const { findTopUp } = endedReads(store)
  const one = prepareRead(
    query
      .select({ id: t.disputes.id, topUpJournalId: t.disputes.topUpJournalId, how: t.disputeClosings.how })
      .from(t.disputes)
      .leftJoin(t.disputeClosings, eq(t.disputeClosings.disputeId, t.disputes.id))
      .where(eq(t.disputes.id, ph('id'))),
  )
  const ofTopUp = prepareRead(
    query
      .select({ id: t.disputes.id })
      .from(t.disputes)
      .where(eq(t.disputes.topUpJournalId, ph('topUpJournalId'))),
  )
  return {
    isDisputed: async (topUpJournalId) => (await ofTopUp({ topUpJournalId })).length > 0,
    findDispute: async (id) => {
      const [row] = await one({ id })
      const toppedUp = row && (await findTopUp(row.topUpJournalId))
      return row && toppedUp && { id, toppedUp, how: row.how as DisputeEnd | null }
    },
  }
}
