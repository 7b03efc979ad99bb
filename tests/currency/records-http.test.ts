import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recordsCsv } from '../../api/currency/records-csv.ts'
import { openHttpApp } from './http-app.ts'
import type { HttpApp } from './http-app.ts'
import { noon } from './books.ts'

let app: HttpApp
let shopId = ''
beforeAll(async () => {
  app = await openHttpApp()
  const [{ cookie }, shop] = [await app.browser(1_000), await app.books.openShop()]
  shopId = shop.id
  for (const amountYen of [100, 200])
    await app.send('POST', '/api/payments', { body: { merchantId: shop.id, amountYen }, cookie })
})
afterAll(() => app.dispose())

const get = (path: string, shop = shopId) => app.send('GET', path, { cookie: `session=${shop}` })

describe('the records of a shop', () => {
  test('are its own, page by page', async () => {
    const first = await get(`/api/merchants/${shopId}/records?limit=1`)
    expect([first.status, first.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(first.json.records).toMatchObject([{ kind: 'pay', amountYen: 200, counterparty: 'guests' }])
    const second = await get(`/api/merchants/${shopId}/records?limit=1&before=${first.json.next}`)
    expect(second.json.records).toMatchObject([{ amountYen: 100 }])
  })

  test('come as CSV that names the next page', async () => {
    const page = await get(`/api/merchants/${shopId}/records.csv?limit=1&leastYen=100`)
    expect(page.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(page.headers.get('link')).toMatch(
      /^<\/api\/merchants\/[\w-]+\/records\.csv\?limit=1&leastYen=100&before=\d+_[\w-]+_merchant%3A[\w-]+>; rel="next"$/,
    )
    expect(page.json).toContain(',pay,2026-11-23,12:00,200,guests,')
  })

  test('are nobody else’s, and the office’s are not a shop’s', async () => {
    expect((await get(`/api/merchants/${shopId}/records`, 'rival')).status).toBe(404)
    expect((await get('/api/records')).status).toBe(403)
    expect((await app.send('GET', '/api/records.csv')).status).toBe(401)
  })

  test.each([
    ['from', '2026-02-30'],
    ['until', 'today'],
    ['leastYen', '0'],
    ['mostYen', '1.5'],
    ['counterparty', 'somebody'],
    ['before', 'x'],
    ['limit', '1001'],
    ['shop', 'x'],
  ])('are refused for a wrong %s', async (field, value) => {
    const refused = await get(`/api/merchants/${shopId}/records?${field}=${value}`)
    expect([refused.status, refused.json.field]).toEqual([400, field])
  })

  test('are found up to the last day that can be written', async () => {
    const all = await get(`/api/merchants/${shopId}/records?from=2000-01-01`)
    const upTo = await get(`/api/merchants/${shopId}/records?from=2000-01-01&until=9999-12-31`)
    expect(upTo).toEqual(all)
    expect(JSON.stringify(all.json)).toContain('amountYen')
  })

  test('are refused for a range that ends before it begins, in words', async () => {
    const refused = await get(`/api/merchants/${shopId}/records?from=2026-11-24&until=2026-11-23`)
    expect([refused.status, refused.json.field]).toEqual([400, 'until'])
    expect(refused.json.title).not.toContain('refusal.')
  })
})

describe('a CSV of records', () => {
  const nameOf = (ja: string) =>
    recordsCsv([
      {
        journalId: 'j',
        kind: 'refund',
        at: noon,
        amountYen: -300,
        counterparty: 'guests',
        merchant: { merchantId: 'm', name: { ja, en: 'Shop' } },
        partner: null,
        purchaseReference: null,
      },
    ])
  test('says that it is UTF-8, and keeps an amount a number', () => {
    expect(nameOf('店')).toBe(
      '\uFEFFjournalId,kind,date,time,amountYen,counterparty,merchantId,nameJa,nameEn,partnerId,partnerNameJa,partnerNameEn,purchaseReference\r\nj,refund,2026-11-23,12:00,-300,guests,m,店,Shop,,,,\r\n',
    )
  })
  test.each(['=1+1', '+1', '-1', '@x', '\tx', '\rx', '=1+1', '@x'])(
    'has no name that is a formula: %j',
    (name) => {
      expect(nameOf(name)).toContain(`'${name}`)
    },
  )
})
