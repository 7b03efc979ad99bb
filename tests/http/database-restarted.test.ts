import { afterAll, beforeAll, expect, test } from 'vitest'
import { type HubProcess, startHubProcess } from '../support/hub-process.ts'
import { type Server, startServer } from '../support/postgresql.ts'
import {
  newPlace,
  type Place,
  prepareAt,
  type PreparedMoney,
  type Purse,
  wrongRowsAt,
} from '../support/prepared-hub.ts'

/** A server of its own, durable as shipped, that is ended at once and started again under twelve payers. */
const yenEach = 40_000
const acknowledgedBefore = 150
let server: Server
let place: Place
let money: PreparedMoney
let hub: HubProcess

beforeAll(async () => {
  server = await startServer()
  place = await newPlace('postgresql', server.url)
  money = await prepareAt(place, 12, yenEach)
  hub = await startHubProcess({ ...place.environment, LOG_LEVEL: 'silent' })
}, 60_000)

afterAll(async () => {
  await hub.stop()
  await place.remove()
  await server.stop()
})

const pay = (purse: Purse, key: string): Promise<Response> =>
  fetch(`${hub.origin}/api/payments`, {
    method: 'POST',
    headers: {
      cookie: purse.cookie,
      origin: hub.origin,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body: JSON.stringify({ merchantId: money.merchantId, amountYen: 7 }),
  })

test('PostgreSQL restarted under twelve payers: each acknowledged payment is there once, each other one can be sent again', async () => {
  const acknowledged = new Map<string, string>()
  let restarted: Promise<void> | undefined
  let unavailable = 0
  const payer = async (purse: Purse): Promise<number> => {
    let paid = 0
    while (acknowledged.size < 2 * acknowledgedBefore) {
      const key = `restarted-${purse.walletId}-${paid}`
      let answer = await pay(purse, key)
      for (; answer.status === 503; answer = await pay(purse, key)) unavailable++
      expect(answer.status).toBe(201)
      acknowledged.set(key, ((await answer.json()) as { paymentId: string }).paymentId)
      paid += 1
      if (acknowledged.size >= acknowledgedBefore) restarted ??= server.restart()
    }
    return paid
  }
  const paid = await Promise.all(money.purses.map(payer))
  await restarted
  expect(unavailable).toBeGreaterThan(0)
  for (const [place, purse] of money.purses.entries()) {
    const wallet = await fetch(`${hub.origin}/api/wallets/me`, { headers: { cookie: purse.cookie } })
    expect(((await wallet.json()) as { balanceYen: number }).balanceYen).toBe(yenEach - paid[place]! * 7)
  }
  for (const [place, purse] of money.purses.entries()) {
    const key = `restarted-${purse.walletId}-${paid[place]! - 1}`
    const again = (await (await pay(purse, key)).json()) as { paymentId: string }
    expect(again.paymentId).toBe(acknowledged.get(key))
  }
  expect(new Set(acknowledged.values()).size).toBe(acknowledged.size)
  expect(await wrongRowsAt(place)).toEqual([])
}, 60_000)
