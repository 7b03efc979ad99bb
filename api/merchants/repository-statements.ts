import { and, asc, desc, eq, gte, lt, sql } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import type { StatementReads } from './ports.ts'

/** PostgreSQL answers a sum of 64-bit numbers as text. */
const whole = (value: unknown): number => Number(value ?? 0)

/** What the books show of one shop's month: reads only, on any engine. */
export function statementReads({ tables: t, query, prepareRead }: Store): StatementReads {
  const { entries: e, journals: j, payouts: p, settlements: s, payoutReturns: r } = t
  const ph = sql.placeholder
  const ofShop = eq(e.accountId, ph('accountId'))
  const before = prepareRead(
    query
      .select({ amountYen: sql<number>`coalesce(sum(${e.amountYen}), 0)` })
      .from(e)
      .where(and(ofShop, lt(e.createdAt, ph('fromAt')))),
  )
  // Whole days since 1970, counted from the border of a takings day in Japan.
  const dayNumber = sql<number>`(${e.createdAt} + ${ph('shiftMs')}) / 86400000`
  const moved = prepareRead(
    query
      .select({
        dayNumber,
        kind: j.kind,
        journals: sql<number>`count(distinct ${e.journalId})`,
        amountYen: sql<number>`sum(${e.amountYen})`,
      })
      .from(e)
      .innerJoin(j, eq(j.id, e.journalId))
      .where(and(ofShop, gte(e.createdAt, ph('fromAt')), lt(e.createdAt, ph('untilAt'))))
      .groupBy(sql`1`, j.kind)
      .orderBy(asc(sql`1`), asc(j.kind)),
  )
  const payouts = prepareRead(
    query
      .select({ payoutId: p.id, payDay: s.payDay, amountYen: p.amountYen, returnedAt: r.createdAt })
      .from(p)
      .innerJoin(s, eq(s.id, p.settlementId))
      .leftJoin(r, eq(r.payoutId, p.id))
      .where(
        and(
          eq(p.merchantId, ph('merchantId')),
          gte(p.createdAt, ph('fromAt')),
          lt(p.createdAt, ph('untilAt')),
        ),
      )
      .orderBy(desc(s.payDay), desc(p.id)),
  )
  return {
    owedBefore: async (accountId, fromAt) => whole((await before({ accountId, fromAt }))[0]?.amountYen),
    moved: async (accountId, bounds) =>
      (await moved({ accountId, ...bounds })).map((row) => ({
        day: new Date(whole(row.dayNumber) * 86_400_000).toISOString().slice(0, 10),
        kind: row.kind,
        journals: whole(row.journals),
        amountYen: whole(row.amountYen),
      })),
    payouts: async (merchantId, { fromAt, untilAt }) => payouts({ merchantId, fromAt, untilAt }),
  }
}
