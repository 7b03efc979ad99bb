import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { signEvent } from '../../api/demonstration/stripe/signature.ts'
import { newId } from '../../api/platform/ids.ts'
import { onEveryEngine } from '../support/engines.ts'
import { booksAsText } from '../currency/books.ts'
import { cards, openCardCompany, webhookSecret } from './card-company.ts'
import type { CardCompany } from './card-company.ts'

onEveryEngine('the webhook', (store, engine) => {
  let company: CardCompany
  beforeAll(async () => {
    company = await openCardCompany(store())
  })

  /** A top-up whose page was used while no event could arrive: its wallet, and the bodies of its events. */
  const silently = async (amountYen: number, play: (payPath: string) => Promise<unknown>) => {
    const walletId = await company.openWallet()
    const begun = await company.begin(walletId, amountYen)
    if (!begun.ok) throw new Error(begun.error.code)
    const { topupId, payPath } = begun.value
    company.line.isUp = false
    await play(payPath)
    company.line.isUp = true
    const rows = await store().raw(
      `select body from stand_in_objects where kind = 'event' and body like '%${topupId}%' order by created_at, id`,
    )
    const bodies = rows.map((row) => String(row['body']))
    return { walletId, topupId, bodies }
  }

  const sign = async (body: string) => signEvent(body, webhookSecret, company.clock.now())
  const deliver = async (body: string) => company.deliverRaw(body, await sign(body))
  const everything = async () =>
    [
      await booksAsText(store()),
      ...(await Promise.all(
        ['keys', 'topups', 'processor_events'].map(async (table) =>
          JSON.stringify(await store().raw(`select * from ${table} order by 1, 2`)),
        ),
      )),
    ].join('\n')
  const outcomeOf = async (walletId: string, topupId: string) => {
    const read = await company.topups.read(walletId, topupId)
    if (!read.ok) throw new Error(read.error.code)
    const { status, failure, amountYen } = read.value
    return { status, failure, amountYen, holds: await company.holds(walletId) }
  }

  const paid = (amountYen = 1_000) =>
    silently(amountYen, (payPath) => company.payWith(payPath, cards.succeeds))

  test('events that could not be delivered are sent again until they are taken', async () => {
    const { walletId, topupId } = await paid()
    expect((await outcomeOf(walletId, topupId)).status).toBe('opened')
    company.clock.at += 2_000
    await company.standIn.turn()
    expect(await outcomeOf(walletId, topupId)).toMatchObject({ status: 'credited', holds: 1_000 })
  })

  test.each([
    ['no id', { id: undefined }],
    ['an id that is no text', { id: 7 }],
    ['no instant', { created: undefined }],
    ['an instant that is no number', { created: 'now' }],
  ])('what is signed but is no event changes nothing: %s', async (_what, change) => {
    const { bodies } = await paid()
    const before = await everything()
    const answer = await deliver(JSON.stringify({ ...(JSON.parse(bodies[0]!) as object), ...change }))
    expect(answer.status).toBe(400)
    expect(await everything()).toBe(before)
  })

  test('events in any order, twice, or dropped and sent again, end in the same state', async () => {
    const steps = fc.constantFrom('declined', 'insufficient', 'refused', 'pause')
    const end = fc.constantFrom('paid', 'approved', 'slow', 'left')
    await fc.assert(
      fc.asyncProperty(
        fc.array(steps, { maxLength: 3 }),
        end,
        fc.array(fc.nat(), { minLength: 24, maxLength: 24 }),
        async (tries, last, order) => {
          const play = (payPath: string) => playAll(company, payPath, [...tries, last])
          const inOrder = await silently(1_500, play)
          for (const body of inOrder.bodies) await deliver(body)
          const shuffled = await silently(1_500, play)
          for (const body of shuffle(shuffled.bodies, order)) await deliver(body)
          expect(await outcomeOf(shuffled.walletId, shuffled.topupId)).toEqual(
            await outcomeOf(inOrder.walletId, inOrder.topupId),
          )
          const isPaid = last !== 'left'
          expect((await outcomeOf(shuffled.walletId, shuffled.topupId)).holds).toBe(isPaid ? 1_500 : 0)
        },
      ),
      { numRuns: { sqlite: 50, postgresql: 8, d1: 3 }[engine] },
    )
  }, 120_000)

  test('the same events at the same time credit once', async () => {
    const { walletId, topupId, bodies } = await paid(2_000)
    const answers = await Promise.all([...bodies, ...bodies, ...bodies].map(deliver))
    expect(answers.every((answer) => answer.status === 200 || answer.status === 503)).toBe(true)
    for (const body of bodies) expect((await deliver(body)).status).toBe(200)
    expect(await outcomeOf(walletId, topupId)).toMatchObject({ status: 'credited', holds: 2_000 })
  })

  const altered: readonly { title: string; wire: (body: string) => Promise<[string, string]> }[] = [
    { title: 'without a signature', wire: async (body) => [body, ''] },
    {
      title: 'signed with another secret',
      wire: async (body) => [body, await signEvent(body, 'whsec_other', company.clock.now())],
    },
    {
      title: 'with an altered amount',
      wire: async (body) => [body.replaceAll('1000', '9000'), await sign(body)],
    },
    {
      title: 'signed 301 seconds ago',
      wire: async (body) => [body, await signEvent(body, webhookSecret, company.clock.now() - 301_000)],
    },
    {
      title: 'with a signature of scheme v0 only',
      wire: async (body) => [body, (await sign(body)).replace('v1=', 'v0=')],
    },
  ]
  for (const { title, wire } of altered)
    test(`an event ${title} is refused and changes nothing`, async () => {
      const { bodies } = await paid()
      const before = await everything()
      for (const body of bodies) {
        const [sent, signature] = await wire(body)
        expect((await company.deliverRaw(sent, signature)).status).toBe(400)
      }
      expect(await everything()).toBe(before)
    })

  test('an event signed 300 seconds ago is still taken', async () => {
    const { walletId, topupId, bodies } = await paid()
    for (const body of bodies)
      await company.deliverRaw(body, await signEvent(body, webhookSecret, company.clock.now() - 300_000))
    expect((await outcomeOf(walletId, topupId)).status).toBe('credited')
  })

  test('any one changed byte of a signed event is found', async () => {
    const { bodies } = await paid()
    const body = bodies[0]!
    const signature = await sign(body)
    const before = await everything()
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: body.length - 1 }), async (at) => {
        const changed = `${body.slice(0, at)}${body[at] === 'x' ? 'y' : 'x'}${body.slice(at + 1)}`
        expect((await company.deliverRaw(changed, signature)).status).toBe(400)
      }),
      { numRuns: 25 },
    )
    expect(await everything()).toBe(before)
  })

  /** Signed as Stripe would, but saying something else than the top-up. */
  const mismatches: readonly { title: string; change: (body: string) => string; outcome: string }[] = [
    {
      title: 'another amount',
      change: (body) => body.replaceAll(':1000', ':999'),
      outcome: 'mismatch:amountYen',
    },
    {
      title: 'another currency',
      change: (body) => body.replaceAll('"jpy"', '"usd"'),
      outcome: 'mismatch:currency',
    },
    {
      title: 'another wallet',
      change: (body) => body.replace(/"walletId":"[^"]+"/g, '"walletId":"w"'),
      outcome: 'mismatch:walletId',
    },
    {
      title: 'a top-up that is not there',
      change: (body) => body.replace(/"topupId":"[^"]+"/g, '"topupId":"t"'),
      outcome: 'unknown_topup',
    },
    {
      title: 'live money in a demonstration',
      change: (body) => body.replaceAll('"livemode":false', '"livemode":true'),
      outcome: 'wrong_mode',
    },
  ]
  for (const { title, change, outcome } of mismatches)
    test(`a signed event about ${title} is kept for a person’s eye and credits nothing`, async () => {
      const { walletId, topupId, bodies } = await paid()
      const told = bodies.filter((body) =>
        /"type":"(payment_intent.succeeded|checkout.session.completed)"/.test(body),
      )
      expect(told).toHaveLength(2)
      for (const body of told) {
        const answer = await deliver(change(body))
        expect(await answer.json()).toEqual({ received: true, outcome })
      }
      expect(await outcomeOf(walletId, topupId)).toMatchObject({ status: 'opened', holds: 0 })
    })

  test('events of other kinds and of other people are acknowledged and leave no row', async () => {
    const before = await everything()
    const event = {
      id: `evt_${newId()}`,
      object: 'event',
      created: 1,
      livemode: false,
      data: { object: { metadata: {} } },
    }
    for (const type of ['customer.created', 'payment_intent.succeeded', 'invented.kind'])
      expect((await deliver(JSON.stringify({ ...event, type }))).status).toBe(200)
    expect(await everything()).toBe(before)
  })

  test('a signed body that is no event is refused', async () => {
    for (const body of ['', 'null', '{"id":', 'not json']) expect((await deliver(body)).status).toBe(400)
  })

  /** The desk does not close a wallet that money is on its way to; what is written past it may. */
  const close = (walletId: string) =>
    store().raw(
      `insert into account_changes (account_id, number, what, reason, changed_by, created_at) values ('${walletId}', 1, 'closed', 'r', 'b', 1)`,
    )

  test('money paid for a wallet that was closed meanwhile goes back to the card', async () => {
    const { walletId, topupId, bodies } = await paid()
    await close(walletId)
    for (const body of [...bodies, ...bodies]) expect((await deliver(body)).status).toBe(200)
    const paymentId = /"id":"(pi_[^"]+)"/.exec(bodies.join())![1]!
    const kept = await company.standIn.api.request(`/v1/payment_intents/${paymentId}`, {
      headers: { authorization: 'Bearer sk_test_demonstration' },
    })
    expect(kept.status).toBe(200)
    const refunds = (await store().raw(`select body from stand_in_objects where kind = 'event'`)).filter(
      (row) => String(row['body']).includes('"refund.created"') && String(row['body']).includes(paymentId),
    )
    expect(refunds).toHaveLength(1)
    expect(await outcomeOf(walletId, topupId)).toMatchObject({
      status: 'failed',
      failure: 'wallet_closed',
      holds: 0,
    })
  })

  test('while the card company cannot be reached for giving back, the event is refused and comes again', async () => {
    const { walletId, bodies } = await paid()
    await close(walletId)
    await company.fault('rate_limited', { times: 3 })
    const body = bodies.find((told) => told.includes('"payment_intent.succeeded"'))!
    expect((await deliver(body)).status).toBe(503)
    await company.fault('rate_limited', { times: 0 })
    expect(await (await deliver(body)).json()).toMatchObject({ outcome: 'given_back' })
  })
})

type Play = 'declined' | 'insufficient' | 'refused' | 'pause' | 'paid' | 'approved' | 'slow' | 'left'

async function playAll(company: CardCompany, payPath: string, plays: readonly Play[]): Promise<void> {
  for (const play of plays) await playOne(company, payPath, play)
}

async function playOne(company: CardCompany, payPath: string, play: Play): Promise<unknown> {
  switch (play) {
    case 'declined':
    case 'insufficient':
      return company.payWith(payPath, cards[play])
    case 'refused':
      await company.payWith(payPath, cards.challenged)
      return company.answerChallenge(payPath, 'refuse')
    case 'approved':
      await company.payWith(payPath, cards.challenged)
      return company.answerChallenge(payPath, 'approve')
    case 'paid':
      return company.payWith(payPath, cards.succeeds)
    case 'slow':
      await company.fault('slow_bank', { delayMs: 1_000 })
      await company.payWith(payPath, cards.succeeds)
      company.clock.at += 1_000
      return company.standIn.turn()
    case 'pause':
      company.clock.at += 1_000
      return undefined
    case 'left':
      return undefined
  }
}

/** A permutation with repetitions: every event at least once, some twice, in an order that the numbers choose. */
function shuffle(bodies: readonly string[], order: readonly number[]): string[] {
  const keyed = [...bodies, ...bodies.filter((_, index) => (order[index] ?? 0) % 3 === 0)].map(
    (body, index) => [order[index % order.length]! ^ (index * 2_654_435_761), body] as const,
  )
  return keyed.toSorted(([a], [b]) => a - b).map(([, body]) => body)
}
