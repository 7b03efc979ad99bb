import type { StoryCheck } from './story-quality.ts'
import { type StudioRefusal, statusOfStudioRefusal } from './studio-errors.ts'

/** What is refused of items only. */
type OfItems = 'draft_picture_unknown' | 'item_not_ready' | 'limit_not_kept' | 'item_malformed'

/** Why a story is not saved, published, withdrawn or planned. Sentences: `museum:refusal.<code>`. */
export type StoryRefusal =
  | Exclude<StudioRefusal, { code: OfItems }>
  /** What is still missing. */
  | { readonly code: 'story_not_ready'; readonly missing: readonly StoryCheck[] }
  /** The form that readers share does not take it: where. */
  | { readonly code: 'story_malformed'; readonly part: string }
  /** It is no sound of this institution. */
  | { readonly code: 'sound_unknown'; readonly identifier: string }
  /** A map names what is not there: in which row, counted from 0. */
  | { readonly code: 'map_stop_unknown'; readonly identifier: string; readonly row: number }
  | { readonly code: 'plan_in_past' }
  /** Further away than anybody can promise. */
  | { readonly code: 'plan_too_far'; readonly daysMost: number }
  /** It would be withdrawn before it is published. */
  | { readonly code: 'plan_order_wrong' }
  | { readonly code: 'plan_unknown' }
  /** Nothing is public that could be withdrawn, and nothing is planned to be. */
  | { readonly code: 'plan_needless' }

const {
  draft_picture_unknown: _p,
  item_not_ready: _n,
  limit_not_kept: _l,
  item_malformed: _m,
  ...shared
} = statusOfStudioRefusal

export const statusOfStoryRefusal: Readonly<Record<StoryRefusal['code'], number>> = {
  ...shared,
  story_not_ready: 422,
  story_malformed: 422,
  sound_unknown: 422,
  map_stop_unknown: 422,
  plan_in_past: 422,
  plan_too_far: 422,
  plan_order_wrong: 422,
  plan_unknown: 404,
  plan_needless: 409,
}
