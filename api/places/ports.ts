import type { Content, Text } from '../../content/index.ts'
import type { Period } from './entry.ts'

/** What can be visited and found, as the published content has it. */
export type Catalogue = Pick<
  Content,
  | 'lines'
  | 'stations'
  | 'places'
  | 'events'
  | 'crafts'
  | 'institutions'
  | 'municipalities'
  | 'exhibits'
  | 'viewpoints'
  | 'sources'
>

/**
 * What an institution publishes, an institution that was taken in while the hub runs, a shop, or what a shop offers: as far as the
 * search looks at it.
 */
export type PublishedThing = {
  readonly kind: 'item' | 'story' | 'collection' | 'institution' | 'shop' | 'product'
  readonly id: string
  readonly title: Text
  /** Other names and readings; none where nobody said. */
  readonly names?: readonly string[]
  readonly text: Text
  /** What else is told of it, in whatever language. */
  readonly more: readonly string[]
  /** Who holds or tells it; nobody has a shop or a product but the shop. */
  readonly institution?: string
  readonly periods: readonly Period[]
  /** Stations from which people go to the real thing; none where nobody said. */
  readonly stations: readonly string[]
  /** The code of the town of a shop, or of an institution that was taken in while the hub runs: no file names it. */
  readonly town?: string
}

/** What changes while the hub runs, by the numbers of its changes. */
export type Changing = {
  /** The number of the last change: it grows as soon as something else is published. */
  readonly version: () => Promise<number>
  /** All that was published at a change, some at a time. */
  readonly upTo: (change: number) => AsyncIterable<readonly PublishedThing[]>
  /** What changes behind one number up to another left published, and what they withdrew. */
  readonly changedSince: (
    change: number,
    upTo: number,
  ) => Promise<{
    readonly present: readonly PublishedThing[]
    readonly gone: readonly Pick<PublishedThing, 'kind' | 'id'>[]
  }>
}

/** What institutions publish. */
export type PublishedThings = Changing & {
  /** Institutions that were taken in while the hub runs. */
  readonly institutionIds: () => Promise<readonly string[]>
  /** What institutions are called, those of the project's own files and others. */
  readonly institutionName: (id: string) => Promise<Text | undefined>
}

/** What is told of a shop or of what it offers at the moment of an answer: price and stock change too often for an index. */
export type ToldNow = {
  /** Invented for the demonstration. */
  readonly demonstration: boolean
  readonly offer?: { readonly priceYen: number; readonly stock: (typeof stocksTold)[number] }
}

/** What visitors are told of a stock; `ask`: what the shop said last is too old. */
export const stocksTold = ['in_stock', 'few', 'sold_out', 'ask', 'out_of_season'] as const

/** Shops that take payments, and what they offer. */
export type OfferedThings = Changing & {
  /** Undefined where it is no longer there. */
  readonly now: (kind: 'shop' | 'product', id: string) => Promise<ToldNow | undefined>
}
