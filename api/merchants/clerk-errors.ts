/** Every way a shop's tills and clerks refuse, each with a sentence in `merchants:refusal.*`. */
export type ClerkRefusal =
  | { readonly code: 'pin_not_digits'; readonly field: 'pin' }
  | { readonly code: 'pin_too_easy'; readonly field: 'pin' }
  | { readonly code: 'till_name_unfit'; readonly field: 'name'; readonly lengthMax: number }
  | { readonly code: 'clerk_limit_unfit'; readonly field: string; readonly limitYen: number }
  | { readonly code: 'clerk_day_limit_below'; readonly field: string; readonly limitYen: number }
  | { readonly code: 'clerk_not_found' }
  | { readonly code: 'clerk_has_ended' }
  | { readonly code: 'till_not_found' }
  /** The key was used for another clerk, or another till. */
  | { readonly code: 'key_used'; readonly field: string }
  | { readonly code: 'pin_wrong'; readonly field: 'pin'; readonly triesLeft: number }
  | { readonly code: 'pin_locked'; readonly field: 'pin' }

const statuses: Record<ClerkRefusal['code'], number> = {
  pin_not_digits: 422,
  pin_too_easy: 422,
  till_name_unfit: 422,
  clerk_limit_unfit: 422,
  clerk_day_limit_below: 422,
  clerk_not_found: 404,
  clerk_has_ended: 409,
  till_not_found: 404,
  key_used: 409,
  pin_wrong: 403,
  pin_locked: 403,
}

/** The HTTP status of a refusal. */
export const statusOfClerkRefusal = (refusal: ClerkRefusal): number => statuses[refusal.code]
