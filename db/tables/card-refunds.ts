import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'
import type { currencyTables } from './currency.ts'
import type { walletTables } from './wallets.ts'

type Books = Pick<ReturnType<typeof currencyTables>, 'journals' | 'lots'>
type Wallets = Pick<ReturnType<typeof walletTables>, 'topups'>

/** What shops gave back, and holders had back, to the cards that it was charged from, and how that ended. */
export const cardRefundTables = (k: Kit, { journals, lots }: Books, { topups }: Wallets) => {
  /** What goes back to one charge of a card: triggers hold it to the entries of its journals, and it only grows. */
  const cardRefunds = k.table(
    'card_refunds',
    {
      id: k.text('id').primaryKey(),
      /** By which it left the wallet. */
      journalId: k
        .text('journal_id')
        .notNull()
        .references(() => journals.id),
      /** By which a shop gave it back; stored in the same list. Null where the holder asked for it: then the journal is their repayment. */
      refundJournalId: k.text('refund_journal_id').references(() => journals.id),
      topupId: k
        .text('topup_id')
        .notNull()
        .references(() => topups.id),
      lotId: k
        .text('lot_id')
        .notNull()
        .references(() => lots.id),
      amountYen: k.int('amount_yen').notNull(),
      reason: k.text('reason').notNull(),
      /** The base date that ends the base period in which it counts as repaid. */
      period: k.text('period').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.unique('card_refunds_lot').on(t.journalId, t.lotId),
      k.index('card_refunds_refund').on(t.refundJournalId),
      k.index('card_refunds_period').on(t.period),
      k.check('card_refund_positive', sql`${t.amountYen} > 0`),
      k.check(
        'card_refund_reason',
        sql`${t.reason} in ('business_ended', 'small_amount', 'moved_away', 'leaving_japan')`,
      ),
    ],
  )

  /** The card company took it, or gave it back: both may come, the second after the first. */
  const cardRefundEnds = k.table(
    'card_refund_ends',
    {
      cardRefundId: k
        .text('card_refund_id')
        .notNull()
        .references(() => cardRefunds.id),
      /** arrived, returned */
      how: k.text('how').notNull(),
      /** By which it stands in the wallet again. */
      journalId: k.text('journal_id').references(() => journals.id),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.cardRefundId, t.how] }),
      k.unique('card_refund_ends_journal').on(t.journalId),
      k.check('card_refund_end', sql`${t.how} in ('arrived', 'returned')`),
      k.check('card_refund_end_has_journal', sql`(${t.how} = 'returned') = (${t.journalId} is not null)`),
    ],
  )
  return { cardRefunds, cardRefundEnds }
}
