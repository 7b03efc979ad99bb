import { noon } from '../currency/books.ts'
import { postgresql } from './hold-attempts.ts'
import type { Attempt, Facts } from './hold-attempts.ts'

/** A correction of the foreign wallet's top-up under some journal, as a writer past the code would have it. */
const corrects = (f: Facts, journalId: string, yen: number, approvedHash = 'b'.repeat(64)) =>
  `insert into adjustments (journal_id, corrects_id, wallet_id, amount_yen, approved_hash, created_at) values ('${journalId}', '${f.topUpId}', '${f.foreignWalletId}', ${yen}, '${approvedHash}', ${noon})`

/** What may be tried on corrections. */
export const adjustmentAttempts: readonly Attempt[] = [
  { what: 'a correction under a journal that is none', sql: (f) => corrects(f, 'open', -5) },
  { what: 'a correction of nothing', sql: (f) => corrects(f, 'open', 0) },
  { what: 'a correction that nobody approved', sql: (f) => corrects(f, 'open', -5, 'x') },
  { what: 'removing a correction', sql: () => 'delete from adjustments' },
  { what: 'making a correction smaller', sql: () => 'update adjustments set amount_yen = -1' },
  {
    what: 'binding a correction to another approval',
    sql: () => `update adjustments set approved_hash = '${'c'.repeat(64)}'`,
  },
  { what: 'entering a correction twice', sql: (f) => corrects(f, f.adjustmentId, -5) },
  { what: 'emptying the corrections', sql: () => 'truncate adjustments', only: postgresql },
]
