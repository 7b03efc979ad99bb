import { createRoute, z } from '@hono/zod-openapi'
import { assert } from '../platform/assert.ts'
import type { Guard } from '../platform/http/guard.ts'
import { createRouter, idempotencyHeader } from '../platform/http/validation.ts'
import type { Reopenings } from './reopening-service.ts'
import { json, refusals, refused } from './routes.ts'
import * as schemas from './routes-schemas.ts'

export type ReopeningRoutesParts = {
  readonly reopenings: Reopenings
  readonly guard: Guard<'reopening.read' | 'reopening.propose' | 'reopening.approve'>
}

/** Closed accounts that are opened again: proposed by one person, let go by another. */
export function reopeningRoutes({ reopenings, guard }: ReopeningRoutesParts) {
  return createRouter()
    .openapi(listRoute(guard), async (c) =>
      c.json({ reopenings: [...(await reopenings.requests(100))] }, 200),
    )
    .openapi(proposeRoute(guard), async (c) => {
      const { person } = c.get('actor')
      assert(person !== undefined, 'the guard lets only people propose')
      const key = c.req.valid('header')['idempotency-key']
      const waiting = await reopenings.ask(c.req.valid('json'), { key, requestedBy: person.userId })
      return waiting.ok ? c.json(waiting.value, 201) : refused(c, waiting.error)
    })
    .openapi(decideRoute(guard), async (c) => {
      const { person } = c.get('actor')
      assert(person !== undefined, 'the guard lets only people decide')
      const { id, decision } = c.req.valid('param')
      const decide = decision === 'approval' ? reopenings.approve : reopenings.refuse
      const decided = await decide({ id, decidedBy: person.userId, ...c.req.valid('json') })
      return decided.ok ? c.json(decided.value, 200) : refused(c, decided.error)
    })
}

type G = ReopeningRoutesParts['guard']
const tags = ['office']

const listRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/reopenings',
    tags,
    summary: 'Closed accounts that somebody wants opened again and what was decided, the newest first',
    middleware: [guard('reopening.read')] as const,
    responses: {
      200: json(z.object({ reopenings: z.array(schemas.reopeningSchema) }), 'Proposals'),
      ...refusals,
    },
  })

const proposeRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/reopenings',
    tags,
    summary: 'Propose to open a closed account again; it stays closed until somebody else approves',
    middleware: [guard('reopening.propose')] as const,
    request: {
      headers: idempotencyHeader,
      body: { required: true, content: { 'application/json': { schema: schemas.reopeningAskedSchema } } },
    },
    responses: { 201: json(schemas.reopeningSchema, 'The proposal waits'), ...refusals },
  })

const decideRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/reopenings/{id}/{decision}',
    tags,
    summary: 'Open exactly what was read again, or refuse it; never by who proposed',
    middleware: [guard('reopening.approve')] as const,
    request: {
      params: z.object({ id: z.string().min(1).max(80), decision: z.enum(['approval', 'refusal']) }),
      headers: idempotencyHeader,
      body: { required: true, content: { 'application/json': { schema: schemas.requestDecisionSchema } } },
    },
    responses: { 200: json(schemas.reopeningSchema, 'The proposal as decided'), ...refusals },
  })
