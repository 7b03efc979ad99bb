import { beforeAll, expect, test } from 'vitest'
import type { Decision } from '../../api/currency/decision.ts'
import { periodsOf } from '../../api/currency/limits.ts'
import { decidePay } from '../../api/currency/pay.ts'
import { ledgerStore } from '../../api/currency/repository.ts'
import { demonstrationSettings } from '../../api/currency/settings.ts'
import { newId } from '../../api/platform/ids.ts'
import { openTestBooks, type TestBooks } from '../currency/books.ts'
import { onEveryEngine } from '../support/engines.ts'

onEveryEngine('the entries of a journal', (store) => {
  let books: TestBooks
  let shop: Awaited<ReturnType<TestBooks['openShop']>>
  beforeAll(async () => {
    books = await openTestBooks(store())
    shop = await books.openShop()
  })

  /** A payment of 150 yen from what is left of one lot, 90 of 100, and another one; its entries there are of `yens`. */
  async function stored(yens: readonly [number, number]) {
    const walletId = await books.openWallet()
    await books.topUp(walletId, 100)
    await books.ledger.pay({ walletId, merchantId: shop.id, amountYen: 10, key: books.key() })
    await books.topUp(walletId, 100)
    const [ledger, at] = [ledgerStore(store()), books.clock.now()]
    const payer = await ledger.findPayer(walletId, periodsOf(at))
    const command = { walletId, merchantId: shop.id, amountYen: 150 }
    const context = { at, ids: { next: newId }, settings: demonstrationSettings }
    const outcome = decidePay({ ...payer, merchant: shop }, command, context)
    if (!outcome.ok) throw new Error(outcome.error.code)
    const decision: Decision<unknown> = outcome.value
    const ofWallet = decision.journal.entries.filter(({ account }) => account.id === walletId)
    const entries = [
      ...ofWallet.map((entry, n) => ({ ...entry, amountYen: yens[n]! })),
      ...decision.journal.entries
        .filter(({ account }) => account.id !== walletId)
        .map((entry) => ({ ...entry, amountYen: -yens.reduce((sum, yen) => sum + yen, 0) })),
    ]
    const keyed = { key: { scope: 'moves', key: books.key() }, content: { operation: 'pay' } }
    const answer = await ledger.commit(
      ledger.writesOf(keyed, { ...decision, journal: { ...decision.journal, entries } }),
    )
    const rows = await store().raw(
      `select amount_yen, balance_after_yen, account_version from entries where account_id = '${walletId}' order by account_version`,
    )
    return {
      answer,
      told: rows.map((row) =>
        ['amount_yen', 'balance_after_yen', 'account_version'].map((name) => row[name]),
      ),
    }
  }

  test('say what the balance was after each of them, although it moves once', async () => {
    const { answer, told } = await stored([-90, -60])
    expect([answer, ...told.slice(3)]).toEqual(['stored', [-90, 100, 4], [-60, 40, 5]])
  })

  test('say so too where they go opposite ways', async () => {
    const { answer, told } = await stored([10, -60])
    expect([answer, ...told.slice(3)]).toEqual(['stored', [10, 200, 4], [-60, 140, 5]])
  })
})
