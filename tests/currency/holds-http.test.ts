import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { booksAsText, noon } from './books.ts'
import { openHttpApp } from './http-app.ts'
import type { HttpApp, Sent } from './http-app.ts'

let app: HttpApp
beforeAll(async () => {
  app = await openHttpApp()
})
afterAll(() => app.dispose())
beforeEach(() => {
  app.books.clock.at = noon
})

const endsAt = noon + 86_400_000

/** A payer with 1,000 yen, a shop, a clerk of it, and 600 yen set aside. */
async function story() {
  const [payer, shop] = [await app.browser(1_000), await app.books.openShop()]
  const clerk = `session=${shop.id}`
  const body = { merchantId: shop.id, amountYen: 600, endsAt }
  const placed = await app.send('POST', '/api/holds', { body, cookie: payer.cookie })
  const holdId = placed.json.holdId as string
  const ask = (what: string, sent: Sent = {}) =>
    app.send('POST', `/api/holds/${holdId}/${what}`, { cookie: clerk, body: {}, ...sent })
  const look = (cookie: string) => app.send('GET', `/api/holds/${holdId}`, { cookie })
  return { payer, shop, clerk, body, placed, holdId, ask, look }
}

describe('setting money aside', () => {
  test('answers with what is held, and again with the same; the wallet shows it apart', async () => {
    const { payer, body } = await story()
    const key = app.books.key()
    const sent = { body: { ...body, amountYen: 100 }, cookie: payer.cookie, key }
    const first = await app.send('POST', '/api/holds', sent)
    expect(first.status).toBe(201)
    expect(first.json).toMatchObject({ amountYen: 100, placedAt: noon, endsAt, lots: [{ amountYen: 100 }] })
    const again = await app.send('POST', '/api/holds', sent)
    expect([again.status, again.json]).toEqual([201, first.json])
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    const other = { ...sent, body: { ...sent.body, endsAt: endsAt + 1 } }
    expect((await app.send('POST', '/api/holds', other)).json).toMatchObject({
      code: 'key_reused_with_other_content',
      field: 'endsAt',
    })
    expect((await app.send('GET', '/api/wallets/me', { cookie: payer.cookie })).json).toMatchObject({
      balanceYen: 1_000,
      heldYen: 700,
      spendableYen: 300,
    })
  })

  test('beyond what is there is refused and says what could be held, in the words of the reader', async () => {
    const { payer, body } = await story()
    const refused = await app.send('POST', '/api/holds', { body, cookie: payer.cookie })
    expect(refused.status).toBe(409)
    expect(refused.json).toMatchObject({ code: 'insufficient_funds', facts: { spendableYen: 400 } })
    expect(refused.json.title).toContain('400')
  })
})

describe('a capture', () => {
  test('is the shop’s to make, becomes a payment, and tells no shop whose wallet it was', async () => {
    const { payer, shop, clerk, ask, holdId, look } = await story()
    const paid = await ask('capture', { body: { amountYen: 250 } })
    expect(paid.status).toBe(201)
    expect(paid.json).toMatchObject({ holdId, merchantId: shop.id, amountYen: 250, releasedYen: 350 })
    expect(JSON.stringify(paid.json)).not.toContain(payer.walletId)
    const { paymentId } = paid.json
    expect((await look(clerk)).json).toMatchObject({ status: 'captured', capturedYen: 250, paymentId })
    const receipt = await app.send('GET', `/api/payments/${paymentId}`, { cookie: payer.cookie })
    expect(receipt.json).toMatchObject({ amountYen: 250, refundableYen: 250 })
    const back = await app.send('POST', '/api/refunds', { body: { paymentId }, cookie: clerk })
    expect(back.json).toMatchObject({ amountYen: 250 })
    const purse = await app.send('GET', '/api/wallets/me', { cookie: payer.cookie })
    expect(purse.json).toMatchObject({ balanceYen: 1_000, heldYen: 0, spendableYen: 1_000 })
  })

  test('of all that is held, sent twice, is made once', async () => {
    const { ask } = await story()
    const key = app.books.key()
    const first = await ask('capture', { key })
    const again = await ask('capture', { key })
    expect([first.status, again.status, again.json]).toEqual([201, 201, first.json])
    expect(first.json).toMatchObject({ amountYen: 600, releasedYen: 0 })
    expect((await ask('capture')).json).toMatchObject({ code: 'hold_resolved_before', field: 'holdId' })
    expect((await ask('void')).json).toMatchObject({ code: 'hold_resolved_before', field: 'holdId' })
  })

  test('of more than is held, and after the end, is refused', async () => {
    const { ask, look, clerk } = await story()
    expect((await ask('capture', { body: { amountYen: 601 } })).json).toMatchObject({
      code: 'capture_exceeds_hold',
      field: 'amountYen',
      facts: { heldYen: 600 },
    })
    app.books.clock.at = endsAt + 1
    expect((await ask('capture')).json).toMatchObject({ code: 'hold_ended', field: 'holdId' })
    expect((await look(clerk)).json).toMatchObject({ status: 'expired', resolvedAt: null })
  })
})

describe('giving up a hold', () => {
  test('is the shop’s to do; all of it is back at once', async () => {
    const { payer, ask, holdId, look } = await story()
    const key = app.books.key()
    const voided = await ask('void', { key })
    expect([voided.status, voided.json]).toEqual([200, { holdId, releasedYen: 600, voidedAt: noon }])
    expect((await ask('void', { key })).headers.get('idempotency-replayed')).toBe('true')
    expect((await look(payer.cookie)).json).toMatchObject({
      status: 'voided',
      capturedYen: 0,
      paymentId: null,
    })
    const purse = await app.send('GET', '/api/wallets/me', { cookie: payer.cookie })
    expect(purse.json).toMatchObject({ heldYen: 0, spendableYen: 1_000 })
  })
})

describe('who sees and touches a hold', () => {
  test('its holder looks, its shop looks and acts, and for everybody else it is not there', async () => {
    const { payer, clerk, ask, look } = await story()
    const [other, rival] = [await app.browser(0), `session=${(await app.books.openShop()).id}`]
    const seen = async (cookie: string) => (await look(cookie)).status
    expect([await seen(payer.cookie), await seen(clerk)]).toEqual([200, 200])
    expect([await seen(other.cookie), await seen(rival), await seen('')]).toEqual([404, 404, 401])
    expect(JSON.stringify((await look(clerk)).json)).not.toContain(payer.walletId)
    for (const what of ['capture', 'void']) {
      expect((await ask(what, { cookie: payer.cookie })).status).toBe(401)
      expect((await ask(what, { cookie: rival })).json).toMatchObject({ code: 'hold_not_found' })
    }
  })

  test('lists are the wallet’s own and the shop’s own, the newest first, page by page', async () => {
    const { payer, shop, clerk, body, holdId } = await story()
    app.books.clock.at += 1
    const second = await app.send('POST', '/api/holds', {
      body: { ...body, amountYen: 5 },
      cookie: payer.cookie,
    })
    const list = async (cookie: string, query = '') =>
      (await app.send('GET', `/api/holds${query}`, { cookie })).json
    const idsOf = (page: { holds: { holdId: string }[] }) => page.holds.map((one) => one.holdId)
    const newestFirst = [second.json.holdId, holdId]
    expect(idsOf(await list(payer.cookie))).toEqual(newestFirst)
    expect(idsOf(await list(clerk, `?merchantId=${shop.id}`))).toEqual(newestFirst)
    const page = await list(payer.cookie, '?limit=1')
    expect(idsOf(page)).toEqual([second.json.holdId])
    expect(idsOf(await list(payer.cookie, `?limit=1&before=${page.next}`))).toEqual([holdId])
    expect(await list(clerk, '?merchantId=elsewhere')).toMatchObject({ code: 'merchant_not_found' })
    expect(await list(payer.cookie, `?merchantId=${shop.id}`)).toMatchObject({ code: 'merchant_not_found' })
    expect(await list(clerk)).toMatchObject({ code: 'wallet_not_found' })
  })
})

describe('bad input changes no row and names the field', () => {
  const good = { merchantId: 'm', amountYen: 100, endsAt }
  test.each<[string, string, Sent, number, string]>([
    ['no amount', '/api/holds', { body: { merchantId: 'm', endsAt } }, 400, 'amountYen'],
    ['no yen', '/api/holds', { body: { ...good, amountYen: 0 } }, 400, 'amountYen'],
    ['a part of a yen', '/api/holds', { body: { ...good, amountYen: 1.5 } }, 400, 'amountYen'],
    ['too many yen', '/api/holds', { body: { ...good, amountYen: 300_001 } }, 422, 'amountYen'],
    ['no end', '/api/holds', { body: { merchantId: 'm', amountYen: 1 } }, 400, 'endsAt'],
    ['an end in words', '/api/holds', { body: { ...good, endsAt: 'tomorrow' } }, 400, 'endsAt'],
    ['an end that has passed', '/api/holds', { body: { ...good, endsAt: noon } }, 422, 'endsAt'],
    ['an end beyond all days', '/api/holds', { body: { ...good, endsAt: 2 ** 53 } }, 400, 'endsAt'],
    ['an end too far ahead', '/api/holds', { body: { ...good, endsAt: noon + 1e10 } }, 422, 'endsAt'],
    ['no merchant', '/api/holds', { body: { amountYen: 100, endsAt } }, 400, 'merchantId'],
    ['an unknown merchant', '/api/holds', { body: good }, 404, 'merchantId'],
    ['a field too many', '/api/holds', { body: { ...good, walletId: 'other' } }, 400, 'walletId'],
    ['no key', '/api/holds', { body: good, key: null }, 400, 'idempotency-key'],
    ['capturing no yen', '/api/holds/h/capture', { body: { amountYen: 0 } }, 400, 'amountYen'],
    ['capturing for another', '/api/holds/h/capture', { body: { walletId: 'w' } }, 400, 'walletId'],
    ['capturing what is not there', '/api/holds/h/capture', { body: {} }, 404, 'holdId'],
    ['giving up without a key', '/api/holds/h/void', { key: null }, 400, 'idempotency-key'],
    ['giving up what is not there', '/api/holds/h/void', {}, 404, 'holdId'],
  ])('%s', async (...[, path, sent, status, field]) => {
    const cookie = path === '/api/holds' ? (await app.browser(1_000)).cookie : 'session=some-shop'
    const before = await booksAsText(app.store)
    const refused = await app.send('POST', path, { cookie, ...sent })
    expect([refused.status, refused.json.field]).toEqual([status, field])
    expect(refused.headers.get('content-type')).toContain('application/problem+json')
    expect(await booksAsText(app.store)).toBe(before)
  })

  test.each([
    ['?limit=0', 'limit'],
    ['?before=yesterday', 'before'],
    ['?page=2', 'page'],
  ])('%s', async (query, field) => {
    const { cookie } = await app.browser(0)
    const refused = await app.send('GET', `/api/holds${query}`, { cookie })
    expect([refused.status, refused.json.field]).toEqual([400, field])
  })
})
