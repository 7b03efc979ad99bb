import type { ItemDraft } from './item-draft.ts'

/** A saved text of an item; none is ever changed. */
export type Revision = {
  readonly record: string
  /** 1, 2, 3 … of the item. */
  readonly revision: number
  readonly institution: string
  readonly draft: ItemDraft
  readonly by: string
  readonly byName: string
  /** Milliseconds since 1970. */
  readonly at: number
}

export type DraftStore = {
  /** `taken`: somebody else saved this revision first. */
  readonly add: (revision: Revision) => Promise<'added' | 'taken'>
  readonly newest: (record: string) => Promise<Revision | undefined>
  readonly find: (record: string, revision: number) => Promise<Revision | undefined>
  /** The newest of each item of an institution. */
  readonly ofInstitution: (institution: string) => Promise<readonly Revision[]>
}
