import { differencesOf, type DraftPart } from './draft-merge.ts'
import type { Revision, Saved } from './draft-store.ts'

/** A save, and what it says otherwise than the one before it; nothing for the first. */
export type SavedChange = Saved & { readonly changed: readonly DraftPart[] }

/** Every few seconds a text is saved: the last ones are what somebody looks for. */
const toldMost = 50

/** So many are read: the oldest that is told of is compared with the one before it. */
export const historyLimit = toldMost + 1

/** Who saved what, of texts of one record that follow each other, the newest first. */
export const savedChanges = (revisions: readonly Revision<object>[]): readonly SavedChange[] =>
  revisions.slice(0, toldMost).map(({ revision, byName, at, draft }, place) => {
    const before = revisions[place + 1]?.draft
    const changed = before === undefined ? [] : differencesOf(before, draft).map(({ part }) => part)
    return { revision, byName, at, changed }
  })
