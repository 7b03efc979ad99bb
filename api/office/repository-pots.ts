import { and, asc, eq, sql } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import type { Pot, SettlementStore } from './ports.ts'

/** The towns' pots with what moved in them, of each town the older first. What all of them gave is summed in one look at the lots. */
export function potReads({ tables: t, query, prepareRead }: Store): Pick<SettlementStore, 'pots'> {
  const given = query
    .select({
      fundId: t.lots.fundId,
      issuedYen: sql<number>`sum(${t.lots.issuedYen})`.as('issued_yen_sum'),
      leftYen: sql<number>`sum(${t.lots.remainingYen})`.as('left_yen_sum'),
    })
    .from(t.lots)
    .where(eq(t.lots.instrument, 'free'))
    .groupBy(t.lots.fundId)
    .as('given')
  /** What ended goes back into the pot, too: only what came by an issue is its budget. */
  const budget = sql<number>`(select coalesce(sum(${t.entries.amountYen}), 0) from ${t.entries} inner join ${t.journals} on ${t.journals.id} = ${t.entries.journalId} where ${t.entries.accountId} = ${t.pots.accountId} and ${t.entries.amountYen} > 0 and ${t.journals.kind} = 'issue')`
  const pots = prepareRead(
    query
      .select({
        id: t.pots.accountId,
        municipality: t.pots.municipality,
        nameJa: t.pots.nameJa,
        nameEn: t.pots.nameEn,
        rule: t.pots.rule,
        validDays: t.pots.validDays,
        lastDay: t.pots.lastDay,
        endOf: t.pots.endOf,
        balanceYen: sql<number>`${t.balances.postedYen} - ${t.balances.heldYen}`,
        budgetYen: budget,
        grantedYen: sql<number>`coalesce(${given.issuedYen}, 0)`,
        outYen: sql<number>`coalesce(${given.leftYen}, 0)`,
      })
      .from(t.pots)
      .innerJoin(
        t.balances,
        and(eq(t.balances.accountId, t.pots.accountId), eq(t.balances.fundId, t.pots.fundId)),
      )
      .leftJoin(given, eq(given.fundId, t.pots.fundId))
      .orderBy(asc(t.pots.municipality), asc(t.pots.createdAt), asc(t.pots.accountId)),
  )
  return {
    pots: async (): Promise<Pot[]> =>
      (await pots()).map((row) => ({
        ...row,
        rule: row.rule as Pot['rule'],
        endOf: row.endOf as Pot['endOf'],
      })),
  }
}
