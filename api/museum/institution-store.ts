import type { Version } from './record-version.ts'

/** What else is written in the list that takes an institution in: the decision of who let it go. */
export type Alongside = () => readonly object[]

/** Institutions that were taken in while the hub runs; what they say stands in the versions of their records. */
export type InstitutionStore = {
  /**
   * Writes the first version of a record, that it was taken in, and what is alongside: all of it or nothing. `exists`: an
   * institution of this name was taken in before.
   */
  readonly takeIn: (
    version: Version,
    taken: { readonly municipality: string; readonly requestId: string },
    alongside: Alongside,
  ) => Promise<'added' | 'raced' | 'exists'>
  /** All that were ever taken in, also what was withdrawn since, in the order of their names. */
  readonly taken: () => Promise<
    readonly {
      readonly id: string
      readonly municipality: string
      readonly requestId: string
      readonly takenInAt: number
    }[]
  >
}
