import { and, eq, lt, or, sql } from 'drizzle-orm'
import type { Logger } from 'pino'
import type { Store } from '../../db/store.ts'
import type { Clock } from './clock.ts'

/**
 * Work that only one process may do at a time (expiry, sending, sealing): before each turn the lease is taken or
 * renewed; who does not hold it does nothing.
 */
export type Job = {
  readonly name: string
  readonly everyMs: number
  readonly run: () => Promise<unknown>
}

export type Leases = { readonly take: (name: string, leaseMs: number) => Promise<boolean> }

/** Leases as rows: any number of processes may run, one at a time holds a job. */
export function leasesIn(store: Store, { clock, holder }: { clock: Clock; holder: string }): Leases {
  const { query, tables } = store
  const { jobLeases } = tables
  const placeholder = sql.placeholder
  const makeRow = store.prepareWrite(
    query
      .insert(jobLeases)
      .values({ name: placeholder('name'), holder: '', leasedUntil: 0 })
      .onConflictDoNothing(),
  )
  const takeIfFree = store.prepareWrite(
    query
      .update(jobLeases)
      .set({ holder: sql`${placeholder('holder')}`, leasedUntil: sql`${placeholder('until')}` })
      .where(
        and(
          eq(jobLeases.name, placeholder('name')),
          or(lt(jobLeases.leasedUntil, placeholder('now')), eq(jobLeases.holder, placeholder('holder'))),
        ),
      ),
  )
  const holderOf = store.prepareRead(
    query
      .select({ holder: jobLeases.holder })
      .from(jobLeases)
      .where(eq(jobLeases.name, placeholder('name'))),
  )
  return {
    take: async (name, leaseMs) => {
      const now = clock.now()
      await store.atomic([makeRow({ name }), takeIfFree({ name, holder, now, until: now + leaseMs })])
      return (await holderOf({ name }))[0]?.holder === holder
    },
  }
}

/** A turn may take this many intervals before another process may take over. */
const leaseIntervals = 5

/** Runs jobs until stopped; `stop` waits for turns under way. A turn that fails is logged and tried again next time. */
export function startJobs(
  jobs: readonly Job[],
  { leases, log }: { leases: Leases; log: Logger },
): { stop: () => Promise<void> } {
  let stopped = false
  const underWay = new Set<Promise<void>>()
  const turn = async (job: Job): Promise<void> => {
    try {
      if (await leases.take(job.name, job.everyMs * leaseIntervals)) await job.run()
    } catch (error) {
      log.error({ err: error, job: job.name }, 'a job’s turn failed')
    }
  }
  const timers = jobs.map((job) => {
    let busy = false
    return setInterval(() => {
      // A slow turn is not joined by a second one of the same process.
      if (busy || stopped) return
      busy = true
      const running = turn(job).finally(() => {
        busy = false
        underWay.delete(running)
      })
      underWay.add(running)
    }, job.everyMs)
  })
  return {
    stop: async () => {
      stopped = true
      timers.forEach(clearInterval)
      await Promise.all(underWay)
    },
  }
}
