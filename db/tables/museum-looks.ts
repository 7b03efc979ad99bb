import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'

/** How often pages were looked at: sums of a day, and nothing of who looked. */
export const museumLookTables = (k: Kit) => {
  const museumLooks = k.table(
    'museum_looks',
    {
      /** The Japanese day, 'YYYY-MM-DD'. */
      day: k.text('day').notNull(),
      /** 'item', 'document', 'story', 'frame', 'institution', 'place' or 'step'. */
      kind: k.text('kind').notNull(),
      /** Identifier of what was looked at. */
      subject: k.text('subject').notNull(),
      /** The scene of a story that somebody came to, 1, 2, 3 …; 0 for a page. */
      step: k.int('step').notNull(),
      language: k.text('language').notNull(),
      looks: k.int('looks').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.day, t.kind, t.subject, t.step, t.language] }),
      k.index('museum_looks_of_subject').on(t.subject, t.day),
      k.check(
        'museum_looks_kind',
        sql`${t.kind} in ('item', 'document', 'story', 'frame', 'institution', 'place', 'step')`,
      ),
      k.check('museum_looks_counted', sql`${t.looks} >= 0 and ${t.step} >= 0`),
    ],
  )
  /** Batches that were added to the sums, for two days: one that is sent again is not added again. */
  const museumLookBatches = k.table('museum_look_batches', {
    id: k.text('id').primaryKey(),
    day: k.text('day').notNull(),
  })
  return { museumLooks, museumLookBatches }
}
