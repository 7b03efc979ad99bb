import { type SQL, sql } from 'drizzle-orm'
import type { Store, Write } from '../../db/store.ts'
import { plainWrite } from '../../db/store.ts'
import { isViolation } from '../../db/violation.ts'
import { type Belonging, type Kind, kinds, type Narrowing, narrowings, type Shown } from './entry.ts'
import { searchSql } from './repository-search-sql.ts'
import { variantsOf } from './search-words.ts'
import type { Alike, IndexedEntry, PageAsked, SearchStore, Step } from './search-store.ts'

/** The only SQL of the search, beside the words in which each engine keeps and finds words. */
export const searchStore = (store: Store): SearchStore => ({
  ...writes(store),
  ...steps(store),
  ...reads(store),
})

/** Numbers of a generation lie apart from those of any other. */
const numbersOfOne = 2 ** 32
const entryOf = (generation: number, number: number): number => generation * numbersOfOne + number

const ph = sql.placeholder
/** ` a b `: so that one word is found whole. */
const listed = (values: readonly string[]): string => values.map((value) => ` ${value} `).join('')
const fromList = (text: string): string[] => text.split(' ').filter((value) => value !== '')

function rowOf({ shown, of }: IndexedEntry, entry: number) {
  return {
    entry,
    kind: shown.kind,
    id: shown.id,
    institutions: listed(of.institution),
    periods: listed(of.period),
    places: listed(of.place),
    lines: listed(of.line),
    titleLength: shown.title.ja.length,
    kindOrder: kinds.indexOf(shown.kind),
    shown: JSON.stringify(shown),
  }
}

function writes(store: Store): Pick<SearchStore, 'add' | 'take' | 'forget'> {
  const words = searchSql(store.dialect)
  const added = (generation: number, from: number, entries: readonly IndexedEntry[]): Write[] => {
    if (entries.length === 0) return []
    const numbered = entries.map((one, i) => ({ ...one, entry: entryOf(generation, from + i) }))
    const spellings = [...new Set(entries.flatMap((one) => one.spellings))].flatMap((word) =>
      variantsOf(word).map((variant) => ({ variant, word })),
    )
    return [
      plainWrite(words.addEntries, [
        generation,
        JSON.stringify(numbered.map((one) => rowOf(one, one.entry))),
      ]),
      plainWrite(words.addWords, [JSON.stringify(numbered.map(words.wordRow))]),
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
    take: ({ step, generation, change, content, nextNumber, at }, { gone, come, from }) =>
      stored(
        [
          // First, so that one who was overtaken changes nothing.
          plainWrite(words.addStep, [step, generation, change, content, nextNumber, at]),
          ...(gone.length === 0 ? [] : words.removeByKey(generation, JSON.stringify(gone))),
          ...added(generation, from, come),
        ],
        'taken' as const,
      ),
    forget: async (generation) => {
      const before = entryOf(generation, 0)
      const some = await store.raw(
        `select entry from search_entries where entry < ${before} order by entry limit ${forgottenAtOnce}`,
      )
      const last = some.at(-1)?.['entry']
      if (last === undefined) {
        await store.atomic([plainWrite(words.removeSpellings, [generation])])
        return 0
      }
      await store.atomic(words.removeUpTo(Number(last)))
      return some.length
    },
  }
}

const forgottenAtOnce = 1_000

function steps({ tables: { searchSteps: t, searchEntries: e }, query, prepareRead }: Store) {
  const newest = prepareRead(
    query
      .select({
        step: t.step,
        generation: t.generation,
        change: t.change,
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

/** With CROSS JOIN SQLite begins with what fits, and not with every entry of the generation. */
const isOfIt = sql`e.entry = h.entry`

const listOf: Readonly<Record<Narrowing, 'institutions' | 'periods' | 'places' | 'lines'>> = {
  institution: 'institutions',
  period: 'periods',
  place: 'places',
  line: 'lines',
}

function reads(store: Store): Pick<SearchStore, 'counts' | 'page' | 'spelled'> {
  const { query, prepareRead, dialect } = store
  const words = searchSql(dialect)
  const narrowed = sql.join(
    [
      sql`(${ph('kind')} = '' or e.kind = ${ph('kindAgain')})`,
      ...narrowings.map((one) => sql`e.${sql.raw(listOf[one])} like ${ph(one)}`),
    ],
    sql` and `,
  )
  const counted = prepareRead(
    query
      .select({
        kind: sql<string>`e.kind`,
        institutions: sql<string>`e.institutions`,
        periods: sql<string>`e.periods`,
        places: sql<string>`e.places`,
        lines: sql<string>`e.lines`,
        total: sql<number | string>`count(*)`,
      })
      .from(sql`(${words.hits(ph('legs'), ph('least'))}) h cross join search_entries e`)
      .where(sql`${isOfIt} and e.generation = ${current()}`)
      .groupBy(sql`e.kind, e.institutions, e.periods, e.places, e.lines`),
  )
  const best = prepareRead(
    query
      .select({ shown: sql<string>`e.shown` })
      .from(sql`(${words.hits(ph('legs'), ph('least'))}) h cross join search_entries e`)
      .where(sql`${isOfIt} and e.generation = ${current()} and ${narrowed}`)
      .orderBy(sql`h.score desc, e.title_length, e.kind_order, e.id`)
      .limit(ph('limit'))
      .offset(ph('offset')),
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
    counts: async (asked) =>
      (await counted({ legs: words.legs(asked), least: asked.least })).map(
        ({ kind, total, ...lists }): Alike => ({
          kind: kind as Kind,
          of: belongingOf(lists),
          total: Number(total),
        }),
      ),
    page: async (asked) =>
      (await best(pageValues(asked, words.legs(asked)))).map((row) => JSON.parse(row.shown) as Shown),
    spelled: async (variants) =>
      (await spelled({ variants: JSON.stringify(variants) })).map(({ word }) => word),
  }
}

const spelledMost = 200

const belongingOf = (lists: Readonly<Record<(typeof listOf)[Narrowing], string>>): Belonging => ({
  institution: fromList(lists.institutions),
  period: fromList(lists.periods),
  place: fromList(lists.places),
  line: fromList(lists.lines),
})

function pageValues({ least, narrowed, offset, limit }: PageAsked, legs: string) {
  const like = (value: string | undefined): string => (value === undefined ? '%' : `% ${value} %`)
  return {
    legs,
    least,
    kind: narrowed.kind ?? '',
    kindAgain: narrowed.kind ?? '',
    institution: like(narrowed.institution),
    period: like(narrowed.period),
    place: like(narrowed.place),
    line: like(narrowed.line),
    limit,
    offset,
  }
}
