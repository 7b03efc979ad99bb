import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { onEveryEngine } from '../support/engines.ts'
import { booksAsText, noon, openTestBooks } from '../currency/books.ts'
import type { TestBooks } from '../currency/books.ts'
import { verifyBooks } from '../../api/currency/verify.ts'
import { booksAudit } from '../../api/currency/repository-verify.ts'
import { soughtActivity } from '../../api/currency/activity-search.ts'
import { ledgerReads } from '../../api/currency/repository-reads.ts'
import { ledgerStore } from '../../api/currency/repository.ts'
import { ledgerViews } from '../../api/currency/views.ts'
import { sql } from 'drizzle-orm'

const dayMs = 86_400_000

/** The codes of those that were refused. */
const refusalsOf = (results: readonly ({ ok: true } | { ok: false; error: { code: string } })[]): string[] =>
  results.flatMap((one) => (one.ok ? [] : [one.error.code]))

onEveryEngine('the ledger', (store) => {
  let books: TestBooks
  let views: ReturnType<typeof ledgerViews>
  beforeAll(async () => {
    books = await openTestBooks(store())
    const merchants = {
      find: async () => undefined,
      named: async (accountId: string) => {
        const shop = [...books.shops.values()].find((one) => one.accountId === accountId)
        return shop && { merchantId: shop.id, name: { ja: '店', en: 'Shop' } }
      },
    }
    views = ledgerViews({
      store: ledgerStore(store()),
      reads: ledgerReads(store()),
      merchants,
      clock: books.clock,
    })
  })
  beforeEach(() => {
    books.clock.at = noon
  })

  const pay = (walletId: string, merchantId: string, amountYen: number, key = books.key()) =>
    books.ledger.pay({ walletId, merchantId, amountYen, key })
  const refund = (paymentId: string, merchantAccountId: string, amountYen: number | null) =>
    books.ledger.refund({ paymentId, merchantAccountId, amountYen, key: books.key() })
  const balanceOf = async (walletId: string) => (await views.wallet(walletId))!.balanceYen
  const verify = async () => (await verifyBooks(booksAudit(store()))).wrong
  const paid = async (walletId: string, merchantId: string, amountYen: number) => {
    const result = await pay(walletId, merchantId, amountYen)
    if (!result.ok) throw new Error(result.error.code)
    return result.value.answer
  }

  /** 300 free yen of Aizu-Wakamatsu's that end in 10 days, 200 of Tadami's that end in 20, and 1,000 paid in. */
  async function walletOfThree() {
    const walletId = await books.openWallet(1_000)
    await books.grant(await books.openPot({ validDays: 10 }), walletId, 300)
    await books.grant(await books.openPot({ municipality: '073679', validDays: 20 }), walletId, 200)
    return walletId
  }

  describe('a payment', () => {
    test('takes the soonest to end first and its receipt names each lot and funder', async () => {
      const [walletId, shop] = [await walletOfThree(), await books.openShop()]
      const receipt = await paid(walletId, shop.id, 700)
      expect(receipt.lots.map((lot) => [lot.amountYen, lot.instrument, lot.municipality])).toEqual([
        [300, 'free', '072028'],
        [200, 'free', '073679'],
        [200, 'paid', null],
      ])
      expect(await balanceOf(walletId)).toBe(800)
      const owed = await views.merchantBalance(shop.accountId)
      expect([...owed.values()].toSorted((a, b) => a - b)).toEqual([200, 200, 300])
    })

    test('leaves a lot alone from the first instant after its end, before any job has run', async () => {
      const [walletId, shop] = [await books.openWallet(), await books.openShop()]
      await books.grant(await books.openPot({ validDays: 0 }), walletId, 100)
      const end = Date.parse('2026-11-23T23:59:59.999+09:00')
      books.clock.at = end + 1
      expect(await pay(walletId, shop.id, 1)).toMatchObject({ error: { code: 'insufficient_funds' } })
      books.clock.at = end
      expect(await pay(walletId, shop.id, 1)).toMatchObject({ ok: true })
    })

    test('with a key used before gives the first answer, at any age, and moves nothing', async () => {
      const [walletId, shop] = [await books.openWallet(1_000), await books.openShop()]
      const key = books.key()
      const first = await pay(walletId, shop.id, 400, key)
      books.clock.at += 400 * dayMs
      const again = await pay(walletId, shop.id, 400, key)
      expect(again).toEqual({ ok: true, value: { ...(first.ok && first.value), replayed: true } })
      expect(await balanceOf(walletId)).toBe(600)
    })

    test('with a key used for other content is refused and the field is named', async () => {
      const [walletId, shop] = [await books.openWallet(1_000), await books.openShop()]
      const key = books.key()
      await pay(walletId, shop.id, 400, key)
      expect(await pay(walletId, shop.id, 500, key)).toEqual({
        ok: false,
        error: { code: 'key_reused_with_other_content', field: 'amountYen' },
      })
    })

    test('with a key that was refused stays refused, even when there is money now', async () => {
      const [walletId, shop] = [await books.openWallet(), await books.openShop()]
      const key = books.key()
      expect(await pay(walletId, shop.id, 400, key)).toMatchObject({ error: { code: 'insufficient_funds' } })
      await books.topUp(walletId, 1_000)
      expect(await pay(walletId, shop.id, 400, key)).toEqual({
        ok: false,
        error: { code: 'key_failed_before', firstCode: 'insufficient_funds' },
      })
    })

    test('that is refused leaves the books byte for byte as they were', async () => {
      const [walletId, shop] = [await books.openWallet(100), await books.openShop()]
      const before = await booksAsText(store())
      await pay(walletId, shop.id, 101)
      await pay(walletId, 'nowhere', 1)
      await pay(walletId, shop.id, 0)
      await pay('nobody', shop.id, 1)
      await refund('nothing', shop.accountId, 1)
      expect(await booksAsText(store())).toBe(before)
    })

    test('is one payment when the same key arrives ten times at once', async () => {
      const [walletId, shop] = [await books.openWallet(1_000), await books.openShop()]
      const key = books.key()
      const answers = await Promise.all(Array.from({ length: 10 }, () => pay(walletId, shop.id, 50, key)))
      expect(new Set(answers.map((one) => one.ok && one.value.answer.paymentId)).size).toBe(1)
      expect(answers.filter((one) => one.ok && !one.value.replayed)).toHaveLength(1)
      expect(await balanceOf(walletId)).toBe(950)
    })

    test('thirty at once from a wallet that holds enough for ten: exactly ten', async () => {
      const [walletId, shop] = [await books.openWallet(1_000), await books.openShop()]
      const results = await Promise.all(Array.from({ length: 30 }, () => pay(walletId, shop.id, 100)))
      expect(results.filter((one) => one.ok)).toHaveLength(10)
      expect(refusalsOf(results)).toEqual(Array(20).fill('insufficient_funds'))
      expect(await balanceOf(walletId)).toBe(0)
      expect([...(await views.merchantBalance(shop.accountId)).values()]).toEqual([1_000])
    })

    test('ten at once find the next lot when the first runs out under them', async () => {
      const [walletId, shop] = [await books.openWallet(500), await books.openShop()]
      books.clock.at += dayMs
      await books.topUp(walletId, 500)
      const results = await Promise.all(Array.from({ length: 10 }, () => pay(walletId, shop.id, 100)))
      expect(refusalsOf(results)).toEqual([])
      expect(await balanceOf(walletId)).toBe(0)
    })

    test('stores what another domain writes with it, or neither', async () => {
      const [walletId, shop] = [await books.openWallet(1_000), await books.openShop()]
      const { processorEvents } = store().tables
      const event = store().prepareWrite(
        store()
          .query.insert(processorEvents)
          .values({ id: sql.placeholder('id'), type: 'test', outcome: 'test', receivedAt: 1 }),
      )
      const id = books.key()
      const withEvent = () =>
        books.ledger.pay({
          walletId,
          merchantId: shop.id,
          amountYen: 10,
          key: books.key(),
          alongside: () => [event({ id })],
        })
      expect(await withEvent()).toMatchObject({ ok: true })
      await expect(withEvent()).rejects.toMatchObject({ kind: 'unique', constraint: 'processor_events' })
      expect(await balanceOf(walletId)).toBe(990)
    })
  })

  describe('a refund', () => {
    test('restores the lots, and the funder of each yen gets it back', async () => {
      const [walletId, shop] = [await walletOfThree(), await books.openShop()]
      const before = await views.wallet(walletId)
      const { paymentId } = await paid(walletId, shop.id, 700)
      await refund(paymentId, shop.accountId, 250)
      const rest = await refund(paymentId, shop.accountId, null)
      expect(rest).toMatchObject({ value: { answer: { amountYen: 450 } } })
      expect(await views.wallet(walletId)).toEqual(before)
      expect([...(await views.merchantBalance(shop.accountId)).values()]).toEqual([])
    })

    test('after the end of a lot goes back into it and stays unspendable there', async () => {
      const [walletId, shop] = [await books.openWallet(), await books.openShop()]
      await books.grant(await books.openPot({ validDays: 1 }), walletId, 100)
      const { paymentId } = await paid(walletId, shop.id, 100)
      books.clock.at = noon + 3 * dayMs
      const back = await refund(paymentId, shop.accountId, null)
      expect(back).toMatchObject({ value: { answer: { lots: [{ expired: true, amountYen: 100 }] } } })
      expect(await views.wallet(walletId)).toMatchObject({ balanceYen: 100, spendableYen: 0 })
      expect(await pay(walletId, shop.id, 1)).toMatchObject({ error: { code: 'insufficient_funds' } })
    })

    test('ten at once of a third each give back three thirds and no more', async () => {
      const [walletId, shop] = [await walletOfThree(), await books.openShop()]
      const { paymentId } = await paid(walletId, shop.id, 900)
      const results = await Promise.all(
        Array.from({ length: 10 }, () => refund(paymentId, shop.accountId, 300)),
      )
      expect(results.filter((one) => one.ok)).toHaveLength(3)
      expect(await balanceOf(walletId)).toBe(1_500)
    })

    test('by another shop is told that there is no such payment', async () => {
      const [walletId, shop, other] = [
        await books.openWallet(100),
        await books.openShop(),
        await books.openShop(),
      ]
      const { paymentId } = await paid(walletId, shop.id, 100)
      expect(await refund(paymentId, other.accountId, 1)).toMatchObject({
        error: { code: 'payment_not_found' },
      })
    })
  })

  describe('a pot', () => {
    test('gives no yen more than it has, however many ask at once', async () => {
      const pot = await books.openPot({ budgetYen: 1_000 })
      const wallets = await Promise.all(Array.from({ length: 15 }, () => books.openWallet()))
      const results = await Promise.all(wallets.map((walletId) => books.grant(pot, walletId, 100)))
      expect(results.filter((one) => one.ok)).toHaveLength(10)
      expect(refusalsOf(results)).toEqual(Array(5).fill('pot_exhausted'))
    })
  })

  describe('a settlement', () => {
    test('takes what the plan pays, by fund, and the bank receives exactly that', async () => {
      const [walletId, shop] = [await walletOfThree(), await books.openShop()]
      await paid(walletId, shop.id, 700)
      const { merchantAccountId } = { merchantAccountId: shop.accountId }
      const settled = await books.ledger.settle({ merchantAccountId, runId: books.key() })
      if (!settled.ok) throw new Error(settled.error.code)
      const { journalId, amountYen, funds } = settled.value.answer
      expect([amountYen, funds.length]).toEqual([700, 3])
      const sent = await books.ledger.payout({ settleJournalId: journalId, runId: 'run' })
      expect(sent).toMatchObject({ value: { answer: { amountYen: 700, funds } } })
      expect([...(await views.merchantBalance(shop.accountId)).values()]).toEqual([])
    })

    test('is made once for a run and sent once', async () => {
      const [walletId, shop] = [await books.openWallet(500), await books.openShop()]
      await paid(walletId, shop.id, 500)
      const command = { merchantAccountId: shop.accountId, runId: books.key() }
      const results = await Promise.all(Array.from({ length: 5 }, () => books.ledger.settle(command)))
      expect(results.filter((one) => one.ok && !one.value.replayed)).toHaveLength(1)
      const settleJournalId = results[0]!.ok ? results[0]!.value.answer.journalId : ''
      const sent = await Promise.all(
        Array.from({ length: 5 }, () => books.ledger.payout({ settleJournalId, runId: 'run' })),
      )
      expect(sent.filter((one) => one.ok && !one.value.replayed)).toHaveLength(1)
    })

    test('a refund after it is refused: the shop holds too little', async () => {
      const [walletId, shop] = [await books.openWallet(500), await books.openShop()]
      const { paymentId } = await paid(walletId, shop.id, 500)
      await books.ledger.settle({ merchantAccountId: shop.accountId, runId: books.key() })
      expect(await refund(paymentId, shop.accountId, 1)).toMatchObject({
        error: { code: 'merchant_balance_short', balanceYen: 0 },
      })
    })

    test('racing with payments and refunds loses no yen', async () => {
      const [walletId, shop] = [await books.openWallet(10_000), await books.openShop()]
      const first = await paid(walletId, shop.id, 1_000)
      await Promise.all([
        ...Array.from({ length: 8 }, () => pay(walletId, shop.id, 100)),
        ...Array.from({ length: 3 }, () => refund(first.paymentId, shop.accountId, 100)),
        ...Array.from({ length: 3 }, () =>
          books.ledger.settle({ merchantAccountId: shop.accountId, runId: books.key() }),
        ),
      ])
      expect(await verify()).toEqual([])
    })
  })

  describe('what people see', () => {
    test('a payment as it stands: lots, what came back of each, the refunds', async () => {
      const [walletId, shop] = [await walletOfThree(), await books.openShop()]
      const { paymentId } = await paid(walletId, shop.id, 400)
      await refund(paymentId, shop.accountId, 150)
      expect(await views.payment(paymentId)).toMatchObject({
        merchant: { merchantId: shop.id },
        amountYen: 400,
        refundedYen: 150,
        refundableYen: 250,
        lots: [
          { amountYen: 300, refundedYen: 50 },
          { amountYen: 100, refundedYen: 100 },
        ],
        refunds: [{ amountYen: 150 }],
      })
    })

    test('a wallet’s activity, the newest first, page by page', async () => {
      const [walletId, shop] = [await books.openWallet(1_000), await books.openShop()]
      const first = await paid(walletId, shop.id, 100)
      books.clock.at += 1
      await refund(first.paymentId, shop.accountId, 40)
      const lines = await views.activity(walletId, { limit: 10 })
      expect(lines.map((line) => [line.kind, line.amountYen, line.merchant?.merchantId ?? null])).toEqual([
        ['refund', 40, shop.id],
        ['pay', -100, shop.id],
        ['top_up', 1_000, null],
      ])
      const [newest] = await views.activity(walletId, { limit: 1 })
      const before = { at: newest!.at, id: newest!.journalId }
      expect(await views.activity(walletId, { limit: 10, before })).toEqual(lines.slice(1))
      const sought = soughtActivity({ text: '店' })
      const found = sought.ok && (await views.findActivity(walletId, sought.value, { limit: 10 }))
      expect(found).toEqual({ lines: lines.slice(0, 2), next: null })
      const earlier = soughtActivity({ until: '2020-01-01' })
      expect(earlier.ok && (await views.findActivity(walletId, earlier.value, { limit: 10 }))).toEqual({
        lines: [],
        next: null,
      })
    })

    test('a payment from several lots is one line of the wallet’s activity, with their sum', async () => {
      const [walletId, shop] = [await books.openWallet(300), await books.openShop()]
      for (const amountYen of [200, 100]) await books.topUp(walletId, amountYen)
      const { paymentId } = await paid(walletId, shop.id, 550)
      books.clock.at += 1
      await refund(paymentId, shop.accountId, 250)
      const lines = await views.activity(walletId, { limit: 3 })
      expect(lines.map((line) => [line.kind, line.amountYen])).toEqual([
        ['refund', 250],
        ['pay', -550],
        ['top_up', 100],
      ])
    })

    test('public numbers by shop and Japanese day', async () => {
      const [walletId, shop] = [await books.openWallet(1_000), await books.openShop()]
      books.clock.at = Date.parse('2027-01-01T00:00:00+09:00') - 1
      const last = await paid(walletId, shop.id, 100)
      books.clock.at += 1
      await paid(walletId, shop.id, 200)
      await refund(last.paymentId, shop.accountId, 30)
      const period = { from: books.clock.at - dayMs, to: books.clock.at + dayMs }
      const days = (await views.merchantDays(period)).filter(
        (one) => one.merchantAccountId === shop.accountId,
      )
      expect(days.map(({ merchantAccountId: _shop, ...day }) => day)).toEqual([
        { day: '2026-12-31', payments: 1, amountYen: 100, refundedYen: 30 },
        { day: '2027-01-01', payments: 1, amountYen: 200, refundedYen: 0 },
      ])
    })
  })

  test('after all of this the books are right', async () => {
    expect(await verify()).toEqual([])
  })
})
