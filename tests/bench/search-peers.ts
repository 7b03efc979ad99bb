import Database from 'better-sqlite3'
import type { PublishedThing } from '../../api/places/index.ts'
import { openPool } from '../../db/pool-postgresql.ts'

/** What the engine brings itself: asked for how many there are and the best fifty. */
export type Peer = {
  readonly name: string
  readonly buildSeconds: number
  readonly megabytes: number
  readonly ask: (query: string) => Promise<number>
  readonly close: () => Promise<void>
}

const textOf = ({ title, text, more }: PublishedThing): string =>
  [title.ja, title.en, text.ja, text.en, ...more].join('\n')

const shortest = 3

/** FTS5 with its trigrams; words of one or two characters, which it cannot find, by LIKE over the texts. */
export async function trigramsOfSqlite(file: string, all: Iterable<PublishedThing>): Promise<Peer> {
  const client = new Database(file)
  client.pragma('journal_mode = WAL')
  client.exec(`create table texts (id integer primary key, body text not null);
    create virtual table words using fts5(body, content='texts', content_rowid='id', tokenize='trigram')`)
  const [insert, index] = [
    client.prepare('insert into texts (body) values (?)'),
    client.prepare('insert into words (rowid, body) values (?, ?)'),
  ]
  const started = performance.now()
  client.transaction(() => {
    for (const one of all) index.run(insert.run(textOf(one)).lastInsertRowid, textOf(one))
  })()
  const buildSeconds = (performance.now() - started) / 1_000
  const found = client.prepare('select count(*) from words where words match ?').pluck()
  const best = client.prepare('select rowid from words where words match ? order by rank limit 50')
  const like = client.prepare(`select count(*) from texts where body like '%' || ? || '%'`).pluck()
  const likeBest = client.prepare(`select id from texts where body like '%' || ? || '%' limit 50`)
  const pages =
    Number(client.pragma('page_count', { simple: true })) *
    Number(client.pragma('page_size', { simple: true }))
  return {
    name: 'FTS5 trigram (LIKE below three characters)',
    buildSeconds,
    megabytes: pages / 1e6,
    ask: async (query) => {
      const words = query.split(' ')
      if (words.some((word) => word.length < shortest)) {
        // LIKE takes one word; several are what they are written as.
        likeBest.all(query)
        return Number(like.get(query))
      }
      const asked = words.map((word) => `"${word}"`).join(' ')
      best.all(asked)
      return Number(found.get(asked))
    },
    close: async () => void client.close(),
  }
}

const rowsAtOnce = 1_000

/** pg_trgm with a GIN index; undefined where the server has not got it. */
export async function trigramsOfPostgresql(
  url: string,
  all: Iterable<PublishedThing>,
): Promise<Peer | undefined> {
  const pool = openPool(url, 1, 0)
  const asked = (text: string, values: unknown[] = []) => pool.query<Record<string, string>>(text, values)
  try {
    await asked('create extension pg_trgm')
  } catch {
    await pool.end()
    return undefined
  }
  await asked('create table peer_texts (id serial primary key, body text not null)')
  await asked('create index peer_words on peer_texts using gin (body gin_trgm_ops)')
  const started = performance.now()
  let some: string[] = []
  const store = async () => {
    await asked('insert into peer_texts (body) select unnest($1::text[])', [some])
    some = []
  }
  for (const one of all) if (some.push(textOf(one)) === rowsAtOnce) await store()
  if (some.length > 0) await store()
  const buildSeconds = (performance.now() - started) / 1_000
  await asked('vacuum analyze peer_texts')
  const size = await asked(`select pg_total_relation_size('peer_texts')::text as n`)
  return {
    name: 'pg_trgm (ILIKE over GIN)',
    buildSeconds,
    megabytes: Number(size.rows[0]!['n']) / 1e6,
    ask: async (query) => {
      const words = query.split(' ').map((word) => `%${word}%`)
      const where = words.map((_, i) => `body ilike $${i + 1}`).join(' and ')
      await asked(`select id from peer_texts where ${where} limit 50`, words)
      const { rows } = await asked(`select count(*)::text as n from peer_texts where ${where}`, words)
      return Number(rows[0]!['n'])
    },
    close: () => pool.end(),
  }
}
