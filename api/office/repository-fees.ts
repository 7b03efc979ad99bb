import { and, eq, gte, sql } from 'drizzle-orm'
import { isViolation } from '../../db/violation.ts'
import type { Store, Write } from '../../db/store.ts'
import { startOfJapanDay } from '../platform/clock.ts'
import {
  countedSince,
  financialYearOf,
  noFeeYet,
  yearEnds,
  type FeeStanding,
  type FeeTerms,
} from '../merchants/index.ts'
import type { FeeStore } from './ports.ts'

/** PostgreSQL answers a sum of 64-bit numbers as text. */
const whole = (value: unknown): number => Number(value ?? 0)

/** What shops paid for being paid out, on any engine. */
export function feeStore(store: Store): FeeStore {
  const add = feeWrite(store)
  const standings = standingReads(store)
  return {
    feeStandings: standings,
    feeWrites: (row) => [add({ ...row })],
    takingFeeOnce: async (useCase) => {
      try {
        return await useCase()
      } catch (error) {
        const isLost =
          isViolation(error, 'unique', 'merchant_fees') ||
          isViolation(error, 'check', 'merchant_fee_cap') ||
          isViolation(error, 'check', 'merchant_fee_true') ||
          isViolation(error, 'check', 'merchant_fee_open')
        if (isLost) return 'lost'
        throw error
      }
    },
  }
}

function feeWrite({
  tables: { merchantFees: f, journals: j },
  query,
  prepareWrite,
}: Store): (row: object) => Write {
  const ph = sql.placeholder
  const add = prepareWrite(
    query.insert(f).values({
      journalId: ph('journalId'),
      merchantId: ph('merchantId'),
      settlementId: ph('settlementId'),
      payDay: ph('payDay'),
      financialYear: ph('financialYear'),
      number: ph('number'),
      amountYen: ph('amountYen'),
      yearYen: ph('yearYen'),
      yearlyCapYen: ph('yearlyCapYen'),
      rateBasisPoints: ph('rateBasisPoints'),
      // The journal's own instant: a clock asked a second time may have moved on.
      createdAt: sql`(select ${j.createdAt} from ${j} where ${j.id} = ${ph('journalId')})`,
    }),
  )
  return (row) => add({ ...row })
}

function standingReads({ tables: t, query, prepareRead }: Store): FeeStore['feeStandings'] {
  const { payouts: p, settlements: s, payoutReturns: r, merchantFees: f } = t
  const ph = sql.placeholder
  const paid = prepareRead(
    query
      .select({ merchantId: p.merchantId, amountYen: sql<number>`sum(${p.amountYen})` })
      .from(p)
      .innerJoin(s, eq(s.id, p.settlementId))
      .where(and(gte(s.payDay, ph('since')), sql`${s.payDay} <= ${ph('until')}`))
      .groupBy(p.merchantId),
  )
  const returned = prepareRead(
    query
      .select({ merchantId: p.merchantId, amountYen: sql<number>`sum(${p.amountYen})` })
      .from(r)
      .innerJoin(p, eq(p.id, r.payoutId))
      .where(gte(r.createdAt, ph('sinceAt')))
      .groupBy(p.merchantId),
  )
  const fees = prepareRead(
    query
      .select({
        merchantId: f.merchantId,
        count: sql<number>`count(*)`,
        yearYen: sql<number>`sum(${f.amountYen})`,
        sinceYen: sql<number>`sum(case when ${f.payDay} >= ${ph('since')} then ${f.amountYen} else 0 end)`,
      })
      .from(f)
      .where(eq(f.financialYear, ph('year')))
      .groupBy(f.merchantId),
  )
  return async (payDay: string, terms: FeeTerms) => {
    const since = countedSince(payDay, terms)
    const [out, back, taken] = await Promise.all([
      paid({ since, until: yearEnds(payDay) }),
      returned({ sinceAt: startOfJapanDay(since) }),
      fees({ since, year: financialYearOf(payDay) }),
    ])
    const standings = new Map<string, FeeStanding>()
    const change = (merchantId: string, by: Partial<FeeStanding>, baseYen: number) => {
      const before = standings.get(merchantId) ?? noFeeYet
      standings.set(merchantId, { ...before, ...by, baseYen: before.baseYen + baseYen })
    }
    for (const { merchantId, amountYen } of out) change(merchantId, {}, whole(amountYen))
    for (const { merchantId, amountYen } of back) change(merchantId, {}, -whole(amountYen))
    for (const { merchantId, ...row } of taken) {
      const sinceYen = whole(row.sinceYen)
      change(merchantId, { sinceYen, yearYen: whole(row.yearYen), count: whole(row.count) }, sinceYen)
    }
    return standings
  }
}
