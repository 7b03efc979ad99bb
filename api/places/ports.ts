import type { Content, Text } from '../../content/index.ts'

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

/** An item or a story that an institution publishes, as far as the search looks at it. */
export type PublishedThing = {
  readonly kind: 'item' | 'story'
  readonly id: string
  readonly title: Text
  readonly text: Text
  /** What else is told of it, in whatever language. */
  readonly more: readonly string[]
}

/** What institutions publish; it changes while the hub runs. */
export type PublishedThings = {
  /** Another one as soon as something else is published. */
  readonly version: () => Promise<number>
  readonly all: () => Promise<readonly PublishedThing[]>
}
