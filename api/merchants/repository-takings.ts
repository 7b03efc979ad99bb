import { and, asc, desc, eq, gt, gte, lt, or, sql } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import type { TakingsStore } from './ports.ts'

/** What the ledger shows of the shops' takings: reads only, on any engine. */
export function takingsStore(store: Store): TakingsStore {
  return { ...paymentReads(store), ...balanceReads(store) }
}

/** PostgreSQL answers a sum of 64-bit numbers as text. */
const whole = (value: unknown): number => Number(value ?? 0)

function paymentReads({
  tables: { payments: p },
  query,
  prepareRead,
}: Store): Pick<TakingsStore, 'dayTotal' | 'latest' | 'after'> {
  const ph = sql.placeholder
  const columns = {
    paymentId: p.journalId,
    amountYen: p.amountYen,
    refundedYen: p.refundedYen,
    paidAt: p.createdAt,
  }
  const ofShop = eq(p.merchantAccountId, ph('accountId'))
  const total = prepareRead(
    query
      .select({
        count: sql<number>`count(*)`,
        amountYen: sql<number>`coalesce(sum(${p.amountYen}), 0)`,
        refundedYen: sql<number>`coalesce(sum(${p.refundedYen}), 0)`,
      })
      .from(p)
      .where(and(ofShop, gte(p.createdAt, ph('from')), lt(p.createdAt, ph('until')))),
  )
  const latest = prepareRead(
    query
      .select(columns)
      .from(p)
      .where(ofShop)
      .orderBy(desc(p.createdAt), desc(p.journalId))
      .limit(ph('limit')),
  )
  const later = or(
    gt(p.createdAt, ph('paidAt')),
    and(eq(p.createdAt, ph('paidAt')), gt(p.journalId, ph('paymentId'))),
  )
  const after = prepareRead(
    query
      .select(columns)
      .from(p)
      .where(and(ofShop, later))
      .orderBy(asc(p.createdAt), asc(p.journalId))
      .limit(ph('limit')),
  )
  return {
    dayTotal: async (accountId, from, until) => {
      const [row] = await total({ accountId, from, until })
      return {
        count: whole(row?.count),
        amountYen: whole(row?.amountYen),
        refundedYen: whole(row?.refundedYen),
      }
    },
    latest: (accountId, limit) => latest({ accountId, limit }),
    after: (accountId, cursor, limit) => after({ accountId, ...cursor, limit }),
  }
}

function balanceReads(store: Store): Pick<TakingsStore, 'holdings' | 'unpaid' | 'paidUntil'> {
  const { tables: t, query, prepareRead } = store
  const { entries: e, journals: j, accounts: a, funds: f } = t
  const ph = sql.placeholder
  const closed = sql<number>`coalesce(sum(case when ${e.createdAt} < ${ph('cutOffAt')} then ${e.amountYen} end), 0)`
  const holdings = prepareRead(
    query
      .select({
        accountId: e.accountId,
        fundId: e.fundId,
        municipality: f.municipality,
        closedYen: closed,
        balanceYen: sql<number>`sum(${e.amountYen})`,
      })
      .from(e)
      .innerJoin(a, and(eq(a.id, e.accountId), eq(a.kind, 'merchant')))
      .innerJoin(f, eq(f.id, e.fundId))
      .groupBy(e.accountId, e.fundId, f.municipality)
      .orderBy(asc(e.accountId), asc(e.fundId)),
  )
  const balance = prepareRead(
    query
      .select({ amountYen: sql<number>`coalesce(sum(${e.amountYen}), 0)` })
      .from(e)
      .where(eq(e.accountId, ph('accountId'))),
  )
  // Whole days since 1970, counted from the border of a takings day in Japan.
  const dayNumber = sql<number>`(${e.createdAt} + ${ph('shiftMs')}) / 86400000`
  const days = prepareRead(
    query
      .select({ dayNumber, amountYen: sql<number>`sum(${e.amountYen})` })
      .from(e)
      .innerJoin(j, eq(j.id, e.journalId))
      .where(and(eq(e.accountId, ph('accountId')), gte(e.createdAt, ph('from')), sql`${j.kind} <> 'settle'`))
      .groupBy(sql`1`),
  )
  const paidUntil = prepareRead(
    query
      .select({ cutOffAt: sql<number>`max(${t.settlements.cutOffAt})` })
      .from(t.payouts)
      .innerJoin(t.settlements, eq(t.settlements.id, t.payouts.settlementId))
      .innerJoin(t.merchants, eq(t.merchants.id, t.payouts.merchantId))
      .where(eq(t.merchants.accountId, ph('accountId'))),
  )
  return {
    paidUntil: async (accountId) => whole((await paidUntil({ accountId }))[0]?.cutOffAt),
    holdings: async (cutOffAt) =>
      (await holdings({ cutOffAt })).map(({ closedYen, balanceYen, ...held }) => ({
        ...held,
        // A refund given since is met by takings since; only what they do not cover is missing from the closed ones.
        amountYen: Math.min(whole(closedYen), whole(balanceYen)),
      })),
    unpaid: async (accountId, from, shiftMs) => {
      const [[all], rows] = await Promise.all([balance({ accountId }), days({ accountId, from, shiftMs })])
      return {
        balanceYen: whole(all?.amountYen),
        days: rows.map((row) => ({
          day: new Date(whole(row.dayNumber) * 86_400_000).toISOString().slice(0, 10),
          amountYen: whole(row.amountYen),
        })),
      }
    },
  }
}
