import { createRoute, z } from '@hono/zod-openapi'
import { assert } from '../platform/assert.ts'
import type { Guard } from '../platform/http/guard.ts'
import { createRouter, idempotencyHeader } from '../platform/http/validation.ts'
import { everyBankDay, profileKinds, tidyMerchantCode } from '../merchants/index.ts'
import type { PayoutProfiles } from './payout-profile-service.ts'
import type { ProfileShops } from './ports.ts'
import { json, refusals, refused } from './routes.ts'
import * as schemas from './routes-schemas.ts'

export type PayoutProfileRoutesParts = {
  readonly payoutProfiles: PayoutProfiles
  readonly shops: Pick<ProfileShops, 'findByCode'>
  readonly guard: Guard<'payout_profile.read' | 'payout_profile.propose' | 'payout_profile.approve'>
}

const dayOfMonth = z.int().min(1).max(31).openapi({ description: '31: the last day of any month' })
const agreedFields = {
  merchantCode: z.string().trim().min(1).max(20).openapi({ description: 'The number of the shop' }),
  fromDay: z.iso.date().openapi({ description: 'The first day, in Japan, whose takings it holds for' }),
  reason: z.string().trim().min(1).max(500).openapi({ description: 'How it was agreed with the shop' }),
}
const askedSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ ...agreedFields, kind: z.literal('every_bank_day') }),
    z.strictObject({
      ...agreedFields,
      kind: z.literal('weekly'),
      weekday: z.int().min(1).max(5).openapi({ description: '1 Monday … 5 Friday' }),
    }),
    z.strictObject({
      ...agreedFields,
      kind: z.literal('monthly'),
      closingDay: dayOfMonth,
      payingDay: dayOfMonth,
      monthsAfter: z
        .int()
        .min(0)
        .max(1)
        .openapi({ description: '0: paid in the month of the closing, 1: in the one after' }),
    }),
  ])
  .openapi('PayoutProfileAsked')

const requestSchema = z
  .object({
    ...schemas.requestFields,
    merchantCode: z.string(),
    nameJa: z.string(),
    nameEn: z.string(),
    kind: z.enum(profileKinds),
    weekday: z.int().nullable(),
    closingDay: z.int().nullable(),
    payingDay: z.int().nullable(),
    monthsAfter: z.int().nullable(),
    fromDay: z.iso.date(),
  })
  .openapi('PayoutProfileRequest')

type Request = Awaited<ReturnType<PayoutProfiles['requests']>>[number]

/** The days on which shops are paid: proposed by one person, let go by another. */
export function payoutProfileRoutes({ payoutProfiles, shops, guard }: PayoutProfileRoutesParts) {
  const shown = async (request: Request) => {
    const shop = await shops.findByCode(request.merchantCode)
    return { ...request, nameJa: shop?.nameJa ?? '', nameEn: shop?.nameEn ?? '' }
  }
  return createRouter()
    .openapi(listRoute(guard), async (c) => {
      c.header('cache-control', 'no-store')
      return c.json({ requests: await Promise.all((await payoutProfiles.requests(100)).map(shown)) }, 200)
    })
    .openapi(proposeRoute(guard), async (c) => {
      const { person } = c.get('actor')
      assert(person !== undefined, 'the guard lets only people propose')
      const key = c.req.valid('header')['idempotency-key']
      const said = c.req.valid('json')
      const asked = { ...everyBankDay, ...said, merchantCode: tidyMerchantCode(said.merchantCode) }
      const waiting = await payoutProfiles.ask(asked, { key, requestedBy: person.userId })
      return waiting.ok ? c.json(await shown(waiting.value), 201) : refused(c, waiting.error)
    })
    .openapi(decideRoute(guard), async (c) => {
      const { person } = c.get('actor')
      assert(person !== undefined, 'the guard lets only people decide')
      const { id, decision } = c.req.valid('param')
      const decide = decision === 'approval' ? payoutProfiles.approve : payoutProfiles.refuse
      const decided = await decide({ id, decidedBy: person.userId, ...c.req.valid('json') })
      return decided.ok ? c.json(await shown(decided.value), 200) : refused(c, decided.error)
    })
}

type G = PayoutProfileRoutesParts['guard']
const tags = ['office']

const listRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/payout-profiles',
    tags,
    summary: 'Days of payouts that were proposed for shops and what was decided, the newest first',
    middleware: [guard('payout_profile.read')] as const,
    responses: {
      200: json(z.object({ requests: z.array(requestSchema) }), 'A hundred at most'),
      ...refusals,
    },
  })

const proposeRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/payout-profiles',
    tags,
    summary: 'Propose on which days a shop is paid, for its takings from a day on',
    middleware: [guard('payout_profile.propose')] as const,
    request: {
      headers: idempotencyHeader,
      body: { required: true, content: { 'application/json': { schema: askedSchema } } },
    },
    responses: { 201: json(requestSchema, 'The proposal waits'), ...refusals },
  })

const decideRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/payout-profiles/{id}/{decision}',
    tags,
    summary: 'Let exactly what was read hold from its day on, or refuse it; never by who proposed',
    middleware: [guard('payout_profile.approve')] as const,
    request: {
      params: z.object({ id: z.string().min(1).max(80), decision: z.enum(['approval', 'refusal']) }),
      headers: idempotencyHeader,
      body: { required: true, content: { 'application/json': { schema: schemas.requestDecisionSchema } } },
    },
    responses: { 200: json(requestSchema, 'The proposal as decided'), ...refusals },
  })
