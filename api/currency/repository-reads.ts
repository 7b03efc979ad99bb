import { and, asc, desc, eq, gte, isNull, lt, lte, or, sql } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import { addDays } from '../platform/clock.ts'
import type { JournalKind } from './journal.ts'
import type { Cursor, FundTotals, LedgerReads } from './reads.ts'

/** Reads of the books on any engine. */
export function ledgerReads(store: Store): LedgerReads {
  return { ...walletReads(store), ...publicReads(store) }
}

/** After every possible cursor. */
const newest: Cursor = { at: Number.MAX_SAFE_INTEGER, id: '~' }

function walletReads(store: Store) {
  const { tables: t, query, prepareRead } = store
  const ph = sql.placeholder
  const inJournal = sql`from entries o where o.journal_id = ${t.entries.journalId} and o.account_id = ${t.entries.accountId}`
  // One line stands for all of its journal, so that the newest are found along the index and the rest is never read.
  const activity = prepareRead(
    query
      .select({
        journalId: t.journals.id,
        kind: t.journals.kind,
        at: t.journals.createdAt,
        parentId: t.journals.parentId,
        amountYen: sql<number>`(select sum(o.amount_yen) ${inJournal})`,
        merchantAccountId: t.payments.merchantAccountId,
      })
      .from(t.entries)
      .innerJoin(t.journals, eq(t.journals.id, t.entries.journalId))
      .leftJoin(t.payments, sql`${t.payments.journalId} = coalesce(${t.journals.parentId}, ${t.journals.id})`)
      .where(
        and(
          eq(t.entries.accountId, ph('walletId')),
          lte(t.entries.createdAt, ph('at')),
          or(lt(t.entries.createdAt, ph('at')), lt(t.entries.journalId, ph('id'))),
          sql`${t.entries.line} = (select min(o.line) ${inJournal})`,
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
      return rows.map(({ parentId, kind, ...row }) => ({
        ...row,
        kind: kind as JournalKind,
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
  const balances = prepareRead(
    query
      .select({
        fundId: t.balances.fundId,
        kind: t.accounts.kind,
        municipality: sql<string | null>`max(${t.funds.municipality})`,
        yen: sql<number>`sum(${t.balances.postedYen})`,
      })
      .from(t.balances)
      .innerJoin(t.accounts, eq(t.accounts.id, t.balances.accountId))
      .innerJoin(t.funds, eq(t.funds.id, t.balances.fundId))
      .groupBy(t.balances.fundId, t.accounts.kind)
      .orderBy(t.balances.fundId),
  )
  const waiting = prepareRead(
    query
      .select({ fundId: t.credits.fundId, yen: sql<number>`sum(${t.credits.amountYen})` })
      .from(t.credits)
      .leftJoin(t.folds, eq(t.folds.creditId, t.credits.id))
      .where(isNull(t.folds.creditId))
      .groupBy(t.credits.fundId),
  )
  return {
    merchantDays: async (period: { from: number; to: number }) => {
      const rows = await days({ ...period })
      return rows.map(({ dayNumber: number, ...row }) => ({ ...row, day: addDays('1970-01-01', number) }))
    },
    fundTotals: async (): Promise<FundTotals[]> => {
      const unfolded = new Map((await waiting()).map((row) => [row.fundId, row.yen]))
      const byFund = Map.groupBy(await balances(), (row) => row.fundId)
      return [...byFund].map(([fundId, rows]) => {
        const of = (kind: string) => rows.find((row) => row.kind === kind)?.yen ?? 0
        return {
          fundId,
          municipality: rows[0]!.municipality,
          walletsYen: of('wallet'),
          merchantsYen: of('merchant') + (unfolded.get(fundId) ?? 0),
          settlementYen: of('settlement'),
          potsYen: of('pot'),
        }
      })
    },
  }
}
