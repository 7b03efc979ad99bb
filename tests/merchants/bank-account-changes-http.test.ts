import { afterAll, beforeAll, expect, test } from 'vitest'
import { openEngine, type OpenEngine } from '../support/engines.ts'
import { smallApi, type SmallApi } from './support/http.ts'
import { smallRegion, type Region } from './support/region.ts'

let engine: OpenEngine
let region: Region
let api: SmallApi
let shop: Awaited<ReturnType<Region['openShop']>>
let owner: string
let stranger: string

const bank = {
  bankCode: '0126',
  branchCode: '401',
  depositType: 1,
  accountNumber: '1112223',
  holderKana: 'カスミショクドウ',
}

beforeAll(async () => {
  engine = await openEngine('sqlite')
  region = await smallRegion(engine.store)
  api = smallApi(region)
  const ownerOf = async (merchantId: string): Promise<string> => {
    const [row] = await engine.store.raw(
      `select user_id from merchant_members where merchant_id = '${merchantId}'`,
    )
    return String(row!['user_id'])
  }
  shop = await region.openShop()
  owner = await ownerOf(shop.id)
  stranger = await ownerOf((await region.openShop()).id)
})
afterAll(() => engine.dispose())

const answerOf = async (answer: Response | Promise<Response>) => {
  const { status, json } = await Promise.resolve(answer).then(async (one) => ({
    status: one.status,
    json: (await one.json()) as Record<string, unknown>,
  }))
  return { status, ...json } as Record<string, unknown>
}
const post = (path: string, body: unknown, as?: string) => answerOf(api.post(path, body, as))

test('each does their own part, and another shop finds nothing', async () => {
  const ask = `/merchants/${shop.id}/bank-account-changes`
  expect(await post(ask, bank)).toMatchObject({ status: 401 })
  expect(await post(ask, bank, 'operator')).toMatchObject({ status: 403 })
  expect(await post(ask, bank, stranger)).toMatchObject({ status: 404, code: 'merchant_not_found' })
  const asked = await post(ask, bank, owner)
  expect(asked).toMatchObject({ status: 201, state: 'asked', accountNumber: '1112223', inForceAt: null })
  const change = `/bank-account-changes/${String(asked['id'])}`
  const seen = { reason: '届けてある番号に電話した' }

  expect(await post(`${change}/check`, seen, owner)).toMatchObject({ status: 403 })
  expect(await post(`${change}/check`, seen, 'approver')).toMatchObject({ status: 403 })
  expect(await post(`${change}/approval`, seen, 'approver')).toMatchObject({
    status: 409,
    code: 'change_not_checked',
  })
  expect(await post(`${change}/check`, seen, 'operator')).toMatchObject({ status: 200, state: 'checked' })
  expect(await post(`${change}/approval`, seen, 'operator')).toMatchObject({ status: 403 })
  expect(await post(`${change}/approval`, seen, 'approver')).toMatchObject({
    status: 200,
    state: 'cooling',
    inForceAt: Date.parse('2026-12-02T00:00:00+09:00'),
  })
  const read = await answerOf(api.get(`/merchants/${shop.id}`, owner))
  expect(read['bankAccount']).toMatchObject({ accountNumber: '7654321' })
  const underWay = await answerOf(api.get(`/merchants/${shop.id}/bank-account-change`, owner))
  expect(underWay['change']).toMatchObject({ state: 'cooling', phone: '0241-00-0000' })
  expect(await answerOf(api.get(`/merchants/${shop.id}/bank-account-change`, stranger))).toMatchObject({
    status: 404,
  })

  const cancel = (merchantId: string, as: string) =>
    post(`/merchants/${merchantId}/bank-account-cancellation`, { changeId: asked['id'] }, as)
  expect(await cancel(shop.id, stranger)).toMatchObject({ status: 404, code: 'change_not_found' })
  expect(await cancel(shop.id, owner)).toMatchObject({ status: 200, state: 'cancelled' })
  expect(await cancel(shop.id, owner)).toMatchObject({ status: 200, state: 'cancelled' })
})

test('the office asks on a shop’s behalf by the number on its board', async () => {
  region.setNow('2026-11-24T10:01')
  const behalf = (merchantCode: string | null, as = 'operator') =>
    post('/bank-account-changes', { ...bank, merchantCode, reason: '窓口で通帳を見た' }, as)
  // Of several wrong fields the first of the form is named.
  expect(await post('/bank-account-changes', {}, 'operator')).toMatchObject({ field: 'merchantCode' })
  expect(await behalf('NONE')).toMatchObject({ status: 422, field: 'merchantCode' })
  expect(await behalf(shop.code, 'approver')).toMatchObject({ status: 403 })
  expect(await behalf(shop.code)).toMatchObject({ status: 201, state: 'checked', byStaff: true })
  const listed = await answerOf(api.get('/bank-account-changes', 'approver'))
  expect(listed['changes']).toMatchObject([{ shop: 'かすみ食堂', state: 'checked' }, { state: 'cancelled' }])
  expect(await answerOf(api.get('/bank-account-changes', owner))).toMatchObject({ status: 403 })
})

test('a button that is pressed twice at once is pressed once, and of two people one has done it', async () => {
  const fresh = await region.openShop()
  const [row] = await engine.store.raw(
    `select user_id from merchant_members where merchant_id = '${fresh.id}'`,
  )
  const asked = await post(`/merchants/${fresh.id}/bank-account-changes`, bank, String(row!['user_id']))
  const change = `/bank-account-changes/${String(asked['id'])}`
  const press = (act: string, reason: string, as: string) => post(`${change}/${act}`, { reason }, as)
  const checks = await Promise.all([1, 2].map(() => press('check', '電話した', 'operator')))
  expect(checks).toMatchObject([
    { status: 200, state: 'checked' },
    { status: 200, state: 'checked' },
  ])
  const decided = await Promise.all([
    press('approval', '確かめた', 'approver'),
    press('refusal', '確かめられない', 'approver'),
  ])
  expect(new Set(decided.map(({ status }) => status))).toEqual(new Set([200, 409]))
})
