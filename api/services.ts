import type { Logger } from 'pino'
import type { Store } from '../db/store.ts'
import { type AppParts, createApp } from './app.ts'
import { cardProcessorStripe } from './currency/card-processor-stripe.ts'
import {
  demonstrationSettings as ledgerSettings,
  holdViews,
  ledgerService,
  offlineSecretsOf,
  ledgerViews,
  walletCookie,
  deviceService,
  freezeService,
  walletService,
} from './currency/index.ts'
import { holdReads } from './currency/repository-holds.ts'
import { ledgerReads } from './currency/repository-reads.ts'
import { recordReads } from './currency/repository-records.ts'
import { recordService } from './currency/records-service.ts'
import { freezeReads } from './currency/repository-freezes.ts'
import { deviceStore } from './currency/repository-devices.ts'
import { walletStore } from './currency/repository-wallets.ts'
import { ledgerStore } from './currency/repository.ts'
import { disputeLines } from './currency/repository-dispute-list.ts'
import { topupStore } from './currency/topup-repository.ts'
import { topupService } from './currency/topup-service.ts'
import { topupVoidService } from './currency/topup-void-service.ts'
import { composeTopupMatters, topupSettingsOf } from './services-topups.ts'
import { webhookService } from './currency/webhook-service.ts'
import { openStandIn, type StandIn } from './demonstration/stripe/index.ts'
import { contentRegion } from './growth/region-content.ts'
import { growthService, growthSettings } from './growth/index.ts'
import { walletPasskeyService } from './identity/index.ts'
import { walletPeople } from './identity/repository.ts'
import { zenginCodeMaster } from './merchants/bank-master-zengin-code.ts'
import { holidaysOfJapan } from './merchants/holidays-holiday-jp.ts'
import {
  daySheetService,
  defaultGuid,
  defaultTerms,
  type Merchant,
  type Merchants,
  type PictureFiles,
  merchantDirectory,
  merchantService,
  statementService,
  tillBounds,
  tillFeed,
} from './merchants/index.ts'
import { contentPlaces } from './merchants/places-content.ts'
import { statementReads } from './merchants/repository-statements.ts'
import { takingsStore } from './merchants/repository-takings.ts'
import { merchantStore } from './merchants/repository.ts'
import type { Images, Uploads } from './museum/index.ts'
import type { PartnerParts } from './services-partners.ts'
import type { Post } from './messages/ports.ts'
import { shopLanguageStore } from './messages/repository-shop-languages.ts'
import { openDataService } from './open-data/index.ts'
import { packZip } from './open-data/pack-fflate.ts'
import { contentPublished } from './open-data/published-content.ts'
import type { Clock } from './platform/clock.ts'
import type { Configuration } from './platform/configuration.ts'
import { addressOf } from './services-address.ts'
import { composeActs, composeProposals, composeSecondments } from './services-acts.ts'
import { composeAudit } from './services-audit.ts'
import { composeClerks } from './services-clerks.ts'
import { composeFeeInvoices } from './services-fee-invoices.ts'
import { composeIdentity } from './services-identity.ts'
import { composeInstitutionStaff } from './services-institution-staff.ts'
import { composeCardRefunds } from './services-card-refunds.ts'
import { issuerSettings } from './services-issuer.ts'
import { composeBankAccountChanges } from './services-bank.ts'
import { composeMessages } from './services-messages.ts'
import { composeNettings } from './services-netting.ts'
import { composeOffice, composePayoutProfiles } from './services-payouts.ts'
import { composePots } from './services-pots.ts'
import { composeProxies } from './services-proxies.ts'
import { composeRail } from './services-rail.ts'
import { composeRecords } from './services-records.ts'
import { composeShopPictures } from './services-shop-pictures.ts'
import { forgetAttempts } from './platform/http/rate-limit-store.ts'
import type { Ids } from './platform/ids.ts'
import type { Job } from './platform/jobs.ts'
import { sha256Hex } from './platform/sha256.ts'
import type { Mode } from './platform/mode.ts'
import { railService } from './rail/index.ts'
import { contentNetwork } from './rail/network-content.ts'
import { contentSpots, listedSpots } from './visitors/spots-content.ts'
import { experiments, visitorService, visitorSettings } from './visitors/index.ts'
import { visitorStore } from './visitors/repository.ts'

/** What a root has to bring: an open, migrated database that is marked, and the world around it. */
export type HubParts = {
  readonly store: Store
  readonly mode: Mode
  readonly configuration: Configuration
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Logger
  /** Signs sessions, keys hashes; at least 32 characters. */
  readonly secret: string
  readonly isMigrated: () => Promise<boolean>
  /** The museum's images, on a machine that has a disk for them. */
  readonly images?: Images
  readonly uploads?: Uploads
  /** Fetches what partners say of their objects, where the runtime lets a connection be looked at. */
  readonly partnerReader?: PartnerParts['partnerReader']
  readonly shopPictures?: PictureFiles
  /** Whether connections may stay open, so that tills are told of payments instead of asking. */
  readonly holdsConnections?: boolean
  /** The way to a mail server, where one is set and the runtime reaches it. */
  readonly post?: Post | undefined
  /** How requests to the card processor and to push services travel; the runtime's own `fetch` when not given. */
  readonly network?: typeof fetch
}

/** Puts services, adapters and routes together; only the three roots call it. */
export async function composeHub(parts: HubParts) {
  const { store, mode, configuration, clock, ids, log } = parts
  const address = addressOf(configuration)
  const money = composeMoney(parts)
  const { clerks, staff } = composeClerks(parts)
  const acts = composeActs(parts)
  const secondments = composeSecondments(parts)
  const { attempts, limiter, guard, people, identity } = composeIdentity(parts, money.wallets, {
    tills: clerks,
    acts,
    secondments,
  })
  const merchants = merchantService({
    store: money.shops,
    takings: takingsStore(store),
    ledger: money.ledger,
    people: identity,
    places: contentPlaces,
    banks: zenginCodeMaster,
    holidays: holidaysOfJapan,
    clock,
    ids,
    random: () => crypto.getRandomValues(new Uint8Array(16)),
    terms: defaultTerms,
    guid: defaultGuid,
    origin: address.get,
    demonstration: mode === 'demonstration',
    languageWrites: shopLanguageStore(store).firstWrites,
    fee: configuration.MERCHANT_FEE,
  })
  const feed = parts.holdsConnections === true ? feedOf(parts, merchants) : undefined
  const office = composeOffice(parts, {
    shops: merchants,
    ledger: money.ledger,
    holidays: holidaysOfJapan,
  })
  const { issues, potOpenings } = composePots(parts, {
    office,
    ledger: money.ledger,
    shops: merchants,
    places: contentPlaces,
  })
  const museum = composeRecords(parts, address.get)
  const visitors = visitorService({
    store: visitorStore(store),
    spots: contentSpots(money.shops, museum.house),
    experiments,
    clock,
    ids,
    settings: visitorSettings,
  })
  const growth = growthService({
    takings: money.views,
    visits: visitorStore(store),
    shops: {
      all: async () =>
        shopsWithAccount([
          ...(await merchants.inStatus('approved')),
          ...(await merchants.inStatus('suspended')),
        ]),
    },
    region: contentRegion(listedSpots),
    clock,
    settings: growthSettings,
    demonstration: mode === 'demonstration',
  })
  const audit = composeAudit(parts, { shops: money.shops, views: money.views, address: address.get })
  let app: ReturnType<typeof createApp> | undefined
  const deliver = async (request: Request): Promise<Response> => app!.fetch(request, {})
  const cards = await composeCards(parts, { address: address.get, deliver })
  const topupParts = {
    store: topupStore(store),
    books: { ...money.books, ...walletStore(store) },
    ledger: money.ledger,
    processor: cards.processor,
    mode,
    clock,
    ids,
    settings: { ...ledgerSettings, ...topupSettingsOf(mode, configuration) },
  }
  const cardRefunds = composeCardRefunds({
    ...money.parts,
    ledger: money.ledger,
    processor: cards.processor,
    basePeriods: audit.baseDates,
    log,
  })
  const { PUBLIC_ORIGIN: publicOrigin } = configuration
  const secureCookies = publicOrigin?.startsWith('https:') ?? false
  const railway = composeRail(parts, {
    network: contentNetwork,
    holidays: holidaysOfJapan,
    liveHouse: museum.openings,
  })
  const feeInvoices = composeFeeInvoices(parts, merchants)
  const messages = await composeMessages(parts, address.get)
  const shopPictures = composeShopPictures(parts, { shops: money.shops, merchants, places: contentPlaces })
  const appParts: AppParts = {
    floor: { log, clock, origin: address.get, trustedProxy: configuration.TRUSTED_PROXY },
    guard,
    operations: { isReady: parts.isMigrated, mode },
    operatorToken: configuration.OPERATOR_TOKEN,
    behindProxy: configuration.TRUSTED_PROXY || configuration.PUBLIC_ORIGIN !== undefined,
    currency: { ...money, staff, secureCookies },
    proxies: { proxies: money.proxies, views: money.views, now: clock.now },
    devices: { devices: money.devices },
    records: { records: money.records },
    holds: { ledger: money.ledger, holds: money.holds },
    transfers: { ledger: money.ledger },
    repayments: { repayments: cardRefunds.repayments },
    cardRefunds: { cardRefunds: cardRefunds.cardRefunds, views: money.views, staff },
    disputes: { disputes: disputeLines(store) },
    limits: { settings: topupParts.settings },
    donations: { ledger: money.ledger, merchants: money.directory },
    gifts: { ledger: money.ledger },
    purchases: { ledger: money.ledger, merchants: money.directory },
    shownCodes: { ledger: money.ledger, merchants: money.directory, staff },
    accounts: { ledger: money.ledger, merchants: money.directory },
    freezes: { freezes: money.freezes },
    topups: { topups: topupService(topupParts), proxies: money.proxies, publicOrigin },
    webhook: webhookService(topupParts),
    sessions: { identity, mode, sessionOf: (headers) => people.read(headers) },
    passkeys: { identity },
    walletPasskeys: {
      walletPasskeys: walletPasskeyService({
        people,
        walletPeople: walletPeople(store),
        wallets: money.wallets,
      }),
      walletCookie,
      secureCookies,
    },
    merchants: { merchants, pictures: shopPictures.pictures },
    bankAccountChanges: {
      merchants,
      ...composeBankAccountChanges(parts, { shops: money.shops, banks: zenginCodeMaster }),
    },
    shopPictures,
    clerks: { clerks, merchants, secureCookies },
    tills: { merchants, ...(feed === undefined ? {} : { feed }) },
    statements: {
      merchants,
      statements: statementService({ reads: statementReads(store), clock, terms: defaultTerms }),
      daySheets: daySheetService({ reads: statementReads(store), takings: takingsStore(store), clock }),
    },
    office: { office, shops: merchants },
    acts: { acts },
    nettings: composeNettings(parts),
    feeInvoices: feeInvoices.routes,
    secondments: { secondments, identity, secureCookies },
    issues: { issues, office },
    potOpenings: { potOpenings, shops: merchants },
    ...composeProposals(parts, money.ledger),
    topupMatters: { topupMatters: composeTopupMatters(parts) },
    payoutProfiles: composePayoutProfiles(parts, merchants),
    audit: { audit: audit.audit },
    baseDates: { baseDates: audit.baseDates },
    visitors,
    growth,
    rail: { ...railway, limiter },
    ...(parts.images === undefined ? {} : { images: { images: parts.images, origin: address.get } }),
    museum: museum.routes,
    ...messages.routes,
    institutionStaff: composeInstitutionStaff(parts, { people, identity, messages, address, museum }),
    openData: {
      openData: openDataService({
        published: contentPublished,
        rail: railService({ network: contentNetwork, holidays: holidaysOfJapan, clock }),
        pack: packZip,
        clock,
        origin: address.get,
      }),
    },
    places: { places: museum.places },
  }
  app = createApp(appParts)
  if (cards.standIn !== undefined) app.route('/demonstration/stripe', cards.standIn.pages)
  const jobs: Job[] = [
    forgetAttempts(attempts, clock),
    { name: 'holds', everyMs: 10_000, run: money.ledger.expireHolds },
    ...audit.jobs,
    ...cardRefunds.jobs,
    ...messages.jobs,
    ...museum.jobs,
    ...feeInvoices.jobs,
    { name: 'lots', everyMs: 60_000, run: money.ledger.expireLots },
  ]
  if (cards.standIn !== undefined) jobs.push({ name: 'stand-in', everyMs: 1_000, run: cards.standIn.turn })
  const { ledger, wallets, views } = money
  return {
    app,
    mode,
    jobs,
    log,
    address,
    ledger,
    wallets,
    views,
    identity,
    merchants,
    office,
    potOpenings,
    visitors,
    growth,
    feed,
    acts,
    museum,
    timetableVersion: railway.version,
    voids: topupVoidService(topupParts),
  }
}

export type Hub = Awaited<ReturnType<typeof composeHub>>

const feedOf = ({ store, clock }: HubParts, { till }: Merchants) =>
  tillFeed({ takings: takingsStore(store), till, clock, bounds: tillBounds })

/** Growth asks only where a shop stands; one that never got an account never took a payment. */
const shopsWithAccount = (all: readonly Merchant[]) =>
  all.flatMap(({ accountId, municipality, stationId }) =>
    accountId === null ? [] : [{ accountId, municipality, stationId }],
  )

/** The ledger, and what is read of it. */
function composeMoney({ store, mode, configuration, clock, ids, secret }: HubParts) {
  const books = ledgerStore(store)
  const shops = merchantStore(store)
  const directory = merchantDirectory(shops)
  const settings = issuerSettings(mode, configuration)
  const offlineSecrets = offlineSecretsOf(secret)
  const parts = { store: books, merchants: directory, clock, ids, settings, offlineSecrets }
  const ledger = ledgerService(parts)
  const wallets = walletService({ store: { ...books, ...walletStore(store) }, clock, ids })
  const views = ledgerViews({ store: books, reads: ledgerReads(store), merchants: directory, clock })
  const devices = deviceService({ store: { ...books, ...deviceStore(store) }, clock })
  const proxies = composeProxies(store, parts)
  const freezes = freezeService({ ledger, wallets: walletStore(store), reads: freezeReads(store) })
  const holds = holdViews({ reads: holdReads(store), merchants: directory, clock })
  const records = recordService({ reads: recordReads(store), merchants: directory })
  return { parts, books, shops, directory, ledger, wallets, devices, freezes, proxies, views, holds, records }
}

type Cards = {
  readonly processor: ReturnType<typeof cardProcessorStripe> | undefined
  readonly standIn?: StandIn
}

type Line = { readonly address: () => string; readonly deliver: (request: Request) => Promise<Response> }

/** The card processor: Stripe where a key is set; in a demonstration without one, the stand-in; else none. */
async function composeCards(
  { store, mode, configuration, clock, secret, network }: HubParts,
  line: Line,
): Promise<Cards> {
  const { STRIPE_SECRET_KEY: apiKey, STRIPE_WEBHOOK_SECRET: webhookSecret } = configuration
  if ((apiKey === undefined) !== (webhookSecret === undefined))
    throw new Error(
      'Set STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET together: one without the other credits nothing.',
    )
  if (isTestKey(apiKey) === (mode === 'live'))
    throw new Error(
      `This database is ${mode}: a ${mode === 'live' ? 'test' : 'live'} key of the card processor does not belong here.`,
    )
  if (apiKey !== undefined && webhookSecret !== undefined)
    return { processor: cardProcessorStripe({ apiKey, webhookSecret, fetch: network }) }
  if (mode === 'live') return { processor: undefined }
  const keys = {
    apiKey: `sk_test_${derived(secret, 'key')}`,
    webhookSecret: `whsec_${derived(secret, 'webhook')}`,
  }
  const standIn = await openStandIn({ store, clock, ...keys, origin: line.address, deliver: line.deliver })
  return { processor: cardProcessorStripe({ ...keys, fetch: standIn.fetch }), standIn }
}

/** Undefined where there is no key; restricted keys (rk_) are told apart like secret ones. */
const isTestKey = (key: string | undefined): boolean | undefined =>
  key === undefined ? undefined : /^(sk|rk)_test_/.test(key)

/** A secret of its own for one use, so that the hub's secret is never handed to anything. */
const derived = (secret: string, use: string): string => sha256Hex(`stand-in ${use}\n${secret}`)
