import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'

/** What an institution's staff is writing about an item: each saved text is kept, none is written over. */
export const museumDraftTables = (k: Kit) => {
  const museumDrafts = k.table(
    'museum_drafts',
    {
      /** Identifier of the item, as it will stand in addresses. */
      record: k.text('record').notNull(),
      /** 1, 2, 3 … of the item. */
      revision: k.int('revision').notNull(),
      institution: k.text('institution').notNull(),
      /** JSON: the fields as they were typed. */
      body: k.text('body').notNull(),
      /** Who wrote it, and what they are called, so that a colleague knows whom to ask. */
      by: k.text('written_by').notNull(),
      byName: k.text('written_by_name').notNull(),
      /** Milliseconds since 1970. */
      at: k.int('written_at').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.record, t.revision] }),
      k.index('museum_drafts_of_institution').on(t.institution, t.record, t.revision),
      k.check('museum_drafts_counted', sql`${t.revision} > 0`),
    ],
  )
  return { museumDrafts }
}
