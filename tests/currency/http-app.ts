import { Hono } from 'hono'
import { createGuard } from '../../api/identity/guard.ts'
import { walletCookie } from '../../api/currency/credential.ts'
import { holdReads } from '../../api/currency/repository-holds.ts'
import { ledgerReads } from '../../api/currency/repository-reads.ts'
import { ledgerStore } from '../../api/currency/repository.ts'
import { recordReads } from '../../api/currency/repository-records.ts'
import { recordService } from '../../api/currency/records-service.ts'
import { recordRoutes } from '../../api/currency/routes-records.ts'
import { holdRoutes } from '../../api/currency/routes-holds.ts'
import { freezeService } from '../../api/currency/freeze-service.ts'
import { freezeReads } from '../../api/currency/repository-freezes.ts'
import { walletStore } from '../../api/currency/repository-wallets.ts'
import { freezeRoutes } from '../../api/currency/routes-freezes.ts'
import { accountRoutes } from '../../api/currency/routes-accounts.ts'
import { donationRoutes } from '../../api/currency/routes-donations.ts'
import { proxyRoutes } from '../../api/currency/routes-proxies.ts'
import { ownerRoutes } from '../../api/currency/routes-proxies-owner.ts'
import { purchaseRoutes } from '../../api/currency/routes-purchases.ts'
import { repaymentRoutes } from '../../api/currency/routes-repayments.ts'
import { shownCodeRoutes } from '../../api/currency/routes-shown-codes.ts'
import { transferRoutes } from '../../api/currency/routes-transfers.ts'
import { paymentRoutes, walletRoutes } from '../../api/currency/routes.ts'
import { demonstrationSettings } from '../../api/currency/settings.ts'
import type { LedgerSettings } from '../../api/currency/settings.ts'
import { holdViews } from '../../api/currency/views-holds.ts'
import { ledgerViews } from '../../api/currency/views.ts'
import type { Env } from '../../api/platform/http/env.ts'
import { openEngine } from '../support/engines.ts'
import { anybodyAtTill, bareGuard } from '../support/bare-guard.ts'
import { repaymentsOn } from '../contract/repayment-attempts.ts'
import { openTestBooks } from './books.ts'

export type Sent = { body?: unknown; raw?: string; cookie?: string; key?: string | null; type?: string }

/** A first base period: nothing was issued in one before. */
const nothingBefore = { period: '2027-03-31', issuedBeforeYen: 0, unusedBeforeYen: 0 }

/** The ledger's routes on SQLite, asked as browsers ask them; who is signed in stands in the cookie `session`. */
export async function openHttpApp(settings: LedgerSettings = demonstrationSettings) {
  const engine = await openEngine('sqlite')
  const books = await openTestBooks(engine.store, settings)
  const merchants = {
    find: async (id: string) => books.shops.get(id),
    named: async (accountId: string) => {
      const shop = [...books.shops.values()].find((one) => one.accountId === accountId)
      return shop && { merchantId: shop.id, name: { ja: '店', en: 'Shop' } }
    },
  }
  const guard = createGuard({
    wallets: books.wallets,
    // The cookie names the shop that a person works at; who keeps it says so behind it.
    sessions: {
      read: async (headers: Headers) => {
        const shopId = /session=([\w-]+(?::owner|:approver|:operator)?)/.exec(
          headers.get('cookie') ?? '',
        )?.[1]
        return shopId === undefined ? undefined : { userId: shopId, name: 'Clerk', cookies: [] }
      },
    } as never,
    memberships: {
      rolesOf: async (userId: string) => {
        const [scope, given] = userId.split(':')
        if (given === 'approver' || given === 'operator') return [{ role: given, scope: '*' }]
        return [{ role: given === undefined ? 'merchant_clerk' : 'merchant_owner', scope }]
      },
    } as never,
    walletCookie,
    limiter: () => (_, next) => next(),
    sessionCookie: 'session',
    ...bareGuard,
  })
  const views = ledgerViews({
    store: ledgerStore(engine.store),
    reads: ledgerReads(engine.store),
    merchants,
    clock: books.clock,
  })
  const holds = holdViews({ reads: holdReads(engine.store), merchants, clock: books.clock })
  const records = recordService({ reads: recordReads(engine.store), merchants })
  const freezes = freezeService({
    ledger: books.ledger,
    wallets: walletStore(engine.store),
    reads: freezeReads(engine.store),
  })
  const parts = {
    ledger: books.ledger,
    views,
    wallets: books.wallets,
    holds,
    records,
    guard,
    staff: anybodyAtTill,
    proxies: books.proxies,
    now: books.clock.now,
    secureCookies: true,
  }
  const app = new Hono<Env>()
    .route('/api', walletRoutes(parts))
    .route('/api', paymentRoutes(parts))
    .route('/api', holdRoutes(parts))
    .route('/api', recordRoutes(parts))
    .route('/api', transferRoutes(parts))
    .route('/api', repaymentRoutes({ ...parts, repayments: repaymentsOn(books, nothingBefore) }))
    .route('/api', donationRoutes({ ...parts, merchants }))
    .route('/api', purchaseRoutes({ ...parts, merchants }))
    .route('/api', shownCodeRoutes({ ...parts, merchants }))
    .route('/api', accountRoutes({ ...parts, merchants }))
    .route('/api', freezeRoutes({ freezes, guard }))
    .route('/api', ownerRoutes(parts))
    .route('/api', proxyRoutes(parts))

  async function send(method: string, path: string, { body, raw, cookie, key, type }: Sent = {}) {
    const headers = new Headers()
    if (cookie !== undefined) headers.set('cookie', cookie)
    if (key !== null && method === 'POST') headers.set('idempotency-key', key ?? books.key())
    if (body !== undefined || raw !== undefined) headers.set('content-type', type ?? 'application/json')
    const sent = raw ?? (body === undefined ? null : JSON.stringify(body))
    const response = await app.request(path, { method, headers, body: sent })
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      json: text.startsWith('{') ? JSON.parse(text) : text,
    }
  }

  /** A browser with a wallet that holds this much. */
  async function browser(paidYen: number) {
    const opened = await send('POST', '/api/wallets')
    const cookie = opened.headers.get('set-cookie')!.split(';')[0]!
    if (paidYen > 0) await books.topUp(opened.json.walletId, paidYen)
    return { walletId: opened.json.walletId as string, cookie, code: opened.json.recoveryCode as string }
  }

  return { store: engine.store, books, send, browser, dispose: () => engine.dispose() }
}

export type HttpApp = Awaited<ReturnType<typeof openHttpApp>>
