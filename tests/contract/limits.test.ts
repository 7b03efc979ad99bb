import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { onEveryEngine } from '../support/engines.ts'
import { booksAsText, noon, openTestBooks } from '../currency/books.ts'
import type { TestBooks } from '../currency/books.ts'
import { booksAudit } from '../../api/currency/repository-verify.ts'
import { ledgerStore } from '../../api/currency/repository.ts'
import { demonstrationSettings } from '../../api/currency/settings.ts'
import { verifyBooks } from '../../api/currency/verify.ts'
import type { MerchantStanding } from '../../api/currency/pay.ts'

/** Limits that a test comes to the end of. */
const settings = {
  ...demonstrationSettings,
  paymentYenMax: 300,
  paymentDayYenMax: 1_000,
  paymentMonthYenMax: 1_500,
  walletYenMax: 5_000,
  transferYenMax: 2_000,
  youngDevice: { ...demonstrationSettings.youngDevice, paymentDayYenMax: 500 },
}
const hourMs = 3_600_000

type Told = { ok: true } | { ok: false; error: { code: string } }
const codesOf = (results: readonly Told[]): string[] =>
  results.map((one) => (one.ok ? 'ok' : one.error.code)).toSorted()
const count = (code: string, times: number): string[] => Array<string>(times).fill(code)

onEveryEngine('limits', (store) => {
  let books: TestBooks
  let shop: MerchantStanding
  beforeAll(async () => {
    books = await openTestBooks(store(), settings)
    shop = await books.openShop()
  })
  beforeEach(() => {
    books.clock.at = noon
  })

  const pay = (walletId: string, amountYen: number, deviceAddedAt?: number) =>
    books.ledger.pay({ walletId, merchantId: shop.id, amountYen, deviceAddedAt, key: books.key() })
  const hold = (walletId: string, amountYen: number) =>
    books.ledger.hold({
      walletId,
      merchantId: shop.id,
      amountYen,
      endsAt: books.clock.at + hourMs,
      key: books.key(),
    })
  const yenIn = async (walletId: string) =>
    (await ledgerStore(store()).findWallet(walletId))!.lots.reduce((sum, lot) => sum + lot.remainingYen, 0)

  describe('what is spent in a day', () => {
    test('is not passed by one yen by twelve payments at once, nor by what is paid afterwards', async () => {
      const walletId = await books.openWallet(4_000)
      const results = await Promise.all(Array.from({ length: 12 }, () => pay(walletId, 300)))
      expect(codesOf(results)).toEqual([...count('ok', 3), ...count('spending_day_above_limit', 9)])
      expect(await pay(walletId, 101)).toEqual({
        ok: false,
        error: { code: 'spending_day_above_limit', field: 'amountYen', limitYen: 1_000, leftYen: 100 },
      })
      expect(await pay(walletId, 100)).toMatchObject({ ok: true })
      expect(await pay(walletId, 1)).toMatchObject({ error: { leftYen: 0 } })
      expect(await yenIn(walletId)).toBe(3_000)
    })

    test('is one for payments and holds at once, of paid and of free money', async () => {
      const walletId = await books.openWallet(2_000)
      await books.grant(await books.openPot({ rule: { merchants: [shop.id] } }), walletId, 300)
      const both = Array.from({ length: 12 }, (_, turn) =>
        turn % 2 === 0 ? pay(walletId, 300) : hold(walletId, 300),
      )
      expect(codesOf(await Promise.all(both))).toEqual([
        ...count('ok', 3),
        ...count('spending_day_above_limit', 9),
      ])
    })

    test('begins anew at midnight in Japan, what is spent in a month does not', async () => {
      const walletId = await books.openWallet(4_000)
      books.clock.at = Date.parse('2026-11-29T23:59:59.999+09:00')
      await Promise.all(Array.from({ length: 4 }, () => pay(walletId, 250)))
      expect(await pay(walletId, 1)).toMatchObject({ error: { code: 'spending_day_above_limit' } })
      books.clock.at += 1
      const results = await Promise.all(Array.from({ length: 12 }, () => pay(walletId, 200)))
      expect(codesOf(results)).toEqual([...count('ok', 2), ...count('spending_month_above_limit', 10)])
      expect(await pay(walletId, 101)).toMatchObject({ error: { limitYen: 1_500, leftYen: 100 } })
      books.clock.at = Date.parse('2026-12-01T00:00:00+09:00')
      expect(await pay(walletId, 300)).toMatchObject({ ok: true })
    })

    test('is less with a young device, whatever device spent before', async () => {
      const walletId = await books.openWallet(2_000)
      const [young, grown] = [noon - hourMs, noon - 25 * hourMs]
      const results = await Promise.all(Array.from({ length: 6 }, () => pay(walletId, 200, young)))
      expect(codesOf(results)).toEqual([...count('ok', 2), ...count('young_device_above_limit', 4)])
      expect(await pay(walletId, 300, grown)).toMatchObject({ ok: true })
      expect(await pay(walletId, 1, young)).toMatchObject({
        error: { code: 'young_device_above_limit', limitYen: 500, leftYen: 0, hours: 24 },
      })
    })

    test('counts a hold when it is placed: its capture is refused for nothing that was spent meanwhile', async () => {
      const walletId = await books.openWallet(2_000)
      const placed = await hold(walletId, 300)
      await Promise.all([pay(walletId, 300), pay(walletId, 300), pay(walletId, 100)])
      expect(await pay(walletId, 1)).toMatchObject({ error: { code: 'spending_day_above_limit' } })
      const captured = await books.ledger.capture({
        holdId: placed.ok ? placed.value.answer.holdId : '',
        merchantId: shop.id,
        merchantAccountId: shop.accountId,
        amountYen: null,
        key: books.key(),
      })
      expect(captured).toMatchObject({ ok: true })
    })

    test('is not made less by what a shop gives back', async () => {
      const walletId = await books.openWallet(2_000)
      const paid = await pay(walletId, 300)
      await books.ledger.refund({
        paymentId: paid.ok ? paid.value.answer.paymentId : '',
        merchantAccountId: shop.accountId,
        amountYen: null,
        key: books.key(),
      })
      await Promise.all([pay(walletId, 300), pay(walletId, 300)])
      expect(await pay(walletId, 101)).toMatchObject({ error: { leftYen: 100 } })
    })
  })

  test('a refusal leaves the books byte for byte as they were', async () => {
    const walletId = await books.openWallet(2_000)
    await Promise.all(Array.from({ length: 3 }, () => pay(walletId, 300)))
    const before = await booksAsText(store())
    expect(await pay(walletId, 101)).toMatchObject({ ok: false })
    expect(await hold(walletId, 101)).toMatchObject({ ok: false })
    expect(await booksAsText(store())).toBe(before)
  })

  describe('what a wallet holds', () => {
    test('is not passed by gifts of many pots at once', async () => {
      const walletId = await books.openWallet(4_000)
      const pots = await Promise.all(Array.from({ length: 6 }, () => books.openPot()))
      const results = await Promise.all(pots.map((potId) => books.grant(potId, walletId, 400)))
      expect(codesOf(results)).toEqual([...count('ok', 2), ...count('wallet_above_limit', 4)])
      expect(await books.grant(pots[0]!, walletId, 201)).toMatchObject({
        error: { code: 'wallet_above_limit', limitYen: 5_000, leftYen: 200 },
      })
      expect(await books.grant(pots[0]!, walletId, 200)).toMatchObject({ ok: true })
    })

    test('is not passed by friends who send at once, while a pot gives', async () => {
      const walletId = await books.openWallet(3_000)
      const made = await books.ledger.newAddress({ walletId, key: books.key() })
      const address = made.ok ? made.value : ''
      const [potId, ...friends] = await Promise.all([
        books.openPot(),
        ...Array.from({ length: 5 }, () => books.openWallet(1_000)),
      ])
      const results = await Promise.all([
        books.grant(potId, walletId, 800),
        ...friends.map((friend) =>
          books.ledger.transfer({ walletId: friend, address, amountYen: 800, key: books.key() }),
        ),
      ])
      expect(codesOf(results).filter((code) => code === 'ok')).toHaveLength(2)
      expect(await yenIn(walletId)).toBe(4_600)
    })
  })

  test('after all of this the books are right', async () => {
    expect((await verifyBooks(booksAudit(store()))).wrong).toEqual([])
  })

  test('what was spent is not made less by a hand that writes over it: what comes under its key is added, or refused', async () => {
    const walletId = await books.openWallet(900)
    expect(await pay(walletId, 300)).toMatchObject({ ok: true })
    const row = `into spendings (wallet_id, period, spent_yen, limit_yen) values ('${walletId}', '2026-11', 1, 2000)`
    const isCounted = store().dialect !== 'postgresql'
    const written = store().raw(
      isCounted
        ? `replace ${row}`
        : `insert ${row} on conflict (wallet_id, period) do update set spent_yen = excluded.spent_yen`,
    )
    const told = await written.then(
      () => 'counted',
      () => 'refused',
    )
    const [spent] = await store().raw(
      `select spent_yen from spendings where wallet_id = '${walletId}' and period = '2026-11'`,
    )
    expect([told, Number(spent!['spent_yen'])]).toEqual(isCounted ? ['counted', 301] : ['refused', 300])
  })

  test('a counter that was made smaller is found', async () => {
    const [row] = await store().raw(`select wallet_id from spendings where length(period) = 10`)
    await store().raw(
      `insert into spendings (wallet_id, period, spent_yen, limit_yen) values ('${String(row!['wallet_id'])}', '2020-01-01', 1, 1)`,
    )
    expect((await verifyBooks(booksAudit(store()))).wrong).toMatchObject([
      { check: 'what a wallet spent is counted by day and by month' },
    ])
  })
})
