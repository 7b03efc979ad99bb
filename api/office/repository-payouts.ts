import { and, asc, eq, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Store, Write } from '../../db/store.ts'
import type { PayoutRow, SettlementStore } from './ports.ts'
import type { FundedYen } from './settlement-plan.ts'

/** Payouts and what banks sent back of them, on any engine. */
export function payoutStore(store: Store): Pick<SettlementStore, 'payouts' | 'findPayout' | 'returnWrites'> {
  const { prepareRead, prepareWrite, query, tables: t } = store
  const ph = sql.placeholder
  const ofSettlement = prepareRead(payoutSelect(store, eq(t.payouts.settlementId, ph('settlementId'))))
  const one = prepareRead(payoutSelect(store, eq(t.payouts.id, ph('payoutId'))))
  const returned = prepareWrite(
    query.insert(t.payoutReturns).values({
      payoutId: ph('payoutId'),
      journalId: ph('journalId'),
      reason: ph('reason'),
      returnedBy: ph('returnedBy'),
      createdAt: ph('at'),
    }),
  )
  type Row = Awaited<ReturnType<typeof one>>[number]
  const rowOf = ({ reason, returnedAt, ...row }: Row): PayoutRow => ({
    ...row,
    merchantCode: row.merchantCode ?? '',
    funds: row.funds as readonly FundedYen[],
    returned: reason === null || returnedAt === null ? null : { reason, returnedAt },
  })
  return {
    payouts: async (settlementId) => (await ofSettlement({ settlementId })).map(rowOf),
    findPayout: async (payoutId) => (await one({ payoutId })).map(rowOf)[0],
    returnWrites: (row): Write[] => [returned({ ...row })],
  }
}

function payoutSelect({ tables: t, query }: Store, which: SQL) {
  const { payouts: p, merchants: m, merchantBankAccounts: b, payoutReturns: r, merchantFees: f } = t
  return query
    .select({
      payoutId: p.id,
      payoutJournalId: p.payoutJournalId,
      merchantId: p.merchantId,
      merchantCode: m.code,
      nameJa: m.nameJa,
      municipality: m.municipality,
      amountYen: p.amountYen,
      feeYen: sql<number>`coalesce(${f.amountYen}, 0)`,
      funds: p.funds,
      bankCode: b.bankCode,
      bankNameKana: b.bankNameKana,
      branchCode: b.branchCode,
      branchNameKana: b.branchNameKana,
      depositType: b.depositType,
      accountNumber: b.accountNumber,
      holderKana: b.holderKana,
      reason: r.reason,
      returnedAt: r.createdAt,
    })
    .from(p)
    .innerJoin(m, eq(m.id, p.merchantId))
    .innerJoin(b, eq(b.id, p.bankAccountId))
    .leftJoin(r, eq(r.payoutId, p.id))
    .leftJoin(f, and(eq(f.settlementId, p.settlementId), eq(f.merchantId, p.merchantId)))
    .where(which)
    .orderBy(asc(m.code))
}
