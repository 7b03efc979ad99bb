/** Every way the register of shops and the settlement refuse, each with a sentence in `merchants:refusal.*`. */
export type MerchantRefusal =
  | { readonly code: 'town_unknown'; readonly field: 'municipality' }
  | { readonly code: 'station_unknown'; readonly field: 'stationId' }
  /** Longer than the printed code or the bank file can carry; never cut. */
  | { readonly code: 'name_too_long'; readonly field: string; readonly lengthMax: number }
  /** The printed code's second name takes the letters of the English keyboard only. */
  | { readonly code: 'name_not_latin'; readonly field: 'nameEn'; readonly lengthMax: number }
  | { readonly code: 'bank_unknown'; readonly field: 'bankCode' }
  | { readonly code: 'branch_unknown'; readonly field: 'branchCode' }
  /** A bank file cannot carry this letter. */
  | { readonly code: 'letter_not_allowed'; readonly field: string; readonly letter: string }
  /** Somebody signs in with this address already; sign in first, then apply. */
  | { readonly code: 'email_taken'; readonly field: 'contactEmail' }
  | { readonly code: 'email_not_usable'; readonly field: 'contactEmail' }
  /** The key was used for something else. */
  | { readonly code: 'key_used'; readonly field: string }
  | { readonly code: 'merchant_not_found' }
  /** Applied, refused or suspended: it has no code and takes no payments. */
  | { readonly code: 'merchant_not_open' }
  /** The minutes of a sale are over: the shop shows a new code. */
  | { readonly code: 'sale_code_ended' }
  /** Somebody paid by it: it was good for one payment. */
  | { readonly code: 'sale_code_paid' }
  /** Its shop took it back before anybody paid. */
  | { readonly code: 'sale_code_withdrawn' }
  /** No code of ours names a sale so. */
  | { readonly code: 'sale_not_found' }
  | { readonly code: 'already_decided' }
  /** Nobody proposed how to decide, or it was sent back. */
  | { readonly code: 'no_proposal' }
  /** Another officer's proposal waits: it is let go or sent back first. */
  | { readonly code: 'proposal_waits' }
  /** Who proposed does not let it go. */
  | { readonly code: 'own_proposal' }
  | { readonly code: 'proposal_expired' }
  /** The application, its account or the proposal is not what was read. */
  | { readonly code: 'payload_changed'; readonly field: 'payloadHash' }
  /** What was looked into bears a note of how. */
  | { readonly code: 'check_without_note'; readonly field: string }
  /** A shop is accepted only when everything agrees. */
  | { readonly code: 'check_not_agreed'; readonly field: string }
  /** Another account than the one in force: that takes a change. */
  | { readonly code: 'account_differs' }
  | { readonly code: 'same_account' }
  /** One is waiting or cooling down: it is cancelled first. */
  | { readonly code: 'change_open' }
  | { readonly code: 'change_not_found' }
  | { readonly code: 'change_decided' }
  /** Nobody of the office has asked the shop yet. */
  | { readonly code: 'change_not_checked' }
  /** Who asked for it, checked it or works at the shop does not let it go. */
  | { readonly code: 'own_change' }
  /** One is waiting for the office: it is decided or withdrawn first. */
  | { readonly code: 'picture_waits' }
  /** So many were sent within a day: each is a file that stays. */
  | { readonly code: 'pictures_too_many'; readonly most: number }
  | { readonly code: 'picture_not_found' }
  | { readonly code: 'picture_decided' }
  /** Who sent it or works at the shop does not let it through. */
  | { readonly code: 'own_picture' }
  /** Not a picture that we can read, or damaged. */
  | { readonly code: 'picture_unreadable'; readonly field: 'body' }
  | { readonly code: 'picture_too_large'; readonly field: 'body' }
  /** It says where it was taken in a way that could not be taken out. */
  | { readonly code: 'picture_tells_place'; readonly field: 'body' }
  /** This hub has no disk for pictures. */
  | { readonly code: 'pictures_not_here' }
  | { readonly code: 'report_not_found' }
  | { readonly code: 'report_ended' }
  /** Who works at the shop that a code pays does not judge the report. */
  | { readonly code: 'own_report' }
  /** Who works at a shop does not decide on its application. */
  | { readonly code: 'own_application' }
  | { readonly code: 'reason_missing'; readonly field: 'reason' }
  | { readonly code: 'amount_out_of_range'; readonly field: 'amountYen'; readonly limitYen: number }
  | { readonly code: 'busy_try_again' }
  /** This hub tells nothing by itself, or has as many listeners as it takes: ask again and again instead. */
  | { readonly code: 'not_told_here' }
  /** One person listens on more devices than anybody has. */
  | { readonly code: 'too_many_lines' }

const statuses: Record<MerchantRefusal['code'], number> = {
  town_unknown: 422,
  station_unknown: 422,
  name_too_long: 422,
  name_not_latin: 422,
  bank_unknown: 422,
  branch_unknown: 422,
  letter_not_allowed: 422,
  email_taken: 409,
  email_not_usable: 422,
  key_used: 409,
  merchant_not_found: 404,
  merchant_not_open: 409,
  sale_code_ended: 409,
  sale_code_paid: 409,
  sale_code_withdrawn: 409,
  sale_not_found: 404,
  already_decided: 409,
  no_proposal: 409,
  proposal_waits: 409,
  own_proposal: 403,
  proposal_expired: 409,
  payload_changed: 409,
  check_without_note: 422,
  check_not_agreed: 422,
  account_differs: 409,
  same_account: 409,
  change_open: 409,
  change_not_found: 404,
  change_decided: 409,
  change_not_checked: 409,
  own_change: 403,
  picture_waits: 409,
  pictures_too_many: 429,
  picture_not_found: 404,
  picture_decided: 409,
  own_picture: 403,
  picture_unreadable: 422,
  picture_too_large: 422,
  picture_tells_place: 422,
  pictures_not_here: 501,
  report_not_found: 404,
  report_ended: 409,
  own_report: 403,
  own_application: 403,
  reason_missing: 422,
  amount_out_of_range: 422,
  busy_try_again: 503,
  not_told_here: 409,
  too_many_lines: 429,
}

/** The HTTP status of a refusal. */
export const statusOfMerchantRefusal = (refusal: MerchantRefusal): number => statuses[refusal.code]
