import { beforeAll, describe, expect, test } from 'vitest'
import { recordService } from '../../api/currency/records-service.ts'
import type { Records } from '../../api/currency/records-service.ts'
import { recordReads } from '../../api/currency/repository-records.ts'
import { noon, openTestBooks } from '../currency/books.ts'
import { onEveryEngine } from '../support/engines.ts'

const dayMs = 86_400_000

onEveryEngine('records', (store) => {
  let records: Records
  let shops: string[] = []
  beforeAll(async () => {
    const books = await openTestBooks(store())
    records = recordService({
      reads: recordReads(store()),
      merchants: {
        find: async (id) => books.shops.get(id),
        named: async (accountId) => {
          const shop = [...books.shops.values()].find((one) => one.accountId === accountId)
          return shop && { merchantId: shop.id, name: { ja: '店', en: 'Shop' } }
        },
      },
    })
    const [one, other, walletId] = [
      await books.openShop(),
      await books.openShop(),
      await books.openWallet(50_000),
    ]
    await books.grant(await books.openPot(), walletId, 100)
    shops = [one.id, other.id]
    const pay = (merchantId: string, amountYen: number) =>
      books.ledger.pay({ walletId, merchantId, amountYen, key: books.key() })
    // 150 yen of two funds are one record.
    const first = await pay(one.id, 150)
    await pay(other.id, 150)
    books.clock.at = Date.parse('2026-11-23T23:59:59.999+09:00')
    await pay(one.id, 900)
    books.clock.at += 1
    await books.ledger.refund({
      paymentId: first.ok ? first.value.answer.paymentId : '',
      merchantAccountId: one.accountId,
      amountYen: 50,
      key: books.key(),
    })
    await pay(other.id, 900)
    books.clock.at = noon + 3 * dayMs
    await books.ledger.settle({ merchantAccountId: one.accountId, runId: 'run' })
  }, 60_000)

  /** Each record as shop and signed yen, the newest first. */
  const found = async (search: Parameters<Records['find']>[0]) => {
    const page = await records.find(search, { limit: 50 })
    if (!page.ok) return page.error
    return page.value.records.map(
      ({ merchant, amountYen }) => `${merchant?.merchantId === shops[0] ? 'one' : 'other'} ${amountYen}`,
    )
  }
  const all = ['one -1000', 'other 900', 'one -50', 'one 900', 'other 150', 'one 150']
  const of = (...places: number[]) => places.map((place) => all[place])

  describe('are found by', () => {
    test.each<[string, object, number[]]>([
      ['nothing: all of them', {}, [0, 1, 2, 3, 4, 5]],
      ['a first day', { from: '2026-11-24' }, [0, 1, 2]],
      ['a last day, to its last millisecond', { until: '2026-11-23' }, [3, 4, 5]],
      ['one day', { from: '2026-11-24', until: '2026-11-24' }, [1, 2]],
      ['a least amount, whichever way it moved', { leastYen: 900 }, [0, 1, 3]],
      ['a most amount, whichever way it moved', { mostYen: 150 }, [2, 4, 5]],
      ['one amount', { leastYen: 150, mostYen: 150 }, [4, 5]],
      ['the issuer', { counterparty: 'issuer' }, [0]],
      ['the guests', { counterparty: 'guests' }, [1, 2, 3, 4, 5]],
      ['date and amount', { from: '2026-11-24', leastYen: 900 }, [0, 1]],
      ['date and counterparty', { from: '2026-11-24', counterparty: 'guests' }, [1, 2]],
      ['amount and counterparty', { mostYen: 100, counterparty: 'guests' }, [2]],
      [
        'all three',
        { until: '2026-11-24', leastYen: 100, mostYen: 900, counterparty: 'guests' },
        [1, 3, 4, 5],
      ],
    ])('%s', async (_, search, places) => {
      expect(await found(search)).toEqual(of(...places))
    })

    test('a shop, by itself and with the others', async () => {
      expect(await found({ merchantId: shops[0] })).toEqual(of(0, 2, 3, 5))
      expect(await found({ merchantId: shops[1], from: '2026-11-24' })).toEqual(of(1))
      expect(await found({ merchantId: shops[0], mostYen: 150 })).toEqual(of(2, 5))
    })
  })

  test('come page by page, each once', async () => {
    const seen: number[] = []
    let before: { at: number; id: string } | undefined
    for (let pages = 0; pages < 4; pages++) {
      const page = await records.find({}, { limit: 2, before })
      if (!page.ok) throw new Error(page.error.code)
      seen.push(...page.value.records.map((one) => one.amountYen))
      before = page.value.next ?? undefined
      if (before === undefined) break
    }
    expect(seen).toEqual([-1000, 900, -50, 900, 150, 150])
  })

  test('are refused in a range that ends before it begins, and of a shop that is not there', async () => {
    expect(await found({ from: '2026-11-24', until: '2026-11-23' })).toEqual({
      code: 'range_reversed',
      field: 'until',
    })
    expect(await found({ leastYen: 2, mostYen: 1, merchantId: 'x' })).toEqual({
      code: 'range_reversed',
      field: 'mostYen',
    })
    expect(await found({ merchantId: 'x' })).toEqual({ code: 'merchant_not_found', field: 'merchantId' })
  })
})
