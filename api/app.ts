import { OpenAPIHono } from '@hono/zod-openapi'
import { prometheus } from '@hono/prometheus'
import { Registry } from 'prom-client'
import { baseDateRoutes, type BaseDateRouteParts } from './audit/base-date-routes.ts'
import { auditRoutes, type AuditRouteParts } from './audit/routes.ts'
import { deviceRoutes, type DeviceRouteParts } from './currency/device-routes.ts'
import { recordRoutes, type RecordRouteParts } from './currency/routes-records.ts'
import { paymentRoutes, walletRoutes, type LedgerRouteParts } from './currency/routes.ts'
import { freezeRoutes, type FreezeRouteParts } from './currency/routes-freezes.ts'
import { holdRoutes, type HoldRouteParts } from './currency/routes-holds.ts'
import { accountRoutes, type AccountRouteParts } from './currency/routes-accounts.ts'
import { donationRoutes, type DonationRouteParts } from './currency/routes-donations.ts'
import { giftRoutes, type GiftRouteParts } from './currency/routes-gifts.ts'
import { proxyRoutes, type ProxyRouteParts } from './currency/routes-proxies.ts'
import { ownerRoutes } from './currency/routes-proxies-owner.ts'
import { purchaseRoutes, type PurchaseRouteParts } from './currency/routes-purchases.ts'
import { disputeRoutes, type DisputeRouteParts } from './currency/routes-disputes.ts'
import { limitRoutes, type LimitRouteParts } from './currency/routes-limits.ts'
import { cardRefundRoutes, type CardRefundRouteParts } from './currency/routes-card-refunds.ts'
import { repaymentRoutes, type RepaymentRouteParts } from './currency/routes-repayments.ts'
import { shownCodeRoutes, type ShownCodeRouteParts } from './currency/routes-shown-codes.ts'
import { transferRoutes, type TransferRouteParts } from './currency/routes-transfers.ts'
import { topupRoutes, type TopupRouteParts } from './currency/topup-routes.ts'
import { webhookRoutes } from './currency/webhook-routes.ts'
import type { Webhook } from './currency/webhook-service.ts'
import { growthRoutes } from './growth/routes.ts'
import type { Growth } from './growth/index.ts'
import { firstOwnerRoutes } from './identity/routes-first-owner.ts'
import { actingForRoutes, type ActingForRouteParts } from './identity/routes-acting-for.ts'
import {
  institutionStaffRoutes,
  type InstitutionStaffRouteParts,
} from './identity/routes-institution-staff.ts'
import { passkeyRoutes, type PasskeyRouteParts } from './identity/passkey-routes.ts'
import { sessionRoutes, type SessionRouteParts } from './identity/routes.ts'
import { walletPasskeyRoutes, type WalletPasskeyRouteParts } from './identity/wallet-passkey-routes.ts'
import type { HubGuard } from './identity/index.ts'
import { clerkRoutes, type ClerkRoutesParts } from './merchants/routes-clerks.ts'
import { tillHereRoutes } from './merchants/routes-till-here.ts'
import { applicationRoutes } from './merchants/routes-applications.ts'
import { merchantRoutes, type MerchantRoutesParts } from './merchants/routes.ts'
import {
  bankAccountChangeRoutes,
  type BankAccountChangeRoutesParts,
} from './merchants/routes-bank-account-changes.ts'
import { daySheetRoutes, type DaySheetRoutesParts } from './merchants/routes-day-sheets.ts'
import { saleRoutes } from './merchants/routes-sales.ts'
import { boardCodeRoutes, type BoardCodeRoutesParts } from './merchants/routes-board-codes.ts'
import { productRoutes, type ProductRoutesParts } from './merchants/routes-products.ts'
import { codeReportRoutes, type CodeReportRoutesParts } from './merchants/routes-code-reports.ts'
import { tieRoutes, type TieRoutesParts } from './merchants/routes-ties.ts'
import { shopPictureRoutes, type ShopPictureRoutesParts } from './merchants/routes-shop-pictures.ts'
import { shopRoutes } from './merchants/routes-shops.ts'
import { statementRoutes, type StatementRoutesParts } from './merchants/routes-statements.ts'
import { tillLineRoutes, type TillLineRoutesParts } from './merchants/routes-till-lines.ts'
import { tillRoutes, type TillRoutesParts } from './merchants/routes-till.ts'
import { messageRoutes, type MessageRouteParts } from './messages/routes.ts'
import { pushRoutes, type PushRouteParts } from './messages/routes-push.ts'
import { shopBrowserRoutes, type ShopBrowserRouteParts } from './messages/routes-shop-browsers.ts'
import { shopMessageRoutes, type ShopMessageRouteParts } from './messages/routes-shops.ts'
import { imageRoutes, type ImageRouteParts } from './museum/routes-images.ts'
import { institutionRoutes, type InstitutionRouteParts } from './museum/routes-institutions.ts'
import { importRoutes, type ImportRouteParts } from './museum/routes-imports.ts'
import { itemRoutes, type ItemRouteParts } from './museum/routes-items.ts'
import { lookRoutes, type LookRouteParts } from './museum/routes-looks.ts'
import { partnerRoutes, type PartnerRouteParts } from './museum/routes-partners.ts'
import { portalRoutes, type PortalRouteParts } from './museum/routes-portal.ts'
import { collectionRoutes, type CollectionRouteParts } from './museum/routes-collections.ts'
import { studioRoutes, type StudioRouteParts } from './museum/routes-studio.ts'
import { uploadRoutes, type UploadRouteParts } from './museum/routes-uploads.ts'
import { soundRoutes, type SoundRouteParts } from './museum/routes-sounds.ts'
import { storyRoutes } from './museum/routes-stories.ts'
import { textTermsRoutes, type TextTermsRouteParts } from './museum/routes-text-terms.ts'
import { itemPreviewRoutes } from './museum/routes-item-preview.ts'
import { storyDeskRoutes, type StoryDeskRouteParts } from './museum/routes-story-desk.ts'
import { publicationRoutes, type PublicationRouteParts } from './museum/routes-publication.ts'
import { actRoutes, type ActRoutesParts } from './office/routes-acts.ts'
import { feeInvoiceRoutes, type FeeInvoiceRoutesParts } from './office/routes-fee-invoices.ts'
import { nettingRoutes, type NettingRoutesParts } from './office/routes-netting.ts'
import { secondmentRoutes, type SecondmentRoutesParts } from './office/routes-secondments.ts'
import { adjustmentRoutes, type AdjustmentRoutesParts } from './office/routes-adjustments.ts'
import { payoutProfileRoutes, type PayoutProfileRoutesParts } from './office/routes-payout-profiles.ts'
import { topupMatterRoutes, type TopupMatterRoutesParts } from './office/routes-topup-matters.ts'
import { reopeningRoutes, type ReopeningRoutesParts } from './office/routes-reopenings.ts'
import { intakeRoutes, type IntakeRouteParts } from './office/routes-intakes.ts'
import { potOpeningRoutes, type PotOpeningRoutesParts } from './office/routes-pot-openings.ts'
import { issueRoutes, type IssueRoutesParts } from './office/routes-issues.ts'
import { officeRoutes, type OfficeRoutesParts } from './office/routes.ts'
import { openDataFiles, openDataRoutes } from './open-data/routes.ts'
import { placesRoutes } from './places/routes.ts'
import {
  documentationPage,
  documentationStyle,
  type ApiDocument,
} from './platform/http/documentation-page.ts'
import type { Env } from './platform/http/env.ts'
import { operationsRoutes, type OperationsParts } from './platform/http/operations-routes.ts'
import { problemRoutes } from './platform/http/problem-routes.ts'
import { layFloor, type Floor } from './platform/http/security-floor.ts'
import { isOperator } from './platform/http/operator-token.ts'
import { railRoutes } from './rail/routes.ts'
import { visitorRoutes } from './visitors/routes.ts'
import type { Visitors } from './visitors/index.ts'

/** Everything the routes call. Every field is made by `services.ts`. */
export type AppParts = {
  readonly floor: Floor
  readonly guard: HubGuard
  readonly operations: OperationsParts
  readonly operatorToken: string | undefined
  /** True where a proxy stands before us: then nothing is opened to this machine alone. */
  readonly behindProxy: boolean
  readonly currency: Omit<LedgerRouteParts, 'guard'>
  readonly records: Omit<RecordRouteParts, 'guard'>
  readonly holds: Omit<HoldRouteParts, 'guard'>
  readonly transfers: Omit<TransferRouteParts, 'guard'>
  readonly disputes: Omit<DisputeRouteParts, 'guard'>
  readonly limits: Omit<LimitRouteParts, 'guard'>
  readonly repayments: Omit<RepaymentRouteParts, 'guard'>
  readonly cardRefunds: Omit<CardRefundRouteParts, 'guard'>
  readonly donations: Omit<DonationRouteParts, 'guard'>
  readonly gifts: Omit<GiftRouteParts, 'guard'>
  readonly purchases: Omit<PurchaseRouteParts, 'guard'>
  readonly shownCodes: Omit<ShownCodeRouteParts, 'guard'>
  readonly accounts: Omit<AccountRouteParts, 'guard'>
  readonly freezes: Omit<FreezeRouteParts, 'guard'>
  readonly proxies: Omit<ProxyRouteParts, 'guard'>
  readonly devices: Omit<DeviceRouteParts, 'guard'>
  readonly topups: Omit<TopupRouteParts, 'guard'>
  readonly webhook: Webhook
  readonly sessions: Omit<SessionRouteParts, 'guard'>
  readonly passkeys: Omit<PasskeyRouteParts, 'guard'>
  readonly walletPasskeys: Omit<WalletPasskeyRouteParts, 'guard'>
  readonly merchants: Omit<MerchantRoutesParts, 'guard'>
  readonly bankAccountChanges: Omit<BankAccountChangeRoutesParts, 'guard'>
  readonly shopPictures: Omit<
    ShopPictureRoutesParts &
      CodeReportRoutesParts &
      BoardCodeRoutesParts &
      ProductRoutesParts &
      TieRoutesParts,
    'guard'
  >
  readonly clerks: Omit<ClerkRoutesParts, 'guard'>
  readonly tills: Omit<TillRoutesParts & TillLineRoutesParts, 'guard'>
  readonly statements: Omit<StatementRoutesParts & DaySheetRoutesParts, 'guard'>
  readonly office: Omit<OfficeRoutesParts, 'guard'>
  readonly acts: Omit<ActRoutesParts, 'guard'>
  readonly nettings: Omit<NettingRoutesParts, 'guard'>
  readonly feeInvoices: Omit<FeeInvoiceRoutesParts, 'guard'>
  readonly secondments: Omit<SecondmentRoutesParts & ActingForRouteParts, 'guard'>
  readonly issues: Omit<IssueRoutesParts, 'guard'>
  readonly potOpenings: Omit<PotOpeningRoutesParts, 'guard'>
  readonly adjustments: Omit<AdjustmentRoutesParts, 'guard'>
  readonly payoutProfiles: Omit<PayoutProfileRoutesParts, 'guard'>
  readonly topupMatters: Omit<TopupMatterRoutesParts, 'guard'>
  readonly reopenings: Omit<ReopeningRoutesParts, 'guard'>
  readonly audit: Omit<AuditRouteParts, 'guard'>
  readonly baseDates: Omit<BaseDateRouteParts, 'guard'>
  readonly visitors: Visitors
  readonly growth: Growth
  /** `refresh` looks whether another process imported a timetable. */
  readonly rail: Parameters<typeof railRoutes>[0] & { readonly refresh: () => Promise<void> }
  readonly places: Parameters<typeof placesRoutes>[0]
  readonly openData: Parameters<typeof openDataRoutes>[0]
  /** Absent where there is no disk for images. */
  readonly images?: ImageRouteParts
  readonly messages: Omit<MessageRouteParts & ShopMessageRouteParts, 'guard'>
  readonly push: Omit<PushRouteParts, 'guard'>
  readonly shopPush: Omit<ShopBrowserRouteParts, 'guard'>
  readonly institutionStaff: Omit<InstitutionStaffRouteParts, 'guard'>
  readonly museum: PublicationRouteParts &
    PortalRouteParts &
    ItemRouteParts &
    Omit<
      UploadRouteParts &
        StudioRouteParts &
        CollectionRouteParts &
        StoryDeskRouteParts &
        TextTermsRouteParts &
        ImportRouteParts &
        SoundRouteParts &
        LookRouteParts &
        InstitutionRouteParts &
        IntakeRouteParts &
        PartnerRouteParts,
      'guard'
    >
}

/** All routes under /api, typed for the client. Those of clerks stand before the ones that take any word for a decision. */
const apiRoutes = (parts: AppParts) => {
  const { guard } = parts
  return new OpenAPIHono<Env>()
    .route('/', operationsRoutes(parts.operations))
    .route('/', problemRoutes())
    .route('/', walletRoutes({ ...parts.currency, guard }))
    .route('/', deviceRoutes({ ...parts.devices, guard }))
    .route('/', paymentRoutes({ ...parts.currency, guard }))
    .route('/', recordRoutes({ ...parts.records, guard }))
    .route('/', holdRoutes({ ...parts.holds, guard }))
    .route('/', transferRoutes({ ...parts.transfers, guard }))
    .route('/', disputeRoutes({ ...parts.disputes, guard }))
    .route('/', limitRoutes({ ...parts.limits, guard }))
    .route('/', repaymentRoutes({ ...parts.repayments, guard }))
    .route('/', cardRefundRoutes({ ...parts.cardRefunds, guard }))
    .route('/', donationRoutes({ ...parts.donations, guard }))
    .route('/', giftRoutes({ ...parts.gifts, guard }))
    .route('/', purchaseRoutes({ ...parts.purchases, guard }))
    .route('/', shownCodeRoutes({ ...parts.shownCodes, guard }))
    .route('/', accountRoutes({ ...parts.accounts, guard }))
    .route('/', freezeRoutes({ ...parts.freezes, guard }))
    .route('/', ownerRoutes({ ...parts.proxies, guard }))
    .route('/', topupRoutes({ ...parts.topups, guard }))
    .route('/', proxyRoutes({ ...parts.proxies, guard }))
    .route('/', webhookRoutes({ webhook: parts.webhook }))
    .route('/', sessionRoutes({ ...parts.sessions, guard }))
    .route('/', passkeyRoutes({ ...parts.passkeys, guard }))
    .route('/', walletPasskeyRoutes({ ...parts.walletPasskeys, guard }))
    .route('/', clerkRoutes({ ...parts.clerks, guard }))
    .route('/', tillHereRoutes({ ...parts.clerks, guard }))
    .route('/', bankAccountChangeRoutes({ ...parts.bankAccountChanges, guard }))
    .route('/', boardCodeRoutes({ ...parts.shopPictures, guard }))
    .route('/', merchantRoutes({ ...parts.merchants, guard }))
    .route('/', saleRoutes({ ...parts.merchants, guard }))
    .route('/', applicationRoutes({ ...parts.bankAccountChanges, ...parts.merchants, guard }))
    .route('/', shopPictureRoutes({ ...parts.shopPictures, guard }))
    .route('/', productRoutes({ ...parts.shopPictures, guard }))
    .route('/', codeReportRoutes({ ...parts.shopPictures, guard }))
    .route('/', shopRoutes({ ...parts.merchants, guard }))
    .route('/', tieRoutes({ ...parts.shopPictures, guard }))
    .route('/', tillRoutes({ ...parts.tills, guard }))
    .route('/', tillLineRoutes({ ...parts.tills, guard }))
    .route('/', statementRoutes({ ...parts.statements, guard }))
    .route('/', daySheetRoutes({ ...parts.statements, guard }))
    .route('/', officeRoutes({ ...parts.office, guard }))
    .route('/', actRoutes({ ...parts.acts, guard }))
    .route('/', secondmentRoutes({ ...parts.secondments, guard }))
    .route('/', nettingRoutes({ ...parts.nettings, guard }))
    .route('/', feeInvoiceRoutes({ ...parts.feeInvoices, guard }))
    .route('/', actingForRoutes({ ...parts.secondments, guard }))
    .route('/', issueRoutes({ ...parts.issues, guard }))
    .route('/', potOpeningRoutes({ ...parts.potOpenings, guard }))
    .route('/', adjustmentRoutes({ ...parts.adjustments, guard }))
    .route('/', payoutProfileRoutes({ ...parts.payoutProfiles, guard }))
    .route('/', topupMatterRoutes({ ...parts.topupMatters, guard }))
    .route('/', reopeningRoutes({ ...parts.reopenings, guard }))
    .route('/', auditRoutes({ ...parts.audit, guard }))
    .route('/', baseDateRoutes({ ...parts.baseDates, guard }))
    .route('/', visitorRoutes({ visitors: parts.visitors, guard }))
    .route('/', growthRoutes({ growth: parts.growth, guard }))
    .route('/', railRoutes(parts.rail))
    .route('/', placesRoutes(parts.places))
    .route('/', itemRoutes(parts.museum))
    .route('/', portalRoutes(parts.museum))
    .route('/', textTermsRoutes({ ...parts.museum, guard }))
    .route('/', uploadRoutes({ ...parts.museum, guard }))
    .route('/', studioRoutes({ ...parts.museum, guard }))
    .route('/', itemPreviewRoutes({ ...parts.museum, guard }))
    .route('/', collectionRoutes({ ...parts.museum, guard }))
    .route('/', importRoutes({ ...parts.museum, guard }))
    .route('/', partnerRoutes({ ...parts.museum, guard }))
    .route('/', storyRoutes(parts.museum))
    .route('/', storyDeskRoutes({ ...parts.museum, guard }))
    .route('/', soundRoutes({ ...parts.museum, guard }))
    .route('/', lookRoutes({ ...parts.museum, guard }))
    .route('/', institutionRoutes({ ...parts.museum, guard }))
    .route('/', intakeRoutes({ ...parts.museum, guard }))
    .route('/', openDataRoutes(parts.openData))
    .route('/', messageRoutes({ ...parts.messages, guard }))
    .route('/', shopMessageRoutes({ ...parts.messages, guard }))
    .route('/', pushRoutes({ ...parts.push, guard }))
    .route('/', shopBrowserRoutes({ ...parts.shopPush, guard }))
    .route('/', institutionStaffRoutes({ ...parts.institutionStaff, guard }))
    .route('/', firstOwnerRoutes({ ...parts.institutionStaff, guard }))
}

const description = {
  openapi: '3.1.0',
  info: {
    title: 'Aizu Meguri',
    version: '0.1.0',
    description:
      'The hub of the Aizu region: catalogue, railway, currency. A write that would count twice when sent twice takes an Idempotency-Key; every refusal is a problem document (RFC 9457) with a stable code.',
  },
}

/** Mounts everything. The returned app's type is the type of the client (`site/lib/api.ts`). */
export function createApp(parts: AppParts) {
  const outer = new OpenAPIHono<Env>()
  layFloor(outer, parts.floor)
  const { printMetrics, registerMetrics } = prometheus({
    registry: new Registry(),
    collectDefaultMetrics: false,
  })
  outer.use('/api/*', registerMetrics)
  outer.use('/api/rail/*', async (_, next) => {
    await parts.rail.refresh()
    await next()
  })
  outer.get('/metrics', (c, next) =>
    isOperator(c, parts.operatorToken, parts.behindProxy) ? printMetrics(c) : next(),
  )
  const app = outer.route('/api', apiRoutes(parts))
  // Made once: it takes a sixth of a second, and anybody may ask.
  let made: ApiDocument | undefined
  const document = (): ApiDocument =>
    (made ??= app.getOpenAPI31Document(description) as unknown as ApiDocument)
  app.get('/api/openapi.json', (c) => c.json(document()))
  app.route('/open-data', openDataFiles(parts.openData))
  if (parts.images !== undefined) app.route('/iiif/3', imageRoutes(parts.images))
  app.route('/', publicationRoutes(parts.museum))
  app.get('/api/docs', (c) =>
    c.html(documentationPage(document()), 200, {
      'content-security-policy': "default-src 'none'; style-src 'self'; frame-ancestors 'none'",
    }),
  )
  app.get('/api/docs.css', (c) =>
    c.body(documentationStyle, 200, { 'content-type': 'text/css; charset=utf-8' }),
  )
  return app
}

export type Api = ReturnType<typeof createApp>
