import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'

/** What towns owe each other, as approved. Only added: what comes later is in the next statement. */
export const nettingTables = (k: Kit) => {
  const nettings = k.table(
    'nettings',
    {
      id: k.text('id').primaryKey(),
      /** 1, 2, 3 …: each holds what those before do not. */
      number: k.int('number').notNull(),
      /** The last closed month in it, YYYY-MM, and the first instant after it. */
      month: k.text('month').notNull(),
      untilAt: k.int('until_at').notNull(),
      /** [{funder, town, amountYen}]: every yen that shops were paid, less what banks sent back. */
      flows: k.json<unknown>('flows').notNull(),
      /** [{payer, receiver, amountYen}] */
      transfers: k.json<unknown>('transfers').notNull(),
      /** Hash of what was approved. */
      statementHash: k.text('statement_hash').notNull(),
      payDay: k.text('pay_day').notNull(),
      /** From and to which accounts, as they were then. */
      accounts: k.json<unknown>('accounts').notNull(),
      approvedBy: k.text('approved_by').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.unique('nettings_number').on(t.number),
      k.unique('nettings_month').on(t.month),
      // Nothing is closed that is not over.
      k.check('netting_closed', sql`${t.untilAt} <= ${t.createdAt}`),
    ],
  )
  return { nettings }
}
