import type { QualityCheck } from './item-quality.ts'
import type { RecordRefusal } from './record-errors.ts'

/** Parts of an item that name something else of the hub. */
export type NamedPart = 'events' | 'spot' | 'station'

/** Why nothing is saved, published or withdrawn. Sentences: `museum:refusal.<code>`. */
export type StudioRefusal =
  | RecordRefusal
  | { readonly code: 'draft_unknown'; readonly identifier: string }
  /** Somebody else saved meanwhile: whose text it is, and when. Nothing of theirs is written over. */
  | {
      readonly code: 'draft_changed'
      readonly revision: number
      readonly byName: string
      readonly at: number
    }
  /** It belongs to another institution, or none of ours. */
  | { readonly code: 'draft_elsewhere' }
  | { readonly code: 'draft_picture_unknown'; readonly image: string }
  /** The hub knows no such event, place or station. */
  | { readonly code: 'draft_name_unknown'; readonly part: NamedPart; readonly name: string }
  /** What is still missing. */
  | { readonly code: 'item_not_ready'; readonly missing: readonly QualityCheck[] }
  /** The house where pictures stay has them in one size, larger than the limit that was chosen: which views. */
  | { readonly code: 'limit_not_kept'; readonly views: readonly string[] }
  /** The form that readers share does not take it: where. */
  | { readonly code: 'item_malformed'; readonly part: string }

export const statusOfStudioRefusal: Readonly<Record<StudioRefusal['code'], number>> = {
  record_identifier_malformed: 422,
  record_unknown: 404,
  record_changed: 409,
  record_kind_fixed: 409,
  record_not_public: 409,
  record_parent_unknown: 409,
  record_in_use: 409,
  draft_unknown: 404,
  draft_changed: 409,
  draft_elsewhere: 403,
  draft_picture_unknown: 422,
  draft_name_unknown: 422,
  item_not_ready: 422,
  limit_not_kept: 422,
  item_malformed: 422,
}
