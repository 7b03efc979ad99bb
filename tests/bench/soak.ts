import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { booksAudit } from '../../api/currency/repository-verify.ts'
import { verifyBooks } from '../../api/currency/verify.ts'
import { openStore, openToRead } from '../../api/open-store.ts'
import type { Where } from '../../api/open-store.ts'
import { migrate } from '../../db/migrate.ts'
import { openPostgresql } from '../../db/open-postgresql.ts'
import type { Readable, Store } from '../../db/store.ts'
import { openTestBooks } from '../currency/books.ts'
import { command } from '../currency/ledger-commands.ts'
import { openWalk, walkSettings } from '../currency/ledger-walk.ts'
import { same } from '../currency/walk-world.ts'
import { startServer } from '../support/postgresql.ts'
import { optionsOf } from './row.ts'
import type { Options, Row } from './row.ts'
import { accountsOnly } from './soak-checks.ts'

/** How long one small world lives. What is remembered of it goes with it, so that memory which grows is the ledger’s. */
const worldOperations = 400
/** How often, over the whole run, all books are read and memory is measured. */
const stops = 10

/**
 * The model-based run, as long as one likes: `--operations=100000`, `--seed=1`, `--engine=sqlite|postgresql`. T1 to T6
 * are checked after every operation over the accounts it can touch, all books ten times on the way. Ctrl-C ends it early
 * with what was seen until then.
 */
export async function soakBench(options: Options): Promise<readonly Row[]> {
  const { number, text } = optionsOf(options)
  const [operations, seed, only] = [number('operations', 100_000), number('seed', 1), text('engine', 'both')]
  const rows: Row[] = []
  if (only !== 'postgresql') rows.push(await soakOnSqlite(operations, seed))
  if (only !== 'sqlite') rows.push(await soakOnPostgresql(operations, seed))
  return rows
}

async function soakOnSqlite(operations: number, seed: number): Promise<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'meguri-soak-'))
  try {
    return await soakAt({ DATA_DIR: folder, DATABASE_URL: undefined }, { engine: 'sqlite', operations, seed })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function soakOnPostgresql(operations: number, seed: number): Promise<Row> {
  const server = await startServer()
  const admin = openPostgresql(`${server.url}/postgres`, 1)
  await admin.raw('create database soak')
  await admin.close()
  const where = { DATA_DIR: '', DATABASE_URL: `${server.url}/soak` }
  try {
    return await soakAt(where, { engine: 'postgresql', operations, seed })
  } finally {
    await server.stop()
  }
}

/** The ledger through the hub's own connections; the books are read, as `verify` does it, through one that only reads. */
async function soakAt(where: Where, plan: Plan): Promise<Row> {
  const store = openStore(where)
  try {
    await migrate(store)
    const reader = openToRead(where)
    try {
      return await soak(store, reader, plan)
    } finally {
      await reader.close()
    }
  } finally {
    await store.close()
  }
}

type Plan = { readonly engine: string; readonly operations: number; readonly seed: number }
type Memory = { readonly heapMb: number; readonly residentMb: number }

async function soak(store: Store, reader: Readable, { engine, operations, seed }: Plan): Promise<Row> {
  const [memory, started] = [[] as Memory[], performance.now()]
  const early = new AbortController()
  const interrupt = (): void => early.abort()
  process.once('SIGINT', interrupt)
  let done = 0
  for (let world = 0; done < operations && !early.signal.aborted; world++) {
    const walk = await openWalk(await openTestBooks(store, walkSettings), accountsOnly)
    const length = Math.min(worldOperations, operations - done)
    for (const step of fc.sample(command, { numRuns: length, seed: seed + world })) {
      if (early.signal.aborted) break
      try {
        await walk.step(step)
      } catch (error) {
        const again = `npm run bench -- soak --engine=${engine} --operations=${worldOperations} --seed=${seed + world}`
        throw new Error(`operation ${done}, ${JSON.stringify(step)}: ${String(error)}\nAgain: ${again}`, {
          cause: error,
        })
      }
      done += 1
      if (done % 100 === 0) showProgress(`${engine}: ${done} of ${operations} operations`)
    }
    if (memory.length < Math.floor((done * stops) / operations)) {
      same((await verifyBooks(booksAudit(reader))).wrong, [])
      memory.push(memoryNow())
      showProgress(`${engine}: ${done} of ${operations} operations, ${told(memory.at(-1))}`, true)
    }
  }
  process.removeListener('SIGINT', interrupt)
  const seconds = (performance.now() - started) / 1000
  const { wrong, journals } = await verifyBooks(booksAudit(reader))
  same(wrong, [])
  const flat = isFlat(memory)
  return {
    what: `soak on ${engine}, ${done} operations, ${journals} journals${early.signal.aborted ? ', ended early' : ''}`,
    perSecond: Math.round(done / seconds),
    value: `at each tenth heap ${listed(memory, 'heapMb')} MB, resident ${listed(memory, 'residentMb')} MB${flat ? ': flat' : ''}`,
    target: 'books right, memory flat',
    met: flat || memory.length < stops ? 'yes' : 'no',
  }
}

/**
 * Of the heap what the last half needs is what the first fifth needed, give or take a tenth and two megabytes; of all memory
 * that the process holds, the engine's own as well, the last tenth needs no more than a tenth above the third.
 */
function isFlat(memory: readonly Memory[]): boolean {
  const [early, third, last] = [memory[1]?.heapMb ?? 0, memory[2]?.residentMb ?? 0, memory.at(-1)]
  return (
    memory.length >= stops &&
    memory.slice(stops / 2).every(({ heapMb }) => heapMb <= early * 1.1 + 2) &&
    last!.residentMb <= third * 1.1
  )
}

const listed = (memory: readonly Memory[], name: keyof Memory): string =>
  memory.map((one) => Math.round(one[name])).join(' ')

const told = (memory: Memory | undefined): string =>
  memory === undefined
    ? 'memory not measured yet'
    : `heap ${memory.heapMb} MB, resident ${memory.residentMb} MB`

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

function memoryNow(): Memory {
  collect()
  const { heapUsed, rss } = process.memoryUsage()
  return { heapMb: Math.round(heapUsed / 1e5) / 10, residentMb: Math.round(rss / 1e6) }
}

function showProgress(line: string, keep = false): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${line}${keep ? '\n' : '  '}`)
  else if (keep) process.stderr.write(`${line}\n`)
}
