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
      })
      .from(t.lots)
      .innerJoin(t.funds, eq(t.funds.id, t.lots.fundId))
      .innerJoin(t.journals, eq(t.journals.id, t.lots.journalId))
      .where(where)
  const pastEnd = prepareRead(
    lots(
      and(
        // Written as the index has it: only lots with something left are looked at.
        sql`${t.lots.remainingYen} > 0`,
        sql`${t.lots.remainingYen} > ${t.lots.heldYen}`,
        lt(t.lots.validUntil, ph('at')),
      ),
    )
      .orderBy(asc(t.lots.validUntil), asc(t.lots.id))
      .limit(ph('limit')),
  )
  const ofTopUp = prepareRead(lots(and(eq(t.lots.journalId, ph('journalId')), eq(t.journals.kind, 'top_up'))))
  return {
    lotsPastEnd: (at: number, limit: number): Promise<LoneLot[]> => pastEnd({ at, limit }),
    findTopUp: async (journalId: string) => {
      const [lot] = await ofTopUp({ journalId })
      return lot && { journalId, lot }
    },
  }
}
