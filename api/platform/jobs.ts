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
  /** A turn waits for servers of others, each for a bounded time: its lease is renewed until it ends. */
  readonly waitsForOthers?: true
}

export type Leases = {
  readonly take: (name: string, leaseMs: number) => Promise<boolean>
  /** Lets another process begin at once, as this one ends. */
  readonly giveBack: () => Promise<void>
}

/**
 * Leases as rows: any number of processes may run, one at a time holds a job. One that has more than half of its lease
 * left does not write it again: each commit waits for the disk, and on SQLite whoever is being answered waits with it.
 */
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
  const free = store.prepareWrite(
    query
      .update(jobLeases)
      .set({ leasedUntil: 0 })
      .where(eq(jobLeases.holder, placeholder('holder'))),
  )
  const heldUntil = new Map<string, number>()
  return {
    take: async (name, leaseMs) => {
      const now = clock.now()
      if ((heldUntil.get(name) ?? 0) - now > leaseMs / 2) return true
      await store.atomic([makeRow({ name }), takeIfFree({ name, holder, now, until: now + leaseMs })])
      const isOurs = (await holderOf({ name }))[0]?.holder === holder
      heldUntil.set(name, isOurs ? now + leaseMs : 0)
      return isOurs
    },
    giveBack: async () => {
      heldUntil.clear()
      await store.atomic([free({ holder })])
    },
  }
}

/** A turn may take at least half as many intervals before another process may take over. */
const leaseIntervals = 5
/** Of a job that has its turn every second, too, so that its lease is not written every other second. */
const leaseMsAtLeast = 15_000

const leaseMsOf = ({ everyMs }: Job): number => Math.max(everyMs * leaseIntervals, leaseMsAtLeast)

/**
 * Renews the lease of a job while its turn lasts, as often as its turns come: written where less than half of it is left.
 * A renewal under way is waited for: one that came after the lease was given back would take it again, for nobody.
 */
async function renewedWhile(
  job: Job,
  { leases, log, leaseMs }: { leases: Leases; log: Logger; leaseMs: number },
): Promise<void> {
  let renewal: Promise<unknown> | undefined
  const renew = async () => {
    try {
      await leases.take(job.name, leaseMs)
    } catch (error) {
      log.error({ err: error, job: job.name }, 'a job’s lease was not renewed')
    }
    renewal = undefined
  }
  const timer = setInterval(() => {
    renewal ??= renew()
  }, job.everyMs)
  try {
    await job.run()
  } finally {
    clearInterval(timer)
    await renewal
  }
}

/** Runs jobs until stopped; `stop` waits for turns under way and gives back the leases. A turn that fails is logged and tried again next time. */
export function startJobs(
  jobs: readonly Job[],
  { leases, log }: { leases: Leases; log: Logger },
): { stop: () => Promise<void> } {
  let stopped = false
  const underWay = new Set<Promise<void>>()
  const turn = async (job: Job): Promise<void> => {
    try {
      const leaseMs = leaseMsOf(job)
      if (!(await leases.take(job.name, leaseMs))) return
      await (job.waitsForOthers === true ? renewedWhile(job, { leases, log, leaseMs }) : job.run())
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
      await leases.giveBack()
    },
  }
}
