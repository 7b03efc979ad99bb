import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'
import type { merchantTables } from './merchants.ts'

/**
 * What officers did about an application: proposed (with what was looked into), approved by another, returned. Only added;
 * triggers hold the steps to their order and to two people, and the shop's status to them.
 */
export const merchantApplicationTables = (k: Kit, { merchants }: ReturnType<typeof merchantTables>) => {
  const merchantApplicationSteps = k.table(
    'merchant_application_steps',
    {
      merchantId: k
        .text('merchant_id')
        .notNull()
        .references(() => merchants.id),
      number: k.int('number').notNull(),
      what: k.text('what').notNull(),
      doneBy: k.text('done_by').notNull(),
      /** Of a proposal the shop reads it, once it is let go. */
      reason: k.text('reason').notNull(),
      verdict: k.text('verdict'),
      /** Of each check what was found, and how: {name: {result, note}}. */
      checks: k.json<unknown>('checks'),
      /** Of the application, its account and the proposal: an approval names what was read. */
      payloadHash: k.text('payload_hash'),
      expiresAt: k.int('expires_at'),
      /** Made by who sent it, as often as it is sent; steps from before keys were kept have none. */
      key: k.text('idempotency_key'),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.merchantId, t.number] }),
      k.unique('merchant_application_steps_key').on(t.merchantId, t.doneBy, t.key),
      k.index('merchant_application_steps_created').on(t.createdAt),
      k.check('merchant_application_what', sql`${t.what} in ('proposed', 'approved', 'returned')`),
      k.check(
        'merchant_application_proposed',
        sql`(${t.what} = 'proposed') = (${t.verdict} is not null) and (${t.what} = 'proposed') = (${t.checks} is not null) and (${t.what} = 'proposed') = (${t.expiresAt} is not null) and (${t.what} = 'returned') = (${t.payloadHash} is null)`,
      ),
      k.check(
        'merchant_application_verdict',
        sql`${t.verdict} is null or ${t.verdict} in ('accept', 'refuse')`,
      ),
    ],
  )
  return { merchantApplicationSteps }
}
