import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { booksAsText } from './books.ts'
import { openHttpApp } from './http-app.ts'
import type { HttpApp, Sent } from './http-app.ts'

let app: HttpApp
beforeAll(async () => {
  app = await openHttpApp()
})
afterAll(() => app.dispose())

const addressFor = async (cookie: string, key = app.books.key()) =>
  app.send('POST', '/api/wallets/me/address', { cookie, key })

describe('an address', () => {
  test('is none until it is asked for; a new one stops the one before', async () => {
    const { cookie } = await app.browser(0)
    const look = async () => (await app.send('GET', '/api/wallets/me/address', { cookie })).json.address
    expect(await look()).toBe(null)
    const key = app.books.key()
    const made = await addressFor(cookie, key)
    expect([made.status, made.json.address]).toEqual([201, await look()])
    expect(made.json.address).toMatch(/^(\w{4}-){3}\w{4}$/)
    expect((await addressFor(cookie, key)).json).toEqual(made.json)
    expect((await addressFor(cookie)).json.address).not.toBe(made.json.address)
    expect((await addressFor('')).status).toBe(401)
  })
})

describe('sending to a friend', () => {
  test('answers with what left, again with the same, and tells nothing of the friend', async () => {
    const [from, to] = [await app.browser(500), await app.browser(0)]
    const { address } = (await addressFor(to.cookie)).json
    const sent = { body: { address, amountYen: 200 }, cookie: from.cookie, key: app.books.key() }
    const first = await app.send('POST', '/api/transfers', sent)
    expect(first.status).toBe(201)
    expect(first.json).toMatchObject({ amountYen: 200, lots: [{ amountYen: 200, instrument: 'paid' }] })
    expect(JSON.stringify(first.json)).not.toContain(to.walletId)
    const again = await app.send('POST', '/api/transfers', sent)
    expect([again.json, again.headers.get('idempotency-replayed')]).toEqual([first.json, 'true'])
    const purse = await app.send('GET', '/api/wallets/me', { cookie: to.cookie })
    expect(purse.json).toMatchObject({ balanceYen: 200, spendableYen: 200 })
    const [line] = (await app.send('GET', '/api/wallets/me/activity', { cookie: to.cookie })).json.activity
    expect(line).toMatchObject({ kind: 'transfer', amountYen: 200, merchant: null })
  })

  test('is read by who sent and who got it, each with a lot of their own, and by nobody else', async () => {
    const [from, to, other] = [await app.browser(500), await app.browser(0), await app.browser(0)]
    const { address } = (await addressFor(to.cookie)).json
    const body = { address, amountYen: 200 }
    const sent = (await app.send('POST', '/api/transfers', { body, cookie: from.cookie })).json
    const look = (cookie: string, id = sent.transferId) => app.send('GET', `/api/transfers/${id}`, { cookie })
    expect((await look(from.cookie)).json).toEqual({ ...sent, direction: 'sent' })
    const got = (await look(to.cookie)).json
    expect(got).toMatchObject({ direction: 'received', amountYen: 200, sentAt: sent.sentAt })
    const purse = (await app.send('GET', '/api/wallets/me', { cookie: to.cookie })).json
    expect(got.lots).toEqual([{ ...sent.lots[0], lotId: purse.lots[0].lotId }])
    expect(JSON.stringify(got)).not.toContain(from.walletId)
    for (const asked of [await look(other.cookie), await look(from.cookie, 'none')])
      expect([asked.status, asked.json.code]).toEqual([404, 'transfer_not_found'])
    expect((await look('')).status).toBe(401)
  })
})

describe('bad input changes no row and names the field', () => {
  test.each<[string, Sent, number, string]>([
    ['no amount', { body: { address: '0000-0000-0000-0000' } }, 400, 'amountYen'],
    ['no address', { body: { amountYen: 1 } }, 400, 'address'],
    ['an endless address', { body: { address: '0'.repeat(101), amountYen: 1 } }, 400, 'address'],
    ['half an address', { body: { address: '0000-0000', amountYen: 1 } }, 404, 'address'],
    ['an address of nobody', { body: { address: '0000-0000-0000-0000', amountYen: 1 } }, 404, 'address'],
    ['too much', { body: { address: '0000-0000-0000-0000', amountYen: 100_000 } }, 422, 'amountYen'],
    ['a field too many', { body: { address: '0', amountYen: 1, walletId: 'w' } }, 400, 'walletId'],
    ['no key', { body: { address: '0', amountYen: 1 }, key: null }, 400, 'idempotency-key'],
  ])('%s', async (_, sent, status, field) => {
    const { cookie } = await app.browser(1_000)
    const before = await booksAsText(app.store)
    const refused = await app.send('POST', '/api/transfers', { cookie, ...sent })
    expect([refused.status, refused.json.field]).toEqual([status, field])
    expect(await booksAsText(app.store)).toBe(before)
  })
})
