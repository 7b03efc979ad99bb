import type { Import, ImportRow, ImportState, RowTold } from './import.ts'
import type { Said } from './import-plan.ts'
import type { Revision } from './draft-store.ts'
import type { ItemDraft } from './item-draft.ts'

/** What became of a row; none is ever changed. */
export type RowDone = RowTold & {
  readonly import: string
  readonly institution: string
  readonly said: Said
  /** Milliseconds since 1970. */
  readonly at: number
}

/** What a row came to, with the text that it saves. */
export type RowWritten = { readonly done: RowDone; readonly revision?: Revision<ItemDraft> | undefined }

export type ImportStore = {
  readonly add: (one: Import, rows: readonly ImportRow[]) => Promise<void>
  readonly find: (id: string) => Promise<Import | undefined>
  /** The newest one first. */
  readonly ofInstitution: (institution: string) => Promise<readonly Import[]>
  readonly running: () => Promise<readonly Import[]>
  /** Changes it where it is still in one of these states, and nobody changed it since it was read. */
  readonly change: (next: Import, from: readonly ImportState[], readAt: number) => Promise<void>
  readonly rows: (id: string) => Promise<readonly ImportRow[]>
  /** What was done of it, in the order of the rows. */
  readonly done: (id: string) => Promise<readonly RowDone[]>
  readonly countDone: (id: string) => Promise<number>
  /** What the last files said of the items of an institution. */
  readonly said: (institution: string) => Promise<ReadonlyMap<string, Said>>
  /**
   * Writes down what rows came to, with the texts that they save, or nothing of all of them. `known`: one of the rows is
   * done; `taken`: somebody saved a revision of an item first.
   */
  readonly write: (rows: readonly RowWritten[]) => Promise<'written' | 'known' | 'taken'>
  readonly forget: (id: string) => Promise<void>
}
