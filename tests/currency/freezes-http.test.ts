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

const pay = (cookie: string, amountYen = 10) =>
  app.send('POST', '/api/payments', { cookie, body: { merchantId: shop.id, amountYen } })
const staff = { approver: 'session=somebody:approver', operator: 'session=somebody:operator' }

test('is stopped by its device, says so, and is let go with the printed code from any browser, not by the device', async () => {
  const { cookie, walletId, code } = await app.browser(100)
  const sent = { cookie, key: app.books.key() }
  const stopped = await app.send('POST', '/api/wallets/me/freezing', sent)
  expect([stopped.status, stopped.json]).toMatchObject([201, { walletId, what: 'frozen' }])
  expect(stopped.headers.has('wallet-changed-since')).toBe(false)
  expect((await app.send('POST', '/api/wallets/me/freezing', sent)).json).toEqual(stopped.json)
  expect((await app.send('GET', '/api/wallets/me', { cookie })).json).toMatchObject({ frozen: true })
  const paid = await pay(cookie)
  expect([paid.status, paid.json.code]).toEqual([409, 'wallet_frozen'])
  // The device knows the number of its wallet, and not the code.
  const guessed = await app.send('POST', '/api/wallets/thawing', { cookie, body: { code: walletId } })
  expect(guessed.status).toBe(404)
  const asStaff = await app.send('POST', `/api/wallets/${walletId}/thawing`, {
    cookie,
    body: { reason: 'x' },
  })
  expect([401, 403]).toContain(asStaff.status)
  const thawed = await app.send('POST', '/api/wallets/thawing', { body: { code: ` ${code.toLowerCase()} ` } })
  expect([thawed.status, Object.keys(thawed.json)]).toEqual([201, ['what', 'changedAt']])
  // The first answer once more is older than that, and says so beside it.
  const late = await app.send('POST', '/api/wallets/me/freezing', sent)
  expect([late.status, late.json]).toEqual([201, stopped.json])
  expect(late.headers.get('wallet-changed-since')).toBe('true')
  expect((await pay(cookie)).status).toBe(201)
})

test('is stopped with the printed code where no wallet is, which stays good and tells nothing of the wallet', async () => {
  const { cookie, code } = await app.browser(100)
  const stopped = await app.send('POST', '/api/wallets/freezing', { body: { code } })
  expect([stopped.status, Object.keys(stopped.json)]).toEqual([201, ['what', 'changedAt']])
  expect((await pay(cookie)).json.code).toBe('wallet_frozen')
  const again = await app.send('POST', '/api/wallets/freezing', { body: { code } })
  expect([again.status, again.json.code]).toEqual([409, 'wallet_frozen'])
  const brought = await app.send('POST', '/api/wallets/recover', { body: { code } })
  expect(brought.status).toBe(201)
  const fresh = { body: { code: brought.json.recoveryCode } }
  expect((await app.send('POST', '/api/wallets/thawing', { body: { code } })).status).toBe(404)
  expect((await app.send('POST', '/api/wallets/thawing', fresh)).status).toBe(201)
  const not = await app.send('POST', '/api/wallets/thawing', fresh)
  expect([not.status, not.json.code]).toEqual([409, 'wallet_not_frozen'])
})

test('is answered as before with the same key, also when the code has been used up since, and with another not at all', async () => {
  const { code } = await app.browser(100)
  const sent = { body: { code }, key: app.books.key() }
  const stopped = await app.send('POST', '/api/wallets/freezing', sent)
  expect(stopped.status).toBe(201)
  expect((await app.send('POST', '/api/wallets/recover', { body: { code } })).status).toBe(201)
  const again = await app.send('POST', '/api/wallets/freezing', sent)
  expect([again.status, again.json]).toEqual([201, stopped.json])
  // A guess leaves nothing behind, not even its key.
  const keys = () => app.store.raw('select * from keys')
  const before = await keys()
  expect((await app.send('POST', '/api/wallets/freezing', { body: { code } })).status).toBe(404)
  expect(await keys()).toEqual(before)
  // What was asked under a key cannot become something else.
  const other = await app.send('POST', '/api/wallets/thawing', sent)
  expect([other.status, other.json.code]).toEqual([409, 'key_reused_with_other_content'])
})

test('is stopped by staff for who calls, by a payment of it, and let go by an approver alone, each with a reason', async () => {
  const { cookie, walletId, code } = await app.browser(100)
  const { paymentId } = (await pay(cookie)).json
  const body = { paymentId, reason: '電話で届け出' }
  for (const [who, status] of [
    [undefined, 401],
    [`session=${shop.id}`, 403],
    [staff.operator, 201],
  ] as const)
    expect(
      (await app.send('POST', '/api/wallet-freezes', { body, ...(who ? { cookie: who } : {}) })).status,
    ).toBe(status)
  expect((await pay(cookie)).json.code).toBe('wallet_frozen')
  const withCode = await app.send('POST', '/api/wallets/thawing', { body: { code } })
  expect([withCode.status, withCode.json.code]).toEqual([409, 'wallet_frozen_by_staff'])
  const letGo = (who: string) =>
    app.send('POST', `/api/wallets/${walletId}/thawing`, { cookie: who, body: { reason: '本人と確かめた' } })
  expect((await letGo(staff.operator)).status).toBe(403)
  type Line = { walletId: string; what: string; isNow: boolean }
  const lines = async (cookieOfStaff: string): Promise<Line[]> =>
    (await app.send('GET', '/api/wallet-freezes', { cookie: cookieOfStaff })).json.freezes.filter(
      (one: Line) => one.walletId === walletId,
    )
  expect(await lines(staff.operator)).toMatchObject([
    { what: 'frozen', by: 'staff', reason: '電話で届け出', isNow: true },
  ])
  expect((await letGo(staff.approver)).status).toBe(201)
  expect((await lines(staff.approver)).map(({ what, isNow }) => [what, isNow])).toEqual([
    ['thawed', false],
    ['frozen', false],
  ])
  expect((await pay(cookie)).status).toBe(201)
})

describe('what is not there or not right', () => {
  test.each([undefined, '', 7, null, 'x', '7K2M-9QXT-04BD-WNHE-3SVA-CRP8'])('as a code: %j', async (code) => {
    for (const path of ['/api/wallets/freezing', '/api/wallets/thawing']) {
      const answer = await app.send('POST', path, { body: { code } })
      expect([400, 404]).toContain(answer.status)
      expect(answer.json.field).toBe('code')
    }
  })

  test('as a payment, a wallet, or a reason', async () => {
    const by = (path: string, body: object) => app.send('POST', path, { cookie: staff.approver, body })
    expect(await by('/api/wallet-freezes', { paymentId: 'none', reason: 'r' })).toMatchObject({
      status: 404,
      json: { code: 'payment_not_found' },
    })
    expect(await by('/api/wallets/none/thawing', { reason: 'r' })).toMatchObject({
      status: 404,
      json: { code: 'account_not_found' },
    })
    for (const reason of [undefined, '', '  ', 'x'.repeat(501), 7])
      expect(await by('/api/wallet-freezes', { paymentId: 'p', reason })).toMatchObject({
        status: 400,
        json: { field: 'reason' },
      })
  })

  test('is no wallet: nobody stops one without any', async () => {
    expect((await app.send('POST', '/api/wallets/me/freezing')).status).toBe(401)
    expect((await app.send('GET', '/api/wallet-freezes')).status).toBe(401)
  })
})
