import { beforeAll, describe, expect, test } from 'vitest'
import { openEngine } from '../support/engines.ts'
import { newId } from '../../api/platform/ids.ts'
import { openCardCompany } from './card-company.ts'
import type { CardCompany } from './card-company.ts'

let company: CardCompany
let walletId: string
let rows: () => Promise<number>

beforeAll(async () => {
  const { store } = await openEngine('sqlite')
  company = await openCardCompany(store)
  walletId = await company.openWallet()
  rows = async () => (await store.raw('select id from topups')).length
})

type Sent = { readonly body?: string; readonly key?: string | null; readonly wallet?: string }

const begin = ({ body = '{"amountYen":1000}', key = newId(), wallet = walletId }: Sent) =>
  Promise.resolve(
    company.app.request('/api/topups', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'test-wallet': wallet,
        ...(key === null ? {} : { 'idempotency-key': key }),
      },
      body,
    }),
  )

describe('beginning a top-up over HTTP', () => {
  const wrong: readonly { title: string; sent: Sent; status: number; field: string }[] = [
    { title: 'no amount', sent: { body: '{}' }, status: 400, field: 'amountYen' },
    { title: 'null', sent: { body: '{"amountYen":null}' }, status: 400, field: 'amountYen' },
    { title: 'a text', sent: { body: '{"amountYen":"1000"}' }, status: 400, field: 'amountYen' },
    { title: 'a list', sent: { body: '{"amountYen":[1000]}' }, status: 400, field: 'amountYen' },
    { title: 'less than nothing', sent: { body: '{"amountYen":-1000}' }, status: 400, field: 'amountYen' },
    { title: 'nothing', sent: { body: '{"amountYen":0}' }, status: 400, field: 'amountYen' },
    { title: 'a part of a yen', sent: { body: '{"amountYen":1000.5}' }, status: 400, field: 'amountYen' },
    {
      title: 'more than 2^53',
      sent: { body: '{"amountYen":9007199254740993}' },
      status: 400,
      field: 'amountYen',
    },
    { title: 'more than there is', sent: { body: '{"amountYen":1e300}' }, status: 400, field: 'amountYen' },
    { title: 'too little', sent: { body: '{"amountYen":499}' }, status: 422, field: 'amountYen' },
    { title: 'too much', sent: { body: '{"amountYen":50001}' }, status: 422, field: 'amountYen' },
    {
      title: 'a way that nobody knows',
      sent: { body: '{"amountYen":1000,"method":"cash"}' },
      status: 400,
      field: 'method',
    },
    {
      title: 'a field nobody knows',
      sent: { body: '{"amountYen":1000,"walletId":"x"}' },
      status: 400,
      field: 'walletId',
    },
    { title: 'no key', sent: { key: null }, status: 400, field: 'idempotency-key' },
    { title: 'a short key', sent: { key: 'short' }, status: 400, field: 'idempotency-key' },
    { title: 'a long key', sent: { key: 'k'.repeat(101) }, status: 400, field: 'idempotency-key' },
  ]
  test.each(wrong)(
    'with $title is refused, the field named, nothing stored',
    async ({ sent, status, field }) => {
      const before = await rows()
      const answer = await begin(sent)
      expect([answer.status, await answer.json()]).toMatchObject([status, { field }])
      expect(answer.headers.get('content-type')).toContain('application/problem+json')
      expect(await rows()).toBe(before)
    },
  )

  test('a replayed key answers the same, and with another amount names the field', async () => {
    const key = newId()
    const first = await (await begin({ key })).json()
    expect(await (await begin({ key })).json()).toEqual(first)
    const other = await begin({ key, body: '{"amountYen":1001}' })
    expect([other.status, await other.json()]).toMatchObject([409, { field: 'amountYen' }])
  })

  test('a replayed key with another way names it', async () => {
    const key = newId()
    await begin({ key, body: '{"amountYen":1000,"method":"konbini"}' })
    const other = await begin({ key, body: '{"amountYen":1000,"method":"paypay"}' })
    expect([other.status, await other.json()]).toMatchObject([409, { field: 'method' }])
  })

  test('a wallet that is not there is refused', async () => {
    expect((await begin({ wallet: newId() })).status).toBe(401)
  })
})

describe('looking at a top-up over HTTP', () => {
  const look = (topupId: string, wallet = walletId) =>
    company.app.request(`/api/topups/${topupId}`, { headers: { 'test-wallet': wallet } })

  test('tells its state, and somebody else nothing', async () => {
    const { topupId } = (await (await begin({})).json()) as { topupId: string }
    expect(await (await look(topupId)).json()).toMatchObject({ topupId, status: 'opened', amountYen: 1000 })
    expect((await look(topupId, await company.openWallet())).status).toBe(404)
    expect((await look('x'.repeat(65))).status).toBe(400)
  })
})

describe('ways to add money over HTTP', () => {
  test('are told with the narrower of the issuer’s limits and the processor’s', async () => {
    const told = await (await company.app.request('/api/topups/limits')).json()
    expect(told).toMatchObject({
      konbiniDays: 3,
      methods: ['card', 'konbini', 'paypay'].map((method) => ({
        method,
        minimumYen: 500,
        maximumYen: 50_000,
      })),
    })
  })

  test('a voucher is told until it is paid, and a page that has closed is no page to pay on', async () => {
    const answer = await begin({ body: '{"amountYen":1000,"method":"konbini"}' })
    const { topupId, payUrl } = (await answer.json()) as { topupId: string; payUrl: string }
    const look = async (path: string) =>
      (await company.app.request(`/api${path}`, { headers: { 'test-wallet': walletId } })).json()
    expect(await look(`/topups/${topupId}`)).toMatchObject({ payUrl, voucher: null, method: 'konbini' })
    company.clock.at += 24 * 3_600_000
    expect(await look(`/topups/${topupId}`)).toMatchObject({ status: 'opened', payUrl: null })
    company.clock.at -= 24 * 3_600_000
    await company.order(new URL(payUrl).pathname)
    const waiting = { topupId, status: 'waiting', payUrl: null, deadlinePassed: false }
    expect(await look('/topups/waiting')).toMatchObject({ topups: [waiting] })
    company.clock.at += 4 * 86_400_000
    expect(await look(`/topups/${topupId}`)).toMatchObject({ status: 'waiting', deadlinePassed: true })
    company.clock.at -= 4 * 86_400_000
  })
})
