import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { setCookie } from 'hono/cookie'
import { assert } from '../platform/assert.ts'
import { startOfJapanDay, addDays } from '../platform/clock.ts'
import type { Env } from '../platform/http/env.ts'
import { covers, type Guard } from '../platform/http/guard.ts'
import { createRouter, idempotencyHeader } from '../platform/http/validation.ts'
import { isLocked, type Clerk } from './clerk.ts'
import type { Clerks } from './clerk-service.ts'
import { refused } from './routes.ts'
import * as schemas from './routes-clerks-schemas.ts'
import type { Merchants } from './service.ts'
import { tillCookie } from './till-cookie.ts'

export type ClerkRoutesParts = {
  readonly clerks: Clerks
  readonly merchants: Pick<Merchants, 'find' | 'inStatus'>
  readonly guard: Guard<'till.manage' | 'till.oversee' | 'till.stop' | 'till.acts'>
  /** True where people reach the hub by https: the till's cookie then never travels in the open. */
  readonly secureCookies: boolean
}

/** What is shown of a clerk: never anything of the PIN. */
const shown = ({ id, merchantId: _m, wrongTries, ...clerk }: Clerk) => ({
  ...clerk,
  clerkId: id,
  isLocked: isLocked({ wrongTries }),
})

/** A shop's clerks and tills, for who keeps the shop and, to stop them, for the office. */
export function clerkRoutes({ clerks, merchants, guard, secureCookies }: ClerkRoutesParts) {
  /** The shop, where the actor reaches it or its town; somebody else's is told apart from a missing one by nobody. */
  const reached = async (c: Context<Env>, id: string): Promise<boolean> => {
    const actor = c.get('actor')
    const shop = await merchants.find(id)
    return (
      shop !== undefined && shop.accountId !== null && (covers(actor, id) || covers(actor, shop.municipality))
    )
  }
  const by = (c: Context<Env>, merchantId: string, reason?: string) => {
    const { person } = c.get('actor')
    assert(person !== undefined, 'the guard lets only people change a shop’s clerks')
    return { merchantId, userId: person.userId, reason }
  }
  const notFound = (c: Context<Env>) => refused(c, { code: 'merchant_not_found' }, 404)
  const noContent = (c: Context<Env>) => c.body(null, 204)
  return createRouter()
    .openapi(shopsRoute(guard), async (c) => {
      const shops = await merchants.inStatus('approved')
      const own = shops.filter(({ id, municipality }) => {
        const actor = c.get('actor')
        return covers(actor, id) || covers(actor, municipality)
      })
      return c.json({ shops: own.map(({ id, nameJa, nameEn }) => ({ id, nameJa, nameEn })) }, 200)
    })
    .openapi(staffRoute(guard), async (c) => {
      const { id } = c.req.valid('param')
      if (!(await reached(c, id))) return notFound(c)
      const [all, tills, changes] = await Promise.all([
        clerks.clerks(id),
        clerks.tills(id),
        clerks.changes(id),
      ])
      c.header('cache-control', 'no-store')
      return c.json(
        {
          clerks: all.map(shown),
          tills: tills.map(({ id: deviceId, name, clerkName, createdAt }) => ({
            deviceId,
            name,
            clerkName,
            createdAt,
          })),
          changes: [...changes],
        },
        200,
      )
    })
    .openapi(addRoute(guard), async (c) => {
      const { id } = c.req.valid('param')
      if (!(await reached(c, id))) return notFound(c)
      const key = c.req.valid('header')['idempotency-key']
      const added = await clerks.add(c.req.valid('json'), by(c, id), key)
      return added.ok ? c.json(added.value, 201) : schemas.refusedBy(c, added.error)
    })
    .openapi(changeRoute(guard), async (c) => {
      const { id, clerkId } = c.req.valid('param')
      if (!(await reached(c, id))) return notFound(c)
      const changed = await clerks.change(clerkId, c.req.valid('json'), by(c, id))
      return changed.ok ? noContent(c) : schemas.refusedBy(c, changed.error)
    })
    .openapi(pinRoute(guard), async (c) => {
      const { id, clerkId } = c.req.valid('param')
      if (!(await reached(c, id))) return notFound(c)
      const changed = await clerks.newPin(clerkId, c.req.valid('json').pin, by(c, id))
      return changed.ok ? noContent(c) : schemas.refusedBy(c, changed.error)
    })
    .openapi(endRoute(guard), async (c) => {
      const { id, clerkId } = c.req.valid('param')
      if (!(await reached(c, id))) return notFound(c)
      const ended = await clerks.end(clerkId, by(c, id, c.req.valid('json').reason))
      return ended.ok ? noContent(c) : schemas.refusedBy(c, ended.error)
    })
    .openapi(addTillRoute(guard), async (c) => {
      const { id } = c.req.valid('param')
      if (!(await reached(c, id))) return notFound(c)
      const key = c.req.valid('header')['idempotency-key']
      const added = await clerks.addTill(c.req.valid('json').name, by(c, id), key)
      if (!added.ok) return schemas.refusedBy(c, added.error)
      setCookie(c, tillCookie, added.value.credential, {
        httpOnly: true,
        sameSite: 'Lax',
        secure: secureCookies,
        path: '/',
        // 400 days is the longest that browsers keep a cookie (RFC 6265bis 5.5).
        maxAge: 400 * 86_400,
      })
      c.header('cache-control', 'no-store')
      return c.json({ deviceId: added.value.deviceId }, 201)
    })
    .openapi(endTillRoute(guard), async (c) => {
      const { id, deviceId } = c.req.valid('param')
      if (!(await reached(c, id))) return notFound(c)
      const ended = await clerks.endTill(deviceId, by(c, id, c.req.valid('json').reason))
      return ended.ok ? noContent(c) : schemas.refusedBy(c, ended.error)
    })
    .openapi(actsRoute(guard), async (c) => {
      const { id } = c.req.valid('param')
      if (!(await reached(c, id))) return notFound(c)
      const { day } = c.req.valid('query')
      const bounds = { fromAt: startOfJapanDay(day), untilAt: startOfJapanDay(addDays(day, 1)) }
      c.header('cache-control', 'no-store')
      return c.json({ acts: [...(await clerks.acts(id, bounds))] }, 200)
    })
}

type G = ClerkRoutesParts['guard']
const done = { 204: { description: 'Done, also when it was before' }, ...schemas.refusals }

const shopsRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/till-shops',
    summary: 'The shops whose tills and clerks the asking person may stop',
    tags: ['merchants'],
    middleware: [guard('till.oversee')] as const,
    responses: { 200: schemas.json(schemas.tillShopsSchema, 'Shops'), ...schemas.refusals },
  })

const staffRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/merchants/{id}/staff',
    summary: 'Clerks and tills of a shop, and who changed them',
    tags: ['merchants'],
    middleware: [guard('till.oversee')] as const,
    request: { params: schemas.idParameter },
    responses: { 200: schemas.json(schemas.staffSchema, 'Clerks and tills'), ...schemas.refusals },
  })

const addRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/merchants/{id}/clerks',
    summary: 'Add a clerk, who comes to the shop’s tills with a PIN',
    tags: ['merchants'],
    middleware: [guard('till.manage')] as const,
    request: {
      params: schemas.idParameter,
      headers: idempotencyHeader,
      body: schemas.body(schemas.newClerkSchema),
    },
    responses: { 201: schemas.json(z.object({ clerkId: z.string() }), 'Added'), ...schemas.refusals },
  })

const changeRoute = (guard: G) =>
  createRoute({
    method: 'put',
    path: '/merchants/{id}/clerks/{clerkId}',
    summary: 'What a clerk is called and may do from now on',
    tags: ['merchants'],
    middleware: [guard('till.manage')] as const,
    request: { params: schemas.clerkParameters, body: schemas.body(schemas.clerkChangeSchema) },
    responses: done,
  })

const pinRoute = (guard: G) =>
  createRoute({
    method: 'put',
    path: '/merchants/{id}/clerks/{clerkId}/pin',
    summary: 'A new PIN for a clerk; a locked one opens again',
    tags: ['merchants'],
    middleware: [guard('till.manage')] as const,
    request: { params: schemas.clerkParameters, body: schemas.body(schemas.pinSchema) },
    responses: done,
  })

const endRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/merchants/{id}/clerks/{clerkId}/end',
    summary: 'A clerk does nothing more, at no till, from now on',
    tags: ['merchants'],
    middleware: [guard('till.stop')] as const,
    request: { params: schemas.clerkParameters, body: schemas.body(schemas.stopSchema) },
    responses: done,
  })

const addTillRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/merchants/{id}/tills',
    summary: 'Make this browser a till of the shop; it gets its cookie',
    tags: ['merchants'],
    middleware: [guard('till.manage')] as const,
    request: {
      params: schemas.idParameter,
      headers: idempotencyHeader,
      body: schemas.body(schemas.newTillSchema),
    },
    responses: {
      201: schemas.json(z.object({ deviceId: z.string() }), 'This browser is a till'),
      ...schemas.refusals,
    },
  })

const endTillRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/merchants/{id}/tills/{deviceId}/end',
    summary: 'Sign a till out, from wherever: it opens nothing more',
    tags: ['merchants'],
    middleware: [guard('till.stop')] as const,
    request: { params: schemas.tillParameters, body: schemas.body(schemas.stopSchema) },
    responses: done,
  })

const actsRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/merchants/{id}/till-acts',
    summary: 'Who took payments and gave them back on a day in Japan',
    tags: ['merchants'],
    middleware: [guard('till.acts')] as const,
    request: { params: schemas.idParameter, query: z.object({ day: z.iso.date() }) },
    responses: { 200: schemas.json(schemas.actsSchema, 'The day'), ...schemas.refusals },
  })
