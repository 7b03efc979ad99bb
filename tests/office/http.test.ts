import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEngine, type OpenEngine } from '../support/engines.ts'
import { smallRegion, type Region } from '../merchants/support/region.ts'
import { smallApi, type SmallApi } from '../merchants/support/http.ts'

let engine: OpenEngine
let region: Region
let api: SmallApi

beforeAll(async () => {
  engine = await openEngine('sqlite')
  region = await smallRegion(engine.store)
  api = smallApi(region)
  const shop = await region.openShop()
  await region.pay(await region.openWallet(5000), shop.id, 3000)
  region.setNow('2026-11-25T09:00')
})
afterAll(() => engine.dispose())

type Plan = { cutOffAt: number; planHash: string; totalYen: number; payDay: string }
const preview = async (): Promise<Plan> =>
  (await (await api.get('/settlements/preview', 'approver')).json()) as Plan

describe('settling over HTTP', () => {
  it('is previewed by operator and approver, approved by the approver only', async () => {
    const { cutOffAt, planHash } = await preview()
    const approval = { cutOffAt, planHash }
    for (const [as, status] of [
      [undefined, 401],
      ['officer', 403],
    ] as const)
      expect((await api.get('/settlements/preview', as)).status).toBe(status)
    expect((await api.get('/settlements/preview', 'operator')).status).toBe(200)
    for (const [as, status] of [
      [undefined, 401],
      ['officer', 403],
      ['operator', 403],
    ] as const)
      expect((await api.post('/settlements', approval, as)).status).toBe(status)
    expect(await engine.store.raw('select * from settlements')).toEqual([])
  })

  it.each([
    ['planHash', undefined],
    ['planHash', null],
    ['planHash', 'x'],
    ['planHash', 7],
    ['cutOffAt', undefined],
    ['cutOffAt', '1'],
    ['cutOffAt', -1],
    ['cutOffAt', 1.5],
    ['cutOffAt', 2 ** 53],
    ['extra', 1],
  ])('names %s when it is %j, and pays nothing', async (field, value) => {
    const { cutOffAt, planHash } = await preview()
    const answer = await api.post('/settlements', { cutOffAt, planHash, [field]: value }, 'approver')
    expect([answer.status, await answer.json()]).toMatchObject([400, { field }])
    expect(await engine.store.raw('select * from settlements')).toEqual([])
  })

  it('refuses another plan, pays the shown one once, and hands out the same file every time', async () => {
    const { cutOffAt, planHash, totalYen } = await preview()
    const other = await api.post('/settlements', { cutOffAt, planHash: '0'.repeat(64) }, 'approver')
    expect([other.status, await other.json()]).toMatchObject([
      409,
      { code: 'plan_changed', facts: { totalYen } },
    ])
    const paid = await api.post('/settlements', { cutOffAt, planHash }, 'approver')
    const report = (await paid.json()) as { id: string }
    expect([paid.status, report]).toMatchObject([
      201,
      { sentYen: 3000, byFunder: [{ funder: null, amountYen: 3000 }] },
    ])
    expect(await (await api.post('/settlements', { cutOffAt, planHash }, 'approver')).json()).toEqual(report)
    const file = await api.get(`/settlements/${report.id}/bank-file`, 'operator')
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="soufuri-2026-11-25.txt"')
    const bytes = new Uint8Array(await file.arrayBuffer())
    expect(bytes).toHaveLength(4 * 122)
    const again = await api.get(`/settlements/${report.id}/bank-file`, 'operator')
    expect(new Uint8Array(await again.arrayBuffer())).toEqual(bytes)
    expect(await (await api.get('/settlements/preview', 'approver')).json()).toMatchObject({
      code: 'settled_before',
    })
  })

  it('answers 404 for a settlement that is not there', async () => {
    expect((await api.get('/settlements/nothing', 'approver')).status).toBe(404)
    expect((await api.get('/settlements/nothing/bank-file', 'approver')).status).toBe(404)
  })
})

describe('the pots', () => {
  it('are shown to the officer of the town only, with what is left and what was given', async () => {
    const wallet = await region.openWallet(10)
    await region.grant(wallet, '074446', 500)
    await region.grant(wallet, '074454', 700)
    const own = (await (await api.get('/pots', 'officer')).json()) as { pots: unknown[] }
    expect(own.pots).toMatchObject([{ municipality: '074446', balanceYen: 0, grantedYen: 500 }])
    const all = (await (await api.get('/pots', 'approver')).json()) as { pots: unknown[] }
    expect(all.pots).toHaveLength(2)
    expect((await api.get('/pots')).status).toBe(401)
  })
})

describe('asking for money over HTTP', () => {
  const asked = (change: object = {}) => ({ potId: ownPot(), amountYen: 5000, reason: '秋の予算', ...change })
  let pots: { id: string; municipality: string }[]
  const ownPot = () => pots.find((pot) => pot.municipality === '074446')!.id
  beforeAll(async () => {
    pots = ((await (await api.get('/pots', 'approver')).json()) as { pots: typeof pots }).pots
  })

  it.each([
    ['potId', undefined],
    ['potId', 7],
    ['potId', 'pot:none'],
    ['amountYen', undefined],
    ['amountYen', null],
    ['amountYen', '5000'],
    ['amountYen', 0],
    ['amountYen', -1],
    ['amountYen', 1.5],
    ['amountYen', 2 ** 53],
    ['amountYen', 1e9],
    ['reason', ''],
    ['reason', 'x'.repeat(501)],
    ['extra', 1],
  ])('names %s when it is %j, and keeps no request', async (field, value) => {
    const answer = await api.post('/pot-issues', asked({ [field]: value }), 'officer')
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
    expect(await answer.json()).toMatchObject({ field })
    expect(await engine.store.raw(`select * from staff_acts where operation = 'pot.issue'`)).toEqual([])
  })

  it('is for the officer of the town, and the approver lets it go', async () => {
    const elsewhere = pots.find((pot) => pot.municipality !== '074446')!.id
    expect((await api.post('/pot-issues', asked(), 'approver')).status).toBe(403)
    expect((await api.post('/pot-issues', asked({ potId: elsewhere }), 'officer')).status).toBe(404)
    const made = await api.post('/pot-issues', asked(), 'officer')
    const { id, payloadHash } = (await made.json()) as { id: string; payloadHash: string }
    expect(made.status).toBe(201)
    const unread = await api.post(`/pot-issues/${id}/approval`, {}, 'approver')
    expect([unread.status, await unread.json()]).toMatchObject([400, { field: 'payloadHash' }])
    const stale = await api.post(`/pot-issues/${id}/approval`, { payloadHash: '0'.repeat(64) }, 'approver')
    expect([stale.status, await stale.json()]).toMatchObject([409, { code: 'payload_changed' }])
    expect((await api.post(`/pot-issues/${id}/approval`, { payloadHash }, 'officer')).status).toBe(403)
    expect((await api.post(`/pot-issues/${id}/approval`, { payloadHash }, 'approver')).status).toBe(200)
    expect(
      (await api.post(`/pot-issues/${id}/refusal`, { payloadHash, reason: 'x' }, 'approver')).status,
    ).toBe(409)
    const shown = (await (await api.get('/pot-issues', 'officer')).json()) as {
      requests: { decision: object }[]
    }
    expect(shown.requests).toMatchObject([{ amountYen: 5000, decision: { approved: true } }])
  })
})

describe('correcting over HTTP', () => {
  let journalId: string
  beforeAll(async () => {
    const walletId = await region.openWallet(500)
    const [row] = await engine.store.raw(`select journal_id from lots where account_id = '${walletId}'`)
    journalId = String(row!['journal_id'])
  })

  it('is proposed by the operator only and let go by the approver only, as it was read', async () => {
    const asked = { journalId, direction: 'take', amountYen: 200, reason: '二重の入金' }
    for (const [as, status] of [
      [undefined, 401],
      ['officer', 403],
      ['approver', 403],
    ] as const)
      expect((await api.post('/adjustments', asked, as)).status).toBe(status)
    const made = await api.post('/adjustments', asked, 'operator')
    const { id, payloadHash } = (await made.json()) as { id: string; payloadHash: string }
    expect(made.status).toBe(201)
    for (const [as, status] of [
      [undefined, 401],
      ['officer', 403],
      ['operator', 403],
    ] as const)
      expect((await api.post(`/adjustments/${id}/approval`, { payloadHash }, as)).status).toBe(status)
    const other = { payloadHash: '0'.repeat(64) }
    const stale = await api.post(`/adjustments/${id}/approval`, other, 'approver')
    expect([stale.status, await stale.json()]).toMatchObject([
      409,
      { code: 'payload_changed', field: 'payloadHash' },
    ])
    expect((await api.post(`/adjustments/${id}/approval`, { payloadHash }, 'approver')).status).toBe(200)
    const again = { payloadHash, reason: 'x' }
    expect((await api.post(`/adjustments/${id}/refusal`, again, 'approver')).status).toBe(409)
    const beyond = await api.post('/adjustments', { ...asked, amountYen: 301 }, 'operator')
    expect([beyond.status, await beyond.json()]).toMatchObject([422, { facts: { limitYen: 300 } }])
    expect((await api.get('/adjustments', 'officer')).status).toBe(403)
    const shown = (await (await api.get('/adjustments', 'operator')).json()) as { adjustments: object[] }
    expect(shown.adjustments).toMatchObject([{ id, journalId, decision: { approved: true } }])
  })
})
