import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { assert } from '../platform/assert.ts'
import { answer, jsonBody } from '../platform/http/answers.ts'
import type { Guard } from '../platform/http/guard.ts'
import { createRouter, idempotencyHeader } from '../platform/http/validation.ts'
import type { Freezes } from './freeze-service.ts'
import { deviceOf, refusals, refused } from './routes-answers.ts'
import { idSchema, instant, recoverBody } from './routes-schemas.ts'

/** What the routes of stopped wallets ask the authorisation table for. */
export type FreezeOperation =
  | 'wallet.freeze'
  | 'wallet.freeze_by_code'
  | 'wallet.freeze_read'
  | 'wallet.freeze_by_staff'
  | 'wallet.thaw_by_staff'

export type FreezeRouteParts = { readonly freezes: Freezes; readonly guard: Guard<FreezeOperation> }

/** Of an answer that comes once more, under the same key: what it says was done, and is not so any more. */
const overHeader = 'wallet-changed-since'

const receiptSchema = z
  .object({
    walletId: z.string(),
    what: z.enum(['frozen', 'thawed']),
    changedAt: instant,
  })
  .openapi('WalletFreeze')

const linesSchema = z.object({
  freezes: z.array(
    receiptSchema.extend({
      by: z.enum(['device', 'code', 'staff']),
      changedBy: z.string().nullable().openapi({ description: 'The member of staff, by name' }),
      reason: z.string(),
      isNow: z.boolean().openapi({ description: 'The stop that holds now' }),
    }),
  ),
})

const reason = z.string().trim().min(1).max(500)
const staffBody = z.strictObject({ paymentId: idSchema, reason })

/** The answer is the first one at any age; that the opposite was done since stands beside it. */
function tellIfOver(c: Context, { isNow }: { readonly isNow: boolean }): void {
  if (!isNow) c.header(overHeader, 'true')
}

/** What the two ways of the printed code share: stopping, and letting go. */
const codeRoute = <const Path extends string>(
  guard: FreezeRouteParts['guard'],
  path: Path,
  summary: string,
) =>
  createRoute({
    method: 'post',
    path,
    tags: ['currency'],
    summary,
    middleware: [guard('wallet.freeze_by_code')] as const,
    request: { headers: idempotencyHeader, body: jsonBody(recoverBody) },
    responses: { 201: answer('Done', receiptSchema.omit({ walletId: true })), ...refusals },
  })

/** Stopping a wallet that was lost, and letting it go. */
export function freezeRoutes({ freezes, guard }: FreezeRouteParts) {
  return createRouter()
    .openapi(ownRoute(guard), async (c) => {
      const stopped = await freezes.byDevice(deviceOf(c), c.req.valid('header')['idempotency-key'])
      if (!stopped.ok) return refused(c, stopped.error)
      tellIfOver(c, stopped.value)
      return c.json(stopped.value.answer, 201)
    })
    .openapi(
      codeRoute(guard, '/wallets/freezing', 'Stop a wallet with its printed code, from any browser'),
      async (c) => {
        const key = c.req.valid('header')['idempotency-key']
        const stopped = await freezes.byCode('frozen', c.req.valid('json').code, key)
        if (!stopped.ok) return refused(c, stopped.error)
        const { what, changedAt } = stopped.value.answer
        tellIfOver(c, stopped.value)
        return c.json({ what, changedAt }, 201)
      },
    )
    .openapi(
      codeRoute(guard, '/wallets/thawing', 'Let a stopped wallet go with its printed code'),
      async (c) => {
        const key = c.req.valid('header')['idempotency-key']
        const thawed = await freezes.byCode('thawed', c.req.valid('json').code, key)
        if (!thawed.ok) return refused(c, thawed.error)
        const { what, changedAt } = thawed.value.answer
        tellIfOver(c, thawed.value)
        return c.json({ what, changedAt }, 201)
      },
    )
    .openapi(listRoute(guard), async (c) => {
      c.header('cache-control', 'no-store')
      return c.json({ freezes: [...(await freezes.newest(100))] }, 200)
    })
    .openapi(staffFreezeRoute(guard), async (c) => {
      const { person } = c.get('actor')
      assert(person !== undefined, 'the guard lets only people stop the wallets of others')
      const { paymentId, reason: why } = c.req.valid('json')
      const key = c.req.valid('header')['idempotency-key']
      const stopped = await freezes.byStaff(
        'frozen',
        { paymentId },
        { userId: person.userId, reason: why, key },
      )
      if (!stopped.ok) return refused(c, stopped.error)
      tellIfOver(c, stopped.value)
      return c.json(stopped.value.answer, 201)
    })
    .openapi(staffThawRoute(guard), async (c) => {
      const { person } = c.get('actor')
      assert(person !== undefined, 'the guard lets only people let wallets go')
      const { walletId } = c.req.valid('param')
      const by = { userId: person.userId, ...c.req.valid('json') }
      const key = c.req.valid('header')['idempotency-key']
      const thawed = await freezes.byStaff('thawed', { walletId }, { ...by, key })
      if (!thawed.ok) return refused(c, thawed.error)
      tellIfOver(c, thawed.value)
      return c.json(thawed.value.answer, 201)
    })
}

type G = FreezeRouteParts['guard']

const ownRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/wallets/me/freezing',
    tags: ['currency'],
    summary: 'Stop this browser’s wallet at once; it is let go with the printed code, or at the desk',
    middleware: [guard('wallet.freeze')] as const,
    request: { headers: idempotencyHeader },
    responses: { 201: answer('Stopped', receiptSchema), ...refusals },
  })

const listRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/wallet-freezes',
    tags: ['currency'],
    summary: 'Wallets that were stopped and let go, the newest first: by whom, and why',
    middleware: [guard('wallet.freeze_read')] as const,
    responses: { 200: answer('A hundred at most', linesSchema), ...refusals },
  })

const staffFreezeRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/wallet-freezes',
    tags: ['currency'],
    summary: 'Stop the wallet that made a payment, for a holder who calls and has neither code nor device',
    middleware: [guard('wallet.freeze_by_staff')] as const,
    request: { headers: idempotencyHeader, body: jsonBody(staffBody) },
    responses: { 201: answer('Stopped', receiptSchema), ...refusals },
  })

const staffThawRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/wallets/{walletId}/thawing',
    tags: ['currency'],
    summary: 'Let a stopped wallet go, with the reason; never by who only answers the telephone',
    middleware: [guard('wallet.thaw_by_staff')] as const,
    request: {
      params: z.object({ walletId: idSchema }),
      headers: idempotencyHeader,
      body: jsonBody(z.strictObject({ reason })),
    },
    responses: { 201: answer('Let go', receiptSchema), ...refusals },
  })
