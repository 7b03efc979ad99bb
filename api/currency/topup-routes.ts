import { createRoute } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { answer } from '../platform/http/answers.ts'
import type { Env } from '../platform/http/env.ts'
import type { Guard } from '../platform/http/guard.ts'
import { problem, problemAnswer } from '../platform/http/problem.ts'
import { createRouter, idempotencyHeader } from '../platform/http/validation.ts'
import type { Refunded } from './card-processor.ts'
import type { Proxies } from './proxy-service.ts'
import { deviceOf, payerOf } from './routes-answers.ts'
import { proxyIdParam } from './routes-proxies-schemas.ts'
import { statusOfTopupRefusal } from './topup-errors.ts'
import type { TopupRefusal } from './topup-errors.ts'
import * as schemas from './topup-routes-schemas.ts'
import type { Topups } from './topup-service.ts'
import { payUrlAt } from './topup.ts'
import type { Topup } from './topup.ts'

/** What the routes of top-ups ask the authorisation table for. */
export type TopupOperation = 'topup.create' | 'topup.read'

export type TopupRouteParts = {
  readonly topups: Topups
  readonly proxies: Pick<Proxies, 'find' | 'doneBy' | 'topUpActor'>
  readonly guard: Guard<TopupOperation>
  /** Address people reach the hub at; the request's own where it is not configured. */
  readonly publicOrigin: string | undefined
}

const refusals = {
  400: problemAnswer('A field is missing, unknown or wrong; `field` names it'),
  401: problemAnswer('No wallet'),
  404: problemAnswer('Not there, or somebody else’s'),
  409: problemAnswer('Refused; `code` says why'),
  422: problemAnswer('The amount is too small or too large, or the way is not offered'),
  502: problemAnswer('The payment company refused'),
  503: problemAnswer('The payment company cannot be reached: send the same again'),
}

/** Adding money by card, at a store or by PayPay: begin, look, give up. */
export function topupRoutes({ topups, proxies, guard, publicOrigin }: TopupRouteParts) {
  const pageOf = (c: Context<Env>) => {
    const origin = publicOrigin ?? new URL(c.req.url).origin
    const locale = c.get('locale')
    return (topupId: string) => `${origin}${locale === 'ja' ? '' : `/${locale}`}/wallet/topups/${topupId}`
  }
  /** Whose top-up it is: this browser's own, or one that this phone began for somebody else. */
  const whose = async (c: Context<Env>, topupId: string) => {
    const { walletId, deviceId } = deviceOf(c)
    const by = await proxies.doneBy(topupId)
    return by?.deviceId === deviceId ? by : { walletId, proxyId: null }
  }
  return createRouter()
    .openapi(
      createRoute({
        method: 'post',
        path: '/proxies/{proxyId}/topups',
        tags: ['currency'],
        summary: 'Begin to add money to the wallet of somebody for whom this phone acts',
        middleware: [guard('topup.create')] as const,
        request: {
          params: proxyIdParam,
          headers: idempotencyHeader,
          body: { required: true, content: { 'application/json': { schema: schemas.topupBody } } },
        },
        responses: {
          201: answer('Begun; the same for every repetition of the key', schemas.startedTopupSchema),
          ...refusals,
        },
      }),
      async (c) => {
        const { proxyId } = c.req.valid('param')
        const found = await proxies.find(proxyId, deviceOf(c).deviceId)
        if (!found.ok) return refused(c, found.error)
        const { walletId, createdAt } = found.value
        const begun = await topups.start({
          ...c.req.valid('json'),
          walletId,
          deviceAddedAt: createdAt,
          actor: proxies.topUpActor(proxyId),
          // Each proxy has keys of its own.
          key: `${proxyId}.${c.req.valid('header')['idempotency-key']}`,
          locale: c.get('locale'),
          pageOf: pageOf(c),
        })
        return begun.ok ? c.json(begun.value, 201) : refused(c, begun.error)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/topups',
        tags: ['currency'],
        summary: 'Begin to add money; send the payer to `payUrl`',
        middleware: [guard('topup.create')] as const,
        request: {
          headers: idempotencyHeader,
          body: { required: true, content: { 'application/json': { schema: schemas.topupBody } } },
        },
        responses: {
          201: answer('Begun; the same for every repetition of the key', schemas.startedTopupSchema),
          ...refusals,
        },
      }),
      async (c) => {
        const begun = await topups.start({
          ...payerOf(c),
          ...c.req.valid('json'),
          key: c.req.valid('header')['idempotency-key'],
          locale: c.get('locale'),
          pageOf: pageOf(c),
        })
        return begun.ok ? c.json(begun.value, 201) : refused(c, begun.error)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/topups/limits',
        tags: ['currency'],
        summary: 'How much can be added, and how long it is valid',
        responses: { 200: answer('The limits', schemas.topupLimitsSchema) },
      }),
      (c) => c.json(topups.limits, 200),
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/topups/waiting',
        tags: ['currency'],
        summary: 'What the wallet waits for: vouchers to be paid at a store, and payments a bank decides on',
        middleware: [guard('topup.read')] as const,
        responses: { 200: answer('The newest first', schemas.waitingTopupsSchema), ...refusals },
      }),
      async (c) => {
        const waiting = await topups.listWaiting(payerOf(c).walletId)
        c.header('cache-control', 'no-store')
        const views = waiting.map((topup) => ({ ...viewAt(topups.now(), topup), proxyId: null }))
        return c.json({ topups: views }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/topups/{topupId}',
        tags: ['currency'],
        summary: 'How far a top-up came; the money is there only when it says `credited`',
        middleware: [guard('topup.read')] as const,
        request: { params: schemas.topupIdParam },
        responses: { 200: answer('The top-up', schemas.topupSchema), ...refusals },
      }),
      async (c) => {
        const { topupId } = c.req.valid('param')
        const { walletId, proxyId } = await whose(c, topupId)
        const found = await topups.read(walletId, topupId)
        c.header('cache-control', 'no-store')
        if (!found.ok) return refused(c, found.error)
        const view = viewAt(topups.now(), found.value, await topups.refundOf(found.value))
        return c.json({ ...view, proxyId }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/topups/{topupId}/give-up',
        tags: ['currency'],
        summary: 'Close the payment page of a top-up that will not be paid',
        middleware: [guard('topup.create')] as const,
        request: { params: schemas.topupIdParam, headers: idempotencyHeader },
        responses: { 200: answer('The top-up as it stands now', schemas.topupSchema), ...refusals },
      }),
      async (c) => {
        const { topupId } = c.req.valid('param')
        const { walletId, proxyId } = await whose(c, topupId)
        const left = await topups.giveUp(walletId, topupId)
        c.header('cache-control', 'no-store')
        if (!left.ok) return refused(c, left.error)
        return c.json({ ...viewAt(topups.now(), left.value), proxyId }, 200)
      },
    )
}

/** A top-up as it stands at this instant: a page that has closed is no page to pay on, whether or not it was told. */
const viewAt = (at: number, topup: Topup, refund: Refunded | null = null) => ({
  topupId: topup.id,
  amountYen: topup.amountYen,
  method: topup.method,
  status: topup.status,
  failure: topup.failure,
  payUrl: payUrlAt(topup, at),
  pageEndsAt: topup.pageEndsAt,
  voucher: topup.voucher && { ...topup.voucher, stores: [...topup.voucher.stores] },
  deadlinePassed: topup.status === 'waiting' && topup.voucher !== null && topup.voucher.endsAt < at,
  refund,
  createdAt: topup.createdAt,
  updatedAt: topup.updatedAt,
})

/** A refusal as a problem document: its code, its field, and its facts for the sentence. */
function refused(c: Context<Env>, refusal: TopupRefusal): never {
  const { code, ...rest } = refusal
  const { field, ...facts } = rest as { field?: string } & Record<string, unknown>
  const status = statusOfTopupRefusal(refusal)
  // The answers of a problem are described by `refusals`; the router's types know only those of success.
  return problem(c, { status, code, words: 'topups', field, facts }) as never
}
