import { beforeAll, expect, test } from 'vitest'
import { openTestBooks, type TestBooks } from '../currency/books.ts'
import { openEngine } from '../support/engines.ts'

/**
 * On PostgreSQL payments that wait leave together. A statement that joins their rows and never works would be sent again, each payment
 * by itself, and nobody would notice but by the time it takes.
 */
let books: TestBooks
let store: Awaited<ReturnType<typeof openEngine>>['store']
beforeAll(async () => {
  const engine = await openEngine('postgresql')
  store = engine.store
  books = await openTestBooks(store)
  return engine.dispose
})

const lanes = 9

test('payments of several wallets, of one lot and of two, share their transactions', async () => {
  const shop = await books.openShop()
  const wallets: string[] = []
  for (let n = 0; n < lanes; n++) {
    const walletId = await books.openWallet(100)
    await books.topUp(walletId, 100)
    wallets.push(walletId)
  }
  const paid = await Promise.all(
    wallets.map((walletId, n) =>
      books.ledger.pay({
        walletId,
        merchantId: shop.id,
        amountYen: n % 2 === 0 ? 80 : 150,
        key: books.key(),
      }),
    ),
  )
  expect(paid.map(({ ok }) => ok)).toEqual(wallets.map(() => true))
  const [told] = await store.raw(
    'select count(*) as rows, count(distinct xmin::text) as transactions from payments',
  )
  expect(told!['rows']).toBe(lanes)
  expect(told!['transactions']).toBeLessThan(lanes)
})
