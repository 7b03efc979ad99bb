import type { DisputeEnd } from './dispute.ts'
import type { ResolvedHow } from './hold.ts'

/**
 * Every way the ledger refuses, in the order in which it is checked: where two hold, the first one is told.
 * The order is part of the contract and stands as rows in the tests.
 */
export const refusalCodes = [
  'key_reused_with_other_content',
  'key_failed_before',
  'merchant_payments_off',
  'amount_not_positive',
  'amount_above_limit',
  'printed_code_above_limit',
  'shown_code_above_limit',
  'shown_code_not_found',
  'shown_code_used',
  'shown_code_ended',
  'young_device_above_limit',
  'proxy_not_found',
  'proxy_ended',
  'proxy_own_wallet_frozen',
  'proxy_payment_above_limit',
  'wallet_not_found',
  'account_closed',
  'wallet_frozen',
  'wallet_not_frozen',
  'wallet_frozen_by_staff',
  'account_not_found',
  'account_not_closed',
  'account_not_empty',
  'account_in_use',
  'merchant_not_found',
  'merchant_not_open',
  'payment_code_ended',
  'payment_code_other',
  'sale_code_paid',
  'sale_code_withdrawn',
  'shown_code_declined',
  'pot_not_found',
  'payment_not_found',
  'refund_exceeds_payment',
  'refund_into_expired_lot',
  'clerk_not_on_duty',
  'clerk_refund_above_limit',
  'clerk_refund_day_above_limit',
  'refund_not_from_card',
  'card_refund_changed',
  'top_up_not_found',
  'top_up_not_whole',
  'top_up_disputed_before',
  'dispute_not_found',
  'dispute_closed_before',
  'hold_end_not_allowed',
  'hold_not_found',
  'hold_resolved_before',
  'hold_ended',
  'capture_exceeds_hold',
  'address_not_found',
  'transfer_not_found',
  'cause_not_found',
  'cause_not_open',
  'donation_not_found',
  'purchase_party_not_found',
  'purchase_party_not_open',
  'purchase_from_self',
  'purchase_paid_before',
  'purchase_month_above_limit',
  'purchase_not_found',
  'nothing_to_adjust',
  'adjust_exceeds_moved',
  'repayment_not_found',
  'repayment_decided_before',
  'repayment_reason_not_open',
  'repayment_asked_before',
  'repayment_above_cap',
  'transfer_to_self',
  'transfer_month_above_limit',
  'proxy_day_above_limit',
  'spending_day_above_limit',
  'spending_month_above_limit',
  'top_up_day_above_limit',
  'top_up_month_above_limit',
  'insufficient_funds',
  'payment_changed',
  'wallet_above_limit',
  'receiver_above_limit',
  'merchant_balance_short',
  'pot_ended',
  'gift_day_above_limit',
  'pot_exhausted',
  'nothing_to_settle',
  'payout_not_found',
  'payout_returned_before',
  'recovery_code_unknown',
  'wallet_opened_before',
  'device_not_found',
  'busy_try_again',
] as const

export type RefusalCode = (typeof refusalCodes)[number]

/** A refusal: its code and the facts that explain it. */
export type LedgerRefusal =
  /** The key was used before with other content; `field` is the first that differs. */
  | { readonly code: 'key_reused_with_other_content'; readonly field: string }
  /** The first attempt with this key was refused with `firstCode`; a new attempt needs a new key. */
  | { readonly code: 'key_failed_before'; readonly firstCode: RefusalCode }
  | { readonly code: 'amount_not_positive'; readonly field: 'amountYen' }
  | { readonly code: 'amount_above_limit'; readonly field: 'amountYen'; readonly limitYen: number }
  /** A board that is pasted to a wall takes less than a code made for one sale. */
  | { readonly code: 'printed_code_above_limit'; readonly field: 'amountYen'; readonly limitYen: number }
  /** Who shows a code does not see the amount before it is paid. */
  | { readonly code: 'shown_code_above_limit'; readonly field: 'amountYen'; readonly limitYen: number }
  /** A code is good for one payment and a short while, on a device that still holds its wallet. */
  | {
      readonly code: 'shown_code_not_found' | 'shown_code_used' | 'shown_code_ended'
      readonly field: 'code'
    }
  /** The wallet does not pay this; why is told to its holder alone. */
  | { readonly code: 'shown_code_declined'; readonly field: 'code' }
  /** The device was added less than `hours` ago: `leftYen` of the lower limit can still be moved with it. */
  | {
      readonly code: 'young_device_above_limit'
      readonly field: 'amountYen'
      readonly limitYen: number
      readonly leftYen: number
      readonly hours: number
    }
  /** It never was, or is another phone's. */
  | { readonly code: 'proxy_not_found'; readonly field: 'proxyId' }
  /** It was taken away or given up, or its last day is over. */
  | { readonly code: 'proxy_ended' }
  /** The wallet of the phone that acts was stopped: it may have been lost. */
  | { readonly code: 'proxy_own_wallet_frozen' }
  | { readonly code: 'proxy_payment_above_limit'; readonly field: 'amountYen'; readonly limitYen: number }
  /** Of this proxy, or of all proxies of the wallet together: `leftYen` can still be paid today. */
  | {
      readonly code: 'proxy_day_above_limit'
      readonly field: 'amountYen'
      readonly limitYen: number
      readonly leftYen: number
    }
  | { readonly code: 'wallet_not_found' }
  | { readonly code: 'account_closed' }
  | { readonly code: 'wallet_frozen' }
  | { readonly code: 'wallet_not_frozen' }
  /** Whoever has the printed code does not undo what the desk did. */
  | { readonly code: 'wallet_frozen_by_staff' }
  | { readonly code: 'account_not_found'; readonly field: 'accountId' }
  | { readonly code: 'account_not_closed'; readonly field: 'accountId' }
  /** Of what is in it an account is rid first: `balanceYen`, whether it can be spent or not. */
  | { readonly code: 'account_not_empty'; readonly balanceYen: number }
  /** So many holds, disputes and top-ups have not ended. */
  | {
      readonly code: 'account_in_use'
      readonly holds: number
      readonly disputes: number
      readonly topUps: number
    }
  | { readonly code: 'merchant_not_found'; readonly field: 'merchantId' }
  | { readonly code: 'merchant_not_open'; readonly field: 'merchantId' }
  /** The sale's time is over, or the shop's board was withdrawn: the shop shows a new code. */
  | { readonly code: 'payment_code_ended'; readonly field: 'code' }
  /** It names another shop or amount than the payment does. */
  | { readonly code: 'payment_code_other'; readonly field: 'code' }
  /** Of one sale, and paid by somebody, or taken back by its shop before anybody paid. */
  | { readonly code: 'sale_code_paid' | 'sale_code_withdrawn'; readonly field: 'code' }
  | { readonly code: 'pot_not_found'; readonly field: 'potId' }
  | { readonly code: 'payment_not_found'; readonly field: 'paymentId' }
  | { readonly code: 'refund_exceeds_payment'; readonly field: 'amountYen'; readonly refundableYen: number }
  /** Only where the settings refuse it; the ordinary policy restores the expired lot as it was. */
  | { readonly code: 'refund_into_expired_lot'; readonly lotId: string }
  /** Nothing of what would go back came from a card that takes it back now. */
  | { readonly code: 'refund_not_from_card' }
  /** Another part of it goes to cards now than whoever asked was shown: `cardYen`. */
  | { readonly code: 'card_refund_changed'; readonly field: 'cardYen'; readonly cardYen: number }
  /** The clerk has ended, may not do this, or stands at the till no more. */
  | { readonly code: 'clerk_not_on_duty' }
  | { readonly code: 'clerk_refund_above_limit'; readonly field: 'amountYen'; readonly limitYen: number }
  /** `leftYen` can still be given back today by this clerk. */
  | {
      readonly code: 'clerk_refund_day_above_limit'
      readonly field: 'amountYen'
      readonly limitYen: number
      readonly leftYen: number
    }
  | { readonly code: 'top_up_not_found'; readonly field: 'topUpJournalId' }
  /** A part of it was spent, is held, or has ended: `leftYen` are there. */
  | { readonly code: 'top_up_not_whole'; readonly leftYen: number }
  /** One dispute for each top-up. */
  | { readonly code: 'top_up_disputed_before'; readonly field: 'topUpJournalId' }
  | { readonly code: 'dispute_not_found'; readonly field: 'disputeId' }
  /** A dispute ends once; `how` it ended. */
  | { readonly code: 'dispute_closed_before'; readonly field: 'disputeId'; readonly how: DisputeEnd }
  /** A hold ends later than now and within the days that the issuer allows. */
  | { readonly code: 'hold_end_not_allowed'; readonly field: 'endsAt'; readonly daysMax: number }
  | { readonly code: 'hold_not_found'; readonly field: 'holdId' }
  /** A hold ends once; `how` it ended. */
  | { readonly code: 'hold_resolved_before'; readonly field: 'holdId'; readonly how: ResolvedHow }
  /** From the first instant after its end a hold only expires, whether or not it has been swept up. */
  | { readonly code: 'hold_ended'; readonly field: 'holdId'; readonly endsAt: number }
  | { readonly code: 'capture_exceeds_hold'; readonly field: 'amountYen'; readonly heldYen: number }
  /** No wallet that takes money in has this address. */
  | { readonly code: 'address_not_found'; readonly field: 'address' }
  /** It never was, or is between other wallets. */
  | { readonly code: 'transfer_not_found'; readonly field: 'transferId' }
  | { readonly code: 'cause_not_found'; readonly field: 'causeId' }
  /** It has ended, or its organisation takes no money now. */
  | { readonly code: 'cause_not_open'; readonly field: 'causeId' }
  /** It never was, or is another wallet's. */
  | { readonly code: 'donation_not_found'; readonly field: 'donationId' }
  /** The issuer does not let merchants pay each other. */
  | { readonly code: 'merchant_payments_off' }
  | {
      readonly code: 'purchase_party_not_found' | 'purchase_party_not_open'
      readonly field: 'buyerId' | 'sellerId'
    }
  | { readonly code: 'purchase_from_self'; readonly field: 'sellerId' }
  /** A purchase is paid once. */
  | { readonly code: 'purchase_paid_before'; readonly field: 'purchaseReference' }
  | {
      readonly code: 'purchase_month_above_limit'
      readonly field: 'amountYen'
      readonly limitYen: number
      readonly leftYen: number
    }
  /** It never was, or is between other merchants. */
  | { readonly code: 'purchase_not_found'; readonly field: 'purchaseId' }
  /** The journal moved no paid money of a wallet in this direction. */
  | { readonly code: 'nothing_to_adjust'; readonly field: 'journalId' }
  /** `leftYen` of what the journal moved was not refunded or corrected since. */
  | { readonly code: 'adjust_exceeds_moved'; readonly field: 'amountYen'; readonly leftYen: number }
  | { readonly code: 'repayment_not_found'; readonly field: 'requestId' }
  | {
      readonly code: 'repayment_decided_before'
      readonly field: 'requestId'
      readonly decision: 'granted' | 'declined'
    }
  /** Nobody announced that the business ended, or the days for claims are over. */
  | { readonly code: 'repayment_reason_not_open'; readonly field: 'reason' }
  /** The wallet's request before waits to be decided. */
  | { readonly code: 'repayment_asked_before' }
  /** `leftYen` of what the base period may see can still be repaid for this reason. */
  | {
      readonly code: 'repayment_above_cap'
      readonly field: 'amountYen'
      readonly limitYen: number
      readonly leftYen: number
    }
  | { readonly code: 'transfer_to_self'; readonly field: 'address' }
  | {
      readonly code: 'transfer_month_above_limit' | 'spending_day_above_limit' | 'spending_month_above_limit'
      readonly field: 'amountYen'
      readonly limitYen: number
      readonly leftYen: number
    }
  | {
      readonly code: 'top_up_day_above_limit' | 'top_up_month_above_limit'
      readonly field: 'amountYen'
      readonly limitYen: number
      readonly leftYen: number
    }
  /** `spendableYen` can be spent at this place now; the wallet may hold more that cannot. */
  | { readonly code: 'insufficient_funds'; readonly field: 'amountYen'; readonly spendableYen: number }
  /** The payer saw other lots; these would pay now. */
  | {
      readonly code: 'payment_changed'
      readonly field: 'lots'
      readonly lots: readonly { readonly lotId: string; readonly amountYen: number }[]
    }
  /** `leftYen` can still be put into the wallet. */
  | {
      readonly code: 'wallet_above_limit'
      readonly field: 'amountYen'
      readonly limitYen: number
      readonly leftYen: number
    }
  /** A friend's wallet would hold more than a wallet may; how much it holds is told to nobody. */
  | { readonly code: 'receiver_above_limit'; readonly field: 'amountYen'; readonly limitYen: number }
  /** The merchant was paid out already and holds less of the fund than has to go back. */
  | { readonly code: 'merchant_balance_short'; readonly fundId: string; readonly balanceYen: number }
  /** Its last day is over: it gives nothing that could still be spent. */
  | { readonly code: 'pot_ended'; readonly field: 'potId'; readonly lastDay: string }
  /** What is given from one pot at counters in a Japanese day. */
  | {
      readonly code: 'gift_day_above_limit'
      readonly field: 'amountYen'
      readonly limitYen: number
      readonly leftYen: number
    }
  | { readonly code: 'pot_exhausted'; readonly field: 'amountYen'; readonly remainingYen: number }
  | { readonly code: 'nothing_to_settle' }
  | { readonly code: 'payout_not_found'; readonly field: 'payoutJournalId' }
  /** A bank sends a payout back once. */
  | { readonly code: 'payout_returned_before'; readonly field: 'payoutJournalId' }
  | { readonly code: 'recovery_code_unknown'; readonly field: 'code' }
  /** The key opened a wallet that is in use: its credentials are not handed out again. */
  | { readonly code: 'wallet_opened_before' }
  | { readonly code: 'device_not_found'; readonly field: 'deviceId' }
  /** Other writes were faster every time; nothing happened and the same key may be tried again. */
  | { readonly code: 'busy_try_again' }

const statusOf: Record<RefusalCode, number> = {
  key_reused_with_other_content: 409,
  key_failed_before: 409,
  amount_not_positive: 422,
  amount_above_limit: 422,
  printed_code_above_limit: 422,
  shown_code_above_limit: 422,
  shown_code_not_found: 404,
  shown_code_used: 409,
  shown_code_ended: 409,
  young_device_above_limit: 409,
  proxy_not_found: 404,
  proxy_ended: 409,
  proxy_own_wallet_frozen: 409,
  proxy_payment_above_limit: 409,
  proxy_day_above_limit: 409,
  wallet_not_found: 401,
  account_closed: 409,
  wallet_frozen: 409,
  wallet_not_frozen: 409,
  wallet_frozen_by_staff: 409,
  account_not_found: 404,
  account_not_closed: 409,
  account_not_empty: 409,
  account_in_use: 409,
  merchant_not_found: 404,
  merchant_not_open: 409,
  payment_code_ended: 409,
  payment_code_other: 409,
  sale_code_paid: 409,
  sale_code_withdrawn: 409,
  shown_code_declined: 409,
  pot_not_found: 404,
  payment_not_found: 404,
  refund_exceeds_payment: 409,
  refund_into_expired_lot: 409,
  clerk_not_on_duty: 403,
  clerk_refund_above_limit: 409,
  clerk_refund_day_above_limit: 409,
  refund_not_from_card: 409,
  card_refund_changed: 409,
  top_up_not_found: 404,
  top_up_not_whole: 409,
  top_up_disputed_before: 409,
  dispute_not_found: 404,
  dispute_closed_before: 409,
  hold_end_not_allowed: 422,
  hold_not_found: 404,
  hold_resolved_before: 409,
  hold_ended: 409,
  capture_exceeds_hold: 409,
  address_not_found: 404,
  transfer_not_found: 404,
  cause_not_found: 404,
  cause_not_open: 409,
  donation_not_found: 404,
  merchant_payments_off: 403,
  purchase_party_not_found: 404,
  purchase_party_not_open: 409,
  purchase_from_self: 409,
  purchase_paid_before: 409,
  purchase_month_above_limit: 409,
  purchase_not_found: 404,
  nothing_to_adjust: 404,
  adjust_exceeds_moved: 409,
  repayment_not_found: 404,
  repayment_decided_before: 409,
  repayment_reason_not_open: 409,
  repayment_asked_before: 409,
  repayment_above_cap: 409,
  transfer_to_self: 409,
  transfer_month_above_limit: 409,
  spending_day_above_limit: 409,
  spending_month_above_limit: 409,
  top_up_day_above_limit: 409,
  top_up_month_above_limit: 409,
  insufficient_funds: 409,
  payment_changed: 409,
  wallet_above_limit: 409,
  receiver_above_limit: 409,
  merchant_balance_short: 409,
  pot_ended: 409,
  gift_day_above_limit: 409,
  pot_exhausted: 409,
  nothing_to_settle: 409,
  payout_not_found: 404,
  payout_returned_before: 409,
  recovery_code_unknown: 404,
  wallet_opened_before: 409,
  device_not_found: 404,
  busy_try_again: 503,
}

/** The HTTP status of a refusal. */
export const statusOfRefusal = (refusal: LedgerRefusal): number => statusOf[refusal.code]
