import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'

/** Every command of the office: written before it is done, and how it ended beside it. Both are only added. */
export const officeActTables = (k: Kit) => {
  /** Officers whom one town lends to another for some days, as approved. Only added. */
  const secondments = k.table(
    'secondments',
    {
      /** That of the request. */
      id: k.text('id').primaryKey(),
      userId: k.text('user_id').notNull(),
      /** As it was then. */
      userName: k.text('user_name').notNull(),
      fromTown: k.text('from_town').notNull(),
      town: k.text('town').notNull(),
      /** Operations of the table of who may do what. */
      works: k.json<readonly string[]>('works').notNull(),
      firstDay: k.text('first_day').notNull(),
      lastDay: k.text('last_day').notNull(),
      /** The first instant of the first day, and the first after the last, in Japan. */
      beginsAt: k.int('begins_at').notNull(),
      endsAt: k.int('ends_at').notNull(),
      reason: k.text('reason').notNull(),
      requestedBy: k.text('requested_by').notNull(),
      approvedBy: k.text('approved_by').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.index('secondments_user').on(t.userId),
      k.index('secondments_created').on(t.createdAt, t.id),
      k.check(
        'secondment_four_eyes',
        sql`${t.approvedBy} <> ${t.requestedBy} and ${t.approvedBy} <> ${t.userId}`,
      ),
      k.check('secondment_days', sql`${t.beginsAt} < ${t.endsAt} and ${t.fromTown} <> ${t.town}`),
    ],
  )

  /** Ended before the last day, once. */
  const secondmentEnds = k.table('secondment_ends', {
    secondmentId: k
      .text('secondment_id')
      .primaryKey()
      .references(() => secondments.id),
    endedBy: k.text('ended_by').notNull(),
    reason: k.text('reason').notNull(),
    createdAt: k.int('created_at').notNull(),
  })

  const officeActs = k.table(
    'office_acts',
    {
      id: k.text('id').primaryKey(),
      userId: k.text('user_id').notNull(),
      /** As it was then: a name that changes later does not change who did it. */
      userName: k.text('user_name').notNull(),
      operation: k.text('operation').notNull(),
      /** The part in which it was done, and for which municipality; '*' for the whole hub. */
      role: k.text('role').notNull(),
      onBehalfOf: k.text('on_behalf_of').notNull(),
      /** What lent them to that municipality; a trigger holds the act to it. */
      secondmentId: k.text('secondment_id').references(() => secondments.id),
      /** The ids of what it was done to, with spaces between. */
      subject: k.text('subject').notNull(),
      /** What was said with it: amounts, reasons. */
      details: k.json<unknown>('details').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.index('office_acts_created').on(t.createdAt, t.id),
      k.index('office_acts_user').on(t.userId, t.createdAt),
    ],
  )

  /** How an act ended; one without an end was broken off, and what it was about tells whether it was done. */
  const officeActEnds = k.table('office_act_ends', {
    actId: k
      .text('act_id')
      .primaryKey()
      .references(() => officeActs.id),
    /** The status that was answered. */
    status: k.int('status').notNull(),
    /** Why it was refused. */
    code: k.text('code'),
    createdAt: k.int('created_at').notNull(),
  })

  return { secondments, secondmentEnds, officeActs, officeActEnds }
}
