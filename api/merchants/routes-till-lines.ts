import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Env } from '../platform/http/env.ts'
import { covers, type Guard } from '../platform/http/guard.ts'
import { problemAnswer } from '../platform/http/problem.ts'
import { createRouter } from '../platform/http/validation.ts'
import { statusOfMerchantRefusal, type MerchantRefusal } from './errors.ts'
import { refused } from './routes.ts'
import type { Merchants } from './service.ts'
import { eventLine } from './till-line.ts'
import type { TillFeed } from './till-feed-service.ts'
import { positionPattern, readPosition, tillBeginning } from './till-position.ts'

export type TillLineRoutesParts = {
  readonly merchants: Pick<Merchants, 'find'>
  /** Absent where the runtime holds no connections. */
  readonly feed?: TillFeed
  readonly guard: Guard<'merchant.told'>
}

const position = z.string().regex(positionPattern)

const lineRoute = (guard: TillLineRoutesParts['guard']) =>
  createRoute({
    method: 'get',
    path: '/merchants/{id}/payments/told',
    summary:
      'Payments as they arrive, as server-sent events `payments`; goes on after `Last-Event-ID`, or after `since`',
    tags: ['merchants'],
    middleware: [guard('merchant.told')] as const,
    request: {
      params: z.object({ id: z.string().min(1).max(80) }),
      query: z.object({ since: position.optional() }),
      headers: z.object({ 'last-event-id': position.optional() }),
    },
    responses: {
      200: {
        description:
          'Each event holds the day, its total, payments not told before in the order they came, and what went back of others; its id says where to go on. `beat` is a sign of life, every quarter of a minute.',
        content: { 'text/event-stream': { schema: z.string() } },
      },
      400: problemAnswer('A field is wrong; it is named'),
      401: problemAnswer('Nobody is signed in'),
      403: problemAnswer('Not allowed'),
      404: problemAnswer('No such shop'),
      409: problemAnswer('This hub does not tell by itself, now or at all: ask `…/payments` again and again'),
      429: problemAnswer('This person listens on too many devices'),
    },
  })

/** A shop’s payments, told as they are stored. */
export const tillLineRoutes = ({ merchants, feed, guard }: TillLineRoutesParts) =>
  createRouter().openapi(lineRoute(guard), async (c) => {
    const { id } = c.req.valid('param')
    const actor = c.get('actor')
    const shop = covers(actor, id) ? await merchants.find(id) : undefined
    if (shop?.accountId == null) return refusedBy(c, { code: 'merchant_not_found' })
    // Who asks for the head alone would leave a line behind that nobody reads.
    if (feed === undefined || c.req.method === 'HEAD') return refusedBy(c, { code: 'not_told_here' })
    const since = c.req.valid('header')['last-event-id'] ?? c.req.valid('query').since
    const now = c.get('actorNow')
    const { line, body } = eventLine(
      {
        accountId: shop.accountId,
        personId: actor.person?.userId ?? actor.till?.deviceId ?? '',
        position: since === undefined ? tillBeginning : readPosition(since),
        stillMay: async () => {
          const still = await now()
          return still !== undefined && covers(still, id)
        },
      },
      feed.leave,
    )
    const connected = feed.connect(line)
    if (connected !== 'connected') return refusedBy(c, { code: connected })
    c.header('content-type', 'text/event-stream; charset=utf-8')
    c.header('cache-control', 'no-store')
    // A proxy that gathers an answer before it hands it on would hold every payment back.
    c.header('x-accel-buffering', 'no')
    return c.body(body, 200)
  })

const refusedBy = (c: Context<Env>, error: MerchantRefusal): never =>
  refused(c, error, statusOfMerchantRefusal(error))
