import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEngine, type OpenEngine } from '../support/engines.ts'
import { allAgree } from '../support/accept-shop.ts'
import { newId } from '../../api/platform/ids.ts'
import { application, at, smallRegion, type Region } from './support/region.ts'
import { smallApi, type SmallApi } from './support/http.ts'

let engine: OpenEngine
let region: Region
let api: SmallApi
let shop: Awaited<ReturnType<Region['openShop']>>
let owner: string

beforeAll(async () => {
  engine = await openEngine('sqlite')
  region = await smallRegion(engine.store)
  api = smallApi(region)
  shop = await region.openShop()
  const rows = await engine.store.raw(`select user_id from merchant_members where merchant_id = '${shop.id}'`)
  owner = String(rows[0]!['user_id'])
})
afterAll(() => engine.dispose())

const full = (change: object = {}) => ({
  ...application({ contactEmail: `${newId()}@shop.example` }),
  password: 'a long enough password',
  ...change,
})
const shops = async () => Number((await engine.store.raw('select count(*) as n from merchants'))[0]!['n'])

describe('POST /merchants', () => {
  const wrong = [null, 7, {}, '', 'x'.repeat(300), '\u0000']
  const required = Object.keys(full()).filter((field) => !['stationId', 'password'].includes(field))

  it.each(required.flatMap((field) => [undefined, ...wrong].map((value) => [field, value] as const)))(
    'names %s when it is %j, and keeps no row',
    async (field, value) => {
      const before = await shops()
      const answer = await api.post('/merchants', full({ [field]: value }))
      expect(answer.status).toBeGreaterThanOrEqual(400)
      expect(answer.status).toBeLessThan(500)
      expect(answer.headers.get('content-type')).toContain('application/problem+json')
      expect(await answer.json()).toMatchObject({ field })
      expect(await shops()).toBe(before)
    },
  )

  it.each([
    ['depositType', 3],
    ['depositType', 1.5],
    ['depositType', 2 ** 53],
    ['accountNumber', '-1'],
    ['accountNumber', '12345678'],
    ['contactEmail', 'nobody'],
    ['nameJa', 'あ'.repeat(26)],
    ['nameJa', '\u200b\u200b'],
    ['nameJa', '茶屋\u202e'],
    ['holderKana', '食堂'],
    ['bankCode', '９９９９'],
    ['municipality', '999999'],
    ['stationId', 'nowhere'],
    ['password', 'short'],
    ['extra', 'x'],
  ])('names %s when it is %j', async (field, value) => {
    expect(await (await api.post('/merchants', full({ [field]: value }))).json()).toMatchObject({ field })
  })

  it.each(['', '{', '[]', 'null', '"x"'])('refuses a body of %j', async (body) => {
    const answer = await api.post('/merchants', body)
    expect([400, 422]).toContain(answer.status)
  })

  it('asks somebody who is not signed in for a password, and nobody else', async () => {
    const { password: _, ...without } = full()
    expect(await (await api.post('/merchants', without)).json()).toMatchObject({ field: 'password' })
    expect((await api.post('/merchants', without, 'a signed-in person')).status).toBe(201)
  })

  it('needs a key, and with the same key there is one application', async () => {
    const body = full()
    const key = newId()
    const [first, again] = [
      await api.post('/merchants', body, undefined, key),
      await api.post('/merchants', body, undefined, key),
    ]
    expect(await again.json()).toEqual(await first.json())
    expect(await (await api.post('/merchants', full(), undefined, 'short')).json()).toMatchObject({
      field: 'idempotency-key',
    })
  })
})

describe('deciding', () => {
  const applied = async (change = {}) =>
    ((await (await api.post('/merchants', full(change))).json()) as { merchantId: string }).merchantId

  const proposal = { verdict: 'accept', checks: allAgree, reason: '確かめた' }
  const at = (id: string, what: string) => `/merchant-applications/${id}/${what}`
  const hashOf = async (answer: Response) => ((await answer.json()) as { payloadHash: string }).payloadHash
  const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code]

  it('is for the officers of the town only, and never for one alone', async () => {
    const id = await applied({ municipality: '074454' })
    for (const [path, body] of [
      [at(id, 'proposal'), proposal],
      [at(id, 'approval'), { payloadHash: '0'.repeat(64) }],
    ] as const) {
      expect((await api.post(path, body)).status).toBe(401)
      expect((await api.post(path, body, owner)).status).toBe(403)
      expect((await api.post(path, body, 'officer')).status).toBe(404)
      expect((await api.post(path, body, 'operator')).status).toBe(403)
    }
    expect((await api.get(`/merchant-applications/${id}`, 'officer')).status).toBe(404)
    const payloadHash = await hashOf(await api.post(at(id, 'proposal'), proposal, 'approver'))
    const own = await api.post(at(id, 'approval'), { payloadHash }, 'approver')
    expect(await codeOf(own)).toEqual([403, 'own_proposal'])
  })

  it('lets exactly that go which a second one read, and keeps what was looked into', async () => {
    const id = await applied()
    const payloadHash = await hashOf(await api.post(at(id, 'proposal'), proposal, 'officer'))
    const stale = await api.post(at(id, 'approval'), { payloadHash: 'f'.repeat(64) }, 'approver')
    expect(await codeOf(stale)).toEqual([409, 'payload_changed'])
    const read = await api.get(`/merchant-applications/${id}`, 'approver')
    expect(await read.json()).toMatchObject({ state: 'waiting', isOwn: false, heldByShop: true, payloadHash })
    const done = await api.post(at(id, 'approval'), { payloadHash }, 'approver')
    expect([done.status, await done.json()]).toMatchObject([
      200,
      { status: 'approved', state: 'decided', steps: [{ checks: allAgree }, { what: 'approved' }] },
    ])
  })

  it.each([null, '', 7, 'x'.repeat(501)])('names the reason when it is %j', async (reason) => {
    const id = await applied()
    const answer = await api.post(at(id, 'proposal'), { ...proposal, reason }, 'officer')
    expect([answer.status, await answer.json()]).toMatchObject([400, { field: 'reason' }])
    expect((await region.merchants.find(id))?.status).toBe('applied')
  })

  it.each([
    ['checks.shop_exists', { shop_exists: undefined }, 400],
    ['checks.person_known.result', { person_known: { result: 'seems so', note: 'x' } }, 400],
    ['checks.holder_agrees.note', { holder_agrees: { result: 'agrees', note: '' } }, 422],
    ['checks.goods_allowed.result', { goods_allowed: { result: 'not_looked', note: '' } }, 422],
    ['checks.another', { another: { result: 'agrees', note: 'x' } }, 400],
  ])('names %s when it is wrong', async (field, change, status) => {
    const checks = { ...allAgree, ...change }
    const answer = await api.post(at(await applied(), 'proposal'), { ...proposal, checks }, 'officer')
    expect([answer.status, await answer.json()]).toMatchObject([status, { field }])
  })

  it('shows an officer the applications of the own town only', async () => {
    await applied()
    await applied({ municipality: '074454' })
    const townsOf = async (path: string, list: string) => {
      const told = (await (await api.get(path, 'officer')).json()) as Record<
        string,
        { municipality: string }[]
      >
      return [...new Set(told[list]!.map((one) => one.municipality))]
    }
    expect(await townsOf('/merchants?status=applied', 'shops')).toEqual(['074446'])
    expect(await townsOf('/merchant-applications', 'applications')).toEqual(['074446'])
  })
})

describe('the till', () => {
  it('answers 304 until something changes, and shows a payment at once', async () => {
    const path = `/merchants/${shop.id}/payments`
    const first = await api.get(path, owner)
    const tag = first.headers.get('etag')!
    expect((await api.get(path, owner, { 'if-none-match': tag })).status).toBe(304)
    const wallet = await region.openWallet(5000)
    const payment = await region.pay(wallet, shop.id, 1200)
    const second = await api.get(path, owner, { 'if-none-match': tag })
    const shown = (await second.json()) as { cursor: string }
    expect(shown).toMatchObject({
      todayYen: 1200,
      count: 1,
      payments: [{ paymentId: payment, amountYen: 1200 }],
    })
    await region.refund(shop.accountId, payment, 200)
    const third = await api.get(path, owner, { 'if-none-match': second.headers.get('etag')! })
    expect(await third.json()).toMatchObject({ todayYen: 1000, payments: [{ refundedYen: 200 }] })
    const later = await api.get(`${path}?since=${shown.cursor}`, owner)
    expect(await later.json()).toMatchObject({ payments: [], cursor: shown.cursor })
  })

  it('holds today against the same weekday of last week until this time of day', async () => {
    const lastWeek = await openEngine('sqlite')
    const later = await smallRegion(lastWeek.store)
    const { id, accountId } = await later.openShop()
    const rows = await lastWeek.store.raw(`select user_id from merchant_members where merchant_id = '${id}'`)
    const [wallet, keeper] = [await later.openWallet(5000), String(rows[0]!['user_id'])]
    later.setNow('2026-11-24T10:00')
    const early = await later.pay(wallet, id, 700)
    later.setNow('2026-11-24T10:01')
    await later.pay(wallet, id, 300)
    later.setNow('2026-12-01T10:01')
    const weekAgo = async () =>
      ((await (await smallApi(later).get(`/merchants/${id}/till`, keeper)).json()) as { weekAgo: object })
        .weekAgo
    const until = { day: '2026-11-24', untilAt: at('2026-11-24T10:01'), count: 1 }
    expect(await weekAgo()).toEqual({ ...until, takenYen: 700 })
    await later.refund(accountId, early, 200)
    expect(await weekAgo()).toEqual({ ...until, takenYen: 500 })
    await lastWeek.dispose()
  })

  it.each(['since=now', 'since=1.x', 'limit=0', 'limit=1.5', 'limit=999999'])(
    'refuses ?%s',
    async (query) => {
      const answer = await api.get(`/merchants/${shop.id}/payments?${query}`, owner)
      expect([answer.status, await answer.json()]).toMatchObject([400, { field: query.split('=')[0] }])
    },
  )

  it('is nobody else’s: another shop, a stranger and an officer see nothing', async () => {
    const other = await region.openShop()
    for (const part of ['till', 'payments', 'code']) {
      expect((await api.get(`/merchants/${other.id}/${part}`, owner)).status).toBe(404)
      expect((await api.get(`/merchants/${shop.id}/${part}`)).status).toBe(401)
      expect((await api.get(`/merchants/${shop.id}/${part}`, 'officer')).status).toBe(403)
    }
  })
})

describe('a scanned code', () => {
  const code = async (query = '') =>
    (await (await api.get(`/merchants/${shop.id}/code${query}`, owner)).json()) as {
      payload: string
      link: string
    }
  const scan = (text: string) => api.get(`/payment-codes?text=${encodeURIComponent(text)}`)

  it('tells the shop from the number printed under the code, as people type it, without an amount', async () => {
    const { code } = (await region.merchants.find(shop.id))!
    for (const typed of [code!, `${code!.slice(0, 4).toLowerCase()} - ${code!.slice(4)}`]) {
      const found = await scan(typed)
      expect(found.status).toBe(200)
      expect(await found.json()).toMatchObject({ merchantId: shop.id, amountYen: null })
    }
    const wrong = `${code!.slice(0, 7)}${code!.endsWith('Z') ? 'Y' : 'Z'}`
    expect((await scan(wrong)).status).toBe(422)
  })

  it('answers the shop and the amount, from the link and from the bare text', async () => {
    const dynamic = await code('?amountYen=1500')
    expect(await (await scan(dynamic.link)).json()).toMatchObject({ merchantId: shop.id, amountYen: 1500 })
    expect(await (await scan((await code()).payload)).json()).toMatchObject({
      merchantId: shop.id,
      amountYen: null,
    })
  })

  it.each([
    ['an altered text', (payload: string) => payload.replace('Kasumi', 'Kasume'), 422, 'bad_crc'],
    ['half of it', (payload: string) => payload.slice(0, 60), 422, 'truncated'],
    ['something else', () => 'https://example.com', 422, 'not_a_payment_code'],
  ])('of %s is refused', async (_, change, status, refusal) => {
    const answer = await scan(change((await code()).payload))
    expect([answer.status, await answer.json()]).toMatchObject([status, { code: refusal }])
  })

  it.each(['0', '-5', '1.5', '10000000', 'x', '9007199254740993'])(
    'is not made for %s yen',
    async (amountYen) => {
      const answer = await api.get(`/merchants/${shop.id}/code?amountYen=${amountYen}`, owner)
      expect([answer.status, await answer.json()]).toMatchObject([400, { field: 'amountYen' }])
    },
  )
})
