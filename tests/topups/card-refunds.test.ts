import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { booksAsText } from '../currency/books.ts'
import { onEveryEngine } from '../support/engines.ts'
import { openRefundDesk } from './refund-desk.ts'
import type { Paid, RefundDesk } from './refund-desk.ts'

onEveryEngine('a refund to the card', (store) => {
  let desk: RefundDesk
  beforeAll(async () => {
    desk = await openRefundDesk(store())
  })
  beforeEach(() => desk.nextPeriod())

  test('sends to the card what came from it, puts the rest where it was, and says so before and after', async () => {
    const guest = await desk.paid({ chargedYen: 1_000, grantedYen: 300, amountYen: 700 })
    expect(await desk.refunds.plan({ ...guest.command, amountYen: null })).toEqual({
      ok: true,
      value: { amountYen: 700, cardYen: 400, walletYen: 300, reasons: ['small_amount', 'leaving_japan'] },
    })
    expect(await desk.give(guest)).toMatchObject({
      value: { answer: { amountYen: 700, toCard: { amountYen: 400 } } },
    })
    // 600 of the card were never spent, 300 are the town's again.
    expect(await desk.company.holds(guest.walletId)).toBe(900)
    expect([await desk.statesOf(guest), await desk.backOf(guest.topupId)]).toEqual([[[400, null]], []])
    expect(await desk.refunds.sendOpen()).toBe(1)
    expect([await desk.statesOf(guest), await desk.backOf(guest.topupId)]).toEqual([
      [[400, 'arrived']],
      [400],
    ])
    expect(await desk.refunds.sendOpen()).toBe(0)
    await desk.right()
  })

  test('in parts goes along the line that every refund goes along, last taken first', async () => {
    const guest = await desk.paid({ chargedYen: 1_000, grantedYen: 300, amountYen: 700 })
    await desk.give(guest, 150)
    await desk.give(guest, 350)
    expect(await desk.statesOf(guest)).toEqual([
      [150, null],
      [250, null],
    ])
    // Nothing of the card's is left of it.
    expect(await desk.refunds.plan({ ...guest.command, amountYen: null })).toMatchObject({
      value: { amountYen: 200, cardYen: 0, walletYen: 200, reasons: [] },
    })
    expect(await desk.give(guest)).toMatchObject({ error: { code: 'refund_not_from_card' } })
    await desk.refunds.sendOpen()
    expect(await desk.backOf(guest.topupId)).toEqual([150, 250])
    await desk.right()
  })

  test('goes to each card that was charged what came from it', async () => {
    const walletId = await desk.company.openWallet()
    const [first, second] = [await desk.credited(walletId, 500), await desk.credited(walletId, 600)]
    const shop = await desk.company.openShop()
    const done = await desk.company.ledger.pay({
      walletId,
      merchantId: shop.id,
      amountYen: 1_100,
      key: desk.company.key(),
    })
    if (!done.ok) throw new Error(done.error.code)
    const { paymentId } = done.value.answer
    await desk.give({ command: { paymentId, merchantAccountId: shop.accountId } }, 700)
    await desk.refunds.sendOpen()
    expect([await desk.backOf(first.topupId), await desk.backOf(second.topupId)]).toEqual([[100], [600]])
    await desk.right()
  })

  describe('is asked for once', () => {
    test('by a key, whose answer is the same for ever', async () => {
      const guest = await desk.paid({ chargedYen: 500, amountYen: 500 })
      const key = desk.company.key()
      const [once, again] = [
        await desk.give(guest, null, 'leaving_japan', key),
        await desk.give(guest, null, 'leaving_japan', key),
      ]
      expect(again).toEqual({ ok: true, value: { ...(once.ok && once.value), replayed: true } })
      expect(await desk.give(guest, null, 'small_amount', key)).toMatchObject({
        error: { code: 'key_reused_with_other_content', field: 'reason' },
      })
      await desk.refunds.sendOpen()
      expect(await desk.backOf(guest.topupId)).toEqual([500])
    })

    test('where two tills press at once, one to the card and one into the wallet: one of them pays', async () => {
      const guest = await desk.paid({ chargedYen: 800, amountYen: 800 })
      const told = await Promise.all([
        desk.give(guest),
        desk.give(guest),
        desk.company.ledger.refund({ ...guest.command, amountYen: null, key: desk.company.key() }),
      ])
      expect(told.filter(({ ok }) => ok)).toHaveLength(1)
      await desk.refunds.sendOpen()
      const [card, wallet] = [
        (await desk.backOf(guest.topupId)).reduce((a, b) => a + b, 0),
        await desk.company.holds(guest.walletId),
      ]
      expect(card + wallet).toBe(800)
      await desk.right()
    })

    test('of the card company, also by two hubs at once, after an answer that was lost, and after its keys are forgotten', async () => {
      const guest = await desk.paid({ chargedYen: 900, amountYen: 900 })
      await desk.give(guest)
      await desk.company.fault('lost_response', { times: 9 })
      expect(await desk.refunds.sendOpen()).toBe(0)
      expect(await desk.statesOf(guest)).toEqual([[900, null]])
      await desk.company.fault('lost_response', { times: 0 })
      desk.company.clock.at += 3 * 86_400_000
      await Promise.all([desk.refunds.sendOpen(), desk.refunds.sendOpen()])
      expect([await desk.statesOf(guest), await desk.backOf(guest.topupId)]).toEqual([
        [[900, 'arrived']],
        [900],
      ])
    })
  })

  describe('is refused, and leaves the books alone,', () => {
    const refusedWith = async (told: Promise<unknown>, error: object) => {
      const before = await booksAsText(store())
      expect(await told).toMatchObject({ ok: false, error })
      expect(await booksAsText(store())).toBe(before)
    }
    test('where the money came from a friend, and not from a card of the guest', async () => {
      const giver = await desk.company.openWallet()
      await desk.credited(giver, 500)
      const [walletId, shop] = [await desk.company.openWallet(), await desk.company.openShop()]
      const address = await desk.company.ledger.newAddress({ walletId, key: desk.company.key() })
      if (!address.ok) throw new Error(address.error.code)
      await desk.company.ledger.transfer({
        walletId: giver,
        address: address.value,
        amountYen: 500,
        key: desk.company.key(),
      })
      const done = await desk.company.ledger.pay({
        walletId,
        merchantId: shop.id,
        amountYen: 500,
        key: desk.company.key(),
      })
      if (!done.ok) throw new Error(done.error.code)
      const { paymentId } = done.value.answer
      await refusedWith(desk.give({ command: { paymentId, merchantAccountId: shop.accountId } }), {
        code: 'refund_not_from_card',
      })
    })
    test('where the charge is disputed, and where the wallet is stopped', async () => {
      const disputed = await desk.paid({ chargedYen: 500, amountYen: 500 })
      await desk.company.dispute(disputed.payPath)
      await refusedWith(desk.give(disputed), { code: 'refund_not_from_card' })
      const stopped = await desk.paid({ chargedYen: 500, amountYen: 500 })
      const { walletId } = stopped
      await desk.company.ledger.freezeWallet({
        walletId,
        by: 'staff',
        changedBy: 'officer',
        reason: 'lost',
        key: desk.company.key(),
      })
      await refusedWith(desk.give(stopped), { code: 'refund_not_from_card' })
    })
    test('where the money has ended since', async () => {
      const guest = await desk.paid({ chargedYen: 500, amountYen: 500 })
      const { at } = desk.company.clock
      desk.company.clock.at += 800 * 86_400_000
      await refusedWith(desk.give(guest), { code: 'refund_not_from_card' })
      desk.company.clock.at = at
    })
    test('for a reason that shops may not judge', async () => {
      await refusedWith(desk.give(await desk.paid({ chargedYen: 500, amountYen: 500 }), null, 'moved_away'), {
        code: 'repayment_reason_not_open',
        field: 'reason',
      })
    })
    test('above the cap of small amounts, and the plan does not offer it', async () => {
      const guest = await desk.paid({ chargedYen: 1_100, amountYen: 1_100 })
      expect(await desk.refunds.plan({ ...guest.command, amountYen: null })).toMatchObject({
        value: { cardYen: 1_100, reasons: ['leaving_japan'] },
      })
      await refusedWith(desk.give(guest, null, 'small_amount'), {
        code: 'repayment_above_cap',
        limitYen: 1_000,
        leftYen: 1_000,
      })
    })
    test('of a payment that is another shop’s', async () => {
      const [guest, other] = [
        await desk.paid({ chargedYen: 500, amountYen: 500 }),
        await desk.company.openShop(),
      ]
      await refusedWith(desk.give({ command: { ...guest.command, merchantAccountId: other.accountId } }), {
        code: 'payment_not_found',
      })
    })
  })

  test('twelve small amounts at once stay within the cap of their base period, to the yen', async () => {
    const guests: Paid[] = []
    for (let guest = 0; guest < 12; guest++) guests.push(await desk.paid({ chargedYen: 500, amountYen: 150 }))
    const told = await Promise.all(guests.map((guest) => desk.give(guest, null, 'small_amount')))
    expect(told.filter(({ ok }) => ok)).toHaveLength(6)
    await desk.right()
  })

  test('was given back: no correction of the payment gives it once more', async () => {
    const guest = await desk.paid({ chargedYen: 500, amountYen: 500 })
    await desk.give(guest, 400)
    const correct = (amountYen: number) =>
      desk.company.ledger.adjust({
        key: { scope: 'test', key: desk.company.key() },
        journalId: guest.paymentId,
        direction: 'give',
        amountYen,
        approvedHash: 'a'.repeat(64),
      })
    expect(await correct(101)).toMatchObject({ error: { code: 'adjust_exceeds_moved', leftYen: 100 } })
    expect(await correct(100)).toMatchObject({ ok: true })
    expect(await desk.refunds.plan({ ...guest.command, amountYen: null })).toMatchObject({
      error: { code: 'refund_exceeds_payment', refundableYen: 0 },
    })
    await desk.refunds.sendOpen()
  })

  test('is refused where another part of it goes to the card than was shown', async () => {
    const guest = await desk.paid({ chargedYen: 500, amountYen: 500 })
    const shown = { ...guest.command, amountYen: 400, reason: 'leaving_japan' as const }
    expect(await desk.refunds.give({ ...shown, cardYen: 399, key: desk.company.key() })).toMatchObject({
      error: { code: 'card_refund_changed', field: 'cardYen', cardYen: 400 },
    })
    expect(await desk.refunds.give({ ...shown, cardYen: 400, key: desk.company.key() })).toMatchObject({
      ok: true,
    })
    await desk.refunds.sendOpen()
  })

  test('is held by the database to what its journals say', async () => {
    const guest = await desk.paid({ chargedYen: 500, amountYen: 300 })
    await desk.give(guest)
    const columns =
      'id, journal_id, refund_journal_id, topup_id, lot_id, amount_yen, reason, period, created_at'
    const again = (changed: string) =>
      store().raw(
        `insert into card_refunds (${columns}) select ${changed} from card_refunds where id = (select max(id) from card_refunds)`,
      )
    for (const changed of [
      `'other', journal_id, refund_journal_id, topup_id, lot_id, amount_yen, reason, period, created_at`,
      `'other', journal_id, refund_journal_id, topup_id, lot_id, amount_yen + 1, reason, period, created_at`,
      `'other', refund_journal_id, refund_journal_id, topup_id, lot_id, amount_yen, reason, period, created_at`,
    ])
      await expect(again(changed), changed).rejects.toThrow(/card_refund/)
    const end = (how: string, journal: string) =>
      store().raw(
        `insert into card_refund_ends (card_refund_id, how, journal_id, created_at) select id, '${how}', ${journal}, created_at from card_refunds where id = (select max(id) from card_refunds)`,
      )
    await expect(end('returned', 'journal_id')).rejects.toThrow(/card_refund_end_true/)
    await expect(end('arrived', 'journal_id')).rejects.toThrow(/card_refund_end_has_journal/)
    await expect(end('lost', 'null')).rejects.toThrow(/card_refund_end/)
    await expect(
      store().raw(
        `update repayment_periods set repaid_yen = repaid_yen + 1 where period = '${desk.period.period}'`,
      ),
    ).rejects.toThrow(/repayment_period_true/)
    await desk.refunds.sendOpen()
  })
})
