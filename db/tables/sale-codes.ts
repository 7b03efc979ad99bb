import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'
import type { currencyTables } from './currency.ts'

type Books = Pick<ReturnType<typeof currencyTables>, 'accounts' | 'payments'>

export const saleCodeTables = (k: Kit, { accounts, payments }: Books) => {
  /**
   * How the code of one sale ended: by the one payment that it was good for, or withdrawn by its shop. Only added; of two
   * phones, or of a phone and the shop, the primary key lets one be first. A code that nobody used has no row.
   */
  const saleCodeEnds = k.table(
    'sale_code_ends',
    {
      merchantAccountId: k
        .text('merchant_account_id')
        .notNull()
        .references(() => accounts.id),
      /** Names the sale in its code. */
      reference: k.text('reference').notNull(),
      /** Added in the list of the payment. */
      journalId: k.text('journal_id').references(() => payments.journalId),
      /** Who of the shop withdrew it. */
      withdrawnBy: k.text('withdrawn_by'),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.merchantAccountId, t.reference] }),
      k.unique('sale_code_ends_payment').on(t.journalId),
      k.check('sale_code_ended_one_way', sql`(${t.journalId} is null) <> (${t.withdrawnBy} is null)`),
    ],
  )
  return { saleCodeEnds }
}
