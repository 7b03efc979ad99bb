/** A saved text of an item or a story; none is ever changed. */
export type Revision<Draft> = {
  readonly record: string
  /** 1, 2, 3 … of its record. */
  readonly revision: number
  readonly institution: string
  readonly draft: Draft
  readonly by: string
  readonly byName: string
  /** Milliseconds since 1970. */
  readonly at: number
}

/** Who saved a text, and when. */
export type Saved = Pick<Revision<unknown>, 'revision' | 'byName' | 'at'>

export type DraftStore<Draft> = {
  /** `taken`: somebody else saved this revision first. */
  readonly add: (revision: Revision<Draft>) => Promise<'added' | 'taken'>
  readonly newest: (record: string) => Promise<Revision<Draft> | undefined>
  readonly find: (record: string, revision: number) => Promise<Revision<Draft> | undefined>
  /** All of a record, the newest first, without what they say. */
  readonly all: (record: string) => Promise<readonly Saved[]>
  /** So many of a record, the newest first, with what they say. */
  readonly last: (record: string, limit: number) => Promise<readonly Revision<Draft>[]>
  /** The newest of each record of an institution. */
  readonly ofInstitution: (institution: string) => Promise<readonly Revision<Draft>[]>
}
