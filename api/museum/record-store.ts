import type { Version } from './record-version.ts'

/** What a harvester asks for: changes behind `after` up to `bound`, of the days between, of one institution or of all. */
export type ListedRange = {
  /** Change number; the list is as it stood then, whatever was changed since. */
  readonly bound: number
  readonly after: number
  /** Milliseconds since 1970, both included. */
  readonly fromMs: number
  readonly untilMs: number
  readonly institution: string | undefined
  readonly limit: number
}

/** A version as it stood, and whether the record was withdrawn since. */
export type ListedVersion = Version & { readonly isWithdrawnSince: boolean }

/** A change, and what the public saw of the record before it. */
export type ToldChange = Omit<Version, 'body'> & {
  readonly stateBefore: 'published' | 'withdrawn' | undefined
}

/** Versions of records. They are only added; the public sees the newest that is no draft. */
export type RecordStore = {
  /** `raced`: another version of the record, or another change of the hub, was written first. */
  readonly add: (version: Version) => Promise<'added' | 'raced'>
  readonly latest: (record: string) => Promise<Version | undefined>
  /** The newest version that is no draft, also a tombstone. */
  readonly told: (record: string) => Promise<Version | undefined>
  /** All versions of a record, the first one first. */
  readonly versions: (record: string) => Promise<readonly Version[]>
  /** What is published of a kind, in the order of the identifiers: all of it, or that of one institution. */
  readonly published: (kind: Version['kind'], institution?: string) => Promise<readonly Version[]>
  /** The newest version of each record of a kind of one institution, also those that nobody was told. */
  readonly newest: (kind: Version['kind'], institution: string) => Promise<readonly Version[]>
  /** Items and collections that are published and belong to a record. */
  readonly countBelow: (institution: string, collection: string | undefined) => Promise<number>
  /** 0 and 0 before the first change. */
  readonly lastChange: () => Promise<{ readonly change: number; readonly at: number }>
  /** The moment of the first change; undefined before it. */
  readonly firstAt: () => Promise<number | undefined>
  /** Changes from one number to another, both included. */
  readonly changes: (from: number, to: number) => Promise<readonly ToldChange[]>
  /** Items, each once, in the order of their changes. */
  readonly listed: (range: ListedRange) => Promise<readonly ListedVersion[]>
  /** Records whose newest version was written by somebody. */
  readonly newestBy: (by: string) => Promise<readonly Version[]>
}
