import { type Placeholder, type SQL, sql } from 'drizzle-orm'
import { plainWrite, type Store, type Write } from '../../db/store.ts'
import type { Asked, Leg } from './search-legs.ts'
import { mark } from './search-words.ts'
import type { IndexedEntry } from './search-store.ts'

type Numbered = Pick<IndexedEntry, 'words'> & { readonly entry: number }

/** What differs between the engines: in which words words are kept and found. Everything else of the search is the same. */
export type SearchSql = {
  readonly addStep: string
  readonly addEntries: string
  readonly addWords: string
  readonly addSpellings: string
  readonly removeSpellings: string
  readonly removeByKey: (generation: number, keys: string) => Write[]
  readonly removeUpTo: (entry: number) => Write[]
  /** An entry's words, as `addWords` takes them. */
  readonly wordRow: (entry: Numbered) => object
  /** What is asked, as `hits` takes it. */
  readonly legs: (asked: Asked) => string
  /** A select of `entry` and `score`: what fits, of any generation. */
  readonly hits: (legs: Placeholder, least: Placeholder) => SQL
  /** The texts of a JSON list. */
  readonly list: (json: Placeholder) => SQL
}

/** The best leg of each term counts; the terms' are added. */
const summed = (found: SQL, least: Placeholder): SQL => sql`
  select entry, sum(worth) as score from (
    select entry, term, max(worth) as worth from (${found}) f group by entry, term) t
  group by entry having count(*) >= ${least}`

const columnsOfEntry = 'kind, id, institutions, periods, places, lines, title_length, kind_order, shown'

const sqlite: SearchSql = {
  addStep:
    'insert into search_steps (step, generation, change, content, next_number, made_at) values (?, ?, ?, ?, ?, ?)',
  addEntries: `insert into search_entries (entry, generation, ${columnsOfEntry})
    select value->>'entry', ?, value->>'kind', value->>'id', value->>'institutions', value->>'periods', value->>'places',
      value->>'lines', value->>'titleLength', value->>'kindOrder', value->>'shown' from json_each(?)`,
  addWords: `insert into search_words (rowid, title, name, body)
    select value->>'entry', value->>'title', value->>'name', value->>'body' from json_each(?)`,
  addSpellings: `insert into search_spellings (generation, variant, word)
    select ?, value->>'variant', value->>'word' from json_each(?) where true on conflict do nothing`,
  removeSpellings: 'delete from search_spellings where generation < ?',
  removeByKey: (generation, keys) => {
    const named = `select e.entry from json_each(?) k join search_entries e
      on e.generation = ? and e.kind = k.value->>'kind' and e.id = k.value->>'id'`
    return [
      plainWrite(`delete from search_words where rowid in (${named})`, [keys, generation]),
      plainWrite(`delete from search_entries where entry in (${named})`, [keys, generation]),
    ]
  },
  removeUpTo: (entry) => [
    plainWrite('delete from search_words where rowid <= ?', [entry]),
    plainWrite('delete from search_entries where entry <= ?', [entry]),
  ],
  wordRow: ({ entry, words: { title, name, body } }) => ({
    entry,
    title: title.join(' '),
    name: name.join(' '),
    body: body.join(' '),
  }),
  legs: ({ legs, least }) => {
    const count = new Set(legs.map(({ term }) => term)).size
    // Where every term has to fit, each leg looks only among what the others fit, too.
    const fits = new Map(
      least < 2 || least < count
        ? []
        : [...Map.groupBy(legs, ({ term }) => term)].map(([n, own]) => [n, anyOf(own)]),
    )
    return JSON.stringify(
      legs.map((leg) => {
        const others = [...fits].flatMap(([n, one]) => (n === leg.term ? [] : [one]))
        return { term: leg.term, worth: leg.worth, asked: [`(${matchOf(leg)})`, ...others].join(' AND ') }
      }),
    )
  },
  hits: (legs, least) =>
    summed(
      // CROSS JOIN: the words are looked up once for each leg.
      sql`select w.rowid as entry, l.value->>'term' as term, l.value->>'worth' as worth
        from json_each(${legs}) l cross join search_words w where w.search_words match l.value->>'asked'`,
      least,
    ),
  list: (json) => sql`select value from json_each(${json})`,
}

const phraseOf = ({ words, isBegun }: Leg): string => `"${words.join(' ')}"${isBegun ? ' *' : ''}`
const matchOf = (leg: Leg): string => `${leg.column} : ${phraseOf(leg)}`
/** Of a term its widest legs, in whatever column: they hold all that the narrower ones find. */
function anyOf(legs: readonly Leg[]): string {
  const inside = legs.filter(({ words }) => words[0] !== mark.start)
  const begun = new Set(inside.flatMap(({ words, isBegun }) => (isBegun ? [words.join(' ')] : [])))
  const wide = inside.filter(({ words, isBegun }) => isBegun || !begun.has(words.join(' ')))
  return `(${[...new Set(wide.map(phraseOf))].join(' OR ')})`
}

/** PostgreSQL counts positions up to this; what stands behind has no neighbours. */
const lastPosition = 16_383

const vectorOf = (words: readonly string[]): string =>
  words
    .slice(0, lastPosition)
    .map((word, i) => `${word}:${i + 1}`)
    .join(' ')

const postgresql: SearchSql = {
  addStep:
    'insert into search_steps (step, generation, change, content, next_number, made_at) values ($1, $2, $3, $4, $5, $6)',
  addEntries: `insert into search_entries (entry, generation, ${columnsOfEntry})
    select r.entry, $1::bigint, r.kind, r.id, r.institutions, r.periods, r.places, r.lines, r."titleLength", r."kindOrder", r.shown
    from json_to_recordset($2::json) r (entry bigint, kind text, id text, institutions text, periods text, places text,
      lines text, "titleLength" bigint, "kindOrder" bigint, shown text)`,
  addWords: `insert into search_words (entry, title, name, body)
    select r.entry, r.title::tsvector, r.name::tsvector, r.body::tsvector
    from json_to_recordset($1::json) r (entry bigint, title text, name text, body text)`,
  addSpellings: `insert into search_spellings (generation, variant, word)
    select $1::bigint, r.variant, r.word from json_to_recordset($2::json) r (variant text, word text) on conflict do nothing`,
  removeSpellings: 'delete from search_spellings where generation < $1',
  removeByKey: (generation, keys) => {
    const named = `select e.entry from json_to_recordset($1::json) k (kind text, id text) join search_entries e
      on e.generation = $2::bigint and e.kind = k.kind and e.id = k.id`
    return [
      plainWrite(`delete from search_words where entry in (${named})`, [keys, generation]),
      plainWrite(`delete from search_entries where entry in (${named})`, [keys, generation]),
    ]
  },
  removeUpTo: (entry) => [
    plainWrite('delete from search_words where entry <= $1', [entry]),
    plainWrite('delete from search_entries where entry <= $1', [entry]),
  ],
  wordRow: ({ entry, words: { title, name, body } }) => ({
    entry,
    title: vectorOf(title),
    name: vectorOf(name),
    body: vectorOf(body),
  }),
  legs: ({ legs }) =>
    JSON.stringify(
      legs.map(({ term, worth, column, words, isBegun }) => ({
        term,
        worth,
        in: column,
        asked: words
          .map((word, i) => `'${word}'${isBegun && i === words.length - 1 ? ':*' : ''}`)
          .join(' <-> '),
      })),
    ),
  hits: (legs, least) => {
    const inOne = (column: string): SQL => sql`select w.entry, l.term, l.worth
      from json_to_recordset(${legs}::json) l (term int, worth int, "in" text, asked text)
      join search_words w on w.${sql.raw(column)} @@ l.asked::tsquery where l."in" = ${sql.raw(`'${column}'`)}`
    return summed(sql.join(['title', 'name', 'body'].map(inOne), sql` union all `), least)
  },
  list: (json) => sql`select json_array_elements_text(${json}::json)`,
}

/** D1 is SQLite. */
export const searchSql = (dialect: Store['dialect']): SearchSql =>
  dialect === 'postgresql' ? postgresql : sqlite
