import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'
import type { currencyTables } from './currency.ts'

/** What holds stand on. */
type Books = Pick<ReturnType<typeof currencyTables>, 'accounts' | 'lots' | 'payments'>

/** Yen of a wallet that are set aside for one merchant, and how that ended. */
export const holdTables = (k: Kit, { accounts, lots, payments }: Books) => {
  /**
   * Yen of a wallet set aside for one merchant. Holds, their lots and how they ended are only ever added; triggers move
   * `held_yen` of lots and balances with them and refuse every other change of it.
   */
  const holds = k.table(
    'holds',
    {
      id: k.text('id').primaryKey(),
      walletId: k
        .text('wallet_id')
        .notNull()
        .references(() => accounts.id),
      merchantAccountId: k
        .text('merchant_account_id')
        .notNull()
        .references(() => accounts.id),
      amountYen: k.int('amount_yen').notNull(),
      /** Last instant at which it can be captured, epoch ms. */
      endsAt: k.int('ends_at').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.index('holds_wallet').on(t.walletId, t.createdAt),
      k.index('holds_merchant').on(t.merchantAccountId, t.createdAt),
      k.check('hold_positive', sql`${t.amountYen} > 0`),
      k.check('hold_ends_later', sql`${t.endsAt} > ${t.createdAt}`),
    ],
  )

  /** Which lots a hold sets aside, in the order they were taken. */
  const holdLots = k.table(
    'hold_lots',
    {
      holdId: k
        .text('hold_id')
        .notNull()
        .references(() => holds.id),
      position: k.int('position').notNull(),
      lotId: k
        .text('lot_id')
        .notNull()
        .references(() => lots.id),
      fundId: k.text('fund_id').notNull(),
      amountYen: k.int('amount_yen').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.holdId, t.position] }),
      k.unique('hold_lots_once').on(t.holdId, t.lotId),
      k.index('hold_lots_lot').on(t.lotId),
      k.check('hold_lot_positive', sql`${t.amountYen} > 0`),
    ],
  )

  /** How a hold ended. The primary key is the guard: a hold ends once. */
  const holdResolutions = k.table(
    'hold_resolutions',
    {
      holdId: k
        .text('hold_id')
        .primaryKey()
        .references(() => holds.id),
      /** captured, voided, expired */
      how: k.text('how').notNull(),
      /** What was paid of it; 0 unless captured. */
      capturedYen: k.int('captured_yen').notNull(),
      /** The payment it became. */
      journalId: k.text('journal_id').references(() => payments.journalId),
      resolvedAt: k.int('resolved_at').notNull(),
    },
    (t) => [
      k.unique('hold_resolutions_payment').on(t.journalId),
      k.check('hold_resolution_how', sql`${t.how} in ('captured', 'voided', 'expired')`),
      k.check('hold_captured_has_payment', sql`(${t.how} = 'captured') = (${t.journalId} is not null)`),
      k.check(
        'hold_captured_yen',
        sql`${t.capturedYen} >= 0 and (${t.how} = 'captured') = (${t.capturedYen} > 0)`,
      ),
    ],
  )

  return { holds, holdLots, holdResolutions }
}
