import Database from 'better-sqlite3'
import { existsSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turnOfLoop } from 'node:timers/promises'
import { recordIdentity, verifyBaseDates } from '../../api/audit/index.ts'
import { auditStore } from '../../api/audit/repository.ts'
import { baseDateStore } from '../../api/audit/repository-base-dates.ts'
import { takingsStore } from '../../api/merchants/repository-takings.ts'
import { readAgain } from '../../api/hub/verify.ts'
import { openHub } from '../../api/open-hub.ts'
import type { OpenHub } from '../../api/open-hub.ts'
import { systemClock } from '../../api/platform/clock.ts'
import { randomIds } from '../../api/platform/ids.ts'
import { readSecret } from '../../api/platform/node/secret.ts'
import { startServer } from '../support/postgresql.ts'
import { newPlace, openShop } from '../support/prepared-hub.ts'
import type { Place } from '../support/prepared-hub.ts'
import { bulkOnPostgresql, bulkOnSqlite } from './growth-bulk.ts'
import { growing } from './growth-lay.ts'
import type { Laid } from './growth-lay.ts'
import { seeded } from './growth-rows.ts'
import type { Shop } from './growth-rows.ts'
import { measured, optionsOf } from './row.ts'
import type { Options, Row } from './row.ts'

const engines = ['sqlite', 'postgresql'] as const
type Engine = (typeof engines)[number]

const endingSignals = ['SIGINT', 'SIGTERM'] as const
const smallest = 10_000
const largestOnPostgresql = 1_000_000
const shopCount = 8
const payingAtOnce = 64
const paidForMs = 4_000
const readsEach = 1_000
const readMsMax = 5
const verifiedAtLeast = 60_000

/**
 * How the ledger grows, from 10^4 journals by tens: `--journals=1e7` as the largest (on PostgreSQL never more than 10^6),
 * `--engine=sqlite|postgresql|both`, `--seed=1`. What lies between two sizes is laid down in bulk as the shipped path writes
 * it, and the shipped `verify` finds nothing wrong with it. Ctrl-C leaves nothing behind.
 */
export async function growthBench(options: Options): Promise<readonly Row[]> {
  const { number, text } = optionsOf(options)
  const [journals, seed, engine] = [number('journals', 100_000), number('seed', 1), text('engine', 'both')]
  const early = new AbortController()
  const interrupt = (): void => early.abort(new Error('interrupted'))
  for (const signal of endingSignals) process.once(signal, interrupt)
  const rows: Row[] = []
  try {
    for (const one of engines.filter((name) => engine === 'both' || engine === name))
      rows.push(...(await growOn(one, { journals, seed, signal: early.signal })))
  } finally {
    for (const signal of endingSignals) process.removeListener(signal, interrupt)
  }
  return rows
}

type Plan = { readonly journals: number; readonly seed: number; readonly signal: AbortSignal }

async function growOn(engine: Engine, plan: Plan): Promise<Row[]> {
  const server = engine === 'postgresql' ? await startServer() : undefined
  try {
    const place = await newPlace(engine, server?.url ?? '')
    try {
      return await growAt(engine, place, plan)
    } finally {
      await place.remove()
    }
  } finally {
    await server?.stop()
  }
}

async function growAt(engine: Engine, place: Place, { journals, seed, signal }: Plan): Promise<Row[]> {
  const largest = engine === 'postgresql' ? Math.min(journals, largestOnPostgresql) : journals
  const sizes = [1, 10, 100, 1_000].map((tens) => tens * smallest).filter((size) => size <= largest)
  if (sizes.at(-1) !== largest) sizes.push(largest)
  const { shops, signer } = await prepared(place)
  // Written one a millisecond, all of them before now.
  const books = growing({ shops, signer, seed, from: Date.now() - largest - 60_000 })
  const rows: Row[] = []
  for (const size of sizes) {
    const started = performance.now()
    const { DATA_DIR: folder, DATABASE_URL: url } = place.environment
    const bulk = url === undefined ? bulkOnSqlite(folder!) : bulkOnPostgresql(url)
    const laid = await books.lay(bulk, size, signal, (now) =>
      showProgress(`${engine}: ${now} of ${size} laid`),
    )
    const bytes = await bulk.finish()
    showProgress(`${engine}: ${size} laid in ${seconds(started)} s`, true)
    const at = `${engine}, ${size.toLocaleString('en')} journals`
    rows.push({ what: `on the disk, ${at}`, value: `${Math.round(bytes / size)} bytes a journal` })
    rows.push(...(await measureAt(place, { at, laid, shop: shops[0]!, seed, signal })))
  }
  return rows
}

/** An empty hub with shops, and the signer of its record. */
async function prepared(place: Place) {
  const { hub, store, configuration } = await openHub(place.environment, 'demonstration')
  const shops: Shop[] = []
  for (let n = 0; n < shopCount; n++) {
    const merchantId = await openShop(hub, `growth-${n}`)
    shops.push({ merchantId, accountId: `merchant:${merchantId}` })
  }
  const [secret, address] = [readSecret(configuration), () => 'http://localhost']
  const parts = { store: auditStore(store), secret, address, clock: systemClock, ids: randomIds }
  const signer = await recordIdentity(parts).signer()
  await store.close()
  return { shops, signer }
}

type Measure = {
  readonly at: string
  readonly laid: Laid
  readonly shop: Shop
  readonly seed: number
  readonly signal: AbortSignal
}

async function measureAt(place: Place, measure: Measure): Promise<Row[]> {
  const started = performance.now()
  const open = await openHub(place.environment)
  const openedMs = Math.round(performance.now() - started)
  const { at, signal } = measure
  try {
    const rows: Row[] = [{ what: `books opened at start, ${at}`, value: `${openedMs} ms` }]
    rows.push(...(await readsAt(open, measure)))
    signal.throwIfAborted()
    rows.push(await paymentsAt(open, measure))
    signal.throwIfAborted()
    rows.push(...(await verifyAt(open, place, at)))
    for (const row of rows) showProgress(JSON.stringify(row), true)
    return rows
  } finally {
    await open.store.close()
  }
}

async function readsAt({ hub, store }: OpenHub, { at, laid, shop, seed }: Measure): Promise<Row[]> {
  const drawn = seeded(seed)
  const anyWallet = (): string => laid.wallets[drawn.below(laid.wallets.length)]!
  const wallet = async (walletId: string): Promise<void> => {
    await Promise.all([hub.views.wallet(walletId), hub.views.activity(walletId, { limit: 20 })])
  }
  const takings = takingsStore(store)
  const { unsettledFrom } = laid
  const kinds: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['a wallet: balance, last 20 entries', () => wallet(anyWallet())],
    ['the busiest wallet: balance, last 20 entries', () => wallet(laid.busiest)],
    ['the busiest shop: last 20 takings', () => hub.merchants.latest(shop.accountId, 20)],
    ['the busiest shop: balance', () => hub.views.merchantBalance(shop.accountId)],
    ['the busiest shop: unpaid by day', () => takings.unpaid(shop.accountId, unsettledFrom, 0)],
    ['the busiest shop: total of 50,000 payments', () => takings.dayTotal(shop.accountId, ...busyDay(laid))],
    ['all shops: what to settle', () => takings.holdings(unsettledFrom)],
    ['all funds: who holds what', () => hub.views.fundTotals()],
  ]
  const rows: Row[] = []
  for (const [what, read] of kinds) {
    const durations: number[] = []
    const started = performance.now()
    // A slow read is known after a few.
    while (durations.length < readsEach && performance.now() - started < 10_000) {
      const before = performance.now()
      await read()
      durations.push(performance.now() - before)
      await turnOfLoop()
    }
    const numbers = measured(durations, performance.now() - started)
    const met = numbers.p99Ms < readMsMax ? 'yes' : 'no'
    rows.push({ what: `${what}, ${at}`, ...numbers, target: `p99 < ${readMsMax} ms`, met })
  }
  return rows
}

/** In which half of the journals laid were payments to this shop. */
const busyDay = ({ until }: Laid): [from: number, until: number] => [until - 100_000, until]

async function paymentsAt({ hub }: OpenHub, { at, laid, shop }: Measure): Promise<Row> {
  const durations: number[] = []
  const started = performance.now()
  let turn = 0
  const lane = async (): Promise<void> => {
    while (performance.now() - started < paidForMs) {
      const walletId = laid.purses[turn++ % laid.purses.length]!
      const [before, key] = [performance.now(), `growth-${started}-${turn}`]
      const paid = await hub.ledger.pay({ walletId, merchantId: shop.merchantId, amountYen: 1, key })
      if (!paid.ok) throw new Error(paid.error.code)
      durations.push(performance.now() - before)
    }
  }
  await Promise.all(Array.from({ length: payingAtOnce }, lane))
  const numbers = measured(durations, performance.now() - started)
  return { what: `payments in process, ${payingAtOnce} at a time, ${at}`, ...numbers }
}

/** The shipped `verify`, part by part, beside the same rows read and nothing done with them. */
async function verifyAt({ store, configuration }: OpenHub, place: Place, at: string): Promise<Row[]> {
  const begun = performance.now()
  const reading = await readAgain(store, configuration)
  const books = await reading.books()
  const [booksMs, cpu] = [performance.now() - begun, process.cpuUsage()]
  const record = await reading.record()
  const [recordMs, spent] = [performance.now() - begun - booksMs, process.cpuUsage(cpu)]
  await reading.stop()
  const usEach = ((spent.user + spent.system) / record.seals).toFixed(1)
  const dates = await verifyBaseDates({ ...auditStore(store), ...baseDateStore(store) })
  const allMs = performance.now() - begun
  const [wrong] = [...books.wrong, ...record.wrong, ...dates]
  if (wrong !== undefined) throw new Error(`${wrong.check}: ${wrong.row}`)
  const perSecond = (journals: number, ms: number): number => Math.round(journals / (ms / 1000))
  const ofRecord = perSecond(record.seals, recordMs)
  return [
    {
      what: `verify, the record: every hash, ${at}`,
      perSecond: ofRecord,
      value: `${usEach} us of processor time each, load ${loadavg()[0]!.toFixed(1)}`,
      target: `>= ${verifiedAtLeast}/s`,
      met: ofRecord >= verifiedAtLeast ? 'yes' : 'no',
    },
    { what: `verify, the books, ${at}`, perSecond: perSecond(books.journals, booksMs) },
    { what: `verify, all of it, ${at}`, perSecond: perSecond(books.journals, allMs) },
    ...rawOnSqlite(place, at),
  ]
}

const sealedTables = ['seals', 'seal_nodes', 'journals', 'keys', 'entries', 'payment_lots', 'lots']

/** What SQLite gives away at most: the rows that the record is made of, each table from its first page to its last. */
function rawOnSqlite(place: Place, at: string): Row[] {
  const file = join(place.environment['DATA_DIR']!, 'hub.sqlite')
  if (!existsSync(file)) return []
  const client = new Database(file, { readonly: true })
  const started = performance.now()
  let [journals, rows] = [0, 0]
  for (const table of sealedTables)
    for (const _ of client.prepare(`select * from ${table}`).raw().iterate()) {
      rows += 1
      if (table === 'journals') journals += 1
    }
  client.close()
  const perSecond = Math.round(journals / ((performance.now() - started) / 1000))
  return [{ what: `rows of the record read raw, ${at}`, perSecond, value: `${rows} rows` }]
}

const seconds = (since: number): number => Math.round((performance.now() - since) / 1000)

function showProgress(line: string, keep = false): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${line}${keep ? '\n' : '  '}`)
  else if (keep) process.stderr.write(`${line}\n`)
}
