import { createRoute, z } from '@hono/zod-openapi'
import { works } from '../identity/index.ts'
import { assert } from '../platform/assert.ts'
import { covers, type Actor, type Guard } from '../platform/http/guard.ts'
import { createRouter, idempotencyHeader } from '../platform/http/validation.ts'
import { json, refusals, refused } from './routes.ts'
import { requestDecisionSchema, requestFields } from './routes-schemas.ts'
import type { SecondmentAsked } from './secondment.ts'
import type { Secondments } from './secondment-service.ts'

export type SecondmentRoutesParts = {
  readonly secondments: Secondments
  readonly guard: Guard<'secondment.read' | 'secondment.propose' | 'secondment.approve' | 'secondment.end'>
}

const town = z.string().regex(/^\d{6}$/)
const asked = {
  userId: z.string().min(1).max(80),
  fromTown: town.openapi({ description: 'The town whose officer it is' }),
  town: town.openapi({ description: 'The town that is helped' }),
  works: z.array(z.enum(works)).max(works.length).openapi({ description: 'Operations, each lent by itself' }),
  firstDay: z.iso.date().openapi({ description: 'In Japan' }),
  lastDay: z.iso.date().openapi({ description: 'In Japan; the secondment is over after it' }),
}
const askedSchema = z
  .strictObject({ ...asked, reason: z.string().trim().min(1).max(500) })
  .openapi('SecondmentAsked')
const requestSchema = z.object({ ...requestFields, ...asked }).openapi('SecondmentRequest')
const secondmentSchema = z
  .object({
    id: z.string(),
    ...asked,
    userName: z.string(),
    reason: z.string(),
    requestedBy: z.string(),
    approvedBy: z.string(),
    approvedAt: z.int(),
    state: z.enum(['ahead', 'in_force', 'over', 'ended']),
    end: z.object({ endedBy: z.string(), reason: z.string(), endedAt: z.int() }).nullable(),
  })
  .openapi('Secondment')
const officerSchema = z.object({ userId: z.string(), name: z.string(), towns: z.array(z.string()) })
const endSchema = z.strictObject({ reason: z.string().trim().min(1).max(500) }).openapi('SecondmentEnded')

/** True where the actor is of the town that is helped, or of the one that lends. */
const isParty = (actor: Actor, { town: to, fromTown }: Pick<SecondmentAsked, 'town' | 'fromTown'>): boolean =>
  covers(actor, to) || covers(actor, fromTown)

/** Officers lent from town to town for some days: asked for by one person, let go by another. */
export function secondmentRoutes({ secondments, guard }: SecondmentRoutesParts) {
  const { requests } = secondments
  return createRouter()
    .openapi(listRoute(guard), async (c) => {
      const actor = c.get('actor')
      const [officers, waiting, approved] = await Promise.all([
        secondments.officers(),
        requests.requests(100),
        secondments.latest(200),
      ])
      c.header('cache-control', 'no-store')
      return c.json(
        {
          officers: officers.map((one) => ({ ...one, towns: [...one.towns] })),
          requests: waiting.filter((one) => isParty(actor, one)).map(listed),
          secondments: approved.filter((one) => isParty(actor, one)).map(listed),
        },
        200,
      )
    })
    .openapi(askRoute(guard), async (c) => {
      const { person, ...actor } = c.get('actor')
      assert(person !== undefined, 'the guard lets only people ask')
      const sent = c.req.valid('json')
      if (!isParty(actor, sent)) return refused(c, { code: 'town_not_found', field: 'town' })
      const key = c.req.valid('header')['idempotency-key']
      const wanted = { ...sent, works: [...new Set(sent.works)].toSorted() }
      const waiting = await requests.ask(wanted, { key, requestedBy: person.userId })
      return waiting.ok ? c.json(listed(waiting.value), 201) : refused(c, waiting.error)
    })
    .openapi(endRoute(guard), async (c) => {
      const { person, ...actor } = c.get('actor')
      assert(person !== undefined, 'the guard lets only people end one')
      const { id } = c.req.valid('param')
      const found = await secondments.find(id)
      // One of other towns is told apart from a missing one by nobody.
      if (found === undefined || !isParty(actor, found)) return refused(c, { code: 'secondment_not_found' })
      const ended = await secondments.end({ id, endedBy: person.userId, ...c.req.valid('json') })
      return ended.ok ? c.json(listed(ended.value), 200) : refused(c, ended.error)
    })
    .openapi(decideRoute(guard), async (c) => {
      const { person, ...actor } = c.get('actor')
      assert(person !== undefined, 'the guard lets only people decide')
      const { id, decision } = c.req.valid('param')
      const found = await requests.find(id)
      if (found === undefined || !covers(actor, found.town)) return refused(c, { code: 'request_not_found' })
      const decide = decision === 'approval' ? requests.approve : requests.refuse
      const decided = await decide({ id, decidedBy: person.userId, ...c.req.valid('json') })
      return decided.ok ? c.json(listed(decided.value), 200) : refused(c, decided.error)
    })
}

const listed = <T extends SecondmentAsked>(one: T) => ({ ...one, works: [...one.works] })

type G = SecondmentRoutesParts['guard']
const tags = ['office']
const byId = z.object({ id: z.string().min(1).max(80) })
const body = <S extends z.ZodType>(schema: S) => ({
  required: true as const,
  content: { 'application/json': { schema } },
})

const listRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/secondments',
    tags,
    summary: 'Officers lent by or to the officer’s towns, what is asked for, and who can be lent',
    middleware: [guard('secondment.read')] as const,
    responses: {
      200: json(
        z.object({
          officers: z.array(officerSchema),
          requests: z.array(requestSchema),
          secondments: z.array(secondmentSchema),
        }),
        'Secondments, the newest first',
      ),
      ...refusals,
    },
  })

const askRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/secondments',
    tags,
    summary: 'Ask that an officer of one town works for another; nobody is lent until somebody else approves',
    middleware: [guard('secondment.propose')] as const,
    request: { headers: idempotencyHeader, body: body(askedSchema) },
    responses: { 201: json(requestSchema, 'The request waits'), ...refusals },
  })

const endRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/secondments/{id}/end',
    tags,
    summary: 'End it before its last day; from then on nothing is done under it',
    middleware: [guard('secondment.end')] as const,
    request: { params: byId, headers: idempotencyHeader, body: body(endSchema) },
    responses: { 200: json(secondmentSchema, 'Ended'), ...refusals },
  })

const decideRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/secondments/{id}/{decision}',
    tags,
    summary: 'Lend exactly as was read, or refuse it; never by who asked, nor by who is lent',
    middleware: [guard('secondment.approve')] as const,
    request: {
      params: byId.extend({ decision: z.enum(['approval', 'refusal']) }),
      headers: idempotencyHeader,
      body: body(requestDecisionSchema),
    },
    responses: { 200: json(requestSchema, 'The request as decided'), ...refusals },
  })
