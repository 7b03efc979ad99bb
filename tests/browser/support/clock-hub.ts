import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import type { BrowserContextOptions } from 'playwright'
import type { FaultKind } from '../../../api/demonstration/stripe/faults.ts'
import { signEvent } from '../../../api/demonstration/stripe/signature.ts'
import { openStandIn } from '../../../api/demonstration/stripe/index.ts'
import { readConfiguration } from '../../../api/platform/configuration.ts'
import { pageHeaders } from '../../../api/platform/http/secure-headers.ts'
import { randomIds } from '../../../api/platform/ids.ts'
import { createLog } from '../../../api/platform/log.ts'
import { createDatabase } from '../../../api/platform/mode.ts'
import { createPageServer, type SiteHandler } from '../../../api/platform/node/page-server.ts'
import { listen, pathOf } from '../../../api/platform/node/server.ts'
import { openStaticPages } from '../../../api/platform/node/static-pages.ts'
import { composeHub } from '../../../api/services.ts'
import { openEngine } from '../../support/engines.ts'
import { prepareMoney } from '../../support/prepared-hub.ts'
import { person, type Person } from './people.ts'

const build = join(import.meta.dirname, '..', '..', '..', 'dist', 'node')
const keys = { apiKey: 'sk_test_of_stories', webhookSecret: 'whsec_of_stories' }
const controlToken = 'control-of-stories'
const companyPath = '/demonstration/stripe'
const isApi = (path: string): boolean => path.startsWith('/api/') || path.startsWith('/iiif/')

type Answer = (request: IncomingMessage, response: ServerResponse) => unknown

/**
 * A hub in this process with a clock that a story turns and a card company that it makes late: the pages are the built
 * ones. It begins at `at`, with a shop and a purse for each story.
 */
export async function openClockHub(at: number, purseCount: number, yenEach: number) {
  const clock = { at, now: () => clock.at }
  const line = { isUp: true }
  const engine = await openEngine('sqlite')
  await createDatabase(engine.store, 'demonstration', clock)
  let address = ''
  const company = await openStandIn({
    ...keys,
    store: engine.store,
    clock,
    controlToken,
    origin: () => address,
    deliver: (request) => Promise.resolve(hub.app.fetch(request)),
  })
  const hub = await composeHub({
    store: engine.store,
    mode: 'demonstration',
    configuration: readConfiguration({
      LOG_LEVEL: 'error',
      STRIPE_SECRET_KEY: keys.apiKey,
      STRIPE_WEBHOOK_SECRET: keys.webhookSecret,
    }),
    clock,
    ids: randomIds,
    log: createLog('fatal'),
    secret: 'a secret of the stories, long enough to be one',
    isMigrated: async () => true,
    network: (input, init) =>
      line.isUp ? company.fetch(input, init) : Promise.reject(new TypeError('fetch failed')),
  })
  await hub.ledger.openBooks()
  const { handler } = (await import(pathToFileURL(join(build, 'server', 'entry.mjs')).href)) as {
    handler: SiteHandler
  }
  const pages = createPageServer({
    pages: openStaticPages(join(build, 'client'), hub.address.get),
    site: handler,
    clock,
    version: async () => 'one',
    headers: pageHeaders(hub.address.get()),
  })
  const site: Answer = (request, response) =>
    pages(request, response, {
      mode: hub.mode,
      origin: hub.address.get(),
      api: async (asked: Request) => hub.app.fetch(asked, { clientAddress: request.socket.remoteAddress }),
      failed: (error: unknown) => hub.log.error({ err: error }, 'a page failed'),
    })
  const api: Answer = getRequestListener((request) => hub.app.fetch(request, { clientAddress: '127.0.0.1' }))
  const companySite = new Hono().route(companyPath, company.pages)
  const companyPages: Answer = getRequestListener(companySite.fetch)
  const server = await listen(
    async (request, response) => {
      const path = pathOf(request)
      await (path.startsWith(companyPath) ? companyPages : isApi(path) ? api : site)(request, response)
    },
    { port: 0, host: '127.0.0.1', log: hub.log },
  )
  address = server.address
  hub.address.set(address)
  /** What a test makes happen at the card company. */
  const control = async (path: string, asked: object): Promise<void> => {
    const headers = { 'stand-in-control': controlToken, 'content-type': 'application/json' }
    const body = JSON.stringify(asked)
    const done = await companySite.request(`${companyPath}/control${path}`, { method: 'POST', headers, body })
    if (!done.ok) throw new Error(await done.text())
  }
  const { merchantId, purses } = await prepareMoney(hub, purseCount, yenEach)
  const code = await hub.merchants.code(merchantId)
  if (!code.ok) throw new Error(code.error.code)

  return {
    hub,
    clock,
    line,
    purses,
    merchantId,
    payload: code.value.payload,
    /** What happens at the card company by itself: what waited, and what it has to tell. */
    companyTurn: company.turn,
    /** So many of its next acts go wrong in this way. */
    arm: (kind: FaultKind, delayMs = 0, times = 1) => control('/faults', { kind, times, delayMs }),
    /** The payer of a page disputes what they paid on it, or the card company decides. */
    dispute: (sessionId: string, how?: 'won' | 'lost') => control('/disputes', { sessionId, how }),
    /** A card does not take what went back to it last: the card company says so, as late as it likes. */
    cardSendsBack: async (): Promise<void> => {
      const [row] = await engine.store.raw(
        'select id, topup_id from card_refunds order by created_at desc, id desc',
      )
      const metadata = { cardRefundId: row!['id'], topupId: row!['topup_id'] }
      const object = { id: 're_back', object: 'refund', metadata }
      const event = { id: 'evt_back', object: 'event', type: 'refund.failed', livemode: false }
      const body = JSON.stringify({ ...event, created: Math.floor(clock.at / 1000), data: { object } })
      const headers = {
        'content-type': 'application/json',
        'stripe-signature': await signEvent(body, keys.webhookSecret, clock.at),
      }
      const told = await hub.app.request('/api/stripe/webhook', { method: 'POST', headers, body })
      if (!told.ok) throw new Error(await told.text())
    },
    /** Somebody who holds one of the purses. */
    holder: async (purse: number, options: BrowserContextOptions = {}): Promise<Person> => {
      const one = await person({ ...options, baseURL: address })
      const [name = '', value = ''] = purses[purse]!.cookie.split('=')
      await one.context.addCookies([{ name, value, url: address }])
      return one
    },
    close: async () => {
      await server.stop()
      await engine.dispose()
    },
  }
}
