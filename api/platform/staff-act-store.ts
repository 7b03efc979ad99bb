import { sql } from 'drizzle-orm'
import type { Store, Write } from '../../db/store.ts'

/** Something that a person did in their part: who, what, to what, and what was said with it. */
export type StaffAct = {
  readonly id: string
  readonly userId: string
  readonly operation: string
  readonly subject: string
  readonly details: unknown
  readonly at: number
}

/** The write of an act, to be stored in the list of what it did. */
export function staffActWrite({ tables: { staffActs: a }, query, prepareWrite }: Store) {
  const ph = sql.placeholder
  const insert = prepareWrite(
    query.insert(a).values({
      id: ph('id'),
      userId: ph('userId'),
      operation: ph('operation'),
      subject: ph('subject'),
      details: ph('details'),
      createdAt: ph('at'),
    }),
  )
  return (act: StaffAct): Write => insert({ ...act })
}
