import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { assert } from '../platform/assert.ts'
import type { Env } from '../platform/http/env.ts'
import { covers, type Guard } from '../platform/http/guard.ts'
import { problemAnswer } from '../platform/http/problem.ts'
import { createRouter, idempotencyHeader } from '../platform/http/validation.ts'
import {
  applicationChecks,
  checkResults,
  isHeldByShop,
  proposalOf,
  stateOfReview,
  verdicts,
  type ReviewStep,
} from './application-review.ts'
import type { Review } from './application-review-service.ts'
import { statusOfMerchantRefusal, type MerchantRefusal } from './errors.ts'
import { json, refused } from './routes.ts'
import * as schemas from './routes-schemas.ts'
import type { Merchants } from './service.ts'

export type ApplicationRoutesParts = {
  readonly merchants: Merchants
  readonly now: () => number
  readonly guard: Guard<'merchant.check' | 'merchant.decide'>
}

const instant = z.int().openapi({ description: 'Epoch milliseconds' })
const params = z.object({ id: z.string().min(1).max(80) })
/** One object with every check of the closed list. */
const everyCheck = <S extends z.ZodType>(schema: S) =>
  z.strictObject(
    Object.fromEntries(applicationChecks.map((check) => [check, schema])) as Record<
      (typeof applicationChecks)[number],
      S
    >,
  )

const proposalSchema = z
  .strictObject({
    verdict: z.enum(verdicts),
    checks: everyCheck(
      z.strictObject({
        result: z.enum(checkResults),
        note: z.union([z.literal(''), schemas.line(300)]).openapi({ description: 'How it was looked into' }),
      }),
    ),
    reason: schemas.line(500).openapi({ description: 'The shop reads it' }),
  })
  .openapi('ShopProposal')

const answerSchema = z
  .strictObject({
    payloadHash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .openapi({ description: 'Of what was read' }),
    reason: z.union([z.literal(''), schemas.line(500)]).default(''),
  })
  .openapi('ShopProposalAnswer')

const checksSchema = everyCheck(z.object({ result: z.enum(checkResults), note: z.string() }))

const reviewSchema = schemas.merchantSchema
  .extend({
    bankAccount: schemas.bankAccountSchema.nullable(),
    heldByShop: z.boolean().openapi({ description: 'The account bears the shop’s own name in kana' }),
    state: z
      .enum(['open', 'waiting', 'late', 'returned', 'decided'])
      .openapi({ description: '`late`: what was proposed ran out' }),
    payloadHash: z.string().nullable().openapi({ description: 'Of the proposal that waits' }),
    isOwn: z.boolean().openapi({ description: 'You proposed it: another lets it go' }),
    steps: z.array(
      z.object({
        what: z.enum(['proposed', 'approved', 'returned']),
        by: z.string().nullable().openapi({ description: 'By name' }),
        reason: z.string(),
        at: instant,
        verdict: z.enum(verdicts).nullable(),
        checks: checksSchema.nullable(),
        expiresAt: instant.nullable(),
      }),
    ),
  })
  .openapi('ShopReview')

const refusals = {
  400: problemAnswer('A field is missing or wrong; it is named'),
  401: problemAnswer('Nobody is signed in'),
  403: problemAnswer('Not allowed, or proposed by the same person'),
  404: problemAnswer('No such shop'),
  409: problemAnswer('Not possible as things stand; `code` says why'),
  422: problemAnswer('A field cannot be used; it is named'),
}

const refusedBy = (c: Context<Env>, error: MerchantRefusal) =>
  refused(c, error, statusOfMerchantRefusal(error))

function personOf(c: Context<Env>): string {
  const { person } = c.get('actor')
  assert(person !== undefined, 'the guard lets only people through')
  return person.userId
}

/** Deciding on applications: one officer proposes with what was looked into, another lets exactly that go. */
export function applicationRoutes({ merchants, now, guard }: ApplicationRoutesParts) {
  const shown = (c: Context<Env>, review: Review) => reviewShown(review, personOf(c), now())
  /** Another town's shop is told apart from a missing one by nobody. */
  const find = async (c: Context<Env>, id: string): Promise<Review | undefined> => {
    const review = await merchants.review(id)
    return review && covers(c.get('actor'), review.shop.municipality) ? review : undefined
  }
  return createRouter()
    .openapi(listRoute(guard), async (c) => {
      const waiting = await merchants.inStatus('applied')
      const own = waiting.filter(({ municipality }) => covers(c.get('actor'), municipality))
      const reviews = await Promise.all(own.map(({ id }) => merchants.review(id)))
      c.header('cache-control', 'no-store')
      return c.json(
        { applications: reviews.flatMap((one) => (one === undefined ? [] : [shown(c, one)])) },
        200,
      )
    })
    .openapi(readRoute(guard), async (c) => {
      const review = await find(c, c.req.valid('param').id)
      c.header('cache-control', 'no-store')
      return review === undefined
        ? refusedBy(c, { code: 'merchant_not_found' })
        : c.json(shown(c, review), 200)
    })
    .openapi(proposeRoute(guard), async (c) => {
      const { id: merchantId } = c.req.valid('param')
      if ((await find(c, merchantId)) === undefined) return refusedBy(c, { code: 'merchant_not_found' })
      const proposed = await merchants.propose({
        merchantId,
        doneBy: personOf(c),
        key: c.req.valid('header')['idempotency-key'],
        ...c.req.valid('json'),
      })
      return proposed.ok ? c.json(shown(c, proposed.value), 201) : refusedBy(c, proposed.error)
    })
    .openapi(answerRoute(guard), async (c) => {
      const { id: merchantId, decision } = c.req.valid('param')
      if ((await find(c, merchantId)) === undefined) return refusedBy(c, { code: 'merchant_not_found' })
      const answered = await merchants.answer({
        merchantId,
        what: decision === 'approval' ? 'approved' : 'returned',
        doneBy: personOf(c),
        key: c.req.valid('header')['idempotency-key'],
        ...c.req.valid('json'),
      })
      return answered.ok ? c.json(shown(c, answered.value), 200) : refusedBy(c, answered.error)
    })
}

function reviewShown({ shop, account, steps }: Review, reader: string, now: number) {
  const { codeVersion: _c, decidedBy: _d, ...rest } = shop
  const state = stateOfReview(steps, now)
  const proposal = proposalOf(steps)
  return {
    ...rest,
    bankAccount: account ?? null,
    heldByShop: account !== undefined && isHeldByShop(shop, account.holderKana),
    state,
    payloadHash: state === 'waiting' ? (proposal?.payloadHash ?? null) : null,
    isOwn: proposal?.doneBy === reader,
    steps: steps.map(stepShown),
  }
}

const stepShown = (step: ReviewStep) => {
  const { what, name, reason, at } = step
  const { verdict, checks, expiresAt } =
    step.what === 'proposed' ? step : { verdict: null, checks: null, expiresAt: null }
  return { what, by: name ?? null, reason, at, verdict, checks, expiresAt }
}

type G = ApplicationRoutesParts['guard']
const tags = ['merchants']
const body = <S extends z.ZodType>(schema: S) => ({
  required: true,
  content: { 'application/json': { schema } },
})

const listRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/merchant-applications',
    tags,
    summary: 'Applications that wait, of the officer’s towns, with what was done about each',
    middleware: [guard('merchant.decide')] as const,
    responses: { 200: json(z.object({ applications: z.array(reviewSchema) }), 'Oldest first'), ...refusals },
  })

const readRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/merchant-applications/{id}',
    tags,
    summary: 'How a shop was looked into and decided on, also afterwards',
    middleware: [guard('merchant.decide')] as const,
    request: { params },
    responses: { 200: json(reviewSchema, 'The application'), ...refusals },
  })

const proposeRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/merchant-applications/{id}/proposal',
    tags,
    summary: 'Record what was looked into, and propose to accept or refuse',
    middleware: [guard('merchant.check')] as const,
    request: { params, headers: idempotencyHeader, body: body(proposalSchema) },
    responses: { 201: json(reviewSchema, 'It waits for another officer'), ...refusals },
  })

const answerRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/merchant-applications/{id}/{decision}',
    tags,
    summary: 'Let exactly the proposal go that was read, or send it back; never let go by who proposed',
    middleware: [guard('merchant.decide')] as const,
    request: {
      params: params.extend({ decision: z.enum(['approval', 'return']) }),
      headers: idempotencyHeader,
      body: body(answerSchema),
    },
    responses: { 200: json(reviewSchema, 'The application as it stands now'), ...refusals },
  })
