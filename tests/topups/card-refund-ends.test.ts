import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { topupMatterStore } from '../../api/office/repository-topup-matters.ts'
import { newId } from '../../api/platform/ids.ts'
import { onEveryEngine } from '../support/engines.ts'
import { openRefundDesk } from './refund-desk.ts'
import type { RefundDesk } from './refund-desk.ts'

onEveryEngine('a refund to the card', (store) => {
  let desk: RefundDesk
  beforeAll(async () => {
    desk = await openRefundDesk(store())
  })
  beforeEach(() => desk.nextPeriod())

  test('that the card company refuses stands in the wallet again, in the lot that it left', async () => {
    const guest = await desk.paid({ chargedYen: 600, amountYen: 600 })
    desk.company.line.isUp = false
    await desk.give(guest)
    const before = await store().raw(
      `select id, valid_until from lots where account_id = '${guest.walletId}'`,
    )
    await desk.company.dispute(guest.payPath)
    expect(await desk.refunds.sendOpen()).toBe(1)
    desk.company.line.isUp = true
    expect([await desk.statesOf(guest), await desk.backOf(guest.topupId)]).toEqual([[[600, 'returned']], []])
    expect(await desk.company.holds(guest.walletId)).toBe(600)
    expect(
      await store().raw(`select id, valid_until from lots where account_id = '${guest.walletId}'`),
    ).toEqual(before)
    expect(await desk.refunds.sendOpen()).toBe(0)
    await desk.right()
  })

  test('that a card sends back days later stands in the wallet again, however often that is told', async () => {
    const guest = await desk.paid({ chargedYen: 600, amountYen: 250 })
    await desk.give(guest)
    await desk.refunds.sendOpen()
    const { cardRefundId } = await desk.onlyOf(guest)
    for (const id of [`evt_${cardRefundId}`, `evt_${cardRefundId}`, `evt_again_${cardRefundId}`])
      await desk.failed({ id, topupId: guest.topupId, cardRefundId })
    expect([await desk.statesOf(guest), await desk.company.holds(guest.walletId)]).toEqual([
      [[250, 'returned']],
      600,
    ])
    await desk.right()
  })

  test('on its way keeps the wallet from being closed', async () => {
    const guest = await desk.paid({ chargedYen: 500, amountYen: 500 })
    await desk.give(guest)
    expect(await desk.close(guest)).toMatchObject({ error: { code: 'account_in_use', topUps: 1 } })
    // Nor by whoever looked before it was given back, and stores after.
    await expect(
      store().raw(
        `insert into account_changes (account_id, number, what, reason, changed_by, created_at) values ('${guest.walletId}', 1, 'closed', 'leaves', 'x', ${desk.company.clock.at})`,
      ),
    ).rejects.toThrow(/account_empty/)
    await desk.refunds.sendOpen()
    expect(await desk.close(guest)).toMatchObject({ ok: true })
  })

  describe('that the card company does not say the end of stays on its way, and goes to the card once', () => {
    const answered = (status: number, method: string): typeof fetch => {
      const error = { type: 'invalid_request_error', message: 'No.' }
      return (input, init) =>
        (init?.method ?? 'GET') === method && String(input).includes('/v1/refunds')
          ? Promise.resolve(Response.json({ error }, { status }))
          : desk.company.standIn.fetch(input, init)
    }
    test.each([
      [401, 'GET'],
      [403, 'GET'],
      [404, 'GET'],
      [401, 'POST'],
      [400, 'POST'],
    ])('as after a %i to a %s', async (status, method) => {
      const guest = await desk.paid({ chargedYen: 600, amountYen: 600 })
      await desk.give(guest)
      expect(await desk.over(answered(status, method)).sendOpen()).toBe(0)
      expect([await desk.statesOf(guest), await desk.company.holds(guest.walletId)]).toEqual([
        [[600, null]],
        0,
      ])
      expect(await desk.refunds.sendOpen()).toBe(1)
      expect([await desk.statesOf(guest), await desk.backOf(guest.topupId)]).toEqual([
        [[600, 'arrived']],
        [600],
      ])
      await desk.right()
    })
  })

  test('that fails between its asking and the writing of its arrival is in the wallet', async () => {
    const guest = await desk.paid({ chargedYen: 600, amountYen: 600 })
    await desk.give(guest)
    const { cardRefundId } = await desk.onlyOf(guest)
    const line: typeof fetch = async (input, init) => {
      const answer = await desk.company.standIn.fetch(input, init)
      if (init?.method === 'POST')
        await desk.failed({ id: `evt_${cardRefundId}`, topupId: guest.topupId, cardRefundId })
      return answer
    }
    expect(await desk.over(line).sendOpen()).toBe(0)
    expect([await desk.statesOf(guest), await desk.company.holds(guest.walletId)]).toEqual([
      [[600, 'returned']],
      600,
    ])
    await desk.right()
  })

  test('that fails for a closed wallet is the office’s with its own amount, and the wallet’s once that is open again', async () => {
    const guest = await desk.paid({ chargedYen: 900, amountYen: 900 })
    await desk.give(guest, 200)
    await desk.refunds.sendOpen()
    const { cardRefundId } = await desk.onlyOf(guest)
    const { topupId } = guest
    expect(await desk.close(guest)).toMatchObject({ ok: true })
    const id = `evt_closed_${cardRefundId}`
    expect(await desk.failed({ id, topupId, cardRefundId })).toBe(`card_refund_failed:${cardRefundId}`)
    expect(await topupMatterStore(store()).find(id)).toMatchObject({
      kind: 'card_refund_failed',
      topup: { id: topupId, amountYen: 200, method: 'card' },
    })
    await desk.company.ledger.reopenAccount({
      accountId: guest.walletId,
      reason: 'back',
      changedBy: 'officer',
      key: { scope: 'test', key: newId() },
      approvedHash: 'a'.repeat(64),
    })
    expect(await desk.failed({ id: `evt_open_${cardRefundId}`, topupId, cardRefundId })).toBe('card_returned')
    expect(await desk.company.holds(guest.walletId)).toBe(200)
    await desk.right()
  })

  test('of another hub that failed is kept for a person’s eye', async () => {
    const other = { topupId: 'other-hub', cardRefundId: `other-${newId()}` }
    expect(await desk.failed({ id: `evt_${other.cardRefundId}`, ...other })).toBe('unknown_topup')
    expect(await desk.failed({ id: `evt_${other.cardRefundId}`, ...other })).toBe('seen')
  })

  test.each([
    [900, 'what is left of it'],
    [1_000, 'all of it'],
  ])(
    'leaves the rest of the charge to be disputed: %i, %s, is frozen, and a lost one takes no more than the rest',
    async (amount) => {
      const guest = await desk.paid({ chargedYen: 1_000, amountYen: 400 })
      await desk.give(guest, 100)
      await desk.refunds.sendOpen()
      const [row] = await store().raw(
        `select processor_payment as payment from topups where id = '${guest.topupId}'`,
      )
      const id = `du_${newId()}`
      const dispute = { id, object: 'dispute', payment_intent: row!['payment'], amount, currency: 'jpy' }
      expect(await desk.told('charge.dispute.created', `evt_small_${id}`, { ...dispute, amount: 899 })).toBe(
        'mismatch:amountYen',
      )
      expect(await desk.told('charge.dispute.created', `evt_${id}`, dispute)).toBe('disputed')
      expect(await desk.company.holds(guest.walletId)).toBe(0)
      expect(await desk.told('charge.dispute.closed', `evt_end_${id}`, { ...dispute, status: 'lost' })).toBe(
        'dispute_lost',
      )
      expect(
        await store().raw(
          `select taken_yen as taken, receivable_yen as owed from dispute_closings where dispute_id = '${id}'`,
        ),
      ).toEqual([{ taken: 600, owed: 300 }])
      await desk.right()
    },
  )
})
