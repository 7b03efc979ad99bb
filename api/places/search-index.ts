import type { Entry } from './entry.ts'
import { type Folded, foldWithOrigin } from './fold.ts'
import { kanaRuns, romajiOf } from './romaji.ts'
import { bigrams, type Term, termsOf } from './terms.ts'

/** How much a match is worth: in the title, in a name or reading, in the text. */
const weights = { title: 8, name: 5, text: 1 } as const

type Field = {
  readonly folded: Folded
  readonly weight: number
  readonly words: readonly Term[]
}

export type Indexed = { readonly entry: Entry; readonly fields: readonly Field[] }

/** Everything that can be found, with the pairs of characters and the words that lead to it. */
export type SearchIndex = {
  readonly entries: readonly Indexed[]
  readonly byBigram: ReadonlyMap<string, ReadonlySet<number>>
}

function fieldOf(original: string, weight: number): Field {
  const folded = foldWithOrigin(original)
  return { folded, weight, words: termsOf(folded.text).filter(({ kind }) => kind === 'word') }
}

/** Names under which an entry is found besides its title; romaji of its kana among them. */
function namesOf({ title, names }: Entry): string[] {
  const kana = [title.ja, ...names].flatMap(kanaRuns)
  const joined = title.en.replace(/[\s-]/g, '')
  return [...names, ...kana.flatMap((run) => romajiOf(run) ?? []), ...(joined === title.en ? [] : [joined])]
}

function indexed(entry: Entry): Indexed {
  const of = (texts: readonly string[], weight: number): Field[] =>
    [...new Set(texts)].filter((text) => text !== '').map((text) => fieldOf(text, weight))
  return {
    entry,
    fields: [
      ...of([entry.title.ja, entry.title.en], weights.title),
      ...of(namesOf(entry), weights.name),
      ...of([entry.text.ja, entry.text.en, ...entry.more], weights.text),
    ],
  }
}

/** Builds the index; some hundred entries take a few milliseconds. */
export function buildIndex(all: readonly Entry[]): SearchIndex {
  const entries = all.map(indexed)
  const byBigram = new Map<string, Set<number>>()
  for (const [i, { fields }] of entries.entries())
    for (const { folded } of fields)
      for (const { kind, key } of termsOf(folded.text)) {
        if (kind === 'word') continue
        for (const pair of bigrams(key)) {
          const found = byBigram.get(pair) ?? new Set()
          byBigram.set(pair, found.add(i))
        }
      }
  return { entries, byBigram }
}

/** Positions of the entries that can hold a run of characters: those that hold each of its pairs. */
export function holding({ byBigram }: SearchIndex, run: string): ReadonlySet<number> {
  const [first, ...others] = bigrams(run).map((pair) => byBigram.get(pair) ?? new Set<number>())
  return new Set([...(first ?? [])].filter((i) => others.every((one) => one.has(i))))
}

/** How well a term fits an entry: its best field, more when the term is or begins the whole field; 0: not at all. */
export function fitOf(term: Term, { fields }: Indexed, anywhere: boolean): number {
  return Math.max(
    0,
    ...fields.map(
      (field) =>
        field.weight * (anywhere || field.weight > weights.text ? placeOf(term, field, anywhere) : 0),
    ),
  )
}

const worth = { whole: 3, beginning: 2, inside: 1, beginningOfWord: 0.7, nowhere: 0 } as const

function placeOf(term: Term, { folded, words }: Field, anywhere: boolean): number {
  if (folded.text === term.key) return worth.whole
  if (term.kind === 'run') {
    const at = folded.text.indexOf(term.key)
    return at === 0 ? worth.beginning : at > 0 && anywhere ? worth.inside : worth.nowhere
  }
  if (words.length === 1 && words[0]?.key === term.key && words[0].end === folded.text.length)
    return worth.whole
  if (words.some(({ key }) => key === term.key))
    return words[0]?.key === term.key ? worth.beginning : worth.inside
  return words.some(({ key }) => key.startsWith(term.key)) ? worth.beginningOfWord : worth.nowhere
}
