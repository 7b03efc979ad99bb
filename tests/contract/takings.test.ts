import { expect, test } from 'vitest'
import { accountBook } from '../../api/currency/repository-account-changes.ts'
import { ledgerReads } from '../../api/currency/repository-reads.ts'
import { ledgerStore } from '../../api/currency/repository.ts'
import { takingsStore } from '../../api/merchants/repository-takings.ts'
import type { Store } from '../../db/store.ts'
import { noon, openTestBooks } from '../currency/books.ts'
import { onEveryEngine } from '../support/engines.ts'

const dayMs = 86_400_000

/** Two shops that were paid over three days out of two funds; one of them was rolled up in between, twice. */
async function paidShops(store: Store) {
  const books = await openTestBooks(store)
  const [pot, walletId] = [await books.openPot(), await books.openWallet(9_000)]
  const [shop, other] = [await books.openShop(), await books.openShop()]
  await books.grant(pot, walletId, 500)
  const pay = async (merchantId: string, amountYen: number): Promise<string> => {
    const paid = await books.ledger.pay({ walletId, merchantId, amountYen, key: books.key() })
    if (!paid.ok) throw new Error(paid.error.code)
    return paid.value.answer.paymentId
  }
  const paymentId = await pay(shop.id, 800)
  await pay(other.id, 50)
  books.clock.at = noon + dayMs
  await pay(shop.id, 60)
  await books.ledger.settle({ merchantAccountId: shop.accountId, runId: books.key() })
  books.clock.at = noon + 2 * dayMs
  await pay(shop.id, 700)
  const back = { paymentId, merchantAccountId: shop.accountId, amountYen: 30 }
  await books.ledger.refund({ ...back, key: books.key() })
  books.clock.at += 1_234
  await pay(shop.id, 9)
  await pay(other.id, 8)
  return { shop, other }
}

/** What all entries say, each of them added. */
const added = (store: Store, by: string, where = '1 = 1') =>
  store.raw(
    `select ${by}, cast(sum(e.amount_yen) as integer) as yen from entries e join accounts a on a.id = e.account_id
      where ${where} group by ${by} order by ${by}`,
  )

onEveryEngine('takings that were partly rolled up', (store) => {
  test('are the sum of all entries, wherever they are asked for', async () => {
    const { shop, other } = await paidShops(store())
    const [takings, ledger] = [takingsStore(store()), ledgerStore(store())]
    const waiting = await store().raw('select count(*) as count from credits where folded_at is null')
    expect(Number(waiting[0]!['count']), 'some wait and some do not').toBe(3)

    for (const { accountId } of [shop, other]) {
      const byFund = await added(store(), 'e.fund_id', `e.account_id = '${accountId}'`)
      const rows = byFund.map((row) => [row['fund_id'], Number(row['yen'])] as const)
      const sum = rows.reduce((all, [, yen]) => all + yen, 0)
      const nonZero = (entries: Iterable<readonly [unknown, number]>) =>
        [...entries].filter(([, yen]) => yen !== 0).toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1))
      expect(nonZero(await ledger.merchantBalance(accountId))).toEqual(nonZero(rows))
      expect((await takings.unpaid(accountId, 0, 0)).balanceYen).toBe(sum)
      expect(await accountBook(store()).findClosing(accountId)).toMatchObject({ balanceYen: sum })
    }
  })

  test('of before a cut-off are what was taken before less what was settled whenever, and never more than there is', async () => {
    const takings = takingsStore(store())
    for (const cutOffAt of [0, noon, noon + 1, noon + dayMs + 1, noon + 2 * dayMs, noon + 9 * dayMs]) {
      const before = await store().raw(
        `select e.account_id, e.fund_id, cast(sum(case when e.created_at < ${cutOffAt} or j.kind = 'settle' then e.amount_yen else 0 end) as integer) as closed, cast(sum(e.amount_yen) as integer) as balance
        from entries e join accounts a on a.id = e.account_id join journals j on j.id = e.journal_id where a.kind = 'merchant' group by e.account_id, e.fund_id order by 1, 2`,
      )
      const held = await takings.holdings(cutOffAt)
      expect(held.map((row) => [row.accountId, row.fundId, row.amountYen])).toEqual(
        before.map((row) => [
          row['account_id'],
          row['fund_id'],
          Math.min(Number(row['closed']), Number(row['balance'])),
        ]),
      )
    }
  })

  test('and everything else of a fund are the sums of its entries by what holds them', async () => {
    const rows = await added(store(), 'e.fund_id, a.kind')
    const yenOf = (fundId: string, kind: string): number =>
      Number(rows.find((row) => row['fund_id'] === fundId && row['kind'] === kind)?.['yen'] ?? 0)
    const totals = await ledgerReads(store()).fundTotals()
    expect(totals).toHaveLength(2)
    for (const { fundId, municipality: _, ...yen } of totals)
      expect(yen).toEqual({
        walletsYen: yenOf(fundId, 'wallet'),
        merchantsYen: yenOf(fundId, 'merchant'),
        settlementYen: yenOf(fundId, 'settlement'),
        potsYen: yenOf(fundId, 'pot'),
      })
  })

  test('are told by day without what was settled', async () => {
    const [{ account_id: accountId }] = (await store().raw(
      `select account_id from entries e join journals j on j.id = e.journal_id where j.kind = 'settle' and e.amount_yen < 0`,
    )) as [{ account_id: string }]
    const { days } = await takingsStore(store()).unpaid(accountId, 0, 0)
    expect(days.toSorted((a, b) => (a.day < b.day ? -1 : 1)).map((day) => day.amountYen)).toEqual([
      800, 60, 679,
    ])
  })
})

onEveryEngine('the takings of a shop’s day', (store) => {
  test('are its payments of that day less what ever went back of them, to the millisecond', async () => {
    const books = await openTestBooks(store())
    const walletId = await books.openWallet(9_000)
    const [shop, other] = [await books.openShop(), await books.openShop()]
    const midnight = noon + dayMs / 2
    const paidAt = [noon, midnight - 1, midnight, midnight + 5, midnight + dayMs - 1, midnight + dayMs]
    const ids: string[] = []
    for (const [turn, at] of paidAt.entries()) {
      books.clock.at = at
      for (const merchantId of [shop.id, other.id]) {
        const amountYen = 100 * (turn + 1)
        const paid = await books.ledger.pay({ walletId, merchantId, amountYen, key: books.key() })
        if (!paid.ok) throw new Error(paid.error.code)
        if (merchantId === shop.id) ids.push(paid.value.answer.paymentId)
      }
    }
    const takings = takingsStore(store())
    const total = (from: number) => takings.dayTotal(shop.accountId, from, from + dayMs)
    expect(await total(midnight)).toEqual({ count: 3, amountYen: 300 + 400 + 500, refundedYen: 0 })

    // Given back on the next day, in two parts and whole: it is taken off the day of the payment.
    for (const [paymentId, amountYen] of [
      [ids[3]!, 30],
      [ids[3]!, 7],
      [ids[4]!, 500],
    ] as const)
      await books.ledger.refund({ paymentId, merchantAccountId: shop.accountId, amountYen, key: books.key() })
    expect(await total(midnight)).toEqual({ count: 3, amountYen: 300 + 400 + 500, refundedYen: 537 })
    expect(await total(midnight - dayMs)).toEqual({ count: 2, amountYen: 300, refundedYen: 0 })
    expect(await total(midnight + dayMs)).toEqual({ count: 1, amountYen: 600, refundedYen: 0 })
    expect(await takings.dayTotal(shop.accountId, midnight, midnight + 5)).toMatchObject({ count: 1 })
    expect(await total(midnight + 2 * dayMs)).toEqual({ count: 0, amountYen: 0, refundedYen: 0 })
  })
})
