import { createRoute, z } from '@hono/zod-openapi'
import { assert } from '../platform/assert.ts'
import type { Guard } from '../platform/http/guard.ts'
import { createRouter, idempotencyHeader } from '../platform/http/validation.ts'
import { json, refusals, refused } from './routes.ts'
import { matterEndings, matterKinds } from './topup-matter.ts'
import type { TopupMatters } from './topup-matter-service.ts'

export type TopupMatterRoutesParts = {
  readonly topupMatters: TopupMatters
  readonly guard: Guard<'topup_matter.read' | 'topup_matter.end'>
}

type G = TopupMatterRoutesParts['guard']
const tags = ['office']

const how = z.enum(matterEndings).openapi({
  description: 'The issuer sent the money by bank, or through the processor; or nobody is owed anything',
})
const matterSchema = z
  .object({
    id: z.string().openapi({ description: 'The event’s id at the processor' }),
    type: z.string(),
    kind: z.enum(matterKinds),
    differs: z.string().nullable().openapi({ description: 'Of a mismatch: which fact' }),
    topup: z.object({ id: z.string(), amountYen: z.int(), method: z.string() }).nullable(),
    receivedAt: z.int(),
    ended: z.object({ how, reason: z.string(), endedBy: z.string(), at: z.int() }).nullable(),
  })
  .openapi('TopupMatter')
const endingSchema = z
  .strictObject({ how, reason: z.string().trim().min(1).max(500) })
  .openapi('TopupMatterEnded')

/** Events of the card processor that moved nothing here and want a person's eye. */
export function topupMatterRoutes({ topupMatters, guard }: TopupMatterRoutesParts) {
  return createRouter()
    .openapi(listRoute(guard), async (c) => {
      c.header('cache-control', 'no-store')
      return c.json({ matters: [...(await topupMatters.list(100))] }, 200)
    })
    .openapi(endRoute(guard), async (c) => {
      const { person } = c.get('actor')
      assert(person !== undefined, 'the guard lets only people end one')
      const { id } = c.req.valid('param')
      const ended = await topupMatters.end({ id, endedBy: person.userId, ...c.req.valid('json') })
      return ended.ok ? c.json(ended.value, 200) : refused(c, ended.error)
    })
}

const listRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/topup-matters',
    tags,
    summary:
      'What the card processor told that moved nothing here: all that waits, then the last that were ended',
    middleware: [guard('topup_matter.read')] as const,
    responses: { 200: json(z.object({ matters: z.array(matterSchema) }), 'Matters'), ...refusals },
  })

const endRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/topup-matters/{id}/ending',
    tags,
    summary: 'Say how a matter was ended, once; no money moves here by it',
    middleware: [guard('topup_matter.end')] as const,
    request: {
      params: z.object({ id: z.string().min(1).max(255) }),
      headers: idempotencyHeader,
      body: { required: true, content: { 'application/json': { schema: endingSchema } } },
    },
    responses: { 200: json(matterSchema, 'The matter as ended'), ...refusals },
  })
