import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { answer, jsonBody } from '../platform/http/answers.ts'
import type { Env } from '../platform/http/env.ts'
import { covers } from '../platform/http/guard.ts'
import type { Guard } from '../platform/http/guard.ts'
import { createRouter, idempotencyHeader } from '../platform/http/validation.ts'
import { ok, refuse } from '../platform/result.ts'
import type { Result } from '../platform/result.ts'
import type { LedgerRefusal } from './errors.ts'
import { refusals, refused, payerOf } from './routes-answers.ts'
import * as schemas from './routes-holds-schemas.ts'
import { idSchema, printCursor, readCursor } from './routes-schemas.ts'
import type { Ledger } from './service.ts'
import type { HoldView, HoldViews } from './views-holds.ts'

/** What the routes of holds ask the authorisation table for. */
export type HoldOperation = 'hold.create' | 'hold.read' | 'hold.capture' | 'hold.void'

export type HoldRouteParts = {
  readonly ledger: Pick<Ledger, 'hold' | 'capture' | 'voidHold'>
  readonly holds: HoldViews
  readonly guard: Guard<HoldOperation>
}

const holdIdParam = z.object({ holdId: idSchema })
const notFound = { code: 'hold_not_found', field: 'holdId' } as const

/** A wallet's holder sets money aside for a shop; the shop captures it or gives it up; both may look. */
export const holdRoutes = (parts: HoldRouteParts) =>
  createRouter().route('/', holderRoutes(parts)).route('/', shopRoutes(parts))

function holderRoutes({ ledger, holds, guard }: HoldRouteParts) {
  return createRouter()
    .openapi(
      createRoute({
        method: 'post',
        path: '/holds',
        tags: ['currency'],
        summary: 'Set money of this browser’s wallet aside for a merchant',
        middleware: [guard('hold.create')] as const,
        request: { headers: idempotencyHeader, body: jsonBody(schemas.holdBody) },
        responses: {
          201: answer('Set aside; the same for every repetition of the key', schemas.holdReceiptSchema),
          ...refusals,
        },
      }),
      async (c) => {
        const key = c.req.valid('header')['idempotency-key']
        const placed = await ledger.hold({ ...c.req.valid('json'), ...payerOf(c), key })
        if (!placed.ok) return refused(c, placed.error)
        if (placed.value.replayed) c.header('idempotency-replayed', 'true')
        return c.json({ ...placed.value.answer, lots: [...placed.value.answer.lots] }, 201)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/holds',
        tags: ['currency'],
        summary: 'What is or was set aside of this browser’s wallet, or for one’s shop, the newest first',
        middleware: [guard('hold.read')] as const,
        request: { query: schemas.holdsQuery },
        responses: { 200: answer('A page of holds', schemas.holdsSchema), ...refusals },
      }),
      async (c) => {
        const { merchantId, before, limit } = c.req.valid('query')
        const page = before === undefined ? { limit } : { limit, before: readCursor(before) }
        const found = await pageFor(c, holds, merchantId, page)
        if (!found.ok) return refused(c, found.error)
        const last = found.value.length === limit ? found.value.at(-1) : undefined
        const next = last === undefined ? null : printCursor({ at: last.placedAt, journalId: last.holdId })
        c.header('cache-control', 'no-store')
        return c.json({ holds: found.value.map(shown), next }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/holds/{holdId}',
        tags: ['currency'],
        summary: 'A hold as it stands, for whoever placed it and for its shop',
        middleware: [guard('hold.read')] as const,
        request: { params: holdIdParam },
        responses: { 200: answer('The hold', schemas.holdSchema), ...refusals },
      }),
      async (c) => {
        const view = await holds.hold(c.req.valid('param').holdId)
        const actor = c.get('actor')
        const mine =
          view !== undefined &&
          (covers(actor, view.walletId) ||
            (view.merchant !== null && covers(actor, view.merchant.merchantId)))
        if (!mine) return refused(c, notFound)
        c.header('cache-control', 'no-store')
        return c.json(shown(view), 200)
      },
    )
}

function shopRoutes({ ledger, holds, guard }: HoldRouteParts) {
  /** The shop of a hold when the actor works there. */
  const ownPayee = async (c: Context<Env>, holdId: string) => {
    const payee = await holds.holdPayee(holdId)
    return payee !== undefined && covers(c.get('actor'), payee.merchantId) ? payee : undefined
  }
  return createRouter()
    .openapi(
      createRoute({
        method: 'post',
        path: '/holds/{holdId}/capture',
        tags: ['currency'],
        summary: 'A merchant takes what is held, or a part of it; the rest goes back to its lots',
        middleware: [guard('hold.capture')] as const,
        request: { params: holdIdParam, headers: idempotencyHeader, body: jsonBody(schemas.captureBody) },
        responses: {
          201: answer('Captured: a payment like any other', schemas.captureReceiptSchema),
          ...refusals,
        },
      }),
      async (c) => {
        const { holdId } = c.req.valid('param')
        const payee = await ownPayee(c, holdId)
        if (payee === undefined) return refused(c, notFound)
        const { amountYen = null } = c.req.valid('json')
        const key = c.req.valid('header')['idempotency-key']
        const paid = await ledger.capture({ ...payee, holdId, amountYen, key })
        if (!paid.ok) return refused(c, paid.error)
        if (paid.value.replayed) c.header('idempotency-replayed', 'true')
        const { walletId: _, ...receipt } = paid.value.answer
        return c.json({ ...receipt, lots: [...receipt.lots] }, 201)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/holds/{holdId}/void',
        tags: ['currency'],
        summary: 'A merchant gives up what is held; all of it goes back to its lots',
        middleware: [guard('hold.void')] as const,
        request: { params: holdIdParam, headers: idempotencyHeader },
        responses: { 200: answer('Given up', schemas.voidReceiptSchema), ...refusals },
      }),
      async (c) => {
        const { holdId } = c.req.valid('param')
        const payee = await ownPayee(c, holdId)
        if (payee === undefined) return refused(c, notFound)
        const key = c.req.valid('header')['idempotency-key']
        const voided = await ledger.voidHold({ merchantAccountId: payee.merchantAccountId, holdId, key })
        if (!voided.ok) return refused(c, voided.error)
        if (voided.value.replayed) c.header('idempotency-replayed', 'true')
        return c.json(voided.value.answer, 200)
      },
    )
}

/** The holds for a shop the actor works at, or those of its wallet. */
async function pageFor(
  c: Context<Env>,
  holds: HoldViews,
  merchantId: string | undefined,
  page: Parameters<HoldViews['holdsOfWallet']>[1],
): Promise<Result<HoldView[], LedgerRefusal>> {
  const actor = c.get('actor')
  if (merchantId === undefined)
    return actor.wallet === undefined
      ? refuse({ code: 'wallet_not_found' })
      : ok(await holds.holdsOfWallet(actor.wallet.walletId, page))
  const found = covers(actor, merchantId) ? await holds.holdsOfMerchant(merchantId, page) : undefined
  return found === undefined ? refuse({ code: 'merchant_not_found', field: 'merchantId' }) : ok(found)
}

/** A shop is not told whose wallet it is. */
function shown(view: HoldView) {
  const { walletId: _, ...told } = view
  return { ...told, lots: [...view.lots] }
}
