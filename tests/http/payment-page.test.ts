import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { demonstrationSettings } from '../../api/currency/settings.ts'
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
/** How far apart the clocks of two processes are at most by which one knows the sale that another made. */
const skewMs = 60_000
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

describe('what can be paid at most', () => {
  test('is told before anybody presses, and nothing is offered that would be refused', async () => {
    const at = await codeOf()
    const made = await hub.wallets.open(key())
    if (!made.ok) throw new Error(made.error.code)
    const { walletId, credential } = made.value
    const purse: Purse = { walletId, cookie: `meguri_wallet=${credential}` }
    await hub.ledger.topUp({ key: { scope: 'test', key: key() }, walletId, amountYen: 80_000 })
    const { youngDevice } = demonstrationSettings
    const most = (amount: number) => en('wallet:pay.most', { amount })
    expect((await ask(purse, at)).text).toContain(most(youngDevice.paymentYenMax))
    const refused = await opened(purse, at, youngDevice.paymentYenMax + 1)
    const [limitYen, hours] = [youngDevice.paymentYenMax, youngDevice.hours]
    const why = en('currency:refusal.young_device_above_limit', { limitYen, leftYen: limitYen, hours })
    expect([refused.text.includes(why), refused.text.includes('name="lots"')]).toEqual([true, false])
    // What was paid today leaves less.
    const { text } = await opened(purse, at, youngDevice.paymentYenMax)
    expect((await ask(purse, at, fieldsOf(text))).to).toContain('/wallet/receipts/')
    const left = youngDevice.paymentDayYenMax - youngDevice.paymentYenMax
    expect((await ask(purse, at)).text).toContain(most(left))
    // A wallet that holds less than that is told nothing of limits.
    expect((await ask(purses[4]!, at)).text).not.toContain(most(youngDevice.paymentYenMax))
  })

  test('is told to who pays for somebody else, too: what the owner lets them, before they press', async () => {
    const [phone, board] = [purses[5]!, await codeOf()]
    const terms = { relation: 'child', paymentYenMax: 1_000, dayYenMax: 1_500 }
    const sent = await hub.app.fetch(
      new Request(`${origin}/api/proxies`, {
        method: 'POST',
        headers: {
          origin,
          cookie: phone.cookie,
          'content-type': 'application/json',
          'idempotency-key': key(),
        },
        body: JSON.stringify(terms),
      }),
      { clientAddress: '127.0.0.1' },
    )
    const { proxyId } = (await sent.json()) as { proxyId: string }
    const [row] = await engine.store.raw(
      `select wallet_id as "walletId" from proxies where id = '${proxyId}'`,
    )
    const walletId = String(row!['walletId'])
    await hub.ledger.topUp({ key: { scope: 'test', key: key() }, walletId, amountYen: 9_000 })
    const at = `${board}?for=${proxyId}`
    const most = (amount: number) => en('wallet:pay.most', { amount })
    expect((await ask(phone, at)).text).toContain(most(1_000))
    const look = async (amountYen: number) => ask(phone, (await ask(phone, `${at}&amount=${amountYen}`)).to!)
    const above = await look(1_001)
    expect([above.text.includes(most(1_000)), above.text.includes('name="lots"')]).toEqual([true, false])
    expect((await ask(phone, board, fieldsOf((await look(1_000)).text))).to).toContain('/wallet/receipts/')
    expect((await ask(phone, at)).text).toContain(most(500))
    // The code of a sale has its amount already.
    const sale = await ask(phone, `${await codeOf(501)}?for=${proxyId}&key=${key()}`)
    expect([sale.text.includes(most(500)), sale.text.includes('name="lots"')]).toEqual([true, false])
  })
})

describe('the code of one sale', () => {
  /** How a page stands to a phone that did not pay: its status, and which words are on it. */
  const said = ({ status, text }: { status: number; text: string }) => ({
    status,
    paid: text.includes(en('wallet:pay.paid_title')),
    withdrawn: text.includes(en('wallet:pay.withdrawn_title')),
    unmoved: text.includes(en('wallet:pay.bad_help')),
  })

  test('is paid by one phone; the other is told so, and nothing moves', async () => {
    const [first, second, at] = [purses[1]!, purses[3]!, await codeOf(30)]
    const [mine, theirs] = await Promise.all(
      [first, second].map(async (purse) => fieldsOf((await ask(purse, (await ask(purse, at)).to!)).text)),
    )
    expect((await ask(first, at, mine)).to).toContain('/wallet/receipts/')
    expect(said(await ask(second, at, theirs))).toEqual({
      status: 409,
      paid: true,
      withdrawn: false,
      unmoved: true,
    })
    // Opened by the camera nobody knows whose payment it was: that money did not move is said to nobody.
    expect(said(await ask(first, at))).toEqual({ status: 409, paid: true, withdrawn: false, unmoved: false })
    const board = await codeOf()
    for (const purse of [first, second]) {
      const { text } = await opened(purse, board, 20)
      expect((await ask(purse, board, fieldsOf(text))).to).toContain('/wallet/receipts/')
    }
  })

  const ownerOfShop = async (): Promise<Purse> => {
    const signedIn = await hub.app.request(
      `${origin}/api/session`,
      {
        method: 'POST',
        headers: { origin, 'content-type': 'application/json' },
        body: JSON.stringify({ email: 'shop-6@shop.example', password: 'a-long-password-of-a-shop' }),
      },
      { clientAddress: '127.0.0.1' },
    )
    return { walletId: '', cookie: signedIn.headers.getSetCookie()[0]!.split(';')[0]! }
  }

  test('is made anew once where nobody knows it, and then the till says so instead of turning in a circle', async () => {
    const owner = await ownerOfShop()
    /** One process makes the code, and another, whose clock is behind, is asked how it stands. */
    const madeAhead = async (page: string) => {
      clock.at = noon + skewMs + 1
      const { to } = await ask(owner, page)
      clock.at = noon
      return ask(owner, to!)
    }
    const first = await madeAhead('/en/shop/enter-amount?amountYen=40')
    expect([first.status, first.to]).toEqual([303, '/en/shop/enter-amount?amountYen=40&anew=yes'])
    const second = await madeAhead(first.to!)
    expect([second.status, second.to]).toEqual([404, null])
    expect(second.text).toContain(en('merchants:refusal.sale_not_found'))
    expect(second.text).toContain('value="40"')
    // Where both agree again, the same address goes on.
    expect((await ask(owner, (await ask(owner, first.to!)).to!)).text).toContain('class="qr"')
  })

  test('that ended is known to a process whose clock is a day behind, and one that nobody used is not', async () => {
    const { merchants } = hub
    const made = async (): Promise<string> => {
      const code = await merchants.code(merchantId, 40)
      return (code.ok && code.value.reference) || 'none'
    }
    const [taken, unused] = [await made(), await made()]
    const withdraw = (reference: string) => merchants.withdrawSale({ merchantId, reference, by: 'owner' })
    const first = await withdraw(taken)
    expect(first).toMatchObject({ ok: true, value: { state: 'withdrawn' } })
    clock.at = noon - 86_400_000
    expect([await withdraw(taken), await merchants.sale(merchantId, taken)]).toEqual([first, first])
    const unknown = { ok: false, error: { code: 'sale_not_found' } }
    expect([await withdraw(unused), await merchants.sale(merchantId, unused)]).toEqual([unknown, unknown])
    clock.at = noon
  })

  test('is not made anew where the hub only does not answer', async () => {
    const owner = await ownerOfShop()
    const { to } = await ask(owner, '/en/shop/enter-amount?amountYen=40')
    tooOften = /\/sales\//
    const refused = await ask(owner, to!)
    expect([refused.status, refused.to, refused.text.includes('Too often')]).toEqual([429, null, true])
  })

  test('is taken back at the till, shown again as the same code, and told as paid with what arrived', async () => {
    const owner = await ownerOfShop()
    const page = '/en/shop/enter-amount?amountYen=40'
    const show = async () => {
      const to = (await ask(owner, page)).to!
      expect(to).toMatch(/sale=T[0-9a-z]{24}$/)
      const [one, again] = [await ask(owner, to), await ask(owner, to)]
      const drawn = /<svg class="qr"[^]*?<\/svg>/
      expect(drawn.exec(one.text)?.[0]).toBe(drawn.exec(again.text)?.[0])
      const reference = /sale=(\w+)/.exec(to)![1]!
      const made = await hub.merchants.code(merchantId, 40, reference)
      if (!made.ok) throw new Error(made.error.code)
      return { to, key: fieldsOf(one.text)['key']!, payload: made.value.payload, reference }
    }
    const back = await show()
    const guest = `/en/pay/${encodeURIComponent(back.payload)}`
    const confirming = fieldsOf((await ask(purses[3]!, (await ask(purses[3]!, guest)).to!)).text)
    const cancelled = await ask(owner, back.to, { key: back.key })
    expect([cancelled.status, cancelled.to]).toEqual([303, back.to])
    expect((await ask(owner, back.to)).text).toContain(en('shop:amount.withdrawn', { amount: 40 }))
    const told = await ask(purses[3]!, guest, confirming)
    expect(said(told)).toEqual({ status: 409, paid: false, withdrawn: true, unmoved: true })

    const sale = await show()
    // Somebody made a code of their own out of it, over another amount: the till says what arrived.
    const other = await hub.merchants.code(merchantId, 4, sale.reference)
    const at = `/en/pay/${encodeURIComponent(other.ok ? other.value.payload : '')}`
    const fields = fieldsOf((await ask(purses[3]!, (await ask(purses[3]!, at)).to!)).text)
    expect((await ask(purses[3]!, at, fields)).to).toContain('/wallet/receipts/')
    const seen = (await ask(owner, sale.to)).text
    expect(seen).toContain(en('shop:amount.paid_other', { amount: 40 }))
    expect(seen).not.toContain('class="qr"')
    const late = await ask(owner, sale.to, { key: sale.key })
    expect([late.status, late.text.includes(en('shop:amount.too_late'))]).toEqual([409, true])

    const over = await show()
    clock.at = noon + saleMinutes * 60_000 + 1
    expect((await ask(owner, over.to)).text).toContain(en('shop:amount.ended', { amount: 40 }))
  })
})
