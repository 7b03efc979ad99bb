import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { signEvent } from '../../api/demonstration/stripe/signature.ts'
import { ledgerStore } from '../../api/currency/repository.ts'
import { onEveryEngine } from '../support/engines.ts'
import { cards, openCardCompany, webhookSecret } from './card-company.ts'
import type { CardCompany } from './card-company.ts'

onEveryEngine('a dispute told by the webhook', (store, engine) => {
  let company: CardCompany
  beforeAll(async () => {
    company = await openCardCompany(store())
  })

  /** A top-up with its page, and the bodies of all its events, none of which arrived. */
  const silently = async (amountYen: number, end?: 'won' | 'lost') => {
    const walletId = await company.openWallet()
    const begun = await company.begin(walletId, amountYen)
    if (!begun.ok) throw new Error(begun.error.code)
    const { payPath } = begun.value
    company.line.isUp = false
    await company.payWith(payPath, cards.succeeds)
    await company.dispute(payPath)
    if (end !== undefined) await company.dispute(payPath, end)
    company.line.isUp = true
    const sessionId = payPath.split('/').at(-1)!
    const [{ body: checkout }] = (await store().raw(
      `select body from stand_in_objects where id = '${sessionId}'`,
    )) as [{ body: string }]
    const { payment } = JSON.parse(checkout) as { payment: { id: string } }
    const rows = await store().raw(
      `select body from stand_in_objects where kind = 'event' and body like '%${payment.id}%' order by created_at, id`,
    )
    return { walletId, bodies: rows.map((row) => String(row['body'])) }
  }
  const deliver = async (body: string) =>
    company.deliverRaw(body, await signEvent(body, webhookSecret, company.clock.now()))
  /** As the processor does: what is not answered with 200 comes again later. */
  const deliverAll = async (bodies: readonly string[]) => {
    let waiting = [...bodies]
    for (let turn = 0; waiting.length > 0 && turn < 8; turn++) {
      const again: string[] = []
      for (const body of waiting) if ((await deliver(body)).status !== 200) again.push(body)
      waiting = again
    }
    expect(waiting).toEqual([])
  }
  const seen = async (walletId: string) => {
    const { lots, disputedYen } = (await ledgerStore(store()).findWallet(walletId))!
    return { freeYen: lots.reduce((sum, lot) => sum + lot.remainingYen, 0), disputedYen }
  }
  const ofType = (bodies: readonly string[], type: string) =>
    bodies.find((body) => (JSON.parse(body) as { type: string }).type === type)!

  test.each([
    [undefined, { freeYen: 0, disputedYen: 800 }],
    ['won', { freeYen: 800, disputedYen: 0 }],
    ['lost', { freeYen: 0, disputedYen: 0 }],
  ] as const)('that ends %s in any order and twice ends the same', async (end, wanted) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(), { minLength: 24, maxLength: 24 }), async (order) => {
        const { walletId, bodies } = await silently(800, end)
        const twice = [...bodies, ...bodies]
          .map((body, place) => ({ body, by: order[place % order.length]! }))
          .toSorted((a, b) => a.by - b.by)
        await deliverAll(twice.map(({ body }) => body))
        expect(await seen(walletId)).toEqual(wanted)
      }),
      { numRuns: { sqlite: 12, postgresql: 4, d1: 1 }[engine] },
    )
  })

  test('that overtakes its own payment comes again; of a payment that is not ours a day', async () => {
    const { walletId, bodies } = await silently(600)
    const told = ofType(bodies, 'charge.dispute.created')
    expect((await deliver(told)).status).toBe(503)
    expect((await store().raw(`select * from disputes where wallet_id = '${walletId}'`)).length).toBe(0)
    const foreign = told.replaceAll(/"pi_3\w+"/g, '"pi_3foreign"').replaceAll(/"evt_1\w+"/g, '"evt_1foreign"')
    expect((await deliver(foreign)).status).toBe(503)
    company.clock.at += 86_400_000
    expect(await (await deliver(foreign)).json()).toMatchObject({ outcome: 'unknown_topup' })
    // After a day it would not be waited for: what it overtook comes first.
    await deliverAll([...bodies.filter((body) => body !== told), told])
    expect(await seen(walletId)).toEqual({ freeYen: 0, disputedYen: 600 })
  })

  test('of a part of a top-up, or in other money, changes nothing and is kept for a person’s eye', async () => {
    const { walletId, bodies } = await silently(900)
    const told = ofType(bodies, 'charge.dispute.created')
    await deliverAll(bodies.filter((body) => body !== told))
    for (const [from, to, outcome] of [
      ['"amount":900', '"amount":899', 'mismatch:amountYen'],
      ['"currency":"jpy"', '"currency":"usd"', 'mismatch:currency'],
    ] as const) {
      const other = told.replace(from, to).replaceAll(/"evt_1\w+"/g, `"evt_${outcome}"`)
      expect(await (await deliver(other)).json()).toMatchObject({ outcome })
    }
    expect(await seen(walletId)).toEqual({ freeYen: 900, disputedYen: 0 })
  })

  test('that the card company ended the other way meanwhile is kept for a person’s eye', async () => {
    const { walletId, bodies } = await silently(600, 'won')
    await deliverAll(bodies)
    const other = ofType(bodies, 'charge.dispute.closed')
      .replace('"status":"won"', '"status":"lost"')
      .replaceAll(/"evt_1\w+"/g, '"evt_other_way"')
    expect(await (await deliver(other)).json()).toMatchObject({ outcome: 'mismatch:how' })
    expect(await seen(walletId)).toEqual({ freeYen: 600, disputedYen: 0 })
  })

  describe('that was forged', () => {
    test('freezes nothing', async () => {
      const { walletId, bodies } = await silently(700)
      const told = ofType(bodies, 'charge.dispute.created')
      await deliverAll(bodies.filter((body) => body !== told))
      const signature = await signEvent(told, 'whsec_other', company.clock.now())
      expect((await company.deliverRaw(told, signature)).status).toBe(400)
      expect(await seen(walletId)).toEqual({ freeYen: 700, disputedYen: 0 })
    })
  })
})
