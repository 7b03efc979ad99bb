import { noon } from '../currency/books.ts'
import { postgresql } from './hold-attempts.ts'
import type { Attempt, Facts } from './hold-attempts.ts'

const transferColumns =
  'journal_id, from_wallet_id, to_wallet_id, amount_yen, month, month_limit_yen, created_at'
/** A transfer under the open journal, as a writer past the code would have it. */
const sends = (f: Facts, yen: number, facts: { month?: string; limit?: number; to?: string } = {}) =>
  `insert into transfers (${transferColumns}) values ('open', '${f.walletId}', '${facts.to ?? f.foreignWalletId}', ${yen}, '${facts.month ?? '2026-11'}', ${facts.limit ?? 300_000}, ${noon})`

/** What may be tried on transfers and addresses. */
export const transferAttempts: readonly Attempt[] = [
  { what: 'sending one yen more than a month allows', sql: (f) => sends(f, 91, { limit: 100 }) },
  { what: 'sending in a month that it is not', sql: (f) => sends(f, 1, { month: '2026-12' }) },
  { what: 'sending nothing', sql: (f) => sends(f, 0) },
  { what: 'sending to oneself', sql: (f) => sends(f, 1, { to: f.walletId }) },
  { what: 'removing a transfer', sql: () => 'delete from transfers' },
  { what: 'making a transfer smaller', sql: () => 'update transfers set amount_yen = 1' },
  { what: 'moving a transfer to another month', sql: () => `update transfers set month = '2026-10'` },
  { what: 'forgetting which lots were sent', sql: () => 'delete from transfer_lots' },
  { what: 'changing which lots were sent', sql: () => 'update transfer_lots set amount_yen = 1' },
  {
    what: 'sending a lot that becomes another one',
    sql: (f) =>
      `insert into transfer_lots (journal_id, position, from_lot_id, to_lot_id, amount_yen) values ('${f.transferId}', 9, '${f.lotId}', '${f.foreignLotId}', 1000)`,
  },
  { what: 'emptying the transfers', sql: () => 'truncate transfers cascade', only: postgresql },
  {
    what: 'a second address in use',
    sql: (f) =>
      `insert into wallet_addresses (address, wallet_id, created_at) values ('X', '${f.foreignWalletId}', 1)`,
  },
  {
    what: 'giving an address to another wallet',
    sql: (f) => `update wallet_addresses set wallet_id = '${f.walletId}' where address = '${f.address}'`,
  },
  {
    what: 'using an address again that has stopped',
    sql: () => 'update wallet_addresses set ended_at = null where ended_at is not null',
  },
  { what: 'removing an address', sql: () => 'delete from wallet_addresses' },
]
