import type { CollectionCheck } from './collection-draft.ts'
import type { RecordRefusal } from './record-errors.ts'

/** Why a collection is not saved, published or withdrawn. Sentences: `museum:refusal.<code>`. */
export type CollectionRefusal =
  | RecordRefusal
  | { readonly code: 'draft_unknown'; readonly identifier: string }
  /** It belongs to another institution, or none of ours. */
  | { readonly code: 'draft_elsewhere' }
  /** An item that is none of this institution's. */
  | { readonly code: 'collection_item_unknown'; readonly identifier: string }
  /** What is still missing. */
  | { readonly code: 'collection_not_ready'; readonly missing: readonly CollectionCheck[] }
  /** The form that readers share does not take it: where. */
  | { readonly code: 'collection_malformed'; readonly part: string }

export const statusOfCollectionRefusal: Readonly<Record<CollectionRefusal['code'], number>> = {
  record_identifier_malformed: 422,
  record_unknown: 404,
  record_changed: 409,
  record_kind_fixed: 409,
  record_not_public: 409,
  record_parent_unknown: 409,
  record_in_use: 409,
  draft_unknown: 404,
  draft_elsewhere: 403,
  collection_item_unknown: 422,
  collection_not_ready: 422,
  collection_malformed: 422,
}
