import { Hono } from 'hono'
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { errorAnswer, noSuch } from './answers.ts'
import type { ApiAnswer } from './answers.ts'
import { createRefund, createSession, expireSession, once } from './api.ts'
import type { Keyed, Work } from './api.ts'
import type { Checkout } from './objects.ts'
import { newObjectId } from './objects.ts'
import { apiVersion, checkoutOfPayment } from './stand-in.ts'
import type { StandInParts } from './stand-in.ts'

export type ApiRouteParts = StandInParts & {
  /** The one key that opens this API, `sk_test_…`. */
  readonly apiKey: string
}

/** Marks an answer that a test asked to be lost on its way; the in-process line then breaks. */
export const lostHeader = 'stand-in-lost'

/** Stripe's HTTP API, as far as this hub uses it. */
export function apiRoutes(parts: ApiRouteParts) {
  const { store } = parts
  const write = (workOf: (c: Context) => Work) => async (c: Context) => {
    const fault = await faultOf(parts)
    if (fault) return send(c, fault)
    const request = { key: c.req.header('idempotency-key'), path: c.req.path, body: await c.req.text() }
    const done = await once(parts, request, workOf(c))
    if ((await parts.faults.use('lost_response')) !== undefined) c.header(lostHeader, 'yes')
    return send(c, done)
  }
  const app = new Hono()
  app.use('*', async (c, next) => {
    const given = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1]
    if (given === parts.apiKey) return next()
    const message =
      given === undefined
        ? 'You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth.'
        : `Invalid API Key provided: ${given.slice(0, 8)}****`
    return send(c, errorAnswer(401, { type: 'invalid_request_error', message }))
  })
  app.post(
    '/checkout/sessions',
    write(() => createSession(parts)),
  )
  app.post(
    '/checkout/sessions/:id/expire',
    write((c) => expireSession(parts, c.req.param('id') ?? '')),
  )
  app.post(
    '/refunds',
    write(() => createRefund(parts)),
  )
  app.get('/checkout/sessions/:id', async (c) => {
    const id = c.req.param('id')
    const kept = await store.find<Checkout>('checkout', id)
    return send(
      c,
      kept ? { status: 200, body: kept.body.session } : noSuch('checkout.session', id, 'session'),
    )
  })
  app.get('/refunds', async (c) => {
    const kept = await checkoutOfPayment(store, c.req.query('payment_intent') ?? '')
    const data = kept?.body.refunds.toReversed() ?? []
    return send(c, { status: 200, body: { object: 'list', data, has_more: false, url: '/v1/refunds' } })
  })
  app.get('/payment_intents/:id', async (c) => {
    const id = c.req.param('id')
    const payment = (await checkoutOfPayment(store, id))?.body.payment
    return send(c, payment ? { status: 200, body: payment } : noSuch('payment_intent', id, 'intent'))
  })
  app.all('*', (c) =>
    send(
      c,
      errorAnswer(404, {
        type: 'invalid_request_error',
        message: `Unrecognized request URL (${c.req.method}: ${c.req.path}).`,
      }),
    ),
  )
  return app
}

async function faultOf({ faults }: StandInParts): Promise<ApiAnswer | null> {
  if ((await faults.use('server_error')) !== undefined)
    return errorAnswer(500, { type: 'api_error', message: 'An unknown error occurred.' })
  if ((await faults.use('rate_limited')) !== undefined)
    return errorAnswer(429, {
      type: 'invalid_request_error',
      code: 'rate_limit',
      message: 'Too many requests hit the API too quickly.',
    })
  return null
}

function send(c: Context, { status, body, ...rest }: ApiAnswer | Keyed) {
  const key = c.req.header('idempotency-key')
  c.header('request-id', newObjectId('req_', 14))
  c.header('stripe-version', c.req.header('stripe-version') ?? apiVersion)
  if (key !== undefined) c.header('idempotency-key', key)
  if ('replayed' in rest && rest.replayed) c.header('idempotent-replayed', 'true')
  return c.json(body, status as ContentfulStatusCode)
}
