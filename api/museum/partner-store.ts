import type { Revision } from './draft-store.ts'
import type { Said } from './import-plan.ts'
import type { ItemDraft } from './item-draft.ts'
import type { FoundPage, PageFault, PageTold, PartnerImport, PartnerState } from './partner-import.ts'
import type { PartnerMember, PartnerObject } from './partner-object.ts'

/** What was read at an address; none is ever changed. */
export type PageReading = {
  readonly address: string
  readonly kind: PartnerMember['kind']
  /** What the object is known by, whatever address led to it. */
  readonly key: string
  readonly object?: PartnerObject
  readonly fault?: PageFault
  /** Milliseconds since 1970. */
  readonly at: number
}

/** What a partner said of an object from one moment on; `gone`: its manifest is not there any more. */
export type PartnerVersion = {
  readonly key: string
  /** 1, 2, 3 … of this object. */
  readonly version: number
  readonly record: string
  readonly institution: string
  readonly state: 'here' | 'gone'
  readonly object: PartnerObject
  readonly said: Said
  readonly at: number
}

export type PageDone = PageTold & { readonly import: string; readonly at: number }

export type PartnerStore = {
  /** With its first page, and what was read of it where that came as a file. */
  readonly add: (
    one: PartnerImport,
    pages: readonly FoundPage[],
    readings: readonly PageReading[],
  ) => Promise<void>
  readonly find: (id: string) => Promise<PartnerImport | undefined>
  /** The newest one first. */
  readonly ofInstitution: (institution: string) => Promise<readonly PartnerImport[]>
  /** Those that go on by themselves. */
  readonly underWay: () => Promise<readonly PartnerImport[]>
  /** Changes it where it is still in one of these states, and nobody changed it since it was read. */
  readonly change: (next: PartnerImport, from: readonly PartnerState[], readAt: number) => Promise<void>
  /** All addresses that were found, in their order. */
  readonly pages: (id: string) => Promise<readonly FoundPage[]>
  /** The first address that was not read yet. */
  readonly next: (id: string) => Promise<FoundPage | undefined>
  /** Characters of all objects that were read. */
  readonly objectsLength: (id: string) => Promise<number>
  readonly readings: (id: string) => Promise<readonly PageReading[]>
  readonly count: (
    id: string,
  ) => Promise<{ readonly found: number; readonly read: number; readonly done: number }>
  /** Writes down what was read and what it led to, or nothing of both; `known`: that was written before. */
  readonly addReadings: (
    id: string,
    readings: readonly PageReading[],
    found: readonly FoundPage[],
  ) => Promise<'written' | 'known'>
  /** What was done of it, in the order of the pages. */
  readonly done: (id: string) => Promise<readonly PageDone[]>
  /** `known`: that page is done; `taken`: somebody saved this item, or read this object, first. */
  readonly write: (
    done: PageDone,
    version: PartnerVersion | undefined,
    revision: Revision<ItemDraft> | undefined,
  ) => Promise<'written' | 'known' | 'taken'>
  /** The newest of an object, and of the object that an item shows. */
  readonly newest: (key: string) => Promise<PartnerVersion | undefined>
  readonly ofRecord: (record: string) => Promise<PartnerVersion | undefined>
  /** The newest of every object behind a key, in the order of their keys. */
  readonly after: (key: string, limit: number) => Promise<readonly PartnerVersion[]>
  /** `taken`: somebody wrote this version first. */
  readonly addVersion: (version: PartnerVersion) => Promise<'added' | 'taken'>
}
