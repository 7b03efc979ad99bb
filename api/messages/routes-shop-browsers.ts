import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { assert } from '../platform/assert.ts'
import type { Env } from '../platform/http/env.ts'
import { covers, type Guard } from '../platform/http/guard.ts'
import { problem } from '../platform/http/problem.ts'
import { createRouter, idempotencyHeader } from '../platform/http/validation.ts'
import { body, json, refusals, refused } from './routes-answers.ts'
import { browserSchema, givenBrowserSchema, ownBrowsersSchema, shownBrowser } from './routes-push.ts'
import type { ShopBrowsers } from './shop-browser-service.ts'
import { shopLanguages } from './shop-language.ts'

export type ShopBrowserRouteParts = {
  readonly browsers: ShopBrowsers
  readonly guard: Guard<'message.shop' | 'message.shop_browser'>
}

const params = z.object({ id: z.string().min(1).max(80) })
const ownSchema = ownBrowsersSchema.extend({
  renewable: z.array(z.string()).openapi({
    description: 'Numbers of the person’s browsers whose session has ended, and that nobody stopped',
  }),
})
const givenSchema = givenBrowserSchema.extend({ language: z.enum(shopLanguages) })

/** Someone else's shop is told apart from a missing one by nobody. */
const notFound = (c: Context<Env>): never =>
  problem(c, { status: 404, code: 'merchant_not_found', words: 'merchants' }) as never

/** Notices on phones of a shop's owner: which browsers show them. */
export function shopBrowserRoutes({ browsers, guard }: ShopBrowserRouteParts) {
  return createRouter()
    .openapi(readRoute(guard), async (c) => {
      const { id } = c.req.valid('param')
      const { person, ...actor } = c.get('actor')
      assert(person !== undefined, 'the guard lets only people through')
      if (!covers(actor, id)) return notFound(c)
      const [own, renewable] = await Promise.all([browsers.ofShop(id), browsers.renewable(id, person.userId)])
      c.header('cache-control', 'no-store')
      return c.json(
        { publicKey: browsers.publicKey ?? null, browsers: own.map(shownBrowser), renewable: [...renewable] },
        200,
      )
    })
    .openapi(giveRoute(guard), async (c) => {
      const { id } = c.req.valid('param')
      const { person, ...actor } = c.get('actor')
      assert(person !== undefined, 'the guard lets only people through')
      if (!covers(actor, id)) return notFound(c)
      const { endpoint, keys, language } = c.req.valid('json')
      const { userId, sessionId } = person
      const given = await browsers.give({ merchantId: id, userId, sessionId, endpoint, ...keys, language })
      return given.ok ? c.json(shownBrowser(given.value), 200) : refused(c, given.error)
    })
    .openapi(removeRoute(guard), async (c) => {
      const { id, browserId } = c.req.valid('param')
      if (!covers(c.get('actor'), id)) return notFound(c)
      await browsers.remove(id, browserId)
      return c.body(null, 204)
    })
}

type G = ShopBrowserRouteParts['guard']
const tags = ['messages']

const readRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/merchants/{id}/push-addresses',
    tags,
    summary: 'Which browsers tell of this shop’s payouts',
    middleware: [guard('message.shop')] as const,
    request: { params },
    responses: { 200: json(ownSchema, 'The browsers, the newest first'), ...refusals },
  })

const giveRoute = (guard: G) =>
  createRoute({
    method: 'put',
    path: '/merchants/{id}/push-addresses',
    tags,
    summary: 'Have this browser tell of this shop’s payouts while its owner is signed in there',
    middleware: [guard('message.shop_browser')] as const,
    request: { params, headers: idempotencyHeader, body: body(givenSchema) },
    responses: { 200: json(browserSchema, 'Noted'), ...refusals },
  })

const removeRoute = (guard: G) =>
  createRoute({
    method: 'delete',
    path: '/merchants/{id}/push-addresses/{browserId}',
    tags,
    summary: 'Tell nothing more there; what still waits is not sent',
    middleware: [guard('message.shop')] as const,
    request: { params: params.extend({ browserId: z.string().min(1).max(64) }) },
    responses: { 204: { description: 'Forgotten' }, ...refusals },
  })
