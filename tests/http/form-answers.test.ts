import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openHub } from '../../api/open-hub.ts'
import { wordsFor } from '../../api/platform/words.ts'
import { httpClient, type Answer } from '../support/http-client.ts'
import { type HubProcess, startHubProcess } from '../support/hub-process.ts'
import { newPlace, type Place, prepareMoney, type PreparedMoney } from '../support/prepared-hub.ts'

/** What a page answers to a form that comes once more under its key, and which key it says is decided. */
const en = wordsFor('en')
let place: Place
let hub: HubProcess
let money: PreparedMoney

beforeAll(async () => {
  place = await newPlace('sqlite', inject('postgresqlUrl'))
  const opened = await openHub(place.environment, 'demonstration')
  money = await prepareMoney(opened.hub, 1, 1_000)
  await opened.store.close()
  hub = await startHubProcess({ ...place.environment, LOG_LEVEL: 'silent' })
}, 60_000)
afterAll(() => hub.stop().then(place.remove))

const keysIn = ({ text }: Answer): string[] =>
  Array.from(text.matchAll(/name="key" value="([^"]+)"/g), ([, key]) => key!)
const decided = ({ headers }: Answer): string | undefined =>
  headers.getSetCookie().find((line) => line.startsWith('meguri_decided='))

test('a wallet is opened for one person under a key: with another name nothing is done, and the first code stays good', async () => {
  const family = httpClient(hub.origin)
  await family.post('/api/wallets', {})
  const page = '/en/wallet/family/open'
  const [key] = keysIn(await family.get(page)) as [string]
  const open = (name: string) =>
    family.submit(page, { key, name, relation: 'helper', payment: '1000', day: '2000' })
  const aki = await open('Aki')
  const code = /class="secret"[^>]*>(.*?)<\/p>/s.exec(aki.text)![1]!.replaceAll(/<[^>]+>|\s/g, '')
  expect(aki.status).toBe(200)
  const ken = await open('Ken')
  const escaped = en('proxies:open.for_another', { name: 'Aki' })
  expect([ken.status, ken.text.includes(escaped), keysIn(ken)[0] === key]).toEqual([409, true, false])
  const { proxies } = (await family.get('/api/proxies')).json<{ proxies: object[] }>()
  expect(proxies).toHaveLength(1)
  const owner = await httpClient(hub.origin).post('/api/wallets/freezing', { code })
  expect(owner.status).toBe(201)
  // For the same person it is the same wallet, with a code again.
  expect((await open('Aki')).status).toBe(200)
  expect((await family.get('/api/proxies')).json<{ proxies: object[] }>().proxies).toHaveLength(1)
}, 60_000)

test('stopping that comes once more after the wallet was let go does not say that it is stopped', async () => {
  const holder = httpClient(hub.origin)
  const { recoveryCode: code } = (await holder.post('/api/wallets', {})).json<{ recoveryCode: string }>()
  const page = '/en/wallet/stop'
  const key = keysIn(await holder.get(page)).find((one) => one.startsWith('now_'))!
  const stop = (used: string) => holder.submit(page, { key: used, act: 'now' })
  expect((await stop(key)).headers.get('location')).toBe(`${page}?done=stopped`)
  expect((await holder.post('/api/wallets/thawing', { code })).status).toBe(201)
  const again = await stop(key)
  expect([again.status, again.text.includes(en('wallet:stopping.thawed_since'))]).toEqual([409, true])
  const fresh = keysIn(again).find((one) => one.startsWith('now_'))!
  expect((await stop(fresh)).headers.get('location')).toBe(`${page}?done=stopped`)
}, 60_000)

test('the answer to a shop’s form names the key that is decided, and none where who sends is not let in', async () => {
  const owner = httpClient(hub.origin)
  await owner.post('/api/session', { email: 'shop-1@shop.example', password: 'a-long-password-of-a-shop' })
  const paid = await fetch(new URL('/api/payments', hub.origin), {
    method: 'POST',
    headers: {
      cookie: money.purses[0]!.cookie,
      origin: hub.origin,
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
    },
    body: JSON.stringify({ merchantId: money.merchantId, amountYen: 300 }),
  })
  const { paymentId } = (await paid.json()) as { paymentId: string }
  const page = `/en/shop/payments/${paymentId}`
  const give = (client: typeof owner, key: string, amountYen: string) =>
    client.submit(page, { key, part: 'yes', amountYen })
  const key = `part_${crypto.randomUUID()}`
  const stranger = await give(httpClient(hub.origin), key, '100')
  expect([stranger.status, decided(stranger)]).toEqual([401, undefined])
  const refused = await give(owner, key, '999')
  expect([refused.status >= 400 && refused.status < 500, decided(refused)]).toEqual([
    true,
    expect.stringContaining(`=${key}; `),
  ])
  const given = await give(owner, `part_${crypto.randomUUID()}`, '100')
  expect([given.status, decided(given)]).toEqual([303, expect.stringContaining('=part_')])
  // A visitor's form names none.
  const visitor = httpClient(hub.origin)
  await visitor.post('/api/wallets', {})
  const made = await visitor.submit('/en/wallet/receive', { key: `make_${crypto.randomUUID()}` })
  expect([made.status, decided(made)]).toEqual([303, undefined])
  // Sent for a shop that is not theirs, it leads to the till, and nothing was decided.
  const form = { shop: 'another', amount: '9', key: crypto.randomUUID(), code: 'x' }
  const away = await owner.submit('/en/shop/charge', form)
  expect([away.status, decided(away)]).toEqual([303, undefined])
}, 60_000)
