import { noon } from '../currency/books.ts'
import { postgresql } from './hold-attempts.ts'
import type { Attempt, Facts } from './hold-attempts.ts'

const columns = 'account_id, number, what, reason, changed_by, approved_hash, created_at'
const change = (accountId: string, number: number, what: string, hash = 'null') =>
  `insert into account_changes (${columns}) values ('${accountId}', ${number}, '${what}', 'r', 'b', ${hash}, ${noon})`
const closedEntry = (f: Facts) =>
  `insert into entries (journal_id, line, account_id, fund_id, lot_id, amount_yen, created_at) values ('tilted', 2, '${f.closedWalletId}', '${f.pot}', '${f.lotId}', 5, 1)`

/** What may be tried on accounts: one wallet of the facts is closed. */
export const accountAttempts: readonly Attempt[] = [
  { what: 'closing a wallet that holds money', sql: (f) => change(f.foreignWalletId, 1, 'closed') },
  { what: 'closing the wallet of a hold', sql: (f) => change(f.walletId, 1, 'closed') },
  { what: 'closing the shop of a hold', sql: (f) => change(f.shopAccount, 1, 'closed') },
  { what: 'closing the bank', sql: () => change('bank', 1, 'closed') },
  { what: 'closing what is closed', sql: (f) => change(f.closedWalletId, 2, 'closed') },
  { what: 'opening what is open', sql: (f) => change(f.foreignWalletId, 1, 'reopened', `'h'`) },
  { what: 'opening a closed wallet with two eyes', sql: (f) => change(f.closedWalletId, 2, 'reopened') },
  {
    what: 'leaving a change of an account out',
    sql: (f) => change(f.closedWalletId, 4, 'reopened', `'h'`),
  },
  {
    what: 'opening a closed wallet past its history',
    sql: (f) => `update accounts set closed_at = null where id = '${f.closedWalletId}'`,
  },
  {
    what: 'closing a wallet past its history',
    sql: (f) => `update accounts set closed_at = 1 where id = '${f.walletId}'`,
  },
  { what: 'forgetting a closing', sql: () => 'delete from account_changes' },
  { what: 'changing why it was closed', sql: () => `update account_changes set reason = 'other'` },
  { what: 'emptying the history of accounts', sql: () => 'truncate account_changes', only: postgresql },
  {
    what: 'an entry of a closed wallet',
    sql: (f) =>
      `${closedEntry(f)}; insert into journal_balanced (journal_id, fund_id, sum_yen) values ('tilted', '${f.pot}', 0)`,
    only: postgresql,
  },
  { what: 'an entry of a closed wallet, at once', sql: closedEntry, only: ['sqlite', 'd1'] },
]
