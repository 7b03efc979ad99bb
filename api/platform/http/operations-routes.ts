import { z } from '@hono/zod-openapi'
import { createRouter } from './validation.ts'
import { createRoute } from '@hono/zod-openapi'

export type OperationsParts = {
  /** Database reachable and migrations current. */
  readonly isReady: () => Promise<boolean>
  readonly mode: 'live' | 'demonstration'
}

const healthRoute = createRoute({
  method: 'get',
  path: '/health',
  tags: ['operations'],
  summary: 'The process is alive',
  responses: {
    200: {
      description: 'Alive',
      content: { 'application/json': { schema: z.object({ alive: z.literal(true) }) } },
    },
  },
})

const readySchema = z.object({ ready: z.boolean(), mode: z.enum(['live', 'demonstration']) })

const readyRoute = createRoute({
  method: 'get',
  path: '/ready',
  tags: ['operations'],
  summary: 'Able to serve: the database answers and its migrations are current',
  responses: {
    200: { description: 'Ready', content: { 'application/json': { schema: readySchema } } },
    503: { description: 'Not ready', content: { 'application/json': { schema: readySchema } } },
  },
})

/** What a load balancer asks. */
export const operationsRoutes = ({ isReady, mode }: OperationsParts) =>
  createRouter()
    .openapi(healthRoute, (c) => c.json({ alive: true as const }, 200))
    .openapi(readyRoute, async (c) => {
      // An unreachable database is an answer here, not a failure of ours.
      const ready = await isReady().catch(() => false)
      return c.json({ ready, mode }, ready ? 200 : 503)
    })
