import type { Revision } from './draft-store.ts'
import { draftOf, emptyDraft, type ItemDraft, type WholeDraft, wholeDraft } from './item-draft.ts'
import type { ItemBody } from './record.ts'
import type { Version } from './record-version.ts'

/** A version of an item. */
export type ItemVersion = Version & { readonly body: ItemBody }

/** A version, where it is one of an item. */
export const itemIn = (told: Version | undefined): ItemVersion | undefined =>
  told?.body.kind === 'item' ? { ...told, body: told.body } : undefined

/** What the public was told last, as it would have been typed. */
const toldDraft = (told: ItemVersion | undefined): WholeDraft =>
  told === undefined ? emptyDraft : draftOf(told.body)

/** What the desk shows: what was saved, and in parts that it was saved without, or where nothing was, what was told. */
export const draftAtDesk = (
  saved: Revision<ItemDraft> | undefined,
  told: ItemVersion | undefined,
): WholeDraft => (saved === undefined ? toldDraft(told) : wholeDraft(saved.draft, toldDraft(told)))
