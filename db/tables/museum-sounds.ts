import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'

/** Sounds that institutions sent. Their files stand beside the database; a row is written when its file is there. */
export const museumSoundTables = (k: Kit) => {
  const museumSounds = k.table(
    'museum_sounds',
    {
      /** As it stands in addresses, for ever. */
      id: k.text('id').primaryKey(),
      institution: k.text('institution').notNull(),
      /** Of the file, hexadecimal. */
      sha256: k.text('sha256').notNull(),
      mediaType: k.text('media_type').notNull(),
      bytes: k.int('bytes').notNull(),
      durationMs: k.int('duration_ms').notNull(),
      /** Milliseconds since 1970. */
      addedAt: k.int('added_at').notNull(),
    },
    (t) => [
      k.check(
        'museum_sounds_kind',
        sql`${t.mediaType} in ('audio/mpeg', 'audio/mp4', 'audio/ogg', 'audio/wav')`,
      ),
      k.check('museum_sounds_play', sql`${t.bytes} > 0 and ${t.durationMs} > 0`),
    ],
  )
  return { museumSounds }
}
