import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'
import type { merchantTables } from './merchants.ts'

/** On which days a shop is paid, and from which of its takings on. Only added: the history of what was agreed. */
export const payoutProfileTables = (k: Kit, { merchants }: ReturnType<typeof merchantTables>) => {
  const payoutProfiles = k.table(
    'payout_profiles',
    {
      merchantId: k
        .text('merchant_id')
        .notNull()
        .references(() => merchants.id),
      /** In the order of the decisions: of those whose day has come, the last one holds. */
      number: k.int('number').notNull(),
      /** every_bank_day, weekly, monthly */
      kind: k.text('kind').notNull(),
      /** Of a weekly one: 1 Monday … 5 Friday. */
      weekday: k.int('weekday'),
      /** Of a monthly one; 31 is the last day of any month. */
      closingDay: k.int('closing_day'),
      payingDay: k.int('paying_day'),
      /** Of a monthly one: 0 paid in the month of the closing, 1 in the one after. */
      monthsAfter: k.int('months_after'),
      /** The beginning of the first day, in Japan, whose takings it holds for. */
      fromAt: k.int('from_at').notNull(),
      /** Of the office that one person made and another let go; a trigger looks for both. */
      requestId: k.text('request_id').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.merchantId, t.number] }),
      k.unique('payout_profiles_request').on(t.requestId),
      k.check(
        'payout_profile_kind',
        sql`(${t.kind} in ('every_bank_day', 'weekly', 'monthly')) and (${t.kind} = 'weekly') = (${t.weekday} is not null) and (${t.kind} = 'monthly') = (${t.closingDay} is not null) and (${t.kind} = 'monthly') = (${t.payingDay} is not null) and (${t.kind} = 'monthly') = (${t.monthsAfter} is not null)`,
      ),
      k.check(
        'payout_profile_days',
        sql`(${t.weekday} is null or ${t.weekday} between 1 and 5) and (${t.closingDay} is null or (${t.closingDay} between 1 and 31 and ${t.payingDay} between 1 and 31 and (${t.monthsAfter} = 1 or (${t.monthsAfter} = 0 and ${t.payingDay} > ${t.closingDay}))))`,
      ),
      // What was taken already is paid as it was agreed.
      k.check('payout_profile_ahead', sql`${t.fromAt} > ${t.createdAt}`),
    ],
  )
  return { payoutProfiles }
}
