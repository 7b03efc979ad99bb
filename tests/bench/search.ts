import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { migrate } from '../../db/migrate.ts'
import { openPostgresql } from '../../db/open-postgresql.ts'
import { openSqlite } from '../../db/open-sqlite.ts'
import type { Store } from '../../db/store.ts'
import { contentCatalogue } from '../../api/places/catalogue-content.ts'
import { indexingService, type PublishedThing, searchIndex } from '../../api/places/index.ts'
import { relatedWords } from '../../api/places/related-words.ts'
import { searchStore } from '../../api/places/repository-search.ts'
import { search } from '../../api/places/search.ts'
import { systemClock } from '../../api/platform/clock.ts'
import { contentThings } from '../places/content-things.ts'
import judged from '../places/judged-queries.json' with { type: 'json' }
import { drawnMarket } from '../places/search-world.ts'
import { startServer } from '../support/postgresql.ts'
import { scratchFolder } from '../support/scratch-folder.ts'
import { type Bench, measured, optionsOf, type Row } from './row.ts'
import { drawnQueries, type DrawnQuery, drawnThing } from './search-drawn.ts'
import { type Peer, trigramsOfPostgresql, trigramsOfSqlite } from './search-peers.ts'

const atOnce = 500

/**
 * The one search over `--items=100000` invented items, each kind of question asked `--times=20`, on SQLite and PostgreSQL, beside the
 * trigrams that each engine brings. What a question finds stands beside how many items hold it.
 */
export const searchBench: Bench = async (given) => {
  const [items, times] = [optionsOf(given).number('items', 100_000), optionsOf(given).number('times', 20)]
  return [...(await onSqlite(items, times)), ...(await onPostgresql(items, times))]
}

function* drawn(items: number): Generator<PublishedThing> {
  for (let n = 0; n < items; n++) yield drawnThing(n)
}

async function onSqlite(items: number, times: number): Promise<Row[]> {
  const folder = scratchFolder('meguri-search-')
  const file = join(folder, 'hub.sqlite')
  const store = openSqlite(file)
  try {
    await migrate(store)
    const size = async () => {
      const [row] = await store.raw(
        'select page_count * page_size as n from pragma_page_count(), pragma_page_size()',
      )
      return Number(row!['n']) / 1e6
    }
    const own = await measure({ store, engine: 'sqlite', items, times, size })
    const peer = await trigramsOfSqlite(join(folder, 'peer.sqlite'), drawn(items))
    return [...own, ...(await measurePeer(peer, { engine: 'sqlite', items, times }))]
  } finally {
    await store.close()
    rmSync(folder, { recursive: true })
  }
}

async function onPostgresql(items: number, times: number): Promise<Row[]> {
  const server = await startServer()
  const admin = openPostgresql(`${server.url}/postgres`, 1)
  const store = openPostgresql(`${server.url}/searched`)
  try {
    await admin.raw('create database searched')
    await migrate(store)
    const size = async () => {
      const [row] = await store.raw(`select sum(pg_total_relation_size(t::regclass)) as n
        from unnest(array['search_postings', 'search_entries', 'search_batches', 'search_spellings']) t`)
      return Number(row!['n']) / 1e6
    }
    const own = await measure({ store, engine: 'postgresql', items, times, size })
    const peer = await trigramsOfPostgresql(`${server.url}/searched`, drawn(items))
    if (peer === undefined)
      return [...own, { what: 'pg_trgm is not there: no peer on postgresql', value: '-' }]
    return [...own, ...(await measurePeer(peer, { engine: 'postgresql', items, times }))]
  } finally {
    await store.close()
    await admin.close()
    await server.stop()
  }
}

type Measuring = {
  readonly store: Store
  readonly engine: string
  readonly items: number
  readonly times: number
  readonly size: () => Promise<number>
}

async function measure({ store: database, engine, items, times, size }: Measuring): Promise<Row[]> {
  const store = searchStore(database)
  const indexing = indexingService({
    store,
    catalogue: contentCatalogue,
    published: {
      version: async () => 1,
      upTo: async function* () {
        yield contentThings
        for (let n = 0; n < items; n += atOnce)
          yield Array.from({ length: Math.min(atOnce, items - n) }, (_, i) => drawnThing(n + i))
      },
      changedSince: async () => ({ present: [], gone: [] }),
      institutionIds: async () => [],
      institutionName: async () => undefined,
    },
    shops: drawnMarket().shops,
    clock: systemClock,
  })
  const index = searchIndex(store)
  const searched = { index, related: relatedWords(contentCatalogue.crafts) }
  const before = await size()
  const started = performance.now()
  await indexing.rebuild()
  const seconds = (performance.now() - started) / 1_000
  if (engine === 'postgresql') await database.raw('analyze')
  const ask = async (query: string) => {
    await indexing.refresh()
    return (await search(searched, { query, language: 'ja' })).total
  }
  const rows: Row[] = [
    {
      what: `${engine}: index of ${items.toLocaleString('en')} items`,
      value: `made in ${seconds.toFixed(1)} s, ${((await size()) - before).toFixed(0)} MB`,
    },
  ]
  const firstAsked = performance.now()
  await ask(drawnQueries[0]!.query)
  const firstMs = (performance.now() - firstAsked).toFixed(0)
  rows.push({ what: `${engine}: the first question of a process`, value: `${firstMs} ms` })
  rows.push(await judgedAsked(engine, times, ask))
  for (const query of drawnQueries) {
    const { row, p95Ms } = await asked(`${engine}: ${query.kind}`, { query, items, times }, () =>
      ask(query.query),
    )
    rows.push(heldBy(query, items) >= nearlyAll * items ? { ...row, ...againstTarget(p95Ms) } : row)
  }
  return rows
}

/** From this share of the items on, a word is one that nearly every item has. */
const nearlyAll = 0.9

/** Such a word is the most that the index is ever asked to put in order. */
const commonMs = 60

const againstTarget = (p95Ms: number): Pick<Row, 'target' | 'met'> => ({
  target: `p95 < ${commonMs} ms`,
  met: p95Ms < commonMs ? 'yes' : 'no',
})

/** The judged questions, each as often, among all these items. */
async function judgedAsked(
  engine: string,
  times: number,
  ask: (query: string) => Promise<number>,
): Promise<Row> {
  const durations: number[] = []
  const slowest = new Map<string, number>()
  for (const { query } of judged) await ask(query)
  const started = performance.now()
  for (let n = 0; n < times; n++)
    for (const { query } of judged) {
      const before = performance.now()
      await ask(query)
      const took = performance.now() - before
      durations.push(took)
      slowest.set(query, Math.min(took, slowest.get(query) ?? Infinity))
    }
  const p95 = p95Of(durations)
  const [longest] = [...slowest].toSorted(([, a], [, b]) => b - a)
  return {
    what: `${engine}: the ${judged.length} judged questions`,
    ...measured(durations, performance.now() - started),
    value: `p95 ${p95.toFixed(1)} ms, the slowest ${longest?.[0]}`,
    target: 'p95 < 10 ms',
    met: p95 < 10 ? 'yes' : 'no',
  }
}

const p95Of = (durations: readonly number[]): number =>
  durations.toSorted((a, b) => a - b)[Math.floor(durations.length * 0.95)] ?? 0

async function measurePeer(
  peer: Peer,
  { engine, items, times }: Pick<Measuring, 'engine' | 'items' | 'times'>,
): Promise<Row[]> {
  const rows: Row[] = [
    {
      what: `${engine}, peer ${peer.name}: index`,
      value: `made in ${peer.buildSeconds.toFixed(1)} s, ${peer.megabytes.toFixed(0)} MB with its texts`,
    },
  ]
  try {
    for (const query of drawnQueries) {
      const { row } = await asked(`${engine}, peer: ${query.kind}`, { query, items, times }, () =>
        peer.ask(query.query),
      )
      rows.push(row)
    }
  } finally {
    await peer.close()
  }
  return rows
}

const held = new Map<string, number>()

/** How many items hold what is asked for, read one by one. */
function heldBy({ kind, written }: DrawnQuery, items: number): number {
  const known = held.get(kind)
  if (known !== undefined) return known
  let count = 0
  for (const { title, text, more } of drawn(items))
    if (written.test([title.ja, title.en, text.ja, text.en, ...more].join('\n'))) count++
  held.set(kind, count)
  return count
}

async function asked(
  what: string,
  { query, items, times }: { readonly query: DrawnQuery; readonly items: number; readonly times: number },
  ask: () => Promise<number>,
): Promise<{ readonly row: Row; readonly p95Ms: number }> {
  let found = await ask()
  const durations: number[] = []
  const started = performance.now()
  for (let n = 0; n < times; n++) {
    const before = performance.now()
    found = await ask()
    durations.push(performance.now() - before)
  }
  const p95Ms = p95Of(durations)
  const value = `p95 ${p95Ms.toFixed(1)} ms, found ${found} of ${heldBy(query, items)}`
  return { row: { what, ...measured(durations, performance.now() - started), value }, p95Ms }
}
