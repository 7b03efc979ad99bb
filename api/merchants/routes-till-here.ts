import { createRoute } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { assert } from '../platform/assert.ts'
import type { Env } from '../platform/http/env.ts'
import type { Guard, TillActor } from '../platform/http/guard.ts'
import { createRouter } from '../platform/http/validation.ts'
import { isLocked } from './clerk.ts'
import type { Clerks } from './clerk-service.ts'
import { refused } from './routes.ts'
import * as schemas from './routes-clerks-schemas.ts'
import type { Merchants } from './service.ts'

export type TillHereRoutesParts = {
  readonly clerks: Pick<Clerks, 'clerks' | 'enter' | 'leave'>
  readonly merchants: Pick<Merchants, 'find'>
  readonly guard: Guard<'till.read' | 'till.enter' | 'till.leave'>
}

function tillOf(c: Context<Env>): TillActor {
  const { till } = c.get('actor')
  assert(till !== undefined, 'the guard lets only tills through')
  return till
}

/** The till that the asking browser is: who may come to it, and who stands there. */
export const tillHereRoutes = ({ clerks, merchants, guard }: TillHereRoutesParts) =>
  createRouter()
    .openapi(
      createRoute({
        method: 'get',
        path: '/till',
        summary: 'The shop whose till this browser is, its clerks, and who stands here',
        tags: ['merchants'],
        middleware: [guard('till.read')] as const,
        responses: { 200: schemas.json(schemas.tillHereSchema, 'The till'), ...schemas.refusals },
      }),
      async (c) => {
        const { merchantId, deviceName, clerk } = tillOf(c)
        const [shop, all] = await Promise.all([merchants.find(merchantId), clerks.clerks(merchantId)])
        if (shop === undefined) return refused(c, { code: 'merchant_not_found' }, 404)
        const { nameJa, nameEn, demonstration } = shop
        c.header('cache-control', 'no-store')
        return c.json(
          {
            deviceName,
            merchantId,
            nameJa,
            nameEn,
            demonstration,
            clerks: all
              .filter(({ endedAt }) => endedAt === null)
              .map(({ id, name, wrongTries }) => ({ clerkId: id, name, isLocked: isLocked({ wrongTries }) })),
            onDuty: clerk ?? null,
          },
          200,
        )
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/till/duty',
        summary: 'A clerk comes to this till with the PIN; whoever stood here goes',
        tags: ['merchants'],
        middleware: [guard('till.enter')] as const,
        request: { body: schemas.body(schemas.enterSchema) },
        responses: { 204: { description: 'The clerk stands here' }, ...schemas.refusals },
      }),
      async (c) => {
        const { clerkId, pin } = c.req.valid('json')
        const entered = await clerks.enter(tillOf(c), clerkId, pin)
        return entered.ok ? c.body(null, 204) : schemas.refusedBy(c, entered.error)
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/till/duty',
        summary: 'Nobody stands at this till any more',
        tags: ['merchants'],
        middleware: [guard('till.leave')] as const,
        responses: { 204: { description: 'Nobody does' }, ...schemas.refusals },
      }),
      async (c) => {
        await clerks.leave(tillOf(c))
        return c.body(null, 204)
      },
    )
