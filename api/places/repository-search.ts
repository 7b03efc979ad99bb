import { type SQL, sql } from 'drizzle-orm'
import type { Store, Write } from '../../db/store.ts'
import { plainWrite } from '../../db/store.ts'
import { isViolation } from '../../db/violation.ts'
import type { Kind, Shown } from './entry.ts'
import { type Posting, postingsOf } from './posting.ts'
import { numbersOfOne, searchSql } from './repository-search-sql.ts'
import { packed } from './search-held.ts'
import { variantsOf } from './search-words.ts'
import type { AskedWord, IndexedEntry, SearchStore, Step } from './search-store.ts'

/** The only SQL of the search, beside the words in which each engine takes lists. */
export const searchStore = (store: Store): SearchStore => ({
  ...writes(store),
  ...steps(store),
  ...reads(store),
})

const entryOf = (generation: number, number: number): number => generation * numbersOfOne + number

const ph = sql.placeholder

const rowOf = ({ shown }: IndexedEntry, entry: number) => ({
  entry,
  kind: shown.kind,
  id: shown.id,
  shown: JSON.stringify(shown),
})

/** One value of a statement is no longer than this, UTF-16 units: D1 takes two million bytes. */
const longestValue = 400_000

/** Lists of a JSON list, none of them too long. */
function inValues(postings: readonly Posting[]): string[] {
  const values: string[] = []
  let some: string[] = []
  let length = 0
  for (const { word, chunk, named, body, places } of postings) {
    const one = JSON.stringify([word, chunk, named, body, places])
    if (length + one.length > longestValue && some.length > 0) {
      values.push(`[${some.join(',')}]`)
      ;[some, length] = [[], 0]
    }
    some.push(one)
    length += one.length
  }
  return some.length === 0 ? values : [...values, `[${some.join(',')}]`]
}

function writes(store: Store): Pick<SearchStore, 'add' | 'take' | 'forget'> {
  const words = searchSql(store.dialect)
  const added = (generation: number, from: number, entries: readonly IndexedEntry[]): Write[] => {
    if (entries.length === 0) return []
    const rows = entries.map((one, i) => rowOf(one, entryOf(generation, from + i)))
    const spellings = [...new Set(entries.flatMap((one) => one.spellings))].flatMap((word) =>
      variantsOf(word).map((variant) => ({ variant, word })),
    )
    const held = packed(
      entries.map(({ shown: { kind, id, title }, of }) => ({ kind, id, titleLength: title.ja.length, of })),
    )
    const postings = postingsOf(entries.map((one, i) => ({ number: from + i, words: one.words })))
    return [
      plainWrite(words.addEntries, [generation, JSON.stringify(rows)]),
      plainWrite(words.addBatch, [generation, from, held]),
      ...inValues(postings).map((some) => plainWrite(words.addPostings, [generation, some])),
      plainWrite(words.addSpellings, [generation, JSON.stringify(spellings)]),
    ]
  }
  const stored = async <Done>(list: readonly Write[], done: Done): Promise<Done | 'raced'> => {
    try {
      await store.atomic(list)
      return done
    } catch (error) {
      if (isViolation(error, 'unique') || isViolation(error, 'race')) return 'raced'
      throw error
    }
  }
  return {
    add: (generation, from, entries) => stored(added(generation, from, entries), 'added' as const),
    take: ({ step, generation, change, shopChange, content, nextNumber, at }, { gone, come, from }) =>
      stored(
        [
          // First, so that one who was overtaken changes nothing.
          plainWrite(words.addStep, [step, generation, change, shopChange, content, nextNumber, at]),
          ...(gone.length === 0
            ? []
            : [
                plainWrite(words.noteGone, [step, JSON.stringify(gone), generation]),
                plainWrite(words.removeGone, [step]),
              ]),
          ...added(generation, from, come),
        ],
        'taken' as const,
      ),
    forget: (generation) => forgotten(store, generation),
  }
}

async function forgotten(store: Store, generation: number): Promise<number> {
  const words = searchSql(store.dialect)
  const some = await store.raw(
    `select entry from search_entries where entry < ${entryOf(generation, 0)} order by entry limit ${forgottenAtOnce}`,
  )
  const last = some.at(-1)?.['entry']
  if (last !== undefined) {
    await store.atomic([plainWrite(words.removeUpTo, [Number(last)])])
    return some.length
  }
  const left = await store.raw(`select 1 from search_postings where generation < ${generation} limit 1`)
  const rest = left.length > 0 ? [words.removePostings] : words.removeRest
  await store.atomic(rest.map((statement) => plainWrite(statement, [generation])))
  return left.length
}

const forgottenAtOnce = 1_000

function steps({ tables: { searchSteps: t, searchEntries: e }, query, prepareRead }: Store) {
  const newest = prepareRead(
    query
      .select({
        step: t.step,
        generation: t.generation,
        change: t.change,
        shopChange: t.shopChange,
        content: t.content,
        nextNumber: t.nextNumber,
        at: t.at,
      })
      .from(t)
      .orderBy(sql`${t.step} desc`)
      .limit(1),
  )
  const highest = prepareRead(query.select({ entry: sql<number | null>`max(${e.entry})` }).from(e))
  const ofKinds = prepareRead(
    query
      .select({ kind: e.kind, id: e.id })
      .from(e)
      .where(sql`${e.generation} = ${current()}`),
  )
  return {
    step: async (): Promise<Step | undefined> => (await newest())[0],
    unused: async () => {
      const [[told], [row]] = await Promise.all([newest(), highest()])
      const made = Math.floor((row?.entry ?? 0) / numbersOfOne)
      return Math.max(told?.generation ?? 0, made) + 1
    },
    keysOf: async (wanted: readonly Kind[]) =>
      (await ofKinds()).flatMap(({ kind, id }) =>
        wanted.includes(kind as Kind) ? [{ kind: kind as Kind, id }] : [],
      ),
  }
}

/** Asked within each statement, so that no answer is of two generations. */
const current = (): SQL => sql`(select generation from search_steps order by step desc limit 1)`
const newestStep = (): SQL => sql`(select step from search_steps order by step desc limit 1)`

/** Behind whatever begins so. */
const afterAll = '\u{10ffff}'

const askedOf = (words: readonly AskedWord[]): string =>
  JSON.stringify(words.map(({ word, isBegun, body }) => [word, isBegun ? `${word}${afterAll}` : '', body]))

function reads(store: Store): Pick<SearchStore, 'postings' | 'held' | 'shown' | 'spelled'> {
  return { ...readPostings(store), ...readHeld(store), ...readShown(store) }
}

function readPostings({ query, prepareRead, dialect }: Store): Pick<SearchStore, 'postings'> {
  const found = prepareRead(
    query
      .select({
        step: sql<number | string>`s.step`,
        generation: sql<number | string>`s.generation`,
        word: sql<string | null>`f.word`,
        chunk: sql<number | string>`f.chunk`,
        named: sql<string>`f.named`,
        body: sql<string>`f.body`,
        places: sql<string>`f.places`,
      })
      .from(
        sql`(select step, generation from search_steps order by step desc limit 1) s
          left join (${searchSql(dialect).postings(ph('words'), current())}) f on true`,
      ),
  )
  return {
    postings: async (asked) => {
      const rows = await found({ words: askedOf(asked) })
      const [first] = rows
      return first === undefined
        ? undefined
        : {
            generation: Number(first.generation),
            step: Number(first.step),
            postings: rows.flatMap(({ word, chunk, named, body, places }) =>
              word === null ? [] : [{ word, chunk: Number(chunk), named, body, places }],
            ),
          }
    },
  }
}

function readHeld({ query, prepareRead }: Store): Pick<SearchStore, 'held'> {
  const next = prepareRead(
    query
      .select({
        step: sql<number | string>`${newestStep()}`,
        generation: sql<number | string>`${current()}`,
        number: sql<number | string | null>`n.number`,
        entries: sql<string | null>`n.entries`,
      })
      .from(
        // The step stands there by itself, too: with it nothing may have come or gone.
        sql`(select null as number, null as entries from search_steps where step = ${newestStep()}
          union all select b.first_number, b.entries from search_batches b where b.generation = ${current()}
            and (b.generation <> ${ph('generation')} or b.first_number >= ${ph('from')})
          union all select g.entry, null from search_gone g
            where g.entry >= ${current()} * ${sql.raw(String(numbersOfOne))} and g.step > ${ph('step')}) n`,
      ),
  )
  return {
    held: async (generation, from, step) => {
      const rows = await next({ generation, from, step })
      const [first] = rows
      return first === undefined
        ? undefined
        : { generation: Number(first.generation), step: Number(first.step), ...splitHeld(rows) }
    },
  }
}

function readShown({ query, prepareRead, dialect, tables }: Store): Pick<SearchStore, 'shown' | 'spelled'> {
  const words = searchSql(dialect)
  const { entry, shown } = tables.searchEntries
  const kept = prepareRead(
    query
      .select({ entry, shown })
      .from(tables.searchEntries)
      .where(sql`${entry} in (${words.numbers(ph('entries'))})`),
  )
  const spelled = prepareRead(
    query
      .select({ word: sql<string>`s.word` })
      .from(sql`search_spellings s`)
      .where(sql`s.generation = ${current()} and s.variant in (${words.list(ph('variants'))})`)
      .groupBy(sql`s.word`)
      .limit(spelledMost),
  )
  return {
    shown: async (generation, numbers) => {
      if (numbers.length === 0) return []
      const entries = numbers.map((number) => entryOf(generation, number))
      const texts = new Map(
        (await kept({ entries: JSON.stringify(entries) })).map((row) => [row.entry, row.shown]),
      )
      return entries.flatMap((one) => {
        const text = texts.get(one)
        return text === undefined ? [] : [JSON.parse(text) as Shown]
      })
    },
    spelled: async (variants) =>
      (await spelled({ variants: JSON.stringify(variants) })).map(({ word }) => word),
  }
}

const spelledMost = 200

type HeldRow = { readonly number: number | string | null; readonly entries: string | null }

const splitHeld = (rows: readonly HeldRow[]) => ({
  came: rows
    .flatMap(({ number, entries }) => (entries === null ? [] : [{ first: Number(number), entries }]))
    .toSorted((a, b) => a.first - b.first),
  went: rows.flatMap(({ number, entries }) =>
    number === null || entries !== null ? [] : [Number(number) % numbersOfOne],
  ),
})
