import { afterEach, describe, expect, test } from 'vitest'
import { openHub } from '../../api/open-hub.ts'
import { newPlace, type Place } from '../support/prepared-hub.ts'

let place: Place | undefined
afterEach(() => place?.remove())

const password = 'a-long-password-of-an-approver'
const email = 'approver@hub.example'
const json = { 'content-type': 'application/json', origin: 'http://localhost:4321' }
const cookieOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')

/** A hub of this issuer, and who may look at what the law asks of it. */
async function openIssuer(settings: Record<string, string>) {
  place = await newPlace('sqlite', '')
  const { hub, store } = await openHub({ ...place.environment, ...settings }, 'live')
  const roles = [{ role: 'approver' as const, scope: '*' }]
  await hub.identity.addUser({ email, name: 'Approver', password, roles })
  const post = (path: string, body: object, headers: object = {}) =>
    hub.app.request(path, { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify(body) })
  const session = await post('/api/session', { email, password })
  const look = async (path: string, cookie: string): Promise<unknown> =>
    (await hub.app.request(path, { headers: { cookie } })).json()
  const wallet = await post('/api/wallets', {}, { 'idempotency-key': 'open-a-wallet' })
  return {
    baseDates: () => look('/api/audit/base-dates', cookieOf(session)),
    repayments: () => look('/api/repayments', cookieOf(wallet)),
    close: () => store.close(),
  }
}

describe('who issues the money is set from outside', () => {
  test.each([
    ['municipality', null],
    ['union_of_municipalities', null],
    ['association', 0],
  ] as const)('a %s has its duties and no other', async (issuerKind, securityYen) => {
    const hub = await openIssuer({ ISSUER_KIND: issuerKind })
    expect(await hub.baseDates()).toMatchObject({ issuerKind, next: { duties: { securityYen } } })
    await hub.close()
  })

  test('that the business ended can be said as a reason only in the days that were announced', async () => {
    const open = await openIssuer({ BUSINESS_ENDED: '2020-01-01/2999-12-31' })
    expect(await open.repayments()).toMatchObject({ reasons: expect.arrayContaining(['business_ended']) })
    await open.close()
    await place?.remove()
    const over = await openIssuer({ BUSINESS_ENDED: '2020-01-01/2020-12-31' })
    expect(await over.repayments()).not.toMatchObject({ reasons: expect.arrayContaining(['business_ended']) })
    await over.close()
  })

  test.each([
    [{ ISSUER_KIND: 'company' }, /Setting ISSUER_KIND/],
    [{ BUSINESS_ENDED: '2027-05-31/2027-04-01' }, /Setting BUSINESS_ENDED/],
    [{ BUSINESS_ENDED: '2027-04-01' }, /Setting BUSINESS_ENDED/],
    [{ ISSUER_KIND: 'association', BUSINESS_ENDED: '2027-04-01/2027-05-29' }, /60 days/],
  ])('a hub does not start with %j', async (settings, sentence) => {
    place = await newPlace('sqlite', '')
    await expect(openHub({ ...place.environment, ...settings }, 'live')).rejects.toThrow(sentence)
  })
})
