import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { booksAsText } from './books.ts'
import type { TestBooks } from './books.ts'
import { openHttpApp } from './http-app.ts'
import type { HttpApp, Sent } from './http-app.ts'

let app: HttpApp
let books: TestBooks
beforeAll(async () => {
  app = await openHttpApp()
  books = app.books
})
afterAll(() => app.dispose())

const send: HttpApp['send'] = (...asked) => app.send(...asked)
const browser: HttpApp['browser'] = (paidYen) => app.browser(paidYen)

describe('opening a wallet', () => {
  test('gives the browser a cookie that no script can read and a code that is shown once', async () => {
    const opened = await send('POST', '/api/wallets')
    expect(opened.status).toBe(201)
    expect(opened.json.recoveryCode).toMatch(/^(\w{4}-){5}\w{4}$/)
    const cookie = opened.headers.get('set-cookie')!
    for (const part of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/']) expect(cookie).toContain(part)
    expect(JSON.stringify(opened.json)).not.toContain(cookie.split('.')[1]!.slice(0, 64))
    expect(opened.headers.get('cache-control')).toBe('no-store')
  })

  test('shows what the wallet holds, to this browser alone', async () => {
    const { cookie, walletId } = await browser(500)
    const seen = await send('GET', '/api/wallets/me', { cookie })
    expect(seen.json).toMatchObject({
      walletId,
      balanceYen: 500,
      spendableYen: 500,
      lots: [{ instrument: 'paid' }],
    })
    expect((await send('GET', '/api/wallets/me')).status).toBe(401)
    expect((await send('GET', '/api/wallets/me', { cookie: `${cookie}0` })).status).toBe(401)
  })

  test('recovers by the code in another browser', async () => {
    const { walletId, code } = await browser(300)
    const back = await send('POST', '/api/wallets/recover', { body: { code } })
    expect([back.status, back.json.walletId]).toEqual([201, walletId])
    const cookie = back.headers.get('set-cookie')!.split(';')[0]!
    expect((await send('GET', '/api/wallets/me', { cookie })).json.balanceYen).toBe(300)
    const again = await send('POST', '/api/wallets/recover', { body: { code } })
    expect([again.status, again.json.code, again.json.field]).toEqual([404, 'recovery_code_unknown', 'code'])
  })
})

describe('paying', () => {
  test('answers with the receipt, and again with the same one', async () => {
    const [{ cookie }, shop] = [await browser(1_000), await books.openShop()]
    const key = books.key()
    const body = { merchantId: shop.id, amountYen: 300 }
    const paid = await send('POST', '/api/payments', { body, cookie, key })
    expect(paid.status).toBe(201)
    expect(paid.json).toMatchObject({ amountYen: 300, lots: [{ amountYen: 300 }] })
    const again = await send('POST', '/api/payments', { body, cookie, key })
    expect([again.status, again.json]).toEqual([201, paid.json])
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect((await send('GET', '/api/wallets/me', { cookie })).json.balanceYen).toBe(700)
  })

  test('is refused with a problem that says how much could be spent, in the words of the reader', async () => {
    const [{ cookie }, shop] = [await browser(100), await books.openShop()]
    const body = { merchantId: shop.id, amountYen: 101 }
    const refused = await send('POST', '/api/payments', { body, cookie })
    expect(refused.status).toBe(409)
    expect(refused.headers.get('content-type')).toContain('application/problem+json')
    expect(refused.json).toMatchObject({
      code: 'insufficient_funds',
      field: 'amountYen',
      facts: { spendableYen: 100 },
    })
    expect(refused.json.title).toContain('100')
  })

  test('shows the receipt to who paid and to the shop, and to nobody else', async () => {
    const [payer, other, shop, rival] = [
      await browser(500),
      await browser(0),
      await books.openShop(),
      await books.openShop(),
    ]
    const body = { merchantId: shop.id, amountYen: 200 }
    const { json } = await send('POST', '/api/payments', { body, cookie: payer.cookie })
    const path = `/api/payments/${json.paymentId}`
    const seen = async (cookie?: string) =>
      (await send('GET', path, cookie === undefined ? {} : { cookie })).status
    expect(await seen(payer.cookie)).toBe(200)
    expect(await seen(`session=${shop.id}`)).toBe(200)
    expect(await seen(other.cookie)).toBe(404)
    expect(await seen(`session=${rival.id}`)).toBe(404)
    expect(await seen()).toBe(401)
    const shown = await send('GET', path, { cookie: `session=${shop.id}` })
    expect(JSON.stringify(shown.json)).not.toContain(payer.walletId)
  })

  test('appears in the wallet’s activity, page by page', async () => {
    const [{ cookie }, shop] = [await browser(500), await books.openShop()]
    for (const amountYen of [1, 2, 3]) {
      books.clock.at += 1
      await send('POST', '/api/payments', { body: { merchantId: shop.id, amountYen }, cookie })
    }
    const first = await send('GET', '/api/wallets/me/activity?limit=2', { cookie })
    expect(first.json.activity.map((line: { amountYen: number }) => line.amountYen)).toEqual([-3, -2])
    const rest = await send('GET', `/api/wallets/me/activity?limit=2&before=${first.json.next}`, { cookie })
    expect(rest.json.activity.map((line: { amountYen: number }) => line.amountYen)).toEqual([-1, 500])
    const end = await send('GET', `/api/wallets/me/activity?before=${rest.json.next}`, { cookie })
    expect(end.json).toEqual({ activity: [], next: null })
  })
})

describe('refunding', () => {
  test('is the shop’s to do, in parts, and nobody else’s', async () => {
    const [payer, shop, rival] = [await browser(500), await books.openShop(), await books.openShop()]
    const paid = await send('POST', '/api/payments', {
      body: { merchantId: shop.id, amountYen: 200 },
      cookie: payer.cookie,
    })
    const { paymentId } = paid.json
    const give = (cookie: string, amountYen?: number) =>
      send('POST', '/api/refunds', { body: { paymentId, ...(amountYen && { amountYen }) }, cookie })
    expect((await give(payer.cookie, 50)).status).toBe(401)
    expect((await give(`session=${rival.id}`, 50)).json.code).toBe('payment_not_found')
    expect((await give(`session=${shop.id}`, 50)).json).toMatchObject({ amountYen: 50 })
    expect((await give(`session=${shop.id}`)).json).toMatchObject({ amountYen: 150 })
    expect((await give(`session=${shop.id}`)).json).toMatchObject({ code: 'refund_exceeds_payment' })
    const seen = await send('GET', `/api/payments/${paymentId}`, { cookie: payer.cookie })
    expect(seen.json).toMatchObject({
      refundedYen: 200,
      refundableYen: 0,
      refunds: [{ amountYen: 50 }, { amountYen: 150 }],
    })
  })
})

describe('bad input changes no row and names the field', () => {
  const good = { merchantId: 'm', amountYen: 100 }
  test.each<[string, string, Sent, number, string]>([
    ['no amount', '/api/payments', { body: { merchantId: 'm' } }, 400, 'amountYen'],
    ['a null amount', '/api/payments', { body: { ...good, amountYen: null } }, 400, 'amountYen'],
    ['an amount of letters', '/api/payments', { body: { ...good, amountYen: '100' } }, 400, 'amountYen'],
    ['a negative amount', '/api/payments', { body: { ...good, amountYen: -1 } }, 400, 'amountYen'],
    ['no yen', '/api/payments', { body: { ...good, amountYen: 0 } }, 400, 'amountYen'],
    ['a part of a yen', '/api/payments', { body: { ...good, amountYen: 1.5 } }, 400, 'amountYen'],
    [
      'an amount above 2^53',
      '/api/payments',
      { raw: '{"merchantId":"m","amountYen":9007199254740993}' },
      400,
      'amountYen',
    ],
    [
      'an amount above the limit',
      '/api/payments',
      { body: { ...good, amountYen: 300_001 } },
      422,
      'amountYen',
    ],
    ['a list for an amount', '/api/payments', { body: { ...good, amountYen: [100] } }, 400, 'amountYen'],
    ['no merchant', '/api/payments', { body: { amountYen: 100 } }, 400, 'merchantId'],
    ['an empty merchant', '/api/payments', { body: { ...good, merchantId: '' } }, 400, 'merchantId'],
    [
      'an endless merchant',
      '/api/payments',
      { body: { ...good, merchantId: 'm'.repeat(65) } },
      400,
      'merchantId',
    ],
    ['an unknown merchant', '/api/payments', { body: good }, 404, 'merchantId'],
    ['a field too many', '/api/payments', { body: { ...good, walletId: 'other' } }, 400, 'walletId'],
    ['no key', '/api/payments', { body: good, key: null }, 400, 'idempotency-key'],
    ['a short key', '/api/payments', { body: good, key: 'short' }, 400, 'idempotency-key'],
    ['a key with spaces', '/api/payments', { body: good, key: 'eight and more' }, 400, 'idempotency-key'],
    ['an unknown field on opening', '/api/wallets', { body: { amountYen: 1 } }, 400, 'amountYen'],
    ['no code', '/api/wallets/recover', { body: {} }, 400, 'code'],
    ['an endless code', '/api/wallets/recover', { body: { code: 'A'.repeat(101) } }, 400, 'code'],
    ['half a code', '/api/wallets/recover', { body: { code: '7K2M' } }, 404, 'code'],
  ])('%s', async (...[, path, sent, status, field]) => {
    const { cookie } = await browser(1_000)
    const before = await booksAsText(app.store)
    const refused = await send('POST', path, { cookie, ...sent })
    expect([refused.status, refused.json.field]).toEqual([status, field])
    expect(refused.headers.get('content-type')).toContain('application/problem+json')
    expect(await booksAsText(app.store)).toBe(before)
  })

  test.each<[string, Sent, number]>([
    ['a body that is not JSON', { raw: '{"merchantId":' }, 400],
    ['no body', {}, 400],
    [
      'a body of another type',
      { raw: 'merchantId=m&amountYen=100', type: 'application/x-www-form-urlencoded' },
      415,
    ],
    ['a body in another encoding', { raw: '\u0000\ufffd', type: 'application/json; charset=utf-16' }, 400],
  ])('%s', async (_, sent, status) => {
    const { cookie } = await browser(1_000)
    const before = await booksAsText(app.store)
    expect((await send('POST', '/api/payments', { cookie, ...sent })).status).toBe(status)
    expect(await booksAsText(app.store)).toBe(before)
  })

  test.each([
    ['/api/wallets/me/activity?limit=0', 'limit'],
    ['/api/wallets/me/activity?limit=101', 'limit'],
    ['/api/wallets/me/activity?limit=x', 'limit'],
    ['/api/wallets/me/activity?before=yesterday', 'before'],
    ['/api/wallets/me/activity?page=2', 'page'],
  ])('%s', async (path, field) => {
    const { cookie } = await browser(0)
    const refused = await send('GET', path, { cookie })
    expect([refused.status, refused.json.field]).toEqual([400, field])
  })
})
