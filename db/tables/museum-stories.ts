import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'

/** Stories as their institutions write them, and what was decided about them: only added to. */
export const museumStoryTables = (k: Kit) => {
  const museumStoryDrafts = k.table(
    'museum_story_drafts',
    {
      /** Identifier of the story, as it will stand in addresses. */
      record: k.text('record').notNull(),
      /** 1, 2, 3 … of the story. */
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
      k.index('museum_story_drafts_of_institution').on(t.institution, t.record, t.revision),
      k.check('museum_story_drafts_counted', sql`${t.revision} > 0`),
    ],
  )
  /** A story was published or withdrawn, or is to be at a moment; and how such a plan ended. */
  const museumStoryActs = k.table(
    'museum_story_acts',
    {
      record: k.text('record').notNull(),
      /** 1, 2, 3 … of the story. */
      number: k.int('number').notNull(),
      institution: k.text('institution').notNull(),
      /** 'publish' or 'withdraw'. */
      act: k.text('act').notNull(),
      /** 'planned', 'cancelled', 'done' or 'refused'. */
      state: k.text('state').notNull(),
      /** Milliseconds since 1970: when it is to happen, or happened. */
      dueAt: k.int('due_at').notNull(),
      /** The saved text that is published. */
      revision: k.int('revision'),
      /** The version that the public was told by it. */
      version: k.int('version'),
      /** The number of the plan that this ends. */
      ends: k.int('ends'),
      /** Why it was refused. */
      reason: k.text('reason'),
      by: k.text('written_by').notNull(),
      byName: k.text('written_by_name').notNull(),
      /** Milliseconds since 1970. */
      at: k.int('written_at').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.record, t.number] }),
      // A plan ends once, and what the public was told is one act.
      k.unique('museum_story_acts_ends').on(t.record, t.ends),
      k.unique('museum_story_acts_told').on(t.record, t.version),
      k.index('museum_story_acts_due').on(t.state, t.dueAt),
      k.check('museum_story_acts_act', sql`${t.act} in ('publish', 'withdraw')`),
      k.check('museum_story_acts_state', sql`${t.state} in ('planned', 'cancelled', 'done', 'refused')`),
      k.check('museum_story_acts_counted', sql`${t.number} > 0`),
      k.check('museum_story_acts_text', sql`${t.act} = 'withdraw' or ${t.revision} is not null`),
      k.check('museum_story_acts_done', sql`(${t.state} = 'done') = (${t.version} is not null)`),
      k.check('museum_story_acts_refused', sql`(${t.state} = 'refused') = (${t.reason} is not null)`),
      k.check(
        'museum_story_acts_end_or_begin',
        sql`${t.state} = 'done' or (${t.state} = 'planned') = (${t.ends} is null)`,
      ),
    ],
  )
  return { museumStoryDrafts, museumStoryActs }
}
