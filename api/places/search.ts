import { type Entry, type Kind, kinds } from './entry.ts'
import { fold } from './fold.ts'
import { marksOf, type Range, type Snippet, snippetOf } from './marks.ts'
import { fitOf, holding, type SearchIndex } from './search-index.ts'
import { bigrams, loosened, type QueryTerm, queryTerms, telling, type Term } from './terms.ts'

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

/**
 * Finds what fits a query. A single character finds what begins with it before what holds it. Every word has to fit;
 * then the words as the writing changes within them; then some of them.
 */
export function search(index: SearchIndex, query: string, language: Language): Answer {
  const asked = query.slice(0, longestQuery)
  if (asked.trim() === '') return nothing('empty_query')
  const terms = queryTerms(asked)
  if (terms.length === 0) return nothing('no_letters')
  const pieces = loosened(terms)
  const ways = [
    { terms, wanted: 'all', anywhere: terms.some(isLong) || terms.length > 1 },
    { terms, wanted: 'all', anywhere: true },
    { terms: pieces, wanted: 'all', anywhere: true },
    { terms: telling(pieces), wanted: 'some', anywhere: true },
  ] as const
  for (const way of ways) {
    const hits = hitsOf(index, way)
    if (hits.length > 0) return answerOf(hits, way.terms, language, way.wanted)
  }
  return nothing('nothing_found', suggestionsFor(index, asked, language))
}

const isLong = ({ key }: Term): boolean => [...key].length > 1

type Way = {
  readonly terms: readonly QueryTerm[]
  readonly wanted: 'all' | 'some'
  readonly anywhere: boolean
}

function hitsOf(index: SearchIndex, { terms, wanted, anywhere }: Way): Hit[] {
  if (terms.length === 0) return []
  const written = terms.map((term): Term[] => (term.also === undefined ? [term] : [term, term.also]))
  const possible = new Map(
    written
      .flat()
      .flatMap((term) => (term.kind === 'run' && isLong(term) ? [[term.key, holding(index, term.key)]] : [])),
  )
  const fit = (term: Term, i: number): number =>
    possible.get(term.key)?.has(i) === false ? 0 : fitOf(term, index.entries[i]!, anywhere)
  return index.entries
    .flatMap(({ entry }, i) => {
      const fits = written.map((same) => Math.max(...same.map((term) => fit(term, i))))
      const score = fits.reduce((sum, one) => sum + one, 0)
      return score === 0 || (wanted === 'all' && fits.includes(0)) ? [] : [{ entry, score }]
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
  terms: readonly QueryTerm[],
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

function foundOf(
  { kind, id, path, title, text }: Entry,
  terms: readonly QueryTerm[],
  language: Language,
): Found {
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
