import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'
import type { walletTables } from './wallets.ts'

type Wallets = Pick<ReturnType<typeof walletTables>, 'wallets'>

/**
 * How wallets were stopped and let go again. Only added; triggers move `frozen_at` of the wallet with each row and with
 * nothing else, and let no money leave a wallet that is stopped.
 */
export const walletFreezeTables = (k: Kit, { wallets }: Wallets) => {
  const walletFreezes = k.table(
    'wallet_freezes',
    {
      walletId: k
        .text('wallet_id')
        .notNull()
        .references(() => wallets.accountId),
      /** 1, 2, 3 … of the wallet: it is stopped by the odd ones, and let go by the even ones. */
      number: k.int('number').notNull(),
      /** frozen, thawed */
      what: k.text('what').notNull(),
      /** By whom: device (one that holds the wallet), code (whoever has the printed one), staff */
      by: k.text('by').notNull(),
      /** The device or the member of staff; null of who had the code. */
      changedBy: k.text('changed_by'),
      reason: k.text('reason').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.walletId, t.number] }),
      k.index('wallet_freezes_created').on(t.createdAt),
      k.check('wallet_freeze_what', sql`${t.what} in ('frozen', 'thawed')`),
      // Whoever has a device may stop the wallet; a thief has one, too, and must not let it go.
      k.check(
        'wallet_freeze_by',
        sql`${t.by} in ('code', 'staff') or (${t.by} = 'device' and ${t.what} = 'frozen')`,
      ),
      k.check('wallet_freeze_known', sql`(${t.by} = 'code') = (${t.changedBy} is null)`),
      k.check('wallet_freeze_reason', sql`length(${t.reason}) > 0`),
    ],
  )
  return { walletFreezes }
}
