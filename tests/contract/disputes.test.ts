import { beforeAll, describe, expect, test } from 'vitest'
import { booksAudit } from '../../api/currency/repository-verify.ts'
import { disputeLines } from '../../api/currency/repository-dispute-list.ts'
import { ledgerStore } from '../../api/currency/repository.ts'
import { verifyBooks } from '../../api/currency/verify.ts'
import { newId } from '../../api/platform/ids.ts'
import { Violation } from '../../db/violation.ts'
import { booksAsText, noon, openTestBooks } from '../currency/books.ts'
import type { TestBooks } from '../currency/books.ts'
import { onEveryEngine } from '../support/engines.ts'

const dayMs = 86_400_000

onEveryEngine('a disputed top-up', (store) => {
  let books: TestBooks
  let shop: Awaited<ReturnType<TestBooks['openShop']>>
  beforeAll(async () => {
    books = await openTestBooks(store())
    shop = await books.openShop()
  })

  const toppedUp = async (yen: number, spentYen = 0) => {
    books.clock.at = noon
    const walletId = await books.openWallet()
    const made = await books.topUp(walletId, yen)
    if (!made.ok) throw new Error(made.error.code)
    if (spentYen > 0) await pay(walletId, spentYen)
    const { journalId: topUpJournalId, lotId } = made.value.answer
    return { walletId, topUpJournalId, lotId, disputeId: newId() }
  }
  const pay = (walletId: string, amountYen: number) =>
    books.ledger.pay({ walletId, merchantId: shop.id, amountYen, key: books.key() })
  const seen = async (walletId: string) => {
    const { lots, disputedYen, heldYen } = (await ledgerStore(store()).findWallet(walletId))!
    return { freeYen: lots.reduce((sum, lot) => sum + lot.remainingYen, 0), disputedYen, heldYen }
  }
  const open = (f: { disputeId: string; topUpJournalId: string }) => books.ledger.openDispute(f)
  const close = ({ disputeId }: { disputeId: string }, how: 'won' | 'lost') =>
    books.ledger.closeDispute({ disputeId, how })
  const systemYen = async (account: string) => {
    const [row] = await store().raw(
      `select coalesce(sum(amount_yen), 0) as yen from entries where account_id = '${account}'`,
    )
    return Number(row!['yen'])
  }

  test('is read by the office with what is frozen and what was spent, in front of all that ended', async () => {
    const office = disputeLines(store())
    const owedBefore = await office.receivableYen()
    const [first, lost, won] = [await toppedUp(1_000, 400), await toppedUp(800, 300), await toppedUp(50)]
    for (const one of [first, lost, won]) {
      books.clock.at += 1
      await open(one)
    }
    books.clock.at += 1
    await close(won, 'won')
    books.clock.at += 1
    await close(lost, 'lost')
    const lines = await office.lines(2)
    const of = ({ disputeId }: { disputeId: string }) => lines.find(({ id }) => id === disputeId)
    expect(of(first)).toMatchObject({ amountYen: 1_000, leftYen: 600, end: null })
    const end = { how: 'lost', takenYen: 500, receivableYen: 300 }
    expect(of(lost)).toMatchObject({ amountYen: 800, leftYen: 0, end })
    expect(of(won)).toMatchObject({ leftYen: 50, end: { how: 'won', takenYen: 0, receivableYen: 0 } })
    expect(lines.slice(-2).map(({ id }) => id)).toEqual([lost.disputeId, won.disputeId])
    expect((await office.lines(1)).map(({ id }) => id)).not.toContain(won.disputeId)
    expect(await office.receivableYen()).toBe(owedBefore + 300)
    expect(lines.find(({ id }) => id === first.disputeId)!.paymentId).toBeNull()
  })

  test('is frozen: it is neither paid with, sent, held nor taken back, and nothing of it moves', async () => {
    const f = await toppedUp(1_000, 400)
    expect(await open(f)).toMatchObject({ ok: true, value: { answer: { amountYen: 1_000 } } })
    expect(await seen(f.walletId)).toEqual({ freeYen: 0, disputedYen: 600, heldYen: 0 })
    const before = await booksAsText(store())
    const friend = await books.openWallet()
    const address = await books.ledger.newAddress({ walletId: friend, key: books.key() })
    const tried = [
      await pay(f.walletId, 1),
      await books.ledger.hold({
        walletId: f.walletId,
        merchantId: shop.id,
        amountYen: 1,
        endsAt: noon + dayMs,
        key: books.key(),
      }),
      await books.ledger.transfer({
        walletId: f.walletId,
        address: address.ok ? address.value : '',
        amountYen: 1,
        key: books.key(),
      }),
      await books.ledger.adjust({
        key: { scope: 'test', key: books.key() },
        journalId: f.topUpJournalId,
        direction: 'take',
        amountYen: 1,
        approvedHash: 'a'.repeat(64),
      }),
    ]
    for (const one of tried)
      expect(one).toMatchObject({ ok: false, error: { code: 'insufficient_funds', spendableYen: 0 } })
    expect(await books.ledger.voidTopUp({ topUpJournalId: f.topUpJournalId, reason: 'x' })).toMatchObject({
      error: { code: 'top_up_not_whole' },
    })
    // Other money of the same wallet is free.
    await books.topUp(f.walletId, 50)
    expect((await pay(f.walletId, 50)).ok).toBe(true)
    expect((await seen(f.walletId)).disputedYen).toBe(600)
    expect(before).toContain(f.disputeId)
  })

  test('is not expired while nobody knows whose it is', async () => {
    const f = await toppedUp(500)
    await open(f)
    books.clock.at = noon + 5_000 * dayMs
    await books.ledger.expireLots()
    expect((await seen(f.walletId)).disputedYen).toBe(500)
    await close(f, 'won')
    await books.ledger.expireLots()
    expect(await seen(f.walletId)).toEqual({ freeYen: 0, disputedYen: 0, heldYen: 0 })
    books.clock.at = noon
  })

  test('that is won is as it was before, to the yen', async () => {
    const f = await toppedUp(1_000, 250)
    const before = await seen(f.walletId)
    await open(f)
    expect(await close(f, 'won')).toMatchObject({ ok: true, value: { answer: { takenYen: 0 } } })
    expect(await seen(f.walletId)).toEqual(before)
    expect((await pay(f.walletId, 750)).ok).toBe(true)
  })

  test('that is lost leaves the wallet, and what was spent is owed by the payer', async () => {
    const [clearing, receivable] = [await systemYen('card_clearing'), await systemYen('receivable')]
    const f = await toppedUp(1_000, 400)
    await open(f)
    expect(await close(f, 'lost')).toMatchObject({
      ok: true,
      value: { answer: { takenYen: 600, receivableYen: 400 } },
    })
    expect(await seen(f.walletId)).toEqual({ freeYen: 0, disputedYen: 0, heldYen: 0 })
    expect(await systemYen('card_clearing')).toBe(clearing)
    expect(await systemYen('receivable')).toBe(receivable - 400)
    expect((await verifyBooks(booksAudit(store()))).wrong).toEqual([])
  })

  test('that is lost when all of it was spent, or none, is owed or taken whole', async () => {
    const [all, none] = [await toppedUp(300, 300), await toppedUp(300)]
    for (const f of [all, none]) await open(f)
    expect(await close(all, 'lost')).toMatchObject({ value: { answer: { takenYen: 0, receivableYen: 300 } } })
    expect(await close(none, 'lost')).toMatchObject({
      value: { answer: { takenYen: 300, receivableYen: 0 } },
    })
    expect((await verifyBooks(booksAudit(store()))).wrong).toEqual([])
  })

  test('lets a hold from before be captured; what a hold gives back stays frozen', async () => {
    const f = await toppedUp(1_000)
    const hold = async (amountYen: number) => {
      const asked = { walletId: f.walletId, merchantId: shop.id, amountYen, endsAt: noon + dayMs }
      const placed = await books.ledger.hold({ ...asked, key: books.key() })
      return placed.ok ? placed.value.answer.holdId : ''
    }
    const [captured, voided] = [await hold(200), await hold(300)]
    await open(f)
    const whose = { merchantId: shop.id, merchantAccountId: shop.accountId }
    expect(
      (await books.ledger.capture({ ...whose, holdId: captured, amountYen: 150, key: books.key() })).ok,
    ).toBe(true)
    await books.ledger.voidHold({ ...whose, holdId: voided, key: books.key() })
    expect(await seen(f.walletId)).toEqual({ freeYen: 0, disputedYen: 850, heldYen: 0 })
    expect(await close(f, 'lost')).toMatchObject({
      value: { answer: { takenYen: 850, receivableYen: 150 } },
    })
  })

  test('keeps frozen what a shop gives back after it was lost', async () => {
    const f = await toppedUp(500)
    const paid = await pay(f.walletId, 500)
    await open(f)
    await close(f, 'lost')
    const given = await books.ledger.refund({
      paymentId: paid.ok ? paid.value.answer.paymentId : '',
      merchantAccountId: shop.accountId,
      amountYen: 100,
      key: books.key(),
    })
    expect(given.ok).toBe(true)
    expect(await seen(f.walletId)).toEqual({ freeYen: 0, disputedYen: 100, heldYen: 0 })
    expect(await pay(f.walletId, 1)).toMatchObject({ error: { code: 'insufficient_funds' } })
  })

  test('is opened once and ends once, however often and at once it is told', async () => {
    const f = await toppedUp(700, 100)
    const opened = await Promise.all(Array.from({ length: 6 }, () => open(f)))
    expect(opened.filter((one) => one.ok && !one.value.replayed)).toHaveLength(1)
    expect(await open({ ...f, disputeId: newId() })).toMatchObject({
      error: { code: 'top_up_disputed_before' },
    })
    const ended = await Promise.all(Array.from({ length: 6 }, () => close(f, 'lost')))
    expect(ended.filter((one) => one.ok && !one.value.replayed)).toHaveLength(1)
    expect(await close(f, 'won')).toMatchObject({ error: { code: 'key_reused_with_other_content' } })
    expect(await close({ disputeId: newId() }, 'won')).toMatchObject({
      error: { code: 'dispute_not_found' },
    })
    expect((await seen(f.walletId)).disputedYen).toBe(0)
  })

  test('is either paid with before or frozen, never both, when both come at once', async () => {
    const f = await toppedUp(900)
    const told = await Promise.all([
      ...Array.from({ length: 4 }, () => pay(f.walletId, 100)),
      open(f),
      ...Array.from({ length: 4 }, () => pay(f.walletId, 100)),
    ])
    const paidYen = 100 * (told.filter((one) => one.ok).length - 1)
    expect(await seen(f.walletId)).toEqual({ freeYen: 0, disputedYen: 900 - paidYen, heldYen: 0 })
    expect((await verifyBooks(booksAudit(store()))).wrong).toEqual([])
  })

  describe('cannot be moved past the code:', () => {
    type Facts = Awaited<ReturnType<typeof toppedUp>> & {
      closedId: string
      other: Awaited<ReturnType<typeof toppedUp>>
    }
    const entry = (f: Facts, kind: string) =>
      `insert into entries (journal_id, line, account_id, fund_id, lot_id, amount_yen, created_at) select id, 1, '${f.walletId}', 'reserve', '${f.lotId}', -1, 1 from journals where id = '${kind}-${f.disputeId}'`
    test.each<[string, (f: Facts) => string]>([
      ['by a payment', (f) => entry(f, 'pay')],
      ['by the job of ended lots', (f) => entry(f, 'expire')],
      [
        'by a hold',
        (f) =>
          `insert into hold_lots (hold_id, position, lot_id, fund_id, amount_yen) values ('hold-${f.disputeId}', 0, '${f.lotId}', 'reserve', 1)`,
      ],
      ['by forgetting the dispute', () => 'delete from disputes'],
      ['by another amount', () => 'update disputes set amount_yen = 1'],
      [
        'by an end that took nothing',
        (f) =>
          `insert into dispute_closings (dispute_id, how, taken_yen, receivable_yen, journal_id, created_at) values ('${f.disputeId}', 'lost', 0, 700, '${f.topUpJournalId}', 1)`,
      ],
      [
        'by a second end',
        (f) =>
          `insert into dispute_closings (dispute_id, how, taken_yen, receivable_yen, journal_id, created_at) values ('${f.closedId}', 'won', 0, 0, null, 1)`,
      ],
      ['by changing how it ended', () => `update dispute_closings set how = 'won'`],
      [
        'by a dispute of another amount',
        (f) =>
          `insert into disputes (id, top_up_journal_id, lot_id, wallet_id, amount_yen, created_at) values ('x', '${f.other.topUpJournalId}', '${f.other.lotId}', '${f.other.walletId}', 8, 1)`,
      ],
    ])('%s', async (_, sql) => {
      const [f, closed, other] = [await toppedUp(700), await toppedUp(5), await toppedUp(9)]
      for (const kind of ['pay', 'expire'])
        await store().raw(
          `insert into journals (id, kind, scope, key, body, created_at, parent_id) values ('${kind}-${f.disputeId}', '${kind}', 'raw', '${kind}-${f.disputeId}', '{}', 1, null)`,
        )
      await store().raw(
        `insert into holds (id, wallet_id, merchant_account_id, amount_yen, ends_at, created_at) values ('hold-${f.disputeId}', '${f.walletId}', '${shop.accountId}', 5, ${noon + dayMs}, ${noon})`,
      )
      for (const one of [f, closed]) await open(one)
      await close(closed, 'lost')
      const facts = { ...f, closedId: closed.disputeId, other }
      await expect(store().raw(sql(facts))).rejects.toBeInstanceOf(Violation)
    })
  })
})
