import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs'
import { scratch } from '../support/scratch.ts'
import { join } from 'node:path'
import { assert } from '../../api/platform/assert.ts'
import { leasesIn } from '../../api/platform/jobs.ts'
import type { Hub } from '../../api/services.ts'
import type { Store, Write } from '../../db/store.ts'
import { Unavailable } from '../../db/unavailable.ts'
import { isUnavailable } from '../../db/violation.ts'
import { openCompany } from './company.ts'
import { diceOf } from './dice.ts'
import { mortalStore, never } from './mortal-store.ts'
import { reopenedStore } from './reopened-store.ts'
import { journalsOf, pointOf, questionToCompany, restartOf, rowsOf, stepOf } from './steps.ts'
import type { Position, Restart } from './steps.ts'
import { composeOn, countedIds, origin, startAt } from './template.ts'
import type { Town } from './template.ts'

/** What a caller sees: a status and a body, or undefined where no answer came. */
export type Answer = { readonly status: number; readonly body: unknown; readonly cookie?: string }

/** A list that is durable, in the order of the commits. */
export type Commit = {
  readonly step: string
  readonly rows: Map<string, Record<string, unknown>>
  /** Their ids, in the order in which the list writes them. */
  readonly journals: readonly string[]
}

/** A death while nothing is under way. */
const betweenActs = 'between acts'

/** What happens to the next commit of a step. */
export type Fate = {
  readonly dies?: Position
  readonly restarts?: Restart
  readonly overtakenBy?: () => Promise<void>
}

type Life = {
  readonly file: string
  readonly store: Store
  /** The store as the process sees it. */
  readonly mortal: Store
  readonly holder: string
  readonly death: Promise<undefined>
  readonly end: () => void
  readonly reopen: () => Promise<void>
  over: boolean
  /** So many questions find the database on its way back. */
  unanswered: number
}

/**
 * A hub in this process whose database is a file, a card company outside, and a clock. `kill` drops the process and
 * leaves the files as they were at that instant; the next life opens them.
 */
export async function openWorld(seed: number, town: Town, fateOf: (step: string) => Fate) {
  const folder = mkdtempSync(join(scratch(), 'meguri-simulator-'))
  const dice = diceOf(seed)
  const clock = { at: startAt, now: () => clock.at }
  const ids = countedIds('11111111')
  const trace: string[] = []
  const commits: Commit[] = []
  /** Where it died or its database was restarted, of the named points. */
  const hits = new Set<string>()
  let running: { readonly life: Life; readonly hub: Hub } | undefined
  let starting: Promise<{ readonly life: Life; readonly hub: Hub }> | undefined
  /** What happens while somebody's commit waits: whoever waits for that one waits for this to end. */
  let overtaking: Promise<void> | undefined
  let lives = 0
  const fileOf = (life: number): string => join(folder, `hub-${life}.sqlite`)
  copyFileSync(town.file, fileOf(0))

  const tell = (line: string): void => void trace.push(line)

  /** The disk at the instant of a death; `torn`: the last commit is only partly in the log. */
  function copyDisk(from: string, to: string, torn: boolean): void {
    copyFileSync(from, to)
    const log = `${from}-wal`
    if (!existsSync(log)) return
    copyFileSync(log, `${to}-wal`)
    if (torn) truncateSync(`${to}-wal`, dice.below(statSync(log).size))
  }

  async function commitOf(life: Life, writes: readonly Write[], commit: () => Promise<void>): Promise<void> {
    const step = stepOf(writes)
    const { dies, restarts, overtakenBy } = fateOf(step)
    // Nobody can ask a hub that is only starting.
    if (overtakenBy !== undefined && starting === undefined) {
      tell(`  overtaken before the commit of ${step}`)
      overtaking = overtakenBy()
      await overtaking
      overtaking = undefined
      if (life.over) return never()
    }
    if (dies === 'before') return kill(life, pointOf(step, dies))
    if (restarts === 'before') return restartDatabase(life, restartOf(step, restarts))
    // Then everything that the log holds is this one commit, and it can be torn anywhere.
    if (dies === 'during') await life.store.raw('pragma wal_checkpoint(truncate)')
    await commit()
    if (dies === 'during') return kill(life, pointOf(step, dies), true)
    commits.push({ step, rows: rowsOf(writes), journals: journalsOf(writes) })
    tell(`  stored ${step}`)
    if (restarts === 'after') return restartDatabase(life, restartOf(step, restarts))
    return dies === 'after' ? kill(life, pointOf(step, dies)) : undefined
  }

  function kill(life: Life, point: string, torn = false): Promise<never> {
    if (point !== betweenActs) hits.add(point)
    tell(`  KILLED ${point}`)
    copyDisk(life.file, fileOf(lives), torn)
    life.end()
    running = undefined
    return never()
  }

  /** Closes the database and opens it again; who had asked hears that it is away, and so do the next few. */
  async function restartDatabase(life: Life, point: string): Promise<never> {
    hits.add(point)
    tell(`  ${point}`)
    await life.reopen()
    life.unanswered = dice.below(4)
    throw new Unavailable('it was restarted')
  }

  function begin(): Life {
    const file = fileOf(lives++)
    const { store, reopen } = reopenedStore(file)
    const { promise: death, resolve } = Promise.withResolvers<undefined>()
    const life: Life = {
      file,
      store,
      mortal: mortalStore(store, {
        isOver: () => life.over,
        isAway: () => life.unanswered > 0 && life.unanswered-- > 0,
        commit: (writes, commit) => commitOf(life, writes, commit),
      }),
      holder: ids.next(),
      death,
      reopen,
      over: false,
      unanswered: 0,
      end: () => {
        life.over = true
        void store.close()
        for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true })
        resolve(undefined)
      },
    }
    return life
  }

  /** The line to the card company; a process may die before it asked and before it heard. */
  const lineOf =
    (life: Life): typeof fetch =>
    async (input, init) => {
      if (life.over) return never()
      const { dies } = fateOf(questionToCompany)
      if (dies === 'before') return kill(life, pointOf(questionToCompany, dies))
      const answer = await company.fetch(input, init)
      return dies === 'after' ? kill(life, pointOf(questionToCompany, dies)) : answer
    }

  /** The hub that runs, or the next life: one that dies while it starts is started again. */
  async function nextLife(): Promise<{ readonly life: Life; readonly hub: Hub }> {
    for (;;) {
      const life = begin()
      const hub = await Promise.race([
        composeOn(life.mortal, { clock, ids, line: lineOf(life) }).catch((error: unknown) => {
          if (!isUnavailable(error)) throw error
          // A hub that finds no database when it starts ends, and is started again.
          return kill(life, betweenActs)
        }),
        life.death,
      ])
      if (hub === undefined) continue
      running = { life, hub }
      starting = undefined
      return running
    }
  }

  /** Whoever asks while it starts waits for the same one. */
  async function alive(): Promise<{ readonly life: Life; readonly hub: Hub }> {
    return running ?? (starting ??= nextLife())
  }

  /** Asks the hub that runs now; undefined where it died before it answered, or its database was away for who asks it directly. */
  async function withHub<T>(ask: (hub: Hub) => Promise<T>): Promise<T | undefined> {
    const within = overtaking
    const { hub, life } = await alive()
    const answer = await Promise.race([ask(hub).catch(unlessAway), life.death])
    if (life.over && overtaking !== within) await overtaking
    return answer
  }

  async function request(asked: Request): Promise<Answer | undefined> {
    return withHub(async (hub) => {
      const response = await hub.app.fetch(asked, { clientAddress: '192.0.2.1' })
      const cookie = response.headers
        .getSetCookie()
        .map((line) => line.split(';', 1)[0])
        .join('; ')
      const body: unknown = await response.json().catch(() => null)
      return { status: response.status, body, cookie }
    })
  }

  const company = await openCompany(clock, async (event) => {
    const answer = await request(event)
    if (answer === undefined) throw new TypeError('nobody answers')
    return Response.json(answer.body, { status: answer.status })
  })

  return {
    dice,
    clock,
    trace,
    tell,
    commits,
    hits,
    company,
    town,
    request,
    withHub,
    post: (path: string, body: unknown, { cookie = '', key }: { cookie?: string; key: string }) =>
      request(
        new Request(`${origin}/api${path}`, {
          method: 'POST',
          headers: { origin, cookie, 'content-type': 'application/json', 'idempotency-key': key },
          body: JSON.stringify(body),
        }),
      ),
    get: (path: string, cookie: string) =>
      request(new Request(`${origin}/api${path}`, { headers: { origin, cookie } })),
    /** One turn of a job, under its lease as any process takes it. */
    turn: (name: string) =>
      withHub(async (hub) => {
        const job = hub.jobs.find((one) => one.name === name)
        assert(job !== undefined && running !== undefined, `there is a job ${name}`)
        const { mortal, holder } = running.life
        const leases = leasesIn(mortal, { clock, holder })
        try {
          return (await leases.take(name, job.everyMs * 5)) ? { done: await job.run() } : 'leased'
        } catch (error) {
          // A turn that fails is tried again next time, as in any process.
          return { failed: String(error) }
        }
      }),
    /** The database as it is, for looking and for taking its room or its lock away. */
    disk: async () => {
      const { store, file } = (await alive()).life
      return { store, file }
    },
    restart: async () => void kill((await alive()).life, betweenActs),
    close: async () => {
      running?.life.end()
      await company.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type World = Awaited<ReturnType<typeof openWorld>>

/** Who asks over HTTP is told to come again; who asks the hub itself hears the error. */
function unlessAway(error: unknown): undefined {
  if (!(error instanceof Unavailable)) throw error
}
