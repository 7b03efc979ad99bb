import type { Entry } from './entry.ts'
import { fold } from './fold.ts'
import { kanaRuns, romajiOf } from './romaji.ts'
import { bigrams, type Term, termsOf } from './terms.ts'

/**
 * The words that the index holds and that a query asks for: the same on every engine, whose own ideas of a word are not
 * asked (SQLite's trigrams find no word of two characters, PostgreSQL's parser splits no Japanese). A run of writing gives
 * its pairs of characters and its last character by itself, so that any part of it is a phrase and any character
 * the beginning of a word; as the last character stands between, no phrase reaches from one run into the next. Each name or text
 * stands between marks, so that it can be told by its beginning and as a whole.
 */
export const mark = { start: 's', end: 'e' } as const

/** Columns of the index, the weightier first. */
export const columns = ['title', 'name', 'body'] as const
export type Column = (typeof columns)[number]

export type Words = Readonly<Record<Column, readonly string[]>>

/** Characters that every engine takes for letters and leaves as they are. */
const plainRun = /^[\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u3400-\u4db5\u4e00-\u9fcc]+$/u

const inDigits = (text: string): string =>
  [...text].map((one) => one.codePointAt(0)!.toString(16).padStart(6, '0')).join('')

/** A piece of a run as the index has it. */
const runWord = (piece: string): string => (plainRun.test(piece) ? piece : `h${inDigits(piece)}`)

/** A word of letters as the index has it; its beginning gives a beginning of that. */
const letterWord = (word: string): string => (/^[a-z0-9]+$/.test(word) ? `w${word}` : `v${inDigits(word)}`)

/** A term as the words of the index, one behind the other; the last of `whole` ends the term. */
export function wordsOf({ kind, key }: Pick<Term, 'kind' | 'key'>): {
  readonly within: readonly string[]
  readonly whole: readonly string[]
} {
  if (kind === 'word') return { within: [letterWord(key)], whole: [letterWord(key)] }
  const pairs = bigrams(key).map(runWord)
  const last = [...key].at(-1)!
  return { within: pairs, whole: key === last ? pairs : [...pairs, runWord(last)] }
}

function wordsOfText(original: string): string[] {
  const words = termsOf(fold(original)).flatMap((term) => wordsOf(term).whole)
  return words.length === 0 ? [] : [mark.start, ...words, mark.end]
}

const allWords = (texts: readonly string[]): string[] => [...new Set(texts)].flatMap(wordsOfText)

/** What a name in English leaves to a word of its own is part of the name in Japanese: Tsuruga Castle is Tsurugajō. */
const ownWords: readonly (readonly [ja: string, en: RegExp, reading: string])[] = [
  ['城', /(\w+) Castle/, 'jo'],
  ['神社', /(\w+) Shrine/, 'jinja'],
  ['湖', /Lake (\w+)/, 'ko'],
]

const read = ({ ja, en }: Entry['title']): string[] =>
  ownWords.flatMap(([word, form, reading]) => {
    const name = ja.includes(word) ? form.exec(en)?.[1] : undefined
    return name === undefined ? [] : [name + reading]
  })

/** Nobody writes a longer title in one. */
const mostJoined = 3

/** A short title in English, and what has a hyphen, as they are also written: aizuwakamatsu. */
function joinedIn(title: string): string[] {
  const words = title.split(' ')
  const parts = title.split(/[\s-]+/)
  const whole = parts.length > 1 && parts.length <= mostJoined ? [parts.join('')] : []
  return [...whole, ...words.filter((word) => word.includes('-')).map((word) => word.replaceAll('-', ''))]
}

/** Names under which an entry is found besides its title; romaji of its kana among them. */
function namesOf({ title, names }: Pick<Entry, 'title' | 'names'>): string[] {
  const kana = [title.ja, ...names].flatMap(kanaRuns)
  return [...names, ...kana.flatMap((run) => romajiOf(run) ?? []), ...joinedIn(title.en), ...read(title)]
}

/** Everything that leads to an entry. */
export const wordsOfEntry = (entry: Entry): Words => ({
  title: allWords([entry.title.ja, entry.title.en]),
  name: allWords(namesOf(entry)),
  body: allWords([entry.text.ja, entry.text.en, ...entry.more]),
})

/** Shorter words have too many neighbours. */
const leastSpelled = 4

/** The word itself, and with each one of its letters left out: of two that are one slip apart, one is the same. */
export const variantsOf = (word: string): string[] => [
  word,
  ...new Set([...word].map((_, i) => word.slice(0, i) + word.slice(i + 1))),
]

/** The words in Latin letters by which a slip of the fingers is put right. */
export const spelledWords = ({ title, name, body }: Words): string[] => [
  ...new Set(
    [...title, ...name, ...body]
      .filter((word) => word.startsWith('w') && /^w[a-z]+$/.test(word) && word.length > leastSpelled)
      .map((word) => word.slice(1)),
  ),
]

/** Whether a term of a query is a word that may have been misspelled. */
export const maySlip = ({ kind, key }: Term): boolean =>
  kind === 'word' && key.length >= leastSpelled && /^[a-z]+$/.test(key)

/** How many slips lie between two words: a letter more, less or other, or two exchanged; from `most` on it is not counted. */
export function slips(one: string, other: string): number {
  let [earlier, before]: number[][] = [[], Array.from({ length: other.length + 1 }, (_, i) => i)]
  for (let i = 1; i <= one.length; i++) {
    const row = [i]
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1]
      let least = Math.min(before![j]! + 1, row[j - 1]! + 1, before![j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        least = Math.min(least, earlier![j - 2]! + 1)
      row.push(least)
    }
    ;[earlier, before] = [before, row]
  }
  return before!.at(-1)!
}
