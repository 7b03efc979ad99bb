import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'
import type { currencyTables } from './currency.ts'

type Books = Pick<ReturnType<typeof currencyTables>, 'accounts' | 'journals'>

/** What people give to, and what they gave. */
export const donationTables = (k: Kit, { accounts, journals }: Books) => {
  /** A cause of an organisation that was admitted as a merchant: it is paid out to like one. It ends once. */
  const causes = k.table(
    'causes',
    {
      id: k.text('id').primaryKey(),
      merchantId: k.text('merchant_id').notNull(),
      merchantAccountId: k
        .text('merchant_account_id')
        .notNull()
        .references(() => accounts.id),
      nameJa: k.text('name_ja').notNull(),
      nameEn: k.text('name_en').notNull(),
      purposeJa: k.text('purpose_ja').notNull(),
      purposeEn: k.text('purpose_en').notNull(),
      registeredBy: k.text('registered_by').notNull(),
      createdAt: k.int('created_at').notNull(),
      endedAt: k.int('ended_at'),
      endedBy: k.text('ended_by'),
    },
    (t) => [
      k.index('causes_merchant').on(t.merchantId),
      k.check('cause_ended_by', sql`(${t.endedAt} is null) = (${t.endedBy} is null)`),
    ],
  )

  /** A donation (寄付): paid money of a wallet for a cause. Only added; a trigger holds it to its entries. */
  const donations = k.table(
    'donations',
    {
      journalId: k
        .text('journal_id')
        .primaryKey()
        .references(() => journals.id),
      walletId: k
        .text('wallet_id')
        .notNull()
        .references(() => accounts.id),
      causeId: k
        .text('cause_id')
        .notNull()
        .references(() => causes.id),
      amountYen: k.int('amount_yen').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.index('donations_wallet').on(t.walletId, t.createdAt),
      k.index('donations_cause').on(t.causeId, t.createdAt),
      k.check('donation_positive', sql`${t.amountYen} > 0`),
    ],
  )

  return { causes, donations }
}
