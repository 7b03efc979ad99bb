import { inJapanese } from './chinese-words.ts'
import { fold, foldWithOrigin, hiragana } from './fold.ts'
import { kanaOf, romajiOf } from './romaji.ts'

/** A piece of a query or a text: a run of writing without spaces, or a word of letters and digits. */
export type Term = {
  readonly kind: 'run' | 'word'
  /** Folded; a word also without long vowels. */
  readonly key: string
  /** Where it stands in the folded text. */
  readonly start: number
  readonly end: number
}

/** Writing that puts no space between its words, or writes a word together with what belongs to it: Thai and Korean, too. */
const unspaced = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]|[\p{Script=Thai}\p{Script=Lao}]\p{M}*`

/** A word of letters ends where such writing begins: in 2月の雪 and JRの駅 the writing is a run of its own. */
const pieces = new RegExp(`((?:${unspaced})+)|(?:(?!${unspaced})[\\p{L}\\p{N}\\p{M}])+`, 'gu')

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

/**
 * A term of a query with the same word in the other writing (からむし and karamushi) or language, with words that may have been meant
 * where a finger slipped, and with words for what it stands for (漆器 for 会津塗).
 */
export type QueryTerm = Term & {
  readonly also?: readonly Term[]
  readonly meant?: readonly Term[]
  readonly related?: readonly Term[]
}

/** A term and every other way in which it is looked for. */
export const waysOf = (term: QueryTerm): Term[] => [
  term,
  ...(term.also ?? []),
  ...(term.meant ?? []),
  ...(term.related ?? []),
]

/** Terms one behind the other. */
export type Phrase = readonly Term[]

/** Shorter words mean too many things in the other writing. */
const leastKana = 3

function inOtherWriting(term: Term, original: string, folded: string): Term | undefined {
  if (term.kind === 'word') {
    const kana = kanaOf(folded)
    return kana === undefined || kana.length < leastKana
      ? undefined
      : { ...term, kind: 'run', key: fold(kana) }
  }
  const romaji = original.length < leastKana ? undefined : romajiOf(hiragana(original.normalize('NFKC')))
  return romaji === undefined ? undefined : { ...term, kind: 'word', key: wordKey(romaji) }
}

/** A run that has a Chinese word in it, with the Japanese for it: 會津若松車站 and 会津若松駅. */
function fromChinese(term: Term): Term | undefined {
  const key = term.kind === 'run' ? inJapanese(term.key) : undefined
  return key === undefined ? undefined : { ...term, key }
}

/** The terms of a query, each once. */
export function queryTerms(query: string): QueryTerm[] {
  const { text, origin } = foldWithOrigin(query)
  const seen = new Set<string>()
  return termsOf(text)
    .filter(({ key }) => !seen.has(key) && seen.add(key))
    .map((term) => {
      const original = query.slice(origin[term.start], origin[term.end])
      return withOthers(term, original, text.slice(term.start, term.end))
    })
}

function withOthers(term: Term, original: string, folded: string): QueryTerm {
  const also = [fromChinese(term), inOtherWriting(term, original, folded)].filter((one) => one !== undefined)
  return also.length === 0 ? term : { ...term, also }
}

/** The query as a text may have it word for word: its terms one behind the other, and runs also written in one. */
export function phrasesOf(terms: readonly QueryTerm[]): Phrase[] {
  const [first] = terms
  if (first === undefined) return []
  if (terms.length === 1) return [first, ...(first.also ?? [])].map((one) => [one])
  if (terms.some(({ kind }) => kind === 'word')) return [terms]
  const joined: Term = { ...first, key: terms.map(({ key }) => key).join('') }
  const inOne = [joined, fromChinese(joined)].filter((one) => one !== undefined)
  return [terms, ...inOne.map((one) => [one])]
}

/** の between two words of which the first ends in kanji: 只見川の橋, and not きのこ. */
const particleBetween = /(?<=\p{Script=Han})の(?=.)/u

/** The words on both sides of a particle, as if they were typed apart; undefined where a term has none. */
export function wordsApart({ kind, key, start, end }: QueryTerm): readonly QueryTerm[] | undefined {
  const words = kind === 'run' ? key.split(particleBetween) : []
  return words.length < 2
    ? undefined
    : words.map((one) => withOthers({ kind, key: one, start, end }, one, one))
}

const whereWritingChanges = /(?<=\p{Script=Han})(?!\p{Script=Han})|(?<!\p{Script=Han})(?=\p{Script=Han})/u
const isKanji = (text: string): boolean => /\p{Script=Han}/u.test(text)

/** A particle at the beginning of what follows a kanji, when enough is left: のからむし. */
const leadingParticle = /^[のをにへではがもと](?=..)/u

function piecesOf(term: QueryTerm): QueryTerm[] {
  if (term.kind === 'word') return [term]
  const [first, ...others] = (fromChinese(term)?.key ?? term.key).split(whereWritingChanges)
  if (first === undefined || others.length === 0) return [term]
  const { kind, start, end } = term
  return [first, ...others.map((key) => key.replace(leadingParticle, ''))].map((key) => ({
    kind,
    key,
    start,
    end,
  }))
}

/** The same terms with runs cut between kanji and kana: 柳津の温泉 becomes 柳津 and 温泉. A lone kana says nothing. */
export const loosened = (terms: readonly QueryTerm[]): QueryTerm[] =>
  terms.flatMap(piecesOf).filter(({ key }) => isLong(key) || isKanji(key))

const isLong = (text: string): boolean => [...text].length > 1

/** Kana shorter than this are mostly grammar: しない, という. */
const leastTelling = 4

/** The terms that carry meaning by themselves; a single kanji where somebody typed it by itself. */
export function telling(terms: readonly QueryTerm[], typed: readonly QueryTerm[] = []): readonly QueryTerm[] {
  const alone = new Set(typed.map(({ key }) => key).filter(isKanji))
  const long = terms.filter(({ key }) => isLong(key) || alone.has(key))
  const found = long.filter(({ kind, key }) => kind === 'word' || isKanji(key) || key.length >= leastTelling)
  return found.length > 0 ? found : long
}
