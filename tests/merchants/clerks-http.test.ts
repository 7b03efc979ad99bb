import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import {
  addDemonstrationPerson,
  demonstrationPassword,
  demonstrationStaff,
} from '../../api/identity/index.ts'
import { type OpenHub, openHub } from '../../api/open-hub.ts'
import { japanDay, systemClock } from '../../api/platform/clock.ts'
import { newPlace, openShop, type Place, prepareMoney, type PreparedMoney } from '../support/prepared-hub.ts'

let place: Place
let opened: OpenHub
let money: PreparedMoney
let otherShop: string

beforeAll(async () => {
  place = await newPlace('sqlite', inject('postgresqlUrl'))
  opened = await openHub(place.environment, 'demonstration')
  for (const person of demonstrationStaff)
    await addDemonstrationPerson(opened.hub.identity, opened.hub.mode, person)
  money = await prepareMoney(opened.hub, 1, 50_000)
  otherShop = await openShop(opened.hub, 'other')
}, 60_000)

afterAll(async () => {
  await opened.store.close()
  await place.remove()
})

let browsers = 0
/** A browser at an address of its own: guesses of two at one address are added up. */
function browser(address = `192.0.2.${++browsers}`) {
  const jar = new Map<string, string>()
  return async (method: string, path: string, body?: unknown, key: string = crypto.randomUUID()) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await opened.hub.app.request(
      `${opened.hub.address.get()}/api${path}`,
      {
        method,
        headers: {
          origin: opened.hub.address.get(),
          'idempotency-key': key,
          ...(cookie === '' ? {} : { cookie }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      },
      { clientAddress: address },
    )
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';', 1)
      const at = pair.indexOf('=')
      if (/max-age=0/i.test(line)) jar.delete(pair.slice(0, at))
      else jar.set(pair.slice(0, at), pair.slice(at + 1))
    }
    const text = await answer.text()
    const told = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
    return { status: answer.status, headers: answer.headers, ...told } as {
      status: number
      headers: Headers
    } & Record<string, never>
  }
}

async function signedIn(name: string) {
  const ask = browser()
  const credentials =
    name === 'owner' || name === 'other owner'
      ? {
          email: `shop-${name === 'owner' ? 1 : 'other'}@shop.example`,
          password: 'a-long-password-of-a-shop',
        }
      : { email: `${name}@demonstration.example`, password: demonstrationPassword }
  expect((await ask('POST', '/session', credentials)).status).toBe(201)
  return ask
}

const rights = { mayTake: true, maySeeTakings: false, refundYenMax: 300, refundDayYenMax: 500 }
const ofShop = (path = '') => `/merchants/${money.merchantId}${path}`

/** A till of the shop in a browser of its own, with a clerk who stands at it. */
async function tillWith(change: Partial<typeof rights> = {}, name = '花') {
  const owner = await signedIn('owner')
  const added = await owner('POST', ofShop('/clerks'), { name, pin: '2580', ...rights, ...change })
  expect(added.status).toBe(201)
  const here = await signedIn('owner')
  const till = await here('POST', ofShop('/tills'), { name: '帳場' })
  expect(till.status).toBe(201)
  expect(till.headers.get('set-cookie')).toMatch(/^meguri_till=.*HttpOnly; SameSite=Lax/)
  expect((await here('DELETE', '/session')).status).toBe(204)
  const { clerkId } = added as unknown as { clerkId: string }
  expect((await here('POST', '/till/duty', { clerkId, pin: '2580' })).status).toBe(204)
  const { deviceId } = till as unknown as { deviceId: string }
  return { owner, here, clerkId, deviceId }
}

async function paid(amountYen: number): Promise<string> {
  const { walletId } = money.purses[0]!
  const done = await opened.hub.ledger.pay({
    walletId,
    merchantId: money.merchantId,
    amountYen,
    key: crypto.randomUUID(),
  })
  if (!done.ok) throw new Error(JSON.stringify(done.error))
  return done.value.answer.paymentId
}

test('a till knows its shop and its clerks, and does nothing until one of them stands there', async () => {
  const { here, clerkId } = await tillWith()
  expect(await here('GET', '/till')).toMatchObject({
    status: 200,
    deviceName: '帳場',
    nameJa: '見本の店',
    onDuty: { clerkId, name: '花', refundYenMax: 300 },
  })
  const mine = await here('GET', '/merchants/mine')
  expect(mine).toMatchObject({ shops: [{ id: money.merchantId, memberRole: 'till', contactEmail: '' }] })
  expect((await here('DELETE', '/till/duty')).status).toBe(204)
  const paymentId = await paid(100)
  for (const [method, path, body] of [
    ['POST', '/refunds', { paymentId }],
    ['POST', ofShop('/charges'), { code: 'x', amountYen: 1 }],
    ['GET', ofShop('/payments')],
    ['GET', '/merchants/mine'],
    ['GET', `/payments/${paymentId}`],
  ] as const)
    expect(await here(method, path, body)).toMatchObject({ status: 403, code: 'not_allowed' })
  expect((await browser()('GET', '/till')).status).toBe(401)
})

test('a clerk sent again with the same key is the same clerk, and never another PIN or right unsaid', async () => {
  const owner = await signedIn('owner')
  const given = { name: '重', pin: '2580', ...rights }
  const key = crypto.randomUUID()
  const send = (change: object) => owner('POST', ofShop('/clerks'), { ...given, ...change }, key)
  const [first, again] = [await send({}), await send({ pin: '２５８０' })]
  expect([first.status, again]).toMatchObject([201, { status: 201, clerkId: first['clerkId'] as unknown }])
  for (const [field, value] of [
    ['name', '別'],
    ['pin', '2583'],
    ['refundYenMax', 0],
    ['mayTake', !rights.mayTake],
  ] as const)
    expect(await send({ [field]: value })).toMatchObject({ status: 409, code: 'key_used', field })
})

test('a clerk does what the shop allows, for this shop, and sees no more', async () => {
  const { here, owner } = await tillWith()
  const paymentId = await paid(250)
  expect(await here('POST', '/refunds', { paymentId })).toMatchObject({ status: 201, amountYen: 250 })
  expect(await here('POST', '/refunds', { paymentId: await paid(301) })).toMatchObject({
    status: 409,
    code: 'clerk_refund_above_limit',
    field: 'amountYen',
    facts: { limitYen: 300 },
  })
  for (const path of ['/till', '/days/2026-11-24', '/staff', '/till-acts?day=2026-11-24', ''])
    expect([path, (await here('GET', ofShop(path))).status]).toEqual([path, 401])
  expect((await here('POST', ofShop('/clerks'), { name: 'x', pin: '2580', ...rights })).status).toBe(401)
  expect((await here('GET', `/merchants/${otherShop}/payments`)).status).toBe(404)
  // No total, and nothing of before the clerk came.
  expect(await here('GET', ofShop('/payments'))).toMatchObject({ count: null, todayYen: null })
  const acts = await owner('GET', ofShop(`/till-acts?day=${japanDay(systemClock.now())}`))
  expect(acts).toMatchObject({ status: 200 })
  expect((acts as unknown as { acts: unknown[] }).acts).toContainEqual(
    expect.objectContaining({ what: 'refund', paymentId, name: '花', isClerk: true, deviceName: '帳場' }),
  )
})

test('an owner who is still signed in at the till does nothing there that the clerk may not', async () => {
  const { here, owner } = await tillWith({ mayTake: false, refundYenMax: 100, refundDayYenMax: 100 }, '夏')
  const credentials = { email: 'shop-1@shop.example', password: 'a-long-password-of-a-shop' }
  expect((await here('POST', '/session', credentials)).status).toBe(201)
  expect((await here('GET', '/sessions')).status).toBe(200)
  expect(await here('POST', ofShop('/charges'), { code: 'x', amountYen: 1 })).toMatchObject({ status: 403 })
  expect(await here('POST', '/refunds', { paymentId: await paid(101) })).toMatchObject({
    status: 409,
    code: 'clerk_refund_above_limit',
  })
  const paymentId = await paid(100)
  expect((await here('POST', '/refunds', { paymentId })).status).toBe(201)
  const acts = await owner('GET', ofShop(`/till-acts?day=${japanDay(systemClock.now())}`))
  const mine = (acts as unknown as { acts: { paymentId: string }[] }).acts.filter(
    (act) => act.paymentId === paymentId,
  )
  expect(mine).toMatchObject([{ what: 'refund', name: '夏', isClerk: true }])
  // Where nobody gave the PIN, nothing is done in the owner's name either.
  expect((await here('DELETE', '/till/duty')).status).toBe(204)
  for (const [method, path, body] of [
    ['POST', '/refunds', { paymentId: await paid(5) }],
    ['GET', ofShop('/payments')],
    ['GET', '/merchants/mine'],
  ] as const)
    expect(await here(method, path, body)).toMatchObject({ status: 403, code: 'not_allowed' })
})

test('each right is one: who takes payments gives nothing back, who sees the takings takes none', async () => {
  const taker = await tillWith({ refundYenMax: 0, refundDayYenMax: 0 })
  expect((await taker.here('POST', '/refunds', { paymentId: await paid(10) })).status).toBe(403)
  expect((await taker.here('GET', ofShop('/code'))).status).toBe(200)
  // The line that tells of payments tells the total as well.
  expect((await taker.here('GET', ofShop('/payments/told'))).status).toBe(403)
  const viewer = await tillWith({ mayTake: false, maySeeTakings: true, refundYenMax: 0, refundDayYenMax: 0 })
  expect((await viewer.here('GET', ofShop('/code'))).status).toBe(403)
  const seen = await viewer.here('GET', ofShop('/payments'))
  expect(seen).toMatchObject({ status: 200, todayYen: expect.any(Number) as number })
  expect((seen as unknown as { payments: unknown[] }).payments.length).toBeGreaterThan(0)
})

test.each([
  ['the owner, from another phone', 'owner'],
  ['the officer of the town’s region', 'approver'],
  ['the operator', 'operator'],
])('a stolen till is signed out by %s, at once', async (_, who) => {
  const { here, deviceId } = await tillWith()
  const stopper = await signedIn(who)
  const staff = await stopper('GET', ofShop('/staff'))
  expect((staff as unknown as { tills: unknown[] }).tills).toContainEqual(
    expect.objectContaining({ deviceId, clerkName: '花' }),
  )
  const end = ofShop(`/tills/${deviceId}/end`)
  expect((await stopper('POST', end, { reason: '盗まれた' })).status).toBe(204)
  expect((await here('GET', '/till')).status).toBe(401)
  expect((await here('POST', '/refunds', { paymentId: await paid(5) })).status).toBe(401)
  const after = (await stopper('GET', ofShop('/staff'))) as unknown as { changes: unknown[] }
  expect(after.changes[0]).toMatchObject({ operation: 'till.end', name: '帳場', reason: '盗まれた' })
})

test('nobody else stops a shop’s till: not the officer of another town, not another shop', async () => {
  const { deviceId, clerkId } = await tillWith()
  for (const who of ['officer', 'other owner']) {
    const ask = await signedIn(who)
    expect((await ask('GET', ofShop('/staff'))).status).toBe(404)
    expect((await ask('POST', ofShop(`/tills/${deviceId}/end`), {})).status).toBe(404)
    expect((await ask('POST', ofShop(`/clerks/${clerkId}/end`), {})).status).toBe(404)
  }
  const other = await signedIn('other owner')
  expect((await other('POST', `/merchants/${otherShop}/tills/${deviceId}/end`, {})).status).toBe(404)
  expect((await other('PUT', `/merchants/${otherShop}/clerks/${clerkId}/pin`, { pin: '2580' })).status).toBe(
    404,
  )
})

test('a clerk who was ended finds every till closed, and the PIN opens nothing', async () => {
  const { owner, here, clerkId } = await tillWith()
  expect((await owner('POST', ofShop(`/clerks/${clerkId}/end`), {})).status).toBe(204)
  expect(await here('GET', '/till')).toMatchObject({ status: 200, onDuty: null })
  expect((await here('POST', '/refunds', { paymentId: await paid(5) })).status).toBe(403)
  expect(await here('POST', '/till/duty', { clerkId, pin: '2580' })).toMatchObject({
    status: 409,
    code: 'clerk_has_ended',
  })
  expect((await owner('PUT', ofShop(`/clerks/${clerkId}/pin`), { pin: '7391' })).status).toBe(409)
})

test('wrong PINs are slowed down, and ten one after the other lock it until there is a new one', async () => {
  const { owner, clerkId, deviceId } = await tillWith()
  const row = await opened.store.raw(`select secret_hash from till_devices where id = '${deviceId}'`)
  expect(row).toHaveLength(1)
  const second = await tillWith({}, '健')
  expect(await second.here('POST', '/till/duty', { clerkId, pin: '1111' })).toMatchObject({
    status: 403,
    code: 'pin_wrong',
    field: 'pin',
    facts: { triesLeft: 9 },
  })
  for (let tried = 0; tried < 4; tried++)
    expect((await second.here('POST', '/till/duty', { clerkId, pin: '1111' })).status).toBe(403)
  const slowed = await second.here('POST', '/till/duty', { clerkId, pin: '1111' })
  expect([slowed.status, Number(slowed.headers.get('retry-after')) > 0]).toEqual([429, true])
  // Another clerk at the same till is not held up.
  expect((await second.here('POST', '/till/duty', { clerkId: second.clerkId, pin: '2580' })).status).toBe(204)
  const third = await tillWith({}, '陸')
  for (let tried = 0; tried < 4; tried++)
    expect(await third.here('POST', '/till/duty', { clerkId, pin: '1111' })).toMatchObject({
      code: 'pin_wrong',
    })
  const fourth = await tillWith({}, '海')
  for (const pin of ['1111', '2580'])
    expect(await fourth.here('POST', '/till/duty', { clerkId, pin })).toMatchObject({
      status: 403,
      code: 'pin_locked',
    })
  expect((await owner('PUT', ofShop(`/clerks/${clerkId}/pin`), { pin: '7391' })).status).toBe(204)
  expect((await fourth.here('POST', '/till/duty', { clerkId, pin: '7391' })).status).toBe(204)
})

test('a new PIN sends whoever stands there with the old one to the PIN again', async () => {
  const { owner, here, clerkId } = await tillWith()
  expect((await owner('PUT', ofShop(`/clerks/${clerkId}/pin`), { pin: '7391' })).status).toBe(204)
  expect(await here('GET', '/till')).toMatchObject({ onDuty: null })
})

test.each([
  [{ pin: '123' }, 'pin_not_digits', 'pin'],
  [{ pin: '12a4' }, 'pin_not_digits', 'pin'],
  [{ pin: '1234' }, 'pin_too_easy', 'pin'],
  [{ pin: '8765' }, 'pin_too_easy', 'pin'],
  [{ pin: '0000' }, 'pin_too_easy', 'pin'],
  [{ name: 'あ'.repeat(31) }, 'till_name_unfit', 'name'],
  [{ refundYenMax: 1_000_001, refundDayYenMax: 1_000_001 }, 'clerk_limit_unfit', 'refundYenMax'],
  [{ refundYenMax: 500, refundDayYenMax: 499 }, 'clerk_day_limit_below', 'refundDayYenMax'],
])('what cannot be of a clerk is named: %j', async (change, code, field) => {
  const owner = await signedIn('owner')
  const given = { name: '花', pin: '2580', ...rights, ...change }
  expect(await owner('POST', ofShop('/clerks'), given)).toMatchObject({ status: 422, code, field })
})
