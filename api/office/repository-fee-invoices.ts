import { and, asc, eq, gte, lt, sql } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import { isViolation } from '../../db/violation.ts'
import type { FeeInvoiceStore } from './fee-invoice-ports.ts'

/** PostgreSQL answers sums and counts of 64-bit numbers as text. */
const whole = (value: unknown): number => Number(value ?? 0)

/** Invoices of fees on any engine, and what the ledger holds for them. */
export const feeInvoiceStore = (store: Store): FeeInvoiceStore => ({ ...feeReads(store), ...kept(store) })

function feeReads({
  tables: t,
  query,
  prepareRead,
}: Store): Pick<FeeInvoiceStore, 'fees' | 'feesOfAll' | 'ledgerYen' | 'open'> {
  const { merchantFees: f, merchants: m, feeInvoices: i, entries: e, accounts: a } = t
  const ph = sql.placeholder
  // A fee's instant is its journal's.
  const between = and(gte(f.createdAt, ph('fromAt')), lt(f.createdAt, ph('untilAt')))
  const fee = { takenAt: f.createdAt, payDay: f.payDay, amountYen: f.amountYen }
  const shop = { merchantId: m.id, merchantCode: sql<string>`${m.code}`, nameJa: m.nameJa }
  const ofShop = prepareRead(
    query
      .select(fee)
      .from(f)
      .where(and(eq(f.merchantId, ph('merchantId')), between))
      .orderBy(asc(f.createdAt), asc(f.journalId)),
  )
  const ofAll = prepareRead(
    query
      .select({ ...fee, ...shop })
      .from(f)
      .innerJoin(m, eq(m.id, f.merchantId))
      .where(between)
      .orderBy(asc(m.code), asc(f.createdAt), asc(f.journalId)),
  )
  const ledger = prepareRead(
    query
      .select({ amountYen: sql<unknown>`sum(${e.amountYen})` })
      .from(e)
      .innerJoin(a, eq(a.id, e.accountId))
      .where(and(eq(a.kind, 'fee'), gte(e.createdAt, ph('fromAt')), lt(e.createdAt, ph('untilAt')))),
  )
  const open = prepareRead(
    query
      .select({ ...shop, takenAt: sql<unknown>`min(${f.createdAt})` })
      .from(f)
      .innerJoin(m, eq(m.id, f.merchantId))
      .where(
        and(
          between,
          sql`not exists (select 1 from ${i} where ${i.merchantId} = ${f.merchantId} and ${i.fromAt} <= ${f.createdAt} and ${i.untilAt} > ${f.createdAt})`,
        ),
      )
      .groupBy(m.id, m.code, m.nameJa)
      .orderBy(asc(sql`min(${f.createdAt})`), asc(m.code))
      .limit(ph('limit')),
  )
  return {
    fees: async (merchantId, bounds) => ofShop({ merchantId, ...bounds }),
    feesOfAll: async (bounds) => ofAll({ ...bounds }),
    ledgerYen: async (bounds) => whole((await ledger({ ...bounds }))[0]?.amountYen),
    open: async (bounds) =>
      (await open({ ...bounds })).map((row) => ({ ...row, takenAt: whole(row.takenAt) })),
  }
}

function kept({
  tables: { feeInvoices: i },
  query,
  prepareRead,
  prepareWrite,
  atomic,
}: Store): Pick<FeeInvoiceStore, 'find' | 'ofMonth' | 'count' | 'insert'> {
  const ph = sql.placeholder
  const ofMonth = eq(i.month, ph('month'))
  const one = prepareRead(
    query
      .select()
      .from(i)
      .where(and(eq(i.merchantId, ph('merchantId')), ofMonth)),
  )
  const all = prepareRead(query.select().from(i).where(ofMonth).orderBy(asc(i.issuer), asc(i.number)))
  const counted = prepareRead(
    query
      .select({ count: sql<unknown>`count(*)` })
      .from(i)
      .where(and(eq(i.issuer, ph('issuer')), eq(i.year, ph('year')))),
  )
  const add = prepareWrite(
    query.insert(i).values({
      merchantId: ph('merchantId'),
      month: ph('month'),
      fromAt: ph('fromAt'),
      untilAt: ph('untilAt'),
      coversFromAt: ph('coversFromAt'),
      issuer: ph('issuer'),
      year: ph('year'),
      number: ph('number'),
      amountYen: ph('amountYen'),
      document: ph('document'),
      documentHash: ph('documentHash'),
      createdAt: ph('createdAt'),
    }),
  )
  return {
    find: async (merchantId, month) => (await one({ merchantId, month }))[0],
    ofMonth: async (month) => all({ month }),
    count: async (issuer, year) => whole((await counted({ issuer, year }))[0]?.count),
    insert: async (invoice) => {
      try {
        await atomic([add({ ...invoice })])
        return 'stored'
      } catch (error) {
        const isLost =
          isViolation(error, 'unique', 'fee_invoices') ||
          isViolation(error, 'check', 'fee_invoice_true') ||
          isViolation(error, 'race')
        if (isLost) return 'lost'
        throw error
      }
    },
  }
}
