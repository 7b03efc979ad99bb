import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { smallApi, type SmallApi } from '../merchants/support/http.ts'
import { smallRegion, type Region } from '../merchants/support/region.ts'
import { openEngine, type OpenEngine } from '../support/engines.ts'

let engine: OpenEngine
let region: Region
let api: SmallApi
let shop: Awaited<ReturnType<Region['openShop']>>

beforeAll(async () => {
  engine = await openEngine('sqlite')
  region = await smallRegion(engine.store)
  api = smallApi(region)
  shop = await region.openShop()
})
afterAll(() => engine.dispose())

const asked = (change: object = {}) => ({
  municipality: '074446',
  nameJa: '秋の応援',
  nameEn: 'Autumn',
  validDays: 30,
  merchantCodes: [shop.code!.toLowerCase()],
  weekdays: ['sat', 'sun', 'sat'],
  reason: '秋の催し',
  ...change,
})
type Request = { id: string; payloadHash: string; potId: string }
const propose = async (change: object = {}) =>
  (await (await api.post('/pot-openings', asked(change), 'officer')).json()) as Request
const decide = (id: string, how: string, body: object, as: string) =>
  api.post(`/pot-openings/${id}/${how}`, body, as)
const pots = async (as = 'officer') =>
  ((await (await api.get('/pots', as)).json()) as { pots: object[] }).pots

describe('a pot over HTTP', () => {
  it.each([
    ['municipality', '074454', 404],
    ['municipality', 'mishima', 400],
    ['nameJa', '　', 400],
    ['nameEn', 'x'.repeat(61), 400],
    ['validDays', undefined, 422],
    ['validDays', 0, 400],
    ['validDays', 3_651, 400],
    ['validDays', '30', 400],
    ['lastDay', '2027-02-30', 400],
    ['lastDay', '2026-11-23', 422],
    ['endOf', 'week', 400],
    ['municipalities', [], 400],
    ['municipalities', ['三島'], 400],
    ['merchantClasses', ['bank'], 400],
    ['merchantCodes', ['NOTTHERE'], 422],
    ['purposes', ['fun'], 400],
    ['weekdays', ['monday'], 400],
    ['hours', { from: '9:00', until: '17:00' }, 400],
    ['hours', { from: '09:00', until: '24:00' }, 400],
    ['hours', { from: '09:00', until: '09:00' }, 422],
    ['reason', ' ', 400],
    ['potId', 'pot:mine', 400],
  ])('is not asked for with %s %j, which is named, and nothing is kept', async (field, value, status) => {
    const answer = await api.post('/pot-openings', asked({ [field]: value }), 'officer')
    const problem = (await answer.json()) as { field: string; title: string }
    expect([answer.status, problem.field.split('.')[0]]).toEqual([status, field])
    expect(problem.title).not.toContain('refusal.')
    expect(await engine.store.raw('select * from staff_acts')).toEqual([])
  })

  it('is asked for by the town’s officer, read, and opened by the approver alone', async () => {
    for (const as of ['approver', 'operator'])
      expect((await api.post('/pot-openings', asked(), as)).status).toBe(403)
    const made = await api.post('/pot-openings', asked(), 'officer', 'a-key-of-mine')
    const request = (await made.json()) as Request
    expect([made.status, request]).toMatchObject([
      201,
      {
        validDays: 30,
        lastDay: null,
        endOf: null,
        rule: { merchants: [shop.id], weekdays: ['sat', 'sun'] },
        shops: [{ id: shop.id, code: shop.code, nameJa: shop.nameJa }],
      },
    ])
    const again = await api.post('/pot-openings', asked(), 'officer', 'a-key-of-mine')
    expect(await again.json()).toEqual(request)
    const other = await api.post('/pot-openings', asked({ validDays: 31 }), 'officer', 'a-key-of-mine')
    expect([other.status, await other.json()]).toMatchObject([409, { code: 'key_used', field: 'validDays' }])
    const { id, payloadHash } = request
    expect((await decide(id, 'approval', {}, 'approver')).status).toBe(400)
    for (const as of ['officer', 'operator'])
      expect((await decide(id, 'approval', { payloadHash }, as)).status).toBe(403)
    expect(await pots()).toEqual([])
    const opened = await decide(id, 'approval', { payloadHash }, 'approver')
    expect([opened.status, await opened.json()]).toMatchObject([200, { decision: { approved: true } }])
    expect(await pots()).toMatchObject([
      { id: request.potId, nameJa: '秋の応援', balanceYen: 0, shops: [{ nameJa: shop.nameJa }] },
    ])
    const listed = await (await api.get('/pot-openings', 'operator')).json()
    expect(listed).toMatchObject({ requests: [{ id, decision: { approved: true } }] })
  })

  it('is decided by its own town’s approver, or the union’s, alone', async () => {
    const { id, payloadHash } = await propose()
    expect(
      (await decide(id, 'refusal', { payloadHash, reason: 'ほかの町' }, 'approver-of-kaneyama')).status,
    ).toBe(404)
    expect((await decide(id, 'refusal', { payloadHash }, 'approver')).status).toBe(422)
    const refused = await decide(id, 'refusal', { payloadHash, reason: '予算がない' }, 'approver')
    expect(await refused.json()).toMatchObject({ decision: { approved: false, reason: '予算がない' } })
    expect((await decide(id, 'approval', { payloadHash }, 'approver')).status).toBe(409)
  })

  it('takes money like any other once it is open', async () => {
    const { id, payloadHash, potId } = await propose({ merchantCodes: undefined, weekdays: undefined })
    await decide(id, 'approval', { payloadHash }, 'approver')
    const issue = await api.post('/pot-issues', { potId, amountYen: 500, reason: '予算' }, 'officer')
    const waiting = (await issue.json()) as Request
    await api.post(`/pot-issues/${waiting.id}/approval`, { payloadHash: waiting.payloadHash }, 'approver')
    expect(await pots()).toContainEqual(
      expect.objectContaining({ id: potId, balanceYen: 500, budgetYen: 500, rule: {} }),
    )
  })
})
