import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'
import type { currencyTables } from './currency.ts'
import type { walletTables } from './wallets.ts'

type Books = Pick<ReturnType<typeof currencyTables>, 'payments'>
type Wallets = Pick<ReturnType<typeof walletTables>, 'wallets' | 'walletDevices'>

/** Codes that holders show at a till, and the payments that shops made with them. */
export const shownCodeTables = (k: Kit, { payments }: Books, { wallets, walletDevices }: Wallets) => {
  /** A code that a holder shows. Only added; the code itself is kept nowhere. */
  const shownCodes = k.table(
    'shown_codes',
    {
      /** SHA-256 of the code, hex. */
      codeHash: k.text('code_hash').primaryKey(),
      walletId: k
        .text('wallet_id')
        .notNull()
        .references(() => wallets.accountId),
      /** The device that shows it: how long it has held the wallet sets limits, and a revoked one shows nothing. */
      deviceId: k
        .text('device_id')
        .notNull()
        .references(() => walletDevices.id),
      endsAt: k.int('ends_at').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [k.check('shown_code_lasts', sql`${t.endsAt} > ${t.createdAt}`)],
  )

  /** The one payment that a code was good for. Only added, in the list of the payment: the primary key lets nobody use it again. */
  const shownCodeUses = k.table(
    'shown_code_uses',
    {
      codeHash: k
        .text('code_hash')
        .primaryKey()
        .references(() => shownCodes.codeHash),
      journalId: k
        .text('journal_id')
        .notNull()
        .references(() => payments.journalId),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [k.unique('shown_code_uses_payment').on(t.journalId)],
  )

  /** A charge that the wallet behind a code did not pay. Only added, and counted: after a few of them the code is good for nothing. */
  const shownCodeDeclines = k.table(
    'shown_code_declines',
    {
      codeHash: k
        .text('code_hash')
        .notNull()
        .references(() => shownCodes.codeHash),
      /** 1, 2, 3 … of its code: of two at once one comes to be the next. */
      number: k.int('number').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.codeHash, t.number] }),
      k.check('shown_code_decline_number', sql`${t.number} > 0`),
    ],
  )

  /** What a device makes codes by without signal. Only added; the key itself is kept nowhere but on the device. */
  const offlineKeys = k.table(
    'offline_keys',
    {
      /** Stands in each code; the key is made of it and the hub's secret. */
      handle: k.text('handle').primaryKey(),
      walletId: k
        .text('wallet_id')
        .notNull()
        .references(() => wallets.accountId),
      deviceId: k
        .text('device_id')
        .notNull()
        .references(() => walletDevices.id),
      endsAt: k.int('ends_at').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [k.check('offline_key_lasts', sql`${t.endsAt} > ${t.createdAt}`)],
  )

  return { offlineKeys, shownCodes, shownCodeUses, shownCodeDeclines }
}
