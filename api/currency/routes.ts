import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { setCookie } from 'hono/cookie'
import { answer, jsonBody } from '../platform/http/answers.ts'
import type { Env } from '../platform/http/env.ts'
import { covers } from '../platform/http/guard.ts'
import type { Guard } from '../platform/http/guard.ts'
import { problem } from '../platform/http/problem.ts'
import { createRouter, idempotencyHeader } from '../platform/http/validation.ts'
import { ok } from '../platform/result.ts'
import { soughtActivity } from './activity-search.ts'
import type { ActivityRefusal } from './activity-search.ts'
import { walletCookie } from './credential.ts'
import { deviceOf, payerOf, refusals, refused, walletOf } from './routes-answers.ts'
import * as schemas from './routes-schemas.ts'
import type { DoneByProxy } from './proxy-ports.ts'
import type { Proxies } from './proxy-service.ts'
import type { Ledger } from './service.ts'
import type { TillStaff } from './till-act.ts'
import type { LedgerViews } from './views.ts'
import type { OpenedWallet, Wallets } from './wallet-service.ts'

/** What the routes of the ledger ask the authorisation table for. */
export type LedgerOperation =
  | 'wallet.open'
  | 'wallet.recover'
  | 'wallet.read'
  | 'wallet.device.revoke'
  | 'payment.create'
  | 'payment.read'
  | 'refund.create'

export type LedgerRouteParts = {
  readonly ledger: Pick<Ledger, 'pay' | 'payable' | 'paidUnder' | 'quote' | 'refund'>
  readonly views: LedgerViews
  readonly wallets: Pick<Wallets, 'open' | 'recover'>
  readonly staff: TillStaff
  readonly proxies: Pick<Proxies, 'doneBy' | 'payable'>
  readonly guard: Guard<LedgerOperation>
  /** True where people reach the hub by https: the wallet's cookie then never travels in the open. */
  readonly secureCookies: boolean
}

/** Opening, reading and recovering wallets. */
export function walletRoutes({ views, wallets, guard, secureCookies }: LedgerRouteParts) {
  const handOut = (c: Context<Env>, opened: OpenedWallet) => {
    setCookie(c, walletCookie, opened.credential, {
      httpOnly: true,
      sameSite: 'Lax',
      secure: secureCookies,
      path: '/',
      // 400 days is the longest that browsers keep a cookie (RFC 6265bis 5.5).
      maxAge: 400 * 86_400,
    })
    c.header('cache-control', 'no-store')
    return { walletId: opened.walletId, recoveryCode: opened.recoveryCode }
  }
  return createRouter()
    .openapi(
      createRoute({
        method: 'post',
        path: '/wallets',
        tags: ['currency'],
        summary: 'Open a wallet in one tap; the browser gets its cookie',
        middleware: [guard('wallet.open')] as const,
        request: {
          headers: idempotencyHeader,
          body: { required: false, content: { 'application/json': { schema: z.strictObject({}) } } },
        },
        responses: { 201: answer('Opened', schemas.openedWalletSchema), ...refusals },
      }),
      async (c) => {
        const opened = await wallets.open(c.req.valid('header')['idempotency-key'])
        if (!opened.ok) return refused(c, opened.error)
        return c.json(handOut(c, opened.value), 201)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/wallets/recover',
        tags: ['currency'],
        summary: 'Bring a wallet to this browser with its printed code; the code is used up',
        middleware: [guard('wallet.recover')] as const,
        request: { headers: idempotencyHeader, body: jsonBody(schemas.recoverBody) },
        responses: { 201: answer('Recovered, with a new code', schemas.openedWalletSchema), ...refusals },
      }),
      async (c) => {
        const { code } = c.req.valid('json')
        const opened = await wallets.recover(c.req.valid('header')['idempotency-key'], code)
        if (!opened.ok) return refused(c, opened.error)
        return c.json(handOut(c, opened.value), 201)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/wallets/me',
        tags: ['currency'],
        summary: 'What this browser’s wallet holds, lot by lot',
        middleware: [guard('wallet.read')] as const,
        responses: { 200: answer('The wallet', schemas.walletSchema), ...refusals },
      }),
      async (c) => {
        const view = await views.wallet(walletOf(c))
        if (view === undefined) return refused(c, { code: 'wallet_not_found' })
        c.header('cache-control', 'no-store')
        return c.json({ ...view, lots: [...view.lots] }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/wallets/me/activity',
        tags: ['currency'],
        summary: 'What happened in this browser’s wallet, the newest first; by shop, amount and day',
        middleware: [guard('wallet.read')] as const,
        request: { query: schemas.activityQuery },
        responses: { 200: answer('A page of lines', schemas.activitySchema), ...refusals },
      }),
      async (c) => {
        const { before, limit, ...search } = c.req.valid('query')
        const sought = soughtActivity(search)
        if (!sought.ok) return refusedSearch(c, sought.error)
        const page = before === undefined ? { limit } : { limit, before: schemas.readCursor(before) }
        const { lines, next } = await views.findActivity(walletOf(c), sought.value, page)
        c.header('cache-control', 'no-store')
        const goOn = next === null ? null : schemas.printCursor({ at: next.at, journalId: next.id })
        return c.json({ activity: [...lines], next: goOn }, 200)
      },
    )
}

// The answers of a problem are described by `refusals`; the router's types know only those of success.
const refusedSearch = (c: Context<Env>, { code, field }: ActivityRefusal): never =>
  problem(c, { status: 400, code, words: 'currency', field }) as never

const proxyOf = ({ proxyId, number, relation }: DoneByProxy) => ({ proxyId, number, relation })

/** Paying, reading a receipt, giving back. */
export function paymentRoutes({ ledger, views, staff, proxies, guard }: LedgerRouteParts) {
  return createRouter()
    .openapi(
      createRoute({
        method: 'post',
        path: '/payments',
        tags: ['currency'],
        summary: 'Pay a merchant from this browser’s wallet',
        middleware: [guard('payment.create')] as const,
        request: { headers: idempotencyHeader, body: jsonBody(schemas.payBody) },
        responses: {
          201: answer('Paid; the same for every repetition of the key', schemas.receiptSchema),
          ...refusals,
        },
      }),
      async (c) => {
        const key = c.req.valid('header')['idempotency-key']
        const { code, lots, ...said } = c.req.valid('json')
        const paid = await ledger.pay({ ...said, ...payerOf(c), seen: { code, lots }, key })
        if (!paid.ok) return refused(c, paid.error)
        if (paid.value.replayed) c.header('idempotency-replayed', 'true')
        return c.json({ ...paid.value.answer, lots: [...paid.value.answer.lots] }, 201)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/payment-quotes',
        tags: ['currency'],
        summary:
          'From which lots of this browser’s wallet a payment would be made now; refused as it would be',
        middleware: [guard('wallet.read')] as const,
        request: { query: schemas.quoteQuery },
        responses: { 200: answer('What would be paid from', schemas.quoteSchema), ...refusals },
      }),
      async (c) => {
        const asked = c.req.valid('query')
        const quoted = await ledger.quote({ ...asked, ...payerOf(c) })
        if (!quoted.ok) return refused(c, quoted.error)
        c.header('cache-control', 'no-store')
        return c.json({ amountYen: asked.amountYen, lots: [...quoted.value] }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/payment-limits',
        tags: ['currency'],
        summary:
          'What can be paid at once at most now from this browser’s wallet, or by it as a proxy, whatever the wallet holds',
        middleware: [guard('wallet.read')] as const,
        request: { query: schemas.payableQuery },
        responses: { 200: answer('The lowest of the limits', schemas.payableSchema), ...refusals },
      }),
      async (c) => {
        const { proxyId, codeKind } = c.req.valid('query')
        const most =
          proxyId === undefined
            ? ok(await ledger.payable({ codeKind, ...payerOf(c) }))
            : await proxies.payable(deviceOf(c), { proxyId, codeKind })
        if (!most.ok) return refused(c, most.error)
        c.header('cache-control', 'no-store')
        return c.json({ mostYen: most.value }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/payment-keys/{key}',
        tags: ['currency'],
        summary:
          'Whether this browser paid under a key: for whom an answer was lost; nothing is paid by asking',
        middleware: [guard('wallet.read')] as const,
        request: { params: schemas.keyParam, query: schemas.keyQuery },
        responses: { 200: answer('The payment, where there is one', schemas.paidUnderSchema), ...refusals },
      }),
      async (c) => {
        const { proxyId } = c.req.valid('query')
        const { walletId, deviceId } = deviceOf(c)
        const scope = proxyId === undefined ? `wallet:${walletId}` : `proxy:${proxyId}`
        const paymentId = await ledger.paidUnder({ scope, key: c.req.valid('param').key })
        // Of what is paid for somebody else, nobody is told what another phone did.
        const by =
          proxyId === undefined || paymentId === undefined ? undefined : await proxies.doneBy(paymentId)
        const isMine = proxyId === undefined || by?.deviceId === deviceId
        c.header('cache-control', 'no-store')
        return c.json({ paymentId: isMine ? (paymentId ?? null) : null }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/payments/{paymentId}',
        tags: ['currency'],
        summary: 'A receipt as it stands: lots, who funded them, what came back',
        middleware: [guard('payment.read')] as const,
        request: { params: z.object({ paymentId: schemas.idSchema }) },
        responses: { 200: answer('The payment', schemas.paymentSchema), ...refusals },
      }),
      async (c) => {
        const { paymentId } = c.req.valid('param')
        const [view, by] = await Promise.all([views.payment(paymentId), proxies.doneBy(paymentId)])
        const actor = c.get('actor')
        const isProxy = by !== undefined && by.deviceId === actor.wallet?.deviceId
        const isHolder = view !== undefined && (isProxy || covers(actor, view.walletId))
        const mine = isHolder || (view?.merchant != null && covers(actor, view.merchant.merchantId))
        if (view === undefined || !mine) return refused(c, { code: 'payment_not_found', field: 'paymentId' })
        const { walletId: _, ...shown } = view
        // By whom it was is the owner's matter, and nothing of the shop's.
        const proxy = isHolder && by !== undefined ? proxyOf(by) : null
        c.header('cache-control', 'no-store')
        const lists = {
          lots: [...shown.lots],
          refunds: [...shown.refunds],
          cardRefunds: [...shown.cardRefunds],
        }
        return c.json({ ...shown, proxy, ...lists }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/refunds',
        tags: ['currency'],
        summary: 'A merchant gives back a payment, whole or in part; the same lots are restored',
        middleware: [guard('refund.create')] as const,
        request: { headers: idempotencyHeader, body: jsonBody(schemas.refundBody) },
        responses: { 201: answer('Given back', schemas.refundReceiptSchema), ...refusals },
      }),
      async (c) => {
        const { paymentId, amountYen = null } = c.req.valid('json')
        const payee = await views.payee(paymentId)
        if (payee === undefined || !covers(c.get('actor'), payee.merchantId))
          return refused(c, { code: 'payment_not_found', field: 'paymentId' })
        const key = c.req.valid('header')['idempotency-key']
        const { merchantAccountId } = payee
        const act = staff.actOf(c.get('actor'), payee.merchantId, 'refund')
        const given = await ledger.refund({ paymentId, amountYen, merchantAccountId, key, act })
        if (!given.ok) return refused(c, given.error)
        if (given.value.replayed) c.header('idempotency-replayed', 'true')
        return c.json({ ...given.value.answer, lots: [...given.value.answer.lots] }, 201)
      },
    )
}
