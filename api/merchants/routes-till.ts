import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Env } from '../platform/http/env.ts'
import { covers, type Actor, type Guard } from '../platform/http/guard.ts'
import { problemAnswer } from '../platform/http/problem.ts'
import { createRouter } from '../platform/http/validation.ts'
import { dutyMs } from './clerk.ts'
import type { MerchantRefusal } from './errors.ts'
import { statusOfMerchantRefusal } from './errors.ts'
import { firstDayOf, type DecidedProfile } from './payout-profile.ts'
import type { TillPayment } from './ports.ts'
import { refused } from './routes.ts'
import * as schemas from './routes-schemas.ts'
import type { Merchants } from './service.ts'
import { printPosition, readPosition } from './till-position.ts'

export type TillRoutesParts = {
  readonly merchants: Merchants
  readonly guard: Guard<'merchant.till' | 'merchant.payments'>
}

const byId = z.object({ id: z.string().min(1).max(80) })
const json = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})
const refusals = {
  400: problemAnswer('A field is wrong; it is named'),
  401: problemAnswer('Nobody is signed in'),
  403: problemAnswer('Not allowed'),
  404: problemAnswer('No such shop or payment'),
  409: problemAnswer('The shop takes no payments yet'),
}

const refusedBy = (c: Context<Env>, error: MerchantRefusal) =>
  refused(c, error, statusOfMerchantRefusal(error))

/** What a shop sees of its own money, every second. */
export function tillRoutes({ merchants, guard }: TillRoutesParts) {
  const own = async (c: Context<Env>, id: string) => {
    const shop = covers(c.get('actor'), id) ? await merchants.find(id) : undefined
    return shop && shop.accountId !== null ? { ...shop, accountId: shop.accountId } : undefined
  }
  return createRouter()
    .openapi(tillRoute(guard), async (c) => {
      const shop = await own(c, c.req.valid('param').id)
      if (!shop) return refusedBy(c, { code: 'merchant_not_found' })
      const [till, weekAgo, payout, cameBack] = await Promise.all([
        merchants.till(shop),
        merchants.weekAgo(shop),
        merchants.forecast(shop),
        merchants.cameBack(shop.id),
      ])
      const lines = payout.lines.map((line) => ({ ...line, takingsDays: [...line.takingsDays] }))
      const agreed = { changes: payout.changes.map(shownProfile), history: payout.history.map(shownProfile) }
      return c.json(
        { ...till, weekAgo, payout: { ...payout, ...agreed, lines, cameBack: [...cameBack] } },
        200,
      )
    })
    .openapi(paymentsRoute(guard), async (c) => {
      const shop = await own(c, c.req.valid('param').id)
      if (!shop) return refusedBy(c, { code: 'merchant_not_found' })
      const { since, limit } = c.req.valid('query')
      const [till, { payments, position }] = await Promise.all([
        merchants.till(shop),
        since === undefined
          ? merchants.latest(shop.accountId, limit)
          : merchants.since(shop.accountId, readPosition(since), limit),
      ])
      const { day } = till
      const { from, mayTotal } = seenBy(c.get('actor'))
      const seen = payments.filter(({ paidAt }) => paidAt >= from)
      const totals = mayTotal
        ? { count: till.count, todayYen: till.todayYen }
        : { count: null, todayYen: null }
      const cursor = printPosition(position)
      const tag = tagOf([day, totals.count ?? '', totals.todayYen ?? ''], seen)
      c.header('etag', tag)
      c.header('cache-control', 'private, no-cache')
      if (c.req.header('if-none-match') === tag) return c.body(null, 304)
      return c.json({ day, ...totals, payments: seen, cursor }, 200)
    })
}

const shownProfile = (decided: DecidedProfile) => {
  const { kind, weekday, closingDay, payingDay, monthsAfter } = decided
  return { kind, weekday, closingDay, payingDay, monthsAfter, fromDay: firstDayOf(decided) }
}

/** A clerk to whom the shop does not show what it takes sees what arrives in their own time at the till, and no total. */
function seenBy({ till }: Actor): { readonly from: number; readonly mayTotal: boolean } {
  const clerk = till?.clerk
  if (clerk === undefined || clerk.maySeeTakings) return { from: 0, mayTotal: true }
  return { from: clerk.dutyUntil - dutyMs, mayTotal: false }
}

/** Changes whenever anything that the answer shows changes: FNV-1a over it, no secret and no promise. */
function tagOf(totals: readonly (string | number)[], payments: readonly TillPayment[]): string {
  const text = [...totals, ...payments.map((p) => `${p.paymentId}${p.refundedYen}`)].join(' ')
  let hash = 0xcbf29ce484222325n
  for (let at = 0; at < text.length; at++)
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(at))) * 0x100000001b3n)
  return `"${hash.toString(16)}"`
}

type G = TillRoutesParts['guard']

const tillRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/merchants/{id}/till',
    summary: 'Today’s takings beside those of a week ago, and when and how much will be paid out',
    tags: ['merchants'],
    middleware: [guard('merchant.till')] as const,
    request: { params: byId },
    responses: { 200: json(schemas.tillSchema, 'The till'), ...refusals },
  })

const paymentsRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/merchants/{id}/payments',
    summary: 'Payments of the shop; ask again with If-None-Match as often as every second',
    tags: ['merchants'],
    middleware: [guard('merchant.payments')] as const,
    request: { params: byId, query: schemas.paymentsQuery },
    responses: {
      200: json(schemas.paymentsSchema, 'Payments and today’s total'),
      304: { description: 'Nothing changed' },
      ...refusals,
    },
  })
