import { createRoute, z } from '@hono/zod-openapi'
import { assert } from '../platform/assert.ts'
import { covers, type Guard } from '../platform/http/guard.ts'
import { createRouter, idempotencyHeader } from '../platform/http/validation.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import { potPeriods, weekdays } from '../currency/index.ts'
import { merchantClasses, purposes, tidyMerchantCode } from '../merchants/index.ts'
import type { OfficeRefusal } from './errors.ts'
import { ruleOf, validDaysMax, validityOf, type PotOpening } from './pot-opening-request.ts'
import { potIdOf, type PotOpenings } from './pot-opening-service.ts'
import type { PotShops } from './ports.ts'
import { json, refusals, refused, shopsOfRule } from './routes.ts'
import * as schemas from './routes-schemas.ts'

export type PotOpeningRoutesParts = {
  readonly potOpenings: PotOpenings
  readonly shops: PotShops
  readonly guard: Guard<'pot.read' | 'pot_opening.propose' | 'pot_opening.approve'>
}

const town = z.string().regex(/^\d{6}$/)
const name = z.string().trim().min(1).max(60)
const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/)
const several = <Item extends z.ZodType>(item: Item, most: number) =>
  z.array(item).min(1).max(most).optional()

const askedSchema = z
  .strictObject({
    municipality: town.openapi({ description: 'Whose money it is' }),
    nameJa: name,
    nameEn: name,
    validDays: z.int().min(1).max(validDaysMax).optional().openapi({
      description: 'A gift is valid so many days; of all ends that are said, the earliest counts',
    }),
    lastDay: z.iso
      .date()
      .optional()
      .openapi({ description: 'In Japan; after it the pot gives nothing more', example: '2027-03-31' }),
    endOf: z
      .enum(potPeriods)
      .optional()
      .openapi({ description: 'A gift ends with the period it was made in' }),
    municipalities: several(town, 20).openapi({ description: 'Towns where it may be spent' }),
    merchantClasses: several(z.enum(merchantClasses), merchantClasses.length),
    merchantCodes: several(z.string().trim().min(1).max(20), 30).openapi({
      description: 'Numbers of the shops where it may be spent',
    }),
    purposes: several(z.enum(purposes), purposes.length),
    weekdays: several(z.enum(weekdays), weekdays.length),
    hours: z
      .strictObject({ from: time, until: time })
      .optional()
      .openapi({ description: 'Japanese time; over midnight where the second is the earlier' }),
    reason: z.string().trim().min(1).max(500),
  })
  .openapi('PotOpeningAsked')

const requestSchema = z
  .object({
    ...schemas.requestFields,
    potId: z.string(),
    municipality: z.string(),
    nameJa: z.string(),
    nameEn: z.string(),
    ...schemas.validityFields,
    ...schemas.ruleFields,
  })
  .openapi('PotOpening')

/** Pots of the towns: asked for by one person, opened by another. */
export function potOpeningRoutes({ potOpenings, shops, guard }: PotOpeningRoutesParts) {
  const shown = async (request: PotOpening) => ({ ...request, shops: await shopsOfRule(shops, request.rule) })
  /** The shops of these numbers. Refuses pot_shop_not_open. */
  const idsOf = async (codes: readonly string[]): Promise<Result<readonly string[], OfficeRefusal>> => {
    const found = await Promise.all(codes.map((code) => shops.findByCode(tidyMerchantCode(code))))
    const missing = codes.find((_, at) => found[at] === undefined)
    return missing === undefined
      ? ok(found.map((shop) => shop!.id))
      : refuse({ code: 'pot_shop_not_open', field: 'merchantCodes', shop: missing })
  }
  return createRouter()
    .openapi(listRoute(guard), async (c) => {
      const all = await potOpenings.requests(100)
      const own = all.filter(({ municipality }) => covers(c.get('actor'), municipality))
      c.header('cache-control', 'no-store')
      return c.json({ requests: await Promise.all(own.map(shown)) }, 200)
    })
    .openapi(proposeRoute(guard), async (c) => {
      const { person, ...actor } = c.get('actor')
      assert(person !== undefined, 'the guard lets only people propose')
      const { merchantCodes, reason, ...said } = c.req.valid('json')
      if (!covers(actor, said.municipality))
        return refused(c, { code: 'pot_town_not_found', field: 'municipality' })
      const validity = validityOf(said)
      if (!validity.ok) return refused(c, validity.error)
      const merchants = await idsOf(merchantCodes ?? [])
      if (!merchants.ok) return refused(c, merchants.error)
      const by = { requestedBy: person.userId, key: c.req.valid('header')['idempotency-key'] }
      const { municipality, nameJa, nameEn } = said
      const named = merchantCodes === undefined ? undefined : merchants.value
      const rule = ruleOf({
        municipalities: said.municipalities,
        merchantClasses: said.merchantClasses,
        merchants: named,
        purposes: said.purposes,
        weekdays: said.weekdays,
        hours: said.hours,
      })
      const pot = { potId: potIdOf(by), municipality, nameJa, nameEn, ...validity.value, rule }
      const waiting = await potOpenings.ask({ ...pot, reason }, by)
      return waiting.ok ? c.json(await shown(waiting.value), 201) : refused(c, waiting.error)
    })
    .openapi(decideRoute(guard), async (c) => {
      const { person, ...actor } = c.get('actor')
      assert(person !== undefined, 'the guard lets only people decide')
      const { id, decision } = c.req.valid('param')
      const found = await potOpenings.find(id)
      // Another town's is told apart from a missing one by nobody.
      if (found === undefined || !covers(actor, found.municipality))
        return refused(c, { code: 'request_not_found' })
      const decide = decision === 'approval' ? potOpenings.approve : potOpenings.refuse
      const decided = await decide({ id, decidedBy: person.userId, ...c.req.valid('json') })
      return decided.ok ? c.json(await shown(decided.value), 200) : refused(c, decided.error)
    })
}

type G = PotOpeningRoutesParts['guard']
const tags = ['office']

const listRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/pot-openings',
    tags,
    summary: 'Pots that were asked for in the officer’s towns and what was decided, the newest first',
    middleware: [guard('pot.read')] as const,
    responses: {
      200: json(
        z.object({ requests: z.array(requestSchema) }),
        'All that wait, and the newest of the others',
      ),
      ...refusals,
    },
  })

const proposeRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/pot-openings',
    tags,
    summary: 'Ask for a pot of one’s town, with nothing in it; it is opened when somebody else approves',
    middleware: [guard('pot_opening.propose')] as const,
    request: {
      headers: idempotencyHeader,
      body: { required: true, content: { 'application/json': { schema: askedSchema } } },
    },
    responses: { 201: json(requestSchema, 'The request waits'), ...refusals },
  })

const decideRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/pot-openings/{id}/{decision}',
    tags,
    summary: 'Open exactly the pot that was read, or refuse it; never by who asked',
    middleware: [guard('pot_opening.approve')] as const,
    request: {
      params: z.object({ id: z.string().min(1).max(80), decision: z.enum(['approval', 'refusal']) }),
      headers: idempotencyHeader,
      body: { required: true, content: { 'application/json': { schema: schemas.requestDecisionSchema } } },
    },
    responses: { 200: json(requestSchema, 'The request as decided'), ...refusals },
  })
