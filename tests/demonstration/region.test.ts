import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { japanDay } from '../../api/platform/clock.ts'
import { verifyBooks } from '../../api/currency/index.ts'
import { booksAudit } from '../../api/currency/repository-verify.ts'
import { inventedShops, waitingShop } from '../../api/demonstration/shops.ts'
import type { Store } from '../../db/store.ts'
import { openEngine, type OpenEngine } from '../support/engines.ts'
import { now, seedOn } from './world.ts'

/** Everything but the secrets of wallets, which are really drawn: nobody may hold an invented wallet's. */
const tables = [
  'accounts',
  'funds',
  'pots',
  'balances',
  'journals',
  'lots',
  'entries',
  'credits',
  'folds',
  'payments',
  'payment_lots',
  'keys',
  'merchants',
  'merchant_bank_accounts',
  'merchant_members',
  'settlements',
  'payouts',
  'visitors',
  'consents',
  'check_ins',
  'exposures',
  'assignments',
]

async function stateHash(store: Store): Promise<string> {
  const hash = createHash('sha256')
  for (const table of tables) {
    const rows = await store.raw(`select * from ${table}`)
    hash.update(
      `${table}\n${rows
        .map((row) => JSON.stringify(row))
        .toSorted()
        .join('\n')}\n`,
    )
  }
  return hash.digest('hex')
}

const count = async (store: Store, what: string): Promise<number> =>
  Number((await store.raw(`select count(*) as n from ${what}`))[0]?.['n'])

describe('a fortnight of the demonstration region', () => {
  let [one, other]: OpenEngine[] = []
  beforeAll(async () => {
    ;[one, other] = await Promise.all([openEngine('sqlite'), openEngine('sqlite')])
    await seedOn(one.store, { days: 14 })
  }, 60_000)
  afterAll(() => Promise.all([one!.dispose(), other!.dispose()]))

  test('made twice is the same to the last row', async () => {
    await seedOn(other!.store, { days: 14 })
    expect(await stateHash(other!.store)).toBe(await stateHash(one!.store))
  }, 60_000)

  test('leaves right books', async () => {
    const verdict = await verifyBooks(booksAudit(one!.store))
    expect(verdict.wrong).toEqual([])
    expect(verdict.journals).toBeGreaterThan(500)
  })

  test('flushes the disk at every commit again', async () => {
    expect(await one!.store.raw('pragma synchronous')).toEqual([{ synchronous: 2 }])
  })

  test('has forty open shops, one that waits, and marks every one as invented', async () => {
    expect(await count(one!.store, `merchants where status = 'approved'`)).toBe(40)
    expect(await count(one!.store, `merchants where status = 'applied'`)).toBe(1)
    expect(await count(one!.store, `merchants where not demonstration`)).toBe(0)
  })

  test('has nothing after its last instant, and nothing before its first day', async () => {
    for (const table of ['journals', 'payments', 'check_ins', 'consents', 'exposures', 'settlements'])
      expect(await count(one!.store, `${table} where created_at > ${now}`)).toBe(0)
    expect(await count(one!.store, `check_ins where day < '${japanDay(now - 13 * 86_400_000)}'`)).toBe(0)
  })

  test('records no visit of anybody who had not agreed by then', async () => {
    const unasked = `check_ins c where not exists (select 1 from consents y where y.visitor_id = c.visitor_id and y.given and y.created_at <= c.created_at)`
    expect(await count(one!.store, unasked)).toBe(0)
  })

  test('paid shops out on bank days, and left takings for the office to settle', async () => {
    expect(await count(one!.store, 'settlements')).toBe(1)
    expect(await count(one!.store, 'payouts')).toBeGreaterThan(5)
    const [settled] = await one!.store.raw('select max(cut_off_at) as until from settlements')
    expect(
      await count(one!.store, `payments where created_at >= ${Number(settled?.['until'])}`),
    ).toBeGreaterThan(20)
  })
})

test('stopped in the middle, whole days are there and the books are right', async () => {
  const { store, dispose } = await openEngine('sqlite')
  const stop = new AbortController()
  const seeded = await seedOn(store, {
    days: 8,
    signal: stop.signal,
    progress: (done) => done === 3 && stop.abort(),
  })
  expect(seeded).toMatchObject({ days: 3, stopped: true })
  expect((await verifyBooks(booksAudit(store))).wrong).toEqual([])
  const [last] = await store.raw('select max(created_at) as at from payments')
  expect(japanDay(Number(last?.['at']))).toBe('2026-11-18')
  await dispose()
})

test('three times larger has three times the shops, and no two of one name', async () => {
  const { store, dispose } = await openEngine('sqlite')
  await seedOn(store, { days: 1, scale: 3 })
  expect(await count(store, `merchants where status = 'approved'`)).toBe(120)
  expect(await count(store, '(select distinct name_ja, name_en from merchants) as names')).toBe(121)
  await dispose()
})

test('on PostgreSQL the same people do the same things, and the books are right', async () => {
  const [lite, server] = await Promise.all([openEngine('sqlite'), openEngine('postgresql')])
  for (const { store } of [lite, server]) await seedOn(store, { days: 2 })
  expect((await verifyBooks(booksAudit(server.store))).wrong).toEqual([])
  const paid = `select id, wallet_id from (select journal_id as id, wallet_id from payments) as paid order by id`
  expect(await server.store.raw(paid)).toEqual(await lite.store.raw(paid))
  await Promise.all([lite.dispose(), server.dispose()])
})

test('every invented shop says that it is one, in each language', () => {
  expect(inventedShops).toHaveLength(40)
  for (const shop of [...inventedShops, waitingShop]) {
    expect(shop.nameJa.startsWith('見本')).toBe(true)
    expect(shop.nameKana.startsWith('ミホン')).toBe(true)
    expect(shop.nameEn.startsWith('Sample ')).toBe(true)
  }
})
