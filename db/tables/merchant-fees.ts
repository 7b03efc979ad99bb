import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'
import type { currencyTables } from './currency.ts'
import type { merchantTables } from './merchants.ts'

/** What shops paid for being paid out, each beside its journal. Only added: the year's sum can be read off the last row. */
export const merchantFeeTables = (
  k: Kit,
  { journals }: ReturnType<typeof currencyTables>,
  { merchants, settlements }: ReturnType<typeof merchantTables>,
) => {
  const merchantFees = k.table(
    'merchant_fees',
    {
      journalId: k
        .text('journal_id')
        .primaryKey()
        .references(() => journals.id),
      merchantId: k
        .text('merchant_id')
        .notNull()
        .references(() => merchants.id),
      settlementId: k
        .text('settlement_id')
        .notNull()
        .references(() => settlements.id),
      /** The bank day of the payout, YYYY-MM-DD: it decides the financial year. */
      payDay: k.text('pay_day').notNull(),
      /** The year in whose April the financial year begins. */
      financialYear: k.int('financial_year').notNull(),
      /** In turn within the shop's year; of two that were planned at once the key lets one. */
      number: k.int('number').notNull(),
      amountYen: k.int('amount_yen').notNull(),
      /** With this one, all that the shop paid in the year; a trigger holds it to the row before. */
      yearYen: k.int('year_yen').notNull(),
      /** As it was agreed when this was taken. */
      yearlyCapYen: k.int('yearly_cap_yen').notNull(),
      rateBasisPoints: k.int('rate_basis_points').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.unique('merchant_fees_year').on(t.merchantId, t.financialYear, t.number),
      k.unique('merchant_fees_payout').on(t.settlementId, t.merchantId),
      k.check('merchant_fee_positive', sql`${t.amountYen} > 0 and ${t.number} > 0`),
      k.check('merchant_fee_cap', sql`${t.yearYen} <= ${t.yearlyCapYen}`),
    ],
  )
  return { merchantFees }
}
