/** Every way the office refuses, each with a sentence in `office:refusal.*`. */
export type OfficeRefusal =
  /** What is to be paid is no longer what was shown; look again and approve that. */
  | { readonly code: 'plan_changed'; readonly totalYen: number; readonly planHash: string }
  /** Takings can be closed only up to now. */
  | { readonly code: 'cut_off_ahead'; readonly field: 'cutOffAt' }
  /** Takings up to this instant or later were settled before. */
  | { readonly code: 'settled_before'; readonly settlementId: string }
  | { readonly code: 'nothing_to_pay' }
  | { readonly code: 'settlement_not_found' }
  /** Other writers were in the way of a payout; asked again, the run goes on where it stopped. */
  | { readonly code: 'settlement_unfinished' }
  /** The bank file would refuse a name or a number; `merchantCode` names the shop where it is one's. */
  | { readonly code: 'file_not_writable'; readonly field: string; readonly merchantCode?: string }
  /** Nobody said which account payouts leave from (setting PAYOUT_ACCOUNT). */
  | { readonly code: 'payout_account_missing' }
  | { readonly code: 'pot_not_found'; readonly field: 'potId' }
  /** No town of theirs. */
  | { readonly code: 'pot_town_not_found'; readonly field: 'municipality' }
  | { readonly code: 'pot_exists' }
  /** Neither days, nor a last day, nor the end of a period. */
  | { readonly code: 'validity_missing'; readonly field: 'validDays' }
  | { readonly code: 'last_day_past'; readonly field: 'lastDay' }
  /** A shop that takes no payments; `shop` is its number. */
  | { readonly code: 'pot_shop_not_open'; readonly field: 'merchantCodes'; readonly shop: string }
  | { readonly code: 'hours_empty'; readonly field: 'hours' }
  | { readonly code: 'amount_out_of_range'; readonly field: 'amountYen'; readonly limitYen: number }
  | { readonly code: 'reason_missing'; readonly field: 'reason' }
  /** The key was used for another request. */
  | { readonly code: 'key_used'; readonly field: string }
  | { readonly code: 'request_not_found' }
  | { readonly code: 'request_decided' }
  /** Who asked for money does not let it go. */
  | { readonly code: 'own_request' }
  | { readonly code: 'request_expired' }
  /** What was read is not what is asked for; look again. */
  | { readonly code: 'payload_changed'; readonly field: 'payloadHash' }
  /** The journal moved no paid money of a wallet this way, or all of it was given back since. */
  | { readonly code: 'nothing_to_adjust'; readonly field: 'journalId' }
  | { readonly code: 'adjustment_refused'; readonly ledgerCode: string }
  | { readonly code: 'account_not_found'; readonly field: 'accountId' }
  | { readonly code: 'account_not_closed'; readonly field: 'accountId' }
  | { readonly code: 'reopening_refused'; readonly ledgerCode: string }
  | { readonly code: 'shop_not_found'; readonly field: 'merchantCode' }
  | { readonly code: 'shop_closed'; readonly field: 'merchantCode' }
  /** Paid in the month of the closing: then the paying day comes after the closing day. */
  | { readonly code: 'paying_before_closing'; readonly field: 'payingDay' }
  /** What was taken until today is paid as it was agreed, and nobody agrees on what is years ahead. */
  | {
      readonly code: 'from_day_out_of_range'
      readonly field: 'fromDay'
      readonly firstDay: string
      readonly lastDay: string
    }
  /** The shop is paid on these days already. */
  | { readonly code: 'same_profile' }
  | { readonly code: 'busy_try_again' }
  | { readonly code: 'payout_not_found' }
  /** The bank sent it back once, and it was entered then. */
  | { readonly code: 'payout_returned_before' }
  | { readonly code: 'return_refused'; readonly ledgerCode: string }
  | { readonly code: 'officer_not_found'; readonly field: 'officer' }
  | { readonly code: 'town_not_found'; readonly field: 'town' }
  /** They work there already, and need nobody's leave. */
  | { readonly code: 'officer_of_town'; readonly field: 'town' }
  | { readonly code: 'works_missing'; readonly field: 'works' }
  | { readonly code: 'first_day_past'; readonly field: 'firstDay' }
  | { readonly code: 'days_reversed'; readonly field: 'lastDay' }
  | { readonly code: 'too_many_days'; readonly field: 'lastDay'; readonly limitDays: number }
  /** Nobody lends themselves. */
  | { readonly code: 'own_secondment' }
  | { readonly code: 'secondment_not_found' }
  | { readonly code: 'secondment_ended_before' }
  /** Its last day is over: there is nothing to end. */
  | { readonly code: 'secondment_past' }
  | { readonly code: 'month_not_over'; readonly field: 'month' }
  | { readonly code: 'netted_before'; readonly nettingId: string }
  | { readonly code: 'netting_not_found' }
  /** What is owed is no longer what was shown; look again and approve that. */
  | { readonly code: 'statement_changed'; readonly statementHash: string }
  /** Nobody said from or to which account this town pays (setting TOWN_ACCOUNTS). */
  | { readonly code: 'town_account_missing'; readonly town: string }
  /** The bank file would refuse this column of the town's account. */
  | { readonly code: 'town_file_not_writable'; readonly town: string; readonly column: string }
  | { readonly code: 'town_pays_nothing'; readonly field: 'town' }
  | { readonly code: 'matter_not_found' }
  /** No town of theirs. */
  | { readonly code: 'institution_town_not_found'; readonly field: 'municipality' }
  /** Something of this hub has the name, or had it. */
  | { readonly code: 'institution_exists'; readonly field: 'identifier'; readonly identifier: string }
  /** Somebody ended it, or ended it otherwise. */
  | { readonly code: 'matter_ended_before' }
  /** The ledger said no; `ledgerCode` is its word. */
  | { readonly code: 'issue_refused'; readonly ledgerCode: string }

const statuses: Record<OfficeRefusal['code'], number> = {
  plan_changed: 409,
  cut_off_ahead: 422,
  settled_before: 409,
  nothing_to_pay: 409,
  settlement_not_found: 404,
  settlement_unfinished: 503,
  file_not_writable: 409,
  payout_account_missing: 409,
  pot_not_found: 404,
  pot_town_not_found: 404,
  pot_exists: 409,
  validity_missing: 422,
  last_day_past: 422,
  pot_shop_not_open: 422,
  hours_empty: 422,
  amount_out_of_range: 422,
  reason_missing: 422,
  key_used: 409,
  request_not_found: 404,
  request_decided: 409,
  own_request: 403,
  request_expired: 409,
  payload_changed: 409,
  nothing_to_adjust: 404,
  adjustment_refused: 409,
  account_not_found: 404,
  account_not_closed: 409,
  reopening_refused: 409,
  shop_not_found: 404,
  shop_closed: 409,
  paying_before_closing: 422,
  from_day_out_of_range: 422,
  same_profile: 409,
  busy_try_again: 503,
  payout_not_found: 404,
  payout_returned_before: 409,
  return_refused: 409,
  issue_refused: 409,
  month_not_over: 422,
  netted_before: 409,
  netting_not_found: 404,
  statement_changed: 409,
  town_account_missing: 409,
  town_file_not_writable: 409,
  town_pays_nothing: 404,
  officer_not_found: 404,
  town_not_found: 404,
  officer_of_town: 409,
  works_missing: 422,
  first_day_past: 422,
  days_reversed: 422,
  too_many_days: 422,
  own_secondment: 403,
  secondment_not_found: 404,
  secondment_ended_before: 409,
  secondment_past: 409,
  matter_not_found: 404,
  institution_town_not_found: 404,
  institution_exists: 409,
  matter_ended_before: 409,
}

/** The HTTP status of a refusal. Books that were busy refuse nothing: the same is sent again. */
export const statusOfOfficeRefusal = (refusal: OfficeRefusal): number =>
  'ledgerCode' in refusal && refusal.ledgerCode === 'busy_try_again' ? 503 : statuses[refusal.code]
