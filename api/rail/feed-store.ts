import type { FeedHead, FeedPart } from './feed.ts'

/** An imported timetable in the database. */
export type FeedRow = { readonly id: string; readonly version: string; readonly parts: number }

/** Where imported timetables are kept. Nothing is served before it is published, and then all of it. */
export type FeedStore = {
  readonly versions: () => Promise<readonly FeedRow[]>
  readonly heads: () => Promise<readonly FeedHead[]>
  readonly head: (id: string) => Promise<FeedHead | undefined>
  /** Undefined when another import has replaced it meanwhile. */
  readonly part: (row: Omit<FeedRow, 'parts'>, position: number) => Promise<FeedPart | undefined>
  /** Puts a part aside; nobody sees it before `publish`. */
  readonly putPart: (row: Omit<FeedRow, 'parts'>, position: number, body: string) => Promise<void>
  /** How many parts of a version are there. */
  readonly partsOf: (row: Omit<FeedRow, 'parts'>) => Promise<number>
  /** From now on this version is served; what the timetable was before is gone. */
  readonly publish: (row: FeedRow, head: FeedHead) => Promise<void>
  /** Takes a timetable away with all its parts; also those of an import that was broken off. */
  readonly remove: (id: string) => Promise<void>
  /** Takes away the parts of one version. */
  readonly dropParts: (row: Omit<FeedRow, 'parts'>) => Promise<void>
}
