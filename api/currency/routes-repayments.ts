import { createRoute, z } from '@hono/zod-openapi'
import { assert } from '../platform/assert.ts'
import { answer, jsonBody } from '../platform/http/answers.ts'
import type { Guard } from '../platform/http/guard.ts'
import { amountYenSchema, createRouter, idempotencyHeader } from '../platform/http/validation.ts'
import { repaymentWays } from './repay.ts'
import { repaymentReasons } from './repayment-reason.ts'
import { refusals, refused, walletOf } from './routes-answers.ts'
import { idSchema, instant, yen } from './routes-schemas.ts'
import type { Repayments } from './service-repayments.ts'

/** What the routes of repayments ask the authorisation table for. */
export type RepaymentOperation = 'repayment.ask' | 'repayment.own' | 'repayment.read' | 'repayment.decide'

export type RepaymentRouteParts = {
  readonly repayments: Repayments
  readonly guard: Guard<RepaymentOperation>
}

type G = RepaymentRouteParts['guard']
const tags = ['currency']

const reason = z.enum(repaymentReasons).openapi({
  description:
    'Why: the business ended; the amount is small; the holder moved where it is hard to use, or leaves Japan',
})
const way = z.enum(repaymentWays).openapi({
  description: 'As cash at a counter, or to the cards that it was added from',
})
const cards = z
  .object({
    underWayYen: yen.openapi({ description: 'The card company has been asked' }),
    arrivedYen: yen.openapi({ description: 'It has taken it' }),
    returnedYen: yen.openapi({ description: 'It did not take it: it stands in the wallet again' }),
  })
  .optional()
  .openapi({ description: 'Of what left for cards: how far that came' })
const repaymentSchema = z
  .object({
    requestId: z.string(),
    reason,
    amountYen: yen,
    way,
    askedAt: instant,
    decision: z
      .enum(['granted', 'declined'])
      .optional()
      .openapi({ description: 'Not there as long as it waits' }),
    decidedAt: instant.optional(),
    cards,
  })
  .openapi('Repayment')
const receiptSchema = z
  .object({ repaymentId: z.string(), requestId: z.string(), reason, amountYen: yen, way, repaidAt: instant })
  .openapi('RepaymentReceipt')
const ownSchema = z
  .object({
    repayableYen: yen.openapi({ description: 'Paid money that is valid, not held and not disputed' }),
    cardYen: yen.openapi({ description: 'Of that, what can go back to the cards that it was added from' }),
    reasons: z.array(reason).openapi({ description: 'Those that can be given now' }),
    repayments: z.array(repaymentSchema).openapi({ description: 'The newest first' }),
  })
  .openapi('OwnRepayments')
const waitingSchema = z
  .object({
    period: z.object({
      period: z.iso.date().openapi({ description: 'The base date that ends the base period' }),
      issuedBeforeYen: yen.openapi({ description: 'Paid money issued in the base period before' }),
      unusedBeforeYen: yen.openapi({ description: 'Paid money unused at its end' }),
      repaidYen: yen.openapi({ description: 'Repaid in this base period, for any reason' }),
      limitYen: yen.nullable().openapi({ description: 'Of small amounts; null: they have no cap' }),
      leftYen: yen.nullable(),
    }),
    repayments: z.array(repaymentSchema).openapi({ description: 'The oldest first' }),
    toCards: z
      .array(repaymentSchema)
      .openapi({ description: 'The last that left for cards, the newest first' }),
  })
  .openapi('WaitingRepayments')

const askBody = z.strictObject({ reason, amountYen: amountYenSchema, way: way.default('counter') })
const requestId = z.object({ requestId: idSchema })

/** Asking for paid money back as money, and handing it out. */
export function repaymentRoutes({ repayments, guard }: RepaymentRouteParts) {
  return createRouter()
    .openapi(askRoute(guard), async (c) => {
      const key = c.req.valid('header')['idempotency-key']
      const asked = await repayments.ask({ ...c.req.valid('json'), walletId: walletOf(c), key })
      if (!asked.ok) return refused(c, asked.error)
      if (asked.value.replayed) c.header('idempotency-replayed', 'true')
      return c.json(asked.value.answer, 201)
    })
    .openapi(ownRoute(guard), async (c) => {
      const own = await repayments.ofWallet(walletOf(c))
      if (!own.ok) return refused(c, own.error)
      c.header('cache-control', 'no-store')
      const { reasons, repayments: asked, ...rest } = own.value
      return c.json({ ...rest, reasons: [...reasons], repayments: [...asked] }, 200)
    })
    .openapi(waitingRoute(guard), async (c) => {
      const { period, repayments: asked, toCards } = await repayments.waiting()
      c.header('cache-control', 'no-store')
      return c.json({ period, repayments: [...asked], toCards: [...toCards] }, 200)
    })
    .openapi(grantRoute(guard), async (c) => {
      const { person } = c.get('actor')
      assert(person !== undefined, 'the guard lets only people hand money out')
      const granted = await repayments.grant({
        requestId: c.req.valid('param').requestId,
        decidedBy: person.userId,
        key: c.req.valid('header')['idempotency-key'],
      })
      if (!granted.ok) return refused(c, granted.error)
      if (granted.value.replayed) c.header('idempotency-replayed', 'true')
      const { parts: _parts, period: _period, ...receipt } = granted.value.answer
      return c.json(receipt, 201)
    })
    .openapi(declineRoute(guard), async (c) => {
      const { person } = c.get('actor')
      assert(person !== undefined, 'the guard lets only people decline')
      const declined = await repayments.decline({
        requestId: c.req.valid('param').requestId,
        decidedBy: person.userId,
        key: c.req.valid('header')['idempotency-key'],
      })
      if (!declined.ok) return refused(c, declined.error)
      if (declined.value.replayed) c.header('idempotency-replayed', 'true')
      return c.json(declined.value.answer, 201)
    })
}

const askRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/repayments',
    tags,
    summary: 'Ask for paid money of this browser’s wallet back as money',
    middleware: [guard('repayment.ask')] as const,
    request: { headers: idempotencyHeader, body: jsonBody(askBody) },
    responses: {
      201: answer('Asked for; the same for every repetition of the key', repaymentSchema),
      ...refusals,
    },
  })

const ownRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/repayments',
    tags,
    summary: 'What this browser’s wallet can ask for and has asked for',
    middleware: [guard('repayment.own')] as const,
    responses: { 200: answer('Of this wallet', ownSchema), ...refusals },
  })

const waitingRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/repayments/waiting',
    tags,
    summary: 'What holders ask for, and the base period against its cap',
    middleware: [guard('repayment.read')] as const,
    responses: { 200: answer('What waits', waitingSchema), ...refusals },
  })

const grantRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/repayments/{requestId}/granting',
    tags,
    summary: 'The reason was seen to be given: the money leaves the wallet and is handed out',
    middleware: [guard('repayment.decide')] as const,
    request: { params: requestId, headers: idempotencyHeader },
    responses: { 201: answer('Repaid; the same for every repetition', receiptSchema), ...refusals },
  })

const declineRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/repayments/{requestId}/declining',
    tags,
    summary: 'The reason was not seen to be given: nothing moves',
    middleware: [guard('repayment.decide')] as const,
    request: { params: requestId, headers: idempotencyHeader },
    responses: { 201: answer('As it ended', repaymentSchema), ...refusals },
  })
