import { noon, type TestBooks } from '../currency/books.ts'
import { postgresql } from './hold-attempts.ts'
import type { Attempt } from './hold-attempts.ts'

const columns = 'wallet_id, number, what, "by", changed_by, reason, created_at'
type Row = { readonly by: string; readonly changedBy?: string; readonly reason?: string }
const freeze = (walletId: string, number: number, what: string, { by, changedBy, reason = 'r' }: Row) =>
  `insert into wallet_freezes (${columns}) values ('${walletId}', ${number}, '${what}', '${by}', ${changedBy === undefined ? 'null' : `'${changedBy}'`}, '${reason}', ${noon})`
const staff = { by: 'staff', changedBy: 'o' }

/** What a writer past the code would begin with: 5 yen of the wallet on their way to a card, and the journal not closed. */
async function refundOf(books: TestBooks, walletId: string): Promise<void> {
  const made = await books.topUp(walletId, 5)
  if (!made.ok) throw new Error(made.error.code)
  await books.store.raw(
    `insert into journals (id, kind, scope, key, body, created_at, parent_id) values ('to-card', 'card_refund', 'raw', 'to-card', '{}', 1, null)`,
  )
  await books.store.raw(
    `insert into entries (journal_id, line, account_id, fund_id, lot_id, amount_yen, created_at) values ('to-card', 1, '${walletId}', 'reserve', '${made.value.answer.lotId}', -5, 1), ('to-card', 2, 'card_clearing', 'reserve', null, 5, 1)`,
  )
}

/** A wallet that staff stopped, one that its device did, and one that was let go with the code. */
export async function openFrozen(books: TestBooks): Promise<readonly [string, string, string]> {
  const [frozen, lost, thawed] = [
    await books.openWallet(),
    await books.openWallet(),
    await books.openWallet(),
  ]
  await refundOf(books, frozen)
  const why = { changedBy: null, reason: 'lost' }
  await books.ledger.freezeWallet({
    ...why,
    walletId: frozen,
    by: 'staff',
    changedBy: 'officer',
    key: books.key(),
  })
  const byDevice = { reason: 'lost', by: 'device', changedBy: 'd' } as const
  await books.ledger.freezeWallet({ ...byDevice, walletId: lost, key: books.key() })
  await books.ledger.freezeWallet({ ...why, walletId: thawed, by: 'code', key: books.key() })
  await books.ledger.thawWallet({ ...why, walletId: thawed, by: 'code', key: books.key() })
  return [frozen, lost, thawed]
}

/** What may be tried on wallets that are stopped. */
export const freezeAttempts: readonly Attempt[] = [
  { what: 'stopping what is stopped', sql: (f) => freeze(f.frozenWalletId, 2, 'frozen', staff) },
  { what: 'stopping the same a second time', sql: (f) => freeze(f.frozenWalletId, 1, 'frozen', staff) },
  { what: 'letting go what is not stopped', sql: (f) => freeze(f.thawedWalletId, 3, 'thawed', staff) },
  { what: 'leaving a stop out', sql: (f) => freeze(f.thawedWalletId, 5, 'frozen', staff) },
  {
    what: 'letting go with the code what staff stopped',
    sql: (f) => freeze(f.frozenWalletId, 2, 'thawed', { by: 'code' }),
  },
  {
    what: 'letting go with a device',
    sql: (f) => freeze(f.lostWalletId, 2, 'thawed', { by: 'device', changedBy: 'd' }),
  },
  {
    what: 'letting go without a name',
    sql: (f) => freeze(f.frozenWalletId, 2, 'thawed', { by: 'staff' }),
  },
  {
    what: 'letting go without a reason',
    sql: (f) => freeze(f.frozenWalletId, 2, 'thawed', { ...staff, reason: '' }),
  },
  {
    what: 'naming who had the code',
    sql: (f) => freeze(f.thawedWalletId, 3, 'frozen', { by: 'code', changedBy: 'x' }),
  },
  {
    what: 'letting a wallet go past its history',
    sql: (f) => `update wallets set frozen_at = null where account_id = '${f.frozenWalletId}'`,
  },
  {
    what: 'stopping a wallet past its history',
    sql: (f) => `update wallets set frozen_at = 1 where account_id = '${f.thawedWalletId}'`,
  },
  {
    what: 'giving money of a stopped wallet to a card',
    sql: () => `insert into journal_balanced (journal_id, fund_id, sum_yen) values ('to-card', 'reserve', 0)`,
  },
  { what: 'forgetting a stop', sql: () => 'delete from wallet_freezes' },
  { what: 'changing why it was stopped', sql: () => `update wallet_freezes set reason = 'other'` },
  { what: 'emptying the history of stops', sql: () => 'truncate wallet_freezes', only: postgresql },
]
