import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfiguration } from '../../api/platform/configuration.ts'
import { systemClock } from '../../api/platform/clock.ts'
import { randomIds } from '../../api/platform/ids.ts'
import { createLog } from '../../api/platform/log.ts'
import { createDatabase } from '../../api/platform/mode.ts'
import { composeHub, type Hub } from '../../api/services.ts'
import { openEngine, type OpenEngine } from '../support/engines.ts'
import { prepareMoney, type PreparedMoney } from '../support/prepared-hub.ts'
import { openPushService } from './push-service.ts'

const own = '/api/wallets/me/push-addresses'
const lines: string[] = []
let engine: OpenEngine
let hub: Hub
let without: Hub
let money: PreparedMoney
let service: Awaited<ReturnType<typeof openPushService>>

beforeAll(async () => {
  engine = await openEngine('sqlite')
  await createDatabase(engine.store, 'demonstration', systemClock)
  service = await openPushService()
  const parts = {
    store: engine.store,
    mode: 'demonstration',
    clock: systemClock,
    ids: randomIds,
    log: createLog('debug', { write: (line: string) => void lines.push(line) }),
    // That of the stand-in: the key that browsers subscribe with is made from it.
    secret: 'a secret of at least 32 characters',
    isMigrated: async () => true,
    network: service.network,
  } as const
  hub = await composeHub({
    ...parts,
    configuration: readConfiguration({ PUSH_CONTACT: 'mailto:hub@meguri.example' }),
  })
  without = await composeHub({ ...parts, configuration: readConfiguration({}) })
  await hub.ledger.openBooks()
  money = await prepareMoney(hub, 2, 5_000)
}, 60_000)
afterAll(() => engine.dispose())

type Asked = { readonly method: string; readonly path: string; readonly body?: unknown }

/** A caller of a hub, with a wallet's cookie or without. */
const client =
  (of: Hub, clientAddress: string, cookie: string | undefined) =>
  async ({ method, path, body }: Asked): Promise<Response> =>
    of.app.fetch(
      new Request(`http://localhost${path}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        headers: {
          'content-type': 'application/json',
          'idempotency-key': crypto.randomUUID(),
          origin: 'http://localhost',
          ...(cookie === undefined ? {} : { cookie }),
        },
      }),
      { clientAddress },
    )

const turn = (name: string) => hub.jobs.find((job) => job.name === name)!.run()
const as = (n: number, of: Hub = hub) => client(of, '192.0.2.7', money.purses[n]!.cookie)
const given = (browser: ReturnType<typeof service.subscribe>, language = 'ja') => {
  const { endpoint, p256dh, auth } = browser
  return { endpoint, keys: { p256dh, auth }, language }
}

test('a browser subscribes with the hub’s key, and sees a payment and money that was added', async () => {
  const holder = as(0)
  const before = (await (await holder({ method: 'GET', path: own })).json()) as { publicKey: string }
  expect(before).toEqual({ publicKey: service.key.publicKey, browsers: [] })
  const browser = service.subscribe()
  const noted = await holder({ method: 'PUT', path: own, body: given(browser, 'en') })
  expect(noted.status).toBe(200)
  const { id } = (await noted.json()) as { id: string }

  const payment = { merchantId: money.merchantId, amountYen: 700 }
  expect((await holder({ method: 'POST', path: '/api/payments', body: payment })).status).toBe(201)
  const begun = await holder({ method: 'POST', path: '/api/topups', body: { amountYen: 2_000 } })
  const { payUrl } = (await begun.json()) as { payUrl: string }
  await hub.app.request(new URL(payUrl).pathname, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ card: '4242424242424242' }).toString(),
  })
  await turn('stand-in')
  await turn('messages')
  const shown = service.arrived.map(
    ({ shown: { title, path } }) => `${title} ${path.replace(/[0-9a-f-]{20,}/, '…')}`,
  )
  expect(shown.toSorted()).toEqual([
    'You paid ¥700 /en/wallet/receipts/…',
    '¥2,000 is in your wallet /en/wallet',
  ])

  const list = (await (await holder({ method: 'GET', path: own })).json()) as { browsers: object[] }
  expect(list.browsers).toMatchObject([{ id, service: 'fcm.googleapis.com', language: 'en' }])
  // Whoever knows the address writes to the browser: not even its owner is told it again.
  expect(JSON.stringify(list)).not.toContain(browser.endpoint)
  // Another wallet neither sees nor stops it.
  expect(await (await as(1)({ method: 'GET', path: own })).json()).toMatchObject({ browsers: [] })
  expect((await as(1)({ method: 'DELETE', path: `${own}/${id}` })).status).toBe(204)
  expect(await (await holder({ method: 'GET', path: own })).json()).toMatchObject({ browsers: [{ id }] })
  expect((await holder({ method: 'DELETE', path: `${own}/${id}` })).status).toBe(204)
  expect(await (await holder({ method: 'GET', path: own })).json()).toMatchObject({ browsers: [] })
  expect(lines.length).toBeGreaterThan(0)
  expect(lines.join('')).not.toContain(browser.endpoint)
})

test.each([
  ['no address', { endpoint: 'not an address' }, 400, 'endpoint'],
  ['an address inside the house', { endpoint: 'https://127.0.0.1/push' }, 422, 'endpoint'],
  ['an open line', { endpoint: 'http://fcm.googleapis.com/push' }, 422, 'endpoint'],
  ['another port', { endpoint: 'https://fcm.googleapis.com:8443/push' }, 422, 'endpoint'],
  ['a name within', { endpoint: 'https://fcm.googleapis.com@evil.example/push' }, 422, 'endpoint'],
  ['a key that is no point', { keys: { p256dh: 'B'.repeat(87), auth: 'A'.repeat(22) } }, 400, 'keys.p256dh'],
  ['a short secret', { keys: { p256dh: '', auth: 'A' } }, 400, 'keys.p256dh'],
  ['a language nobody speaks', { language: 'xx' }, 400, 'language'],
])('%s is refused by name', async (_, wrong, status, field) => {
  const body = { ...given(service.subscribe()), ...wrong }
  const answer = await as(1)({ method: 'PUT', path: own, body })
  expect(answer.status).toBe(status)
  expect(((await answer.json()) as { field: string }).field).toBe(field)
})

test('a hub without a contact offers nothing, and says so', async () => {
  const holder = as(1, without)
  expect(await (await holder({ method: 'GET', path: own })).json()).toEqual({ publicKey: null, browsers: [] })
  const answer = await holder({ method: 'PUT', path: own, body: given(service.subscribe()) })
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
    409,
    'push_not_sent_here',
  ])
})

test('nobody without a wallet is asked for a browser', async () => {
  const nobody = client(hub, '192.0.2.8', undefined)
  expect((await nobody({ method: 'GET', path: own })).status).toBe(401)
  expect((await nobody({ method: 'PUT', path: own, body: given(service.subscribe()) })).status).toBe(401)
})

/** Whoever keeps the prepared shop, signed in. */
async function shopkeeper(of: Hub = hub) {
  const nobody = client(of, '192.0.2.9', undefined)
  const entered = await nobody({
    method: 'POST',
    path: '/api/session',
    body: { email: 'shop-2@shop.example', password: 'a-long-password-of-a-shop' },
  })
  const cookie = entered.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ')
  return client(of, '192.0.2.9', cookie)
}
const ofShop = () => `/api/merchants/${money.merchantId}/push-addresses`

test('a shopkeeper’s browser is noted with the session it is signed in by, and forgotten with it', async () => {
  const owner = await shopkeeper()
  expect(await (await owner({ method: 'GET', path: ofShop() })).json()).toEqual({
    publicKey: service.key.publicKey,
    browsers: [],
    renewable: [],
  })
  const browser = service.subscribe()
  const noted = await owner({ method: 'PUT', path: ofShop(), body: given(browser, 'zh-hant') })
  const { id } = (await noted.json()) as { id: string }
  const list = await (await owner({ method: 'GET', path: ofShop() })).json()
  expect(list).toMatchObject({ browsers: [{ id, service: 'fcm.googleapis.com', language: 'zh-hant' }] })
  expect(JSON.stringify(list)).not.toContain(browser.endpoint)
  // The same person at another phone sees it, and loses it for this one by signing it out there.
  const elsewhere = await shopkeeper()
  expect(await (await elsewhere({ method: 'GET', path: ofShop() })).json()).toEqual(list)
  expect((await owner({ method: 'DELETE', path: '/api/session' })).status).toBeLessThan(300)
  expect(await (await elsewhere({ method: 'GET', path: ofShop() })).json()).toMatchObject({ browsers: [] })
  const own = await elsewhere({ method: 'PUT', path: ofShop(), body: given(service.subscribe(), 'ja') })
  const second = (await own.json()) as { id: string }
  for (const _ of ['once', 'twice'])
    expect((await elsewhere({ method: 'DELETE', path: `${ofShop()}/${second.id}` })).status).toBe(204)
  expect(await (await elsewhere({ method: 'GET', path: ofShop() })).json()).toMatchObject({ browsers: [] })
})

test('a browser of somebody else’s shop is neither read, noted nor stopped', async () => {
  const owner = await shopkeeper()
  const path = '/api/merchants/another-shop/push-addresses'
  const asked = [
    await owner({ method: 'GET', path }),
    await owner({ method: 'PUT', path, body: given(service.subscribe()) }),
    await owner({ method: 'DELETE', path: `${path}/x` }),
  ]
  expect(asked.map(({ status }) => status)).toEqual([404, 404, 404])
  const wallet = await as(0)({ method: 'PUT', path: ofShop(), body: given(service.subscribe()) })
  expect(wallet.status).toBe(401)
  const inThai = await owner({ method: 'PUT', path: ofShop(), body: given(service.subscribe(), 'th') })
  expect([inThai.status, ((await inThai.json()) as { field: string }).field]).toEqual([400, 'language'])
  const nowhere = await (await shopkeeper(without))({ method: 'GET', path: ofShop() })
  expect(await nowhere.json()).toMatchObject({ publicKey: null, browsers: [] })
})
