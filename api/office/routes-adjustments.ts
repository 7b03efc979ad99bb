import { createRoute, z } from '@hono/zod-openapi'
import { assert } from '../platform/assert.ts'
import type { Guard } from '../platform/http/guard.ts'
import { createRouter, idempotencyHeader } from '../platform/http/validation.ts'
import type { Adjustments } from './adjustment-service.ts'
import { json, refusals, refused } from './routes.ts'
import * as schemas from './routes-schemas.ts'

export type AdjustmentRoutesParts = {
  readonly adjustments: Adjustments
  readonly guard: Guard<'adjustment.read' | 'adjustment.propose' | 'adjustment.approve'>
}

/** Corrections: proposed by one person, let go by another. */
export function adjustmentRoutes({ adjustments, guard }: AdjustmentRoutesParts) {
  return createRouter()
    .openapi(listRoute(guard), async (c) =>
      c.json({ adjustments: [...(await adjustments.requests(100))] }, 200),
    )
    .openapi(proposeRoute(guard), async (c) => {
      const { person } = c.get('actor')
      assert(person !== undefined, 'the guard lets only people propose')
      const key = c.req.valid('header')['idempotency-key']
      const waiting = await adjustments.ask(c.req.valid('json'), { key, requestedBy: person.userId })
      return waiting.ok ? c.json(waiting.value, 201) : refused(c, waiting.error)
    })
    .openapi(decideRoute(guard), async (c) => {
      const { person } = c.get('actor')
      assert(person !== undefined, 'the guard lets only people decide')
      const { id, decision } = c.req.valid('param')
      const decide = decision === 'approval' ? adjustments.approve : adjustments.refuse
      const decided = await decide({ id, decidedBy: person.userId, ...c.req.valid('json') })
      return decided.ok ? c.json(decided.value, 200) : refused(c, decided.error)
    })
}

type G = AdjustmentRoutesParts['guard']
const tags = ['office']

const listRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/adjustments',
    tags,
    summary: 'Proposed corrections and what was decided, the newest first',
    middleware: [guard('adjustment.read')] as const,
    responses: {
      200: json(z.object({ adjustments: z.array(schemas.adjustmentSchema) }), 'Proposals'),
      ...refusals,
    },
  })

const proposeRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/adjustments',
    tags,
    summary: 'Propose to correct what a journal moved; nothing moves until somebody else approves',
    middleware: [guard('adjustment.propose')] as const,
    request: {
      headers: idempotencyHeader,
      body: { required: true, content: { 'application/json': { schema: schemas.proposalSchema } } },
    },
    responses: { 201: json(schemas.adjustmentSchema, 'The proposal waits'), ...refusals },
  })

const decideRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/adjustments/{id}/{decision}',
    tags,
    summary: 'Correct exactly what was read, or refuse it; never by who proposed',
    middleware: [guard('adjustment.approve')] as const,
    request: {
      params: z.object({ id: z.string().min(1).max(80), decision: z.enum(['approval', 'refusal']) }),
      headers: idempotencyHeader,
      body: { required: true, content: { 'application/json': { schema: schemas.requestDecisionSchema } } },
    },
    responses: { 200: json(schemas.adjustmentSchema, 'The proposal as decided'), ...refusals },
  })
