import { and, asc, eq, lt, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import type { LoneLot } from './ended.ts'
import type { EndedReads } from './reads.ts'

/** Lots by themselves: those past their end, and the one that a top-up made. */
export function endedReads({ tables: t, query, prepareRead }: Store): EndedReads {
  const ph = sql.placeholder
  const lots = (where: SQL | undefined) =>
    query
      .select({
        id: t.lots.id,
        walletId: t.lots.accountId,
        fundId: t.lots.fundId,
        potId: t.funds.potAccountId,
        validUntilAt: t.lots.validUntil,
        issuedYen: t.lots.issuedYen,
        freeYen: sql<number>`${t.lots.remainingYen} - ${t.lots.heldYen}`,
        disputeId: t.disputes.id,
        how: t.disputeClosings.how,
      })
      .from(t.lots)
      .innerJoin(t.funds, eq(t.funds.id, t.lots.fundId))
      .innerJoin(t.journals, eq(t.journals.id, t.lots.journalId))
      .leftJoin(t.disputes, eq(t.disputes.lotId, t.lots.id))
      .leftJoin(t.disputeClosings, eq(t.disputeClosings.disputeId, t.disputes.id))
      .where(where)
  const pastEnd = prepareRead(
    lots(
      and(
        // Written as the index has it: only lots with something left are looked at.
        sql`${t.lots.remainingYen} > 0`,
        sql`${t.lots.remainingYen} > ${t.lots.heldYen}`,
        lt(t.lots.validUntil, ph('at')),
        // Whose it is, is open: no job takes it.
        sql`(${t.disputes.id} is null or ${t.disputeClosings.how} is not null)`,
      ),
    )
      .orderBy(asc(t.lots.validUntil), asc(t.lots.id))
      .limit(ph('limit')),
  )
  const ofTopUp = prepareRead(lots(and(eq(t.lots.journalId, ph('journalId')), eq(t.journals.kind, 'top_up'))))
  const lotOf = ({ disputeId, how, ...lot }: Awaited<ReturnType<typeof pastEnd>>[number]): LoneLot => ({
    ...lot,
    isFrozen: disputeId !== null && how !== 'won',
  })
  return {
    lotsPastEnd: async (at: number, limit: number): Promise<LoneLot[]> =>
      (await pastEnd({ at, limit })).map(lotOf),
    findTopUp: async (journalId: string) => {
      const [lot] = await ofTopUp({ journalId })
      return lot && { journalId, lot: lotOf(lot) }
    },
  }
}
