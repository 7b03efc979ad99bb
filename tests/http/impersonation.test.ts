import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { grantOf, operations, roles } from '../../api/identity/authorisation.ts'
import {
  addDemonstrationPerson,
  demonstrationPassword,
  demonstrationStaff,
} from '../../api/identity/index.ts'
import { openHub, type OpenHub } from '../../api/open-hub.ts'
import { newPlace, prepareMoney, type Place } from '../support/prepared-hub.ts'
import { writes } from './write-rows.ts'

const ofStaff = roles.slice(roles.indexOf('institution_contributor'))
const ofShop = [
  'merchant_owner',
  'merchant_clerk',
  'till',
  'till_taker',
  'till_refunder',
  'till_viewer',
] as const

/** What the office does beside a shop, in its own name: it looks, it stops, and it keeps what the shop shows and is tied to. */
const besideShops = [
  'merchant.read',
  'merchant.mine',
  'till.oversee',
  'till.stop',
  'merchant.picture',
  'merchant.board',
  'tie.decide',
]
/** The writes of those: each stands in the record of acts under the name of who did it. */
const writesBesideShops: ReadonlySet<string> = new Set([
  'POST /api/merchants/{id}/board',
  'POST /api/merchants/{id}/clerks/{clerkId}/end',
  'POST /api/merchants/{id}/tills/{deviceId}/end',
])

describe('nobody of the staff', () => {
  test('has any part in what a holder does with a wallet, by the table', () => {
    const own = operations.filter(
      (operation) => grantOf(operation, 'visitor') !== 'no' && grantOf(operation, 'nobody') === 'no',
    )
    expect(own.length).toBeGreaterThan(30)
    const open = own.filter((operation) => ofStaff.some((role) => grantOf(operation, role) !== 'no'))
    expect(open).toEqual([])
  })

  test('has any part in what a shop does, but for looking, stopping and what it shows', () => {
    const own = operations.filter(
      (operation) =>
        ofShop.some((role) => grantOf(operation, role) !== 'no') && grantOf(operation, 'nobody') === 'no',
    )
    expect(own.length).toBeGreaterThan(20)
    const open = own.filter((operation) => ofStaff.some((role) => grantOf(operation, role) !== 'no'))
    expect(open.toSorted()).toEqual(besideShops.toSorted())
  })
})

describe('with the session of a member of the staff', () => {
  let place: Place
  let opened: OpenHub
  let merchantId: string
  let walletId: string
  let calls = 0
  const sessions = new Map<string, string>()

  const ask = async (method: string, path: string, sent: { cookie?: string | undefined; body?: unknown }) =>
    opened.hub.app.fetch(
      new Request(`http://localhost${path}`, {
        method,
        headers: {
          'content-type': 'application/json',
          'idempotency-key': crypto.randomUUID(),
          origin: 'http://localhost',
          ...(sent.cookie === undefined ? {} : { cookie: sent.cookie }),
        },
        ...(sent.body === undefined ? {} : { body: JSON.stringify(sent.body) }),
      }),
      // From an address of its own each time: no limit answers in the place of the guard.
      { clientAddress: `2001:db8:${(calls += 1).toString(16)}::1` },
    )
  const enter = (body: object) => ask('POST', '/api/session', { body })

  beforeAll(async () => {
    place = await newPlace('sqlite', '')
    opened = await openHub(place.environment, 'demonstration')
    const { hub } = opened
    const money = await prepareMoney(hub, 1, 5_000)
    merchantId = money.merchantId
    walletId = money.purses[0]!.walletId
    for (const person of demonstrationStaff) {
      await addDemonstrationPerson(hub.identity, hub.mode, person)
      const entered = await enter({ email: person.email, password: demonstrationPassword })
      expect(entered.status).toBe(201)
      const cookies = entered.headers.getSetCookie().map((line) => line.split(';', 1)[0])
      sessions.set(person.email, cookies.join('; '))
    }
  }, 120_000)
  afterAll(async () => {
    await opened.store.close()
    await place.remove()
  })

  const own = Object.entries(writes).filter(
    ([write, { by }]) => ['wallet', 'owner', 'till'].includes(by) && !writesBesideShops.has(write),
  )

  test.each(own)('%s is not done for a holder or a shop', async (write, { body }) => {
    const [method, path] = write.split(' ') as [string, string]
    const filled = path
      .replace('/merchants/{id}', `/merchants/${merchantId}`)
      .replace('{walletId}', walletId)
      .replace('{decision}', 'approval')
      .replaceAll(/\{\w+\}/g, 'none')
    const answers = new Map<string, unknown>()
    for (const [email, cookie] of sessions) {
      const answer = await ask(method, filled, { cookie, body })
      if (answer.status !== 403 && answer.status !== 401) answers.set(email, answer.status)
    }
    expect([...answers]).toEqual([])
  })

  test.each(['/wallets/me', '/wallets/me/devices', '/payments', '/transfers'])(
    'GET %s shows no wallet of anybody',
    async (path) => {
      for (const cookie of sessions.values())
        expect((await ask('GET', `/api${path}`, { cookie })).status).toBeGreaterThanOrEqual(401)
    },
  )

  test('a session is made for who knows the password, and names nobody else', async () => {
    const cookie = sessions.get('operator@demonstration.example')
    const other = { email: 'approver@demonstration.example', password: 'not the password of the approver' }
    expect((await ask('POST', '/api/session', { cookie, body: other })).status).toBe(401)
    const named = { email: 'operator@demonstration.example', password: demonstrationPassword }
    expect((await enter({ ...named, userId: 'another' })).status).toBe(400)
    for (const path of ['/api/auth/admin/impersonate-user', '/api/auth/sign-in/email', '/api/impersonation'])
      expect((await ask('POST', path, { cookie, body: { ...named, userId: 'another' } })).status).toBe(404)
    const who = await ask('GET', '/api/session', { cookie })
    expect(await who.json()).toMatchObject({ person: { name: '運営の担当' } })
    // No way that the document names makes somebody another person.
    const document = await (await ask('GET', '/api/openapi.json', {})).text()
    expect(document).not.toMatch(/impersonat|sign-in-as|on-behalf-of/i)
  })
})
