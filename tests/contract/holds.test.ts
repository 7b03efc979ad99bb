import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { onEveryEngine } from '../support/engines.ts'
import { booksAsText, noon, openTestBooks } from '../currency/books.ts'
import type { TestBooks } from '../currency/books.ts'
import { booksAudit } from '../../api/currency/repository-verify.ts'
import { ledgerReads } from '../../api/currency/repository-reads.ts'
import { ledgerStore } from '../../api/currency/repository.ts'
import { verifyBooks } from '../../api/currency/verify.ts'

const dayMs = 86_400_000
const endsAt = noon + dayMs

/** What came of each: `ok`, or the code of the refusal. */
const codesOf = (results: readonly ({ ok: true } | { ok: false; error: { code: string } })[]): string[] =>
  results.map((one) => (one.ok ? 'ok' : one.error.code)).toSorted()

type Shop = { readonly id: string; readonly accountId: string }

onEveryEngine('holds', (store) => {
  let books: TestBooks
  beforeAll(async () => {
    books = await openTestBooks(store())
  })
  beforeEach(() => {
    books.clock.at = noon
  })

  const hold = (walletId: string, shop: Shop, amountYen: number, key = books.key()) =>
    books.ledger.hold({ walletId, merchantId: shop.id, amountYen, endsAt, key })
  const held = async (walletId: string, shop: Shop, amountYen: number) => {
    const placed = await hold(walletId, shop, amountYen)
    if (!placed.ok) throw new Error(placed.error.code)
    return placed.value.answer
  }
  const whose = (shop: Shop) => ({ merchantId: shop.id, merchantAccountId: shop.accountId })
  const capture = (shop: Shop, holdId: string, amountYen: number | null = null, key = books.key()) =>
    books.ledger.capture({ ...whose(shop), holdId, amountYen, key })
  const giveUp = (shop: Shop, holdId: string, key = books.key()) =>
    books.ledger.voidHold({ ...whose(shop), holdId, key })
  const pay = (walletId: string, shop: Shop, amountYen: number) =>
    books.ledger.pay({ walletId, merchantId: shop.id, amountYen, key: books.key() })
  const stateOf = async (walletId: string) => (await ledgerStore(store()).findWallet(walletId))!
  /** What can be spent, and what is held. */
  const purse = async (walletId: string): Promise<[number, number]> => {
    const { lots, heldYen } = await stateOf(walletId)
    return [lots.reduce((sum, lot) => sum + lot.remainingYen, 0), heldYen]
  }

  describe('money that is held', () => {
    test('is gone for payments and for other holds (Blnk #181: six holds of 1,000 on 5,000)', async () => {
      const [walletId, shop] = [await books.openWallet(5_000), await books.openShop()]
      const results = await Promise.all(Array.from({ length: 6 }, () => hold(walletId, shop, 1_000)))
      expect(codesOf(results)).toEqual(['insufficient_funds', 'ok', 'ok', 'ok', 'ok', 'ok'])
      expect(await purse(walletId)).toEqual([0, 5_000])
      expect(await pay(walletId, shop, 1)).toMatchObject({
        error: { code: 'insufficient_funds', spendableYen: 0 },
      })
    })

    test('is taken from the soonest to end of the lots that are valid as long as the hold is', async () => {
      const [walletId, shop] = [await books.openWallet(1_000), await books.openShop()]
      await books.grant(await books.openPot({ validDays: 0 }), walletId, 300)
      await books.grant(await books.openPot({ validDays: 10 }), walletId, 200)
      const { lots } = await held(walletId, shop, 500)
      expect(lots.map((lot) => [lot.instrument, lot.amountYen])).toEqual([
        ['free', 200],
        ['paid', 300],
      ])
    })

    test('is held until the last instant of a lot, and no instant longer', async () => {
      const [walletId, shop] = [await books.openWallet(), await books.openShop()]
      await books.grant(await books.openPot({ validDays: 1 }), walletId, 300)
      const [lot] = (await stateOf(walletId)).lots
      const until = (end: number) =>
        books.ledger.hold({ walletId, merchantId: shop.id, amountYen: 300, endsAt: end, key: books.key() })
      expect(await until(lot!.validUntilAt + 1)).toMatchObject({ error: { code: 'insufficient_funds' } })
      expect(await until(lot!.validUntilAt)).toMatchObject({ ok: true })
    })
  })

  describe('a hold that was refused', () => {
    test('is captured by nobody, and its key stays refused (Blnk #182)', async () => {
      const [walletId, shop] = [await books.openWallet(100), await books.openShop()]
      const key = books.key()
      expect(await hold(walletId, shop, 101, key)).toMatchObject({ error: { code: 'insufficient_funds' } })
      await books.topUp(walletId, 1_000)
      expect(await hold(walletId, shop, 101, key)).toEqual({
        ok: false,
        error: { code: 'key_failed_before', firstCode: 'insufficient_funds' },
      })
      const before = await booksAsText(store())
      expect(await capture(shop, key)).toMatchObject({ error: { code: 'hold_not_found' } })
      expect(await booksAsText(store())).toBe(before)
      expect(await purse(walletId)).toEqual([1_100, 0])
    })

    test('leaves the books byte for byte as they were', async () => {
      const [walletId, shop] = [await books.openWallet(100), await books.openShop()]
      const { holdId } = await held(walletId, shop, 50)
      const before = await booksAsText(store())
      await hold(walletId, shop, 51)
      await hold('nobody', shop, 1)
      await capture(shop, holdId, 51)
      await capture(await books.openShop(), 'nothing', 1).catch(() => undefined)
      await giveUp(shop, 'nothing')
      const accounts = (text: string) => text.replace(/^accounts:[^]*?\n(?=funds:)/, '')
      expect(accounts(await booksAsText(store()))).toBe(accounts(before))
    })
  })

  describe('a capture', () => {
    test('of the whole is a payment like any other: takings, numbers, refund', async () => {
      const [walletId, shop] = [await books.openWallet(1_000), await books.openShop()]
      const before = await stateOf(walletId)
      const { holdId } = await held(walletId, shop, 600)
      books.clock.at = endsAt
      const paid = await capture(shop, holdId)
      if (!paid.ok) throw new Error(paid.error.code)
      const { paymentId } = paid.value.answer
      expect(paid.value.answer).toMatchObject({ amountYen: 600, paidAt: endsAt, releasedYen: 0, holdId })
      expect(await purse(walletId)).toEqual([400, 0])
      expect([...(await ledgerStore(store()).merchantBalance(shop.accountId)).values()]).toEqual([600])
      const days = await ledgerReads(store()).merchantDays({ from: endsAt, to: endsAt + 1 })
      expect(days.filter((one) => one.merchantAccountId === shop.accountId)).toMatchObject([
        { payments: 1, amountYen: 600 },
      ])
      const [line] = await ledgerReads(store()).activity(walletId, { limit: 1 })
      expect(line).toMatchObject({ kind: 'pay', amountYen: -600, paymentId })
      const { accountId: merchantAccountId } = shop
      await books.ledger.refund({ paymentId, merchantAccountId, amountYen: null, key: books.key() })
      expect(await stateOf(walletId)).toEqual(before)
    })

    test('of a part pays the soonest to end; the rest goes back to the same lots', async () => {
      const [walletId, shop] = [await books.openWallet(1_000), await books.openShop()]
      await books.grant(await books.openPot({ validDays: 10 }), walletId, 200)
      const { holdId } = await held(walletId, shop, 700)
      const paid = await capture(shop, holdId, 250)
      expect(paid).toMatchObject({
        value: {
          answer: { amountYen: 250, releasedYen: 450, lots: [{ amountYen: 200 }, { amountYen: 50 }] },
        },
      })
      const { lots } = await stateOf(walletId)
      expect(lots.map((lot) => [lot.instrument, lot.remainingYen])).toEqual([['paid', 950]])
      expect(await capture(shop, holdId, 1)).toMatchObject({
        error: { code: 'hold_resolved_before', how: 'captured' },
      })
    })

    test('at the last instant is made; from the first instant after it is refused, before any job', async () => {
      const [walletId, shop] = [await books.openWallet(1_000), await books.openShop()]
      const [first, second] = [await held(walletId, shop, 10), await held(walletId, shop, 10)]
      books.clock.at = endsAt
      expect(await capture(shop, first.holdId)).toMatchObject({ ok: true })
      books.clock.at = endsAt + 1
      expect(await capture(shop, second.holdId)).toMatchObject({ error: { code: 'hold_ended', endsAt } })
      expect(await giveUp(shop, second.holdId)).toMatchObject({ error: { code: 'hold_ended' } })
    })

    test('by another shop is told that there is no such hold', async () => {
      const [walletId, shop, other] = [
        await books.openWallet(1_000),
        await books.openShop(),
        await books.openShop(),
      ]
      const { holdId } = await held(walletId, shop, 10)
      expect(await capture(other, holdId)).toMatchObject({ error: { code: 'hold_not_found' } })
      expect(await giveUp(other, holdId)).toMatchObject({ error: { code: 'hold_not_found' } })
    })

    test('with a key used before gives the first answer; with other content the field is named', async () => {
      const [walletId, shop] = [await books.openWallet(1_000), await books.openShop()]
      const { holdId } = await held(walletId, shop, 100)
      const key = books.key()
      const first = await capture(shop, holdId, 40, key)
      books.clock.at += 400 * dayMs
      expect(await capture(shop, holdId, 40, key)).toEqual({
        ok: true,
        value: { ...(first.ok && first.value), replayed: true },
      })
      expect(await capture(shop, holdId, 41, key)).toMatchObject({
        error: { code: 'key_reused_with_other_content', field: 'amountYen' },
      })
      expect(await giveUp(shop, holdId, key)).toMatchObject({
        error: { code: 'key_reused_with_other_content', field: 'operation' },
      })
    })
  })

  describe('a hold ends once', () => {
    test('captured and given up by twelve at once: one of them', async () => {
      const [walletId, shop] = [await books.openWallet(1_000), await books.openShop()]
      const { holdId } = await held(walletId, shop, 400)
      const results = await Promise.all(
        Array.from({ length: 12 }, (_, turn) =>
          turn % 2 === 0 ? capture(shop, holdId, 400) : giveUp(shop, holdId),
        ),
      )
      expect(codesOf(results)).toEqual([...Array(11).fill('hold_resolved_before'), 'ok'])
      const paidYen = results.some((one, turn) => one.ok && turn % 2 === 0) ? 400 : 0
      expect(await purse(walletId)).toEqual([1_000 - paidYen, 0])
    })

    test('the job ends what is past its end, once, however many run at once and however late', async () => {
      const [walletId, shop] = [await books.openWallet(1_000), await books.openShop()]
      for (const yen of [100, 200, 300]) await held(walletId, shop, yen)
      await books.ledger.expireHolds()
      expect(await purse(walletId)).toEqual([400, 600])
      books.clock.at = endsAt
      await books.ledger.expireHolds()
      expect(await purse(walletId)).toEqual([400, 600])
      books.clock.at = endsAt + 30 * dayMs
      await Promise.all(Array.from({ length: 4 }, () => books.ledger.expireHolds()))
      expect(await purse(walletId)).toEqual([1_000, 0])
      expect(await books.ledger.expireHolds()).toBe(0)
    })

    test('placing, paying, capturing and giving up at once loses no yen', async () => {
      const [walletId, shop] = [await books.openWallet(500), await books.openShop()]
      await books.grant(await books.openPot(), walletId, 500)
      const placed = [await held(walletId, shop, 300), await held(walletId, shop, 300)]
      await Promise.all([
        ...Array.from({ length: 6 }, () => pay(walletId, shop, 90)),
        ...Array.from({ length: 6 }, () => hold(walletId, shop, 90)),
        capture(shop, placed[0]!.holdId, 100),
        giveUp(shop, placed[1]!.holdId),
      ])
      expect((await verifyBooks(booksAudit(store()))).wrong).toEqual([])
    })
  })

  test('after all of this the books are right', async () => {
    expect((await verifyBooks(booksAudit(store()))).wrong).toEqual([])
  })
})
