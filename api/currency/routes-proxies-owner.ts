import { createRoute, z } from '@hono/zod-openapi'
import { assert } from '../platform/assert.ts'
import { answer, jsonBody } from '../platform/http/answers.ts'
import type { Guard } from '../platform/http/guard.ts'
import { createRouter, idempotencyHeader } from '../platform/http/validation.ts'
import type { Proxies } from './proxy-service.ts'
import type { Proxy } from './proxy.ts'
import { deviceOf, refusals, walletOf } from './routes-answers.ts'
import * as schemas from './routes-proxies-schemas.ts'
import { nextOf, pageOf, refusedProxy } from './routes-proxies.ts'
import { idSchema, pageQuery } from './routes-schemas.ts'

/** What the routes of the owner's side ask the authorisation table for. */
export type OwnerOperation =
  | 'proxy.by_code'
  | 'proxy.own'
  | 'proxy.manage'
  | 'proxy.read_by_staff'
  | 'proxy.end_by_staff'

export type OwnerRouteParts = { readonly proxies: Proxies; readonly guard: Guard<OwnerOperation> }

type OfWallet = Awaited<ReturnType<Proxies['ofWallet']>>

/** How many acts the owner's side is shown at once, unless it asks otherwise. */
const actsAtOnce = 50

/** One act more than is shown, so that a page that says "older" has something older. */
const withOneMore = (asked: Parameters<typeof pageOf>[0]) => pageOf({ ...asked, limit: asked.limit + 1 })

const told = ({ proxies, acts: read }: OfWallet, limit: number) => {
  const acts = read.slice(0, limit)
  return {
    proxies: proxies.map(
      ({ walletId: _wallet, deviceId: _device, ...one }: Proxy & { inForce: boolean }) => one,
    ),
    acts,
    next: read.length > limit ? nextOf(acts, limit) : null,
  }
}

/** The owner's side: with the printed code from any browser, with a phone of the owner's, or at the desk. */
export function ownerRoutes({ proxies, guard }: OwnerRouteParts) {
  return createRouter()
    .openapi(lookByCodeRoute(guard), async (c) => {
      const { code, before } = c.req.valid('json')
      const whose = await proxies.walletOfCode(code)
      if (!whose.ok) return refusedProxy(c, whose.error)
      c.header('cache-control', 'no-store')
      const page = withOneMore({ before, limit: actsAtOnce })
      return c.json(told(await proxies.ofWallet(whose.value, page), actsAtOnce), 200)
    })
    .openapi(inviteByCodeRoute(guard), async (c) => {
      const { code, ...terms } = c.req.valid('json')
      const whose = await proxies.walletOfCode(code)
      if (!whose.ok) return refusedProxy(c, whose.error)
      const key = c.req.valid('header')['idempotency-key']
      const invited = await proxies.invite({ walletId: whose.value, by: 'code', key }, terms)
      c.header('cache-control', 'no-store')
      return invited.ok ? c.json(invited.value, 201) : refusedProxy(c, invited.error)
    })
    .openapi(endByCodeRoute(guard), async (c) => {
      const { code, proxyId } = c.req.valid('json')
      const whose = await proxies.walletOfCode(code)
      if (!whose.ok) return refusedProxy(c, whose.error)
      const by = { by: 'code', endedBy: null, reason: 'asked for with the printed code' } as const
      const ended = await proxies.takeAway(whose.value, proxyId, by)
      return ended.ok ? c.body(null, 204) : refusedProxy(c, ended.error)
    })
    .openapi(ownRoute(guard), async (c) => {
      const asked = c.req.valid('query')
      c.header('cache-control', 'no-store')
      return c.json(told(await proxies.ofWallet(walletOf(c), withOneMore(asked)), asked.limit), 200)
    })
    .openapi(inviteRoute(guard), async (c) => {
      const key = c.req.valid('header')['idempotency-key']
      const invited = await proxies.invite({ walletId: walletOf(c), by: 'device', key }, c.req.valid('json'))
      c.header('cache-control', 'no-store')
      return invited.ok ? c.json(invited.value, 201) : refusedProxy(c, invited.error)
    })
    .openapi(takeAwayRoute(guard), async (c) => {
      const { walletId, deviceId: endedBy } = deviceOf(c)
      const by = { by: 'device', endedBy, reason: 'asked for by its holder' } as const
      const ended = await proxies.takeAway(walletId, c.req.valid('param').proxyId, by)
      return ended.ok ? c.body(null, 204) : refusedProxy(c, ended.error)
    })
    .openapi(deskRoute(guard), async (c) => {
      const { paymentId, ...asked } = c.req.valid('query')
      const whose = await proxies.walletOfPayment(paymentId)
      if (!whose.ok) return refusedProxy(c, whose.error)
      c.header('cache-control', 'no-store')
      const { proxies: known } = told(await proxies.ofWallet(whose.value, pageOf(asked)), asked.limit)
      return c.json({ proxies: known }, 200)
    })
    .openapi(deskEndRoute(guard), async (c) => {
      const { person } = c.get('actor')
      assert(person !== undefined, 'the guard lets only people take proxies away at the desk')
      const { paymentId, reason } = c.req.valid('json')
      const whose = await proxies.walletOfPayment(paymentId)
      if (!whose.ok) return refusedProxy(c, whose.error)
      const by = { by: 'staff', endedBy: person.userId, reason } as const
      const ended = await proxies.takeAway(whose.value, c.req.valid('param').proxyId, by)
      return ended.ok ? c.body(null, 204) : refusedProxy(c, ended.error)
    })
}

type G = OwnerRouteParts['guard']
const gone = { 204: { description: 'It acts no more' }, ...refusals }

const lookByCodeRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/wallets/proxies/looking',
    tags: ['currency'],
    summary: 'With the owner’s printed code: who acts for the wallet, and what was done; the code stays good',
    middleware: [guard('proxy.by_code')] as const,
    request: { body: jsonBody(schemas.lookByCodeBody) },
    responses: { 200: answer('All of them, the acts the newest first', schemas.ofWalletSchema), ...refusals },
  })

const inviteByCodeRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/wallets/proxies/invitations',
    tags: ['currency'],
    summary: 'With the owner’s printed code: a code that lets one phone act, once and for a short while',
    middleware: [guard('proxy.by_code')] as const,
    request: { headers: idempotencyHeader, body: jsonBody(schemas.inviteByCodeBody) },
    responses: { 201: answer('A new one for each key', schemas.invitedSchema), ...refusals },
  })

const endByCodeRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/wallets/proxies/endings',
    tags: ['currency'],
    summary: 'With the owner’s printed code: take one proxy away; done twice it does nothing twice',
    middleware: [guard('proxy.by_code')] as const,
    request: { body: jsonBody(schemas.endByCodeBody) },
    responses: gone,
  })

const ownRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/wallets/me/proxies',
    tags: ['currency'],
    summary: 'Who acts for this browser’s wallet, and what was done',
    middleware: [guard('proxy.own')] as const,
    request: { query: pageQuery },
    responses: { 200: answer('All of them, the acts the newest first', schemas.ofWalletSchema), ...refusals },
  })

const inviteRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/wallets/me/proxies/invitations',
    tags: ['currency'],
    summary: 'A code that lets one phone act for this browser’s wallet, once and for a short while',
    middleware: [guard('proxy.manage')] as const,
    request: { headers: idempotencyHeader, body: jsonBody(schemas.termsBody) },
    responses: { 201: answer('A new one for each key', schemas.invitedSchema), ...refusals },
  })

const takeAwayRoute = (guard: G) =>
  createRoute({
    method: 'delete',
    path: '/wallets/me/proxies/{proxyId}',
    tags: ['currency'],
    summary: 'Take a proxy of this browser’s wallet away; done twice it does nothing twice',
    middleware: [guard('proxy.manage')] as const,
    request: { params: schemas.proxyIdParam },
    responses: gone,
  })

const deskRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/wallet-proxies',
    tags: ['currency'],
    summary: 'Who acts for the wallet that made a payment; nothing of what is in it',
    middleware: [guard('proxy.read_by_staff')] as const,
    request: { query: pageQuery.extend({ paymentId: idSchema }) },
    responses: {
      200: answer('All of them', z.object({ proxies: schemas.ofWalletSchema.shape.proxies })),
      ...refusals,
    },
  })

const deskEndRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/wallet-proxies/{proxyId}/ending',
    tags: ['currency'],
    summary: 'Take a proxy away for an owner who calls, with the reason',
    middleware: [guard('proxy.end_by_staff')] as const,
    request: { params: schemas.proxyIdParam, body: jsonBody(schemas.reasonBody) },
    responses: gone,
  })
