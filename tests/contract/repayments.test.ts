import { beforeAll, beforeEach, expect, test } from 'vitest'
import { booksAudit } from '../../api/currency/repository-verify.ts'
import { ledgerReads } from '../../api/currency/repository-reads.ts'
import { ledgerStore } from '../../api/currency/repository.ts'
import { verifyBooks } from '../../api/currency/verify.ts'
import { booksAsText, noon, openTestBooks } from '../currency/books.ts'
import type { TestBooks } from '../currency/books.ts'
import { onEveryEngine } from '../support/engines.ts'
import { repaymentsOn } from './repayment-attempts.ts'
import type { TestPeriod } from './repayment-attempts.ts'

onEveryEngine('repayments', (store) => {
  let books: TestBooks
  let repayments: ReturnType<typeof repaymentsOn>
  let periods = 0
  /** 20 % of 5,000: a cap of 1,000. */
  const period: TestPeriod = { period: '', issuedBeforeYen: 5_000, unusedBeforeYen: 0 }
  beforeAll(async () => {
    books = await openTestBooks(store())
    repayments = repaymentsOn(books, period)
  })
  beforeEach(() => {
    books.clock.at = noon
    periods += 1
    period.period = `${2_026 + periods}-03-31`
  })
  const ask = (
    walletId: string,
    amountYen: number,
    reason: 'small_amount' | 'leaving_japan' | 'moved_away' = 'small_amount',
    key = books.key(),
  ) => repayments.ask({ walletId, reason, amountYen, key })
  const requestOf = (asked: Awaited<ReturnType<typeof ask>>): string => {
    if (!asked.ok) throw new Error(asked.error.code)
    return asked.value.answer.requestId
  }
  const grant = (requestId: string, key = books.key()) =>
    repayments.grant({ requestId, decidedBy: 'officer', key })
  const decline = (requestId: string, key = books.key()) =>
    repayments.decline({ requestId, decidedBy: 'officer', key })
  const paidYen = async (walletId: string): Promise<number> =>
    (await ledgerStore(store()).findWallet(walletId))!.lots.reduce((sum, lot) => sum + lot.remainingYen, 0)

  test('move nothing while they wait, and what was asked for once they are granted', async () => {
    const walletId = await books.openWallet(500)
    const requestId = requestOf(await ask(walletId, 500, 'leaving_japan'))
    expect(await paidYen(walletId)).toBe(500)
    expect((await repayments.waiting()).repayments).toMatchObject([
      { requestId, reason: 'leaving_japan', amountYen: 500, askedAt: noon },
    ])
    expect(await grant(requestId)).toMatchObject({
      value: { answer: { requestId, amountYen: 500, repaidAt: noon } },
    })
    expect(await paidYen(walletId)).toBe(0)
    const [line] = await ledgerReads(store()).activity(walletId, { limit: 1 })
    expect(line).toMatchObject({ kind: 'repay', amountYen: -500, paymentId: null })
    expect((await repayments.waiting()).repayments).toEqual([])
    expect(await repayments.ofWallet(walletId)).toMatchObject({
      value: { repayableYen: 0, repayments: [{ requestId, decision: 'granted', decidedAt: noon }] },
    })
    expect((await verifyBooks(booksAudit(store()))).wrong).toEqual([])
  })

  test('are not granted for what was spent since, and leave the books alone', async () => {
    const [walletId, shop] = [await books.openWallet(500), await books.openShop()]
    const requestId = requestOf(await ask(walletId, 500, 'moved_away'))
    await books.ledger.pay({ walletId, merchantId: shop.id, amountYen: 1, key: books.key() })
    const before = await booksAsText(store())
    expect(await grant(requestId)).toMatchObject({
      error: { code: 'insufficient_funds', spendableYen: 499 },
    })
    expect(await booksAsText(store())).toBe(before)
    await decline(requestId)
  })

  test('twelve small amounts at once stay within the cap of their base period, to the yen', async () => {
    const wallets = await Promise.all(Array.from({ length: 12 }, () => books.openWallet(150)))
    const requests: string[] = []
    for (const walletId of wallets) requests.push(requestOf(await ask(walletId, 150)))
    const told = await Promise.all(requests.map((requestId) => grant(requestId)))
    expect(told.filter((one) => one.ok)).toHaveLength(6)
    expect(await repayments.waiting()).toMatchObject({
      period: { repaidYen: 900, limitYen: 1_000, leftYen: 100 },
    })
    const refused = told.find((one) => !one.ok)
    expect(refused).toMatchObject({
      error: { code: 'repayment_above_cap', field: 'amountYen', limitYen: 1_000, leftYen: 100 },
    })
    for (const [place, one] of told.entries()) if (!one.ok) await decline(requests[place]!)
    const last = await books.openWallet(200)
    expect(await ask(last, 101)).toMatchObject({ error: { code: 'repayment_above_cap' } })
    expect(await grant(requestOf(await ask(last, 100)))).toMatchObject({ ok: true })
    expect((await repayments.waiting()).period.leftYen).toBe(0)
    expect((await verifyBooks(booksAudit(store()))).wrong).toEqual([])
  })

  test('of who cannot help it go above the cap and fill it for small amounts', async () => {
    const [leaves, small] = [await books.openWallet(2_000), await books.openWallet(10)]
    expect(await grant(requestOf(await ask(leaves, 2_000, 'leaving_japan')))).toMatchObject({ ok: true })
    expect(await ask(small, 1)).toMatchObject({ error: { code: 'repayment_above_cap', leftYen: 0 } })
  })

  test('are decided once, by whoever is first, and a key gives its first answer', async () => {
    const walletId = await books.openWallet(500)
    const requestId = requestOf(await ask(walletId, 200, 'leaving_japan'))
    const told = await Promise.all([
      ...Array.from({ length: 6 }, () => grant(requestId)),
      ...Array.from({ length: 6 }, () => decline(requestId)),
    ])
    expect(told.filter((one) => one.ok)).toHaveLength(1)
    expect(told.filter((one) => !one.ok && one.error.code === 'repayment_decided_before')).toHaveLength(11)
    expect([300, 500]).toContain(await paidYen(walletId))

    const again = requestOf(await ask(walletId, 100, 'leaving_japan'))
    const key = books.key()
    const same = await Promise.all(Array.from({ length: 4 }, () => grant(again, key)))
    expect(new Set(same.map((one) => one.ok && one.value.answer.repaymentId)).size).toBe(1)
    expect(await decline(again, key)).toMatchObject({
      error: { code: 'key_reused_with_other_content', field: 'operation' },
    })
    expect(await decline('none')).toMatchObject({ error: { code: 'repayment_not_found' } })
  })

  test('wait one at a time in a wallet, also when four are asked for at once', async () => {
    const walletId = await books.openWallet(500)
    const told = await Promise.all(Array.from({ length: 4 }, () => ask(walletId, 10, 'moved_away')))
    expect(told.filter((one) => one.ok)).toHaveLength(1)
    expect(told.filter((one) => !one.ok && one.error.code === 'repayment_asked_before')).toHaveLength(3)
    expect(await decline(requestOf(told.find((one) => one.ok)!))).toMatchObject({
      value: { answer: { decision: 'declined', decidedAt: noon } },
    })
    expect(await ask(walletId, 10, 'moved_away')).toMatchObject({ ok: true })
  })
})
