import { Hono } from 'hono'
import type { Store } from '../../../db/store.ts'
import type { Clock } from '../../platform/clock.ts'
import { apiRoutes, lostHeader } from './api-routes.ts'
import { controlRoutes } from './control-routes.ts'
import { deliverDue } from './deliveries.ts'
import { noFaults, storedFaults } from './faults.ts'
import { pageRoutes } from './page-routes.ts'
import { standInStore } from './repository.ts'
import { standInPages } from './stand-in.ts'

export type OpenStandIn = {
  readonly store: Store
  readonly clock: Clock
  /** Opens the API: `sk_test_…`. */
  readonly apiKey: string
  /** Signs events: `whsec_…`, the one the webhook verifies with. */
  readonly webhookSecret: string
  /** The hub's address as people reach it; asked for at each use, because a server learns its port late. */
  readonly origin: () => string
  /** Sends an event to the hub: in this process, its own `fetch`. */
  readonly deliver: (request: Request) => Promise<Response>
  /** Opens the control of faults; given by tests only. */
  readonly controlToken?: string
}

export type StandIn = {
  /** The payment pages; stands under `/demonstration/stripe`. */
  readonly pages: Hono
  /** For `new Stripe(key, {httpClient: Stripe.createFetchHttpClient(fetch)})`: the API in this process. */
  readonly fetch: typeof fetch
  /** The API as an app of its own, with its paths under `/v1`; never mounted on the network by the hub. */
  readonly api: Hono
  /** One turn of timers and deliveries: run it as a job. */
  readonly turn: () => Promise<void>
}

/**
 * Opens the stand-in for Stripe, only in a database that is marked as a demonstration: a live one never tops up
 * without Stripe.
 */
export async function openStandIn(options: OpenStandIn): Promise<StandIn> {
  const { clock, controlToken } = options
  const store = standInStore(options.store)
  const mode = await store.mode()
  if (mode !== 'demonstration')
    throw new Error(
      `The stand-in for Stripe starts only in a demonstration; this database is ${mode ?? 'unmarked'}.`,
    )
  const faults = controlToken === undefined ? noFaults : storedFaults(store)
  const parts = { store, faults, clock }
  const pages = standInPages(parts)
  const deliveries = () =>
    deliverDue({
      ...parts,
      webhookSecret: options.webhookSecret,
      webhookUrl: `${options.origin()}/api/stripe/webhook`,
      deliver: options.deliver,
    })
  const turn = async () => {
    await pages.runTimers()
    await deliveries()
  }
  const api = new Hono().route('/v1', apiRoutes({ ...parts, apiKey: options.apiKey }))
  const site = new Hono().route('/', pageRoutes({ pages, sendEvents: deliveries }))
  if (controlToken !== undefined)
    site.route('/control', controlRoutes({ faults, token: controlToken, pages, turn }))
  return { pages: site, api, turn, fetch: lineTo(api) }
}

/** A line to the API without a network; an answer that a test asked to be lost breaks it. */
const lineTo =
  (api: Hono): typeof fetch =>
  async (input, init) => {
    const response = await api.fetch(new Request(input, init))
    if (response.headers.has(lostHeader)) throw new TypeError('fetch failed')
    return response
  }
