import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { booksAudit } from '../../api/currency/repository-verify.ts'
import { verifyBooks } from '../../api/currency/verify.ts'
import { openHub } from '../../api/open-hub.ts'
import type { Hub } from '../../api/services.ts'
import type { Store } from '../../db/store.ts'
import { booksAsText } from '../currency/books.ts'
import { newPlace, type Place } from '../support/prepared-hub.ts'
import { openPot } from '../support/open-pot.ts'

let place: Place
let store: Store
let hub: Hub
const cookies: Record<string, string> = {}
const potId = 'pot:autumn'
const password = 'a-long-password-of-an-officer'
const origin = 'http://localhost:4321'

type Asked = { readonly body?: object; readonly cookie?: string | undefined; readonly key?: string }

async function send(
  method: string,
  path: string,
  { body, cookie = '', key = crypto.randomUUID() }: Asked = {},
) {
  const headers = { 'content-type': 'application/json', origin, cookie, 'idempotency-key': key }
  const answer = await hub.app.request(`/api${path}`, {
    method,
    headers,
    body: body === undefined ? null : JSON.stringify(body),
  })
  const set = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  return {
    status: answer.status,
    json: (await answer.json()) as Record<string, unknown>,
    headers: answer.headers,
    set,
  }
}

/** A guest's browser, and the number that the guest shows. */
async function guest() {
  const opened = await send('POST', '/wallets', { body: {} })
  const cookie = opened.set
  const { address } = (await send('POST', '/wallets/me/address', { cookie })).json
  const purse = async () => (await send('GET', '/wallets/me', { cookie })).json
  return { cookie, address: address as string, walletId: opened.json['walletId'] as string, purse }
}

beforeAll(async () => {
  place = await newPlace('sqlite', '')
  const opened = await openHub(place.environment, 'live')
  ;[hub, store] = [opened.hub, opened.store]
  for (const [name, role, scope] of [
    ['officer', 'municipal_officer', '074446'],
    ['neighbour', 'municipal_officer', '074454'],
    ['approver', 'approver', '*'],
  ] as const) {
    const email = `${name}@hub.example`
    await hub.identity.addUser({ email, name, password, roles: [{ role, scope }] })
    cookies[name] = (await send('POST', '/session', { body: { email, password } })).set
  }
  await openPot(hub.potOpenings, { ...named, id: potId, rule: { purposes: ['travel'] }, validDays: 30 })
  await hub.ledger.issue({ key: { scope: 'test', key: 'issue' }, potId, amountYen: 12_000 })
}, 60_000)
afterAll(async () => {
  await store.close()
  await place.remove()
})

const named = { municipality: '074446', nameJa: '秋', nameEn: 'Autumn' }
const giftTo = (address: string, amountYen = 1_000) => ({ potId, address, amountYen, reason: 'autumn' })

describe('a gift at the counter', () => {
  test('is in the wallet at once, with the pot’s rule, once for each key, and tells nothing of the wallet', async () => {
    const { address, purse, walletId } = await guest()
    const asked = { body: giftTo(address), cookie: cookies['officer'], key: 'a-gift-of-autumn' }
    const first = await send('POST', '/gifts', asked)
    expect([first.status, first.json]).toMatchObject([201, { potId, amountYen: 1_000 }])
    expect(JSON.stringify(first.json)).not.toContain(walletId)
    const again = await send('POST', '/gifts', asked)
    expect([again.json, again.headers.get('idempotency-replayed')]).toEqual([first.json, 'true'])
    expect(await purse()).toMatchObject({
      balanceYen: 1_000,
      lots: [{ instrument: 'free', municipality: '074446', rule: { purposes: ['travel'] } }],
    })
    const [row] = await store.raw(`select body from journals where id = '${String(first.json['giftId'])}'`)
    expect(JSON.parse(String(row!['body']))).toMatchObject({ reason: 'autumn', givenBy: expect.any(String) })
    const other = await send('POST', '/gifts', { ...asked, body: giftTo(address, 1_001) })
    expect(other).toMatchObject({
      status: 409,
      json: { code: 'key_reused_with_other_content', field: 'amountYen' },
    })
  })

  test('by ten at once is no more than is in the pot', async () => {
    const { address, purse } = await guest()
    const one = { body: giftTo(address, 2_000), cookie: cookies['officer'] }
    const answers = await Promise.all(Array.from({ length: 10 }, () => send('POST', '/gifts', one)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(5)
    expect(answers.find(({ status }) => status !== 201)!.json).toMatchObject({
      code: 'pot_exhausted',
      field: 'amountYen',
      facts: { remainingYen: 1_000 },
    })
    expect(await purse()).toMatchObject({ balanceYen: 10_000 })
  })

  test('by twelve at once is no more than a pot gives in a day, and its books are right', async () => {
    await openPot(hub.potOpenings, { ...named, id: 'pot:rich', rule: {}, validDays: 30 })
    const key = { scope: 'test', key: 'issue-rich' }
    await hub.ledger.issue({ key, potId: 'pot:rich', amountYen: 300_000 })
    const { address, purse } = await guest()
    const one = { body: { ...giftTo(address, 9_000), potId: 'pot:rich' }, cookie: cookies['officer'] }
    const answers = await Promise.all(Array.from({ length: 12 }, () => send('POST', '/gifts', one)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(11)
    expect(answers.find(({ status }) => status !== 201)!.json).toMatchObject({
      code: 'gift_day_above_limit',
      field: 'amountYen',
      facts: { limitYen: 100_000, leftYen: 1_000 },
    })
    expect(await purse()).toMatchObject({ balanceYen: 99_000 })
    expect((await verifyBooks(booksAudit(store))).wrong).toEqual([])
  })

  test.each<[string, object, string, readonly [number, string, string | undefined]]>([
    ['by another town', {}, 'neighbour', [404, 'pot_not_found', 'potId']],
    ['by an approver', {}, 'approver', [403, 'not_allowed', undefined]],
    ['by nobody', {}, 'nobody', [401, 'not_signed_in', undefined]],
    ['from no pot', { potId: 'pot:none' }, 'officer', [404, 'pot_not_found', 'potId']],
    ['to nobody', { address: '0000-0000-0000-0000' }, 'officer', [404, 'address_not_found', 'address']],
    ['to what is no number', { address: 'my wallet' }, 'officer', [404, 'address_not_found', 'address']],
    ['of more than one may be', { amountYen: 10_001 }, 'officer', [422, 'amount_above_limit', 'amountYen']],
    ['of nothing', { amountYen: 0 }, 'officer', [400, 'field_invalid', 'amountYen']],
    ['of a part of a yen', { amountYen: 1.5 }, 'officer', [400, 'field_invalid', 'amountYen']],
    ['for no reason', { reason: ' ' }, 'officer', [400, 'field_invalid', 'reason']],
    ['with a field too many', { walletId: 'w' }, 'officer', [400, 'field_unknown', 'walletId']],
  ])('%s is refused, and nothing changes', async (_, other, who, told) => {
    const { address } = await guest()
    const before = await booksAsText(store)
    const body = { ...giftTo(address, 1), ...other }
    const refused = await send('POST', '/gifts', { body, cookie: cookies[who] })
    expect([refused.status, refused.json['code'], refused.json['field']]).toEqual(told)
    expect(await booksAsText(store)).toBe(before)
  })

  test('to a wallet that is stopped is refused as one to nobody', async () => {
    const { address, cookie } = await guest()
    await send('POST', '/wallets/me/freezing', { cookie })
    const refused = await send('POST', '/gifts', { body: giftTo(address, 1), cookie: cookies['officer'] })
    expect(refused.json).toMatchObject({ code: 'address_not_found', field: 'address' })
  })

  test('to a full wallet is refused without a word of what is in it', async () => {
    const { address, walletId } = await guest()
    await hub.ledger.topUp({ key: { scope: 'test', key: walletId }, walletId, amountYen: 300_000 })
    const refused = await send('POST', '/gifts', { body: giftTo(address, 1), cookie: cookies['officer'] })
    expect(refused.json).toMatchObject({ code: 'receiver_above_limit', facts: { limitYen: 300_000 } })
    expect(refused.json['facts']).not.toHaveProperty('leftYen')
  })
})
