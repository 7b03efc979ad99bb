import type { Kind, Narrowing } from './entry.ts'
import { isOfShop, narrowings } from './entry.ts'
import { flags, nextPlace, type Places } from './posting.ts'
import { gone, type Held } from './search-held.ts'
import type { Leg } from './search-legs.ts'
import type { Alike, Narrowed, PageAsked } from './search-store.ts'
import {
  areNear,
  eachPlace,
  type EachSpot,
  nearTold,
  raritiesOf,
  spotsOf,
  type TermFitting,
  worthOfWord,
} from './search-several.ts'
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
export type Fitting = { readonly numbers: readonly number[]; readonly scores: Uint32Array }

/** What a shop names wholly so comes just behind a title that has it within: a hundred menus name the dish of which a page tells. */
const shareOfShops = 0.3

/** All entries that are there and fit as many terms as are wanted. */
export function fittingEntries(asked: FittingAsked, held: Held, placesOf: PlacesOf): Fitting {
  const { alike, size } = held
  const terms = [...Map.groupBy(asked.legs, ({ term }) => term).values()]
  const all = terms.map((own) => worthsOfLegs(own, size, placesOf))
  const fits = new Uint8Array(size)
  const seen: number[] = []
  for (const { numbers } of all)
    for (const number of numbers) {
      if (fits[number] === 0) seen.push(number)
      fits[number]! += 1
    }
  const numbers = seen.filter((number) => fits[number]! >= asked.least && alike[number] !== gone)
  const scores = new Uint32Array(size)
  const rarities = asked.several === undefined ? undefined : raritiesOf(all, held)
  for (const [n, { worths }] of all.entries()) {
    const rarity = rarities?.[n] ?? 1
    for (const number of numbers) scores[number]! += Math.round(worths[number]! * rarity)
  }
  if (rarities !== undefined) addSeveral(asked, { terms, rarities, fits, placesOf }, { numbers, scores })
  weighShops({ numbers, scores }, held, (number) =>
    rarities === undefined ? 0 : fits[number]! * worthOfWord,
  )
  return { numbers, scores }
}

/** Whoever has more of the words still comes first, whoever offers it. */
function weighShops(
  { numbers, scores }: Fitting,
  { alike, combinations }: Held,
  ofWords: (number: number) => number,
): void {
  const isOffered = combinations.map(({ kind }) => isOfShop(kind))
  for (const number of numbers)
    if (isOffered[alike[number]!] === true) {
      const words = ofWords(number)
      scores[number] = words + Math.max(1, Math.round((scores[number]! - words) * shareOfShops))
    }
}

type FittingAsked = Pick<PageAsked, 'legs' | 'least' | 'several'>

/** What the best leg of a term is worth, by number. */
function worthsOfLegs(
  legs: readonly Leg[],
  size: number,
  placesOf: PlacesOf,
  isAsked?: IsAsked,
): TermFitting {
  const worths = new Uint16Array(size)
  const numbers: number[] = []
  for (const leg of legs)
    fittingOf(
      leg,
      placesOf,
      (number) => {
        if (number >= size || worths[number]! >= leg.worth) return
        if (worths[number] === 0) numbers.push(number)
        worths[number] = leg.worth
      },
      isAsked,
    )
  return { numbers, worths }
}

type Several = {
  readonly terms: readonly (readonly Leg[])[]
  readonly rarities: readonly number[]
  /** By number: how many of the terms. */
  readonly fits: Uint8Array
  readonly placesOf: PlacesOf
}

/** What counts besides where several words are asked; looked at only where an entry has more than one of them. */
function addSeveral(
  { several, least }: FittingAsked,
  { terms, rarities, fits, placesOf }: Several,
  { numbers, scores }: Fitting,
): void {
  const together = Math.max(2, least)
  const isAsked: IsAsked = (number) => fits[number]! >= together
  const { worths } = worthsOfLegs(several!.typed, scores.length, placesOf, isAsked)
  for (const number of numbers) scores[number]! += worths[number]! + fits[number]! * worthOfWord
  const asked = numbers.filter(isAsked)
  if (asked.length === 0) return
  // Two words that follow each other in the question and are near each other in a text count once more.
  const inText = terms.map((legs) => legs.filter(({ column }) => column === 'body'))
  const isNearTold = nearTold(terms.flat())
  const spots = inText.map((legs) =>
    spotsOf((visit) => {
      for (const leg of legs.filter(isNearTold)) placesInText(leg, { placesOf, isAsked }, visit)
    }, scores.length),
  )
  for (const [n, own] of spots.slice(1).entries()) {
    const worth = Math.round(Math.min(rarities[n]!, rarities[n + 1]!) * (inText[n]![0]?.worth ?? 0))
    for (const number of asked) if (areNear(spots[n]!, own, number)) scores[number]! += worth
  }
}

type Each = (number: number) => void

/** Whether an entry is looked at. */
type IsAsked = (number: number) => boolean

function fittingOf(leg: Leg, placesOf: PlacesOf, each: Each, isAsked?: IsAsked): void {
  const { words, isFirst, isLast } = wordsIn(leg)
  const wants = (isFirst ? flags.isFirst : 0) + (isLast ? flags.isLast : 0)
  const all = words.map((word) => placesOf(word, leg.isBegun))
  const column = leg.column === 'name' ? flags.isName : 0
  const one = all.length === 1 ? all[0]! : undefined
  const once: EachPhrase = (number) => {
    each(number)
    return 'enough'
  }
  if (leg.column === 'body') {
    if (one !== undefined) for (const { body } of one) body.numbers.forEach(each)
    else
      phrase(
        all.map(([word]) => word!.body),
        { column, isFirst, isLast, isAsked },
        once,
      )
  } else if (one !== undefined) for (const { named } of one) single(named, { column, wants }, each)
  else
    phrase(
      all.map(([word]) => word!.named),
      { column, isFirst, isLast, isAsked },
      once,
    )
}

/** Every place in texts where the words of a leg begin. */
function placesInText(
  { words, isBegun }: Leg,
  { placesOf, isAsked }: { readonly placesOf: PlacesOf; readonly isAsked: IsAsked },
  visit: Parameters<EachSpot>[0],
): void {
  const all = words.map((word) => placesOf(word, isBegun))
  if (all.length === 1) for (const { body } of all[0]!) eachPlace(body, isAsked, visit)
  else
    phrase(
      all.map(([word]) => word!.body),
      { column: 0, isFirst: false, isLast: false, isAsked },
      (number, place) => {
        visit(number, place)
        return 'more'
      },
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

type Phrase = {
  readonly column: number
  readonly isFirst: boolean
  readonly isLast: boolean
  readonly isAsked: IsAsked | undefined
}

/** Looks at an entry and where the phrase begins in it, until that is enough of the entry. */
type EachPhrase = (number: number, place: number) => 'enough' | 'more'

/** Entries in which words stand one behind the other. */
function phrase(words: readonly Places[], asked: Phrase, each: EachPhrase): void {
  const rarest = words.reduce((least, one) => (one.numbers.length < least.numbers.length ? one : least))
  const at = words.map(() => 0)
  for (const number of rarest.numbers) {
    if (asked.isAsked?.(number) === false) continue
    const isInAll = words.every(({ numbers }, n) => {
      while (at[n]! < numbers.length && numbers[at[n]!]! < number) at[n]! += 1
      return numbers[at[n]!] === number
    })
    if (isInAll) phraseIn(words, { at, number, asked }, each)
  }
}

const withoutFlags = ~(flags.isFirst | flags.isLast)

type EntryAsked = { readonly at: readonly number[]; readonly number: number; readonly asked: Phrase }

function phraseIn(words: readonly Places[], { at, number, asked }: EntryAsked, each: EachPhrase): void {
  const { column, isFirst, isLast } = asked
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
    if (isPhrase && each(number, place) === 'enough') return
  }
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
function worthsOf(numbers: readonly number[], scores: Uint32Array) {
  let most = 0
  for (const number of numbers) most = Math.max(most, scores[number]!)
  const counts = new Uint32Array(most + 1)
  for (const number of numbers) counts[scores[number]!]! += 1
  const worths: { readonly worth: number; readonly count: number }[] = []
  for (let worth = most; worth >= 0; worth--)
    if (counts[worth]! > 0) worths.push({ worth, count: counts[worth]! })
  return worths
}

function walked({ order }: Held, fits: (number: number) => boolean, upTo: number): number[] {
  const found: number[] = []
  for (const number of order) {
    if (found.length >= upTo) break
    if (fits(number)) found.push(number)
  }
  return found
}
