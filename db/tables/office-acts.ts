import type { Kit } from '../kit.ts'

/** Every command of the office: written before it is done, and how it ended beside it. Both are only added. */
export const officeActTables = (k: Kit) => {
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

  return { officeActs, officeActEnds }
}
