import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { booksAsText } from './books.ts'
import { openHttpApp } from './http-app.ts'
import type { HttpApp, Sent } from './http-app.ts'

let app: HttpApp
let causeId: string
beforeAll(async () => {
  app = await openHttpApp()
  const temple = await app.books.openShop()
  const made = await app.books.ledger.registerCause({
    merchantId: temple.id,
    name: { ja: '屋根', en: 'The roof' },
    purpose: { ja: '葺きかえ', en: 'Thatching' },
    registeredBy: 'officer',
    key: app.books.key(),
  })
  causeId = made.ok ? made.value.causeId : ''
})
afterAll(() => app.dispose())

describe('giving to a cause', () => {
  test('is offered to everybody, answers again with the same, and is read by who gave', async () => {
    const { cookie } = await app.browser(500)
    expect((await app.send('GET', '/api/causes')).json.causes).toMatchObject([{ causeId }])
    const sent = { body: { causeId, amountYen: 200 }, cookie, key: app.books.key() }
    const first = await app.send('POST', '/api/donations', sent)
    expect([first.status, first.json]).toMatchObject([201, { amountYen: 200, causeId }])
    const again = await app.send('POST', '/api/donations', sent)
    expect([again.json, again.headers.get('idempotency-replayed')]).toEqual([first.json, 'true'])
    const { donationId } = first.json
    const read = (asker: string) => app.send('GET', `/api/donations/${donationId}`, { cookie: asker })
    expect((await read(cookie)).json).toMatchObject({ donationId, cause: { name: { en: 'The roof' } } })
    const other = await app.browser(0)
    expect([(await read(other.cookie)).status, (await read('')).status]).toEqual([404, 401])
  })

  test('is registered by nobody who is no officer', async () => {
    const body = { merchantId: 'x', nameJa: 'a', nameEn: 'b', purposeJa: 'c', purposeEn: 'd' }
    expect((await app.send('POST', '/api/causes', { body })).status).toBe(401)
    expect((await app.send('POST', '/api/causes', { body, cookie: 'session=clerk' })).status).toBe(403)
    const end = await app.send('POST', `/api/causes/${causeId}/end`, { cookie: 'session=clerk' })
    expect(end.status).toBe(403)
  })
})

describe('bad input changes no row and names the field', () => {
  test.each<[string, Sent, number, string | undefined]>([
    ['no amount', { body: { causeId: 'none' } }, 400, 'amountYen'],
    ['no cause', { body: { amountYen: 1 } }, 400, 'causeId'],
    ['a cause of nobody', { body: { causeId: 'none', amountYen: 1 } }, 404, 'causeId'],
    ['too much', { body: { causeId: 'none', amountYen: 300_001 } }, 422, 'amountYen'],
    ['a field too many', { body: { causeId: 'none', amountYen: 1, walletId: 'w' } }, 400, 'walletId'],
    ['no key', { body: { causeId: 'none', amountYen: 1 }, key: null }, 400, 'idempotency-key'],
  ])('%s', async (_, sent, status, field) => {
    const { cookie } = await app.browser(1_000)
    const before = await booksAsText(app.store)
    const refused = await app.send('POST', '/api/donations', { cookie, ...sent })
    expect([refused.status, refused.json.field]).toEqual([status, field])
    expect(await booksAsText(app.store)).toBe(before)
  })
})
