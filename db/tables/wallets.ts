import { sql, type SQL, type SQLWrapper } from 'drizzle-orm'
import type { Kit } from '../kit.ts'
import type { currencyTables } from './currency.ts'

type Books = Pick<ReturnType<typeof currencyTables>, 'accounts' | 'journals'>

/** What the index of such events leaves out: it is older than `card_returned`. */
const isIndexed = ({ outcome }: { readonly outcome: SQLWrapper }): SQL =>
  sql`${outcome} not in ('credited', 'moved', 'stale', 'given_back', 'disputed', 'dispute_won', 'dispute_lost')`

/** Which events want a person's eye: all whose outcome is none of those that end by themselves. */
export const isMatter = (event: { readonly outcome: SQLWrapper }): SQL =>
  sql`${isIndexed(event)} and ${event.outcome} <> 'card_returned'`

/** Who holds a wallet, and how card money comes into one. */
export const walletTables = (k: Kit, { accounts, journals }: Books) => {
  /** A wallet's credentials. The wallet itself is the account with the same id; it needs no person. */
  const wallets = k.table(
    'wallets',
    {
      accountId: k
        .text('account_id')
        .primaryKey()
        .references(() => accounts.id),
      recoveryHash: k.text('recovery_hash').notNull(),
      /** A named person, once a passkey is linked. */
      userId: k.text('user_id'),
      createdAt: k.int('created_at').notNull(),
      frozenAt: k.int('frozen_at'),
    },
    (t) => [k.unique('wallets_recovery_hash').on(t.recoveryHash), k.index('wallets_user').on(t.userId)],
  )

  const walletDevices = k.table(
    'wallet_devices',
    {
      id: k.text('id').primaryKey(),
      walletId: k
        .text('wallet_id')
        .notNull()
        .references(() => wallets.accountId),
      /** SHA-256 of the device's secret, hex. */
      secretHash: k.text('secret_hash').notNull(),
      createdAt: k.int('created_at').notNull(),
      revokedAt: k.int('revoked_at'),
    },
    (t) => [
      k.unique('wallet_devices_secret').on(t.secretHash),
      k.index('wallet_devices_wallet').on(t.walletId),
    ],
  )

  const topups = k.table(
    'topups',
    {
      id: k.text('id').primaryKey(),
      walletId: k
        .text('wallet_id')
        .notNull()
        .references(() => accounts.id),
      amountYen: k.int('amount_yen').notNull(),
      /** card, konbini, paypay; of those that began before there was a choice: card */
      method: k.text('method').notNull().default('card'),
      key: k.text('key').notNull(),
      /** opened, waiting, credited, failed, expired */
      status: k.text('status').notNull(),
      processorSession: k.text('processor_session'),
      processorPayment: k.text('processor_payment'),
      payUrl: k.text('pay_url'),
      pageEndsAt: k.int('page_ends_at'),
      /** What is taken to a store; told once and never changed (trigger). */
      voucher: k.json<unknown>('voucher'),
      journalId: k.text('journal_id').references(() => journals.id),
      failure: k.text('failure'),
      /** What the database held it to when it began (trigger); null of those that began before there were limits. */
      dayLimitYen: k.int('day_limit_yen'),
      monthLimitYen: k.int('month_limit_yen'),
      walletLimitYen: k.int('wallet_limit_yen'),
      createdAt: k.int('created_at').notNull(),
      updatedAt: k.int('updated_at').notNull(),
    },
    (t) => [
      k.unique('topups_wallet_key').on(t.walletId, t.key),
      k.unique('topups_session').on(t.processorSession),
      k.index('topups_status').on(t.status),
      // A dispute names the payment.
      k.index('topups_payment').on(t.processorPayment),
      // A line of what happened names the journal.
      k.index('topups_journal').on(t.journalId),
      k.check('topup_positive', sql`${t.amountYen} > 0`),
      k.check('topup_credited_has_journal', sql`(${t.status} = 'credited') = (${t.journalId} is not null)`),
    ],
  )

  /** Events of the card processor already handled: the primary key is what makes a repeated delivery harmless. */
  const processorEvents = k.table(
    'processor_events',
    {
      id: k.text('id').primaryKey(),
      type: k.text('type').notNull(),
      outcome: k.text('outcome').notNull(),
      receivedAt: k.int('received_at').notNull(),
    },
    // Few events want a person's eye among all that were handled.
    (t) => [k.index('processor_events_matter').on(t.receivedAt).where(isIndexed(t))],
  )

  return { wallets, walletDevices, topups, processorEvents }
}
