import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { booksAsText } from './books.ts'
import { openHttpApp } from './http-app.ts'
import type { HttpApp, Sent } from './http-app.ts'
import { demonstrationSettings } from '../../api/currency/settings.ts'

const { merchantPayments } = demonstrationSettings
const allowed = { ...demonstrationSettings, merchantPayments: { ...merchantPayments, allowed: true } }

let app: HttpApp
let [inn, maker] = ['', '']
beforeAll(async () => {
  app = await openHttpApp(allowed)
  inn = (await app.books.openShop()).id
  maker = (await app.books.openShop()).id
  const { cookie } = await app.browser(1_000)
  await app.send('POST', '/api/payments', { body: { merchantId: inn, amountYen: 900 }, cookie })
})
afterAll(() => app.dispose())

const path = (shop: string) => `/api/merchants/${shop}/purchases`
const owner = (shop: string) => `session=${shop}:owner`
const body = (purchaseReference: string) => ({ sellerId: maker, amountYen: 200, purchaseReference })

describe('paying another shop', () => {
  test('is done by who keeps the shop, answers again with the same, and is read by both', async () => {
    const sent = { body: body('INV-1'), cookie: owner(inn), key: app.books.key() }
    const first = await app.send('POST', path(inn), sent)
    expect([first.status, first.json]).toMatchObject([
      201,
      { amountYen: 200, sellerId: maker, funds: [{ fundId: 'reserve', amountYen: 200 }] },
    ])
    const again = await app.send('POST', path(inn), sent)
    expect([again.json, again.headers.get('idempotency-replayed')]).toEqual([first.json, 'true'])
    const read = (shop: string, cookie: string) =>
      app.send('GET', `${path(shop)}/${first.json.purchaseId}`, { cookie })
    expect((await read(inn, `session=${inn}`)).json).toMatchObject({
      side: 'bought',
      purchaseReference: 'INV-1',
      partner: { merchantId: maker },
    })
    expect((await read(maker, `session=${maker}`)).json).toMatchObject({ side: 'sold' })
    const list = await app.send('GET', path(inn), { cookie: `session=${inn}` })
    expect(list.json).toMatchObject({
      allowed: true,
      spendableYen: 700,
      purchases: [{ side: 'bought', amountYen: 200 }],
      next: null,
    })
  })

  test('takes full-width letters and spaces at the ends for the same reference', async () => {
    const pay = (reference: string) =>
      app.send('POST', path(inn), { body: { ...body(reference), amountYen: 10 }, cookie: owner(inn) })
    expect((await pay('Ｎｏ．７')).json).toMatchObject({ purchaseReference: 'No.7' })
    expect([(await pay(' No.7 ')).status, (await pay(' No.7 ')).json.code]).toEqual([
      409,
      'purchase_paid_before',
    ])
  })

  test('is nobody’s who does not keep that shop', async () => {
    const sent = { body: body('INV-2') }
    expect((await app.send('POST', path(inn), sent)).status).toBe(401)
    expect((await app.send('POST', path(inn), { ...sent, cookie: `session=${inn}` })).status).toBe(403)
    expect((await app.send('POST', path(inn), { ...sent, cookie: owner(maker) })).status).toBe(404)
    expect((await app.send('GET', path(inn), { cookie: `session=${maker}` })).status).toBe(404)
    const unknown = await app.send('GET', `${path(inn)}/none`, { cookie: `session=${inn}` })
    expect([unknown.status, unknown.json.code]).toEqual([404, 'purchase_not_found'])
  })

  test('is refused where the issuer does not allow it, which the list tells', async () => {
    const off = await openHttpApp()
    const shop = await off.books.openShop()
    const refused = await off.send('POST', path(shop.id), { body: body('INV-1'), cookie: owner(shop.id) })
    expect([refused.status, refused.json.code]).toEqual([403, 'merchant_payments_off'])
    const list = await off.send('GET', path(shop.id), { cookie: owner(shop.id) })
    expect(list.json).toMatchObject({ allowed: false, purchases: [] })
    await off.dispose()
  })
})

describe('bad input changes no row and names the field', () => {
  test.each<[string, Sent, number, string | undefined]>([
    ['no amount', { body: { sellerId: 'none', purchaseReference: 'R' } }, 400, 'amountYen'],
    ['no seller', { body: { amountYen: 1, purchaseReference: 'R' } }, 400, 'sellerId'],
    ['no reference', { body: { sellerId: 'none', amountYen: 1 } }, 400, 'purchaseReference'],
    [
      'a reference of spaces',
      { body: { sellerId: 'none', amountYen: 1, purchaseReference: ' 　 ' } },
      400,
      'purchaseReference',
    ],
    [
      'a reference that is longer than any',
      { body: { sellerId: 'none', amountYen: 1, purchaseReference: 'R'.repeat(41) } },
      400,
      'purchaseReference',
    ],
    [
      'a reference with a letter that is not seen',
      { body: { sellerId: 'none', amountYen: 1, purchaseReference: 'R\u200b1' } },
      400,
      'purchaseReference',
    ],
    [
      'a shop of nobody',
      { body: { sellerId: 'none', amountYen: 1, purchaseReference: 'R' } },
      404,
      'sellerId',
    ],
    [
      'too much',
      { body: { sellerId: 'none', amountYen: 300_001, purchaseReference: 'R' } },
      422,
      'amountYen',
    ],
    [
      'a field too many',
      { body: { sellerId: 'none', amountYen: 1, purchaseReference: 'R', buyerId: 'x' } },
      400,
      'buyerId',
    ],
    [
      'no key',
      { body: { sellerId: 'none', amountYen: 1, purchaseReference: 'R' }, key: null },
      400,
      'idempotency-key',
    ],
  ])('%s', async (_, sent, status, field) => {
    const before = await booksAsText(app.store)
    const refused = await app.send('POST', path(inn), { cookie: owner(inn), ...sent })
    expect([refused.status, refused.json.field]).toEqual([status, field])
    expect(await booksAsText(app.store)).toBe(before)
  })
})
