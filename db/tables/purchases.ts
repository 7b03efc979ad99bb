import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'
import type { currencyTables } from './currency.ts'

type Books = Pick<ReturnType<typeof currencyTables>, 'accounts' | 'journals'>

export const purchaseTables = (k: Kit, { accounts, journals }: Books) => {
  /**
   * A merchant's payment to another for what it bought (仕入れの支払い). Only added; between two merchants a reference is
   * paid once, and what a merchant pays so in a Japanese month is counted over these rows by the database itself.
   */
  const purchases = k.table(
    'purchases',
    {
      journalId: k
        .text('journal_id')
        .primaryKey()
        .references(() => journals.id),
      buyerAccountId: k
        .text('buyer_account_id')
        .notNull()
        .references(() => accounts.id),
      sellerAccountId: k
        .text('seller_account_id')
        .notNull()
        .references(() => accounts.id),
      purchaseReference: k.text('purchase_reference').notNull(),
      amountYen: k.int('amount_yen').notNull(),
      /** `2026-11`, in Japan. */
      month: k.text('month').notNull(),
      monthLimitYen: k.int('month_limit_yen').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.unique('purchases_once').on(t.buyerAccountId, t.sellerAccountId, t.purchaseReference),
      k.index('purchases_month').on(t.buyerAccountId, t.month),
      k.index('purchases_seller').on(t.sellerAccountId, t.createdAt),
      k.check('purchase_positive', sql`${t.amountYen} > 0`),
      k.check('purchase_named', sql`${t.purchaseReference} <> ''`),
      k.check('purchase_between_two', sql`${t.buyerAccountId} <> ${t.sellerAccountId}`),
    ],
  )

  return { purchases }
}
