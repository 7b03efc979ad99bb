import { noon } from '../currency/books.ts'
import { postgresql } from './hold-attempts.ts'
import type { Attempt, Facts } from './hold-attempts.ts'

const spends = (f: Facts, yen: number, limit: number, period = '2030-01') =>
  `insert into spendings (wallet_id, period, spent_yen, limit_yen) values ('${f.walletId}', '${period}', ${yen}, ${limit}) on conflict (wallet_id, period) do update set spent_yen = spendings.spent_yen + excluded.spent_yen, limit_yen = excluded.limit_yen`
const fills = (f: Facts, limit: number, journalId = 'open') =>
  `insert into wallet_fills (journal_id, wallet_id, limit_yen, created_at) values ('${journalId}', '${f.walletId}', ${limit}, ${noon})`
const tops = (f: Facts, limits: readonly [day: number, month: number, wallet: number]) =>
  `insert into topups (id, wallet_id, amount_yen, key, status, day_limit_yen, month_limit_yen, wallet_limit_yen, created_at, updated_at) values ('above', '${f.walletId}', 100, 'above', 'opened', ${limits.join(', ')}, ${noon}, ${noon})`
const much = 999_999

/** What may be tried on limits. The wallet has spent some yen in November and holds some. */
export const limitAttempts: readonly Attempt[] = [
  { what: 'spending more than a period allows', sql: (f) => spends(f, 101, 100) },
  { what: 'spending one yen more in a month that is spent', sql: (f) => spends(f, 1, 1, '2026-11') },
  { what: 'spending nothing', sql: (f) => spends(f, 0, 100) },
  { what: 'spending less than nothing', sql: (f) => spends(f, -1, 100, '2026-11') },
  { what: 'forgetting what was spent', sql: () => 'delete from spendings' },
  { what: 'making smaller what was spent', sql: () => 'update spendings set spent_yen = 1' },
  { what: 'moving what was spent to another month', sql: () => `update spendings set period = '2020-01'` },
  { what: 'emptying what was spent', sql: () => 'truncate spendings', only: postgresql },
  { what: 'filling a wallet beyond what it may hold', sql: (f) => fills(f, 1) },
  { what: 'filling a wallet twice by one journal', sql: (f) => fills(f, much, f.transferId) },
  { what: 'removing what filled a wallet', sql: () => 'delete from wallet_fills' },
  { what: 'changing what a wallet was held to', sql: () => 'update wallet_fills set limit_yen = 1' },
  { what: 'emptying what filled wallets', sql: () => 'truncate wallet_fills', only: postgresql },
  { what: 'a top-up beyond the day', sql: (f) => tops(f, [99, much, much]) },
  { what: 'a top-up beyond the month', sql: (f) => tops(f, [much, 99, much]) },
  { what: 'a top-up beyond what a wallet may hold', sql: (f) => tops(f, [much, much, 100]) },
]
