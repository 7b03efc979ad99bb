import { beforeAll, describe, expect, test } from 'vitest'
import { onEveryEngine } from '../support/engines.ts'
import { booksAsText, openTestBooks } from '../currency/books.ts'
import type { TestBooks } from '../currency/books.ts'
import { booksAudit } from '../../api/currency/repository-verify.ts'
import { ledgerStore } from '../../api/currency/repository.ts'
import { verifyBooks } from '../../api/currency/verify.ts'

const approvedHash = 'a'.repeat(64)
type Told = { ok: true } | { ok: false; error: { code: string } }
const codesOf = (results: readonly Told[]): string[] =>
  results.map((one) => (one.ok ? 'ok' : one.error.code)).toSorted()

onEveryEngine('corrections', (store) => {
  let books: TestBooks
  beforeAll(async () => {
    books = await openTestBooks(store())
  })

  const correct = (journalId: string, direction: 'give' | 'take', amountYen: number, key = books.key()) =>
    books.ledger.adjust({ key: { scope: 'test', key }, journalId, direction, amountYen, approvedHash })
  const yenIn = async (walletId: string) =>
    (await ledgerStore(store()).findWallet(walletId))!.lots.reduce((sum, lot) => sum + lot.remainingYen, 0)
  const toppedUp = async (yen: number) => {
    const walletId = await books.openWallet()
    const made = await books.topUp(walletId, yen)
    return { walletId, journalId: made.ok ? made.value.answer.journalId : '' }
  }
  const paid = async (yen: number, of = 1_000) => {
    const [walletId, shop] = [await books.openWallet(of), await books.openShop()]
    const made = await books.ledger.pay({ walletId, merchantId: shop.id, amountYen: yen, key: books.key() })
    return { walletId, shop, journalId: made.ok ? made.value.answer.paymentId : '' }
  }

  test('take back from who got too much, and name the journal and what was approved', async () => {
    const { walletId, journalId } = await toppedUp(900)
    const made = await correct(journalId, 'take', 800)
    expect(made).toMatchObject({ value: { answer: { correctsId: journalId, amountYen: 800 } } })
    expect(await yenIn(walletId)).toBe(100)
    const id = made.ok ? made.value.answer.adjustmentId : ''
    const rows = await store().raw(
      `select j.kind, j.parent_id, a.amount_yen, a.approved_hash from journals j join adjustments a on a.journal_id = j.id where j.id = '${id}'`,
    )
    const [row] = rows
    expect({ ...row, amount_yen: Number(row!['amount_yen']) }).toEqual({
      kind: 'adjust',
      parent_id: journalId,
      amount_yen: -800,
      approved_hash: approvedHash,
    })
  })

  test('give back to who lost it, as new paid money of the issuer', async () => {
    const { walletId, journalId } = await paid(700)
    expect(await correct(journalId, 'give', 250)).toMatchObject({ ok: true })
    expect(await yenIn(walletId)).toBe(550)
  })

  describe('go no further than what was moved', () => {
    test('by one yen, by several, nor by twelve at once', async () => {
      const { walletId, journalId } = await paid(1_000)
      expect(await correct(journalId, 'give', 1_001)).toMatchObject({
        error: { code: 'adjust_exceeds_moved', field: 'amountYen', leftYen: 1_000 },
      })
      const results = await Promise.all(Array.from({ length: 12 }, () => correct(journalId, 'give', 300)))
      expect(codesOf(results)).toEqual([...Array(9).fill('adjust_exceeds_moved'), 'ok', 'ok', 'ok'])
      expect(await correct(journalId, 'give', 101)).toMatchObject({ error: { leftYen: 100 } })
      expect(await correct(journalId, 'give', 100)).toMatchObject({ ok: true })
      expect(await yenIn(walletId)).toBe(1_000)
    })

    test('less what the shop gave back itself', async () => {
      const { walletId, shop, journalId } = await paid(600)
      const { accountId: merchantAccountId } = shop
      await books.ledger.refund({ paymentId: journalId, merchantAccountId, amountYen: 500, key: books.key() })
      expect(await correct(journalId, 'give', 101)).toMatchObject({ error: { leftYen: 100 } })
      expect(await correct(journalId, 'give', 100)).toMatchObject({ ok: true })
      expect(await yenIn(walletId)).toBe(1_000)
    })

    test('nor does the shop give back what was corrected, at once or afterwards', async () => {
      const [walletId, shop] = [await books.openWallet(500), await books.openShop()]
      const merchantAccountId = shop.accountId
      await books.grant(await books.openPot(), walletId, 300)
      const made = await books.ledger.pay({
        walletId,
        merchantId: shop.id,
        amountYen: 700,
        key: books.key(),
      })
      const paymentId = made.ok ? made.value.answer.paymentId : ''
      const refund = (amountYen: number | null) =>
        books.ledger.refund({ paymentId, merchantAccountId, amountYen, key: books.key() })
      expect(await correct(paymentId, 'give', 250)).toMatchObject({ ok: true })
      expect(await refund(451)).toMatchObject({
        error: { code: 'refund_exceeds_payment', refundableYen: 450 },
      })
      expect(await refund(200)).toMatchObject({
        value: {
          answer: {
            lots: [
              { instrument: 'paid', amountYen: 150 },
              { instrument: 'free', amountYen: 50 },
            ],
          },
        },
      })
      expect(await correct(paymentId, 'give', 1)).toMatchObject({ error: { leftYen: 0 } })
      expect(await refund(null)).toMatchObject({ value: { answer: { amountYen: 250 } } })
      expect(await yenIn(walletId)).toBe(800)
    })

    test('a shop and the issuer who give back at once together give no more than was paid', async () => {
      const { walletId, shop, journalId } = await paid(1_000)
      const refund = () =>
        books.ledger.refund({
          paymentId: journalId,
          merchantAccountId: shop.accountId,
          amountYen: 300,
          key: books.key(),
        })
      await Promise.all(
        Array.from({ length: 10 }, (_, turn) => (turn % 2 ? refund() : correct(journalId, 'give', 300))),
      )
      expect(await yenIn(walletId)).toBe(900)
    })

    test('and take no more than is still there', async () => {
      const { walletId, journalId } = await toppedUp(300)
      const shop = await books.openShop()
      await books.ledger.pay({ walletId, merchantId: shop.id, amountYen: 200, key: books.key() })
      expect(await correct(journalId, 'take', 101)).toMatchObject({
        error: { code: 'insufficient_funds', spendableYen: 100 },
      })
    })
  })

  test('of a transfer are one for each side', async () => {
    const [from, to] = [await books.openWallet(400), await books.openWallet()]
    const address = await books.ledger.newAddress({ walletId: to, key: books.key() })
    const sent = await books.ledger.transfer({
      walletId: from,
      address: address.ok ? address.value : '',
      amountYen: 400,
      key: books.key(),
    })
    const journalId = sent.ok ? sent.value.answer.transferId : ''
    expect(await correct(journalId, 'take', 400)).toMatchObject({ ok: true })
    expect(await correct(journalId, 'give', 400)).toMatchObject({ ok: true })
    expect([await yenIn(from), await yenIn(to)]).toEqual([400, 0])
  })

  test('of what moved no paid money this way are refused, and leave the books byte for byte as they were', async () => {
    const { journalId } = await toppedUp(100)
    const granted = await books.grant(await books.openPot(), await books.openWallet(), 300)
    const before = await booksAsText(store())
    for (const [id, direction] of [
      [journalId, 'give'],
      ['none', 'take'],
      [granted.ok ? granted.value.answer.journalId : '', 'take'],
    ] as const)
      expect(await correct(id, direction, 1)).toMatchObject({ error: { code: 'nothing_to_adjust' } })
    expect(await correct(journalId, 'take', 0)).toMatchObject({ error: { code: 'amount_not_positive' } })
    expect(await correct(journalId, 'take', 300_001)).toMatchObject({ error: { code: 'amount_above_limit' } })
    expect(await booksAsText(store())).toBe(before)
  })

  test('with a key used before give the first answer', async () => {
    const { walletId, journalId } = await toppedUp(100)
    const key = books.key()
    const first = await correct(journalId, 'take', 40, key)
    expect(await correct(journalId, 'take', 40, key)).toEqual({
      ok: true,
      value: { ...(first.ok && first.value), replayed: true },
    })
    expect(await correct(journalId, 'take', 41, key)).toMatchObject({
      error: { code: 'key_reused_with_other_content', field: 'amountYen' },
    })
    expect(await yenIn(walletId)).toBe(60)
  })

  test('after all of this the books are right', async () => {
    expect((await verifyBooks(booksAudit(store()))).wrong).toEqual([])
  })
})
