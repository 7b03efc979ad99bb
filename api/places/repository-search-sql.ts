import { type Placeholder, type SQL, sql } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'

/** Numbers of a generation lie apart from those of any other. */
export const numbersOfOne = 2 ** 32

/** What differs between the engines: how a list comes in as JSON. Everything else of the search is the same. */
export type SearchSql = {
  readonly addStep: string
  readonly addEntries: string
  readonly addBatch: string
  /** Appends to what stands there of a word. */
  readonly addPostings: string
  readonly addSpellings: string
  /** Of entries by kind and id: that they went with a step; then that they are no longer there. */
  readonly noteGone: string
  readonly removeGone: string
  /** What a generation before one has left. */
  readonly removeUpTo: string
  readonly removePostings: string
  readonly removeRest: readonly string[]
  /** A select of `word`, `chunk`, `named`, `body` and `places`: of each word that is asked for what stands in a generation. */
  readonly postings: (words: Placeholder, generation: SQL) => SQL
  /** The texts of a JSON list. */
  readonly list: (json: Placeholder) => SQL
  /** The numbers of one. */
  readonly numbers: (json: Placeholder) => SQL
}

/** Of what came in and went out of the text only as much is read as is asked for. */
const read = (asked: SQL): SQL => sql`p.word, p.chunk, p.named,
  case when ${asked} = 'no' then '' else p.body end as body,
  case when ${asked} = 'places' then p.places else '' end as places`

const postingsAtOnce = 2_000

const sqlite: SearchSql = {
  addStep:
    'insert into search_steps (step, generation, change, shop_change, content, next_number, made_at) values (?, ?, ?, ?, ?, ?, ?)',
  addEntries: `insert into search_entries (entry, generation, kind, id, shown)
    select value->>'entry', ?, value->>'kind', value->>'id', value->>'shown' from json_each(?)`,
  addBatch: 'insert into search_batches (generation, first_number, entries) values (?, ?, ?)',
  addPostings: `insert into search_postings (generation, word, chunk, named, body, places)
    select ?, value->>0, value->>1, value->>2, value->>3, value->>4 from json_each(?) where true
    on conflict (generation, word, chunk)
    do update set named = named || excluded.named, body = body || excluded.body, places = places || excluded.places`,
  addSpellings: `insert into search_spellings (generation, variant, word)
    select ?, value->>'variant', value->>'word' from json_each(?) where true on conflict do nothing`,
  noteGone: `insert into search_gone (entry, step) select e.entry, ? from json_each(?) k cross join search_entries e
    where e.generation = ? and e.kind = k.value->>'kind' and e.id = k.value->>'id'`,
  removeGone: 'delete from search_entries where entry in (select entry from search_gone where step = ?)',
  removeUpTo: 'delete from search_entries where entry <= ?',
  removePostings: `delete from search_postings where (generation, word, chunk) in (
    select generation, word, chunk from search_postings where generation < ? limit ${postingsAtOnce})`,
  removeRest: [
    'delete from search_spellings where generation < ?',
    'delete from search_batches where generation < ?',
    `delete from search_gone where entry < ? * ${numbersOfOne}`,
  ],
  postings: (words, generation) => {
    // CROSS JOIN: each word is looked up once.
    const of = (which: SQL): SQL => sql`select ${read(sql`l.value->>2`)}
      from json_each(${words}) l cross join search_postings p where p.generation = ${generation} and ${which}`
    return sql.join(
      [
        of(sql`l.value->>1 = '' and p.word = l.value->>0`),
        of(sql`l.value->>1 <> '' and p.word >= l.value->>0 and p.word < l.value->>1`),
      ],
      sql` union all `,
    )
  },
  list: (json) => sql`select value from json_each(${json})`,
  numbers: (json) => sql`select value from json_each(${json})`,
}

const postgresql: SearchSql = {
  addStep:
    'insert into search_steps (step, generation, change, shop_change, content, next_number, made_at) values ($1, $2, $3, $4, $5, $6, $7)',
  addEntries: `insert into search_entries (entry, generation, kind, id, shown)
    select r.entry, $1::bigint, r.kind, r.id, r.shown
    from json_to_recordset($2::json) r (entry bigint, kind text, id text, shown text)`,
  addBatch: 'insert into search_batches (generation, first_number, entries) values ($1, $2, $3)',
  addPostings: `insert into search_postings as p (generation, word, chunk, named, body, places)
    select $1::bigint, r->>0, (r->>1)::bigint, r->>2, r->>3, r->>4 from json_array_elements($2::json) r
    on conflict (generation, word, chunk)
    do update set named = p.named || excluded.named, body = p.body || excluded.body, places = p.places || excluded.places`,
  addSpellings: `insert into search_spellings (generation, variant, word)
    select $1::bigint, r.variant, r.word from json_to_recordset($2::json) r (variant text, word text) on conflict do nothing`,
  noteGone: `insert into search_gone (entry, step) select e.entry, $1::bigint
    from json_to_recordset($2::json) k (kind text, id text) join search_entries e
      on e.generation = $3::bigint and e.kind = k.kind and e.id = k.id`,
  removeGone: 'delete from search_entries where entry in (select entry from search_gone where step = $1)',
  removeUpTo: 'delete from search_entries where entry <= $1',
  removePostings: `delete from search_postings where (generation, word, chunk) in (
    select generation, word, chunk from search_postings where generation < $1 limit ${postingsAtOnce})`,
  removeRest: [
    'delete from search_spellings where generation < $1',
    'delete from search_batches where generation < $1',
    `delete from search_gone where entry < $1::bigint * ${numbersOfOne}`,
  ],
  postings: (words, generation) => {
    // OFFSET 0: each word is looked up once.
    const of = (
      isBegun: SQL,
      which: SQL,
    ): SQL => sql`select f.* from json_array_elements(${words}::json) l (value)
      cross join lateral (select ${read(sql`l.value->>2`)} from search_postings p
        where p.generation = ${generation} and ${which} offset 0) f where ${isBegun}`
    return sql.join(
      [
        of(sql`l.value->>1 = ''`, sql`p.word = l.value->>0`),
        of(sql`l.value->>1 <> ''`, sql`p.word >= l.value->>0 and p.word < l.value->>1`),
      ],
      sql` union all `,
    )
  },
  list: (json) => sql`select json_array_elements_text(${json}::json)`,
  numbers: (json) => sql`select json_array_elements_text(${json}::json)::bigint`,
}

/** D1 is SQLite. */
export const searchSql = (dialect: Store['dialect']): SearchSql =>
  dialect === 'postgresql' ? postgresql : sqlite
