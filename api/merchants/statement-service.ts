import type { Clock } from '../platform/clock.ts'
import type { StatementPayout, StatementReads } from './ports.ts'
import { takingsShiftMs, type SettlementTerms } from './settlement-schedule.ts'
import { monthOf, statementOf, type Statement } from './statement.ts'

export type StatementParts = {
  readonly reads: StatementReads
  readonly clock: Clock
  readonly terms: SettlementTerms
}

export type ShopStatement = Statement & { readonly payouts: readonly StatementPayout[] }

/** A shop's month as its books have it. */
export function statementService({ reads, clock, terms }: StatementParts) {
  return {
    /** Of a month 'YYYY-MM'; one that is not over tells of what moved so far. */
    of: async (
      shop: { readonly id: string; readonly accountId: string },
      month: string,
    ): Promise<ShopStatement> => {
      const bounds = monthOf(month, terms)
      const { fromAt, untilAt } = bounds
      const asked = { fromAt, untilAt, shiftMs: takingsShiftMs(terms) }
      const [openingYen, moved, payouts] = await Promise.all([
        reads.owedBefore(shop.accountId, fromAt),
        reads.moved(shop.accountId, asked),
        reads.payouts(shop.id, asked),
      ])
      return { ...statementOf(bounds, { openingYen, moved }, clock.now()), payouts }
    },
  }
}

export type Statements = ReturnType<typeof statementService>
