import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'

/** Files on their way to the museum's images. What has come of each stands in a folder beside the database. */
export const museumUploadTables = (k: Kit) => {
  const museumUploads = k.table(
    'museum_uploads',
    {
      id: k.text('id').primaryKey(),
      /** For whom it is sent. */
      institution: k.text('institution').notNull(),
      /** What the sender's machine calls it. */
      name: k.text('name').notNull(),
      bytes: k.int('bytes').notNull(),
      /** Of the whole file as its sender has it, hexadecimal. */
      sha256: k.text('sha256').notNull(),
      /** Whether the place where a photograph was taken stays in the master. */
      keepsLocation: k.bool('keeps_location').notNull(),
      /** 'receiving', 'checking', 'making', 'ready' or 'refused'. */
      state: k.text('state').notNull(),
      /** Why it was refused. */
      fault: k.text('fault'),
      /** The image it became. */
      image: k.text('image'),
      by: k.text('sent_by').notNull(),
      /** Milliseconds since 1970. */
      startedAt: k.int('started_at').notNull(),
      changedAt: k.int('changed_at').notNull(),
    },
    (t) => [
      // The same file is not sent twice to one institution.
      k.unique('museum_uploads_of_file').on(t.institution, t.sha256),
      k.index('museum_uploads_in_state').on(t.state, t.changedAt),
      k.check(
        'museum_uploads_state',
        sql`${t.state} in ('receiving', 'checking', 'making', 'ready', 'refused')`,
      ),
      k.check('museum_uploads_have_bytes', sql`${t.bytes} > 0`),
      k.check('museum_uploads_ready_or_not', sql`(${t.state} = 'ready') = (${t.image} is not null)`),
      k.check('museum_uploads_refused_or_not', sql`(${t.state} = 'refused') = (${t.fault} is not null)`),
    ],
  )
  return { museumUploads }
}
