import { type Column, columns, mark, wordsOf } from './search-words.ts'
import type { QueryTerm, Term } from './terms.ts'

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
}

/** How much a match is worth: in the title, in a name or reading, in the text. */
const weights: Readonly<Record<Column, number>> = { title: 80, name: 50, body: 10 }
const place = { whole: 3, beginning: 2, inside: 1, beginningOfWord: 0.7 } as const
/** Of a word that was put right. */
const afterSlip = 0.5

type Manner = { readonly worth: number; readonly words: readonly string[]; readonly isBegun: boolean }

function mannersOf(term: Term): { readonly named: readonly Manner[]; readonly anywhere: readonly Manner[] } {
  const { within, whole } = wordsOf(term)
  const isOne = term.kind === 'run' && within.length === 1 && [...term.key].length === 1
  const inside = { worth: place.inside, words: within, isBegun: isOne }
  const named: Manner[] = [
    { worth: place.whole, words: [mark.start, ...whole, mark.end], isBegun: false },
    { worth: place.beginning, words: [mark.start, ...within], isBegun: isOne },
  ]
  if (term.kind === 'run') return { named, anywhere: [inside] }
  const begun = { worth: place.beginningOfWord, words: within, isBegun: true }
  return { named: [...named, inside, begun], anywhere: [] }
}

/** Where a text is long, only that it holds a term is looked at. */
function legsOf(term: Term, n: number, { anywhere, share }: { anywhere: boolean; share: number }): Leg[] {
  const manners = mannersOf(term)
  const leg = (column: Column, { worth, words, isBegun }: Manner): Leg => ({
    term: n,
    worth: Math.round(weights[column] * worth * share),
    column,
    words,
    isBegun,
  })
  return columns.flatMap((column) => {
    if (column !== 'body')
      return [...manners.named, ...(anywhere ? manners.anywhere : [])].map((manner) => leg(column, manner))
    if (!anywhere) return []
    return (term.kind === 'run' ? manners.anywhere : manners.named.slice(2)).map((manner) =>
      leg(column, manner),
    )
  })
}

/** What a query's terms ask of the index: all of them to fit, or some. */
export function askedOf(
  terms: readonly QueryTerm[],
  { wanted, anywhere }: { readonly wanted: 'all' | 'some'; readonly anywhere: boolean },
): Asked {
  const legs = terms.flatMap((term, n) => [
    ...[term, ...(term.also ?? [])].flatMap((one) => legsOf(one, n, { anywhere, share: 1 })),
    ...(term.meant ?? []).flatMap((one) => legsOf(one, n, { anywhere, share: afterSlip })),
  ])
  return { legs, least: wanted === 'all' ? terms.length : 1 }
}
