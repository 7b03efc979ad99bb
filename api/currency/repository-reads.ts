import { and, asc, desc, eq, gte, lt, lte, or, sql } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import { addDays } from '../platform/clock.ts'
import type { JournalKind } from './journal.ts'
import type { Relation } from './proxy.ts'
import type { Cursor, FundTotals, LedgerReads } from './reads.ts'
import type { TopupMethod } from './topup-method.ts'

/** Reads of the books on any engine. */
export function ledgerReads(store: Store): LedgerReads {
  return { ...walletReads(store), ...publicReads(store) }
}

/** After every possible cursor. */
const newest: Cursor = { at: Number.MAX_SAFE_INTEGER, id: '~' }

function walletReads(store: Store) {
  const { tables: t, query, prepareRead } = store
  const ph = sql.placeholder
  // With the time, which is the journal's: SQLite takes the index of the account, and would read all that it ever moved.
  const inJournal = sql`from entries o where o.journal_id = ${t.entries.journalId}
    and o.account_id = ${t.entries.accountId} and o.created_at = ${t.entries.createdAt}`
  // The first line stands for all of its journal, so that the newest are found along the index and the rest is never read.
  // Asked for as the least one, PostgreSQL takes it for one line in two hundred and puts all that there is in order.
  const activity = prepareRead(
    query
      .select({
        journalId: t.journals.id,
        kind: t.journals.kind,
        at: t.journals.createdAt,
        parentId: t.journals.parentId,
        amountYen: sql<number>`(select sum(o.amount_yen) ${inJournal})`,
        merchantAccountId: t.payments.merchantAccountId,
        topupId: t.topups.id,
        method: t.topups.method,
        number: t.proxies.number,
        relation: sql<Relation | null>`${t.proxies.relation}`,
      })
      .from(t.entries)
      .innerJoin(t.journals, eq(t.journals.id, t.entries.journalId))
      .leftJoin(t.payments, sql`${t.payments.journalId} = coalesce(${t.journals.parentId}, ${t.journals.id})`)
      .leftJoin(t.topups, sql`${t.topups.journalId} = coalesce(${t.journals.parentId}, ${t.journals.id})`)
      .leftJoin(
        t.proxyActs,
        sql`${t.proxyActs.id} = coalesce(${t.topups.id}, ${t.journals.parentId}, ${t.journals.id})`,
      )
      .leftJoin(t.proxies, eq(t.proxies.id, t.proxyActs.proxyId))
      .where(
        and(
          eq(t.entries.accountId, ph('walletId')),
          lte(t.entries.createdAt, ph('at')),
          or(lt(t.entries.createdAt, ph('at')), lt(t.entries.journalId, ph('id'))),
          sql`not exists (select 1 ${inJournal} and o.line < ${t.entries.line})`,
        ),
      )
      .orderBy(desc(t.entries.createdAt), desc(t.entries.journalId))
      .limit(ph('limit')),
  )
  const refunds = prepareRead(
    query
      .select({
        refundId: t.journals.id,
        refundedAt: t.journals.createdAt,
        amountYen: sql<number>`sum(${t.entries.amountYen})`,
      })
      .from(t.journals)
      .innerJoin(t.entries, eq(t.entries.journalId, t.journals.id))
      .where(
        and(
          eq(t.journals.parentId, ph('paymentId')),
          eq(t.journals.kind, 'refund'),
          sql`${t.entries.amountYen} > 0`,
        ),
      )
      .groupBy(t.journals.id, t.journals.createdAt)
      .orderBy(asc(t.journals.createdAt), asc(t.journals.id)),
  )
  const paidAt = prepareRead(
    query
      .select({ at: t.payments.createdAt })
      .from(t.payments)
      .where(eq(t.payments.journalId, ph('paymentId'))),
  )
  return {
    activity: async (walletId: string, page: { before?: Cursor; limit: number }) => {
      const rows = await activity({ walletId, ...(page.before ?? newest), limit: page.limit })
      return rows.map(({ parentId, kind, topupId, method, number, relation, ...row }) => ({
        ...row,
        kind: kind as JournalKind,
        topup: topupId === null ? null : { topupId, method: method as TopupMethod },
        // What the issuer or a shop gave or took back was nobody's act for the owner.
        proxy: parentId !== null || number === null || relation === null ? null : { number, relation },
        paymentId: kind === 'pay' ? row.journalId : kind === 'refund' ? parentId : null,
      }))
    },
    refundsOf: (paymentId: string) => refunds({ paymentId }),
    paidAt: async (paymentId: string) => (await paidAt({ paymentId }))[0]?.at,
  }
}

const dayMs = 86_400_000

/** Japan is nine hours ahead all year. */
const japanOffsetMs = 32_400_000

function publicReads(store: Store) {
  const { tables: t, query, prepareRead } = store
  const ph = sql.placeholder
  // Written into the SQL as constants: a parameter here would make GROUP BY another expression on PostgreSQL.
  const dayNumber = sql<number>`(${t.payments.createdAt} + ${sql.raw(String(japanOffsetMs))}) / ${sql.raw(String(dayMs))}`
  const days = prepareRead(
    query
      .select({
        merchantAccountId: t.payments.merchantAccountId,
        dayNumber,
        payments: sql<number>`count(*)`,
        amountYen: sql<number>`sum(${t.payments.amountYen})`,
        refundedYen: sql<number>`sum(${t.payments.refundedYen})`,
      })
      .from(t.payments)
      .where(and(gte(t.payments.createdAt, ph('from')), lt(t.payments.createdAt, ph('to'))))
      .groupBy(t.payments.merchantAccountId, dayNumber)
      .orderBy(dayNumber, t.payments.merchantAccountId),
  )
  // A journal sums to zero for each fund: what wallets hold is what all other accounts together are short of, and those are
  // few: SQLite begins with them where the join is a cross join. One statement, so that a roll-up in between can neither hide a credit nor count it twice.
  const yenOf = (kind: string) =>
    sql<number>`coalesce(sum(case when held.kind = ${sql.raw(`'${kind}'`)} then held.yen end), 0)`
  const totals = prepareRead(
    query
      .select({
        fundId: t.funds.id,
        municipality: t.funds.municipality,
        walletsYen: sql<number>`-sum(held.yen)`,
        merchantsYen: yenOf('merchant'),
        settlementYen: yenOf('settlement'),
        potsYen: yenOf('pot'),
      })
      .from(
        sql`(select b.fund_id, a.kind, b.posted_yen as yen
          from accounts a cross join balances b where b.account_id = a.id and a.kind <> 'wallet'
          union all
          select c.fund_id, 'merchant', c.amount_yen from credits c where c.folded_at is null) as held`,
      )
      .innerJoin(t.funds, sql`${t.funds.id} = held.fund_id`)
      .groupBy(t.funds.id, t.funds.municipality)
      .orderBy(t.funds.id),
  )
  return {
    merchantDays: async (period: { from: number; to: number }) => {
      const rows = await days({ ...period })
      return rows.map(({ dayNumber: number, ...row }) => ({ ...row, day: addDays('1970-01-01', number) }))
    },
    fundTotals: (): Promise<FundTotals[]> => totals(),
  }
}
