import { asc, eq, sql } from 'drizzle-orm'
import type { Store, Write } from '../../db/store.ts'
import { isViolation } from '../../db/violation.ts'
import type { IdentityStore } from './ports.ts'

/** The mark that holds the record's name. */
const originMark = 'audit_origin'

/** The record's name and keys, each written once. */
export function recordIdentityIn(store: Store): IdentityStore {
  const { tables: t, query, prepareRead, prepareWrite } = store
  const ph = sql.placeholder
  const mark = prepareRead(
    query.select({ value: t.marks.value }).from(t.marks).where(eq(t.marks.name, originMark)),
  )
  const setMark = prepareWrite(
    query.insert(t.marks).values({ name: originMark, value: ph('value'), createdAt: ph('at') }),
  )
  const keys = prepareRead(
    query
      .select({ verifier: t.auditKeys.verifier, createdAt: t.auditKeys.createdAt })
      .from(t.auditKeys)
      .orderBy(asc(t.auditKeys.createdAt), asc(t.auditKeys.verifier)),
  )
  const setKey = prepareWrite(
    query.insert(t.auditKeys).values({ verifier: ph('verifier'), createdAt: ph('at') }),
  )
  /** Stores a row that another process may have stored a moment before. */
  const once = async (write: Write): Promise<void> => {
    try {
      await store.atomic([write])
    } catch (error) {
      if (!isViolation(error, 'unique')) throw error
    }
  }
  const origin = async (): Promise<string | undefined> => (await mark())[0]?.value
  return {
    origin,
    fixOrigin: async (value: string, at: number) => {
      await once(setMark({ value, at }))
      return (await origin())!
    },
    keys: () => keys(),
    keepKey: async (verifier: string, at: number) => {
      const known = await keys()
      if (!known.some((one) => one.verifier === verifier)) await once(setKey({ verifier, at }))
    },
  }
}
