import type { Kit } from '../kit.ts'

/** What belongs to no domain. */
export const platformTables = (k: Kit) => {
  /** Facts about this database itself: `mode` is 'live' or 'demonstration', set once at creation. */
  const marks = k.table('marks', {
    name: k.text('name').primaryKey(),
    value: k.text('value').notNull(),
    createdAt: k.int('created_at').notNull(),
  })

  /** Attempts counted per window, shared by every process of the hub. */
  const rateCounters = k.table(
    'rate_counters',
    {
      name: k.text('name').notNull(),
      windowStartAt: k.int('window_start_at').notNull(),
      count: k.int('count').notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.name, t.windowStartAt] })],
  )

  /** A lease on work that only one process may do at a time. */
  const jobLeases = k.table('job_leases', {
    name: k.text('name').primaryKey(),
    holder: k.text('holder').notNull(),
    leasedUntil: k.int('leased_until').notNull(),
  })

  /** The demonstration's stand-in for the card processor keeps its objects here; a live database never has a row. */
  const standInObjects = k.table(
    'stand_in_objects',
    {
      id: k.text('id').primaryKey(),
      kind: k.text('kind').notNull(),
      body: k.json<unknown>('body').notNull(),
      version: k.int('version').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [k.index('stand_in_objects_kind').on(t.kind, t.createdAt)],
  )

  const standInDeliveries = k.table(
    'stand_in_deliveries',
    {
      id: k.text('id').primaryKey(),
      eventId: k.text('event_id').notNull(),
      attempt: k.int('attempt').notNull(),
      dueAt: k.int('due_at').notNull(),
      deliveredAt: k.int('delivered_at'),
      status: k.int('status'),
    },
    (t) => [k.index('stand_in_deliveries_due').on(t.deliveredAt, t.dueAt)],
  )

  return { marks, rateCounters, jobLeases, standInObjects, standInDeliveries }
}
