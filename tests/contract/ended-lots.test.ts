import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { onEveryEngine } from '../support/engines.ts'
import { booksAsText, noon, openTestBooks } from '../currency/books.ts'
import type { TestBooks } from '../currency/books.ts'
import { booksAudit } from '../../api/currency/repository-verify.ts'
import { endedUses } from '../../api/currency/service-ended.ts'
import { demonstrationSettings } from '../../api/currency/settings.ts'
import { newId } from '../../api/platform/ids.ts'
import { ledgerReads } from '../../api/currency/repository-reads.ts'
import { ledgerStore } from '../../api/currency/repository.ts'
import { verifyBooks } from '../../api/currency/verify.ts'

const dayMs = 86_400_000
/** The last instant of a lot that is valid on the day of `noon` only. */
const lastInstant = Date.parse('2026-11-23T23:59:59.999+09:00')

onEveryEngine('lots that have ended', (store) => {
  let books: TestBooks
  beforeAll(async () => {
    books = await openTestBooks(store())
  })
  beforeEach(() => {
    books.clock.at = noon
  })

  const lotsOf = async (walletId: string) =>
    (await ledgerStore(store()).findWallet(walletId))!.lots.map((lot) => lot.remainingYen)
  const potYen = async (pot: string) => (await ledgerStore(store()).findPot(pot))!.balanceYen
  /** A wallet with 300 yen of a pot of 1,000 that end today. */
  const gifted = async () => {
    const [walletId, pot] = [
      await books.openWallet(),
      await books.openPot({ validDays: 0, budgetYen: 1_000 }),
    ]
    await books.grant(pot, walletId, 300)
    return { walletId, pot }
  }

  test('stay until their last instant; from the first after it free money goes back to its pot', async () => {
    const { walletId, pot } = await gifted()
    books.clock.at = lastInstant
    await books.ledger.expireLots()
    expect([await lotsOf(walletId), await potYen(pot)]).toEqual([[300], 700])
    books.clock.at = lastInstant + 1
    await books.ledger.expireLots()
    expect([await lotsOf(walletId), await potYen(pot)]).toEqual([[], 1_000])
    const [line] = await ledgerReads(store()).activity(walletId, { limit: 1 })
    expect(line).toMatchObject({ kind: 'expire', amountYen: -300, merchantAccountId: null })
  })

  test('of paid money go to breakage, what was spent of them does not', async () => {
    const [walletId, shop] = [await books.openWallet(1_000), await books.openShop()]
    await books.ledger.pay({ walletId, merchantId: shop.id, amountYen: 400, key: books.key() })
    books.clock.at += 800 * dayMs
    await books.ledger.expireLots()
    expect(await lotsOf(walletId)).toEqual([])
    const [line] = await ledgerReads(store()).activity(walletId, { limit: 1 })
    expect(line).toMatchObject({ kind: 'expire', amountYen: -600 })
    const entries = await store().raw(
      `select account_id, fund_id, amount_yen from entries where journal_id = '${line!.journalId}' and amount_yen > 0`,
    )
    expect(entries.map((row) => ({ ...row }))).toEqual([
      { account_id: 'breakage', fund_id: 'reserve', amount_yen: 600 },
    ])
  })

  test('are taken back once, however many jobs run at once and however late', async () => {
    const { walletId, pot } = await gifted()
    books.clock.at = lastInstant + 40 * dayMs
    await Promise.all(Array.from({ length: 5 }, () => books.ledger.expireLots()))
    expect([await lotsOf(walletId), await potYen(pot)]).toEqual([[], 1_000])
    const before = await booksAsText(store())
    expect(await books.ledger.expireLots()).toBe(0)
    expect(await booksAsText(store())).toBe(before)
  })

  test('that a refund fills again are taken back again, and nobody can spend them in between', async () => {
    const [{ walletId, pot }, shop] = [await gifted(), await books.openShop()]
    const paid = await books.ledger.pay({ walletId, merchantId: shop.id, amountYen: 200, key: books.key() })
    books.clock.at = lastInstant + 1
    await books.ledger.expireLots()
    expect(await potYen(pot)).toBe(800)
    const paymentId = paid.ok ? paid.value.answer.paymentId : ''
    const { accountId: merchantAccountId } = shop
    await books.ledger.refund({ paymentId, merchantAccountId, amountYen: null, key: books.key() })
    expect(
      await books.ledger.pay({ walletId, merchantId: shop.id, amountYen: 1, key: books.key() }),
    ).toMatchObject({ error: { code: 'insufficient_funds' } })
    await books.ledger.expireLots()
    expect([await lotsOf(walletId), await potYen(pot)]).toEqual([[], 1_000])
  })

  test('keep what a hold holds of them until the hold has ended', async () => {
    const [{ walletId, pot }, shop] = [await gifted(), await books.openShop()]
    const command = { walletId, merchantId: shop.id, amountYen: 100, endsAt: lastInstant, key: books.key() }
    expect(await books.ledger.hold(command)).toMatchObject({ ok: true })
    books.clock.at = lastInstant + 1
    await books.ledger.expireLots()
    expect(await potYen(pot)).toBe(900)
    await books.ledger.expireHolds()
    await books.ledger.expireLots()
    expect(await potYen(pot)).toBe(1_000)
  })

  describe('voiding a top-up', () => {
    const toppedUp = async (amountYen: number) => {
      const walletId = await books.openWallet()
      const done = await books.topUp(walletId, amountYen)
      if (!done.ok) throw new Error(done.error.code)
      return { walletId, topUpJournalId: done.value.answer.journalId }
    }
    const undo = (topUpJournalId: string) =>
      books.ledger.voidTopUp({ topUpJournalId, reason: 'charged twice' })

    test('takes all of it, once, however many ask at once', async () => {
      const { walletId, topUpJournalId } = await toppedUp(1_000)
      const answers = await Promise.all(Array.from({ length: 6 }, () => undo(topUpJournalId)))
      expect(answers.filter((one) => one.ok && !one.value.replayed)).toHaveLength(1)
      expect(answers.every((one) => one.ok && one.value.answer.amountYen === 1_000)).toBe(true)
      expect(await lotsOf(walletId)).toEqual([])
    })

    test('answers whoever finds it gone by the same request as the first time', async () => {
      const { topUpJournalId } = await toppedUp(1_000)
      const store = ledgerStore(books.store)
      const overtaken = endedUses({
        store: {
          ...store,
          findTopUp: async (id) => {
            await undo(id)
            return store.findTopUp(id)
          },
        },
        merchants: { find: async () => undefined, scanned: async () => null, named: async () => undefined },
        clock: books.clock,
        ids: { next: newId },
        settings: demonstrationSettings,
      })
      expect(await overtaken.voidTopUp({ topUpJournalId, reason: 'charged twice' })).toMatchObject({
        ok: true,
        value: { replayed: true, answer: { amountYen: 1_000 } },
      })
    })

    test('is refused when a yen of it was spent or is held, and made once it is whole again', async () => {
      const [{ walletId, topUpJournalId }, shop] = [await toppedUp(1_000), await books.openShop()]
      const merchantAccountId = shop.accountId
      const asked = { walletId, merchantId: shop.id, amountYen: 1 }
      const paid = await books.ledger.pay({ ...asked, key: books.key() })
      const before = await booksAsText(store())
      expect(await undo(topUpJournalId)).toMatchObject({ error: { code: 'top_up_not_whole', leftYen: 999 } })
      expect(await booksAsText(store())).toBe(before)
      const paymentId = paid.ok ? paid.value.answer.paymentId : ''
      await books.ledger.refund({ paymentId, merchantAccountId, amountYen: null, key: books.key() })
      const held = await books.ledger.hold({ ...asked, endsAt: noon + 1, key: books.key() })
      expect(await undo(topUpJournalId)).toMatchObject({ error: { code: 'top_up_not_whole' } })
      const holdId = held.ok ? held.value.answer.holdId : ''
      await books.ledger.voidHold({ holdId, merchantAccountId, key: books.key() })
      expect(await undo(topUpJournalId)).toMatchObject({ ok: true })
    })

    test('racing with payments either takes all or nothing', async () => {
      const [{ walletId, topUpJournalId }, shop] = [await toppedUp(300), await books.openShop()]
      const [undone, ...paid] = await Promise.all([
        undo(topUpJournalId),
        ...Array.from({ length: 3 }, () =>
          books.ledger.pay({ walletId, merchantId: shop.id, amountYen: 100, key: books.key() }),
        ),
      ])
      const paidYen = paid.filter((one) => one.ok).length * 100
      expect(undone.ok ? [300, 0] : [0, 300]).toEqual([undone.ok ? 300 : 0, paidYen])
    })

    test('knows no other journal', async () => {
      const { walletId } = await gifted()
      const [row] = await store().raw(`select journal_id from lots where account_id = '${walletId}'`)
      for (const id of [String(row!['journal_id']), 'nothing'])
        expect(await undo(id)).toMatchObject({ error: { code: 'top_up_not_found' } })
    })
  })

  test('after all of this the books are right', async () => {
    expect((await verifyBooks(booksAudit(store()))).wrong).toEqual([])
  })
})
