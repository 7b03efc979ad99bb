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
  | 'sources'
>

/** What an institution publishes, or an institution that was taken in while the hub runs, as far as the search looks at it. */
export type PublishedThing = {
  readonly kind: 'item' | 'story' | 'collection' | 'institution'
  readonly id: string
  readonly title: Text
  readonly text: Text
  /** What else is told of it, in whatever language. */
  readonly more: readonly string[]
  /** Who holds or tells it. */
  readonly institution: string
  readonly periods: readonly Period[]
  /** Stations from which people go to the real thing; none where nobody said. */
  readonly stations: readonly string[]
  /** The code of the town of an institution that was taken in while the hub runs: no file names it. */
  readonly town?: string
}

/** What institutions publish; it changes while the hub runs. */
export type PublishedThings = {
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
  /** Institutions that were taken in while the hub runs. */
  readonly institutionIds: () => Promise<readonly string[]>
  /** What institutions are called, those of the project's own files and others. */
  readonly institutionName: (id: string) => Promise<Text | undefined>
}
