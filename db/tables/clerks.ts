import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'
import type { currencyTables } from './currency.ts'
import type { merchantTables } from './merchants.ts'

type Books = Pick<ReturnType<typeof currencyTables>, 'journals'>
type Shops = Pick<ReturnType<typeof merchantTables>, 'merchants'>

/** Who stands at a shop's tills, which devices are tills, and what was done there by whom. */
export const clerkTables = (k: Kit, { journals }: Books, { merchants }: Shops) => {
  /** A clerk as the shop allows them now. What was changed, and by whom, stands in `staff_acts`. */
  const clerks = k.table(
    'clerks',
    {
      id: k.text('id').primaryKey(),
      merchantId: k
        .text('merchant_id')
        .notNull()
        .references(() => merchants.id),
      name: k.text('name').notNull(),
      /** A slow hash of the PIN, keyed with the hub's secret: the database alone is not enough to guess one. */
      pinHash: k.text('pin_hash').notNull(),
      /** Wrong PINs one after the other; counted before the PIN is looked at. */
      wrongTries: k.int('wrong_tries').notNull(),
      mayTake: k.bool('may_take').notNull(),
      maySeeTakings: k.bool('may_see_takings').notNull(),
      /** The most that is given back at once; 0 for nothing. */
      refundYenMax: k.int('refund_yen_max').notNull(),
      refundDayYenMax: k.int('refund_day_yen_max').notNull(),
      endedAt: k.int('ended_at'),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.index('clerks_merchant').on(t.merchantId, t.createdAt),
      k.check('clerk_pin_tries', sql`${t.wrongTries} between 0 and 10`),
      k.check('clerk_refund_limits', sql`${t.refundYenMax} >= 0 and ${t.refundDayYenMax} >= 0`),
    ],
  )

  /** A device that the shop's owner made a till, and the clerk who stands at it now. */
  const tillDevices = k.table(
    'till_devices',
    {
      id: k.text('id').primaryKey(),
      merchantId: k
        .text('merchant_id')
        .notNull()
        .references(() => merchants.id),
      name: k.text('name').notNull(),
      /** SHA-256 of the cookie's secret, hex. */
      secretHash: k.text('secret_hash').notNull(),
      clerkId: k.text('clerk_id').references(() => clerks.id),
      /** Last instant at which the clerk is taken to be there without the PIN. */
      onDutyUntil: k.int('on_duty_until'),
      endedAt: k.int('ended_at'),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.index('till_devices_merchant').on(t.merchantId, t.createdAt),
      k.index('till_devices_clerk').on(t.clerkId),
      k.check('till_device_duty', sql`(${t.clerkId} is null) = (${t.onDutyUntil} is null)`),
    ],
  )

  /**
   * Who took a payment or gave one back at a till. Only added, in the list of the journal; a trigger holds a clerk to
   * what the shop allows them at that moment.
   */
  const tillActs = k.table(
    'till_acts',
    {
      journalId: k
        .text('journal_id')
        .primaryKey()
        .references(() => journals.id),
      merchantId: k
        .text('merchant_id')
        .notNull()
        .references(() => merchants.id),
      what: k.text('what').notNull(),
      /** The payment that was taken, or of which something was given back. */
      paymentId: k.text('payment_id').notNull(),
      amountYen: k.int('amount_yen').notNull(),
      /** In Japan, YYYY-MM-DD. */
      day: k.text('day').notNull(),
      clerkId: k.text('clerk_id').references(() => clerks.id),
      deviceId: k.text('device_id').references(() => tillDevices.id),
      /** Somebody of the shop who signed in by name, instead of clerk and device. */
      userId: k.text('user_id'),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.index('till_acts_merchant').on(t.merchantId, t.createdAt),
      k.check('till_act_what', sql`${t.what} in ('charge', 'refund')`),
      k.check('till_act_amount', sql`${t.amountYen} > 0`),
      k.check(
        'till_act_by',
        sql`(${t.clerkId} is null) = (${t.deviceId} is null) and (${t.clerkId} is null) = (${t.userId} is not null)`,
      ),
    ],
  )

  /** What a clerk gave back on a day in Japan: a counter that each refund adds to in its own list. */
  const clerkRefundDays = k.table(
    'clerk_refund_days',
    {
      clerkId: k
        .text('clerk_id')
        .notNull()
        .references(() => clerks.id),
      day: k.text('day').notNull(),
      refundedYen: k.int('refunded_yen').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.clerkId, t.day] }),
      k.check('clerk_refund_day_positive', sql`${t.refundedYen} > 0`),
    ],
  )

  return { clerks, tillDevices, tillActs, clerkRefundDays }
}
