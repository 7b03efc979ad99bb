import { and, asc, eq, gte, inArray, lt, sql } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import { isViolation } from '../../db/violation.ts'
import { addDays } from '../platform/clock.ts'
import type { Locale } from '../platform/words.ts'
import type { LookKind } from './look.ts'
import { type LookStore, subjectsAskedMost } from './look-store.ts'

const ph = sql.placeholder

/** Days for which it is remembered that a batch was added. */
const batchDays = 2

/** The only SQL of looks. */
export function lookStore({ tables, query, prepareRead, prepareWrite, atomic }: Store): LookStore {
  const { museumLooks: t, museumLookBatches: batches } = tables
  const key = {
    day: ph('day'),
    kind: ph('kind'),
    subject: ph('subject'),
    step: ph('step'),
    language: ph('language'),
  }
  const begin = prepareWrite(
    query
      .insert(t)
      .values({ ...key, looks: 0 })
      .onConflictDoNothing(),
  )
  // By what came to it, never to what somebody read before: two processes add to one sum.
  const grow = prepareWrite(
    query
      .update(t)
      .set({ looks: sql`${t.looks} + ${ph('looks')}` })
      .where(
        and(
          eq(t.day, key.day),
          eq(t.kind, key.kind),
          eq(t.subject, key.subject),
          eq(t.step, key.step),
          eq(t.language, key.language),
        ),
      ),
  )
  const open = prepareWrite(query.insert(batches).values({ id: ph('id'), day: ph('day') }))
  const forget = prepareWrite(query.delete(batches).where(lt(batches.day, ph('before'))))
  const places = Array.from({ length: subjectsAskedMost }, (_, n) => ph(`subject${n}`))
  const ofSubjects = prepareRead(
    query
      .select()
      .from(t)
      .where(and(inArray(t.subject, places), gte(t.day, ph('fromDay'))))
      .orderBy(asc(t.day), asc(t.subject), asc(t.kind), asc(t.step), asc(t.language)),
  )
  return {
    add: async ({ id, day, sums }) => {
      const written = sums.flatMap((sum) => [begin(sum), grow(sum)])
      try {
        await atomic([open({ id, day }), ...written, forget({ before: addDays(day, -batchDays) })])
        return 'added'
      } catch (error) {
        if (isViolation(error, 'unique')) return 'known'
        throw error
      }
    },
    of: async (subjects, fromDay) => {
      const asked = Object.fromEntries(places.map((_, n) => [`subject${n}`, subjects[n] ?? '']))
      return (await ofSubjects({ ...asked, fromDay })).map((row) => ({
        ...row,
        kind: row.kind as LookKind,
        language: row.language as Locale,
      }))
    },
  }
}
