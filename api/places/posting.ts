import type { Words } from './search-words.ts'
import { mark } from './search-words.ts'

/**
 * Where words stand, as text that every engine keeps and appends to alike: numbers in digits of five bits, the sixth says that more
 * follow. What is appended stands by itself, so that an entry is added to a word without its other entries being read.
 */

/** Entries whose numbers share all but the last bits share the rows of their words. */
const chunkBits = 10
const chunkSize = 1 << chunkBits

/** A word in a chunk of entries. */
export type Posting = {
  readonly word: string
  readonly chunk: number
  /** Of each entry that has it in its title or names: its number in the chunk, how many places, the places. */
  readonly named: string
  /** Of each entry that has it in its text: its number in the chunk. */
  readonly body: string
  /** Of each of these, in the same order: how many places, and how far each is behind the one before. */
  readonly places: string
}

const firstDigit = 48
const digitBits = 5
const more = 1 << digitBits

function digitsOf(number: number): string {
  let text = ''
  let rest = number
  while (rest >= more) {
    text += String.fromCharCode(firstDigit + more + (rest % more))
    rest = Math.floor(rest / more)
  }
  return text + String.fromCharCode(firstDigit + rest)
}

/** A place in a title or name says which of both it is, and whether a name begins or ends there. */
export const flags = { isLast: 1, isFirst: 2, isName: 4 } as const
/** Two neighbouring places of one column are this far apart. */
export const nextPlace = 8

type Spots = { readonly named: number[]; readonly body: number[] }

function spotsOf({ title, name, body }: Words): Map<string, Spots> {
  const spots = new Map<string, Spots>()
  const of = (word: string): Spots => {
    const known = spots.get(word) ?? { named: [], body: [] }
    spots.set(word, known)
    return known
  }
  const isMark = (word: string | undefined): boolean => word === mark.start || word === mark.end
  const addNamed = (words: readonly string[], column: number): void => {
    for (const [i, word] of words.entries()) {
      if (isMark(word)) continue
      const begins = words[i - 1] === mark.start ? flags.isFirst : 0
      const ends = words[i + 1] === mark.end ? flags.isLast : 0
      of(word).named.push(i * nextPlace + column + begins + ends)
    }
  }
  addNamed(title, 0)
  addNamed(name, flags.isName)
  for (const [i, word] of body.entries()) if (!isMark(word)) of(word).body.push(i)
  return spots
}

const gaps = (ascending: readonly number[]): number[] =>
  ascending.map((one, i) => one - (ascending[i - 1] ?? 0))
const counted = (numbers: readonly number[]): string => [numbers.length, ...numbers].map(digitsOf).join('')

/** What the words of entries add to the index, the entries in the order of their numbers. */
export function postingsOf(
  entries: readonly { readonly number: number; readonly words: Words }[],
): Posting[] {
  const all = new Map<string, { -readonly [Part in keyof Posting]: Posting[Part] }>()
  for (const { number, words } of entries) {
    const chunk = Math.floor(number / chunkSize)
    const own = digitsOf(number % chunkSize)
    for (const [word, { named, body }] of spotsOf(words)) {
      const key = `${chunk} ${word}`
      const posting = all.get(key) ?? { word, chunk, named: '', body: '', places: '' }
      all.set(key, posting)
      if (named.length > 0) posting.named += own + counted(named)
      if (body.length === 0) continue
      posting.body += own
      posting.places += counted(gaps(body))
    }
  }
  return [...all.values()]
}

/** Entries by number in ascending order, each with its places where they were read. */
export type Places = {
  readonly numbers: Int32Array
  /** Where the places of each begin, and where the last ones end; empty where no places were read. */
  readonly starts: Int32Array
  readonly places: Int32Array
}

/** Writes the numbers of a text of digits into a list, and says how many there are. */
function readNumbers(text: string, into: Int32Array): number {
  let [count, number, shift] = [0, 0, 0]
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - firstDigit
    if (digit < more) {
      into[count++] = number + (digit << shift)
      number = shift = 0
    } else {
      number += (digit - more) << shift
      shift += digitBits
    }
  }
  return count
}

const lengths = (texts: readonly string[]) => ({
  longest: texts.reduce((most, { length }) => Math.max(most, length), 0),
  all: texts.reduce((sum, { length }) => sum + length, 0),
})

type Part = { readonly chunk: number; readonly text: string }

/** Titles and names that have a word; the rows in the order of their chunks. */
export function namedIn(rows: readonly Part[]): Places {
  const { longest, all } = lengths(rows.map(({ text }) => text))
  const told = new Int32Array(longest)
  // Of each entry at least its number, how many places, and one place.
  const most = Math.ceil(all / 3)
  const [numbers, starts, places] = [new Int32Array(most), new Int32Array(most + 1), new Int32Array(all)]
  let [entries, spots] = [0, 0]
  for (const { chunk, text } of rows) {
    const count = readNumbers(text, told)
    for (let at = 0; at < count;) {
      numbers[entries++] = chunk * chunkSize + told[at++]!
      for (const end = at + 1 + told[at++]!; at < end;) places[spots++] = told[at++]!
      starts[entries] = spots
    }
  }
  return {
    numbers: numbers.subarray(0, entries),
    starts: starts.subarray(0, entries + 1),
    places: places.subarray(0, spots),
  }
}

/** Texts that have a word. */
export function bodiesIn(rows: readonly (Part & { readonly places: string })[]): Places {
  const [texts, spread] = [lengths(rows.map(({ text }) => text)), lengths(rows.map(({ places }) => places))]
  const [own, told] = [new Int32Array(texts.longest), new Int32Array(spread.longest)]
  const [numbers, places] = [new Int32Array(texts.all), new Int32Array(spread.all)]
  const starts = new Int32Array(spread.all === 0 ? 0 : texts.all + 1)
  let [entries, spots] = [0, 0]
  for (const row of rows) {
    const [count, upTo] = [readNumbers(row.text, own), readNumbers(row.places, told)]
    for (let i = 0, at = 0; i < count; i++) {
      numbers[entries++] = row.chunk * chunkSize + own[i]!
      if (at === upTo) continue
      let place = 0
      for (const end = at + 1 + told[at++]!; at < end;) places[spots++] = (place += told[at++]!) * nextPlace
      starts[entries] = spots
    }
  }
  return {
    numbers: numbers.subarray(0, entries),
    starts: starts.subarray(0, entries + 1),
    places: places.subarray(0, spots),
  }
}
