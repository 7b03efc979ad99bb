import { type Entry, type Kind, kinds } from './entry.ts'
import { fold } from './fold.ts'
import { marksOf, type Range, type Snippet, snippetOf } from './marks.ts'
import { fitOf, holding, type SearchIndex } from './search-index.ts'
import { bigrams, loosened, queryTerms, type Term } from './terms.ts'

/** The longest query, in UTF-16 units. */
export const longestQuery = 200

/** How many results an answer carries at most; `total` counts all. */
export const mostResults = 50

export type Found = {
  readonly kind: Kind
  readonly id: string
  readonly path: string
  readonly title: string
  readonly titleMarks: readonly Range[]
  readonly text: Snippet
}

export type Suggestion = { readonly kind: Kind; readonly title: string; readonly path: string }

export type Answer = {
  readonly total: number
  /** The best first. */
  readonly results: readonly Found[]
  /** How many of each kind, of all that was found. */
  readonly groups: readonly { readonly kind: Kind; readonly total: number }[]
  /** Whether every word of the query fits each result, or only some. */
  readonly fits: 'all' | 'some'
  /** Why nothing was found. */
  readonly reason?: Reason
  readonly suggestions: readonly Suggestion[]
}

export type Reason = 'empty_query' | 'no_letters' | 'nothing_found'

type Language = 'ja' | 'en'
type Hit = { readonly entry: Entry; readonly score: number }

const nothing = (reason: Reason, suggestions: readonly Suggestion[] = []): Answer => ({
  total: 0,
  results: [],
  groups: [],
  fits: 'all',
  reason,
  suggestions,
})

/** Finds what fits a query; every word first, some of the words when no entry has all. */
export function search(index: SearchIndex, query: string, language: Language): Answer {
  const asked = query.slice(0, longestQuery)
  if (asked.trim() === '') return nothing('empty_query')
  const terms = queryTerms(asked)
  if (terms.length === 0) return nothing('no_letters')
  const all = hitsOf(index, terms, 'all')
  if (all.length > 0) return answerOf(all, terms, language, 'all')
  const pieces = loosened(terms)
  const everyPiece = hitsOf(index, pieces, 'all')
  if (everyPiece.length > 0) return answerOf(everyPiece, pieces, language, 'all')
  const some = hitsOf(index, pieces, 'some')
  if (some.length > 0) return answerOf(some, pieces, language, 'some')
  return nothing('nothing_found', suggestionsFor(index, asked, language))
}

/** A single character finds what begins with it; anything longer also what holds it. */
const isLong = ({ key }: Term): boolean => [...key].length > 1

function hitsOf(index: SearchIndex, terms: readonly Term[], wanted: 'all' | 'some'): Hit[] {
  if (terms.length === 0) return []
  const alone = terms.length === 1
  const possible = terms.map((term) =>
    term.kind === 'run' && isLong(term) ? holding(index, term.key) : undefined,
  )
  return index.entries
    .flatMap((one, i) => {
      const fits = terms.map((term, t) =>
        possible[t]?.has(i) === false ? 0 : fitOf(term, one, isLong(term) || !alone),
      )
      const score = fits.reduce((sum, fit) => sum + fit, 0)
      return score === 0 || (wanted === 'all' && fits.includes(0)) ? [] : [{ entry: one.entry, score }]
    })
    .toSorted(
      (a, b) =>
        b.score - a.score ||
        a.entry.title.ja.length - b.entry.title.ja.length ||
        kinds.indexOf(a.entry.kind) - kinds.indexOf(b.entry.kind) ||
        (a.entry.id < b.entry.id ? -1 : 1),
    )
}

function answerOf(
  hits: readonly Hit[],
  terms: readonly Term[],
  language: Language,
  fits: 'all' | 'some',
): Answer {
  const counted = kinds.map((kind) => ({
    kind,
    total: hits.filter(({ entry }) => entry.kind === kind).length,
  }))
  return {
    total: hits.length,
    results: hits.slice(0, mostResults).map(({ entry }) => foundOf(entry, terms, language)),
    groups: counted.filter(({ total }) => total > 0),
    fits,
    suggestions: [],
  }
}

function foundOf({ kind, id, path, title, text }: Entry, terms: readonly Term[], language: Language): Found {
  const shown = title[language]
  return {
    kind,
    id,
    path,
    title: shown,
    titleMarks: marksOf(shown, terms),
    text: snippetOf(text[language], terms),
  }
}

const suggested = 5
const alikeFrom = 0.25

/** Titles and readings that look most like the query (shared pairs of characters), the most alike first. */
function suggestionsFor({ entries }: SearchIndex, query: string, language: Language): Suggestion[] {
  const asked = new Set(bigrams(letters(query)))
  return entries
    .map(({ entry }) => ({
      entry,
      alike: Math.max(...[entry.title.ja, entry.title.en, ...entry.names].map((name) => alike(asked, name))),
    }))
    .filter((one) => one.alike >= alikeFrom)
    .toSorted((a, b) => b.alike - a.alike || (a.entry.id < b.entry.id ? -1 : 1))
    .slice(0, suggested)
    .map(({ entry: { kind, title, path } }) => ({ kind, title: title[language], path }))
}

const letters = (text: string): string => fold(text).replace(/[^\p{L}\p{N}]/gu, '')

/** Share of common pairs (Dice), 0 to 1. */
function alike(asked: ReadonlySet<string>, name: string): number {
  const own = new Set(bigrams(letters(name)))
  const common = [...own].filter((pair) => asked.has(pair)).length
  return common === 0 ? 0 : (2 * common) / (own.size + asked.size)
}
