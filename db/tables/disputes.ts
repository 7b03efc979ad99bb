import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'
import type { currencyTables } from './currency.ts'

type Books = Pick<ReturnType<typeof currencyTables>, 'accounts' | 'journals' | 'lots'>

/** Top-ups that their payers dispute. Only added; triggers freeze the lot as long as the dispute is not won. */
export const disputeTables = (k: Kit, { accounts, journals, lots }: Books) => {
  const disputes = k.table(
    'disputes',
    {
      /** The card processor's id. */
      id: k.text('id').primaryKey(),
      topUpJournalId: k
        .text('top_up_journal_id')
        .notNull()
        .references(() => journals.id),
      lotId: k
        .text('lot_id')
        .notNull()
        .references(() => lots.id),
      walletId: k
        .text('wallet_id')
        .notNull()
        .references(() => accounts.id),
      amountYen: k.int('amount_yen').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.unique('disputes_top_up').on(t.topUpJournalId),
      k.unique('disputes_lot').on(t.lotId),
      k.index('disputes_wallet').on(t.walletId),
    ],
  )

  /** How a dispute ended. The primary key is the guard: a dispute ends once. */
  const disputeClosings = k.table(
    'dispute_closings',
    {
      disputeId: k
        .text('dispute_id')
        .primaryKey()
        .references(() => disputes.id),
      /** won, lost */
      how: k.text('how').notNull(),
      /** Of a lost one: out of the wallet, and owed by the payer. Together the whole top-up. */
      takenYen: k.int('taken_yen').notNull(),
      receivableYen: k.int('receivable_yen').notNull(),
      /** The journal of a lost one. */
      journalId: k.text('journal_id').references(() => journals.id),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.unique('dispute_closings_journal').on(t.journalId),
      k.check('dispute_closing_how', sql`${t.how} in ('won', 'lost')`),
      k.check('dispute_lost_has_journal', sql`(${t.how} = 'lost') = (${t.journalId} is not null)`),
      k.check('dispute_closing_yen', sql`${t.takenYen} >= 0 and ${t.receivableYen} >= 0`),
    ],
  )
  return { disputes, disputeClosings }
}
