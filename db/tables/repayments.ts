import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'
import type { currencyTables } from './currency.ts'

type Books = Pick<ReturnType<typeof currencyTables>, 'accounts' | 'journals'>

/** Paid money that holders ask to have back as money (払戻し), and how much of it a base period has seen. */
export const repaymentTables = (k: Kit, { accounts, journals }: Books) => {
  /** What a holder asked for and for which reason. It is decided once; granted, it is a journal that triggers hold to its entries. */
  const repayments = k.table(
    'repayments',
    {
      id: k.text('id').primaryKey(),
      walletId: k
        .text('wallet_id')
        .notNull()
        .references(() => accounts.id),
      reason: k.text('reason').notNull(),
      amountYen: k.int('amount_yen').notNull(),
      createdAt: k.int('created_at').notNull(),
      decision: k.text('decision'),
      decidedAt: k.int('decided_at'),
      decidedBy: k.text('decided_by'),
      journalId: k.text('journal_id').references(() => journals.id),
      /** The base date that ends the base period in which it was paid. */
      period: k.text('period'),
      /** counter: as cash; card: to the cards that it was added from. Triggers hold it to these two, and to what was asked. */
      way: k.text('way').notNull().default('counter'),
    },
    (t) => [
      k.index('repayments_wallet').on(t.walletId, t.createdAt),
      k
        .unique('repayments_waiting')
        .on(t.walletId)
        .where(sql`${t.decision} is null`),
      k.unique('repayments_journal').on(t.journalId),
      k.index('repayments_period').on(t.period),
      k.check('repayment_positive', sql`${t.amountYen} > 0`),
      k.check(
        'repayment_reason',
        sql`${t.reason} in ('business_ended', 'small_amount', 'moved_away', 'leaving_japan')`,
      ),
      k.check(
        'repayment_decided',
        sql`(${t.decision} is null and ${t.decidedAt} is null and ${t.decidedBy} is null and ${t.journalId} is null and ${t.period} is null)
          or (${t.decision} = 'declined' and ${t.decidedAt} is not null and ${t.decidedBy} is not null and ${t.journalId} is null and ${t.period} is null)
          or (${t.decision} = 'granted' and ${t.decidedAt} is not null and ${t.decidedBy} is not null and ${t.journalId} is not null and ${t.period} is not null)`,
      ),
    ],
  )

  /**
   * What was repaid in a base period: a counter that each repayment adds to in its own list, so that any number at once
   * stay within the cap. The cap of the last repayment that had one; null where its reason has none.
   */
  const repaymentPeriods = k.table(
    'repayment_periods',
    {
      period: k.text('period').primaryKey(),
      repaidYen: k.int('repaid_yen').notNull(),
      limitYen: k.int('limit_yen'),
    },
    (t) => [
      k.check(
        'repayment_within_cap',
        sql`${t.repaidYen} > 0 and (${t.limitYen} is null or ${t.repaidYen} <= ${t.limitYen})`,
      ),
    ],
  )

  return { repayments, repaymentPeriods }
}
