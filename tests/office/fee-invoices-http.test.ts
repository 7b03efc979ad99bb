import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { smallApi, type SmallApi } from '../merchants/support/http.ts'
import { requester, smallRegion } from '../merchants/support/region.ts'
import { openEngine, type OpenEngine } from '../support/engines.ts'

let engine: OpenEngine
let api: SmallApi
let [shop, other, owner] = ['', '', '']

beforeAll(async () => {
  engine = await openEngine('sqlite')
  const fee = { rateBasisPoints: 200, rounding: 'down', yearlyCapYen: 12_000, from: '2026-04-01' } as const
  const region = await smallRegion(engine.store, requester, fee)
  api = smallApi(region)
  shop = (await region.openShop()).id
  other = (await region.openShop()).id
  const wallet = await region.openWallet(20_000)
  await region.pay(wallet, shop, 5_250)
  await region.pay(wallet, other, 1_000)
  region.setNow('2026-11-25T10:00')
  const shown = await region.office.previewSettlement()
  if (!shown.ok) throw new Error(shown.error.code)
  const { plan, planHash } = shown.value
  await region.office.approveSettlement({ cutOffAt: plan.cutOffAt, planHash, approvedBy: 'approver' })
  region.setNow('2026-12-01T00:10')
  const rows = await engine.store.raw(`select user_id from merchant_members where merchant_id = '${shop}'`)
  owner = String(rows[0]!['user_id'])
})
afterAll(() => engine.dispose())

const path = (id: string, month = '2026-11') => `/merchants/${id}/fee-invoices/${month}`

test('a shop reads its invoice, and takes it along as CSV', async () => {
  const told = await api.get(path(shop), owner)
  expect([told.status, told.headers.get('cache-control')]).toEqual([200, 'no-store'])
  expect(await told.json()).toMatchObject({
    state: 'fixed',
    invoice: { number: '2026-00001', rates: [{ taxPercent: 10, amountYen: 105, taxYen: 9 }] },
  })
  const csv = await api.get(`${path(shop)}/csv`, owner)
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(csv.headers.get('content-disposition')).toBe('attachment; filename="meguri-fee-2026-11.csv"')
  expect(await csv.text()).toMatch(/\r\ninvoice,2026-11,fixed,2026-00001,.*,10,105,9\r\n$/)
})

test('the office reads those of all shops, held against the ledger, and nobody else does', async () => {
  const told = await api.get('/fee-invoices/2026-11', 'operator')
  expect([told.status, told.headers.get('cache-control')]).toEqual([200, 'no-store'])
  expect(await told.json()).toMatchObject({
    invoicedYen: 125,
    uncoveredYen: 0,
    ledgerYen: 125,
    shops: [{}, {}],
  })
  const csv = await api.get('/fee-invoices/2026-11/csv', 'approver')
  expect(csv.headers.get('content-disposition')).toBe('attachment; filename="meguri-fees-2026-11.csv"')
  for (const form of ['', '/csv']) {
    expect((await api.get(`/fee-invoices/2026-11${form}`)).status).toBe(401)
    expect((await api.get(`/fee-invoices/2026-11${form}`, owner)).status).toBe(403)
    expect((await api.get(`/fee-invoices/2026-11${form}`, 'officer')).status).toBe(403)
  }
})

test.each(['', '/csv'])('it is nobody else’s%s: another shop, a stranger and an officer', async (form) => {
  const foreign = await api.get(path(other) + form, owner)
  expect([foreign.status, await foreign.json()]).toMatchObject([404, { code: 'merchant_not_found' }])
  expect((await api.get(path('nowhere') + form, owner)).status).toBe(404)
  expect((await api.get(path(shop) + form)).status).toBe(401)
  expect((await api.get(path(shop) + form, 'officer')).status).toBe(403)
})

describe('a month that is none', () => {
  test.each(['0000-12', '2026-13', '2026-00', '2026-1', '26-11', '1999-12', 'now', '2026-11-01'])(
    '%s is named',
    async (month) => {
      for (const form of ['', '/csv']) {
        const own = await api.get(path(shop, month) + form, owner)
        expect([own.status, await own.json()]).toMatchObject([400, { field: 'month' }])
        const all = await api.get(`/fee-invoices/${month}${form}`, 'operator')
        expect([all.status, await all.json()]).toMatchObject([400, { field: 'month' }])
      }
    },
  )
})
