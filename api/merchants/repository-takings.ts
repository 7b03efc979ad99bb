import { and, asc, desc, eq, gt, gte, lt, or, sql } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import type { TakingsStore } from './ports.ts'

/** What the ledger shows of the shops' takings: reads only, on any engine. */
export function takingsStore(store: Store): TakingsStore {
  return { ...paymentReads(store), movedSince: movedRead(store), ...balanceReads(store) }
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

/** What every till that is connected is told from: two short reads along the time of writing, for all shops together. */
function movedRead({
  tables: { payments: p, journals: j },
  query,
  prepareRead,
}: Store): TakingsStore['movedSince'] {
  const columns = {
    accountId: p.merchantAccountId,
    paymentId: p.journalId,
    amountYen: p.amountYen,
    refundedYen: p.refundedYen,
    paidAt: p.createdAt,
  }
  const at = sql.placeholder('at')
  const paid = prepareRead(
    query.select(columns).from(p).where(gte(p.createdAt, at)).orderBy(asc(p.createdAt), asc(p.journalId)),
  )
  const givenBack = prepareRead(
    query
      .select(columns)
      .from(j)
      .innerJoin(p, eq(p.journalId, j.parentId))
      .where(and(eq(j.kind, 'refund'), gte(j.createdAt, at), lt(p.createdAt, at))),
  )
  return async (since) => (await Promise.all([paid({ at: since }), givenBack({ at: since })])).flat()
}

function balanceReads(store: Store): Pick<TakingsStore, 'holdings' | 'unpaid' | 'paidUntil'> {
  const { tables: t, query, prepareRead } = store
  const { entries: e, funds: f } = t
  const ph = sql.placeholder
  // What is there less what moved since: the entries of before are counted in the balance, and never read again. What a
  // settlement took since, it took of before; what a bank sent back is due as soon as it is entered. One
  // statement, so that a roll-up in between can neither hide a credit nor count it twice; SQLite keeps the order of a cross
  // join, and so reads no wallet.
  const holdings = prepareRead(
    query
      .select({
        accountId: sql<string>`held.account_id`,
        fundId: f.id,
        municipality: f.municipality,
        closedYen: sql<number>`sum(held.yen) - sum(held.since_yen)`,
        balanceYen: sql<number>`sum(held.yen)`,
      })
      .from(
        sql`(select b.account_id, b.fund_id, b.posted_yen as yen, 0 as since_yen
            from accounts a cross join balances b
              where b.account_id = a.id and a.kind <> 'wallet' and a.kind = 'merchant'
          union all
          select c.account_id, c.fund_id, c.amount_yen, 0 from credits c where c.folded_at is null
          union all
          select m.account_id, m.fund_id, 0, m.amount_yen from accounts a cross join entries m
              where m.account_id = a.id and a.kind <> 'wallet' and a.kind = 'merchant' and m.created_at >= ${ph('cutOffAt')}
                and not (m.amount_yen < 0 and exists (select 1 from journals j where j.id = m.journal_id and j.kind in ('settle', 'fee')))
                and m.journal_id not in (select r.journal_id from payout_returns r where r.created_at < ${ph('returnedUntil')})) as held`,
      )
      .innerJoin(f, sql`${f.id} = held.fund_id`)
      .groupBy(sql`held.account_id`, f.id, f.municipality)
      .orderBy(sql`held.account_id`, asc(f.id)),
  )
  const balance = prepareRead(
    query
      .select({
        amountYen: sql<number>`coalesce((select sum(b.posted_yen) from balances b where b.account_id = one_row.account_id), 0)
          + coalesce((select sum(c.amount_yen) from credits c where c.account_id = one_row.account_id and c.folded_at is null), 0)`,
      })
      .from(
        sql`(select a.id as account_id from accounts a where ${eq(sql`a.id`, ph('accountId'))}) as one_row`,
      ),
  )
  // Whole days since 1970, counted from the border of a takings day in Japan. SQLite's driver hands over every number as one
  // with a fraction, and would make a day of each instant.
  const dayNumber = sql<number>`(${e.createdAt} + cast(${ph('shiftMs')} as bigint)) / 86400000`
  // A settlement takes away: whatever came in needs no look at its journal.
  const settled = sql`(${e.amountYen} < 0 and exists (select 1 from journals j where j.id = ${e.journalId} and j.kind in ('settle', 'fee')))`
  const cameBack = sql<number>`case when ${e.journalId} in (select r.journal_id from payout_returns r) then 1 else 0 end`
  const days = prepareRead(
    query
      .select({ dayNumber, cameBack, amountYen: sql<number>`sum(${e.amountYen})` })
      .from(e)
      .where(and(eq(e.accountId, ph('accountId')), gte(e.createdAt, ph('from')), sql`not ${settled}`))
      .groupBy(sql`1`, sql`2`),
  )
  const paidUntil = prepareRead(
    query
      .select({ until: sql<number>`max(coalesce(${t.payouts.dueUntilAt}, ${t.settlements.cutOffAt}))` })
      .from(t.payouts)
      .innerJoin(t.settlements, eq(t.settlements.id, t.payouts.settlementId))
      .innerJoin(t.merchants, eq(t.merchants.id, t.payouts.merchantId))
      .where(eq(t.merchants.accountId, ph('accountId'))),
  )
  return {
    paidUntil: async (accountId) => whole((await paidUntil({ accountId }))[0]?.until),
    holdings: async (cutOffAt, returnedUntil = cutOffAt) =>
      (await holdings({ cutOffAt, returnedUntil })).map(({ closedYen, balanceYen, ...held }) => ({
        ...held,
        // A refund given since is met by takings since; only what they do not cover is missing from the closed ones.
        amountYen: Math.min(whole(closedYen), whole(balanceYen)),
      })),
    unpaid: async (accountId, from, shiftMs) => {
      const [[all], rows] = await Promise.all([balance({ accountId }), days({ accountId, from, shiftMs })])
      const ofKind = (kind: number) =>
        rows
          .filter((row) => whole(row.cameBack) === kind)
          .map((row) => ({
            day: new Date(whole(row.dayNumber) * 86_400_000).toISOString().slice(0, 10),
            amountYen: whole(row.amountYen),
          }))
      return { balanceYen: whole(all?.amountYen), days: ofKind(0), returned: ofKind(1) }
    },
  }
}
