import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'
import type { currencyTables } from './currency.ts'

type Books = Pick<ReturnType<typeof currencyTables>, 'accounts' | 'journals'>

/** Corrections of what was entered: each names the journal it corrects and the hash of what was approved. */
export const adjustmentTables = (k: Kit, { accounts, journals }: Books) => {
  /** Signed: what the wallet holds more. The database itself (trigger) holds it to what the corrected journal moved. */
  const adjustments = k.table(
    'adjustments',
    {
      journalId: k
        .text('journal_id')
        .primaryKey()
        .references(() => journals.id),
      correctsId: k
        .text('corrects_id')
        .notNull()
        .references(() => journals.id),
      walletId: k
        .text('wallet_id')
        .notNull()
        .references(() => accounts.id),
      amountYen: k.int('amount_yen').notNull(),
      approvedHash: k.text('approved_hash').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.index('adjustments_corrects').on(t.correctsId),
      k.check('adjustment_not_nothing', sql`${t.amountYen} <> 0`),
      k.check('adjustment_approved', sql`length(${t.approvedHash}) = 64`),
    ],
  )
  return { adjustments }
}
