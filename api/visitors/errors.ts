/** Every way the visitors' domain refuses, each with a sentence in `visitors:refusal.*`. */
export type VisitorRefusal =
  /** Nothing is kept of a visitor who did not agree to statistics. */
  | { readonly code: 'consent_needed'; readonly purpose: string }
  /** The visitor agreed to a text that is no longer the one in force: show the new one and ask again. */
  | { readonly code: 'wording_outdated'; readonly field: 'wordingVersion'; readonly inForce: string }
  | { readonly code: 'spot_unknown'; readonly field: 'spotId' }
  | { readonly code: 'experiment_unknown'; readonly field: 'subjectId' }
  | { readonly code: 'key_reused_with_other_content'; readonly field: string }
  | { readonly code: 'busy_try_again' }

const statuses: Record<VisitorRefusal['code'], number> = {
  consent_needed: 409,
  wording_outdated: 409,
  spot_unknown: 404,
  experiment_unknown: 404,
  key_reused_with_other_content: 409,
  busy_try_again: 503,
}

/** The HTTP status of a refusal. */
export const statusOfVisitorRefusal = (refusal: VisitorRefusal): number => statuses[refusal.code]
