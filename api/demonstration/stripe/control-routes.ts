import { Hono } from 'hono'
import { z } from 'zod'
import { faultKinds } from './faults.ts'
import type { Faults } from './faults.ts'
import type { StandInPages } from './stand-in.ts'

export type ControlParts = {
  readonly faults: Faults
  readonly token: string
  readonly pages: Pick<StandInPages, 'dispute' | 'decideDispute' | 'answerRefund'>
  /** One turn of timers and deliveries. */
  readonly turn: () => Promise<unknown>
}

const faultBody = z.strictObject({
  kind: z.enum(faultKinds),
  times: z.int().min(0).max(1_000).default(1),
  delayMs: z
    .int()
    .min(0)
    .max(7 * 86_400_000)
    .default(0),
})

const disputeBody = z.strictObject({
  sessionId: z.string().min(1).max(200),
  /** Left out: it is opened. */
  how: z.enum(['won', 'lost']).optional(),
})

/**
 * How a test makes things go wrong: `POST /faults {kind, times, delayMs}` arms a fault, `POST /turn` runs timers and
 * deliveries now, `POST /refund-answers {sessionId}` has the payer of cash name a bank account, `POST /disputes {sessionId, how}` lets a payer dispute and the card company decide. Mounted only where a control token was handed in, which no composition root does by itself.
 */
export function controlRoutes({ faults, token, pages, turn }: ControlParts) {
  const app = new Hono()
  app.use('*', async (c, next) => {
    if (c.req.header('stand-in-control') !== token) return c.json({ error: 'not_allowed' }, 403)
    return next()
  })
  app.post('/faults', async (c) => {
    const read = faultBody.safeParse(await c.req.json().catch(() => undefined))
    if (!read.success) return c.json({ error: read.error.issues[0]?.message }, 400)
    await faults.arm(read.data)
    return c.json(read.data, 200)
  })
  app.post('/disputes', async (c) => {
    const read = disputeBody.safeParse(await c.req.json().catch(() => undefined))
    if (!read.success) return c.json({ error: read.error.issues[0]?.message }, 400)
    const { sessionId, how } = read.data
    const changed =
      how === undefined ? await pages.dispute(sessionId) : await pages.decideDispute(sessionId, how)
    if (!changed.ok) return c.json({ error: changed.error.code }, 409)
    await turn()
    return c.json({ done: true }, 200)
  })
  app.post('/refund-answers', async (c) => {
    const read = disputeBody.pick({ sessionId: true }).safeParse(await c.req.json().catch(() => undefined))
    if (!read.success) return c.json({ error: read.error.issues[0]?.message }, 400)
    const changed = await pages.answerRefund(read.data.sessionId)
    if (!changed.ok) return c.json({ error: changed.error.code }, 409)
    await turn()
    return c.json({ done: true }, 200)
  })
  app.post('/turn', async (c) => {
    await turn()
    return c.json({ done: true }, 200)
  })
  return app
}
