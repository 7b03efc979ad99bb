import type { Kind, Narrowing } from './entry.ts'
import { narrowings } from './entry.ts'
import { flags, nextPlace, type Places } from './posting.ts'
import { gone, type Held } from './search-held.ts'
import type { Leg } from './search-legs.ts'
import type { Alike, Narrowed, PageAsked } from './search-store.ts'
import { mark } from './search-words.ts'

/** Where a word stands: in titles and names, and in texts. */
export type WordPlaces = { readonly named: Places; readonly body: Places }

/** The words that a leg asks for: those that begin so where the last is only begun. */
export type PlacesOf = (word: string, isBegun: boolean) => readonly WordPlaces[]

/** A leg without its marks: which words, and whether a name has to begin or end with them. */
export function wordsIn({ words }: Pick<Leg, 'words'>) {
  const [isFirst, isLast] = [words[0] === mark.start, words.at(-1) === mark.end]
  return { words: words.slice(isFirst ? 1 : 0, isLast ? -1 : undefined), isFirst, isLast }
}

/** What fits: numbers, and by number what each is worth. */
export type Fitting = { readonly numbers: readonly number[]; readonly scores: Uint16Array }

/** All entries that are there and fit as many terms as are wanted. */
export function fittingEntries(
  { legs, least }: Pick<PageAsked, 'legs' | 'least'>,
  { alike, size }: Held,
  placesOf: PlacesOf,
): Fitting {
  const [scores, fits] = [new Uint16Array(size), new Uint8Array(size)]
  const seen: number[] = []
  for (const own of Map.groupBy(legs, ({ term }) => term).values()) {
    const worths = new Uint16Array(size)
    const fitting: number[] = []
    for (const leg of own)
      fittingOf(leg, placesOf, (number) => {
        if (number >= size || worths[number]! >= leg.worth) return
        if (worths[number] === 0) fitting.push(number)
        // The best leg of each term counts.
        worths[number] = leg.worth
      })
    for (const number of fitting) {
      if (fits[number] === 0) seen.push(number)
      fits[number]! += 1
      scores[number]! += worths[number]!
    }
  }
  return { numbers: seen.filter((number) => fits[number]! >= least && alike[number] !== gone), scores }
}

type Each = (number: number) => void

function fittingOf(leg: Leg, placesOf: PlacesOf, each: Each): void {
  const { words, isFirst, isLast } = wordsIn(leg)
  const wants = (isFirst ? flags.isFirst : 0) + (isLast ? flags.isLast : 0)
  const all = words.map((word) => placesOf(word, leg.isBegun))
  const column = leg.column === 'name' ? flags.isName : 0
  const one = all.length === 1 ? all[0]! : undefined
  if (leg.column === 'body') {
    if (one !== undefined) for (const { body } of one) body.numbers.forEach(each)
    else
      phrase(
        all.map(([word]) => word!.body),
        { column, isFirst, isLast },
        each,
      )
  } else if (one !== undefined) for (const { named } of one) single(named, { column, wants }, each)
  else
    phrase(
      all.map(([word]) => word!.named),
      { column, isFirst, isLast },
      each,
    )
}

function single(
  { numbers, starts, places }: Places,
  { column, wants }: { readonly column: number; readonly wants: number },
  each: Each,
): void {
  const mask = wants | flags.isName
  const wanted = wants | column
  for (let i = 0; i < numbers.length; i++)
    for (let at = starts[i]!; at < starts[i + 1]!; at++)
      if ((places[at]! & mask) === wanted) {
        each(numbers[i]!)
        break
      }
}

type Phrase = { readonly column: number; readonly isFirst: boolean; readonly isLast: boolean }

/** Entries in which words stand one behind the other. */
function phrase(words: readonly Places[], asked: Phrase, each: Each): void {
  const rarest = words.reduce((least, one) => (one.numbers.length < least.numbers.length ? one : least))
  const at = words.map(() => 0)
  for (const number of rarest.numbers) {
    const isInAll = words.every(({ numbers }, n) => {
      while (at[n]! < numbers.length && numbers[at[n]!]! < number) at[n]! += 1
      return numbers[at[n]!] === number
    })
    if (isInAll && stands(words, at, asked)) each(number)
  }
}

const withoutFlags = ~(flags.isFirst | flags.isLast)

function stands(
  words: readonly Places[],
  at: readonly number[],
  { column, isFirst, isLast }: Phrase,
): boolean {
  const first = words[0]!
  for (let i = first.starts[at[0]!]!; i < first.starts[at[0]! + 1]!; i++) {
    const place = first.places[i]!
    if ((place & flags.isName) !== column || (isFirst && (place & flags.isFirst) === 0)) continue
    const isPhrase = words.every((word, n) => {
      const wanted = (place & withoutFlags) + n * nextPlace
      const needs = isLast && n === words.length - 1 ? flags.isLast : 0
      for (let j = word.starts[at[n]!]!; j < word.starts[at[n]! + 1]!; j++)
        if ((word.places[j]! & withoutFlags) === wanted && (word.places[j]! & needs) === needs) return true
      return false
    })
    if (isPhrase) return true
  }
  return false
}

/** All that fits, counted by what it belongs to. */
export function countsOf({ alike, combinations }: Held, { numbers }: Fitting): Alike[] {
  const totals = new Uint32Array(combinations.length)
  for (const number of numbers) totals[alike[number]!]! += 1
  return combinations.flatMap((one, i) => (totals[i] === 0 ? [] : [{ ...one, total: totals[i]! }]))
}

/** Whether entries belong to everything that narrows, but for one thing. */
export const belongs = (
  { kind, of }: Pick<Alike, 'kind' | 'of'>,
  narrowed: Narrowed,
  but?: Narrowing | 'kind',
): boolean =>
  (but === 'kind' || narrowed.kind === undefined || narrowed.kind === (kind satisfies Kind)) &&
  narrowings.every((one) => {
    const value = narrowed[one]
    return one === but || value === undefined || of[one].includes(value)
  })

/** So many of one worth are put in order by themselves; of more, all are walked through in their order. */
const fewOfOneWorth = 2_000

/** Numbers of what fits and belongs there, the best first. */
export function bestOf(
  held: Held,
  { numbers, scores }: Fitting,
  { narrowed, offset, limit }: Pick<PageAsked, 'narrowed' | 'offset' | 'limit'>,
): number[] {
  const isAsked = held.combinations.map((one, i) => i !== gone && belongs(one, narrowed))
  const asked = numbers.filter((number) => isAsked[held.alike[number]!])
  const best: number[] = []
  let before = 0
  for (const { worth, count } of worthsOf(asked, scores)) {
    if (before >= offset + limit) break
    // Whole worths that come before the page are passed over.
    if (before + count > offset) {
      const [from, upTo] = [Math.max(0, offset - before), offset + limit - before]
      const own =
        count > fewOfOneWorth
          ? walked(held, (number) => scores[number] === worth && isAsked[held.alike[number]!]!, upTo)
          : asked
              .filter((number) => scores[number] === worth)
              .toSorted((a, b) => held.rank[a]! - held.rank[b]!)
      best.push(...own.slice(from, upTo))
    }
    before += count
  }
  return best
}

/** How many are worth how much, the most first. */
function worthsOf(numbers: readonly number[], scores: Uint16Array) {
  let most = 0
  for (const number of numbers) most = Math.max(most, scores[number]!)
  const counts = new Uint32Array(most + 1)
  for (const number of numbers) counts[scores[number]!]! += 1
  return [...counts]
    .map((count, worth) => ({ worth, count }))
    .filter(({ count }) => count > 0)
    .toReversed()
}

function walked({ order }: Held, fits: (number: number) => boolean, upTo: number): number[] {
  const found: number[] = []
  for (const number of order) {
    if (found.length >= upTo) break
    if (fits(number)) found.push(number)
  }
  return found
}
