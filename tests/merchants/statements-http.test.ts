import { afterAll, beforeAll, expect, test } from 'vitest'
import { openEngine, type OpenEngine } from '../support/engines.ts'
import { smallApi, type SmallApi } from './support/http.ts'
import { smallRegion } from './support/region.ts'

let engine: OpenEngine
let api: SmallApi
let [shop, other, owner] = ['', '', '']

beforeAll(async () => {
  engine = await openEngine('sqlite')
  const region = await smallRegion(engine.store)
  api = smallApi(region)
  shop = (await region.openShop()).id
  other = (await region.openShop()).id
  await region.pay(await region.openWallet(5_000), shop, 1_200)
  const rows = await engine.store.raw(`select user_id from merchant_members where merchant_id = '${shop}'`)
  owner = String(rows[0]!['user_id'])
})
afterAll(() => engine.dispose())

const path = (id: string, month = '2026-11') => `/merchants/${id}/statements/${month}`

test('the statement of a month is told as figures and as CSV, and kept by no cache', async () => {
  const told = await api.get(path(shop), owner)
  expect([told.status, told.headers.get('cache-control')]).toEqual([200, 'no-store'])
  expect(await told.json()).toMatchObject({ month: '2026-11', closingYen: 1_200, total: { payments: 1 } })
  const csv = await api.get(`${path(shop)}/csv`, owner)
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(csv.headers.get('content-disposition')).toBe('attachment; filename="meguri-2026-11.csv"')
  expect(await csv.text()).toContain('\r\n2026-11-24,1,1200,0,0,0,0,0,0,1200\r\n')
})

test.each(['', '/csv'])('it is nobody else’s%s: another shop, a stranger and an officer', async (form) => {
  expect((await api.get(path(other) + form, owner)).status).toBe(404)
  expect((await api.get(path('nowhere') + form, owner)).status).toBe(404)
  expect((await api.get(path(shop) + form)).status).toBe(401)
  expect((await api.get(path(shop) + form, 'officer')).status).toBe(403)
})

test.each(['2026-13', '2026-00', '2026-1', '26-11', '1999-12', 'now', '2026-11-01'])(
  'names the month when it is %s',
  async (month) => {
    for (const form of ['', '/csv']) {
      const answer = await api.get(path(shop, month) + form, owner)
      expect([answer.status, await answer.json()]).toMatchObject([400, { field: 'month' }])
    }
  },
)
