import { and, eq, sql } from 'drizzle-orm'
import type { Store, Write } from '../../db/store.ts'
import type { SaleCodeBook } from './ports.ts'
import type { SaleNamed } from './sale-code.ts'

/** What a payment by the code of a sale is stored with beside its journal: a second payment finds the key taken. */
export function salePaidWrite({ tables: t, query, prepareWrite }: Store) {
  const ph = sql.placeholder
  const paid = prepareWrite(
    query.insert(t.saleCodeEnds).values({
      merchantAccountId: ph('merchantAccountId'),
      reference: ph('reference'),
      journalId: ph('journalId'),
      createdAt: ph('at'),
    }),
  )
  return (journal: { id: string; at: number }, sale: SaleNamed): Write =>
    paid({ ...sale, journalId: journal.id, at: journal.at })
}

/** How codes of sales ended, on any engine. */
export function saleCodeBook({ tables: t, query, prepareRead, prepareWrite }: Store): SaleCodeBook {
  const ph = sql.placeholder
  const { saleCodeEnds: s, payments: p } = t
  const end = prepareRead(
    query
      .select({ paymentId: s.journalId, amountYen: p.amountYen })
      .from(s)
      .leftJoin(p, eq(p.journalId, s.journalId))
      .where(and(eq(s.merchantAccountId, ph('merchantAccountId')), eq(s.reference, ph('reference')))),
  )
  const withdraw = prepareWrite(
    query.insert(s).values({
      merchantAccountId: ph('merchantAccountId'),
      reference: ph('reference'),
      withdrawnBy: ph('withdrawnBy'),
      createdAt: ph('at'),
    }),
  )
  return {
    findSaleEnd: async (sale) => {
      const [row] = await end({ ...sale })
      if (row === undefined) return undefined
      const { paymentId, amountYen } = row
      return paymentId === null || amountYen === null
        ? { what: 'withdrawn' }
        : { what: 'paid', paymentId, amountYen }
    },
    saleWithdrawnWrite: (withdrawn) => withdraw({ ...withdrawn }),
  }
}
