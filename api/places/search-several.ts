import { type Places, nextPlace } from './posting.ts'
import type { Held } from './search-held.ts'
import { gone } from './search-held.ts'
import type { Leg } from './search-legs.ts'

/**
 * What counts besides where several words are asked, so that the entry which people mean stands first: the rarer word says more, and
 * words that stand near each other in a text say more than those that are far apart.
 */

/** The entries that one term of a question fits, and by number what it is worth there. */
export type TermFitting = { readonly numbers: readonly number[]; readonly worths: Uint16Array }

/** From one word to another that is sixteen times as rare the worth doubles: where a word stands still counts more. */
const timesDoubled = 16

/** How much each term of a question counts: the commonest once. */
export function raritiesOf(terms: readonly TermFitting[], { alike }: Pick<Held, 'alike'>): number[] {
  const counts = terms.map(({ numbers }) => {
    let count = 0
    for (const number of numbers) if (alike[number] !== gone) count += 1
    return Math.max(1, count)
  })
  const most = Math.max(...counts)
  return counts.map((count) => 1 + Math.log2(most / count) / Math.log2(timesDoubled))
}

/** Whoever has more of the words comes first, however they stand: no worth reaches this. */
export const worthOfWord = 1 << 13

/** Words of a text that are no further apart are near each other: characters of Japanese, words of letters. */
const near = 12 * nextPlace

/** Where a term stands in texts: of each entry, from `starts[number]` to `starts[number + 1]`. */
export type Spots = { readonly starts: Int32Array; readonly places: Int32Array }

/** Goes over every place of a term, in the same order each time. */
export type EachSpot = (visit: (number: number, place: number) => void) => void

/** Gathers where a term stands, by the numbers of entries below `size`. */
export function spotsOf(each: EachSpot, size: number): Spots {
  const starts = new Int32Array(size + 1)
  each((number) => {
    if (number < size) starts[number + 1]! += 1
  })
  for (let number = 0; number < size; number++) starts[number + 1]! += starts[number]!
  const places = new Int32Array(starts[size]!)
  const next = starts.slice()
  each((number, place) => {
    if (number < size) places[next[number]!++] = place
  })
  return { starts, places }
}

/** Whether two terms stand near each other in the text of an entry. */
export function areNear(one: Spots, other: Spots, number: number): boolean {
  const [own, others] = [placesOfEntry(one, number), placesOfEntry(other, number)]
  // Both in order: whichever is behind goes on.
  for (let i = 0, j = 0; i < own.length && j < others.length;) {
    const apart = own[i]! - others[j]!
    if (Math.abs(apart) <= near) return true
    if (apart < 0) i += 1
    else j += 1
  }
  return false
}

/** In order: several words of one term are read one behind the other. */
const placesOfEntry = ({ starts, places }: Spots, number: number): Int32Array =>
  places.subarray(starts[number], starts[number + 1]).sort()

/** Of more single characters in one question it is not asked where in a text they stand. */
const mostCharacters = 3

const kanji = /^\p{Script=Han}$/u

/**
 * Whether a leg tells how near to others its word stands in texts: whole words do, and kanji by themselves while they are few. One
 * letter or two begin so many words that to read all their places would keep everybody else waiting.
 */
export function nearTold(legs: readonly Leg[]): (leg: Leg) => boolean {
  const isCharacter = ({ words, isBegun }: Leg): boolean => isBegun && kanji.test(words.at(-1)!)
  const characters = new Set(legs.filter(isCharacter).map(({ words }) => words.at(-1)!))
  return (leg) => !leg.isBegun || (isCharacter(leg) && characters.size <= mostCharacters)
}

/** Every place of words that were read whole, in the entries that are looked at. */
export function eachPlace(
  { numbers, starts, places }: Places,
  isAsked: (number: number) => boolean,
  visit: Parameters<EachSpot>[0],
): void {
  if (starts.length === 0) return
  for (let i = 0; i < numbers.length; i++)
    if (isAsked(numbers[i]!))
      for (let at = starts[i]!; at < starts[i + 1]!; at++) visit(numbers[i]!, places[at]!)
}
