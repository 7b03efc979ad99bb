import type pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPool } from '../../db/pool-postgresql.ts'
import { noon, openTestBooks } from '../currency/books.ts'
import { openEngine } from '../support/engines.ts'
import type { OpenEngine } from '../support/engines.ts'
import { secondOf } from './second-writer.ts'

/**
 * A sum that the database reckons inside a write must see everything that was written before it. SQLite and D1 write
 * one list at a time; on PostgreSQL the wallet's row is locked first. Here two writers past the code, who share no other
 * row, meet at that lock.
 */
let engine: OpenEngine
let pool: pg.Pool
let [walletId, friendId] = ['', '']
let [buyerAccount, sellerAccount] = ['', '']
const pots: string[] = []

beforeAll(async () => {
  engine = await openEngine('postgresql')
  const books = await openTestBooks(engine.store)
  walletId = await books.openWallet(50)
  friendId = await books.openWallet()
  for (const _ of [1, 2]) {
    const pot = await books.openPot()
    await books.grant(pot, walletId, 10)
    pots.push(pot)
  }
  buyerAccount = (await books.openShop()).accountId
  sellerAccount = (await books.openShop()).accountId
  const [row] = await engine.store.raw('select current_database() as name')
  pool = openPool(`${inject('postgresqlUrl')}/${String(row!['name'])}`, 3)
  for (const id of ['one', 'two'])
    await pool.query(
      `insert into journals (id, kind, scope, key, body, created_at) values ('${id}', 'test', 'raw', '${id}', '{}', ${noon})`,
    )
}, 60_000)

afterAll(async () => {
  await pool.end()
  await engine.dispose()
})

const refusalOf = async (first: readonly string[], second: readonly string[]): Promise<string> =>
  (await secondOf(pool, first, second)).told

const sends = (journalId: string) =>
  `insert into transfers (journal_id, from_wallet_id, to_wallet_id, amount_yen, month, month_limit_yen, created_at) values ('${journalId}', '${walletId}', '${friendId}', 60, '2026-11', 100, ${noon})`
const fills = (journalId: string, pot: string) => [
  `update balances set posted_yen = posted_yen + 60 where account_id = '${walletId}' and fund_id = '${pot}'`,
  `insert into wallet_fills (journal_id, wallet_id, limit_yen, created_at) values ('${journalId}', '${walletId}', 150, ${noon})`,
]
const tops = (id: string) =>
  `insert into topups (id, wallet_id, amount_yen, key, status, day_limit_yen, month_limit_yen, wallet_limit_yen, created_at, updated_at) values ('${id}', '${friendId}', 60, '${id}', 'opened', 100, 900, 900, ${noon}, ${noon})`

/** All that a purchase is stored with, of a fund of its own. */
const buys = (id: string, pot: string) => [
  `insert into journals (id, kind, scope, key, body, created_at) values ('${id}', 'purchase', 'raw', '${id}', '{}', ${noon})`,
  `insert into entries (journal_id, line, account_id, fund_id, amount_yen, created_at) values ('${id}', 1, '${buyerAccount}', '${pot}', -60, ${noon}), ('${id}', 2, '${sellerAccount}', '${pot}', 60, ${noon})`,
  `insert into purchases (journal_id, buyer_account_id, seller_account_id, purchase_reference, amount_yen, month, month_limit_yen, created_at) values ('${id}', '${buyerAccount}', '${sellerAccount}', '${id}', 60, '2026-11', 100, ${noon})`,
]

test('two purchases of a shop at once count each other in the month', async () => {
  expect(await refusalOf(buys('buys-one', pots[0]!), buys('buys-two', pots[1]!))).toBe('purchase_month_limit')
})

test('two transfers of a wallet at once count each other in the month', async () => {
  expect(await refusalOf([sends('one')], [sends('two')])).toBe('transfer_month_limit')
})

test('two gifts of different funds at once count each other in what the wallet holds', async () => {
  expect(await refusalOf(fills('one', pots[0]!), fills('two', pots[1]!))).toBe('wallet_ceiling')
})

test('two top-ups of a wallet that begin at once count each other in the day', async () => {
  expect(await refusalOf([tops('one')], [tops('two')])).toBe('topup_within_limits')
})
