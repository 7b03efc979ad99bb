import type { Kind, Narrowing, Shown } from './entry.ts'
import { isOfShop, kinds } from './entry.ts'
import { fold } from './fold.ts'
import { marksOf, type Range, type Snippet, snippetOf } from './marks.ts'
import { belongs } from './search-fitting.ts'
import type { Finding, SearchIndex } from './search-index.ts'
import { asCalled, asName, askedOf, type Way } from './search-legs.ts'
import type { Alike, Narrowed } from './search-store.ts'
import { columns, maySlip, slips, variantsOf, wordsOf } from './search-words.ts'
import type { RelatedWords } from './related-words.ts'
import {
  bigrams,
  loosened,
  type Phrase,
  phrasesOf,
  type QueryTerm,
  queryTerms,
  telling,
  type Term,
  wordsApart,
} from './terms.ts'

/** The longest query, in UTF-16 units. */
export const longestQuery = 200

/** How many results an answer carries at most; `total` counts all, and the next page goes on. */
export const mostResults = 50

/** Queries have fewer words; what is behind is not looked at. */
const mostTerms = 12

export type Question = {
  readonly query: string
  readonly language: 'ja' | 'en'
  readonly narrowed?: Narrowed
  /** How many results come before. */
  readonly offset?: number
  readonly limit?: number
}

export type Found = {
  readonly kind: Kind
  readonly id: string
  readonly path: string
  readonly title: string
  readonly titleMarks: readonly Range[]
  readonly text: Snippet
}

export type Suggestion = { readonly kind: Kind; readonly title: string; readonly path: string }

/** How many of what fits belong to a value, everything else that narrows applied. */
export type Facet = { readonly value: string; readonly total: number }

export type Answer = {
  readonly total: number
  /** The best first. */
  readonly results: readonly Found[]
  /** How many of each kind, of all that fits and belongs to what is asked for besides. */
  readonly groups: readonly { readonly kind: Kind; readonly total: number }[]
  readonly facets: Readonly<Record<Narrowing, readonly Facet[]>>
  /** Whether every word of the query fits each result, or only some; `offered`: all fit only what is of shops, which comes first. */
  readonly fits: 'all' | 'some' | 'offered'
  /** Words that were looked for in place of those that were typed. */
  readonly meant: readonly string[]
  /** Why nothing was found. */
  readonly reason?: Reason
  readonly suggestions: readonly Suggestion[]
}

export type Reason = 'empty_query' | 'no_letters' | 'nothing_found' | 'nothing_here'

const noFacets: Answer['facets'] = { institution: [], period: [], place: [], line: [] }

const nothing = (reason: Reason, suggestions: readonly Suggestion[] = []): Answer => ({
  total: 0,
  results: [],
  groups: [],
  facets: noFacets,
  fits: 'all',
  meant: [],
  reason,
  suggestions,
})

/** What is asked: the index, and words that stand for others in what it holds. */
export type Searched = { readonly index: SearchIndex; readonly related: RelatedWords }

/**
 * Finds what fits a query. A single character finds what begins with it before what holds it. Every word has to fit;
 * then the words as the writing changes within them; then words that may have been meant; then some of them.
 */
export async function search({ index, related }: Searched, question: Question): Promise<Answer> {
  const asked = question.query.slice(0, longestQuery)
  if (asked.trim() === '') return nothing('empty_query')
  const terms = queryTerms(asked).slice(0, mostTerms)
  if (terms.length === 0) return nothing('no_letters')
  const { narrowed = {}, offset = 0, limit = mostResults } = question
  const page = { narrowed, offset, limit }
  for await (const plainWay of attempts(index, terms)) {
    if (plainWay.terms.length === 0) continue
    // Where only names are looked at, what stands for a name is none.
    const way = plainWay.anywhere
      ? { ...plainWay, terms: plainWay.terms.map((term) => withRelated(term, related)) }
      : plainWay
    const found = await index.find({ ...askedOf(way.terms, way), ...page })
    if (found.all.length === 0) continue
    const others = await withOthers(index, found, { way, page })
    return others === undefined
      ? answerOf(found, way, question, way.wanted)
      : answerOf(others, way, question, 'offered')
  }
  return nothing('nothing_found', await suggestionsFor(index, terms, question))
}

type Asked = { readonly way: Way; readonly page: Required<Pick<Question, 'narrowed' | 'offset' | 'limit'>> }

/**
 * Where several words fit only shops and what they offer, as a kind of shop and a town do, and none is called so: what has some of the
 * words, too, behind them, as a shop in a town must not hide the town. Undefined where there is nothing else to tell.
 */
async function withOthers(
  index: SearchIndex,
  { all }: Finding,
  { way, page }: Asked,
): Promise<Finding | undefined> {
  if (way.terms.length < 2 || way.wanted === 'some' || !all.every(({ kind }) => isOfShop(kind)))
    return undefined
  const called = await index.find({ ...asCalled(way.phrases), narrowed: {}, offset: 0, limit: 0 })
  if (called.all.length > 0) return undefined
  const some = await index.find({ ...askedOf(way.terms, { ...way, wanted: 'some' }), ...page })
  return some.all.every(({ kind }) => isOfShop(kind)) ? undefined : some
}

function withRelated(term: QueryTerm, related: RelatedWords): QueryTerm {
  const own = related(term)
  return own.length === 0 ? term : { ...term, related: own }
}

async function* attempts(index: SearchIndex, terms: readonly QueryTerm[]): AsyncGenerator<Way> {
  const phrases = phrasesOf(terms)
  const all = { wanted: 'all', anywhere: true, phrases } as const
  const some = { wanted: 'some', anywhere: true, phrases } as const
  const apart = await apartUnlessNamed(index, terms)
  const isFirstEnough = terms.some(isLong) || apart.length > 1
  if (!isFirstEnough) yield { ...all, terms, anywhere: false }
  yield { ...all, terms: apart }
  const pieces = loosened(apart)
  if (keysOf(pieces) !== keysOf(apart)) yield { ...all, terms: pieces }
  const meant = await withMeant(index, pieces)
  if (meant !== undefined) yield { ...all, terms: meant, phrases: phrasesMeant(meant) }
  yield { ...some, terms: telling(pieces, apart) }
  if (meant !== undefined) yield { ...some, terms: telling(meant, apart), phrases: phrasesMeant(meant) }
}

/** What was typed, each word put right by the one that is nearest. */
const phrasesMeant = (terms: readonly QueryTerm[]): readonly Phrase[] =>
  phrasesOf(terms.map((term) => term.meant?.[0] ?? term))

/** So many terms of a query are looked at for words to be told apart: each is a question of its own to the index. */
const mostParted = 3

/** 只見川の橋 is two words, unless something is called so, as 道の駅 is. Each word once. */
async function apartUnlessNamed(
  index: SearchIndex,
  terms: readonly QueryTerm[],
): Promise<readonly QueryTerm[]> {
  const all = new Map<string, QueryTerm>()
  let parted = 0
  for (const term of terms) {
    const words = parted < mostParted ? wordsApart(term) : undefined
    if (words !== undefined) parted += 1
    const isName =
      words === undefined ||
      (await index.find({ ...asName(term), narrowed: {}, offset: 0, limit: 0 })).all.length > 0
    for (const one of isName ? [term] : words) if (!all.has(one.key)) all.set(one.key, one)
  }
  return [...all.values()].slice(0, mostTerms)
}

const keysOf = (terms: readonly Term[]): string => terms.map(({ key }) => key).join(' ')
const isLong = ({ key }: Term): boolean => [...key].length > 1

/** The most words that one may have meant. */
const mostMeant = 8
/** Two slips only in a word in which they stand out. */
const leastOfTwoSlips = 8

/** The terms with words of the index that are a slip away; undefined when there are none. */
async function withMeant(
  index: SearchIndex,
  terms: readonly QueryTerm[],
): Promise<readonly QueryTerm[] | undefined> {
  const doubtful = terms.filter(maySlip)
  if (doubtful.length === 0) return undefined
  const words = await index.spelled([...new Set(doubtful.flatMap(({ key }) => variantsOf(key)))])
  const known = new Set(words)
  const meantFor = ({ key }: Term): string[] =>
    known.has(key)
      ? []
      : words
          .map((word) => ({ word, slips: slips(key, word) }))
          .filter((one) => one.slips <= (key.length < leastOfTwoSlips ? 1 : 2))
          .toSorted((a, b) => a.slips - b.slips || (a.word < b.word ? -1 : 1))
          .slice(0, mostMeant)
          .map(({ word }) => word)
  const all = terms.map((term): QueryTerm => {
    const meant = maySlip(term) ? meantFor(term) : []
    return meant.length === 0 ? term : { ...term, meant: meant.map((key) => ({ ...plain(term), key })) }
  })
  return all.some(({ meant }) => meant !== undefined) ? all : undefined
}

const plain = ({ kind, key, start, end }: Term): Term => ({ kind, key, start, end })

function answerOf(
  { all, page }: Finding,
  way: Way,
  { narrowed = {}, language }: Question,
  fits: Answer['fits'],
): Answer {
  const total = sum(all.filter((one) => belongs(one, narrowed)))
  return {
    total,
    results: page.map((shown) => foundOf(shown, way.terms, language)),
    ...countsOf(all, narrowed),
    fits,
    meant: [...new Set(way.terms.flatMap(({ meant }) => (meant ?? []).map(({ key }) => key)))],
    ...(total === 0 ? { reason: 'nothing_here' as const } : {}),
    suggestions: [],
  }
}

const sum = (all: readonly Alike[]): number => all.reduce((before, { total }) => before + total, 0)

/** Of each facet all its values, as if it did not narrow itself: so that a reader can choose another. */
function countsOf(all: readonly Alike[], narrowed: Narrowed): Pick<Answer, 'groups' | 'facets'> {
  const ofKind = all.filter((one) => belongs(one, narrowed, 'kind'))
  const groups = kinds.map((kind) => ({ kind, total: sum(ofKind.filter((one) => one.kind === kind)) }))
  const facetOf = (facet: Narrowing): Facet[] => {
    const totals = new Map<string, number>()
    for (const one of all)
      if (belongs(one, narrowed, facet))
        for (const value of one.of[facet]) totals.set(value, (totals.get(value) ?? 0) + one.total)
    return [...totals]
      .map(([value, total]) => ({ value, total }))
      .toSorted((a, b) => b.total - a.total || (a.value < b.value ? -1 : 1))
  }
  return {
    groups: groups.filter(({ total }) => total > 0),
    facets: {
      institution: facetOf('institution'),
      period: facetOf('period'),
      place: facetOf('place'),
      line: facetOf('line'),
    },
  }
}

function foundOf(
  { kind, id, path, title, text }: Shown,
  terms: readonly QueryTerm[],
  language: 'ja' | 'en',
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
const looked = 60
const alikeFrom = 0.25

/** Titles and readings that look most like the query (shared pairs of characters), the most alike first. */
async function suggestionsFor(
  index: SearchIndex,
  terms: readonly QueryTerm[],
  { query, language }: Question,
): Promise<Suggestion[]> {
  const legs = [
    ...new Set(terms.filter(({ kind }) => kind === 'run').flatMap((term) => wordsOf(term).within)),
  ].flatMap((word, term) =>
    columns.slice(0, 2).map((column) => ({ term, worth: 1, column, words: [word], isBegun: false })),
  )
  if (legs.length === 0) return []
  const { page: near } = await index.find({ legs, least: 1, narrowed: {}, offset: 0, limit: looked })
  const asked = new Set(bigrams(letters(query)))
  return near
    .map((shown) => ({
      shown,
      alike: Math.max(...[shown.title.ja, shown.title.en, ...shown.names].map((name) => alike(asked, name))),
    }))
    .filter((one) => one.alike >= alikeFrom)
    .toSorted((a, b) => b.alike - a.alike || (a.shown.id < b.shown.id ? -1 : 1))
    .slice(0, suggested)
    .map(({ shown: { kind, title, path } }) => ({ kind, title: title[language], path }))
}

const letters = (text: string): string => fold(text).replace(/[^\p{L}\p{N}]/gu, '')

/** Share of common pairs (Dice), 0 to 1. */
function alike(asked: ReadonlySet<string>, name: string): number {
  const own = new Set(bigrams(letters(name)))
  const common = [...own].filter((pair) => asked.has(pair)).length
  return common === 0 ? 0 : (2 * common) / (own.size + asked.size)
}
