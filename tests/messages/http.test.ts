import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  addDemonstrationPerson,
  demonstrationPassword,
  demonstrationStaff,
} from '../../api/identity/index.ts'
import { readConfiguration } from '../../api/platform/configuration.ts'
import { systemClock } from '../../api/platform/clock.ts'
import { randomIds } from '../../api/platform/ids.ts'
import { createLog } from '../../api/platform/log.ts'
import { openHub } from '../../api/open-hub.ts'
import { composeHub, type Hub } from '../../api/services.ts'
import type { Store } from '../../db/store.ts'
import { openEngine } from '../support/engines.ts'
import { newPlace, prepareMoney, type Place } from '../support/prepared-hub.ts'
import { bodyOf, openMailServer, postTo } from './mail-server.ts'

type Sent = { readonly body?: unknown; readonly cookie?: string | undefined; readonly method?: string }

const ask = async (hub: Hub, path: string, { body, cookie, method }: Sent = {}) => {
  const answer = await hub.app.fetch(
    new Request(`http://localhost${path}`, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: {
        'content-type': 'application/json',
        'idempotency-key': crypto.randomUUID(),
        origin: 'http://localhost',
        ...(cookie === undefined ? {} : { cookie }),
      },
    }),
    { clientAddress: '192.0.2.1' },
  )
  const text = await answer.text()
  return {
    status: answer.status,
    cookies: answer.headers.getSetCookie(),
    json: text === '' ? null : JSON.parse(text),
  }
}

const turn = (hub: Hub) => hub.jobs.find(({ name }) => name === 'messages')!.run()
const own = '/api/wallets/me/mail-address'
const tokenIn = (text: string, act: string): string =>
  decodeURIComponent(new RegExp(`${act}=(\\S+)`).exec(text)![1]!)

/** Asks for receipts, says yes with the link of the question that `questionOf` reads, and pays. */
async function readReceipt(hub: Hub, cookie: string, merchantId: string, questionOf: () => Promise<string>) {
  const given = { address: 'hanako@mail.example', language: 'en' }
  expect((await ask(hub, own, { method: 'PUT', body: given, cookie })).status).toBe(200)
  await turn(hub)
  const token = tokenIn(await questionOf(), 'confirm')
  // From another browser: the phone that reads mail need not be the one with the wallet.
  expect((await ask(hub, '/api/mail-addresses/confirmation', { body: { token } })).status).toBe(200)
  const paid = await ask(hub, '/api/payments', { body: { merchantId, amountYen: 1_200 }, cookie })
  expect(paid.status).toBe(201)
  await turn(hub)
  return token
}

describe('in a demonstration', () => {
  let place: Place
  let hub: Hub
  let store: Store
  let money: Awaited<ReturnType<typeof prepareMoney>>
  let operator: string

  beforeAll(async () => {
    place = await newPlace('sqlite', '')
    const opened = await openHub(place.environment, 'demonstration')
    hub = opened.hub
    store = opened.store
    money = await prepareMoney(hub, 2, 5_000)
    for (const person of demonstrationStaff) await addDemonstrationPerson(hub.identity, hub.mode, person)
    const { cookies } = await ask(hub, '/api/session', {
      body: { email: 'operator@demonstration.example', password: demonstrationPassword },
    })
    operator = cookies.map((line) => line.split(';', 1)[0]).join('; ')
  }, 60_000)
  afterAll(async () => {
    await store.close()
    await place.remove()
  })

  test('what would have been sent is read by its holder and by staff, and by nobody else', async () => {
    const { cookie } = money.purses[0]!
    const token = await readReceipt(hub, cookie, money.merchantId, async () => {
      const { json } = await ask(hub, own, { cookie })
      expect(json).toMatchObject({
        shows: true,
        address: { address: 'hanako@mail.example', confirmedAt: null },
      })
      return json.latest[0].letter.text
    })
    const { json } = await ask(hub, own, { cookie })
    expect(json.latest.map((one: { kind: string; state: string }) => [one.kind, one.state])).toEqual([
      ['payment_receipt', 'shown'],
      ['address_confirmation', 'shown'],
    ])
    expect(json.latest[0].letter.subject).toBe('Receipt: Sample Shop, ¥1,200')
    const outbox = await ask(hub, '/api/messages', { cookie: operator })
    expect(outbox.json.latest[0]).toMatchObject({
      kind: 'payment_receipt',
      shop: null,
      letter: { subject: 'Receipt: Sample Shop, ¥1,200' },
    })
    expect(JSON.stringify(outbox.json)).not.toContain('hanako@mail.example')
    expect((await ask(hub, '/api/messages')).status).toBe(401)
    expect((await ask(hub, own)).status).toBe(401)
    expect((await ask(hub, own, { cookie: money.purses[1]!.cookie })).json).toMatchObject({
      address: null,
      latest: [],
    })

    expect((await ask(hub, '/api/mail-addresses/removal', { body: { token } })).status).toBe(204)
    expect((await ask(hub, own, { cookie })).json).toMatchObject({ address: null, latest: [] })
  })

  test('a link that was altered, and an address that is none, are refused by name', async () => {
    const link = await ask(hub, '/api/mail-addresses/confirmation', { body: { token: 'x.y' } })
    expect([link.status, link.json.code, link.json.field]).toEqual([404, 'link_not_good', 'token'])
    const body = { address: 'not an address', language: 'ja' }
    const given = await ask(hub, own, { method: 'PUT', body, cookie: money.purses[1]!.cookie })
    expect([given.status, given.json.field]).toEqual([400, 'address'])
  })

  test('one wallet writes to strangers a few dozen times an hour and not more', async () => {
    const { cookie } = money.purses[1]!
    const statuses: number[] = []
    for (let n = 0; n < 32; n++) {
      const body = { address: `stranger-${n}@mail.example`, language: 'ja' }
      statuses.push((await ask(hub, own, { method: 'PUT', body, cookie })).status)
    }
    expect(statuses.slice(0, 25).every((status) => status === 200)).toBe(true)
    expect(statuses.at(-1)).toBe(429)
  })
})

describe('in a live hub with a mail server', () => {
  test('the receipt arrives, staff cannot read it, and no line of the log names an address', async () => {
    const engine = await openEngine('sqlite')
    const server = await openMailServer()
    const lines: string[] = []
    const hub = await composeHub({
      store: engine.store,
      mode: 'live',
      configuration: readConfiguration({ PUBLIC_ORIGIN: 'http://localhost' }),
      clock: systemClock,
      ids: randomIds,
      log: createLog('debug', { write: (line: string) => void lines.push(line) }),
      secret: 'a secret of at least 32 characters',
      isMigrated: async () => true,
      post: postTo(server.port),
    })
    await hub.ledger.openBooks()
    const { merchantId, purses } = await prepareMoney(hub, 1, 5_000)
    const { cookie } = purses[0]!
    await readReceipt(hub, cookie, merchantId, async () => bodyOf(server.taken[0]!.raw))
    expect(server.taken.map(({ to }) => to)).toEqual(['hanako@mail.example', 'hanako@mail.example'])
    expect(bodyOf(server.taken[1]!.raw)).toContain('You paid ¥1,200 at Sample Shop.')
    expect((await ask(hub, own, { cookie })).json.latest[0]).toMatchObject({ state: 'sent', letter: null })
    expect(lines.length).toBeGreaterThan(0)
    expect(lines.join('')).not.toContain('hanako')
    await server.close()
    await engine.dispose()
  })

  test.each([
    ['live', { SMTP_URL: 'smtp://mail.example' }, /together/],
    ['live', { MAIL_FROM: 'meguri@hub.example' }, /together/],
    ['live', { SMTP_URL: 'https://mail.example', MAIL_FROM: 'meguri@hub.example' }, /SMTP_URL/],
    ['live', { SMTP_URL: 'smtp://mail.example', MAIL_FROM: 'nobody' }, /MAIL_FROM/],
    ['demonstration', { SMTP_URL: 'smtp://mail.example', MAIL_FROM: 'meguri@hub.example' }, /demonstration/],
  ] as const)('a %s database refuses to start with %j', async (mode, settings, sentence) => {
    const place = await newPlace('sqlite', '')
    await expect(openHub({ ...place.environment, ...settings }, mode)).rejects.toThrow(sentence)
    await place.remove()
  })

  test('a live database without a mail server starts, and offers nothing', async () => {
    const place = await newPlace('sqlite', '')
    const { hub, store } = await openHub(place.environment, 'live')
    const { purses } = await prepareMoney(hub, 1, 1_000)
    const body = { address: 'hanako@mail.example', language: 'ja' }
    const given = await ask(hub, own, { method: 'PUT', body, cookie: purses[0]!.cookie })
    expect([given.status, given.json.code]).toEqual([409, 'mail_not_sent_here'])
    await turn(hub)
    await store.close()
    await place.remove()
  })
})
