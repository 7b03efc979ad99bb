import { eq, sql } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import { isViolation } from '../../db/violation.ts'
import type { Sound, SoundRecords } from './sound.ts'

const ph = sql.placeholder

/** The only SQL of sounds. */
export function soundRecords({ tables, query, prepareRead, prepareWrite, atomic }: Store): SoundRecords {
  const { museumSounds: t } = tables
  const insert = prepareWrite(
    query.insert(t).values({
      id: ph('id'),
      institution: ph('institution'),
      sha256: ph('sha256'),
      mediaType: ph('mediaType'),
      bytes: ph('bytes'),
      durationMs: ph('durationMs'),
      addedAt: ph('addedAt'),
    }),
  )
  const one = prepareRead(
    query
      .select()
      .from(t)
      .where(eq(t.id, ph('id'))),
  )
  return {
    add: async (sound) => {
      try {
        await atomic([insert(sound)])
      } catch (error) {
        // The name is made of the file: whoever was first wrote the same.
        if (!isViolation(error, 'unique')) throw error
      }
    },
    find: async (id) => {
      const [row] = await one({ id })
      return row === undefined ? undefined : { ...row, mediaType: row.mediaType as Sound['mediaType'] }
    },
  }
}
