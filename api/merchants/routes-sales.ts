import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { assert } from '../platform/assert.ts'
import type { Result } from '../platform/result.ts'
import type { Env } from '../platform/http/env.ts'
import { covers, type Guard } from '../platform/http/guard.ts'
import { problemAnswer } from '../platform/http/problem.ts'
import { createRouter, idempotencyHeader } from '../platform/http/validation.ts'
import { statusOfMerchantRefusal, type MerchantRefusal } from './errors.ts'
import { json, refused } from './routes.ts'
import * as schemas from './routes-schemas.ts'
import type { Sale } from './sale-service.ts'
import type { Merchants } from './service.ts'

export type SaleRoutesParts = {
  readonly merchants: Pick<Merchants, 'sale' | 'withdrawSale'>
  readonly guard: Guard<'merchant.code'>
}

const params = z.object({ id: z.string().min(1).max(80), reference: schemas.saleReferenceSchema })
const answers = {
  200: json(schemas.saleSchema, 'The sale as it stands now'),
  400: problemAnswer('A field is wrong; it is named'),
  401: problemAnswer('Nobody is signed in'),
  403: problemAnswer('Not allowed'),
  404: problemAnswer('No such shop or sale'),
  409: problemAnswer('It was paid, or its time is over'),
}

/** Codes of one sale: how each stands, and taking one back. */
export function saleRoutes({ merchants, guard }: SaleRoutesParts) {
  const told = (c: Context<Env>, sale: Result<Sale, MerchantRefusal>) => {
    c.header('cache-control', 'no-store')
    return sale.ok ? c.json(sale.value, 200) : refused(c, sale.error, statusOfMerchantRefusal(sale.error))
  }
  return createRouter()
    .openapi(readRoute(guard), async (c) => {
      const { id, reference } = c.req.valid('param')
      const isOwn = covers(c.get('actor'), id)
      return isOwn
        ? told(c, await merchants.sale(id, reference))
        : refused(c, { code: 'merchant_not_found' }, 404)
    })
    .openapi(withdrawRoute(guard), async (c) => {
      const { id: merchantId, reference } = c.req.valid('param')
      const { person, till, ...actor } = c.get('actor')
      if (!covers(actor, merchantId)) return refused(c, { code: 'merchant_not_found' }, 404)
      const by = person?.userId ?? till?.clerk?.clerkId
      assert(by !== undefined, 'the guard lets only people of the shop through')
      return told(c, await merchants.withdrawSale({ merchantId, reference, by }))
    })
}

type G = SaleRoutesParts['guard']

const readRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/merchants/{id}/sales/{reference}',
    tags: ['merchants'],
    summary: 'Whether the code of a sale was paid; ask as often as every second while it is shown',
    middleware: [guard('merchant.code')] as const,
    request: { params },
    responses: answers,
  })

const withdrawRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/merchants/{id}/sales/{reference}/withdrawal',
    tags: ['merchants'],
    summary: 'Take the code of a sale back: nobody pays by it any more',
    middleware: [guard('merchant.code')] as const,
    request: { params, headers: idempotencyHeader },
    responses: answers,
  })
