import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { assert } from '../platform/assert.ts'
import type { Env } from '../platform/http/env.ts'
import { covers, type Guard } from '../platform/http/guard.ts'
import { problem } from '../platform/http/problem.ts'
import { createRouter, idempotencyHeader } from '../platform/http/validation.ts'
import {
  admissionRemovedSchema,
  admissionSaidSchema,
  admissionSchema,
  askedSchema,
  id,
  json,
  refusals,
  shopsOfInstitutionSchema,
  tieSchema,
} from './routes-ties-schemas.ts'
import type { Merchants } from './service.ts'
import {
  stateOfTie,
  statusOfTieRefusal,
  type Admission,
  type Tie,
  type TieAct,
  type TiedShop,
  type TieRefusal,
} from './tie.ts'
import type { Ties } from './tie-service.ts'

export type TieRoutesParts = {
  readonly ties: Ties
  readonly merchants: Pick<Merchants, 'find'>
  readonly guard: Guard<'shop.list' | 'tie.ask' | 'tie.decide'>
}

const refusedBy = (c: Context<Env>, { code, ...error }: TieRefusal): never => {
  const { field, ...facts } = { field: undefined, ...error }
  const status = statusOfTieRefusal({ code, ...error } as TieRefusal)
  return problem(c, { status, code, words: 'ties', field, facts }) as never
}

const notTheirs = (c: Context<Env>): never =>
  problem(c, { status: 403, code: 'not_allowed', field: 'institution' }) as never

const nothing = { code: 'tie_not_found' } as const

/** Shops that belong to an institution: asked for by its staff, agreed to by the shop or its town. */
export function tieRoutes({ ties, merchants, guard }: TieRoutesParts) {
  const shown = async ({ merchantId, institution, id: tieId, item, what, askedAt, ...tie }: Tie) => {
    const shop = await merchants.find(merchantId)
    assert(shop !== undefined, 'a tie names a shop of the register')
    const { nameJa, nameEn, municipality } = shop
    const title = item === null ? undefined : await ties.itemTitle(item)
    const name = (await ties.institutionName(institution)) ?? { ja: institution, en: institution }
    return {
      id: tieId,
      institution: { id: institution, name: { ...name } },
      item,
      itemTitle: title === undefined ? null : { ...title },
      shop: { id: merchantId, name: { ja: nameJa, en: nameEn }, municipality },
      what,
      state: stateOfTie(tie),
      askedAt,
    }
  }
  /** The tie, where the reader keeps its shop or decides for the shop's town. */
  const ofOwnShop = async (c: Context<Env>, tie: Tie | undefined): Promise<Tie | undefined> => {
    const shop = tie && (await merchants.find(tie.merchantId))
    const actor = c.get('actor')
    return shop && (covers(actor, shop.id) || covers(actor, shop.municipality)) ? tie : undefined
  }
  const act = async (c: Context<Env>, what: TieAct, tieId: string) => {
    const done = await ties.act({ id: tieId, what, doneBy: personOf(c) })
    return done.ok ? c.json(await shown(done.value), 200) : refusedBy(c, done.error)
  }
  const tell = async (
    c: Context<Env>,
    institution: string,
    said: Pick<Admission, 'textJa' | 'textEn' | 'source' | 'version'>,
  ) => {
    if (!covers(c.get('actor'), institution)) return notTheirs(c)
    const told = await ties.tellAdmission({ ...said, institution, saidBy: personOf(c) })
    return told.ok ? c.json(shownAdmission(told.value), 200) : refusedBy(c, told.error)
  }
  return createRouter()
    .openapi(shopsRoute(guard), async (c) => {
      const { items } = c.req.valid('query')
      const told = await ties.shopsOf(c.req.valid('param').id, items)
      c.header('cache-control', 'public, max-age=60')
      const admission = told.admission === undefined ? null : shownAdmission(told.admission)
      const [counters, sellers] = [told.counters.map(shownShop), told.sellers.map(shownShop)]
      return c.json({ admission, counters, sellers }, 200)
    })
    .openapi(ownRoute(guard), async (c) => {
      const institution = c.req.valid('param').id
      if (!covers(c.get('actor'), institution)) return notTheirs(c)
      const [admission, all] = [await ties.admissionOf(institution), await ties.ofInstitution(institution)]
      c.header('cache-control', 'no-store')
      const told = admission === undefined ? null : shownAdmission(admission)
      return c.json({ admission: told, ties: await Promise.all(all.map(shown)) }, 200)
    })
    .openapi(askRoute(guard), async (c) => {
      const institution = c.req.valid('param').id
      if (!covers(c.get('actor'), institution)) return notTheirs(c)
      const key = c.req.valid('header')['idempotency-key']
      const { item = null, ...said } = c.req.valid('json')
      const asked = await ties.ask({ ...said, item, institution, askedBy: personOf(c), key })
      return asked.ok ? c.json(await shown(asked.value), 200) : refusedBy(c, asked.error)
    })
    .openapi(admissionRoute(guard), (c) => {
      const { ja, en, source = '', version } = c.req.valid('json')
      return tell(c, c.req.valid('param').id, { textJa: ja, textEn: en, source, version })
    })
    .openapi(removalRoute(guard), (c) => {
      const nothingSaid = { textJa: '', textEn: '', source: '' }
      return tell(c, c.req.valid('param').id, { ...nothingSaid, version: c.req.valid('json').version })
    })
    .openapi(endRoute(guard), async (c) => {
      const { id: institution, tieId } = c.req.valid('param')
      if (!covers(c.get('actor'), institution)) return notTheirs(c)
      const isTheirs = (await ties.find(tieId))?.institution === institution
      return isTheirs ? act(c, 'ended', tieId) : refusedBy(c, nothing)
    })
    .openapi(deskRoute(guard), async (c) => {
      const own = await Promise.all((await ties.open()).map((tie) => ofOwnShop(c, tie)))
      c.header('cache-control', 'no-store')
      return c.json({ ties: await Promise.all(own.flatMap((tie) => (tie ? [shown(tie)] : []))) }, 200)
    })
    .openapi(decideRoute(guard), async (c) => {
      const { id: tieId, decision } = c.req.valid('param')
      const tie = await ofOwnShop(c, await ties.find(tieId))
      return tie === undefined ? refusedBy(c, nothing) : act(c, acts[decision], tieId)
    })
}

const acts = { agreement: 'agreed', refusal: 'refused', end: 'ended' } as const

const shownAdmission = ({ version, textJa, textEn, source, saidAt }: Admission) => ({
  version,
  ja: textJa,
  en: textEn,
  source,
  saidAt,
})

const shownShop = ({ nameJa, nameEn, payload, ...shop }: TiedShop) => ({
  ...shop,
  name: { ja: nameJa, en: nameEn },
  payAt: payload === null ? null : `/pay/${encodeURIComponent(payload)}`,
})

function personOf(c: Context<Env>): string {
  const { person } = c.get('actor')
  assert(person !== undefined, 'the guard lets only people through')
  return person.userId
}

type G = TieRoutesParts['guard']
const tags = ['merchants']

const shopsRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/institutions/{id}/shops',
    tags,
    summary:
      'What an institution’s admission costs, where it is paid, and which shops sell the like of what it shows',
    description: 'Only shops that agreed, or whose town did for them.',
    middleware: [guard('shop.list')] as const,
    request: {
      params: z.object({ id }),
      query: z.object({
        items: z
          .string()
          .max(2_000)
          .default('')
          .transform((text) => [...new Set(text.split(',').filter(Boolean))].slice(0, 20))
          .openapi({ type: 'string', description: 'Items whose sellers are told, too, with commas between' }),
      }),
    },
    responses: {
      200: json(shopsOfInstitutionSchema, 'The admission and the shops; empty where nothing is known'),
      400: refusals[400],
    },
  })

const ownRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/institutions/{id}/ties',
    tags,
    summary: 'What an institution said of its admission and asked of shops, the newest first',
    middleware: [guard('tie.ask')] as const,
    request: { params: z.object({ id }) },
    responses: {
      200: json(z.object({ admission: admissionSchema, ties: z.array(tieSchema) }), 'All of it'),
      ...refusals,
    },
  })

const askRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/institutions/{id}/ties',
    tags,
    summary: 'Ask a shop to take the admission, or to be named as one that sells the like',
    description: 'Readers are told once the shop, or its town for it, agreed.',
    middleware: [guard('tie.ask')] as const,
    request: {
      params: z.object({ id }),
      headers: idempotencyHeader,
      body: { required: true, content: { 'application/json': { schema: askedSchema } } },
    },
    responses: { 200: json(tieSchema, 'It waits for the shop'), ...refusals },
  })

const admissionRoute = (guard: G) =>
  createRoute({
    method: 'put',
    path: '/institutions/{id}/admission',
    tags,
    summary: 'Say what the admission costs',
    middleware: [guard('tie.ask')] as const,
    request: {
      params: z.object({ id }),
      body: { required: true, content: { 'application/json': { schema: admissionSaidSchema } } },
    },
    responses: { 200: json(admissionSchema.unwrap(), 'As it now stands'), ...refusals },
  })

const removalRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/institutions/{id}/admission/removal',
    tags,
    summary: 'Say nothing of the admission any more',
    middleware: [guard('tie.ask')] as const,
    request: {
      params: z.object({ id }),
      body: { required: true, content: { 'application/json': { schema: admissionRemovedSchema } } },
    },
    responses: { 200: json(admissionSchema.unwrap(), 'Nothing is said'), ...refusals },
  })

const endRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/institutions/{id}/ties/{tieId}/end',
    tags,
    summary: 'Take back what was asked, or end what was agreed',
    middleware: [guard('tie.ask')] as const,
    request: { params: z.object({ id, tieId: id }), headers: idempotencyHeader },
    responses: { 200: json(tieSchema, 'It has ended'), ...refusals },
  })

const deskRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/ties',
    tags,
    summary:
      'What institutions ask of one’s shops, or of those of one’s town, and what was agreed; the oldest first',
    middleware: [guard('tie.decide')] as const,
    responses: { 200: json(z.object({ ties: z.array(tieSchema) }), 'Those that wait or hold'), ...refusals },
  })

const decideRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/ties/{id}/{decision}',
    tags,
    summary: 'Agree, refuse, or end: the shop’s owner, or its town for it; an agreement never by who asked',
    middleware: [guard('tie.decide')] as const,
    request: {
      params: z.object({ id, decision: z.enum(['agreement', 'refusal', 'end']) }),
      headers: idempotencyHeader,
    },
    responses: { 200: json(tieSchema, 'As it now stands'), ...refusals },
  })
