import { and, eq, lt, sql } from 'drizzle-orm'
import type { Store } from '../../../db/store.ts'
import type { Clock } from '../clock.ts'

/** Attempts per name and window, shared by every process of the hub. */
export type AttemptStore = {
  /** Adds (or with a negative number gives back) attempts and tells how many there are now. */
  readonly add: (name: string, windowStartAt: number, attempts: number) => Promise<number>
  readonly dropBefore: (instant: number) => Promise<void>
}

/** Attempts as rows of `rate_counters`. */
export function attemptStore(store: Store): AttemptStore {
  const { query, tables, prepareRead, prepareWrite } = store
  const { rateCounters: t } = tables
  const ph = sql.placeholder
  const add = prepareWrite(
    query
      .insert(t)
      .values({ name: ph('name'), windowStartAt: ph('windowStartAt'), count: ph('attempts') })
      .onConflictDoUpdate({
        target: [t.name, t.windowStartAt],
        set: { count: sql`${t.count} + ${ph('attempts')}` },
      }),
  )
  const read = prepareRead(
    query
      .select({ count: t.count })
      .from(t)
      .where(and(eq(t.name, ph('name')), eq(t.windowStartAt, ph('windowStartAt')))),
  )
  const drop = prepareWrite(query.delete(t).where(lt(t.windowStartAt, ph('instant'))))
  return {
    add: async (name, windowStartAt, attempts) => {
      await store.atomic([add({ name, windowStartAt, attempts })])
      return (await read({ name, windowStartAt }))[0]?.count ?? 0
    },
    dropBefore: (instant) => store.atomic([drop({ instant })]),
  }
}

const dayMs = 24 * 60 * 60 * 1000

/** A job that forgets attempts of yesterday: no window is that long. */
export const forgetAttempts = (attempts: AttemptStore, clock: Clock) => ({
  name: 'forget-attempts',
  everyMs: 60 * 60 * 1000,
  run: () => attempts.dropBefore(clock.now() - dayMs),
})
