import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { assert } from '../platform/assert.ts'
import type { Env } from '../platform/http/env.ts'
import { covers, type Guard } from '../platform/http/guard.ts'
import { problem } from '../platform/http/problem.ts'
import { createRouter, idempotencyHeader } from '../platform/http/validation.ts'
import {
  institutionFields,
  type InstitutionRefusal,
  institutionTold,
  type Institutions,
  saidFields,
  statusOfInstitutionRefusal,
} from '../museum/index.ts'
import type { Intake } from './intake-request.ts'
import type { Intakes } from './intake-service.ts'
import { json, refusals, refused } from './routes.ts'
import * as schemas from './routes-schemas.ts'

export type IntakeRouteParts = {
  readonly intakes: Intakes
  readonly institutions: Pick<Institutions, 'toTakeIn'>
  readonly guard: Guard<'intake.read' | 'intake.propose' | 'intake.approve'>
}

const askedSchema = z
  .strictObject({
    municipality: z
      .string()
      .regex(/^\d{6}$/)
      .openapi({ description: 'The officer’s own town' }),
    identifier: z
      .string()
      .regex(/^[^\p{Cc}]{1,80}$/u)
      .optional()
      .openapi({ description: 'Stands in addresses for ever; left out, the English name makes it' }),
    ...saidFields,
    reason: z.string().trim().min(1).max(500),
  })
  .openapi('IntakeAsked')

const intakeSchema = z
  .object({ ...schemas.requestFields, institution: z.string(), ...institutionFields })
  .openapi('Intake')

const shown = ({ body, ...request }: Intake) => ({
  ...request,
  ...institutionTold(body),
})

/** Institutions of the towns: asked for by one person, taken in by another. */
export function intakeRoutes({ intakes, institutions, guard }: IntakeRouteParts) {
  return createRouter()
    .openapi(listRoute(guard), async (c) => {
      const all = await intakes.requests(100)
      const own = all.filter(({ municipality }) => covers(c.get('actor'), municipality))
      c.header('cache-control', 'no-store')
      return c.json({ requests: own.map(shown) }, 200)
    })
    .openapi(proposeRoute(guard), async (c) => {
      const { person, ...actor } = c.get('actor')
      assert(person !== undefined, 'the guard lets only people propose')
      const { reason, ...said } = c.req.valid('json')
      const { municipality } = said
      if (!covers(actor, municipality))
        return refused(c, { code: 'institution_town_not_found', field: 'municipality' })
      const made = institutions.toTakeIn(said)
      if (!made.ok) return notWritten(c, made.error)
      const by = { requestedBy: person.userId, key: c.req.valid('header')['idempotency-key'] }
      const { id: institution, body } = made.value
      const waiting = await intakes.ask({ institution, municipality, body, reason }, by)
      return waiting.ok ? c.json(shown(waiting.value), 201) : refused(c, waiting.error)
    })
    .openapi(decideRoute(guard), async (c) => {
      const { person, ...actor } = c.get('actor')
      assert(person !== undefined, 'the guard lets only people decide')
      const { id, decision } = c.req.valid('param')
      const found = await intakes.find(id)
      // Another town's is told apart from a missing one by nobody.
      if (found === undefined || !covers(actor, found.municipality))
        return refused(c, { code: 'request_not_found' })
      const decide = decision === 'approval' ? intakes.approve : intakes.refuse
      const decided = await decide({ id, decidedBy: person.userId, ...c.req.valid('json') })
      return decided.ok ? c.json(shown(decided.value), 200) : refused(c, decided.error)
    })
}

/** What is wrong with what was written down is said by the museum, which takes it. */
function notWritten(c: Context<Env>, refusal: InstitutionRefusal): never {
  const { code } = refusal
  const field = 'field' in refusal ? refusal.field : undefined
  return problem(c, { status: statusOfInstitutionRefusal[code], code, words: 'museum', field }) as never
}

type G = IntakeRouteParts['guard']
const tags = ['office']

const listRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/institution-intakes',
    tags,
    summary: 'Institutions that the officer’s towns asked to take in and what was decided, the newest first',
    middleware: [guard('intake.read')] as const,
    responses: {
      200: json(z.object({ requests: z.array(intakeSchema) }), 'All that wait, and the newest of the others'),
      ...refusals,
    },
  })

const proposeRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/institution-intakes',
    tags,
    summary: 'Ask to take in an institution of one’s town; it is taken in when somebody else approves',
    middleware: [guard('intake.propose')] as const,
    request: {
      headers: idempotencyHeader,
      body: { required: true, content: { 'application/json': { schema: askedSchema } } },
    },
    responses: { 201: json(intakeSchema, 'The request waits'), ...refusals },
  })

const decideRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/institution-intakes/{id}/{decision}',
    tags,
    summary: 'Take in exactly the institution that was read, or refuse it; never by who asked',
    middleware: [guard('intake.approve')] as const,
    request: {
      params: z.object({ id: z.string().min(1).max(80), decision: z.enum(['approval', 'refusal']) }),
      headers: idempotencyHeader,
      body: { required: true, content: { 'application/json': { schema: schemas.requestDecisionSchema } } },
    },
    responses: { 200: json(intakeSchema, 'The request as decided'), ...refusals },
  })
