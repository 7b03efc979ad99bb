import { serve } from '@hono/node-server'
import { Stripe } from 'stripe'
import { beforeAll, describe, expect, test } from 'vitest'
import { openStandIn, type StandIn } from '../../api/demonstration/stripe/index.ts'
import { standInStore } from '../../api/demonstration/stripe/repository.ts'
import { newId } from '../../api/platform/ids.ts'
import type { Store } from '../../db/store.ts'
import { onEveryEngine, openEngine } from '../support/engines.ts'
import { markAs } from '../topups/card-company.ts'

const apiKey = 'sk_test_stand_in'
const webhookSecret = 'whsec_stand_in'
const origin = 'http://localhost:4321'
const start = Date.parse('2026-11-23T12:00:00+09:00')

async function open(store: Store) {
  const clock = { at: start, now: () => clock.at }
  const events: { body: string; signature: string; at: number }[] = []
  const answer = { status: 200 }
  const standIn = await openStandIn({
    store,
    clock,
    apiKey,
    webhookSecret,
    origin: () => origin,
    deliver: async (request) => {
      events.push({
        body: await request.text(),
        signature: request.headers.get('stripe-signature') ?? '',
        at: clock.at,
      })
      return new Response(null, { status: answer.status })
    },
    controlToken: 'control',
  })
  const stripe = new Stripe(apiKey, {
    httpClient: Stripe.createFetchHttpClient(standIn.fetch),
    telemetry: false,
  })
  return { clock, events, answer, standIn, stripe }
}

const wanted = (amount = 1_000): Stripe.Checkout.SessionCreateParams => ({
  mode: 'payment',
  line_items: [
    { quantity: 1, price_data: { currency: 'jpy', unit_amount: amount, product_data: { name: '入金' } } },
  ],
  allowed_payment_method_types: ['card'],
  payment_method_options: { card: { request_three_d_secure: 'any' } },
  metadata: { topupId: 't' },
  payment_intent_data: { metadata: { topupId: 't' } },
  locale: 'ja',
  success_url: `${origin}/back?session={CHECKOUT_SESSION_ID}`,
  cancel_url: `${origin}/cancelled`,
})

/** With its fetch client the SDK hands on the response itself, so its headers are a `Headers`. */
const isReplay = ({ lastResponse: { headers } }: { lastResponse: { headers: object } }): boolean =>
  new Headers(headers as Headers).get('idempotent-replayed') === 'true'

const pay = (standIn: StandIn, id: string, card: string) =>
  Promise.resolve(
    standIn.pages.request(`/pay/${id}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ card }).toString(),
    }),
  )

const arm = (standIn: StandIn, kind: string, facts: object = {}, token = 'control') =>
  Promise.resolve(
    standIn.pages.request('/control/faults', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'stand-in-control': token },
      body: JSON.stringify({ kind, ...facts }),
    }),
  )

/** A raw request, as no SDK would send it. */
const raw = (standIn: StandIn, path: string, body: string, headers: Record<string, string> = {}) =>
  Promise.resolve(
    standIn.api.request(`/v1${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${apiKey}`,
        'content-type': 'application/x-www-form-urlencoded',
        ...headers,
      },
      body,
    }),
  )

const errorOf = async (response: Response) =>
  ((await response.json()) as { error: { type: string; code?: string; param?: string; message: string } })
    .error

onEveryEngine('the stand-in for Stripe', (store) => {
  let world: Awaited<ReturnType<typeof open>>
  beforeAll(async () => {
    await markAs(store(), 'demonstration')
    world = await open(store())
  })

  test('the SDK makes a session, reads it, and finds its payment once a card was sent', async () => {
    const { stripe, standIn } = world
    const made = await stripe.checkout.sessions.create(wanted(1_200))
    expect(made).toMatchObject({
      object: 'checkout.session',
      status: 'open',
      payment_status: 'unpaid',
      amount_total: 1_200,
      payment_intent: null,
      livemode: false,
      url: `${origin}/demonstration/stripe/pay/${made.id}`,
    })
    expect(made.id).toMatch(/^cs_test_[A-Za-z0-9]{58}$/)
    const paid = await pay(standIn, made.id, '4242 4242 4242 4242')
    expect(paid.headers.get('location')).toBe(`${origin}/back?session=${made.id}`)
    const session = await stripe.checkout.sessions.retrieve(made.id)
    expect(session).toMatchObject({ status: 'complete', payment_status: 'paid', url: null })
    const payment = await stripe.paymentIntents.retrieve(String(session.payment_intent))
    expect(payment).toMatchObject({ status: 'succeeded', amount_received: 1_200, metadata: { topupId: 't' } })
  })

  test('a payer is led on by the same name of the machine as the one by which he came', async () => {
    const came = { ...wanted(), success_url: 'http://127.0.0.1:43000/wallet' }
    const { url } = await world.stripe.checkout.sessions.create(came)
    expect(url).toContain('http://127.0.0.1:43000/demonstration/stripe/pay/cs_test_')
  })

  test('its events are signed so that the SDK believes them, and come in Stripe’s order', async () => {
    const { stripe, standIn, events, clock } = world
    const made = await stripe.checkout.sessions.create(wanted())
    events.length = 0
    await pay(standIn, made.id, '4242424242424242')
    const types = await Promise.all(
      events.map(async ({ body, signature }) => {
        const event = await stripe.webhooks.constructEventAsync(
          body,
          signature,
          webhookSecret,
          300,
          undefined,
          clock.at,
        )
        return event.type
      }),
    )
    expect(types).toEqual([
      'payment_intent.created',
      'payment_intent.succeeded',
      'charge.succeeded',
      'checkout.session.completed',
    ])
  })

  test('the same key again gives the first answer and says so; after a day it is forgotten', async () => {
    const { stripe, clock } = world
    const options = { idempotencyKey: newId() }
    const first = await stripe.checkout.sessions.create(wanted(), options)
    const second = await stripe.checkout.sessions.create(wanted(), options)
    expect(second.id).toBe(first.id)
    expect(isReplay(second)).toBe(true)
    clock.at += 86_400_000
    const third = await stripe.checkout.sessions.create(wanted(), options)
    expect(third.id).not.toBe(first.id)
  })

  test('the same key with other content is an idempotency error', async () => {
    const { stripe } = world
    const options = { idempotencyKey: newId() }
    await stripe.checkout.sessions.create(wanted(1_000), options)
    await expect(stripe.checkout.sessions.create(wanted(1_001), options)).rejects.toMatchObject({
      type: 'StripeIdempotencyError',
      statusCode: 400,
    })
  })

  test('of two requests with one key at the same time, both end with the same session', async () => {
    const { stripe } = world
    const options = { idempotencyKey: newId() }
    const made = await Promise.all(
      Array.from({ length: 4 }, () =>
        stripe.checkout.sessions.create(wanted(), { ...options, maxNetworkRetries: 5 }),
      ),
    )
    expect(new Set(made.map((session) => session.id)).size).toBe(1)
  })

  test('a key whose request was refused before it began may be used for the mended one', async () => {
    const { stripe } = world
    const options = { idempotencyKey: newId() }
    await expect(stripe.checkout.sessions.create(wanted(49), options)).rejects.toMatchObject({
      code: 'amount_too_small',
    })
    expect((await stripe.checkout.sessions.create(wanted(50), options)).amount_total).toBe(50)
  })

  const line = 'line_items[0][price_data]'
  const whole = `mode=payment&line_items[0][quantity]=1&${line}[currency]=jpy&${line}[unit_amount]=900&${line}[product_data][name]=x&allowed_payment_method_types[0]=card&success_url=${origin}`
  const badForms: readonly { title: string; form: string; code: string; param: string }[] = [
    { title: 'nothing but its mode', form: 'mode=payment', code: 'parameter_missing', param: 'line_items' },
    {
      title: 'another mode',
      form: whole.replace('mode=payment', 'mode=subscription'),
      code: 'parameter_invalid',
      param: 'mode',
    },
    {
      title: 'another currency',
      form: whole.replace('=jpy', '=usd'),
      code: 'parameter_invalid',
      param: `${line}[currency]`,
    },
    {
      title: 'half a yen',
      form: whole.replace('=900', '=900.5'),
      code: 'parameter_invalid',
      param: `${line}[unit_amount]`,
    },
    {
      title: 'a parameter nobody knows',
      form: `${whole}&invented=1`,
      code: 'parameter_unknown',
      param: 'invented',
    },
    { title: 'a key that is no key', form: `${whole}&a[b=1`, code: 'parameter_invalid', param: '' },
  ]
  test.each(badForms)(
    'a session with $title is refused as Stripe refuses it',
    async ({ form, code, param }) => {
      const response = await raw(world.standIn, '/checkout/sessions', form)
      expect(response.status).toBe(400)
      const error = await errorOf(response)
      expect([error.type, error.code, error.param]).toEqual(['invalid_request_error', code, param])
    },
  )

  test('the whole form is taken', async () => {
    expect((await raw(world.standIn, '/checkout/sessions', whole)).status).toBe(200)
  })

  test('a wrong key, and an unknown address, are refused in Stripe’s shape', async () => {
    const { standIn } = world
    const wrong = await raw(standIn, '/checkout/sessions', '', { authorization: 'Bearer sk_test_wrong' })
    expect(wrong.status).toBe(401)
    expect((await errorOf(wrong)).message).toBe('Invalid API Key provided: sk_test_****')
    const nowhere = await raw(standIn, '/customers', '')
    expect(nowhere.status).toBe(404)
    expect((await errorOf(nowhere)).message).toContain('Unrecognized request URL')
    await expect(world.stripe.checkout.sessions.retrieve('cs_test_none')).rejects.toMatchObject({
      code: 'resource_missing',
    })
  })

  test('refunds take what is left and never more', async () => {
    const { stripe, standIn } = world
    const made = await stripe.checkout.sessions.create(wanted(1_000))
    await pay(standIn, made.id, '4242424242424242')
    const { payment_intent } = await stripe.checkout.sessions.retrieve(made.id)
    const payment = String(payment_intent)
    const first = await stripe.refunds.create({ payment_intent: payment, amount: 400 })
    expect(first).toMatchObject({ object: 'refund', amount: 400, status: 'succeeded' })
    await expect(stripe.refunds.create({ payment_intent: payment, amount: 601 })).rejects.toThrow(
      'greater than',
    )
    expect((await stripe.refunds.create({ payment_intent: payment })).amount).toBe(600)
    await expect(stripe.refunds.create({ payment_intent: payment })).rejects.toMatchObject({
      code: 'charge_already_refunded',
    })
  })

  test('an unpaid session can be closed, a paid one cannot', async () => {
    const { stripe, standIn } = world
    const left = await stripe.checkout.sessions.create(wanted())
    expect((await stripe.checkout.sessions.expire(left.id)).status).toBe('expired')
    const paid = await stripe.checkout.sessions.create(wanted())
    await pay(standIn, paid.id, '4242424242424242')
    await expect(stripe.checkout.sessions.expire(paid.id)).rejects.toMatchObject({ statusCode: 400 })
  })

  test('a payment of two cards at the same moment is paid once', async () => {
    const { stripe, standIn } = world
    const made = await stripe.checkout.sessions.create(wanted())
    await Promise.all(Array.from({ length: 5 }, () => pay(standIn, made.id, '4242424242424242')))
    const { payment_intent } = await stripe.checkout.sessions.retrieve(made.id)
    const charges = (await store().raw(`select body from stand_in_objects where kind = 'event'`)).filter(
      (row) =>
        String(row['body']).includes('"charge.succeeded"') &&
        String(row['body']).includes(String(payment_intent)),
    )
    expect(charges).toHaveLength(1)
  })

  test('an object that changed since it was read is not overwritten', async () => {
    const objects = standInStore(store())
    const row = { kind: 'trial', id: newId(), body: { step: 1 }, at: 0 }
    expect(await objects.commit([objects.insertWrite(row)])).toBe('stored')
    expect(await objects.commit([objects.replaceWrite({ ...row, body: { step: 2 }, version: 1 })])).toBe(
      'stored',
    )
    expect(await objects.commit([objects.replaceWrite({ ...row, body: { step: 3 }, version: 1 })])).toBe(
      'lost_race',
    )
    expect((await objects.find('trial', row.id))?.body).toEqual({ step: 2 })
  })

  test('a number that is no test card is declined as in Stripe’s test mode', async () => {
    const { stripe, standIn } = world
    const made = await stripe.checkout.sessions.create(wanted())
    expect((await pay(standIn, made.id, '4111111111111111')).status).toBe(303)
    const page = await standIn.pages.request(`/pay/${made.id}?declined`)
    expect(await page.text()).toContain('本物のカードは使えません')
  })

  test('a webhook that does not answer is tried again, later each time, for three days', async () => {
    const { stripe, standIn, events, clock, answer } = world
    await standIn.turn()
    const made = await stripe.checkout.sessions.create(wanted())
    events.length = 0
    answer.status = 500
    const begun = clock.at
    await pay(standIn, made.id, '4000000000000002')
    const first = events[0]!.body
    while (clock.at < begun + 4 * 86_400_000) {
      clock.at += 600_000
      await standIn.turn()
    }
    answer.status = 200
    const tries = events.filter((sent) => sent.body === first).map((sent) => sent.at - begun)
    expect(tries.length).toBeGreaterThan(8)
    expect(tries.at(-1)).toBeGreaterThan(2.5 * 86_400_000)
    expect(tries.at(-1)).toBeLessThan(3.5 * 86_400_000)
  }, 120_000)

  describe('faults that a test asks for', () => {
    test('nobody without the token makes things go wrong', async () => {
      expect((await arm(world.standIn, 'drop', {}, 'other')).status).toBe(403)
      expect((await arm(world.standIn, 'invented')).status).toBe(400)
    })

    test('a lost answer: the SDK asks again by itself and gets the one session', async () => {
      const { standIn, stripe } = world
      await arm(standIn, 'lost_response')
      const made = await stripe.checkout.sessions.create(wanted(), { maxNetworkRetries: 2 })
      expect(isReplay(made)).toBe(true)
    })

    test('a 500: the SDK asks again and it is done once', async () => {
      const { standIn, stripe } = world
      await arm(standIn, 'server_error')
      const made = await stripe.checkout.sessions.create(wanted(), { maxNetworkRetries: 2 })
      expect(isReplay(made)).toBe(false)
    })

    test('duplicate, delay, drop and reorder do what they say to deliveries', async () => {
      const { standIn, stripe, events, clock } = world
      const sent = async (faults: readonly (readonly [string, object])[]) => {
        const made = await stripe.checkout.sessions.create(wanted())
        for (const [kind, facts] of faults) await arm(standIn, kind, facts)
        events.length = 0
        await pay(standIn, made.id, '4242424242424242')
        return events.map(({ body }) => (JSON.parse(body) as { type: string }).type)
      }
      expect(await sent([['duplicate', {}]])).toHaveLength(5)
      expect((await sent([['reorder', {}]]))[0]).toBe('checkout.session.completed')
      expect(await sent([['delay', { delayMs: 5_000 }]])).toHaveLength(3)
      expect(await sent([['drop', {}]])).toHaveLength(3)
      events.length = 0
      clock.at += 5_000
      await standIn.turn()
      expect(events.length).toBe(2)
    })
  })
})

describe.each(['live', undefined] as const)('in a database marked %s', (mode) => {
  test('the stand-in refuses to start', async () => {
    const { store, dispose } = await openEngine('sqlite')
    if (mode !== undefined) await markAs(store, mode)
    await expect(open(store)).rejects.toThrow(/only in a demonstration/)
    await dispose()
  })
})

test('the SDK speaks with the stand-in over a real connection', async () => {
  const { store, dispose } = await openEngine('sqlite')
  await markAs(store, 'demonstration')
  const { standIn } = await open(store)
  const server = serve({ fetch: standIn.api.fetch, port: 0 })
  await new Promise<void>((resolve) => server.once('listening', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const stripe = new Stripe(apiKey, { host: 'localhost', port, protocol: 'http', telemetry: false })
  const made = await stripe.checkout.sessions.create(wanted(777))
  expect(made.amount_total).toBe(777)
  await new Promise((resolve) => server.close(resolve))
  await dispose()
})
