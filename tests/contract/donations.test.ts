import { beforeAll, beforeEach, expect, test } from 'vitest'
import { onEveryEngine } from '../support/engines.ts'
import { booksAsText, noon, openTestBooks } from '../currency/books.ts'
import type { TestBooks } from '../currency/books.ts'
import { booksAudit } from '../../api/currency/repository-verify.ts'
import { ledgerReads } from '../../api/currency/repository-reads.ts'
import { ledgerStore } from '../../api/currency/repository.ts'
import { verifyBooks } from '../../api/currency/verify.ts'
import { demonstrationSettings } from '../../api/currency/settings.ts'

/** A day of 1,000 yen, so that tests come to its end. */
const settings = { ...demonstrationSettings, paymentDayYenMax: 1_000 }

onEveryEngine('donations', (store) => {
  let books: TestBooks
  beforeAll(async () => {
    books = await openTestBooks(store(), settings)
  })
  beforeEach(() => {
    books.clock.at = noon
  })

  const openCause = async () => {
    const temple = await books.openShop()
    const made = await books.ledger.registerCause({
      merchantId: temple.id,
      name: { ja: '屋根', en: 'The roof' },
      purpose: { ja: '葺きかえ', en: 'Thatching' },
      registeredBy: 'officer',
      key: books.key(),
    })
    if (!made.ok) throw new Error(made.error.code)
    return { causeId: made.value.causeId, temple }
  }
  const give = (walletId: string, causeId: string, amountYen: number, key = books.key()) =>
    books.ledger.donate({ walletId, causeId, amountYen, key })
  const balanceOf = async (accountId: string) =>
    Object.fromEntries(await ledgerStore(store()).merchantBalance(accountId))

  test('take paid lots only, the soonest to end first, and are owed to the organisation', async () => {
    const { causeId, temple } = await openCause()
    const [pot, walletId] = [await books.openPot(), await books.openWallet(100)]
    await books.grant(pot, walletId, 500)
    books.clock.at += 86_400_000
    await books.topUp(walletId, 300)
    const given = await give(walletId, causeId, 250)
    expect(given).toMatchObject({
      value: { answer: { causeId, amountYen: 250, lots: [{ amountYen: 100 }, { amountYen: 150 }] } },
    })
    expect(await balanceOf(temple.accountId)).toEqual({ reserve: 250 })
    expect(await give(walletId, causeId, 151)).toMatchObject({
      error: { code: 'insufficient_funds', spendableYen: 150 },
    })
    const [line] = await ledgerReads(store()).activity(walletId, { limit: 1 })
    expect(line).toMatchObject({ kind: 'donate', amountYen: -250, paymentId: null })
  })

  test('are read by the wallet that gave, with what they were for, and by nobody else', async () => {
    const { causeId } = await openCause()
    const [walletId, other] = [await books.openWallet(100), await books.openWallet()]
    const given = await give(walletId, causeId, 40)
    if (!given.ok) throw new Error(given.error.code)
    const { donationId, lots } = given.value.answer
    expect(await books.ledger.donationOf({ walletId, donationId })).toEqual({
      ok: true,
      value: {
        donationId,
        amountYen: 40,
        donatedAt: noon,
        lots,
        cause: {
          causeId,
          name: { ja: '屋根', en: 'The roof' },
          purpose: { ja: '葺きかえ', en: 'Thatching' },
        },
      },
    })
    expect(await books.ledger.donationOf({ walletId: other, donationId })).toMatchObject({
      error: { code: 'donation_not_found' },
    })
  })

  test('are settled and paid out like takings, and refunded by nobody', async () => {
    const { causeId, temple } = await openCause()
    const walletId = await books.openWallet(100)
    const given = await give(walletId, causeId, 100)
    const donationId = given.ok ? given.value.answer.donationId : ''
    const back = await books.ledger.refund({
      paymentId: donationId,
      merchantAccountId: temple.accountId,
      amountYen: 1,
      key: books.key(),
    })
    expect(back).toMatchObject({ error: { code: 'payment_not_found' } })
    const settled = await books.ledger.settle({ merchantAccountId: temple.accountId, runId: books.key() })
    expect(settled).toMatchObject({ value: { answer: { amountYen: 100 } } })
    expect((await verifyBooks(booksAudit(store()))).wrong).toEqual([])
  })

  test('twelve at once stay within the day, and the same key gives once', async () => {
    const { causeId, temple } = await openCause()
    const walletId = await books.openWallet(5_000)
    const told = await Promise.all(Array.from({ length: 12 }, () => give(walletId, causeId, 150)))
    expect(told.filter((one) => one.ok)).toHaveLength(6)
    expect(await balanceOf(temple.accountId)).toEqual({ reserve: 900 })
    const key = books.key()
    const same = await Promise.all(Array.from({ length: 4 }, () => give(walletId, causeId, 100, key)))
    expect(same.map((one) => one.ok && one.value.answer.amountYen)).toEqual([100, 100, 100, 100])
    expect(await balanceOf(temple.accountId)).toEqual({ reserve: 1_000 })
    expect(await give(walletId, causeId, 1)).toMatchObject({ error: { code: 'spending_day_above_limit' } })
  })

  test('go to no cause that has ended or whose organisation takes no money, and leave the books alone', async () => {
    const [ended, shut] = [await openCause(), await openCause()]
    const walletId = await books.openWallet(100)
    await books.ledger.endCause({ causeId: ended.causeId, endedBy: 'officer' })
    books.shops.set(shut.temple.id, { ...shut.temple, open: false })
    const before = await booksAsText(store())
    for (const { causeId } of [ended, shut])
      expect(await give(walletId, causeId, 10)).toMatchObject({ error: { code: 'cause_not_open' } })
    expect(await give(walletId, 'none', 10)).toMatchObject({ error: { code: 'cause_not_found' } })
    expect(await booksAsText(store())).toBe(before)
    const offered = (await books.ledger.openCauses()).map(({ causeId }) => causeId)
    expect(offered).not.toContain(ended.causeId)
    expect(offered).not.toContain(shut.causeId)
  })

  test('a cause is registered once by a key, for an organisation that takes money, and ends once', async () => {
    const temple = await books.openShop()
    const asked = {
      merchantId: temple.id,
      name: { ja: '橋', en: 'The bridge' },
      purpose: { ja: '灯り', en: 'Lights' },
      registeredBy: 'officer',
      key: books.key(),
    }
    const [first, again] = await Promise.all([
      books.ledger.registerCause(asked),
      books.ledger.registerCause(asked),
    ])
    expect(again).toEqual(first)
    expect(await books.ledger.registerCause({ ...asked, purpose: { ja: '柵', en: 'Rails' } })).toMatchObject({
      error: { code: 'key_reused_with_other_content', field: 'purposeJa' },
    })
    expect(
      await books.ledger.registerCause({ ...asked, merchantId: 'none', key: books.key() }),
    ).toMatchObject({ error: { code: 'merchant_not_found' } })
    books.shops.set(temple.id, { ...temple, open: false })
    expect(await books.ledger.registerCause({ ...asked, key: books.key() })).toMatchObject({
      error: { code: 'merchant_not_open' },
    })
    const causeId = first.ok ? first.value.causeId : ''
    const ended = await books.ledger.endCause({ causeId, endedBy: 'officer' })
    books.clock.at += 1_000
    expect(await books.ledger.endCause({ causeId, endedBy: 'another' })).toEqual(ended)
    expect(ended).toMatchObject({ value: { endedAt: noon } })
    expect(await books.ledger.endCause({ causeId: 'none', endedBy: 'officer' })).toMatchObject({
      error: { code: 'cause_not_found' },
    })
  })
})
