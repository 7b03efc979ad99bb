import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHttpApp } from './http-app.ts'
import type { HttpApp } from './http-app.ts'

let app: HttpApp
beforeAll(async () => {
  app = await openHttpApp()
})
afterAll(() => app.dispose())

test('a holder closes an empty wallet, is told so again, and reads it still', async () => {
  const { cookie, walletId } = await app.browser(0)
  const sent = { cookie, key: app.books.key() }
  const first = await app.send('POST', '/api/wallets/me/closing', sent)
  expect([first.status, first.json]).toMatchObject([201, { accountId: walletId, what: 'closed' }])
  expect((await app.send('POST', '/api/wallets/me/closing', sent)).json).toEqual(first.json)
  expect((await app.send('GET', '/api/wallets/me', { cookie })).json).toMatchObject({
    closed: true,
    balanceYen: 0,
  })
  const body = { merchantId: 'none', amountYen: 1 }
  const paid = await app.send('POST', '/api/payments', { cookie, body })
  expect([paid.status, paid.json.code]).toEqual([409, 'account_closed'])
})

test('a wallet with money stays open, and how much it is is told', async () => {
  const { cookie } = await app.browser(7)
  const refused = await app.send('POST', '/api/wallets/me/closing', { cookie })
  expect([refused.status, refused.json]).toMatchObject([
    409,
    { code: 'account_not_empty', facts: { balanceYen: 7 } },
  ])
  expect((await app.send('GET', '/api/wallets/me', { cookie })).json.closed).toBe(false)
})

test('a shop is closed by nobody who works there, and no wallet by nobody', async () => {
  const body = { reason: 'over' }
  const asClerk = { body, cookie: 'session=clerk' }
  expect((await app.send('POST', '/api/merchants/clerk/closing', asClerk)).status).toBe(403)
  expect((await app.send('POST', '/api/wallets/me/closing')).status).toBe(401)
})
