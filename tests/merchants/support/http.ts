import { OpenAPIHono } from '@hono/zod-openapi'
import type { Env } from '../../../api/platform/http/env.ts'
import { createGuard, type HeldRole } from '../../../api/identity/index.ts'
import { bankAccountChangeRoutes } from '../../../api/merchants/routes-bank-account-changes.ts'
import { tillLineRoutes } from '../../../api/merchants/routes-till-lines.ts'
import { tillRoutes } from '../../../api/merchants/routes-till.ts'
import { statementRoutes } from '../../../api/merchants/routes-statements.ts'
import { daySheetRoutes } from '../../../api/merchants/routes-day-sheets.ts'
import { boardCodeRoutes } from '../../../api/merchants/routes-board-codes.ts'
import { productRoutes } from '../../../api/merchants/routes-products.ts'
import { codeReportRoutes } from '../../../api/merchants/routes-code-reports.ts'
import { shopPictureRoutes } from '../../../api/merchants/routes-shop-pictures.ts'
import { tieRoutes } from '../../../api/merchants/routes-ties.ts'
import { shopRoutes } from '../../../api/merchants/routes-shops.ts'
import { applicationRoutes } from '../../../api/merchants/routes-applications.ts'
import { merchantRoutes } from '../../../api/merchants/routes.ts'
import { accountRoutes } from '../../../api/currency/routes-accounts.ts'
import { reopeningRoutes } from '../../../api/office/routes-reopenings.ts'
import { adjustmentRoutes } from '../../../api/office/routes-adjustments.ts'
import { feeInvoiceRoutes } from '../../../api/office/routes-fee-invoices.ts'
import { nettingRoutes } from '../../../api/office/routes-netting.ts'
import { issueRoutes } from '../../../api/office/routes-issues.ts'
import { potOpeningRoutes } from '../../../api/office/routes-pot-openings.ts'
import { payoutProfileRoutes } from '../../../api/office/routes-payout-profiles.ts'
import { officeRoutes } from '../../../api/office/routes.ts'
import { bareGuard } from '../../support/bare-guard.ts'
import type { Region } from './region.ts'

/** The staff of the small region: an officer for Mishima, an approver, an operator. */
const staff: Record<string, readonly HeldRole[]> = {
  officer: [{ role: 'municipal_officer', scope: '074446' }],
  approver: [{ role: 'approver', scope: '*' }],
  'approver-of-kaneyama': [{ role: 'approver', scope: '074454' }],
  operator: [{ role: 'operator', scope: '*' }],
  curator: [{ role: 'institution_editor', scope: 'craft-museum' }],
  writer: [{ role: 'institution_contributor', scope: 'craft-museum' }],
}

/**
 * The shops' and the office's routes over a small region. Who asks is the value of the cookie `test`; the guard and
 * its table are the real ones.
 */
export function smallApi({
  merchants,
  ties,
  pictures,
  products,
  reports,
  boards,
  changes,
  clock,
  office,
  issues,
  potOpenings,
  adjustments,
  reopenings,
  nettings,
  feeInvoices,
  payoutProfiles,
  ledger,
  directory,
  statements,
  daySheets,
  feed,
}: Omit<Region, 'feed'> & Partial<Pick<Region, 'feed'>>) {
  const guard = createGuard({
    wallets: { recognise: async () => undefined },
    sessions: {
      read: async (headers) => {
        const userId = /test=([^;]+)/.exec(headers.get('cookie') ?? '')?.[1]
        return userId === undefined
          ? undefined
          : { userId, name: userId, sessionId: userId, signedInAt: 0, cookies: [] }
      },
    },
    memberships: {
      rolesOf: async (userId) =>
        staff[userId] ??
        (await merchants.ofMember(userId)).map((shop) => ({
          role: 'merchant_owner' as const,
          scope: shop.id,
        })),
    },
    walletCookie: 'wallet',
    sessionCookie: 'test',
    ...bareGuard,
    limiter: () => (_c, next) => next(),
  })
  const app = new OpenAPIHono<Env>()
  // As in the hub: before the routes that take any word for a decision.
  app.route('/', accountRoutes({ ledger, merchants: directory, guard }))
  app.route('/', bankAccountChangeRoutes({ changes, merchants, now: clock.now, guard }))
  app.route('/', boardCodeRoutes({ boards, merchants, guard }))
  app.route('/', merchantRoutes({ merchants, pictures, guard }))
  app.route('/', applicationRoutes({ merchants, now: clock.now, guard }))
  app.route('/', productRoutes({ products, merchants, pictures, now: clock.now, guard }))
  app.route('/', shopPictureRoutes({ pictures, merchants, guard }))
  app.route('/', codeReportRoutes({ reports, merchants, guard }))
  app.route('/', shopRoutes({ merchants, guard }))
  app.route('/', tieRoutes({ ties, merchants, guard }))
  app.route('/', tillRoutes({ merchants, guard }))
  app.route('/', tillLineRoutes({ merchants, guard, ...(feed === undefined ? {} : { feed }) }))
  app.route('/', statementRoutes({ merchants, statements, guard }))
  app.route('/', daySheetRoutes({ merchants, daySheets, guard }))
  app.route('/', officeRoutes({ office, shops: merchants, guard }))
  app.route('/', issueRoutes({ issues, office, guard }))
  app.route('/', potOpeningRoutes({ potOpenings, shops: merchants, guard }))
  app.route('/', adjustmentRoutes({ adjustments, guard }))
  app.route('/', reopeningRoutes({ reopenings, guard }))
  app.route('/', nettingRoutes({ nettings, guard, townName: (code) => code }))
  app.route('/', feeInvoiceRoutes({ feeInvoices, shops: merchants, guard }))
  app.route('/', payoutProfileRoutes({ payoutProfiles, shops: merchants, guard }))
  return {
    get: (path: string, as?: string, headers: Record<string, string> = {}) =>
      app.request(path, { headers: { ...headers, ...(as === undefined ? {} : { cookie: `test=${as}` }) } }),
    head: (path: string, as: string) =>
      app.request(path, { method: 'HEAD', headers: { cookie: `test=${as}` } }),
    putJson: (path: string, body: unknown, as?: string) =>
      app.request(path, {
        method: 'PUT',
        headers: {
          'content-type': 'application/json',
          ...(as === undefined ? {} : { cookie: `test=${as}` }),
        },
        body: JSON.stringify(body),
      }),
    put: (path: string, body: Uint8Array<ArrayBuffer>, as: string) =>
      app.request(path, {
        method: 'PUT',
        headers: {
          'content-type': 'application/offset+octet-stream',
          'idempotency-key': crypto.randomUUID(),
          cookie: `test=${as}`,
        },
        body,
      }),
    post: (path: string, body: unknown, as?: string, key: string = crypto.randomUUID()) =>
      app.request(path, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': key,
          ...(as === undefined ? {} : { cookie: `test=${as}` }),
        },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
  }
}

export type SmallApi = ReturnType<typeof smallApi>
