import { beforeAll, beforeEach, expect, test } from 'vitest'
import { onEveryEngine } from '../support/engines.ts'
import { booksAsText, noon, openTestBooks } from '../currency/books.ts'
import type { TestBooks } from '../currency/books.ts'
import { recordService } from '../../api/currency/records-service.ts'
import { booksAudit } from '../../api/currency/repository-verify.ts'
import { recordReads } from '../../api/currency/repository-records.ts'
import { ledgerStore } from '../../api/currency/repository.ts'
import { verifyBooks } from '../../api/currency/verify.ts'
import { demonstrationSettings } from '../../api/currency/settings.ts'

const { merchantPayments } = demonstrationSettings
/** A month of 1,000 yen, so that tests come to its end. */
const settings = {
  ...demonstrationSettings,
  merchantPayments: { ...merchantPayments, allowed: true, monthYenMax: 1_000 },
}

onEveryEngine('purchases between shops', (store) => {
  let books: TestBooks
  beforeAll(async () => {
    books = await openTestBooks(store(), settings)
  })
  beforeEach(() => {
    books.clock.at = noon
  })

  type Shop = Awaited<ReturnType<TestBooks['openShop']>>
  /** A shop that took in this much paid money. */
  const shopWith = async (paidYen: number): Promise<Shop> => {
    const [shop, walletId] = [await books.openShop(), await books.openWallet(paidYen)]
    await books.ledger.pay({ walletId, merchantId: shop.id, amountYen: paidYen, key: books.key() })
    return shop
  }
  const buy = (
    buyer: Shop,
    seller: Shop,
    { yen, reference, key = books.key() }: { yen: number; reference: string; key?: string },
  ) =>
    books.ledger.purchase({
      buyerId: buyer.id,
      buyerAccountId: buyer.accountId,
      sellerId: seller.id,
      amountYen: yen,
      purchaseReference: reference,
      key,
    })
  const balanceOf = async ({ accountId }: Shop) =>
    Object.fromEntries(
      [...(await ledgerStore(store()).merchantBalance(accountId))].filter(([, yen]) => yen !== 0),
    )

  test('move what the buyer is owed, towns’ money first, and each yen keeps its funder', async () => {
    const [inn, maker, pot] = [await shopWith(300), await books.openShop(), await books.openPot()]
    const walletId = await books.openWallet()
    await books.grant(pot, walletId, 200)
    await books.ledger.pay({ walletId, merchantId: inn.id, amountYen: 200, key: books.key() })
    const paid = await buy(inn, maker, { yen: 350, reference: 'INV-1' })
    expect(paid).toMatchObject({
      value: {
        answer: {
          sellerId: maker.id,
          purchaseReference: 'INV-1',
          amountYen: 350,
          paidAt: noon,
          funds: [
            { fundId: pot, amountYen: 200 },
            { fundId: 'reserve', amountYen: 150 },
          ],
        },
      },
    })
    expect([await balanceOf(inn), await balanceOf(maker)]).toEqual([
      { reserve: 150 },
      { [pot]: 200, reserve: 150 },
    ])
    expect(await buy(inn, maker, { yen: 151, reference: 'INV-2' })).toMatchObject({
      error: { code: 'insufficient_funds', spendableYen: 150 },
    })
    expect((await verifyBooks(booksAudit(store()))).wrong).toEqual([])
  })

  test('are settled and paid out to the seller, and refunded by nobody', async () => {
    const [inn, maker] = [await shopWith(300), await books.openShop()]
    const paid = await buy(inn, maker, { yen: 120, reference: 'INV-1' })
    const purchaseId = paid.ok ? paid.value.answer.purchaseId : ''
    const { accountId: merchantAccountId } = maker
    const back = { paymentId: purchaseId, merchantAccountId, amountYen: 1, key: books.key() }
    expect(await books.ledger.refund(back)).toMatchObject({ error: { code: 'payment_not_found' } })
    const runId = books.key()
    for (const [shop, amountYen] of [
      [maker, 120],
      [inn, 180],
    ] as const)
      expect(await books.ledger.settle({ merchantAccountId: shop.accountId, runId })).toMatchObject({
        value: { answer: { amountYen } },
      })
    // What waits for the bank buys nothing.
    expect(await buy(maker, inn, { yen: 1, reference: 'INV-2' })).toMatchObject({
      error: { code: 'insufficient_funds', spendableYen: 0 },
    })
  })

  test('the same key pays once and answers the same; with another reference it is refused by its name', async () => {
    const [inn, maker] = [await shopWith(300), await books.openShop()]
    const asked = { yen: 100, reference: 'INV-1', key: books.key() }
    const told = await Promise.all(Array.from({ length: 4 }, () => buy(inn, maker, asked)))
    expect(new Set(told.map((one) => one.ok && one.value.answer.purchaseId)).size).toBe(1)
    expect(await buy(inn, maker, { ...asked, reference: 'INV-2' })).toMatchObject({
      error: { code: 'key_reused_with_other_content', field: 'purchaseReference' },
    })
    const refused = { yen: 1, reference: 'INV-1', key: books.key() }
    await buy(inn, maker, refused)
    expect(await buy(inn, maker, refused)).toMatchObject({
      error: { code: 'key_failed_before', firstCode: 'purchase_paid_before' },
    })
    expect(await balanceOf(inn)).toEqual({ reserve: 200 })
  })

  test('a reference is paid once by twelve at once, again to another seller, and by another buyer', async () => {
    const [inn, pub, maker, brewer] = [
      await shopWith(300),
      await shopWith(300),
      await books.openShop(),
      await books.openShop(),
    ]
    const told = await Promise.all(
      Array.from({ length: 12 }, () => buy(inn, maker, { yen: 10, reference: 'INV-1' })),
    )
    expect(told.filter((one) => one.ok)).toHaveLength(1)
    expect(told.filter((one) => !one.ok && one.error.code === 'purchase_paid_before')).toHaveLength(11)
    expect(await buy(inn, brewer, { yen: 10, reference: 'INV-1' })).toMatchObject({ ok: true })
    expect(await buy(pub, maker, { yen: 10, reference: 'INV-1' })).toMatchObject({ ok: true })
    expect(await balanceOf(maker)).toEqual({ reserve: 20 })
  })

  test('the month is not passed by one yen by twelve at once, and begins anew with the next', async () => {
    const [inn, maker] = [await shopWith(3_000), await books.openShop()]
    const told = await Promise.all(
      Array.from({ length: 12 }, (_, at) => buy(inn, maker, { yen: 150, reference: `INV-${at}` })),
    )
    expect(told.filter((one) => one.ok)).toHaveLength(6)
    expect(await balanceOf(maker)).toEqual({ reserve: 900 })
    expect(await buy(inn, maker, { yen: 101, reference: 'INV-x' })).toMatchObject({
      error: { code: 'purchase_month_above_limit', limitYen: 1_000, leftYen: 100 },
    })
    // The first millisecond of December in Japan.
    books.clock.at = Date.parse('2026-12-01T00:00:00+09:00')
    expect(await buy(inn, maker, { yen: 101, reference: 'INV-x' })).toMatchObject({ ok: true })
  })

  test('two shops that pay each other at the same time are both paid', async () => {
    const [inn, maker] = [await shopWith(500), await shopWith(500)]
    const told = await Promise.all(
      Array.from({ length: 8 }, (_, at) =>
        at % 2 === 0
          ? buy(inn, maker, { yen: 50, reference: `A-${at}` })
          : buy(maker, inn, { yen: 40, reference: `B-${at}` }),
      ),
    )
    expect(told.filter((one) => one.ok)).toHaveLength(8)
    expect([await balanceOf(inn), await balanceOf(maker)]).toEqual([{ reserve: 460 }, { reserve: 540 }])
  })

  test('refused ones leave the books alone, also where none are allowed', async () => {
    const [inn, maker, shut] = [await shopWith(300), await books.openShop(), await books.openShop()]
    books.shops.set(shut.id, { ...shut, open: false })
    const off = await openTestBooks(store())
    for (const shop of [inn, maker]) off.shops.set(shop.id, shop)
    const before = await booksAsText(store())
    expect(await buy(inn, shut, { yen: 1, reference: 'INV-1' })).toMatchObject({
      error: { code: 'purchase_party_not_open', field: 'sellerId' },
    })
    const asked = { sellerId: maker.id, amountYen: 1, purchaseReference: 'INV-1', key: books.key() }
    expect(
      await off.ledger.purchase({ buyerId: inn.id, buyerAccountId: inn.accountId, ...asked }),
    ).toMatchObject({ error: { code: 'merchant_payments_off' } })
    expect(await booksAsText(store())).toBe(before)
  })

  test('are read by their two shops, the newest first, and by nobody else', async () => {
    const [inn, maker, other] = [await shopWith(300), await shopWith(300), await books.openShop()]
    const first = await buy(inn, maker, { yen: 100, reference: 'INV-1' })
    books.clock.at += 1_000
    await buy(maker, inn, { yen: 30, reference: 'INV-2' })
    const purchaseId = first.ok ? first.value.answer.purchaseId : ''
    const read = ({ accountId }: Shop) =>
      books.ledger.purchaseOf({ purchaseId, merchantAccountId: accountId })
    expect(await read(inn)).toMatchObject({ value: { side: 'bought', amountYen: 100, paidAt: noon } })
    expect(await read(maker)).toMatchObject({ value: { side: 'sold', purchaseReference: 'INV-1' } })
    expect(await read(other)).toMatchObject({ error: { code: 'purchase_not_found', field: 'purchaseId' } })
    const [newest] = await books.ledger.purchasesOf(inn.accountId, { limit: 1 })
    expect(newest).toMatchObject({ side: 'sold', amountYen: 30 })
    const before = { at: newest!.paidAt, id: newest!.purchaseId }
    expect(await books.ledger.purchasesOf(inn.accountId, { before, limit: 5 })).toMatchObject([
      { side: 'bought', amountYen: 100 },
    ])
  })

  test('are a record of both shops, on pages that may end between the two', async () => {
    const [inn, maker] = [await shopWith(300), await books.openShop()]
    books.clock.at = noon + 40 * 86_400_000
    await buy(inn, maker, { yen: 70, reference: 'INV-9' })
    const records = recordService({
      reads: recordReads(store()),
      merchants: {
        find: async (id) => books.shops.get(id),
        named: async (accountId) => {
          const shop = [...books.shops.values()].find((one) => one.accountId === accountId)
          return shop && { merchantId: shop.id, name: { ja: '店', en: 'Shop' } }
        },
      },
    })
    const asked = { counterparty: 'shops', from: '2027-01-01' } as const
    const first = await records.find(asked, { limit: 1 })
    if (!first.ok || first.value.next === null) throw new Error('one record and where the next begins')
    const second = await records.find(asked, { limit: 1, before: first.value.next })
    if (!second.ok) throw new Error(second.error.code)
    const seen = [...first.value.records, ...second.value.records]
      .map((one) => [one.kind, one.amountYen, one.merchant?.merchantId, one.partner?.merchantId])
      .toSorted(([, a], [, b]) => Number(a) - Number(b))
    expect(seen).toEqual([
      ['purchase', -70, inn.id, maker.id],
      ['purchase', 70, maker.id, inn.id],
    ])
    expect(first.value.records[0]).toMatchObject({ counterparty: 'shops', purchaseReference: 'INV-9' })
    const own = await records.find({ ...asked, merchantId: inn.id }, { limit: 5 })
    expect(own).toMatchObject({ value: { records: [{ amountYen: -70 }], next: null } })
  })
})
