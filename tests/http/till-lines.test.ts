import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openHub } from '../../api/open-hub.ts'
import { httpClient } from '../support/http-client.ts'
import { type HubProcess, startHubProcess } from '../support/hub-process.ts'
import { newPlace, type Place, type PreparedMoney, prepareMoney } from '../support/prepared-hub.ts'

/** Two hubs in processes of their own on one PostgreSQL database: a till listens at one, a guest pays at the other. */
let place: Place
let money: PreparedMoney
let till: HubProcess
let counter: HubProcess

beforeAll(async () => {
  place = await newPlace('postgresql', inject('postgresqlUrl'))
  const opened = await openHub(place.environment, 'demonstration')
  money = await prepareMoney(opened.hub, 2, 9_000)
  await opened.store.close()
  till = await startHubProcess(place.environment)
  counter = await startHubProcess(place.environment)
}, 60_000)

afterAll(async () => {
  await Promise.all([till.kill(), counter.kill()])
  await place.remove()
})

async function pay(key: string): Promise<string> {
  const answer = await fetch(`${counter.origin}/api/payments`, {
    method: 'POST',
    headers: {
      cookie: money.purses[0]!.cookie,
      origin: counter.origin,
      'content-type': 'application/json',
      'idempotency-key': `till-lines-${key}`,
    },
    body: JSON.stringify({ merchantId: money.merchantId, amountYen: 12 }),
  })
  expect(answer.status).toBe(201)
  return ((await answer.json()) as { paymentId: string }).paymentId
}

/** The session of the shop’s owner at this hub. */
async function signedIn(hub: HubProcess): Promise<string> {
  const client = httpClient(hub.origin)
  const entered = await client.post('/api/session', {
    email: `shop-${money.purses.length}@shop.example`,
    password: 'a-long-password-of-a-shop',
  })
  expect(entered.status).toBe(201)
  return entered.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ')
}

/** Listens at a hub, and reads until the text was told or the line has ended. */
async function listen(hub: HubProcess, cookie: string, after?: string) {
  const answer = await fetch(`${hub.origin}/api/merchants/${money.merchantId}/payments/told`, {
    headers: { cookie, ...(after === undefined ? {} : { 'last-event-id': after }) },
  })
  expect(answer.status).toBe(200)
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader()
  let all = ''
  const until = async (wanted: string): Promise<void> => {
    while (!all.includes(wanted)) {
      const { value, done } = await reader.read()
      if (done) throw new Error(`the line ended before ${wanted}`)
      all += value
    }
  }
  return {
    all: () => all,
    lastId: () => /id: (\S+)\nevent: payments\n(?![\s\S]*\nid: )/.exec(all)?.[1],
    until,
    end: async (): Promise<void> => {
      for (let done = false; !done;) done = (await reader.read()).done
    },
    cut: () => reader.cancel(),
  }
}

const timesIn = (text: string, what: string): number => text.split(what).length - 1

test('a payment stored by one process is told by the other, once; what came while the line was cut comes after', async () => {
  const cookie = await signedIn(till)
  const line = await listen(till, cookie)
  const first = await pay('first')
  await line.until(first)
  const after = line.lastId()
  await line.cut()
  const second = await pay('second')
  const third = await pay('third')
  const again = await listen(till, cookie, after)
  await again.until(second)
  await again.until(third)
  expect(again.all()).not.toContain(first)
  expect([line.all(), again.all()].map((text) => timesIn(text, '"paymentId"'))).toEqual([1, 2])

  // The same session, at the other process: where a line is opened makes no difference.
  const elsewhere = await listen(counter, cookie, after)
  await elsewhere.until(second)
  await elsewhere.until(third)
  await elsewhere.cut()
  await again.cut()
})

test('a hub that is told to stop ends its lines and is gone at once', async () => {
  const cookie = await signedIn(till)
  const line = await listen(till, cookie)
  await line.until('event: payments')
  const stopping = till.stop()
  await line.end()
  await stopping
  expect(till.printed()).not.toContain('failed')
}, 9_000)
