import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { booksAsText } from './books.ts'
import { openHttpApp } from './http-app.ts'
import type { HttpApp, Sent } from './http-app.ts'

let app: HttpApp
beforeAll(async () => {
  app = await openHttpApp()
})
afterAll(() => app.dispose())

describe('asking for money back', () => {
  test('answers again with the same, is read in the wallet, and handed out by the office alone', async () => {
    const { cookie } = await app.browser(500)
    const body = { reason: 'leaving_japan', amountYen: 500 }
    const sent = { body, cookie, key: app.books.key() }
    const first = await app.send('POST', '/api/repayments', sent)
    // Who says no way has it as cash, as before there were two.
    expect([first.status, first.json]).toMatchObject([201, { ...body, way: 'counter' }])
    const again = await app.send('POST', '/api/repayments', sent)
    expect([again.json, again.headers.get('idempotency-replayed')]).toEqual([first.json, 'true'])
    const { requestId } = first.json
    expect((await app.send('GET', '/api/repayments', { cookie })).json).toMatchObject({
      repayableYen: 500,
      reasons: ['small_amount', 'moved_away', 'leaving_japan'],
      repayments: [{ requestId }],
    })
    for (const who of ['', cookie, 'session=clerk']) {
      const seen = await app.send('GET', '/api/repayments/waiting', { cookie: who })
      const granted = await app.send('POST', `/api/repayments/${requestId}/granting`, { cookie: who })
      const declined = await app.send('POST', `/api/repayments/${requestId}/declining`, { cookie: who })
      const status = who === 'session=clerk' ? 403 : 401
      expect([seen.status, granted.status, declined.status]).toEqual([status, status, status])
    }
    const office = { cookie: 'session=office:approver' }
    const waiting = await app.send('GET', '/api/repayments/waiting', office)
    expect(waiting.json).toMatchObject({
      period: { repaidYen: 0, limitYen: 0, leftYen: 0 },
      repayments: [{ requestId }],
    })
    expect(JSON.stringify(waiting.json)).not.toContain('walletId')
    const granting = { ...office, key: app.books.key() }
    const granted = await app.send('POST', `/api/repayments/${requestId}/granting`, granting)
    expect([granted.status, granted.json]).toMatchObject([201, { requestId, amountYen: 500 }])
    const told = await app.send('POST', `/api/repayments/${requestId}/granting`, granting)
    expect([told.json, told.headers.get('idempotency-replayed')]).toEqual([granted.json, 'true'])
    const declined = await app.send('POST', `/api/repayments/${requestId}/declining`, office)
    expect([declined.status, declined.json.code]).toEqual([409, 'repayment_decided_before'])
  })

  test('is declined with nothing moved', async () => {
    const { cookie } = await app.browser(500)
    const asked = await app.send('POST', '/api/repayments', {
      body: { reason: 'moved_away', amountYen: 1 },
      cookie,
    })
    const declined = await app.send('POST', `/api/repayments/${asked.json.requestId}/declining`, {
      cookie: 'session=office:approver',
    })
    expect([declined.status, declined.json]).toMatchObject([201, { decision: 'declined' }])
    expect((await app.send('GET', '/api/repayments', { cookie })).json.repayableYen).toBe(500)
  })
})

describe('bad input changes no row and names the field', () => {
  const body = { reason: 'leaving_japan', amountYen: 1 }
  test.each<[string, Sent, number, string | undefined]>([
    ['no amount', { body: { reason: 'leaving_japan' } }, 400, 'amountYen'],
    ['no reason', { body: { amountYen: 1 } }, 400, 'reason'],
    ['a reason of one’s own', { body: { ...body, reason: 'wish' } }, 400, 'reason'],
    ['a way of one’s own', { body: { ...body, way: 'post' } }, 400, 'way'],
    ['a way that is no text', { body: { ...body, way: ['card'] } }, 400, 'way'],
    ['to a card that added nothing', { body: { ...body, way: 'card' } }, 409, 'amountYen'],
    ['a business that goes on', { body: { ...body, reason: 'business_ended' } }, 409, 'reason'],
    ['above the cap', { body: { ...body, reason: 'small_amount' } }, 409, 'amountYen'],
    ['more than there is', { body: { ...body, amountYen: 1_001 } }, 409, 'amountYen'],
    ['a field too many', { body: { ...body, walletId: 'w' } }, 400, 'walletId'],
    ['no key', { body, key: null }, 400, 'idempotency-key'],
  ])('%s', async (_, sent, status, field) => {
    const { cookie } = await app.browser(1_000)
    const before = await booksAsText(app.store)
    const refused = await app.send('POST', '/api/repayments', { cookie, ...sent })
    expect([refused.status, refused.json.field]).toEqual([status, field])
    expect(await booksAsText(app.store)).toBe(before)
  })
})
