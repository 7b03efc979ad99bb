import { beforeAll, describe, expect, test } from 'vitest'
import { signEvent } from '../../api/demonstration/stripe/signature.ts'
import { ledgerReads } from '../../api/currency/repository-reads.ts'
import { topupVoidService } from '../../api/currency/topup-void-service.ts'
import { newId } from '../../api/platform/ids.ts'
import { onEveryEngine } from '../support/engines.ts'
import { openCardCompany, webhookSecret } from './card-company.ts'
import type { CardCompany } from './card-company.ts'

const dayMs = 86_400_000

onEveryEngine('adding money at a convenience store', (store) => {
  let company: CardCompany
  beforeAll(async () => {
    company = await openCardCompany(store())
  })

  const ordered = async (amountYen: number, email?: string) => {
    const walletId = await company.openWallet()
    const begun = await company.begin(walletId, amountYen, newId(), 'konbini')
    if (!begun.ok) throw new Error(begun.error.code)
    const { topupId, payPath } = begun.value
    const handedIn = await company.order(payPath, email)
    const read = async () => {
      const found = await company.topups.read(walletId, topupId)
      if (!found.ok) throw new Error(found.error.code)
      return found.value
    }
    return { walletId, topupId, payPath, handedIn, read, holds: () => company.holds(walletId) }
  }

  /** A voucher whose events could not arrive: their bodies, as they were made. */
  const silently = async (play: (payPath: string) => Promise<unknown>) => {
    company.line.isUp = false
    const one = await ordered(1_000)
    await play(one.payPath)
    company.line.isUp = true
    const rows = await store().raw(
      `select body from stand_in_objects where kind = 'event' and body like '%${one.topupId}%' order by created_at, id`,
    )
    return { ...one, bodies: rows.map((row) => String(row['body'])) }
  }
  const close = (walletId: string) =>
    store().raw(
      `insert into account_changes (account_id, number, what, reason, changed_by, created_at) values ('${walletId}', 1, 'closed', 'r', 'b', 1)`,
    )
  const deliver = async (body: string) =>
    company.deliverRaw(body, await signEvent(body, webhookSecret, company.clock.now()))

  test('a voucher waits until the end of its third day in Japan, and nothing is in the wallet', async () => {
    const { read, handedIn, payPath, holds } = await ordered(3_000)
    expect([handedIn.status, handedIn.headers.get('location')]).toEqual([
      303,
      payPath.replace('/pay/', '/voucher/'),
    ])
    const { status, voucher, method } = await read()
    expect([status, method, await holds()]).toEqual(['waiting', 'konbini', 0])
    const ends = new Date(voucher!.endsAt + 9 * 3_600_000).toISOString()
    const today = new Date(company.clock.now() + 9 * 3_600_000 + 3 * dayMs).toISOString().slice(0, 10)
    expect(ends).toBe(`${today}T23:59:59.999Z`)
    expect(voucher!.url).toContain('/demonstration/stripe/voucher/')
    expect(voucher!.stores.map(({ store: name }) => name)).toEqual([
      'familymart',
      'lawson',
      'ministop',
      'seicomart',
    ])
    for (const { paymentCode, confirmationNumber } of voucher!.stores)
      expect([paymentCode, confirmationNumber]).toEqual([
        expect.stringMatching(/^\d+$/),
        expect.stringMatching(/^\d{11}$/),
      ])
  })

  test('cash at the till fills the wallet once, however often it is pressed', async () => {
    const { read, holds, payPath } = await ordered(3_000)
    for (const _ of [1, 2, 3]) await company.atStore(payPath)
    await company.standIn.turn()
    expect([(await read()).status, await holds()]).toEqual(['credited', 3_000])
  })

  test('a slip that was printed in time is paid after the last second, and counts', async () => {
    const { read, holds, payPath } = await ordered(2_000)
    company.clock.at = (await read()).voucher!.endsAt + 60_000
    expect((await read()).status).toBe('waiting')
    await company.atStore(payPath)
    expect([(await read()).status, await holds()]).toEqual(['credited', 2_000])
  })

  test('a deadline that nobody kept ends it, says why, and gives the limits their yen back', async () => {
    const { read, holds, payPath, walletId } = await ordered(50_000)
    await company.begin(walletId, 50_000)
    expect(await company.begin(walletId, 500)).toMatchObject({ error: { code: 'top_up_day_above_limit' } })
    await company.atStore(payPath, 'end')
    const { status, failure } = await read()
    expect([status, failure, await holds()]).toEqual(['expired', 'payment_intent_payment_attempt_expired', 0])
    expect(await company.begin(walletId, 50_000)).toMatchObject({ ok: true })
    await company.atStore(payPath)
    expect(await holds()).toBe(0)
  })

  test('the deadline comes by itself, and the hub hears of it whenever it can', async () => {
    const { read } = await ordered(1_000)
    company.clock.at = (await read()).voucher!.endsAt + 31 * 60_000
    company.line.isUp = false
    await company.standIn.turn()
    expect((await read()).status).toBe('waiting')
    company.line.isUp = true
    company.clock.at += 60_000
    await company.standIn.turn()
    expect((await read()).status).toBe('expired')
  })

  test.each([
    ['paid', 'pay', 'credited', 1_000],
    ['left', 'end', 'expired', 0],
  ] as const)('told in reverse, and twice: %s ends the same', async (_name, act, status, yen) => {
    const { bodies, read, holds } = await silently((payPath) => company.atStore(payPath, act))
    for (const body of [...bodies.toReversed(), ...bodies]) expect((await deliver(body)).status).toBe(200)
    const told = await read()
    expect([told.status, await holds(), told.voucher?.stores.length]).toEqual([status, yen, 4])
  })

  test('told at once, it is credited once', async () => {
    const { bodies, read, holds } = await silently((payPath) => company.atStore(payPath))
    await Promise.all([...bodies, ...bodies, ...bodies].map(deliver))
    for (const body of bodies) expect((await deliver(body)).status).toBe(200)
    expect([(await read()).status, await holds()]).toEqual(['credited', 1_000])
  })

  test('another voucher for the same payment changes nothing that was told', async () => {
    const { bodies, read } = await silently(async () => undefined)
    const told = bodies.find((body) => body.includes('konbini_display_details'))!
    await deliver(told)
    const first = (await read()).voucher
    const other = told.replace(/"payment_code":"\d+"/, '"payment_code":"1"').replace(/"evt_1/, '"evt_2')
    expect((await deliver(other)).status).toBe(200)
    expect((await read()).voucher).toEqual(first)
  })

  test('cash for a wallet that was closed meanwhile is on its way back, and says so', async () => {
    const { walletId, payPath, read, holds } = await ordered(1_000)
    await close(walletId)
    await company.atStore(payPath)
    expect([await read(), await holds()]).toMatchObject([{ status: 'failed', failure: 'wallet_closed' }, 0])
  })

  test('what waits is listed for its own wallet, the newest first, and leaves the list when paid', async () => {
    const { walletId, topupId, payPath } = await ordered(1_000)
    const second = await company.begin(walletId, 2_000, newId(), 'konbini')
    if (!second.ok) throw new Error(second.error.code)
    company.clock.at += 1_000
    await company.order(second.value.payPath)
    const listed = async (wallet: string) => (await company.topups.listWaiting(wallet)).map(({ id }) => id)
    expect(new Set(await listed(walletId))).toEqual(new Set([second.value.topupId, topupId]))
    expect(await listed(await company.openWallet())).toEqual([])
    await company.atStore(payPath)
    expect(await listed(walletId)).toEqual([second.value.topupId])
  })

  test('the line of what happened says how the money came, and leads to its top-up', async () => {
    const { walletId, topupId, payPath } = await ordered(1_500)
    await company.atStore(payPath)
    const [line] = await ledgerReads(store()).activity(walletId, { limit: 5 })
    expect(line).toMatchObject({ kind: 'top_up', amountYen: 1_500, topup: { topupId, method: 'konbini' } })
    const shop = await company.openShop()
    await company.ledger.pay({ walletId, merchantId: shop.id, amountYen: 1, key: company.key() })
    const [paid] = await ledgerReads(store()).activity(walletId, { limit: 5 })
    expect(paid).toMatchObject({ kind: 'pay', topup: null })
  })

  test('a page that was given up before a voucher was made says who ended it, whatever the page tells', async () => {
    const walletId = await company.openWallet()
    const begun = await company.begin(walletId, 1_000, newId(), 'konbini')
    if (!begun.ok) throw new Error(begun.error.code)
    const left = await company.topups.giveUp(walletId, begun.value.topupId)
    expect(left).toMatchObject({ value: { status: 'expired', failure: 'given_up' } })
    await company.standIn.turn()
    expect(await company.topups.read(walletId, begun.value.topupId)).toMatchObject({
      value: { status: 'expired', failure: 'given_up' },
    })
    expect((await company.order(begun.value.payPath)).status).toBe(410)
  })

  test('a voucher in hand is not given up: it ends by itself', async () => {
    const { walletId, topupId } = await ordered(1_000)
    expect(await company.topups.giveUp(walletId, topupId)).toMatchObject({ value: { status: 'waiting' } })
  })

  test('a number that the stores refuse leaves the page open for another', async () => {
    const walletId = await company.openWallet()
    const begun = await company.begin(walletId, 1_000, newId(), 'konbini')
    if (!begun.ok) throw new Error(begun.error.code)
    const { topupId, payPath } = begun.value
    await company.order(payPath, 'hanako@example.com', '01234567890')
    expect(await company.topups.read(walletId, topupId)).toMatchObject({
      value: { status: 'failed', failure: 'payment_intent_konbini_rejected_confirmation_number' },
    })
    await company.order(payPath, 'hanako@example.com', '0241000000')
    expect(await company.topups.read(walletId, topupId)).toMatchObject({ value: { status: 'waiting' } })
  })

  test.each([
    { email: 'succeed_immediately@example.com', status: 'credited' },
    { email: 'expire_immediately@example.com', status: 'expired' },
    { email: 'expire_with_delay@example.com', status: 'waiting' },
  ])('$email is $status at the next turn, as Stripe’s test mode has it', async ({ email, status }) => {
    const { read } = await ordered(1_000, email)
    await company.standIn.turn()
    expect((await read()).status).toBe(status)
  })

  test('cash that was undone goes to a bank account that its payer names', async () => {
    const { walletId, topupId, payPath, read, holds } = await ordered(1_000)
    await company.atStore(payPath)
    expect(await company.topups.refundOf(await read())).toBe(null)
    const undone = await topupVoidService(company.parts).voidTopup({ topupId, reason: 'twice' })
    expect([undone.ok, await holds()]).toEqual([true, 0])
    expect(await company.topups.refundOf(await read())).toEqual({
      state: 'asked',
      askedUntil: Math.floor(company.clock.now() / 1000) * 1000 + 45 * dayMs,
    })
    expect((await company.answerRefund(payPath)).status).toBe(200)
    expect((await company.answerRefund(payPath)).status).toBe(409)
    const told = await company.app.request(`/api/topups/${topupId}`, { headers: { 'test-wallet': walletId } })
    expect(await told.json()).toMatchObject({
      status: 'voided',
      refund: { state: 'done', askedUntil: null },
    })
  })

  test.each(['undone', 'closed'] as const)(
    'cash of a wallet that was %s, whose payer never answers, wants a person’s eye',
    async (how) => {
      const { topupId, walletId, payPath, read } = await ordered(1_000)
      if (how === 'closed') await close(walletId)
      await company.atStore(payPath)
      if (how === 'undone') await topupVoidService(company.parts).voidTopup({ topupId, reason: 'twice' })
      company.clock.at += 45 * dayMs
      for (const _ of [1, 2]) await company.standIn.turn()
      expect(await company.topups.refundOf(await read())).toEqual({ state: 'failed', askedUntil: null })
      const kept = await store().raw(
        `select type from processor_events where outcome = 'refund_failed:${topupId}'`,
      )
      expect(kept).toEqual([{ type: 'refund.failed' }])
    },
  )

  describe('the database', () => {
    test.each([
      ['no other way of paying', `update topups set method = 'cash' where id = '@'`],
      ['a way that was chosen', `update topups set method = 'card' where id = '@'`],
      ['a voucher that was told', `update topups set voucher = '{}' where id = '@'`],
    ])('keeps %s', async (_what, statement) => {
      const { topupId } = await ordered(1_000)
      await expect(store().raw(statement.replace('@', topupId))).rejects.toThrow(/topup/)
    })

    test('lets no card have a voucher', async () => {
      const walletId = await company.openWallet()
      const begun = await company.begin(walletId, 1_000)
      if (!begun.ok) throw new Error(begun.error.code)
      const statement = `update topups set voucher = '{}' where id = '${begun.value.topupId}'`
      await expect(store().raw(statement)).rejects.toThrow(/topup_voucher_of_konbini/)
    })
  })
})

onEveryEngine('adding money by PayPay', (store) => {
  let company: CardCompany
  beforeAll(async () => {
    company = await openCardCompany(store())
  })

  test('it asks in its own app, and fills the wallet once it was approved', async () => {
    const walletId = await company.openWallet()
    const begun = await company.begin(walletId, 1_500, newId(), 'paypay')
    if (!begun.ok) throw new Error(begun.error.code)
    const { topupId, payPath } = begun.value
    const asked = await company.toPayPay(payPath)
    expect(asked.headers.get('location')).toBe(payPath.replace('/pay/', '/challenge/'))
    expect(await company.topups.read(walletId, topupId)).toMatchObject({ value: { status: 'opened' } })
    await company.answerChallenge(payPath, 'refuse')
    expect(await company.topups.read(walletId, topupId)).toMatchObject({
      value: { status: 'failed', failure: 'payment_intent_authentication_failure' },
    })
    await company.toPayPay(payPath)
    const approved = await company.answerChallenge(payPath, 'approve')
    expect(approved.headers.get('location')).toContain(`/wallet/topups/${topupId}?back=paid`)
    expect(await company.topups.read(walletId, topupId)).toMatchObject({
      value: { status: 'credited', method: 'paypay', voucher: null },
    })
    expect(await company.holds(walletId)).toBe(1_500)
  })
})
