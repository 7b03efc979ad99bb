import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'
import type { currencyTables } from './currency.ts'

type Books = Pick<ReturnType<typeof currencyTables>, 'accounts' | 'journals'>

/** What the database itself holds wallets to, with the limit that came with the write. */
export const limitTables = (k: Kit, { accounts, journals }: Books) => {
  /**
   * What a wallet spent in a Japanese day (`2026-11-23`) or month (`2026-11`): a counter that each payment and hold adds
   * to in its own list, so that any number at once stay within the limit.
   */
  const spendings = k.table(
    'spendings',
    {
      walletId: k
        .text('wallet_id')
        .notNull()
        .references(() => accounts.id),
      period: k.text('period').notNull(),
      spentYen: k.int('spent_yen').notNull(),
      /** The limit that the last payment was held to. */
      limitYen: k.int('limit_yen').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.walletId, t.period] }),
      k.check('spending_within_limit', sql`${t.spentYen} > 0 and ${t.spentYen} <= ${t.limitYen}`),
    ],
  )

  /** Money that a wallet was given, and the most that it may hold: a trigger compares with all it holds then. */
  const walletFills = k.table('wallet_fills', {
    journalId: k
      .text('journal_id')
      .primaryKey()
      .references(() => journals.id),
    walletId: k
      .text('wallet_id')
      .notNull()
      .references(() => accounts.id),
    limitYen: k.int('limit_yen').notNull(),
    createdAt: k.int('created_at').notNull(),
  })

  return { spendings, walletFills }
}
