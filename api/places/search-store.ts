import type { Belonging, Kind, Narrowing, Shown } from './entry.ts'
import type { Posting } from './posting.ts'
import type { Batch } from './search-held.ts'
import type { Asked } from './search-legs.ts'
import type { Words } from './search-words.ts'

/** What the index is from one step on. */
export type Step = {
  /** 1, 2, 3 … */
  readonly step: number
  /** Which entries count: those of another are being made, or are on their way out. */
  readonly generation: number
  /** The last change of what institutions publish that is in it. */
  readonly change: number
  /** The last change of shops and what they offer that is in it. */
  readonly shopChange: number
  /** The form in which the index is kept, and SHA-256 of the entries of the project's own files. */
  readonly content: string
  /** Numbers below this are taken in the generation. */
  readonly nextNumber: number
  /** Milliseconds since 1970. */
  readonly at: number
}

/** An entry as the index keeps it. */
export type IndexedEntry = {
  readonly shown: Shown
  readonly of: Belonging
  readonly words: Words
  /** Words in Latin letters, each with its variants. */
  readonly spellings: readonly string[]
}

export type EntryKey = { readonly kind: Kind; readonly id: string }

/** What narrows a question: of each at most one value. */
export type Narrowed = { readonly kind?: Kind | undefined } & Readonly<
  Partial<Record<Narrowing, string | undefined>>
>

export type PageAsked = Asked & {
  readonly narrowed: Narrowed
  readonly offset: number
  readonly limit: number
}

/** How many entries that fit belong to the same: what is counted of them is added up from these. */
export type Alike = { readonly kind: Kind; readonly of: Belonging; readonly total: number }

/** A word of the index that is asked for. */
export type AskedWord = {
  readonly word: string
  /** Whether every word that begins so is asked for. */
  readonly isBegun: boolean
  /** How much is read of the texts that have it: nothing, which entries, or the places, too. */
  readonly body: 'no' | 'entries' | 'places'
}

export type HeldNext = {
  readonly generation: number
  readonly step: number
  readonly came: readonly Batch[]
  readonly went: readonly number[]
}

/** Where the index stands. The same on every engine. */
export type SearchStore = {
  /** The newest step; undefined before the first. */
  readonly step: () => Promise<Step | undefined>
  /** A generation of which nothing is here yet. */
  readonly unused: () => Promise<number>
  /** Entries of a generation that does not count yet, with numbers from one on. `raced`: another is making the same. */
  readonly add: (
    generation: number,
    from: number,
    entries: readonly IndexedEntry[],
  ) => Promise<'added' | 'raced'>
  /**
   * The next step, whole or not at all: entries that go, and that come (from the number of the step before on).
   * `raced`: another wrote that step first.
   */
  readonly take: (
    step: Step,
    change: {
      readonly gone: readonly EntryKey[]
      readonly come: readonly IndexedEntry[]
      readonly from: number
    },
  ) => Promise<'taken' | 'raced'>
  /** Entries that count, of the kinds of the project's own files. */
  readonly keysOf: (kinds: readonly Kind[]) => Promise<readonly EntryKey[]>
  /** Lets go of some entries of generations before one; how many, 0 when none is left. */
  readonly forget: (generation: number) => Promise<number>
  /** Where words stand, all of one step; undefined before the first. */
  readonly postings: (
    words: readonly AskedWord[],
  ) => Promise<
    { readonly generation: number; readonly step: number; readonly postings: readonly Posting[] } | undefined
  >
  /**
   * What came to entries, and went from them, behind a number and a step of a generation: of another one that counts now, all.
   * Undefined before the first step.
   */
  readonly held: (generation: number, from: number, step: number) => Promise<HeldNext | undefined>
  /** Entries of a generation as they are shown, in the order of these numbers; those that are gone are left out. */
  readonly shown: (generation: number, numbers: readonly number[]) => Promise<readonly Shown[]>
  /** Words of which one of these is a variant. */
  readonly spelled: (variants: readonly string[]) => Promise<readonly string[]>
}
