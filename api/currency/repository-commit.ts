import { isViolation, Violation } from '../../db/violation.ts'
import { plainWrite, type Owner, type Store, type Write } from '../../db/store.ts'
import type { LedgerStore } from './ports.ts'

/** The constraints that mean "another writer was first", not "the books are wrong". */
const races = {
  check: [
    'balance_floor',
    'lot_not_negative',
    'lot_not_above_issued',
    'refund_within_payment',
    'refund_within_moved',
    'lot_refund_within_use',
    'transfer_month_limit',
    'spending_within_limit',
    'wallet_ceiling',
    'adjustment_within_moved',
    'donation_cause_open',
    'purchase_month_limit',
    'account_open',
    'account_empty',
    'account_change_true',
    'lot_frozen',
    'wallet_not_frozen',
    'wallet_freeze_true',
    'repayment_decided_once',
    'repayment_within_cap',
    'card_refund_end_true',
    'shown_code_decline_true',
    'till_act_allowed',
    'proxy_act_allowed',
    'proxy_day_within_limit',
    'proxy_invited',
    'pot_true',
  ],
  unique: [
    'keys',
    'pots',
    'journals',
    'folds',
    'hold_resolutions',
    'wallet_addresses',
    'disputes',
    'dispute_closings',
    'purchases',
    'account_changes',
    'wallet_freezes',
    'repayments',
    'card_refund_ends',
    'shown_codes',
    'shown_code_uses',
    'sale_code_ends',
    'shown_code_declines',
    'proxies',
    'proxy_endings',
  ],
} as const

/**
 * The balances of wallets, in the order in which each journal comes by them (`byPlace`): letters by their numbers, whatever
 * the language of the server is. An identifier holds no space.
 */
const lockBalances: Owner['lock'] = (walletIds) =>
  plainWrite(
    `select 1 from "balances" where "account_id" = any (string_to_array($1, ' ')) order by "account_id" collate "C", "fund_id" collate "C" for update`,
    [walletIds.join(' ')],
  )

/** Stores a list whole or not at all, and tells a race that was lost from books that are wrong. */
export function commitOn(store: Store): LedgerStore['commit'] {
  return async (writes, owner) => {
    try {
      await store.atomic(
        writes as Write[],
        owner === undefined ? undefined : { id: owner, lock: lockBalances },
      )
      return 'stored'
    } catch (error) {
      if (isLostRace(error)) return 'lost_race'
      throw error
    }
  }
}

/** A device found no wallet to belong to: its recovery code was used a moment before. */
const noWalletLeft = (error: unknown): boolean =>
  error instanceof Violation && error.kind === 'type' && /wallet_id/.test(error.message + String(error.cause))

const isLostRace = (error: unknown): boolean =>
  noWalletLeft(error) ||
  isViolation(error, 'race') ||
  races.check.some((name) => isViolation(error, 'check', name)) ||
  races.unique.some((table) => isViolation(error, 'unique', table))
