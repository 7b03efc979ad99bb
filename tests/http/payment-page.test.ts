import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { saleMinutes } from '../../api/merchants/sale-reference.ts'
import { readConfiguration } from '../../api/platform/configuration.ts'
import { pageHeaders } from '../../api/platform/http/secure-headers.ts'
import { randomIds } from '../../api/platform/ids.ts'
import { createLog } from '../../api/platform/log.ts'
import { createDatabase } from '../../api/platform/mode.ts'
import { createPageServer, type SiteHandler } from '../../api/platform/node/page-server.ts'
import { openStaticPages } from '../../api/platform/node/static-pages.ts'
import { wordsFor } from '../../api/platform/words.ts'
import { composeHub, type Hub } from '../../api/services.ts'
import { printSeen, readSeen } from '../../site/components/wallet/seen-lots.ts'
import { openEngine, type OpenEngine } from '../support/engines.ts'
import { prepareMoney, type Purse } from '../support/prepared-hub.ts'

const build = join(import.meta.dirname, '..', '..', 'dist', 'node')
const noon = Date.parse('2026-11-24T12:00:00+09:00')
const clock = { at: noon, now: () => clock.at }
const en = wordsFor('en')

let engine: OpenEngine
let hub: Hub
let server: Server
let origin: string
let merchantId: string
let purses: readonly Purse[]
/** What the hub says it is asked too often for. */
let tooOften: RegExp | undefined

beforeAll(async () => {
  engine = await openEngine('sqlite')
  await createDatabase(engine.store, 'demonstration', clock)
  hub = await composeHub({
    store: engine.store,
    mode: 'demonstration',
    configuration: readConfiguration({ LOG_LEVEL: 'error' }),
    clock,
    ids: randomIds,
    log: createLog('fatal'),
    secret: 'a secret of the tests, long enough to be one',
    isMigrated: async () => true,
  })
  await hub.ledger.openBooks()
  const { handler } = (await import(pathToFileURL(join(build, 'server', 'entry.mjs')).href)) as {
    handler: SiteHandler
  }
  const pages = createPageServer({
    pages: openStaticPages(join(build, 'client'), () => origin),
    site: handler,
    clock,
    version: async () => 'one',
    headers: pageHeaders('http://localhost'),
  })
  const api = async (asked: Request): Promise<Response> =>
    tooOften?.test(asked.url)
      ? new Response(JSON.stringify({ code: 'too_many_requests', title: 'Too often' }), {
          status: 429,
          headers: { 'content-type': 'application/problem+json', 'retry-after': '60' },
        })
      : hub.app.fetch(asked, { clientAddress: '127.0.0.1' })
  server = createServer(
    (request, response) => void pages(request, response, { mode: hub.mode, origin, api, failed: () => {} }),
  )
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  hub.address.set(origin)
  ;({ merchantId, purses } = await prepareMoney(hub, 6, 1_000))
}, 120_000)
afterAll(async () => {
  server.close()
  await engine.dispose()
})
beforeEach(() => {
  clock.at = noon
  tooOften = undefined
})

const codeOf = async (amountYen?: number): Promise<string> => {
  const made = await hub.merchants.code(merchantId, amountYen)
  if (!made.ok) throw new Error(made.error.code)
  return `/en/pay/${encodeURIComponent(made.value.payload)}`
}
const ask = async ({ cookie }: Purse, path: string, form?: Record<string, string>) => {
  const answer = await fetch(new URL(path, origin), {
    redirect: 'manual',
    headers: { origin, cookie },
    ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
  })
  return { status: answer.status, to: answer.headers.get('location'), text: await answer.text() }
}
/** The fields that a confirming page would send. */
const fieldsOf = (page: string): Record<string, string> =>
  Object.fromEntries(
    [...page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [
      name!,
      value!,
    ]),
  )
const query = (fields: Record<string, string>) => new URLSearchParams(fields).toString()
/** What the wallet held when the page was opened: other lots than it holds by now. */
const was = printSeen([{ lotId: 'gone', amountYen: 300, validUntilAt: noon, municipality: '074454' }])
const changed = en('wallet:pay.changed.title')
const key = () => crypto.randomUUID()
const opened = async (purse: Purse, at: string, amountYen = 300) => {
  const { to } = await ask(purse, `${at}?amount=${amountYen}`)
  return ask(purse, to!)
}

describe('a payment page that is opened again after its answer was lost', () => {
  test.each([
    ['with what it told before', 300, {}],
    ['with less in the wallet than it takes', 900, { short: '100' }],
  ])('leads to the receipt: %s', async (_with, amountYen, more) => {
    const [purse, at] = [purses[amountYen === 300 ? 0 : 1]!, await codeOf()]
    const again = key()
    const address = `${at}?${query({ amount: String(amountYen), was, key: again, refused: 'payment_changed', ...more })}`
    const told = await ask(
      purse,
      `${at}?${query({ amount: String(amountYen), was, key: again, refused: 'payment_changed' })}`,
    )
    expect(told.text).toContain(changed)
    const paid = await ask(purse, at, fieldsOf(told.text))
    expect(paid.to).toContain('/wallet/receipts/')
    const reloaded = await ask(purse, address)
    expect([reloaded.status, reloaded.to]).toEqual([303, paid.to])
  })

  test('leads to the receipt also when its code has ended since', async () => {
    const [purse, at] = [purses[2]!, await codeOf(200)]
    const { to } = await ask(purse, at)
    const paid = await ask(purse, at, fieldsOf((await ask(purse, to!)).text))
    clock.at = noon + saleMinutes * 60_000 + 1
    expect((await ask(purse, to!)).to).toBe(paid.to)
    // From the camera's history, without a key: nothing is said of money that may have moved.
    const { status, text } = await ask(purse, at)
    expect([
      status,
      text.includes(en('wallet:pay.bad_help')),
      text.includes(en('wallet:pay.ended_help')),
    ]).toEqual([409, false, true])
  })

  test('tells nobody of what another wallet paid, and nothing of a key that was refused', async () => {
    const [purse, other, at] = [purses[3]!, purses[4]!, await codeOf()]
    const fields = fieldsOf((await opened(purse, at)).text)
    const refused = fieldsOf((await opened(purse, at, 400)).text)
    expect((await ask(purse, at, { ...refused, lots: was })).status).toBe(409)
    expect((await ask(purse, at, fields)).status).toBe(303)
    const under = async (holder: Purse, name: string, more = '') =>
      (
        await hub.app.request(
          `/api/payment-keys/${name}${more}`,
          { headers: { cookie: holder.cookie } },
          {
            clientAddress: '127.0.0.1',
          },
        )
      ).json()
    expect(await under(purse, fields['key']!)).toEqual({ paymentId: expect.any(String) })
    expect(await under(other, fields['key']!)).toEqual({ paymentId: null })
    expect(await under(purse, refused['key']!)).toEqual({ paymentId: null })
    expect(await under(purse, key())).toEqual({ paymentId: null })
  })
})

describe('a payment page that was not told what would pay now', () => {
  test.each([
    ['the quote', /payment-quotes/],
    ['the key', /payment-keys/],
  ])('tells of no change and holds the press to what was shown: %s', async (_what, asked) => {
    const [purse, at] = [purses[5]!, await codeOf()]
    tooOften = asked
    const { status, text } = await ask(purse, `${at}?${query({ amount: '300', was, key: key() })}`)
    expect([status, text.includes(changed)]).toEqual([200, false])
    expect(readSeen(fieldsOf(text)['lots']!)).toEqual(readSeen(was))
    tooOften = undefined
    const pressed = await ask(purse, at, fieldsOf(text))
    expect([pressed.status, pressed.text.includes(changed)]).toEqual([409, true])
  })
})
