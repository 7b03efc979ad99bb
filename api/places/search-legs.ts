import { type Column, columns, mark, wordsOf } from './search-words.ts'
import { type Phrase, type QueryTerm, type Term, waysOf } from './terms.ts'

/** One way in which a term may fit an entry, and what that is worth: words one behind the other in one column. */
export type Leg = {
  /** Which term of the query, 0, 1, 2 …: its best leg counts. */
  readonly term: number
  readonly worth: number
  readonly column: Column
  readonly words: readonly string[]
  /** Whether the last word is only begun. */
  readonly isBegun: boolean
}

/** What is asked of the index. */
export type Asked = {
  readonly legs: readonly Leg[]
  /** How many terms have to fit. */
  readonly least: number
  /**
   * Where several words are asked: what it is worth besides that they stand as they were typed, one behind the other. Then also the
   * rarer word says more, words near each other in a text say more, and who has more of them comes first.
   */
  readonly several?: { readonly typed: readonly Leg[] }
}

/** How much a match is worth: in the title, in a name or reading, in the text. */
const weights: Readonly<Record<Column, number>> = { title: 80, name: 50, body: 10 }
const place = { whole: 3, beginning: 2, inside: 1, beginningOfWord: 0.7 } as const
/** Of a word that was put right, and of one that is only related to what was typed. */
const afterSlip = 0.5
const asRelated = 0.5

type Manner = { readonly worth: number; readonly words: readonly string[]; readonly isBegun: boolean }

type Manners = { readonly named: readonly Manner[]; readonly anywhere: readonly Manner[] }

/** Of several words one that is a whole name says no more than one within a name: 会津若松 is no castle. */
function mannersOf(term: Term, isOneOfSeveral: boolean): Manners {
  const { within, whole } = wordsOf(term)
  const isOne = term.kind === 'run' && within.length === 1 && [...term.key].length === 1
  const inside = { worth: place.inside, words: within, isBegun: isOne }
  const named: Manner[] = isOneOfSeveral
    ? []
    : [
        { worth: place.whole, words: [mark.start, ...whole, mark.end], isBegun: false },
        { worth: place.beginning, words: [mark.start, ...within], isBegun: isOne },
      ]
  if (term.kind === 'run') return { named, anywhere: [inside] }
  const begun = { worth: place.beginningOfWord, words: within, isBegun: true }
  return { named: [...named, inside, begun], anywhere: [] }
}

const legOf = (term: number, column: Column, manner: Manner, share = 1): Leg => ({
  term,
  worth: Math.round(weights[column] * manner.worth * share),
  column,
  words: manner.words,
  isBegun: manner.isBegun,
})

type Looked = { readonly anywhere: boolean; readonly share: number; readonly isOneOfSeveral: boolean }

/** Where a text is long, only that it holds a term is looked at. */
function legsOf(term: Term, n: number, { anywhere, share, isOneOfSeveral }: Looked): Leg[] {
  const { named, anywhere: inside } = mannersOf(term, isOneOfSeveral)
  const inText = term.kind === 'run' ? inside : named.filter(({ words }) => words[0] !== mark.start)
  return columns.flatMap((column) => {
    if (column === 'body') return anywhere ? inText.map((manner) => legOf(n, column, manner, share)) : []
    return [...named, ...(anywhere ? inside : [])].map((manner) => legOf(n, column, manner, share))
  })
}

/** The words of a question as they were typed: as a whole name, at its beginning, within it, within a text. */
function legsOfPhrase(phrase: Phrase): Leg[] {
  const words = phrase.map(wordsOf)
  const ahead = words.slice(0, -1).flatMap(({ whole }) => whole)
  const last = words.at(-1)!
  const manner = (worth: number, own: readonly string[]): Manner => ({ worth, words: own, isBegun: false })
  const within = manner(place.inside, [...ahead, ...last.within])
  const manners = [
    manner(place.whole, [mark.start, ...ahead, ...last.whole, mark.end]),
    manner(place.beginning, [mark.start, ...within.words]),
    within,
  ]
  return columns.flatMap((column) =>
    (column === 'body' ? [within] : manners).map((one) => legOf(0, column, one)),
  )
}

/** What a query's terms ask of the index: all of them to fit, or some; with them, how they were typed. */
export function askedOf(
  terms: readonly QueryTerm[],
  { wanted, anywhere, phrases }: Pick<Way, 'wanted' | 'anywhere' | 'phrases'>,
): Asked {
  const isOneOfSeveral = terms.length > 1
  const legs = terms.flatMap((term, n) => {
    const ways = (all: readonly Term[], share: number): Leg[] =>
      all.flatMap((one) => legsOf(one, n, { anywhere, share, isOneOfSeveral }))
    return [
      ...ways([term, ...(term.also ?? [])], 1),
      ...ways(term.meant ?? [], afterSlip),
      ...ways(term.related ?? [], asRelated),
    ]
  })
  const least = wanted === 'all' ? terms.length : 1
  return isOneOfSeveral ? { legs, least, several: { typed: phrases.flatMap(legsOfPhrase) } } : { legs, least }
}

/** Whether a name has a term in it: such a term is meant as that name. */
export const asName = (term: QueryTerm): Asked => ({
  legs: waysOf(term)
    .flatMap((one) => legsOf(one, 0, { anywhere: true, share: 1, isOneOfSeveral: true }))
    .filter(({ column }) => column !== 'body'),
  least: 1,
})

/** Whether something is called as the query was typed, all of its words one behind the other. */
export const asCalled = (phrases: readonly Phrase[]): Asked => ({
  legs: phrases.flatMap(legsOfPhrase).filter(({ column }) => column !== 'body'),
  least: 1,
})

/** One way to take a query. */
export type Way = {
  readonly terms: readonly QueryTerm[]
  readonly wanted: 'all' | 'some'
  readonly anywhere: boolean
  /** What was typed, in each way in which a text may have it word for word. */
  readonly phrases: readonly Phrase[]
}
