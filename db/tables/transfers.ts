import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'
import type { currencyTables } from './currency.ts'
import type { walletTables } from './wallets.ts'

type Books = Pick<ReturnType<typeof currencyTables>, 'accounts' | 'journals' | 'lots'>
type Wallets = Pick<ReturnType<typeof walletTables>, 'wallets'>

/** Money sent from wallet to wallet, and where it is sent to. */
export const transferTables = (k: Kit, { accounts, journals, lots }: Books, { wallets }: Wallets) => {
  /**
   * A transfer between wallets. What a wallet may send in a Japanese month is counted over these rows by the database
   * itself (trigger), with the limit that was in force.
   */
  const transfers = k.table(
    'transfers',
    {
      journalId: k
        .text('journal_id')
        .primaryKey()
        .references(() => journals.id),
      fromWalletId: k
        .text('from_wallet_id')
        .notNull()
        .references(() => accounts.id),
      toWalletId: k
        .text('to_wallet_id')
        .notNull()
        .references(() => accounts.id),
      amountYen: k.int('amount_yen').notNull(),
      /** `2026-11`, in Japan. */
      month: k.text('month').notNull(),
      monthLimitYen: k.int('month_limit_yen').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.index('transfers_month').on(t.fromWalletId, t.month),
      k.check('transfer_positive', sql`${t.amountYen} > 0`),
      k.check('transfer_between_two', sql`${t.fromWalletId} <> ${t.toWalletId}`),
    ],
  )

  /** Which lot of the receiver each part of a transfer became. */
  const transferLots = k.table(
    'transfer_lots',
    {
      journalId: k
        .text('journal_id')
        .notNull()
        .references(() => transfers.journalId),
      position: k.int('position').notNull(),
      fromLotId: k
        .text('from_lot_id')
        .notNull()
        .references(() => lots.id),
      toLotId: k
        .text('to_lot_id')
        .notNull()
        .references(() => lots.id),
      amountYen: k.int('amount_yen').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.journalId, t.position] }),
      k.unique('transfer_lots_to').on(t.toLotId),
      k.check('transfer_lot_positive', sql`${t.amountYen} > 0`),
    ],
  )

  /** Where friends send money to: one address in use a wallet; one that has stopped names nothing any more. */
  const walletAddresses = k.table(
    'wallet_addresses',
    {
      address: k.text('address').primaryKey(),
      walletId: k
        .text('wallet_id')
        .notNull()
        .references(() => wallets.accountId),
      createdAt: k.int('created_at').notNull(),
      endedAt: k.int('ended_at'),
    },
    (t) => [
      k
        .unique('wallet_addresses_in_use')
        .on(t.walletId)
        .where(sql`${t.endedAt} is null`),
    ],
  )

  return { transfers, transferLots, walletAddresses }
}
