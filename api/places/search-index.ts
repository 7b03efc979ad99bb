import { assert } from '../platform/assert.ts'
import type { Shown } from './entry.ts'
import { bodiesIn, namedIn, type Posting } from './posting.ts'
import {
  bestOf,
  countsOf,
  fittingEntries,
  type PlacesOf,
  type WordPlaces,
  wordsIn,
} from './search-fitting.ts'
import { emptyHeld, type Held, takeIn } from './search-held.ts'
import { nearTold } from './search-several.ts'
import type { Alike, AskedWord, PageAsked, SearchStore } from './search-store.ts'

/** What fits: counted by what it belongs to, and a page of it, the best first. */
export type Finding = { readonly all: readonly Alike[]; readonly page: readonly Shown[] }

/** Asks the index: words from the store, entries from what this process holds of them. */
export type SearchIndex = {
  readonly find: (asked: PageAsked) => Promise<Finding>
  /** Words of which one of these is a variant. */
  readonly spelled: SearchStore['spelled']
  /** Takes in what is held of entries, so that nobody who asks waits for it. */
  readonly prepare: () => Promise<void>
}

/** Whoever is overtaken by a change of the index looks again; so many in a row mean that something is wrong. */
const mostOvertaken = 20

/** The index as one process asks it. */
export function searchIndex(store: SearchStore): SearchIndex {
  let held = emptyHeld(0)
  let underWay: Promise<void> | undefined

  async function takeNext(): Promise<void> {
    const next = await store.held(held.generation, held.size, held.step)
    if (next === undefined) return
    // Whole at once: who asks meanwhile has the one or the other.
    const from = next.generation === held.generation ? held : emptyHeld(next.generation)
    takeIn(from, next.step, next.came, next.went)
    held = from
  }
  /** One at a time: who needs it meanwhile waits for the same. */
  const prepare = (): Promise<void> =>
    (underWay ??= takeNext().finally(() => {
      underWay = undefined
    }))

  async function findOnce(asked: PageAsked): Promise<Finding | 'overtaken'> {
    const read = await store.postings(askedWords(asked))
    if (read === undefined) return { all: [], page: [] }
    const isHeld = (): boolean => held.generation === read.generation && held.step === read.step
    if (!isHeld()) await prepare()
    if (!isHeld()) return 'overtaken'
    const { all, best } = fitted(held, asked, read.postings)
    const page = await store.shown(read.generation, best)
    return page.length < best.length ? 'overtaken' : { all, page }
  }

  return {
    find: async (asked) => {
      for (let tries = 0; tries < mostOvertaken; tries++) {
        const found = await findOnce(asked)
        if (found !== 'overtaken') return found
      }
      assert(false, 'the index does not change at every look at it')
    },
    spelled: store.spelled,
    prepare,
  }
}

/** The words of legs, each once, with as much of each as some leg looks at; of several words how near they stand. */
export function askedWords({ legs, several }: Pick<PageAsked, 'legs' | 'several'>): AskedWord[] {
  const all = new Map<string, AskedWord>()
  const isNearTold = nearTold(legs)
  for (const leg of [...legs, ...(several?.typed ?? [])]) {
    const { words } = wordsIn(leg)
    const inBody = words.length > 1 || (several !== undefined && isNearTold(leg)) ? 'places' : 'entries'
    const isIn = leg.column === 'body' ? inBody : 'no'
    for (const word of words) {
      const key = `${word} ${leg.isBegun}`
      const known = all.get(key)?.body ?? 'no'
      all.set(key, { word, isBegun: leg.isBegun, body: depth[isIn] > depth[known] ? isIn : known })
    }
  }
  // The word itself is among all that begin so.
  const isAmongBegun = ({ word, isBegun, body }: AskedWord): boolean => {
    const begun = all.get(`${word} true`)
    return !isBegun && begun !== undefined && depth[begun.body] >= depth[body]
  }
  return [...all.values()].filter((one) => !isAmongBegun(one))
}

const depth = { no: 0, entries: 1, places: 2 } as const

function fitted(held: Held, asked: PageAsked, postings: readonly Posting[]) {
  const fitting = fittingEntries(asked, held, placesIn(postings))
  return { all: countsOf(held, fitting), best: bestOf(held, fitting, asked) }
}

/** Places of the words that were read, each decoded when it is first looked at. */
function placesIn(postings: readonly Posting[]): PlacesOf {
  const rows = rowsByWord(postings)
  const decoded = new Map<string, WordPlaces>()
  const of = (word: string): WordPlaces => {
    const known = decoded.get(word)
    if (known !== undefined) return known
    const own = [...(rows.get(word)?.values() ?? [])].toSorted((a, b) => a.chunk - b.chunk)
    const made = {
      named: namedIn(own.map(({ chunk, named }) => ({ chunk, text: named }))),
      body: bodiesIn(own.map(({ chunk, body, places }) => ({ chunk, text: body, places }))),
    }
    decoded.set(word, made)
    return made
  }
  const begun = new Map<string, readonly WordPlaces[]>()
  return (word, isBegun) => {
    if (!isBegun) return [of(word)]
    const known = begun.get(word) ?? [...rows.keys()].filter((one) => one.startsWith(word)).map(of)
    begun.set(word, known)
    return known
  }
}

/** Each row once: a word that is asked for by itself and by its beginning is read twice, with more of it or with less. */
function rowsByWord(postings: readonly Posting[]): ReadonlyMap<string, ReadonlyMap<number, Posting>> {
  const rows = new Map<string, Map<number, Posting>>()
  const told = ({ body, places }: Posting): number => body.length + places.length
  for (const posting of postings) {
    const { word, chunk } = posting
    const own = rows.get(word) ?? new Map<number, Posting>()
    const known = own.get(chunk)
    if (known === undefined || told(known) < told(posting)) own.set(chunk, posting)
    rows.set(word, own)
  }
  return rows
}
