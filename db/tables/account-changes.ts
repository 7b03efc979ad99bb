import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'
import type { currencyTables } from './currency.ts'

type Books = Pick<ReturnType<typeof currencyTables>, 'accounts'>

/**
 * How accounts of wallets and merchants were closed and opened again. Only added; triggers let nothing be closed that
 * holds money or is promised some, and move `closed_at` of the account with each row and with nothing else.
 */
export const accountChangeTables = (k: Kit, { accounts }: Books) => {
  const accountChanges = k.table(
    'account_changes',
    {
      accountId: k
        .text('account_id')
        .notNull()
        .references(() => accounts.id),
      /** 1, 2, 3 … of the account: it is closed by the odd ones, and opened again by the even ones. */
      number: k.int('number').notNull(),
      /** closed, reopened */
      what: k.text('what').notNull(),
      reason: k.text('reason').notNull(),
      changedBy: k.text('changed_by').notNull(),
      /** Of a reopening: the hash of what somebody else approved. */
      approvedHash: k.text('approved_hash'),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.accountId, t.number] }),
      k.check('account_change_what', sql`${t.what} in ('closed', 'reopened')`),
      k.check('account_change_approved', sql`(${t.what} = 'reopened') = (${t.approvedHash} is not null)`),
    ],
  )
  return { accountChanges }
}
