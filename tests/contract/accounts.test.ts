import { beforeAll, beforeEach, expect, test } from 'vitest'
import { onEveryEngine } from '../support/engines.ts'
import { booksAsText, noon, openTestBooks } from '../currency/books.ts'
import type { TestBooks } from '../currency/books.ts'
import { booksAudit } from '../../api/currency/repository-verify.ts'
import { verifyBooks } from '../../api/currency/verify.ts'

const dayMs = 86_400_000

onEveryEngine('accounts', (store) => {
  let books: TestBooks
  beforeAll(async () => {
    books = await openTestBooks(store())
  })
  beforeEach(() => {
    books.clock.at = noon
  })

  const close = (accountId: string, key = books.key()) =>
    books.ledger.closeAccount({ accountId, reason: 'no use for it', changedBy: 'somebody', key })
  const reopen = (accountId: string) =>
    books.ledger.reopenAccount({
      accountId,
      reason: 'needed again',
      changedBy: 'operator',
      approvedHash: 'a'.repeat(64),
      key: { scope: 'test', key: books.key() },
    })
  const closed = { error: { code: 'account_closed' } }
  const settle = async (merchantAccountId: string) => {
    const settled = await books.ledger.settle({ merchantAccountId, runId: books.key() })
    if (!settled.ok) throw new Error(settled.error.code)
    return settled.value.answer
  }

  test('a wallet that is closed refuses every movement, until it is opened again', async () => {
    const [walletId, other, shop, pot] = [
      await books.openWallet(),
      await books.openWallet(100),
      await books.openShop(),
      await books.openPot(),
    ]
    const made = await books.ledger.newAddress({ walletId, key: books.key() })
    const address = made.ok ? made.value : ''
    expect(await close(walletId)).toMatchObject({ value: { answer: { what: 'closed', changedAt: noon } } })
    const before = await booksAsText(store())
    const [amountYen, key] = [1, books.key]
    const paid = { walletId, merchantId: shop.id, amountYen }
    expect(await books.ledger.pay({ ...paid, key: key() })).toMatchObject(closed)
    expect(await books.ledger.hold({ ...paid, endsAt: noon + dayMs, key: key() })).toMatchObject(closed)
    expect(await books.topUp(walletId, 1)).toMatchObject(closed)
    expect(await books.grant(pot, walletId, 1)).toMatchObject(closed)
    expect(await books.ledger.transfer({ walletId, address, amountYen, key: key() })).toMatchObject(closed)
    expect(await books.ledger.transfer({ walletId: other, address, amountYen, key: key() })).toMatchObject({
      error: { code: 'address_not_found' },
    })
    expect(await close(walletId)).toMatchObject(closed)
    expect(await booksAsText(store())).toBe(before)
    expect(await reopen(walletId)).toMatchObject({ value: { answer: { what: 'reopened' } } })
    expect((await books.topUp(walletId, 10)).ok).toBe(true)
    expect(await reopen(walletId)).toMatchObject({ error: { code: 'account_not_closed' } })
    expect((await verifyBooks(booksAudit(store()))).wrong).toEqual([])
  })

  test('what is in it, held, disputed or ended is taken out first', async () => {
    const [walletId, shop] = [await books.openWallet(), await books.openShop()]
    const toppedUp = await books.topUp(walletId, 50)
    const topUpJournalId = toppedUp.ok ? toppedUp.value.answer.journalId : ''
    expect(await close(walletId)).toMatchObject({ error: { code: 'account_not_empty', balanceYen: 50 } })
    const paid = { walletId, merchantId: shop.id, key: books.key() }
    await books.ledger.hold({ ...paid, amountYen: 20, endsAt: noon + dayMs })
    await books.ledger.pay({ ...paid, amountYen: 30, key: books.key() })
    expect(await close(walletId)).toMatchObject({ error: { code: 'account_not_empty', balanceYen: 20 } })
    expect(await close(shop.accountId)).toMatchObject({
      error: { code: 'account_not_empty', balanceYen: 30 },
    })
    await settle(shop.accountId)
    expect(await close(shop.accountId)).toMatchObject({ error: { code: 'account_in_use', holds: 1 } })
    const disputeId = books.key()
    await books.ledger.openDispute({ disputeId, topUpJournalId })
    books.clock.at = noon + dayMs + 1
    await books.ledger.expireHolds()
    await books.ledger.closeDispute({ disputeId, how: 'lost' })
    expect((await close(walletId)).ok).toBe(true)
    expect((await close(shop.accountId)).ok).toBe(true)
  })

  test('a dispute that is open keeps its wallet open', async () => {
    const [walletId, shop] = [await books.openWallet(), await books.openShop()]
    const toppedUp = await books.topUp(walletId, 50)
    await books.ledger.pay({ walletId, merchantId: shop.id, amountYen: 50, key: books.key() })
    const topUpJournalId = toppedUp.ok ? toppedUp.value.answer.journalId : ''
    await books.ledger.openDispute({ disputeId: books.key(), topUpJournalId })
    expect(await close(walletId)).toMatchObject({ error: { code: 'account_in_use', disputes: 1 } })
  })

  test('a shop that is closed is paid by nobody and gets no payout back, until it is opened again', async () => {
    const [walletId, shop] = [await books.openWallet(100), await books.openShop()]
    await books.ledger.pay({ walletId, merchantId: shop.id, amountYen: 40, key: books.key() })
    const { journalId: settleJournalId } = await settle(shop.accountId)
    const paid = await books.ledger.payout({ settleJournalId, runId: books.key() })
    const payoutJournalId = paid.ok ? paid.value.answer.journalId : ''
    expect((await close(shop.accountId)).ok).toBe(true)
    // The register of shops says so too; here it does not, and the database holds the door.
    const busy = { error: { code: 'busy_try_again' } }
    const before = await booksAsText(store())
    expect(
      await books.ledger.pay({ walletId, merchantId: shop.id, amountYen: 1, key: books.key() }),
    ).toMatchObject(busy)
    expect(
      await books.ledger.hold({
        walletId,
        merchantId: shop.id,
        amountYen: 1,
        endsAt: noon + dayMs,
        key: books.key(),
      }),
    ).toMatchObject(busy)
    const back = () =>
      books.ledger.returnPayout({
        key: { scope: 'test', key: books.key() },
        payoutJournalId,
        reason: 'no such account',
      })
    expect(await back()).toMatchObject(busy)
    expect(await booksAsText(store())).toBe(before)
    await reopen(shop.accountId)
    expect((await back()).ok).toBe(true)
  })

  test('twelve closings and twelve top-ups at once: closed and empty, or open', async () => {
    for (let round = 0; round < 3; round++) {
      const walletId = await books.openWallet()
      const all = await Promise.all(
        Array.from({ length: 12 }, async (_, place) =>
          place % 2 === 0 ? close(walletId) : books.topUp(walletId, 5),
        ),
      )
      const closings = all.filter((one, place) => place % 2 === 0 && one.ok).length
      const toppedUp = all.filter((one, place) => place % 2 === 1 && one.ok).length
      expect([closings, toppedUp === 0]).toEqual(closings === 1 ? [1, true] : [0, false])
    }
    expect((await verifyBooks(booksAudit(store()))).wrong).toEqual([])
  })

  test('closed under one key it is closed once, and every change is kept', async () => {
    const walletId = await books.openWallet()
    const key = books.key()
    const told = await Promise.all(Array.from({ length: 4 }, () => close(walletId, key)))
    for (const one of told)
      expect(one).toMatchObject({
        value: { answer: { accountId: walletId, what: 'closed', changedAt: noon } },
      })
    await reopen(walletId)
    await close(walletId)
    const rows = await store().raw(
      `select number, what from account_changes where account_id = '${walletId}' order by number`,
    )
    expect(rows.map((row) => [Number(row['number']), row['what']])).toEqual([
      [1, 'closed'],
      [2, 'reopened'],
      [3, 'closed'],
    ])
    expect(await close('bank')).toMatchObject({ error: { code: 'account_not_found' } })
    expect(await reopen('none')).toMatchObject({ error: { code: 'account_not_found' } })
  })
})
