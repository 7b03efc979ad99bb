import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { answer, jsonBody } from '../platform/http/answers.ts'
import type { Env } from '../platform/http/env.ts'
import type { Guard } from '../platform/http/guard.ts'
import { problem } from '../platform/http/problem.ts'
import { createRouter, idempotencyHeader } from '../platform/http/validation.ts'
import { statusOfProxyRefusal } from './proxy-errors.ts'
import type { ProxyRefusal } from './proxy-errors.ts'
import type { ActPage } from './proxy-ports.ts'
import type { Proxies } from './proxy-service.ts'
import { isInForce, leftTodayYen, ownersActs } from './proxy.ts'
import type { ActingProxy, Proxy } from './proxy.ts'
import { deviceOf, refusals, refused } from './routes-answers.ts'
import * as schemas from './routes-proxies-schemas.ts'
import { pageQuery, payBody, printCursor, readCursor, receiptSchema } from './routes-schemas.ts'
import type { LedgerViews } from './views.ts'

/** What the routes of who acts for somebody ask the authorisation table for. */
export type ProxyOperation = 'proxy.open' | 'proxy.accept' | 'proxy.read' | 'proxy.pay' | 'proxy.give_up'

export type ProxyRouteParts = {
  readonly proxies: Proxies
  readonly views: Pick<LedgerViews, 'wallet'>
  readonly now: () => number
  readonly guard: Guard<ProxyOperation>
}

type Asked = { readonly before?: string | undefined; readonly limit: number }

export const pageOf = ({ before, limit }: Asked): ActPage =>
  before === undefined ? { limit } : { limit, before: readCursor(before) }

/** Where a page of acts goes on; null where it was not full. */
export const nextOf = (acts: readonly { readonly id: string; readonly at: number }[], limit: number) => {
  const last = acts.length < limit ? undefined : acts.at(-1)
  return last === undefined ? null : printCursor({ at: last.at, journalId: last.id })
}

/** A refusal as a problem document. */
export function refusedProxy(c: Context<Env>, refusal: ProxyRefusal): never {
  const { code, ...rest } = refusal
  const { field, ...facts } = rest as { field?: string } & Record<string, unknown>
  const status = statusOfProxyRefusal(refusal)
  // The answers of a problem are described by `refusals`; the router's types know only those of success.
  return problem(c, { status, code, words: 'proxies', field, facts }) as never
}

const shown = ({ walletId: _wallet, deviceId: _device, endedAt: _ended, ...told }: Proxy) => told

/** Acting for somebody who has no phone: opening their wallet, becoming their proxy, looking, paying, giving up. */
export function proxyRoutes({ proxies, views, now, guard }: ProxyRouteParts) {
  const actingView = async (acting: ActingProxy) => {
    const { paidYen: _paid, allPaidYen: _all, ownWalletFrozen: _own, ...proxy } = acting
    const wallet = await views.wallet(proxy.walletId)
    return {
      ...shown(proxy),
      spendableYen: wallet?.spendableYen ?? 0,
      frozen: wallet?.frozen ?? false,
      leftTodayYen: leftTodayYen(acting, { proxy: proxies.limits }),
      balanceYen: wallet?.balanceYen ?? 0,
    }
  }
  return createRouter()
    .openapi(openRoute(guard), async (c) => {
      const key = c.req.valid('header')['idempotency-key']
      const opened = await proxies.openForOwner(deviceOf(c), key, c.req.valid('json'))
      c.header('cache-control', 'no-store')
      return opened.ok ? c.json(opened.value, 201) : refusedProxy(c, opened.error)
    })
    .openapi(acceptRoute(guard), async (c) => {
      const accepted = await proxies.accept(deviceOf(c), c.req.valid('json').code)
      c.header('cache-control', 'no-store')
      return accepted.ok ? c.json(shown(accepted.value), 201) : refusedProxy(c, accepted.error)
    })
    .openapi(mineRoute(guard), async (c) => {
      const { deviceId } = deviceOf(c)
      const found = await Promise.all(
        (await proxies.mine(deviceId)).map(({ proxyId }) => proxies.find(proxyId, deviceId)),
      )
      c.header('cache-control', 'no-store')
      const acting = found.flatMap((one) => (one.ok ? [one.value] : []))
      return c.json({ proxies: await Promise.all(acting.map(actingView)) }, 200)
    })
    .openapi(limitsRoute(), (c) => c.json(proxies.limits, 200))
    .openapi(lookRoute(guard), async (c) => {
      const { proxyId } = c.req.valid('param')
      const found = await proxies.find(proxyId, deviceOf(c).deviceId)
      if (!found.ok) return refusedProxy(c, found.error)
      const asked = c.req.valid('query')
      const inForce = isInForce(found.value, now())
      const acts = await proxies.actsOf(proxyId, pageOf(asked))
      c.header('cache-control', 'no-store')
      // Who was taken away sees what they did, and nothing of what is there now.
      const view = await actingView(found.value)
      const hidden = inForce ? {} : { balanceYen: 0, spendableYen: 0, leftTodayYen: 0 }
      return c.json({ ...view, ...hidden, inForce, acts, next: nextOf(acts, asked.limit) }, 200)
    })
    .openapi(payRoute(guard), async (c) => {
      const key = c.req.valid('header')['idempotency-key']
      // Which lots the owner has is not told to who pays from them: the code alone holds the payment.
      const { code, ...said } = c.req.valid('json')
      const asked = { ...c.req.valid('param'), ...said, seen: { code }, key }
      const paid = await proxies.pay(deviceOf(c), asked)
      if (!paid.ok) return refused(c, paid.error)
      if (paid.value.replayed) c.header('idempotency-replayed', 'true')
      // Whose wallet it is by number is the owner's alone.
      const { walletId: _, lots, ...receipt } = paid.value.answer
      return c.json({ ...receipt, lots: [...lots] }, 201)
    })
    .openapi(giveUpRoute(guard), async (c) => {
      const ended = await proxies.giveUp(c.req.valid('param').proxyId, deviceOf(c))
      return ended.ok ? c.body(null, 204) : refusedProxy(c, ended.error)
    })
    .openapi(ownersActRoute(guard), async (c) => {
      const found = await proxies.find(c.req.valid('param').proxyId, deviceOf(c).deviceId)
      return refusedProxy(c, found.ok ? { code: 'proxy_act_not_allowed' } : found.error)
    })
}

type G = ProxyRouteParts['guard']

const openRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/proxies',
    tags: ['currency'],
    summary: 'Open a wallet for somebody without a phone; this phone becomes its first proxy',
    middleware: [guard('proxy.open')] as const,
    request: { headers: idempotencyHeader, body: jsonBody(schemas.termsBody) },
    responses: { 201: answer('Opened, with the owner’s code', schemas.openedForOwnerSchema), ...refusals },
  })

const acceptRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/proxies/accepting',
    tags: ['currency'],
    summary:
      'Become a proxy by a code of the owner’s side; the code is used up, and by this phone answered again',
    middleware: [guard('proxy.accept')] as const,
    request: { body: jsonBody(schemas.codeBody) },
    responses: { 201: answer('What this phone may do', schemas.acceptedSchema), ...refusals },
  })

const mineRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/proxies',
    tags: ['currency'],
    summary: 'For whom this phone acts now',
    middleware: [guard('proxy.read')] as const,
    responses: { 200: answer('The first one first', schemas.mineSchema), ...refusals },
  })

const limitsRoute = () =>
  createRoute({
    method: 'get',
    path: '/proxies/limits',
    tags: ['currency'],
    summary: 'How much a proxy may be let pay, and how many a wallet has',
    responses: { 200: answer('The limits', schemas.proxyLimitsSchema) },
  })

const lookRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/proxies/{proxyId}',
    tags: ['currency'],
    summary: 'What is left in the owner’s wallet, and what this proxy did; nothing of what others did',
    middleware: [guard('proxy.read')] as const,
    request: { params: schemas.proxyIdParam, query: pageQuery },
    responses: { 200: answer('The proxy', schemas.proxySchema), ...refusals },
  })

const payRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/proxies/{proxyId}/payments',
    tags: ['currency'],
    summary: 'Pay a merchant from the owner’s wallet, within what this proxy may',
    middleware: [guard('proxy.pay')] as const,
    request: {
      params: schemas.proxyIdParam,
      headers: idempotencyHeader,
      body: jsonBody(payBody.omit({ lots: true })),
    },
    responses: {
      201: answer('Paid; the same for every repetition of the key', receiptSchema.omit({ walletId: true })),
      ...refusals,
    },
  })

const giveUpRoute = (guard: G) =>
  createRoute({
    method: 'delete',
    path: '/proxies/{proxyId}',
    tags: ['currency'],
    summary: 'Act for somebody no more; done twice it does nothing twice',
    middleware: [guard('proxy.give_up')] as const,
    request: { params: schemas.proxyIdParam },
    responses: { 204: { description: 'This phone acts no more' }, ...refusals },
  })

const ownersActRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/proxies/{proxyId}/{act}',
    tags: ['currency'],
    summary: 'What nobody does for somebody else: always refused, and why is said',
    middleware: [guard('proxy.pay')] as const,
    request: { params: schemas.proxyIdParam.extend({ act: z.enum(ownersActs) }) },
    responses: refusals,
  })
