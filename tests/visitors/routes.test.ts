import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Hono } from 'hono'
import type { Env } from '../../api/platform/http/env.ts'
import type { Guard } from '../../api/platform/http/guard.ts'
import { newId, randomIds } from '../../api/platform/ids.ts'
import { visitorService, visitorSettings, wordingInForce } from '../../api/visitors/index.ts'
import { visitorStore } from '../../api/visitors/repository.ts'
import { visitorRoutes } from '../../api/visitors/routes.ts'
import { openEngine, type OpenEngine } from '../support/engines.ts'

/** Lets every request through as the wallet that its header names. */
const asWallet: Guard<string> = () => async (c, next) => {
  const walletId = c.req.header('x-wallet') ?? 'nobody'
  c.set('actor', { wallet: { walletId, deviceId: 'd', deviceAddedAt: 0 }, scopes: [walletId] })
  await next()
}

const spot = {
  kind: 'place',
  id: 'castle',
  municipality: '072028',
  lineId: null,
  nameJa: '城',
  nameEn: 'Castle',
} as const

describe('visits over HTTP', () => {
  let engine: OpenEngine
  let app: Pick<Hono<Env>, 'request'>
  beforeAll(async () => {
    engine = await openEngine('sqlite')
    const visitors = visitorService({
      store: visitorStore(engine.store),
      spots: { find: async (kind, id) => (kind === spot.kind && id === spot.id ? spot : undefined) },
      experiments: [],
      clock: { now: () => Date.parse('2026-11-23T12:00:00+09:00') },
      ids: randomIds,
      settings: visitorSettings,
    })
    app = visitorRoutes({ visitors, guard: asWallet })
  })
  afterAll(() => engine.dispose())

  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    app.request(path, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { 'content-type': 'application/json', 'idempotency-key': newId(), ...headers },
    })
  const yes = { purpose: 'statistics', given: true, wordingVersion: wordingInForce.statistics }
  const here = { spotKind: 'place', spotId: 'castle' }
  const rows = async () => {
    const counts = ['visitors', 'consents', 'check_ins', 'exposures', 'assignments'].map(async (table) =>
      Number((await engine.store.raw(`select count(*) as n from ${table}`))[0]?.['n']),
    )
    return Promise.all(counts)
  }

  test.each([
    ['/consents', { ...yes, purpose: undefined }, 'purpose'],
    ['/consents', { ...yes, purpose: 'everything' }, 'purpose'],
    ['/consents', { ...yes, given: 'yes' }, 'given'],
    ['/consents', { ...yes, given: null }, 'given'],
    ['/consents', { ...yes, wordingVersion: 20261123 }, 'wordingVersion'],
    ['/consents', { ...yes, wordingVersion: '2025-01-01' }, 'wordingVersion'],
    ['/consents', { ...yes, more: 1 }, 'more'],
    ['/check-ins', { ...here, spotKind: 'home' }, 'spotKind'],
    ['/check-ins', { ...here, spotId: '' }, 'spotId'],
    ['/check-ins', { ...here, spotId: "x'; drop table check_ins" }, 'spotId'],
    ['/check-ins', { ...here, spotId: 'x'.repeat(101) }, 'spotId'],
    ['/check-ins', { ...here, spotId: 'nowhere' }, 'spotId'],
    ['/check-ins', { ...here, spotId: 2 ** 53 }, 'spotId'],
    ['/exposures', { subjectKind: 'advert', subjectId: 'x' }, 'subjectKind'],
    ['/exposures', { subjectKind: 'experiment', subjectId: 'unknown' }, 'subjectId'],
  ])('POST %s %j is refused, names the field and changes nothing', async (path, body, field) => {
    const before = await rows()
    const answer = await post(path, body)
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    expect(await answer.json()).toMatchObject({ field })
    expect(await rows()).toEqual(before)
  })

  test.each(['/consents', '/check-ins', '/exposures'])(
    'POST %s without a key, or without JSON, is refused',
    async (path) => {
      const without = await app.request(path, {
        method: 'POST',
        body: '{}',
        headers: { 'content-type': 'application/json' },
      })
      expect(without.status).toBe(400)
      expect((await post(path, '{"purpose":')).status).toBe(400)
    },
  )

  test('a visit is recorded once, shown to its owner alone, and forgotten on request', async () => {
    const [mine, other] = [newId(), newId()].map((wallet) => ({ 'x-wallet': wallet }))
    expect((await post('/check-ins', here, mine)).status).toBe(409)
    expect((await post('/consents', yes, mine)).status).toBe(200)
    expect((await post('/check-ins', here, mine)).status).toBe(201)
    expect((await post('/check-ins', here, mine)).status).toBe(200)
    const own = await (await app.request('/visitors/me', { headers: mine! })).json()
    expect(own).toMatchObject({ checkIns: [{ spotId: 'castle', day: '2026-11-23', municipality: '072028' }] })
    expect(JSON.stringify(own)).not.toContain(mine!['x-wallet'])
    expect(await (await app.request('/visitors/me', { headers: other! })).json()).toMatchObject({
      pseudonym: null,
      checkIns: [],
    })
    expect((await app.request('/visitors/me', { method: 'DELETE', headers: mine! })).status).toBe(204)
    expect(await (await app.request('/visitors/me', { headers: mine! })).json()).toMatchObject({
      pseudonym: null,
    })
  })

  test('the state tells which text is in force', async () => {
    const state = await (await app.request('/consents', { headers: { 'x-wallet': newId() } })).json()
    expect(state).toEqual({
      consents: [
        { purpose: 'statistics', given: false, changedAt: null, wordingInForce: wordingInForce.statistics },
        { purpose: 'messages', given: false, changedAt: null, wordingInForce: wordingInForce.messages },
      ],
    })
  })
})
