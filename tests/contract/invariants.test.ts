import { beforeAll, expect, test } from 'vitest'
import { booksAudit } from '../../api/currency/repository-verify.ts'
import { verifyBooks } from '../../api/currency/verify.ts'
import { openTestBooks } from '../currency/books.ts'
import type { TestBooks } from '../currency/books.ts'
import { diceOf } from '../simulator/dice.ts'
import type { Dice } from '../simulator/dice.ts'
import { replay } from '../simulator/replay.ts'
import { onEveryEngine } from '../support/engines.ts'
import type { EngineName } from '../support/engines.ts'
import { serialOrder } from './serial-order.ts'
import type { Seen } from './serial-order.ts'

type Result = { ok: true; value: unknown } | { ok: false; error: { code: string } }

/** D1 goes through workerd and a socket. */
const actsOf: Record<EngineName, number> = { sqlite: 60, postgresql: 30, d1: 4 }
const workers = 8

onEveryEngine('many at once', (store, engine) => {
  let books: TestBooks
  beforeAll(async () => {
    books = await openTestBooks(store())
  })

  test('on ten hot accounts come to what some order of them, one after the other, comes to (T10)', async () => {
    const town = await openHotTown(books)
    const seen = new Map<string, Seen>()
    let now = 0
    const worker = async (number: number): Promise<void> => {
      const dice = diceOf(20261128 + number)
      for (let n = 0; n < actsOf[engine]; n++) {
        const key = books.key()
        const begun = ++now
        const result = await town.act(dice, key)
        seen.set(key, { begun, ended: ++now, code: result.ok ? 'ok' : result.error.code })
      }
    }
    await Promise.all(Array.from({ length: workers }, (_, number) => worker(number)))
    expect([...seen.values()].filter(({ code }) => code === 'ok').length).toBeGreaterThan(seen.size / 4)
    expect([...seen.values()].filter(({ code }) => code === 'busy_try_again')).toEqual([])
    expect((await verifyBooks(booksAudit(store()))).wrong).toEqual([])
    const acknowledged = [...seen].filter(([, { code }]) => code === 'ok').map(([key]) => key)
    const stored = (await store().raw('select key from journals')).map((row) => String(row['key']))
    expect(stored.filter((key) => seen.has(key)).toSorted()).toEqual(acknowledged.toSorted())
    const order = await serialOrder(store(), seen)
    const commits = order.map((id) => ({ step: '', rows: new Map(), journals: [id] }))
    expect(await replay(store(), town, commits, 'summed')).toEqual([])
  }, 120_000)

  test('ask a pot for different sums: it gives all but less than the largest, and no yen more (T17)', async () => {
    const dice = diceOf(17)
    const amounts = Array.from({ length: engine === 'd1' ? 12 : 40 }, () => dice.between(50, 400))
    const budgetYen = Math.floor(amounts.reduce((sum, yen) => sum + yen, 0) / 2)
    const pot = await books.openPot({ budgetYen })
    const wallets = await Promise.all(amounts.map(() => books.openWallet()))
    const results = await Promise.all(amounts.map((yen, place) => books.grant(pot, wallets[place]!, yen)))
    const given = amounts.reduce((sum, yen, place) => sum + (results[place]!.ok ? yen : 0), 0)
    expect(given).toBeLessThanOrEqual(budgetYen)
    expect(given).toBeGreaterThan(budgetYen - Math.max(...amounts))
    const [left] = await store().raw(`select posted_yen from balances where account_id = '${pot}'`)
    expect(Number(left!['posted_yen'])).toBe(budgetYen - given)
  }, 120_000)

  test('pay out what was paid less what went back, to the yen of each funder, and nothing waits for the bank (T18, T19, T20)', async () => {
    const dice = diceOf(19)
    const pots = await Promise.all(
      ['072028', '073679', '074454'].map((municipality) => books.openPot({ municipality })),
    )
    const shops = [await books.openShop(), await books.openShop()]
    const owed = new Map<string, number>()
    const count = (funds: readonly { fundId: string; amountYen: number }[], sign: number): void => {
      for (const { fundId, amountYen } of funds) owed.set(fundId, (owed.get(fundId) ?? 0) + sign * amountYen)
    }
    const lotFunds = async (journalId: string) =>
      (
        await store().raw(
          `select fund_id, amount_yen from entries where journal_id = '${journalId}' and lot_id is not null`,
        )
      ).map((row) => ({ fundId: String(row['fund_id']), amountYen: Math.abs(Number(row['amount_yen'])) }))
    for (let n = 0; n < (engine === 'd1' ? 2 : 8); n++) {
      const walletId = await books.openWallet(dice.between(200, 300))
      for (const pot of pots) await books.grant(pot, walletId, dice.between(1, 99))
      const shop = shops[n % 2]!
      const paid = await books.ledger.pay({
        walletId,
        merchantId: shop.id,
        amountYen: 4 + dice.below(200),
        key: books.key(),
      })
      if (!paid.ok) throw new Error(paid.error.code)
      const { paymentId } = paid.value.answer
      count(await lotFunds(paymentId), 1)
      const back = {
        paymentId,
        merchantAccountId: shop.accountId,
        amountYen: 1 + dice.below(4),
        key: books.key(),
      }
      const given = await books.ledger.refund(back)
      if (given.ok) count(await lotFunds(given.value.answer.refundId), -1)
    }
    for (const { accountId: merchantAccountId } of shops) {
      const runId = books.key()
      const settled = await Promise.all(
        [1, 2, 3].map(() => books.ledger.settle({ merchantAccountId, runId })),
      )
      const [first] = settled
      if (first?.ok !== true) throw new Error('a shop that took money is settled')
      const { journalId: settleJournalId } = first.value.answer
      expect(settled.every((one) => one.ok && one.value.answer.journalId === settleJournalId)).toBe(true)
      const sent = await Promise.all([1, 2, 3].map(() => books.ledger.payout({ settleJournalId, runId })))
      expect(sent.every((one) => one.ok)).toBe(true)
      count(first.value.answer.funds, -1)
    }
    expect([...owed.values()].filter((yen) => yen !== 0)).toEqual([])
    expect(
      await store().raw(`select fund_id from balances where account_id = 'settlement' and posted_yen <> 0`),
    ).toEqual([])
    expect((await verifyBooks(booksAudit(store()))).wrong).toEqual([])
  }, 120_000)
})

/**
 * Three purses of paid money, three of one pot's, two shops, two pots, and everything that people do with them. A purse
 * holds money of one kind: what is decided while other money arrives is decided without it, and of two kinds the order
 * could not be told afterwards.
 */
async function openHotTown(books: TestBooks) {
  const { ledger } = books
  const newPot = async (validDays: number) => ({
    id: await books.openPot({ validDays, budgetYen: 600 }),
    validDays,
  })
  const pots = [await newPot(3), await newPot(9)]
  const shops = [await books.openShop(), await books.openShop()]
  const paid = await Promise.all([1, 2, 3].map(() => books.openWallet(500)))
  const given = await Promise.all([1, 2, 3].map(() => books.openWallet()))
  const addresses = await Promise.all(
    paid.map(async (walletId) => {
      const made = await ledger.newAddress({ walletId, key: books.key() })
      return made.ok ? made.value : ''
    }),
  )
  const payments: { id: string; account: string }[] = []
  const pay = async (dice: Dice, key: string): Promise<Result> => {
    const [walletId, shop] = [dice.pick([...paid, ...given])!, dice.pick(shops)!]
    const done = await ledger.pay({ walletId, merchantId: shop.id, amountYen: dice.between(1, 90), key })
    if (done.ok) payments.push({ id: done.value.answer.paymentId, account: shop.accountId })
    return done
  }
  const scoped = (key: string) => ({ scope: 'hot', key })
  const acts: readonly ((dice: Dice, key: string) => Promise<Result>)[] = [
    pay,
    pay,
    async (dice, key) => {
      const known = dice.pick(payments)
      if (known === undefined) return pay(dice, key)
      const { id: paymentId, account: merchantAccountId } = known
      return ledger.refund({ paymentId, merchantAccountId, amountYen: dice.between(1, 60), key })
    },
    (dice, key) => {
      const [walletId, address] = [dice.pick(paid)!, dice.pick(addresses)!]
      return ledger.transfer({ walletId, address, amountYen: dice.between(1, 90), key })
    },
    (dice, key) => {
      const [potId, walletId] = [pots[0]!.id, dice.pick(given)!]
      return ledger.grant({ key: scoped(key), potId, walletId, amountYen: dice.between(1, 90) })
    },
    (dice, key) =>
      ledger.topUp({ key: scoped(key), walletId: dice.pick(paid)!, amountYen: dice.between(1, 90) }),
    (dice, key) =>
      ledger.issue({ key: scoped(key), potId: dice.pick(pots)!.id, amountYen: dice.between(1, 90) }),
  ]
  return { pots, shops, act: (dice: Dice, key: string): Promise<Result> => dice.pick(acts)!(dice, key) }
}
