import { foldWithOrigin } from './fold.ts'

/** A piece of a query or a text: a run of Japanese writing, or a word of letters and digits. */
export type Term = {
  readonly kind: 'run' | 'word'
  /** Folded; a word also without long vowels. */
  readonly key: string
  /** Where it stands in the folded text. */
  readonly start: number
  readonly end: number
}

const pieces = /([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+)|[\p{L}\p{N}\p{M}]+/gu

/** Kōriyama, Kouriyama and Koriyama are one word. A beginning of a word gives a beginning of its key. */
const wordKey = (word: string): string => word.replace(/o[ou]+/g, 'o').replace(/uu+/g, 'u')

/** The terms of a folded text. */
export const termsOf = (folded: string): Term[] =>
  [...folded.matchAll(pieces)].map(({ 0: found, 1: run, index }) => ({
    kind: run === undefined ? 'word' : 'run',
    key: run ?? wordKey(found),
    start: index,
    end: index + found.length,
  }))

/** Pairs of neighbouring characters; a text of one character gives itself. */
export function bigrams(text: string): string[] {
  const all = [...text]
  return all.length < 2 ? all : all.slice(1).map((one, i) => all[i]! + one)
}

/** The terms of a query, each once. */
export function queryTerms(query: string): Term[] {
  const seen = new Set<string>()
  return termsOf(foldWithOrigin(query).text).filter(({ key }) => !seen.has(key) && seen.add(key))
}

const particles = /(?<=\p{Script=Han})[のをにへでとはがもや](?=\p{Script=Han})/u

/** The same terms with runs cut at particles between kanji: 柳津の温泉 becomes 柳津 and 温泉. */
export const loosened = (terms: readonly Term[]): Term[] =>
  terms
    .flatMap((term) =>
      term.kind === 'word' ? [term] : term.key.split(particles).map((key) => ({ ...term, key })),
    )
    .filter(({ key }) => [...key].length > 1)
