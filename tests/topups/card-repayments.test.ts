import { beforeAll, beforeEach, expect, test } from 'vitest'
import { ledgerStore } from '../../api/currency/repository.ts'
import { repaymentService } from '../../api/currency/service-repayments.ts'
import { booksAsText } from '../currency/books.ts'
import { onEveryEngine } from '../support/engines.ts'
import { openRefundDesk } from './refund-desk.ts'
import type { RefundDesk } from './refund-desk.ts'

onEveryEngine('who leaves Japan has the rest back on the card', (store) => {
  let desk: RefundDesk
  beforeAll(async () => {
    desk = await openRefundDesk(store())
  })
  beforeEach(() => desk.nextPeriod())

  /** Somebody with so much of their own card, and a gift of a town. */
  const visitor = async (chargedYen: number) => {
    const walletId = await desk.company.openWallet()
    const added = await desk.credited(walletId, chargedYen)
    await desk.company.grant(await desk.company.openPot(), walletId, 300)
    return { walletId, ...added }
  }
  type Visitor = Awaited<ReturnType<typeof visitor>>
  const ask = (
    { walletId }: Pick<Visitor, 'walletId'>,
    amountYen: number,
    facts: { reason?: 'leaving_japan' | 'small_amount'; way?: 'card' | 'counter'; key?: string } = {},
  ) => {
    const { reason = 'leaving_japan', way = 'card', key = desk.company.key() } = facts
    return desk.repayments.ask({ walletId, reason, amountYen, way, key })
  }
  const askedBy = async (who: Pick<Visitor, 'walletId'>, amountYen: number): Promise<string> => {
    const asked = await ask(who, amountYen)
    if (!asked.ok) throw new Error(asked.error.code)
    return asked.value.answer.requestId
  }
  const grant = (requestId: string, key = desk.company.key()) =>
    desk.repayments.grant({ requestId, decidedBy: 'officer', key })
  /** What the holder is told of the last request. */
  const told = async ({ walletId }: Pick<Visitor, 'walletId'>) => {
    const own = await desk.repayments.ofWallet(walletId)
    return own.ok ? own.value : own.error
  }
  const partOf = async ({ walletId }: Pick<Visitor, 'walletId'>): Promise<string> => {
    const [row] = await store().raw(
      `select c.id as id from card_refunds c join lots l on l.id = c.lot_id where l.account_id = '${walletId}'`,
    )
    return String(row!['id'])
  }

  test('it is on its way, and then on the card; holder and office see it, and the gift stays', async () => {
    const guest = await visitor(1_000)
    expect(await told(guest)).toMatchObject({ repayableYen: 1_000, cardYen: 1_000 })
    const requestId = await askedBy(guest, 900)
    // It can be spent until it is let go.
    expect(await desk.company.holds(guest.walletId)).toBe(1_300)
    expect(await desk.repayments.waiting()).toMatchObject({ repayments: [{ requestId, way: 'card' }] })
    const key = desk.company.key()
    const granted = await grant(requestId, key)
    expect(granted).toMatchObject({ value: { answer: { requestId, amountYen: 900, way: 'card' } } })
    expect(await grant(requestId, key)).toEqual({
      ok: true,
      value: { ...(granted.ok && granted.value), replayed: true },
    })
    expect(await desk.company.holds(guest.walletId)).toBe(400)
    const cards = { underWayYen: 900, arrivedYen: 0, returnedYen: 0 }
    expect(await told(guest)).toMatchObject({ cardYen: 100, repayments: [{ decision: 'granted', cards }] })
    await desk.refunds.sendOpen()
    const there = { underWayYen: 0, arrivedYen: 900, returnedYen: 0 }
    expect(await told(guest)).toMatchObject({ repayments: [{ requestId, cards: there }] })
    const office = await desk.repayments.waiting()
    expect(office.toCards[0]).toMatchObject({ requestId, cards: there })
    expect(office.period.repaidYen).toBe(900)
    expect(await desk.backOf(guest.topupId)).toEqual([900])
    await desk.right()
  })

  test('of two cards each gets what it added, the soonest to end first', async () => {
    const guest = await visitor(500)
    desk.company.clock.at += 86_400_000
    const second = await desk.credited(guest.walletId, 600)
    await grant(await askedBy(guest, 700))
    await desk.refunds.sendOpen()
    expect([await desk.backOf(guest.topupId), await desk.backOf(second.topupId)]).toEqual([[500], [200]])
    await desk.right()
  })

  test('what came from a friend comes as cash alone', async () => {
    const [giver, guest] = [await visitor(500), await visitor(500)]
    const address = await desk.company.ledger.newAddress({
      walletId: guest.walletId,
      key: desk.company.key(),
    })
    if (!address.ok) throw new Error(address.error.code)
    await desk.company.ledger.transfer({
      walletId: giver.walletId,
      address: address.value,
      amountYen: 500,
      key: desk.company.key(),
    })
    expect(await told(guest)).toMatchObject({ repayableYen: 1_000, cardYen: 500 })
    const before = await booksAsText(store())
    expect(await ask(guest, 501)).toMatchObject({
      error: { code: 'insufficient_funds', field: 'amountYen', spendableYen: 500 },
    })
    expect(await booksAsText(store())).toBe(before)
    expect(await ask(guest, 900, { way: 'counter' })).toMatchObject({ ok: true })
  })

  test('asked in two tabs at once, it waits once; another way under the same key is named', async () => {
    const guest = await visitor(500)
    const key = desk.company.key()
    const tabs = await Promise.all([ask(guest, 500, { key }), ask(guest, 500)])
    expect(tabs.filter(({ ok }) => ok)).toHaveLength(1)
    const [other, mine] = [await visitor(500), desk.company.key()]
    await ask(other, 100, { key: mine })
    expect(await ask(other, 100, { key: mine, way: 'counter' })).toMatchObject({
      error: { code: 'key_reused_with_other_content' },
    })
  })

  test('let go at two desks at once, it leaves once', async () => {
    const guest = await visitor(500)
    const requestId = await askedBy(guest, 500)
    const desks = await Promise.all([grant(requestId), grant(requestId)])
    expect(desks.filter(({ ok }) => ok)).toHaveLength(1)
    await Promise.all([desk.refunds.sendOpen(), desk.refunds.sendOpen()])
    expect(await desk.backOf(guest.topupId)).toEqual([500])
    await desk.right()
  })

  test('of a wallet that was stopped meanwhile nothing leaves, nor of a charge that is disputed', async () => {
    const [stopped, disputed] = [await visitor(500), await visitor(500)]
    const requests = [await askedBy(stopped, 500), await askedBy(disputed, 500)]
    await desk.company.ledger.freezeWallet({
      walletId: stopped.walletId,
      by: 'staff',
      changedBy: 'officer',
      reason: 'lost',
      key: desk.company.key(),
    })
    await desk.company.dispute(disputed.payPath)
    expect(await grant(requests[0]!)).toMatchObject({ error: { code: 'wallet_frozen' } })
    expect(await grant(requests[1]!)).toMatchObject({
      error: { code: 'insufficient_funds', spendableYen: 0 },
    })
    await desk.right()
  })

  test.each([
    ['goes on', undefined, 0],
    ['was lost', 'lost', 0],
    ['was won', 'won', 500],
  ] as const)(
    'of a charge whose dispute %s, what a shop gave back is for the card only where it was won',
    async (_what, how, cardYen) => {
      const guest = await visitor(500)
      const shop = await desk.company.openShop()
      const { ledger, key } = desk.company
      const { walletId } = guest
      const paid = await ledger.pay({ walletId, merchantId: shop.id, amountYen: 600, key: key() })
      if (!paid.ok) throw new Error(paid.error.code)
      await desk.company.dispute(guest.payPath)
      if (how !== undefined) await desk.company.dispute(guest.payPath, how)
      const { paymentId } = paid.value.answer
      const back = { paymentId, merchantAccountId: shop.accountId, amountYen: 600, key: key() }
      expect(await ledger.refund(back)).toMatchObject({ ok: true })
      expect(await told(guest)).toMatchObject({ repayableYen: cardYen, cardYen })
      // By itself, too: the card company has decided on the whole of a charge that was disputed, or decides yet.
      const lots = await ledgerStore(store()).cardLotsIn(walletId)
      expect(lots.map(({ topupId }) => topupId)).toEqual(how === 'won' ? [guest.topupId] : [])
      await desk.right()
    },
  )

  test('small amounts stay within the cap, whichever way they go', async () => {
    const guests = [await visitor(700), await visitor(700)]
    const asked = await Promise.all(guests.map((guest) => ask(guest, 600, { reason: 'small_amount' })))
    const granted = await Promise.all(
      asked.map(async (one) => (one.ok ? grant(one.value.answer.requestId) : one)),
    )
    expect(granted.filter(({ ok }) => ok)).toHaveLength(1)
    expect((await desk.repayments.waiting()).period.repaidYen).toBe(600)
    await desk.right()
  })

  test('that the card sends back stands in the wallet again, however often and late that is told', async () => {
    const guest = await visitor(600)
    await grant(await askedBy(guest, 600))
    await desk.refunds.sendOpen()
    desk.company.clock.at += 5 * 86_400_000
    const cardRefundId = await partOf(guest)
    for (const id of [`evt_${cardRefundId}`, `evt_${cardRefundId}`, `evt_again_${cardRefundId}`])
      await desk.failed({ id, topupId: guest.topupId, cardRefundId })
    expect(await desk.company.holds(guest.walletId)).toBe(900)
    const cards = { underWayYen: 0, arrivedYen: 0, returnedYen: 600 }
    expect(await told(guest)).toMatchObject({ cardYen: 600, repayments: [{ cards }] })
    await desk.right()
  })

  test('that the card company does not answer stays on its way, and goes to the card once', async () => {
    const guest = await visitor(600)
    await grant(await askedBy(guest, 600))
    await desk.company.fault('lost_response', { times: 9 })
    expect(await desk.refunds.sendOpen()).toBe(0)
    expect(await told(guest)).toMatchObject({ repayments: [{ cards: { underWayYen: 600 } }] })
    await desk.company.fault('lost_response', { times: 0 })
    desk.company.clock.at += 3 * 86_400_000
    await Promise.all([desk.refunds.sendOpen(), desk.refunds.sendOpen()])
    expect(await desk.backOf(guest.topupId)).toEqual([600])
    expect(await told(guest)).toMatchObject({ repayments: [{ cards: { arrivedYen: 600 } }] })
    await desk.right()
  })

  test('the database holds it to the way that was asked for', async () => {
    const guest = await visitor(600)
    const requestId = await askedBy(guest, 600)
    const raw = (sql: string) => store().raw(sql)
    await expect(raw(`update repayments set way = 'counter' where id = '${requestId}'`)).rejects.toThrow(
      /append|change/i,
    )
    await expect(
      raw(
        `insert into repayments (id, wallet_id, reason, amount_yen, created_at, way) values ('x', '${guest.walletId}', 'leaving_japan', 1, 1, 'post')`,
      ),
    ).rejects.toThrow(/repayment/)
    const books = ledgerStore(store())
    const over = (changed: Partial<typeof books>) =>
      repaymentService({
        ...desk.company.books,
        store: { ...books, ...changed },
        basePeriods: { periodAt: async () => ({ ...desk.period }) },
        hasCards: true,
      })
    const grantedBy = (service: ReturnType<typeof over>, asked: string) =>
      service.grant({ requestId: asked, decidedBy: 'officer', key: desk.company.key() })
    // Cash is handed out for what was asked for on the card, and the other way round.
    const otherWay = over({
      findRepayment: async (asked) => {
        const stored = await books.findRepayment(asked)
        return stored && { ...stored, way: stored.way === 'card' ? 'counter' : 'card' }
      },
    })
    const another = await visitor(600)
    const atCounter = await ask(another, 600, { way: 'counter' })
    const before = await booksAsText(store())
    await expect(grantedBy(otherWay, requestId)).rejects.toThrow(/repayment_true/)
    await expect(grantedBy(otherWay, atCounter.ok ? atCounter.value.answer.requestId : '')).rejects.toThrow(
      /repayment_true/,
    )
    // Of another reason than was asked for, to a card nobody sends anything.
    const otherReason = over({
      cardRepaymentWrites: (repaid) => books.cardRepaymentWrites({ ...repaid, reason: 'small_amount' }),
    })
    await expect(grantedBy(otherReason, requestId)).rejects.toThrow(/card_refund_true/)
    expect(await booksAsText(store())).toBe(before)
    expect(await grant(requestId)).toMatchObject({ ok: true })
    // What went to cards counts once in its half-year: the next one is let go, too.
    expect(await grant(atCounter.ok ? atCounter.value.answer.requestId : '')).toMatchObject({ ok: true })
    expect(await books.repaymentsToCards(1)).toMatchObject([{ requestId }])
    await desk.refunds.sendOpen()
    await desk.right()
  })
})
