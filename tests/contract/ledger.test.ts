import { beforeAll, expect, test } from 'vitest'
import { onEveryEngine } from '../support/engines.ts'
import { openTestBooks } from '../currency/books.ts'
import type { TestBooks } from '../currency/books.ts'

onEveryEngine('the ledger', (store) => {
  let books: TestBooks
  beforeAll(async () => {
    books = await openTestBooks(store())
  })

  test('a payment answers with the lots it was made from and takes them', async () => {
    const shop = await books.openShop()
    const pot = await books.openPot()
    const walletId = await books.openWallet(1_000)
    await books.grant(pot, walletId, 300)
    const paid = await books.ledger.pay({ walletId, merchantId: shop.id, amountYen: 700, key: books.key() })
    expect(paid).toMatchObject({
      ok: true,
      value: {
        replayed: false,
        answer: { amountYen: 700, lots: [{ amountYen: 300, municipality: '07205' }, { amountYen: 400 }] },
      },
    })
  })
})
