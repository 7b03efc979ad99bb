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
   * Writes down what a row came to, with the text that it saves, or nothing of both. `known`: that row is done;
   * `taken`: somebody saved this revision of the item first.
   */
  readonly write: (
    done: RowDone,
    revision: Revision<ItemDraft> | undefined,
  ) => Promise<'written' | 'known' | 'taken'>
  readonly forget: (id: string) => Promise<void>
}
