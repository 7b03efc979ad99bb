import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { booksAsText, noon } from './books.ts'
import { openHttpApp } from './http-app.ts'
import type { HttpApp, Sent } from './http-app.ts'
import { offlineCodeAt, offlineKeyOf } from '../../api/currency/offline-code.ts'
import { demonstrationSettings } from '../../api/currency/settings.ts'

let app: HttpApp
let [inn, pub] = ['', '']
let holder = { walletId: '', cookie: '' }
beforeAll(async () => {
  app = await openHttpApp()
  inn = (await app.books.openShop()).id
  pub = (await app.books.openShop()).id
  holder = await app.browser(1_000)
})
afterAll(() => app.dispose())

const path = (shop: string) => `/api/merchants/${shop}/charges`
const till = (shop: string) => `session=${shop}`
const show = () => app.send('POST', '/api/wallets/me/codes', { cookie: holder.cookie })

describe('paying by showing a code', () => {
  test('is asked for by the holder alone: a new one each time, kept by no cache', async () => {
    const [first, second] = [await show(), await show()]
    expect([first.status, first.headers.get('cache-control')]).toEqual([201, 'no-store'])
    expect(first.json).toEqual({
      code: expect.stringMatching(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/),
      endsAt: noon + demonstrationSettings.shownCodeSeconds * 1_000,
    })
    expect(second.json.code).not.toBe(first.json.code)
    expect((await app.send('POST', '/api/wallets/me/codes')).status).toBe(401)
    expect((await app.send('POST', '/api/wallets/me/codes', { cookie: till(inn) })).status).toBe(401)
  })

  test('is charged at the till, answers again with the same, and does not say whose wallet it is', async () => {
    const { code } = (await show()).json
    const sent = { body: { code, amountYen: 200 }, cookie: till(inn), key: app.books.key() }
    const first = await app.send('POST', path(inn), sent)
    expect([first.status, first.json]).toMatchObject([
      201,
      { merchantId: inn, amountYen: 200, paidAt: noon, lots: [{ fundId: 'reserve', amountYen: 200 }] },
    ])
    expect(JSON.stringify(first.json)).not.toContain(holder.walletId)
    const again = await app.send('POST', path(inn), sent)
    expect([again.json, again.headers.get('idempotency-replayed')]).toEqual([first.json, 'true'])
    const read = await app.send('GET', `/api/payments/${first.json.paymentId}`, { cookie: holder.cookie })
    expect(read.json).toMatchObject({ amountYen: 200, merchant: { merchantId: inn } })
    const reused = await app.send('POST', path(pub), { body: { code, amountYen: 200 }, cookie: till(pub) })
    expect([reused.status, reused.json.code, reused.json.field]).toEqual([409, 'shown_code_used', 'code'])
  })

  test('is charged by nobody who does not work at that shop, not by its holder either', async () => {
    const { code } = (await show()).json
    const sent = { body: { code, amountYen: 1 } }
    expect((await app.send('POST', path(inn), sent)).status).toBe(401)
    expect((await app.send('POST', path(inn), { ...sent, cookie: holder.cookie })).status).toBe(401)
    const elsewhere = await app.send('POST', path(inn), { ...sent, cookie: till(pub) })
    expect([elsewhere.status, elsewhere.json.code]).toEqual([404, 'merchant_not_found'])
  })

  test('that the wallet does not pay tells the shop nothing of the wallet', async () => {
    const { code } = (await show()).json
    const refused = await app.send('POST', path(inn), { body: { code, amountYen: 5_000 }, cookie: till(inn) })
    expect([refused.status, refused.json.code, refused.json.facts]).toEqual([409, 'shown_code_declined', {}])
    expect(refused.json.title).not.toMatch(/\d/)
  })
})

describe('paying by a code that the device makes without signal', () => {
  const giveKey = (sent: Sent = { cookie: holder.cookie }) =>
    app.send('POST', '/api/wallets/me/offline-keys', sent)

  test('needs a key that the holder’s device alone is given, kept by no cache', async () => {
    const given = await giveKey()
    expect([given.status, given.headers.get('cache-control')]).toEqual([201, 'no-store'])
    expect(given.json).toEqual({
      handle: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{10}$/),
      secret: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
      at: noon,
      endsAt: noon + demonstrationSettings.offlineKeyDays * 86_400_000,
      paymentYenMax: demonstrationSettings.offlineCodeYenMax,
    })
    expect((await giveKey({})).status).toBe(401)
    expect((await giveKey({ cookie: till(inn) })).status).toBe(401)
  })

  test('is charged at the till, and above its limit told how much it takes', async () => {
    const { handle, secret } = (await giveKey()).json
    const key = await offlineKeyOf(Uint8Array.from(atob(secret), (letter) => letter.charCodeAt(0)))
    const code = await offlineCodeAt(key, handle, noon)
    const charge = (amountYen: number) =>
      app.send('POST', path(inn), { body: { code, amountYen }, cookie: till(inn), key: app.books.key() })
    const above = await charge(5_001)
    expect([above.status, above.json.code, above.json.facts]).toEqual([
      422,
      'shown_code_above_limit',
      { limitYen: 5_000 },
    ])
    expect((await charge(20)).status).toBe(201)
    expect((await charge(20)).json.code).toBe('shown_code_used')
  })
})

describe('bad input changes no row and names the field', () => {
  test.each<[string, Sent, number, string | undefined]>([
    ['no code', { body: { amountYen: 1 } }, 400, 'code'],
    ['no amount', { body: { code: 'x' } }, 400, 'amountYen'],
    ['a part of a yen', { body: { code: 'x', amountYen: 1.5 } }, 400, 'amountYen'],
    ['a code longer than any', { body: { code: 'x'.repeat(101), amountYen: 1 } }, 400, 'code'],
    ['what is no code', { body: { code: 'x', amountYen: 1 } }, 404, 'code'],
    ['too much', { body: { code: 'x', amountYen: 50_001 } }, 422, 'amountYen'],
    ['a field too many', { body: { code: 'x', amountYen: 1, codeKind: 'shown' } }, 400, 'codeKind'],
    ['no key', { body: { code: 'x', amountYen: 1 }, key: null }, 400, 'idempotency-key'],
  ])('%s', async (_, sent, status, field) => {
    const before = await booksAsText(app.store)
    const refused = await app.send('POST', path(inn), { cookie: till(inn), ...sent })
    expect([refused.status, refused.json.field]).toEqual([status, field])
    expect(await booksAsText(app.store)).toBe(before)
  })
})
