import type { Content } from '../../content/index.ts'

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
  | 'items'
  | 'sources'
>
