import { asc, desc, eq, gte, sql } from 'drizzle-orm'
import { isViolation } from '../../db/violation.ts'
import type { Store, Write } from '../../db/store.ts'
import type { NewPayout, Settlement, SettlementStore } from './ports.ts'
import { feeStore } from './repository-fees.ts'
import { payoutStore } from './repository-payouts.ts'
import { potReads } from './repository-pots.ts'
import type { SettlementPlan } from './settlement-plan.ts'

/** Settlements, payouts and pots on any engine. */
export function settlementStore(store: Store): SettlementStore {
  return {
    ...settlementReads(store),
    ...payoutStore(store),
    ...feeStore(store),
    ...potReads(store),
    ...settlementWrites(store),
  }
}

const columnsOf = ({ settlements: s }: Store['tables']) => ({
  id: s.id,
  cutOffAt: s.cutOffAt,
  payDay: s.payDay,
  totalYen: s.totalYen,
  payoutCount: s.payoutCount,
  planHash: s.planHash,
  approvedBy: s.approvedBy,
  createdAt: s.createdAt,
})

function settlementReads(store: Store) {
  const { tables: t, query, prepareRead } = store
  const ph = sql.placeholder
  const columns = columnsOf(t)
  const one = prepareRead(
    query
      .select({ ...columns, plan: t.settlements.plan })
      .from(t.settlements)
      .where(eq(t.settlements.id, ph('id'))),
  )
  const byPlan = prepareRead(
    query
      .select(columns)
      .from(t.settlements)
      .where(eq(t.settlements.planHash, ph('planHash'))),
  )
  const since = prepareRead(
    query
      .select(columns)
      .from(t.settlements)
      .where(gte(t.settlements.cutOffAt, ph('cutOffAt')))
      .orderBy(asc(t.settlements.cutOffAt))
      .limit(1),
  )
  const latest = prepareRead(
    query.select(columns).from(t.settlements).orderBy(desc(t.settlements.cutOffAt)).limit(ph('limit')),
  )
  return {
    find: async (id: string) => {
      const [row] = await one({ id })
      return row && { ...row, plan: row.plan as SettlementPlan }
    },
    findByPlan: async (planHash: string): Promise<Settlement | undefined> => (await byPlan({ planHash }))[0],
    sinceCutOff: async (cutOffAt: number): Promise<Settlement | undefined> => (await since({ cutOffAt }))[0],
    latest: (limit: number): Promise<Settlement[]> => latest({ limit }),
  }
}

function settlementWrites(store: Store) {
  const { tables: t, query, prepareWrite } = store
  const ph = sql.placeholder
  const settlement = prepareWrite(
    query.insert(t.settlements).values({
      id: ph('id'),
      cutOffAt: ph('cutOffAt'),
      payDay: ph('payDay'),
      totalYen: ph('totalYen'),
      payoutCount: ph('payoutCount'),
      planHash: ph('planHash'),
      plan: ph('plan'),
      approvedBy: ph('approvedBy'),
      createdAt: ph('createdAt'),
    }),
  )
  const payout = prepareWrite(
    query.insert(t.payouts).values({
      id: ph('id'),
      settlementId: ph('settlementId'),
      merchantId: ph('merchantId'),
      amountYen: ph('amountYen'),
      funds: ph('funds'),
      bankAccountId: ph('bankAccountId'),
      settleJournalId: ph('settleJournalId'),
      payoutJournalId: ph('payoutJournalId'),
      status: 'sent',
      createdAt: ph('at'),
      dueUntilAt: ph('dueUntilAt'),
    }),
  )
  return {
    insert: async (row: Settlement & { readonly plan: SettlementPlan }) => {
      try {
        await store.atomic([settlement({ ...row })])
        return 'stored' as const
      } catch (error) {
        // The cut-off and the plan are unique: of two who approve at once, one is first.
        if (isViolation(error, 'unique', 'settlements')) return 'exists' as const
        throw error
      }
    },
    payoutWrites: ({ planned, ...row }: NewPayout): Write[] => [
      payout({
        ...row,
        merchantId: planned.payee.merchantId,
        bankAccountId: planned.payee.bankAccountId,
        amountYen: planned.amountYen,
        funds: planned.funds,
        // A run that was approved before shops had days of their own does not say.
        dueUntilAt: planned.payee.dueUntilAt ?? null,
      }),
    ],
  }
}
