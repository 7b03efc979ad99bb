/** Why a record is not written down. Sentences: `museum:refusal.<code>`. */
export type RecordRefusal =
  /** Letters, digits and single dashes; not a word that addresses need. */
  | { readonly code: 'record_identifier_malformed'; readonly identifier: string }
  | { readonly code: 'record_unknown'; readonly identifier: string }
  /** Somebody else wrote a version meanwhile: theirs is not written over. */
  | { readonly code: 'record_changed'; readonly version: number }
  /** An item does not become an institution. */
  | { readonly code: 'record_kind_fixed'; readonly kind: string }
  /** What was never published cannot be withdrawn. */
  | { readonly code: 'record_not_public' }
  /** It names an institution or a collection that is not published. */
  | { readonly code: 'record_parent_unknown'; readonly identifier: string }
  /** Something published still belongs to it. */
  | { readonly code: 'record_in_use' }
