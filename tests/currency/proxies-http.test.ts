import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openHttpApp } from './http-app.ts'
import type { HttpApp } from './http-app.ts'

let app: HttpApp
let shop: { id: string; accountId: string }
beforeAll(async () => {
  app = await openHttpApp()
  shop = await app.books.openShop()
})
afterAll(() => app.dispose())

const terms = { relation: 'grandchild', paymentYenMax: 1_000, dayYenMax: 3_000 }
const staff = { approver: 'session=somebody:approver', operator: 'session=somebody:operator' }

/** Somebody without a phone, her grandchild's browser, and the code on her paper. */
async function grandmother(paidYen = 5_000) {
  const { cookie, walletId: own } = await app.browser(0)
  const opened = await app.send('POST', '/api/proxies', { cookie, body: terms })
  expect([opened.status, Object.keys(opened.json)]).toEqual([201, ['proxyId', 'recoveryCode']])
  const { proxyId, recoveryCode: code } = opened.json as Record<string, string>
  const whose = await app.books.proxies.walletOfCode(code!)
  const walletId = whose.ok ? whose.value : ''
  if (paidYen > 0) await app.books.topUp(walletId, paidYen)
  return { cookie, own, proxyId: proxyId!, code: code!, walletId }
}
const pay = (cookie: string | undefined, proxyId: string, amountYen = 100) =>
  app.send('POST', `/api/proxies/${proxyId}/payments`, {
    ...(cookie === undefined ? {} : { cookie }),
    body: { merchantId: shop.id, amountYen },
  })
/** Her wallet on a phone of her own: its cookie. */
const hers = async (code: string): Promise<string> => {
  const brought = await app.send('POST', '/api/wallets/recover', { body: { code } })
  return brought.headers.get('set-cookie')!.split(';')[0]!
}
const told = ({ status, json }: { status: number; json: { code: string } }) => [status, json.code]

test('cannot ask for her money lot by lot: what she has is not told to who pays from it', async () => {
  const { cookie, proxyId } = await grandmother()
  const body = { merchantId: shop.id, amountYen: 100, lots: [{ lotId: 'a-guess', amountYen: 100 }] }
  const refused = await app.send('POST', `/api/proxies/${proxyId}/payments`, { cookie, body })
  expect([refused.status, refused.json.field]).toEqual([400, 'lots'])
})

test('pays from her wallet, shows what is left, and says in the receipt who it was, to the payer’s side alone', async () => {
  const { cookie, proxyId, walletId, own } = await grandmother()
  const paid = await pay(cookie, proxyId, 700)
  expect([paid.status, paid.json.amountYen, paid.json.walletId]).toEqual([201, 700, undefined])
  const mine = await app.send('GET', '/api/proxies', { cookie })
  expect(mine.json.proxies).toMatchObject([
    { proxyId, number: 1, relation: 'grandchild', spendableYen: 4_300, leftTodayYen: 2_300, frozen: false },
  ])
  // No number of a wallet or a device is told.
  for (const hidden of [walletId, own]) expect(JSON.stringify(mine.json)).not.toContain(hidden)
  const seen = await app.send('GET', `/api/proxies/${proxyId}`, { cookie })
  expect(seen.json).toMatchObject({
    balanceYen: 4_300,
    inForce: true,
    acts: [{ id: paid.json.paymentId, what: 'pay', amountYen: 700, merchant: { merchantId: shop.id } }],
  })
  const receipt = `/api/payments/${paid.json.paymentId}`
  const proxy = { proxyId, number: 1, relation: 'grandchild' }
  expect((await app.send('GET', receipt, { cookie })).json).toMatchObject({ amountYen: 700, proxy })
  const byShop = await app.send('GET', receipt, { cookie: `session=${shop.id}` })
  expect([byShop.status, byShop.json.proxy]).toEqual([200, null])
  // The phone's own wallet did nothing, and its own activity shows nothing.
  expect((await app.send('GET', '/api/wallets/me/activity', { cookie })).json.activity).toEqual([])
})

test('is not there for another phone, nor for nobody, nor for staff', async () => {
  const { cookie, proxyId } = await grandmother()
  const other = await app.browser(100)
  const { paymentId } = (await pay(cookie, proxyId)).json
  for (const [path, method] of [
    [`/api/proxies/${proxyId}`, 'GET'],
    [`/api/proxies/${proxyId}`, 'DELETE'],
    [`/api/proxies/${proxyId}/transfers`, 'POST'],
  ] as const)
    expect(told(await app.send(method, path, { cookie: other.cookie }))).toEqual([404, 'proxy_not_found'])
  expect(told(await pay(other.cookie, proxyId))).toEqual([404, 'proxy_not_found'])
  expect((await pay(undefined, proxyId)).status).toBe(401)
  expect((await pay(staff.approver, proxyId)).status).toBe(401)
  const receipt = await app.send('GET', `/api/payments/${paymentId}`, { cookie: other.cookie })
  expect(told(receipt)).toEqual([404, 'payment_not_found'])
})

test.each(['transfers', 'donations', 'repayments', 'holds', 'codes', 'closing'])(
  'does not do for her what is hers alone: %s',
  async (act) => {
    const { cookie, proxyId } = await grandmother(0)
    const answer = await app.send('POST', `/api/proxies/${proxyId}/${act}`, { cookie })
    expect(told(answer)).toEqual([403, 'proxy_act_not_allowed'])
  },
)

test('the owner’s code shows who acts and what was done, lets another one in, and takes one away without the others', async () => {
  const { cookie, proxyId, code, walletId } = await grandmother()
  await pay(cookie, proxyId, 300)
  const second = await app.browser(0)
  const invited = await app.send('POST', '/api/wallets/proxies/invitations', {
    body: { ...terms, relation: 'helper', code },
  })
  expect([invited.status, Object.keys(invited.json)]).toEqual([201, ['code', 'validUntil']])
  const body = { code: invited.json.code }
  const accepted = await app.send('POST', '/api/proxies/accepting', { cookie: second.cookie, body })
  expect([accepted.status, accepted.json]).toMatchObject([201, { number: 2, relation: 'helper' }])
  expect((await app.send('POST', '/api/proxies/accepting', { cookie: second.cookie, body })).json).toEqual(
    accepted.json,
  )
  const stranger = await app.browser(0)
  const used = await app.send('POST', '/api/proxies/accepting', { cookie: stranger.cookie, body })
  expect([told(used), used.json.field]).toEqual([[404, 'proxy_invitation_unknown'], 'code'])
  await pay(second.cookie, accepted.json.proxyId, 50)
  const look = () =>
    app.send('POST', '/api/wallets/proxies/looking', { body: { code: ` ${code.toLowerCase()}` } })
  expect((await look()).json).toMatchObject({
    proxies: [{ number: 1 }, { number: 2 }],
    acts: [
      { number: 2, relation: 'helper', amountYen: 50 },
      { number: 1, relation: 'grandchild', amountYen: 300 },
    ],
  })
  expect(JSON.stringify((await look()).json)).not.toContain(walletId)
  const end = () => app.send('POST', '/api/wallets/proxies/endings', { body: { code, proxyId } })
  expect([(await end()).status, (await end()).status]).toEqual([204, 204])
  expect(told(await pay(cookie, proxyId))).toEqual([409, 'proxy_ended'])
  const seen = await app.send('GET', `/api/proxies/${proxyId}`, { cookie })
  // What is there now is hers again; what was done is still seen.
  expect(seen.json).toMatchObject({
    inForce: false,
    balanceYen: 0,
    spendableYen: 0,
    acts: [{ amountYen: 300 }],
  })
  expect((await app.send('GET', '/api/proxies', { cookie })).json).toEqual({ proxies: [] })
  expect((await pay(second.cookie, accepted.json.proxyId)).status).toBe(201)
  const own = await app.send('POST', '/api/wallets/proxies/endings', {
    body: { code, proxyId: (await grandmother(0)).proxyId },
  })
  expect(told(own)).toEqual([404, 'proxy_not_found'])
})

test('the owner’s own phone says of each line who acted for her, and of nothing that was given back', async () => {
  const { cookie, proxyId, code } = await grandmother()
  const paid = await pay(cookie, proxyId, 300)
  const back = await app.send('POST', '/api/refunds', {
    cookie: `session=${shop.id}`,
    body: { paymentId: paid.json.paymentId, amountYen: 100 },
  })
  expect(back.status).toBe(201)
  const phone = await hers(code)
  const { json } = await app.send('GET', '/api/wallets/me/activity', { cookie: phone })
  expect(json.activity).toMatchObject([
    { kind: 'refund', amountYen: 100, proxy: null },
    { kind: 'pay', amountYen: -300, proxy: { number: 1, relation: 'grandchild' } },
    { kind: 'top_up', proxy: null },
  ])
})

test('all that was done is read page by page, with the owner’s code and on a phone of hers', async () => {
  const { cookie, proxyId, code } = await grandmother()
  for (let amountYen = 1; amountYen <= 50; amountYen++) await pay(cookie, proxyId, amountYen)
  const look = async (before?: string) =>
    (await app.send('POST', '/api/wallets/proxies/looking', { body: { code, before } })).json as {
      acts: { amountYen: number }[]
      next: string | null
    }
  const whole = await look()
  expect([whole.acts.length, whole.next]).toEqual([50, null])
  await pay(cookie, proxyId, 51)
  const newest = await look()
  expect([newest.acts.length, newest.acts.at(-1)]).toMatchObject([50, { amountYen: 2 }])
  const oldest = await look(newest.next!)
  expect(oldest).toMatchObject({ acts: [{ amountYen: 1 }], next: null })
  const wrong = await app.send('POST', '/api/wallets/proxies/looking', { body: { code, before: 'x' } })
  expect([wrong.status, wrong.json.field]).toEqual([400, 'before'])
  const phone = await hers(code)
  const own = async (query: string) =>
    (await app.send('GET', `/api/wallets/me/proxies?${query}`, { cookie: phone })).json as {
      acts: { amountYen: number }[]
      next: string | null
    }
  const first = await own('limit=50')
  expect(await own(`limit=50&before=${first.next}`)).toMatchObject({ acts: [{ amountYen: 1 }], next: null })
})

test('what is left today is told as it holds: what others paid of the day of all together is gone', async () => {
  const { cookie, proxyId, code } = await grandmother(30_000)
  const second = await app.browser(0)
  const wide = { relation: 'child', paymentYenMax: 10_000, dayYenMax: 20_000 }
  const invited = await app.send('POST', '/api/wallets/proxies/invitations', { body: { ...wide, code } })
  const body = { code: invited.json.code }
  const accepted = await app.send('POST', '/api/proxies/accepting', { cookie: second.cookie, body })
  for (const amountYen of [10_000, 8_000])
    expect((await pay(second.cookie, accepted.json.proxyId, amountYen)).status).toBe(201)
  const seen = await app.send('GET', `/api/proxies/${proxyId}`, { cookie })
  expect(seen.json.leftTodayYen).toBe(2_000)
})

test('her own phone, once she has one, does the same', async () => {
  const { cookie, proxyId, code } = await grandmother()
  await pay(cookie, proxyId, 40)
  const brought = await app.send('POST', '/api/wallets/recover', { body: { code } })
  const hers = brought.headers.get('set-cookie')!.split(';')[0]!
  expect((await app.send('GET', '/api/wallets/me/proxies', { cookie: hers })).json).toMatchObject({
    proxies: [{ proxyId, inForce: true }],
    acts: [{ amountYen: 40 }],
  })
  const invited = await app.send('POST', '/api/wallets/me/proxies/invitations', { cookie: hers, body: terms })
  const own = await app.send('POST', '/api/proxies/accepting', {
    cookie: hers,
    body: { code: invited.json.code },
  })
  expect(told(own)).toEqual([409, 'proxy_held_before'])
  expect((await app.send('DELETE', `/api/wallets/me/proxies/${proxyId}`, { cookie: hers })).status).toBe(204)
  expect(told(await pay(cookie, proxyId))).toEqual([409, 'proxy_ended'])
  const other = await app.browser(0)
  const strange = await app.send('DELETE', `/api/wallets/me/proxies/${proxyId}`, { cookie: other.cookie })
  expect(told(strange)).toEqual([404, 'proxy_not_found'])
})

test('the desk takes one away by a payment that the owner remembers, with a reason, and sees no money', async () => {
  const { cookie, proxyId, walletId } = await grandmother()
  const { paymentId } = (await pay(cookie, proxyId)).json
  const body = { paymentId, reason: '電話で届け出' }
  const path = `/api/wallet-proxies/${proxyId}/ending`
  expect((await app.send('POST', path, { body })).status).toBe(401)
  expect((await app.send('POST', path, { cookie, body })).status).toBe(401)
  expect((await app.send('POST', path, { cookie: `session=${shop.id}`, body })).status).toBe(403)
  const list = await app.send('GET', `/api/wallet-proxies?paymentId=${paymentId}`, { cookie: staff.operator })
  expect(list.json).toMatchObject({ proxies: [{ proxyId, number: 1, inForce: true }] })
  expect(JSON.stringify(list.json)).not.toContain(walletId)
  expect((await app.send('POST', path, { cookie: staff.operator, body })).status).toBe(204)
  expect(told(await pay(cookie, proxyId))).toEqual([409, 'proxy_ended'])
  const unknown = await app.send('GET', '/api/wallet-proxies?paymentId=none', { cookie: staff.approver })
  expect(told(unknown)).toEqual([404, 'payment_not_found'])
})

test('a phone that lost its own wallet acts for nobody; one whose wallet is stopped neither', async () => {
  const { cookie, proxyId } = await grandmother()
  await app.send('POST', '/api/wallets/me/freezing', { cookie })
  expect(told(await pay(cookie, proxyId))).toEqual([409, 'proxy_own_wallet_frozen'])
  const second = await grandmother()
  const [device] = await app.books.devices.devicesOf(second.own)
  await app.books.devices.revoke(second.own, device!.deviceId)
  expect((await pay(second.cookie, second.proxyId)).status).toBe(401)
})

test('gives up by itself, twice as once', async () => {
  const { cookie, proxyId } = await grandmother(0)
  const giveUp = () => app.send('DELETE', `/api/proxies/${proxyId}`, { cookie })
  expect([(await giveUp()).status, (await giveUp()).status]).toEqual([204, 204])
  expect(told(await pay(cookie, proxyId))).toEqual([409, 'proxy_ended'])
})

describe('what is not right', () => {
  test.each([
    [{ ...terms, relation: 'friend' }, 400, 'relation'],
    [{ ...terms, paymentYenMax: 0 }, 400, 'paymentYenMax'],
    [{ ...terms, paymentYenMax: 10_001 }, 422, 'paymentYenMax'],
    [{ ...terms, dayYenMax: 999 }, 422, 'dayYenMax'],
    [{ ...terms, dayYenMax: 20_001 }, 422, 'dayYenMax'],
    [{ ...terms, endsOn: '2020-02-30' }, 400, 'endsOn'],
    [{ ...terms, endsOn: '2020-02-01' }, 422, 'endsOn'],
    [{ ...terms, name: 'Hanako' }, 400, 'name'],
  ])('in what somebody is let do: %j', async (body, status, field) => {
    const { cookie } = await app.browser(0)
    const answer = await app.send('POST', '/api/proxies', { cookie, body })
    expect([answer.status, answer.json.field]).toEqual([status, field])
  })

  test.each([undefined, '', 7, null, 'x', '7K2M-9QXT-04BD-WNHE-3SVA-CRP8'])(
    'as the owner’s code: %j',
    async (code) => {
      for (const [path, more] of [
        ['looking', {}],
        ['invitations', terms],
        ['endings', { proxyId: 'none' }],
      ] as const) {
        const answer = await app.send('POST', `/api/wallets/proxies/${path}`, { body: { ...more, code } })
        expect([400, 404]).toContain(answer.status)
        expect(answer.json.field).toBe('code')
      }
    },
  )
})
