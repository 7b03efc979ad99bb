/** Why identity says no. The sentence of each stands in the words `identity:refusal.<code>`. */
export type IdentityRefusal =
  /** Address or password is wrong; which of the two is never told. */
  | { readonly code: 'sign_in_refused' }
  | { readonly code: 'email_taken'; readonly field: 'email' }
  | { readonly code: 'email_invalid'; readonly field: 'email' }
  | { readonly code: 'name_missing'; readonly field: 'name' }
  | { readonly code: 'password_too_short'; readonly field: 'password'; readonly lengthMin: number }
  | { readonly code: 'password_too_long'; readonly field: 'password'; readonly lengthMax: number }
  | { readonly code: 'role_unknown'; readonly field: 'role' }
  | { readonly code: 'person_not_found'; readonly field: 'email' }
  | { readonly code: 'session_not_found' }
  /** A new passkey asks for a sign-in within the last hour. */
  | { readonly code: 'sign_in_again' }
  | { readonly code: 'passkey_refused' }
  | { readonly code: 'passkey_not_found' }
  /** A wallet's passkey opens the wallet, not a desk. */
  | { readonly code: 'passkey_is_wallets' }
  | { readonly code: 'passkey_has_no_wallet' }

export type RefusalCode = IdentityRefusal['code']

export const statusOfIdentityRefusal: Readonly<Record<RefusalCode, number>> = {
  sign_in_refused: 401,
  email_taken: 409,
  email_invalid: 422,
  name_missing: 422,
  password_too_short: 422,
  password_too_long: 422,
  role_unknown: 422,
  person_not_found: 404,
  session_not_found: 404,
  sign_in_again: 403,
  passkey_refused: 400,
  passkey_not_found: 404,
  passkey_is_wallets: 403,
  passkey_has_no_wallet: 404,
}
