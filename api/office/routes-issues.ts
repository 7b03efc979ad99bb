import { createRoute, z } from '@hono/zod-openapi'
import { assert } from '../platform/assert.ts'
import { covers, type Guard } from '../platform/http/guard.ts'
import { createRouter, idempotencyHeader } from '../platform/http/validation.ts'
import { json, refusals, refused } from './routes.ts'
import * as schemas from './routes-schemas.ts'
import type { Issues } from './issue-service.ts'
import type { Office } from './service.ts'

export type IssueRoutesParts = {
  readonly issues: Issues
  readonly office: Pick<Office, 'pots'>
  readonly guard: Guard<'pot.read' | 'pot.issue' | 'pot.approve'>
}

/** Money for the pots: asked for by one person, let go by another. */
export function issueRoutes({ issues, office, guard }: IssueRoutesParts) {
  const townOf = async (potId: string) =>
    (await office.pots()).find((pot) => pot.id === potId)?.municipality ?? ''
  return createRouter()
    .openapi(listRoute(guard), async (c) => {
      const [requests, pots] = await Promise.all([issues.requests(100), office.pots()])
      const own = new Set(pots.filter((pot) => covers(c.get('actor'), pot.municipality)).map((pot) => pot.id))
      return c.json({ requests: requests.filter((request) => own.has(request.potId)) }, 200)
    })
    .openapi(askRoute(guard), async (c) => {
      const { person, ...actor } = c.get('actor')
      assert(person !== undefined, 'the guard lets only people ask for money')
      const asked = c.req.valid('json')
      // Another town's pot is told apart from a missing one by nobody.
      if (!covers(actor, await townOf(asked.potId)))
        return refused(c, { code: 'pot_not_found', field: 'potId' })
      const key = c.req.valid('header')['idempotency-key']
      const waiting = await issues.ask(asked, { key, requestedBy: person.userId })
      return waiting.ok ? c.json(waiting.value, 201) : refused(c, waiting.error)
    })
    .openapi(decideRoute(guard), async (c) => {
      const { person } = c.get('actor')
      assert(person !== undefined, 'the guard lets only people decide')
      const { id, decision } = c.req.valid('param')
      const decide = decision === 'approval' ? issues.approve : issues.refuse
      const decided = await decide({ id, decidedBy: person.userId, ...c.req.valid('json') })
      return decided.ok ? c.json(decided.value, 200) : refused(c, decided.error)
    })
}

type G = IssueRoutesParts['guard']
const tags = ['office']

const listRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/pot-issues',
    tags,
    summary: 'Requests for money for the officer’s pots, the newest first',
    middleware: [guard('pot.read')] as const,
    responses: {
      200: json(z.object({ requests: z.array(schemas.issueRequestSchema) }), 'Requests'),
      ...refusals,
    },
  })

const askRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/pot-issues',
    tags,
    summary: 'Ask for money for a pot; nothing moves until somebody else approves',
    middleware: [guard('pot.issue')] as const,
    request: {
      headers: idempotencyHeader,
      body: { required: true, content: { 'application/json': { schema: schemas.askSchema } } },
    },
    responses: { 201: json(schemas.issueRequestSchema, 'The request waits'), ...refusals },
  })

const decideRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/pot-issues/{id}/{decision}',
    tags,
    summary: 'Issue what was asked for, or refuse it; never by who asked',
    middleware: [guard('pot.approve')] as const,
    request: {
      params: z.object({ id: z.string().min(1).max(80), decision: z.enum(['approval', 'refusal']) }),
      headers: idempotencyHeader,
      body: { required: true, content: { 'application/json': { schema: schemas.requestDecisionSchema } } },
    },
    responses: { 200: json(schemas.issueRequestSchema, 'The request as decided'), ...refusals },
  })
