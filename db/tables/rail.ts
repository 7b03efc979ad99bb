import type { Kit } from '../kit.ts'

/** Timetables that were imported. What is served stands in `rail_feeds`; parts that no row there points to are leftovers. */
export const railTables = (k: Kit) => {
  const railFeeds = k.table('rail_feeds', {
    id: k.text('id').primaryKey(),
    /** New with each import; the parts carry it. */
    version: k.text('version').notNull(),
    /** How many parts there are. */
    parts: k.int('parts').notNull(),
    /** JSON: where it comes from, its lines, what it declares. */
    head: k.text('head').notNull(),
    importedAt: k.int('imported_at').notNull(),
  })

  /** The rows of a timetable in pieces below a megabyte: no engine takes millions of rows in one statement. */
  const railFeedParts = k.table(
    'rail_feed_parts',
    {
      feedId: k.text('feed_id').notNull(),
      version: k.text('version').notNull(),
      /** From 0. */
      position: k.int('position').notNull(),
      /** JSON: a list of stops, services, trips or trains. */
      body: k.text('body').notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.feedId, t.version, t.position] })],
  )

  /** What was said of the trains of some days. Nothing is removed. */
  const railNotices = k.table('rail_notices', {
    id: k.text('id').primaryKey(),
    /** JSON: words, lines, days, who says so. */
    body: k.text('body').notNull(),
    createdAt: k.int('created_at').notNull(),
    endedAt: k.int('ended_at'),
  })

  /** Live messages, the newest of each name. Their alerts stand among the notices. */
  const railRealtime = k.table('rail_realtime', {
    id: k.text('id').primaryKey(),
    /** When its maker made it, epoch milliseconds: a newer one takes its place. */
    toldAt: k.int('told_at').notNull(),
    takenAt: k.int('taken_at').notNull(),
    /** JSON: trains that are late or do not run, how long it holds, who says so. */
    body: k.text('body').notNull(),
  })

  return { railFeeds, railFeedParts, railNotices, railRealtime }
}
