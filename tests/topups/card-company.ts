import type { Store } from '../../db/store.ts'
import { cardProcessorStripe } from '../../api/currency/card-processor-stripe.ts'
import { ledgerStore } from '../../api/currency/repository.ts'
import { walletStore } from '../../api/currency/repository-wallets.ts'
import { demonstrationSettings } from '../../api/currency/settings.ts'
import { demonstrationTopupSettings } from '../../api/currency/topup-settings.ts'
import type { TopupMethod } from '../../api/currency/topup-method.ts'
import { topupStore } from '../../api/currency/topup-repository.ts'
import { topupRoutes } from '../../api/currency/topup-routes.ts'
import { topupService } from '../../api/currency/topup-service.ts'
import { webhookRoutes } from '../../api/currency/webhook-routes.ts'
import { webhookService } from '../../api/currency/webhook-service.ts'
import { openStandIn } from '../../api/demonstration/stripe/index.ts'
import type { FaultKind } from '../../api/demonstration/stripe/faults.ts'
import { createRouter } from '../../api/platform/http/validation.ts'
import { newId } from '../../api/platform/ids.ts'
import { openTestBooks } from '../currency/books.ts'

export const apiKey = 'sk_test_demonstration'
export const webhookSecret = 'whsec_demonstration'
const controlToken = 'control-of-the-tests'
export const origin = 'http://localhost:4321'

/** Marks a database, as its creation does. */
export async function markAs(store: Store, mode: 'live' | 'demonstration'): Promise<void> {
  const { tables, query, prepareWrite } = store
  await store.atomic([
    prepareWrite(query.insert(tables.marks).values({ name: 'mode', value: mode, createdAt: 0 }))(),
  ])
}

/** A ledger whose wallets are filled through Stripe's SDK and the stand-in, with everything in this process. */
export async function openCardCompany(store: Store) {
  await markAs(store, 'demonstration')
  const books = await openTestBooks(store)
  const line = { isUp: true }
  const standIn = await openStandIn({
    store,
    clock: books.clock,
    apiKey,
    webhookSecret,
    origin: () => origin,
    deliver: async (request) => (line.isUp ? app.fetch(request) : new Response(null, { status: 503 })),
    controlToken,
  })
  const parts = {
    store: topupStore(store),
    books: { ...ledgerStore(store), ...walletStore(store) },
    ledger: books.ledger,
    processor: cardProcessorStripe({ apiKey, webhookSecret, fetch: standIn.fetch }),
    mode: 'demonstration' as const,
    clock: books.clock,
    ids: { next: newId },
    settings: { ...demonstrationSettings, ...demonstrationTopupSettings },
  }
  const topups = topupService(parts)
  const webhook = webhookService(parts)
  const app = createRouter()
    .route('/demonstration/stripe', standIn.pages)
    .use('*', async (c, next) => {
      c.set('locale', c.req.header('accept-language') ?? 'ja')
      const walletId = c.req.header('test-wallet')
      c.set('actor', {
        scopes: walletId === undefined ? [] : [walletId],
        ...(walletId === undefined ? {} : { wallet: { walletId, deviceId: 'device', deviceAddedAt: 0 } }),
      })
      await next()
    })
    .route(
      '/api',
      topupRoutes({
        topups,
        proxies: books.proxies,
        guard: () => (_c, next) => next(),
        publicOrigin: origin,
      }),
    )
    .route('/api', webhookRoutes({ webhook }))

  const post = (path: string, form: Record<string, string>) =>
    Promise.resolve(
      app.request(path, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(form).toString(),
      }),
    )
  return {
    ...books,
    parts,
    books: books.parts,
    topups,
    webhook,
    standIn,
    app,
    /** While it is down no event arrives. */
    line,
    /** Begins a top-up; answers its id and the path of its payment page. */
    begin: async (walletId: string, amountYen: number, key = newId(), method: TopupMethod = 'card') => {
      const begun = await topups.start({
        walletId,
        amountYen,
        method,
        key,
        locale: 'ja',
        pageOf: (topupId) => `${origin}/wallet/topups/${topupId}`,
      })
      if (!begun.ok) return begun
      const payPath = new URL(begun.value.payUrl ?? `${origin}/closed`).pathname
      return { ok: true as const, value: { ...begun.value, payPath } }
    },
    payWith: (payPath: string, card: string) => post(payPath, { card }),
    /** The payer of a store's page asks for a voucher. */
    order: (payPath: string, email = 'hanako@example.com', phone = '') => post(payPath, { email, phone }),
    /** At the till, or the deadline that nobody kept. */
    atStore: (payPath: string, act: 'pay' | 'end' = 'pay') =>
      post(payPath.replace('/pay/', '/voucher/'), { act }),
    toPayPay: (payPath: string) => post(payPath, {}),
    answerChallenge: (payPath: string, answer: 'approve' | 'refuse') =>
      post(payPath.replace('/pay/', '/challenge/'), { answer }),
    fault: (kind: FaultKind, facts: { times?: number; delayMs?: number } = {}) =>
      app.request('/demonstration/stripe/control/faults', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'stand-in-control': controlToken },
        body: JSON.stringify({ kind, ...facts }),
      }),
    /** The payer of a page disputes the payment, or the card company decides; its events go out at once. */
    dispute: (payPath: string, how?: 'won' | 'lost') =>
      app.request('/demonstration/stripe/control/disputes', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'stand-in-control': controlToken },
        body: JSON.stringify({ sessionId: payPath.split('/').at(-1), how }),
      }),
    /** The payer of a voucher answers the processor's mail after a refund. */
    answerRefund: (payPath: string) =>
      app.request('/demonstration/stripe/control/refund-answers', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'stand-in-control': controlToken },
        body: JSON.stringify({ sessionId: payPath.split('/').at(-1) }),
      }),
    deliverRaw: (body: string, signature: string) =>
      app.request('/api/stripe/webhook', {
        method: 'POST',
        headers: { 'stripe-signature': signature },
        body,
      }),
    holds: async (walletId: string) => {
      const wallet = await ledgerStore(store).findWallet(walletId)
      return wallet?.lots.reduce((sum, lot) => sum + lot.remainingYen, 0) ?? 0
    },
  }
}

export type CardCompany = Awaited<ReturnType<typeof openCardCompany>>

export const cards = {
  succeeds: '4242424242424242',
  challenged: '4000002760003184',
  insufficient: '4000000000009995',
  declined: '4000000000000002',
} as const
