import { and, desc, eq, lt, or, sql } from 'drizzle-orm'
import type { Store, Write } from '../../db/store.ts'
import type { PurchaseBook } from './ports.ts'
import type { NewPurchase } from './purchase.ts'

/** What a purchase is stored with beside its journal; the database holds it to the entries and to the month. */
export function purchaseWrite({ tables: t, query, prepareWrite }: Store) {
  const ph = sql.placeholder
  const purchase = prepareWrite(
    query.insert(t.purchases).values({
      journalId: ph('journalId'),
      buyerAccountId: ph('buyerAccountId'),
      sellerAccountId: ph('sellerAccountId'),
      purchaseReference: ph('purchaseReference'),
      amountYen: ph('amountYen'),
      month: ph('month'),
      monthLimitYen: ph('monthLimitYen'),
      createdAt: ph('at'),
    }),
  )
  return (journal: { id: string; at: number }, made: NewPurchase): Write =>
    purchase({ ...made, journalId: journal.id, at: journal.at })
}

/** What merchants paid each other, on any engine. */
export function purchaseBook({ tables: { purchases: p }, query, prepareRead }: Store): PurchaseBook {
  const ph = sql.placeholder
  const columns = {
    purchaseId: p.journalId,
    buyerAccountId: p.buyerAccountId,
    sellerAccountId: p.sellerAccountId,
    purchaseReference: p.purchaseReference,
    amountYen: p.amountYen,
    paidAt: p.createdAt,
  }
  const month = prepareRead(
    query
      .select({ yen: sql<number>`coalesce(sum(${p.amountYen}), 0)` })
      .from(p)
      .where(and(eq(p.buyerAccountId, ph('buyerAccountId')), eq(p.month, ph('month')))),
  )
  const named = prepareRead(
    query
      .select({ purchaseId: p.journalId })
      .from(p)
      .where(
        and(
          eq(p.buyerAccountId, ph('buyerAccountId')),
          eq(p.sellerAccountId, ph('sellerAccountId')),
          eq(p.purchaseReference, ph('purchaseReference')),
        ),
      ),
  )
  const one = prepareRead(
    query
      .select(columns)
      .from(p)
      .where(eq(p.journalId, ph('purchaseId'))),
  )
  const page = prepareRead(
    query
      .select(columns)
      .from(p)
      .where(
        and(
          or(eq(p.buyerAccountId, ph('accountId')), eq(p.sellerAccountId, ph('accountId'))),
          or(lt(p.createdAt, ph('at')), and(eq(p.createdAt, ph('at')), lt(p.journalId, ph('id')))),
        ),
      )
      .orderBy(desc(p.createdAt), desc(p.journalId))
      .limit(ph('limit')),
  )
  return {
    boughtInMonth: async (buyerAccountId, inMonth) =>
      (await month({ buyerAccountId, month: inMonth }))[0]!.yen,
    paidBefore: async (asked) => (await named({ ...asked })).length > 0,
    findPurchase: async (purchaseId) => (await one({ purchaseId }))[0],
    purchasesOf: (accountId, { before = { at: Number.MAX_SAFE_INTEGER, id: '' }, limit }) =>
      page({ accountId, ...before, limit }),
  }
}
