import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { onEveryEngine } from '../support/engines.ts'
import { booksAsText, noon, openTestBooks } from '../currency/books.ts'
import type { TestBooks } from '../currency/books.ts'
import { booksAudit } from '../../api/currency/repository-verify.ts'
import { ledgerReads } from '../../api/currency/repository-reads.ts'
import { ledgerStore } from '../../api/currency/repository.ts'
import { demonstrationSettings } from '../../api/currency/settings.ts'
import { verifyBooks } from '../../api/currency/verify.ts'

const dayMs = 86_400_000
/** A month of 1,000 yen, so that tests come to its end. */
const settings = { ...demonstrationSettings, transferYenMax: 400, transferMonthYenMax: 1_000 }

type Told = { ok: true } | { ok: false; error: { code: string } }
const codesOf = (results: readonly Told[]): string[] =>
  results.map((one) => (one.ok ? 'ok' : one.error.code)).toSorted()

onEveryEngine('transfers', (store) => {
  let books: TestBooks
  beforeAll(async () => {
    books = await openTestBooks(store(), settings)
  })
  beforeEach(() => {
    books.clock.at = noon
  })

  const addressOf = async (walletId: string) => {
    const made = await books.ledger.newAddress({ walletId, key: books.key() })
    if (!made.ok) throw new Error(made.error.code)
    return made.value
  }
  const friend = async () => {
    const walletId = await books.openWallet()
    return { walletId, address: await addressOf(walletId) }
  }
  const send = (walletId: string, address: string, amountYen: number, key = books.key()) =>
    books.ledger.transfer({ walletId, address, amountYen, key })
  const lotsOf = async (walletId: string) => (await ledgerStore(store()).findWallet(walletId))!.lots
  const yenIn = async (walletId: string) =>
    (await lotsOf(walletId)).reduce((sum, lot) => sum + lot.remainingYen, 0)

  test('move paid lots, the soonest to end first, which end there when they would have ended here', async () => {
    const [walletId, to] = [await books.openWallet(100), await friend()]
    books.clock.at += 3 * dayMs
    await books.topUp(walletId, 500)
    const before = (await lotsOf(walletId)).map((lot) => lot.validUntilAt).toSorted((a, b) => a - b)
    const sent = await send(walletId, to.address, 250)
    expect(sent).toMatchObject({ value: { answer: { lots: [{ amountYen: 100 }, { amountYen: 150 }] } } })
    const arrived = (await lotsOf(to.walletId)).toSorted((a, b) => a.validUntilAt - b.validUntilAt)
    expect(arrived.map((lot) => [lot.validUntilAt, lot.remainingYen, lot.instrument])).toEqual([
      [before[0], 100, 'paid'],
      [before[1], 150, 'paid'],
    ])
    expect(await yenIn(walletId)).toBe(350)
    const [there] = await ledgerReads(store()).activity(to.walletId, { limit: 1 })
    const [here] = await ledgerReads(store()).activity(walletId, { limit: 1 })
    expect([there, here]).toMatchObject([
      { kind: 'transfer', amountYen: 250, merchantAccountId: null },
      { kind: 'transfer', amountYen: -250 },
    ])
    const transferId = sent.ok ? sent.value.answer.transferId : ''
    const seen = (asker: string) => books.ledger.transferOf({ walletId: asker, transferId })
    expect(await seen(walletId)).toEqual({
      ok: true,
      value: { ...(sent.ok && sent.value.answer), direction: 'sent' },
    })
    expect(await seen(to.walletId)).toMatchObject({
      value: { direction: 'received', lots: arrived.map((lot) => ({ lotId: lot.id })) },
    })
  })

  test('move no free money, no ended money and none that is held', async () => {
    const [walletId, to, shop] = [await books.openWallet(100), await friend(), await books.openShop()]
    await books.grant(await books.openPot(), walletId, 300)
    expect(await send(walletId, to.address, 101)).toMatchObject({
      error: { code: 'insufficient_funds', spendableYen: 100 },
    })
    await books.ledger.hold({
      walletId,
      merchantId: shop.id,
      amountYen: 340,
      endsAt: noon + 1,
      key: books.key(),
    })
    expect(await send(walletId, to.address, 61)).toMatchObject({
      error: { code: 'insufficient_funds', spendableYen: 60 },
    })
    books.clock.at += 800 * dayMs
    expect(await send(walletId, to.address, 1)).toMatchObject({
      error: { code: 'insufficient_funds', spendableYen: 0 },
    })
  })

  test('are sent to the address as it is typed, never to one that has stopped', async () => {
    const [walletId, to] = [await books.openWallet(100), await friend()]
    expect(await send(walletId, to.address.toLowerCase().replaceAll('-', ' '), 10)).toMatchObject({
      ok: true,
    })
    const next = await addressOf(to.walletId)
    expect(await books.ledger.addressOf(to.walletId)).toBe(next)
    expect(await send(walletId, to.address, 10)).toMatchObject({ error: { code: 'address_not_found' } })
    expect(await send(walletId, next, 10)).toMatchObject({ ok: true })
    expect(await send(walletId, await addressOf(walletId), 10)).toMatchObject({
      error: { code: 'transfer_to_self' },
    })
  })

  test('an address is one for its key, and one in use a wallet, however many are asked for at once', async () => {
    const walletId = await books.openWallet()
    const key = books.key()
    const same = await Promise.all(
      Array.from({ length: 5 }, () => books.ledger.newAddress({ walletId, key })),
    )
    expect(new Set(same.map((one) => one.ok && one.value)).size).toBe(1)
    const other = await Promise.all(Array.from({ length: 5 }, () => addressOf(walletId)))
    expect(new Set(other).size).toBe(5)
    expect(other).toContain(await books.ledger.addressOf(walletId))
  })

  test('that are refused leave the books byte for byte as they were, and their key refused', async () => {
    const [walletId, to] = [await books.openWallet(100), await friend()]
    const [key, before] = [books.key(), await booksAsText(store())]
    expect(await send(walletId, to.address, 101, key)).toMatchObject({ ok: false })
    await send(walletId, to.address, 401)
    await send(walletId, '0000-0000-0000-0000', 1)
    await send(walletId, 'nonsense', 1)
    expect(await booksAsText(store())).toBe(before)
    await books.topUp(walletId, 500)
    expect(await send(walletId, to.address, 101, key)).toMatchObject({
      error: { code: 'key_failed_before', firstCode: 'insufficient_funds' },
    })
  })

  test('with a key used before give the first answer, and name the field where they differ', async () => {
    const [walletId, to, other] = [await books.openWallet(100), await friend(), await friend()]
    const key = books.key()
    const first = await send(walletId, to.address, 40, key)
    expect(await send(walletId, to.address.toLowerCase(), 40, key)).toEqual({
      ok: true,
      value: { ...(first.ok && first.value), replayed: true },
    })
    expect(await send(walletId, other.address, 40, key)).toMatchObject({
      error: { code: 'key_reused_with_other_content', field: 'address' },
    })
    expect(await yenIn(to.walletId)).toBe(40)
  })

  describe('a month', () => {
    test('is not passed by one yen by twelve at once, nor by what is sent afterwards', async () => {
      const [walletId, to] = [await books.openWallet(2_000), await friend()]
      const results = await Promise.all(Array.from({ length: 12 }, () => send(walletId, to.address, 300)))
      expect(codesOf(results)).toEqual(['ok', 'ok', 'ok', ...Array(9).fill('transfer_month_above_limit')])
      expect(await send(walletId, to.address, 101)).toMatchObject({
        error: { code: 'transfer_month_above_limit', limitYen: 1_000, leftYen: 100 },
      })
      expect(await send(walletId, to.address, 100)).toMatchObject({ ok: true })
      expect(await send(walletId, to.address, 1)).toMatchObject({ error: { leftYen: 0 } })
      expect([await yenIn(walletId), await yenIn(to.walletId)]).toEqual([1_000, 1_000])
    })

    test('is one to many friends together, and ends at midnight in Japan', async () => {
      const walletId = await books.openWallet(2_000)
      const friends = [await friend(), await friend(), await friend(), await friend()]
      books.clock.at = Date.parse('2026-11-30T23:59:59.999+09:00')
      const results = await Promise.all(friends.map((to) => send(walletId, to.address, 400)))
      expect(codesOf(results)).toEqual([
        'ok',
        'ok',
        'transfer_month_above_limit',
        'transfer_month_above_limit',
      ])
      books.clock.at += 1
      expect(await send(walletId, friends[0]!.address, 400)).toMatchObject({ ok: true })
    })
  })

  test('in a ring, all at once, lose no yen and wait for nobody for ever', async () => {
    const ring = await Promise.all(
      Array.from({ length: 3 }, async () => {
        const walletId = await books.openWallet(500)
        return { walletId, address: await addressOf(walletId) }
      }),
    )
    const results = await Promise.all(
      Array.from({ length: 15 }, (_, turn) =>
        send(ring[turn % 3]!.walletId, ring[(turn + 1 + (turn % 2)) % 3]!.address, 50),
      ),
    )
    expect(codesOf(results).filter((code) => code !== 'ok')).toEqual([])
    const sums = await Promise.all(ring.map(({ walletId }) => yenIn(walletId)))
    expect(sums.reduce((sum, yen) => sum + yen, 0)).toBe(1_500)
  })

  test('after all of this the books are right', async () => {
    expect((await verifyBooks(booksAudit(store()))).wrong).toEqual([])
  })
})
