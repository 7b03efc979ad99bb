import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { answer, jsonBody } from '../platform/http/answers.ts'
import type { Env } from '../platform/http/env.ts'
import { covers, type Guard } from '../platform/http/guard.ts'
import { problem, problemAnswer } from '../platform/http/problem.ts'
import { createRouter } from '../platform/http/validation.ts'
import { type InstitutionRefusal, statusOfInstitutionRefusal } from './institution-facts.ts'
import type { InstitutionDesk, Institutions } from './institution-service.ts'
import type { RecordRefusal } from './record-errors.ts'
import { notTheirs, refusalsOf, writerOf } from './routes-desk.ts'
import * as schemas from './routes-institutions-schemas.ts'
import { statusOfStudioRefusal } from './studio-errors.ts'

export type InstitutionRouteParts = {
  readonly institutions: Institutions
  readonly guard: Guard<'item.write' | 'institution.mend' | 'institution.withdraw'>
}

const refusals = refusalsOf('No such institution was taken in here')
const byId = z.object({ id: z.string().min(1).max(100) })

/** Institutions that were taken in while the hub runs: read by anybody, mended by their staff. */
export function institutionRoutes({ institutions, guard }: InstitutionRouteParts) {
  const shown = async ({ id, body, version, state }: InstitutionDesk) => ({
    id,
    ...schemas.institutionTold(body),
    version,
    state,
    acts: await institutions.history(id),
  })
  return createRouter()
    .openapi(listRoute, async (c) => {
      const all = await institutions.all()
      return c.json(
        { institutions: all.map(({ id, body }) => ({ id, ...schemas.institutionTold(body) })) },
        200,
      )
    })
    .openapi(oneRoute, async (c) => {
      const { id } = c.req.valid('param')
      const found = await institutions.open(id)
      if (found?.state !== 'published') return refused(c, { code: 'institution_not_taken_in' })
      return c.json({ id, ...schemas.institutionTold(found.body) }, 200)
    })
    .openapi(deskRoute(guard), async (c) => {
      const { id } = c.req.valid('param')
      if (!covers(c.get('actor'), id)) return notTheirs(c)
      const found = await institutions.open(id)
      if (found === undefined) return refused(c, { code: 'institution_not_taken_in' })
      c.header('cache-control', 'no-store')
      return c.json(await shown(found), 200)
    })
    .openapi(mendRoute(guard), async (c) => {
      const { id } = c.req.valid('param')
      if (!covers(c.get('actor'), id)) return notTheirs(c)
      const { version, ...said } = c.req.valid('json')
      const mended = await institutions.mend({ id, version, said, by: writerOf(c).userId })
      return mended.ok ? c.json(await shown(mended.value), 200) : refused(c, mended.error)
    })
    .openapi(withdrawRoute(guard), async (c) => {
      const { id } = c.req.valid('param')
      const found = await institutions.open(id)
      const actor = c.get('actor')
      // Its owner, or an officer of its town; another town's is told apart from a missing one by nobody.
      if (!covers(actor, id) && !(found && covers(actor, found.body.facts.municipality))) return notTheirs(c)
      const withdrawn = await institutions.withdraw(id, writerOf(c).userId)
      return withdrawn.ok ? c.json(await shown(withdrawn.value), 200) : refused(c, withdrawn.error)
    })
}

/** A refusal as a problem; typed as no answer, so that routes keep the type of their own. */
function refused(c: Context<Env>, refusal: InstitutionRefusal | RecordRefusal): never {
  const { code, ...rest } = refusal
  const { field = code === 'record_changed' ? 'version' : undefined, ...facts } = rest as { field?: string }
  const status = isOfInstitution(code) ? statusOfInstitutionRefusal[code] : statusOfStudioRefusal[code]
  return problem(c, { status, code, words: 'museum', field, facts }) as never
}

const isOfInstitution = (code: string): code is InstitutionRefusal['code'] =>
  Object.hasOwn(statusOfInstitutionRefusal, code)

type G = InstitutionRouteParts['guard']
const tags = ['museum']

const listRoute = createRoute({
  method: 'get',
  path: '/museum/institutions',
  tags,
  summary: 'Institutions that were taken in while the hub runs',
  description: 'Those of the project’s own files stand in its open data.',
  responses: {
    200: answer(
      'In the order of their names',
      z.object({ institutions: z.array(schemas.institutionSchema) }),
    ),
  },
})

const oneRoute = createRoute({
  method: 'get',
  path: '/museum/institutions/{id}',
  tags,
  summary: 'One institution that was taken in while the hub runs',
  request: { params: byId },
  responses: {
    200: answer('The institution', schemas.institutionSchema),
    404: problemAnswer('None was taken in under this name, or it was withdrawn'),
  },
})

const deskRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/museum/institution-records/{id}',
    tags,
    summary: 'What is told of one’s institution, and who said it',
    middleware: [guard('item.write')] as const,
    request: { params: byId },
    responses: { 200: answer('The record', schemas.institutionDeskSchema), ...refusals },
  })

const mendRoute = (guard: G) =>
  createRoute({
    method: 'put',
    path: '/museum/institution-records/{id}',
    tags,
    summary:
      'Say anew what is told of one’s institution, on the version that was read; also of one that was withdrawn',
    middleware: [guard('institution.mend')] as const,
    request: { params: byId, body: jsonBody(schemas.mendSchema) },
    responses: { 200: answer('The record', schemas.institutionDeskSchema), ...refusals },
  })

const withdrawRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/museum/institution-records/{id}/withdrawal',
    tags,
    summary: 'Withdraw an institution of which nothing is public any more; it leaves a tombstone',
    middleware: [guard('institution.withdraw')] as const,
    request: { params: byId },
    responses: { 200: answer('The record', schemas.institutionDeskSchema), ...refusals },
  })
