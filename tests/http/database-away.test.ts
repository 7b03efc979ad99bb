import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import {
  addDemonstrationPerson,
  demonstrationPassword,
  demonstrationStaff,
} from '../../api/identity/index.ts'
import { openHub } from '../../api/open-hub.ts'
import { type Gate, openGate } from '../support/gate.ts'
import { httpClient, type HttpClient } from '../support/http-client.ts'
import { type HubProcess, startHubProcess } from '../support/hub-process.ts'
import {
  newPlace,
  type Place,
  prepareMoney,
  type PreparedMoney,
  wrongRowsAt,
} from '../support/prepared-hub.ts'

/** A hub whose PostgreSQL goes away and comes back, as it does where it is restarted or the network breaks. */
let place: Place
let gate: Gate
let hub: HubProcess
let money: PreparedMoney
let officer: HttpClient

beforeAll(async () => {
  const server = new URL(inject('postgresqlUrl'))
  place = await newPlace('postgresql', inject('postgresqlUrl'))
  const opened = await openHub(place.environment, 'demonstration')
  for (const person of demonstrationStaff)
    await addDemonstrationPerson(opened.hub.identity, opened.hub.mode, person)
  money = await prepareMoney(opened.hub, 1, 1_000)
  await opened.store.close()
  gate = await openGate(Number(server.port))
  const behind = new URL(place.environment['DATABASE_URL']!)
  behind.port = String(gate.port)
  hub = await startHubProcess({ ...place.environment, DATABASE_URL: behind.href, LOG_LEVEL: 'silent' })
  officer = httpClient(hub.origin)
  const { email } = demonstrationStaff[0]!
  await officer.post('/api/session', { email, password: demonstrationPassword })
  await officer.post('/api/wallets', {})
}, 60_000)

afterAll(async () => {
  await hub.stop()
  await gate.open().catch(() => undefined)
  await gate.close()
  await place.remove()
})

/** The purse's holder, who keeps the key of what is sent. */
const holder = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(new URL(path, hub.origin), {
    redirect: 'manual',
    ...init,
    headers: {
      cookie: money.purses[0]!.cookie,
      origin: hub.origin,
      'accept-language': 'en',
      ...init.headers,
    },
  })

const pay = (): Promise<Response> =>
  holder('/api/payments', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': 'paid-while-away' },
    body: JSON.stringify({ merchantId: money.merchantId, amountYen: 300 }),
  })

type Paths = Record<string, Record<string, unknown>>

describe('while PostgreSQL is away', () => {
  let paths: Paths
  beforeAll(async () => {
    paths = (await officer.get('/api/openapi.json')).json<{ paths: Paths }>().paths
    await gate.close()
  })
  afterAll(() => gate.open())

  test('the hub lives, and says that it is not ready', async () => {
    expect((await officer.get('/api/health')).status).toBe(200)
    expect((await officer.get('/api/ready')).status).toBe(503)
  })

  test.each(['/api/session', '/api/merchants', '/api/numbers'])(
    'the officer hears of it at %s',
    async (path) => {
      const { status, headers, json } = await officer.get(path)
      expect([status, headers.get('retry-after'), json()['code']]).toEqual([503, '5', 'database_unavailable'])
    },
  )

  test.each(['/api/wallets/me', '/api/wallets/me/activity'])('the holder hears of it at %s', async (path) => {
    const answer = await holder(path)
    expect([answer.status, await answer.json()]).toMatchObject([503, { code: 'database_unavailable' }])
  })

  test('no address takes it for a fault of its own, or for something that is not there', async () => {
    const wrong: string[] = []
    const ask = (method: string, address: string) => {
      if (method === 'get' || method === 'delete') return officer[method](address)
      return officer.post(address, {}, { method: method.toUpperCase() as 'POST' | 'PUT' | 'PATCH' })
    }
    for (const [path, methods] of Object.entries(paths))
      for (const method of Object.keys(methods)) {
        const address = path.replaceAll(/\{[^}]+\}/g, crypto.randomUUID())
        const { status } = await ask(method, address)
        // What is published with the hub needs no database.
        const isThere = status === 404 && !/^\/api\/(rail|places)\//.test(path)
        // A browser without a till's cookie is no till, whatever is in the database.
        const isStranger = status === 401 && !path.startsWith('/api/till')
        if (status === 500 || isStranger || isThere) wrong.push(`${method} ${path}: ${status}`)
      }
    expect(wrong).toEqual([])
  })

  test.each(['/en/wallet', '/en/shop', '/en/office'])(
    'a page does not take it for nobody being signed in: %s',
    async (path) => {
      const answer = await officer.get(path)
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
      expect(answer.text).toContain('<h2>That did not work</h2>')
    },
  )
})

test('what was refused meanwhile is paid once afterwards', async () => {
  await gate.close()
  const refused = await pay()
  expect([refused.status, await refused.json()]).toMatchObject([503, { code: 'database_unavailable' }])
  await gate.open()
  const answers = [await pay(), await pay()]
  const journals = await Promise.all(answers.map((answer) => answer.json() as Promise<{ paymentId: string }>))
  expect(journals[0]!.paymentId).toBe(journals[1]!.paymentId)
  expect(await wrongRowsAt(place)).toEqual([])
})
