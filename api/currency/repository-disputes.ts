import { and, eq, sql } from 'drizzle-orm'
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
      .select({
        id: t.disputes.id,
        topUpJournalId: t.disputes.topUpJournalId,
        amountYen: t.disputes.amountYen,
        how: t.disputeClosings.how,
      })
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
  const toCard = prepareRead(
    query
      .select({ amountYen: sql<number>`coalesce(sum(${t.cardRefunds.amountYen}), 0)`.mapWith(Number) })
      .from(t.cardRefunds)
      .innerJoin(t.topups, eq(t.topups.id, t.cardRefunds.topupId))
      .where(
        and(
          eq(t.topups.journalId, ph('topUpJournalId')),
          sql`not exists (select 1 from card_refund_ends e where e.card_refund_id = ${t.cardRefunds.id} and e.how = 'returned')`,
        ),
      ),
  )
  const toCardOf = async (topUpJournalId: string) => (await toCard({ topUpJournalId }))[0]?.amountYen ?? 0
  return {
    toCardOf,
    isDisputed: async (topUpJournalId) => (await ofTopUp({ topUpJournalId })).length > 0,
    findDispute: async (id) => {
      const [row] = await one({ id })
      if (row === undefined) return undefined
      const { topUpJournalId, amountYen, how } = row
      const [toppedUp, toCardYen] = await Promise.all([findTopUp(topUpJournalId), toCardOf(topUpJournalId)])
      return toppedUp && { id, toppedUp, amountYen, toCardYen, how: how as DisputeEnd | null }
    },
  }
}
