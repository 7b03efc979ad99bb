import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { assert } from '../platform/assert.ts'
import type { Env } from '../platform/http/env.ts'
import { covers, type Guard } from '../platform/http/guard.ts'
import { problemAnswer } from '../platform/http/problem.ts'
import { createRouter, idempotencyHeader } from '../platform/http/validation.ts'
import type { BoardCodes } from './board-code-service.ts'
import type { BoardCodeRefusal } from './board-code.ts'
import { statusOfMerchantRefusal, type MerchantRefusal } from './errors.ts'
import { refused } from './routes.ts'
import type { Merchants } from './service.ts'

export type BoardCodeRoutesParts = {
  readonly boards: BoardCodes
  readonly merchants: Pick<Merchants, 'find'>
  readonly guard: Guard<'merchant.code' | 'merchant.board'>
}

const params = z.object({ id: z.string().min(1).max(80) })
const boardSchema = z
  .object({
    other: z.string().nullable().openapi({ description: 'The other service’s code, as it was recorded' }),
    combined: z.string().nullable().openapi({ description: 'One code of both, to be printed' }),
    problem: z.string().nullable().openapi({
      description: 'Why the two do not fit any more; the sentences are the words merchants:refusal',
    }),
  })
  .openapi('ShopBoard')
const answers = {
  200: { description: 'The board', content: { 'application/json': { schema: boardSchema } } },
  400: problemAnswer('A field is missing or wrong; it is named'),
  401: problemAnswer('Nobody is signed in'),
  403: problemAnswer('Not allowed'),
  404: problemAnswer('No such shop'),
  409: problemAnswer('Not possible as things stand; `code` says why'),
  422: problemAnswer('The other code cannot stand beside ours; `code` says why'),
}

function refusedBy(c: Context<Env>, error: MerchantRefusal | BoardCodeRefusal): never {
  const isOfCode = error.code.startsWith('other_code_')
  return refused(c, error, isOfCode ? 422 : statusOfMerchantRefusal(error as MerchantRefusal))
}

/** Codes of other payment services on one board with ours. */
export function boardCodeRoutes({ boards, merchants, guard }: BoardCodeRoutesParts) {
  const shown = async (merchantId: string) => {
    const board = await boards.boardOf(merchantId)
    return {
      other: board?.other ?? null,
      combined: board?.combined.ok ? board.combined.value : null,
      problem: board === undefined || board.combined.ok ? null : board.combined.error.code,
    }
  }
  const record = async (c: Context<Env>, merchantId: string, text: string | null) => {
    const { person, ...actor } = c.get('actor')
    assert(person !== undefined, 'the guard lets only people through')
    const shop = await merchants.find(merchantId)
    if (!shop || !(covers(actor, shop.id) || covers(actor, shop.municipality)))
      return refusedBy(c, { code: 'merchant_not_found' })
    const done = await boards.record(merchantId, text, person.userId)
    return done.ok ? c.json(await shown(merchantId), 200) : refusedBy(c, done.error)
  }
  return createRouter()
    .openapi(readRoute(guard), async (c) => {
      const { id } = c.req.valid('param')
      if (!covers(c.get('actor'), id)) return refusedBy(c, { code: 'merchant_not_found' })
      c.header('cache-control', 'no-store')
      return c.json(await shown(id), 200)
    })
    .openapi(recordRoute(guard), (c) => record(c, c.req.valid('param').id, c.req.valid('json').text))
    .openapi(removeRoute(guard), (c) => record(c, c.req.valid('param').id, null))
}

type G = BoardCodeRoutesParts['guard']

const readRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/merchants/{id}/board',
    tags: ['merchants'],
    summary: 'What stands on the shop’s board beside our code',
    middleware: [guard('merchant.code')] as const,
    request: { params },
    responses: answers,
  })

const recordRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/merchants/{id}/board',
    tags: ['merchants'],
    summary: 'Put the code of another payment service (JPQR or another EMVCo code) on the board beside ours',
    middleware: [guard('merchant.board')] as const,
    request: {
      params,
      headers: idempotencyHeader,
      body: {
        required: true,
        content: {
          'application/json': {
            schema: z.strictObject({
              text: z
                .string()
                .trim()
                .min(1)
                .max(1_000)
                .openapi({ description: 'The text that its QR code holds' }),
            }),
          },
        },
      },
    },
    responses: answers,
  })

const removeRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/merchants/{id}/board/removal',
    tags: ['merchants'],
    summary: 'Print our code alone again',
    middleware: [guard('merchant.board')] as const,
    request: { params, headers: idempotencyHeader },
    responses: answers,
  })
