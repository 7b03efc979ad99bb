import type { Store, Write } from '../../../db/store.ts'
import { ledgerStore } from '../../../api/currency/repository.ts'
import { walletStore } from '../../../api/currency/repository-wallets.ts'
import { ledgerService } from '../../../api/currency/service.ts'
import { offlineSecretsOf } from '../../../api/currency/service-offline-codes.ts'
import { demonstrationSettings } from '../../../api/currency/settings.ts'
import {
  changeService,
  changeSettings,
  daySheetService,
  defaultGuid,
  defaultTerms,
  merchantDirectory,
  merchantService,
  boardCodeService,
  pictureService,
  productService,
  reportService,
  statementService,
  tieService,
  tillFeed,
  type Application,
  type FeeTerms,
} from '../../../api/merchants/index.ts'
import { zenginCodeMaster } from '../../../api/merchants/bank-master-zengin-code.ts'
import { contentPlaces } from '../../../api/merchants/places-content.ts'
import { holidaysOfJapan } from '../../../api/merchants/holidays-holiday-jp.ts'
import { changeStore } from '../../../api/merchants/repository-bank-account-changes.ts'
import { boardCodeStore } from '../../../api/merchants/repository-board-codes.ts'
import { productStore } from '../../../api/merchants/repository-products.ts'
import { pictureStore, reportStore } from '../../../api/merchants/repository-shop-pictures.ts'
import { merchantStore } from '../../../api/merchants/repository.ts'
import { tieStore } from '../../../api/merchants/repository-ties.ts'
import { shopLanguageStore } from '../../../api/messages/repository-shop-languages.ts'
import { statementReads } from '../../../api/merchants/repository-statements.ts'
import { takingsStore } from '../../../api/merchants/repository-takings.ts'
import {
  adjustmentService,
  feeInvoiceService,
  reopeningService,
  defaultAdjustmentSettings,
  defaultIssueSettings,
  issueService,
  nettingService,
  type Requester,
  officeService,
  payoutProfileService,
  potOpeningService,
} from '../../../api/office/index.ts'
import { standardRates } from '../../../api/office/consumption-tax.ts'
import type { InvoiceIssuer } from '../../../api/office/fee-invoice.ts'
import { feeInvoiceStore } from '../../../api/office/repository-fee-invoices.ts'
import { reopeningStore } from '../../../api/office/repository-reopenings.ts'
import { adjustmentStore } from '../../../api/office/repository-adjustments.ts'
import { payoutProfileStore } from '../../../api/office/repository-payout-profiles.ts'
import { nettingStore } from '../../../api/office/repository-netting.ts'
import { issueStore } from '../../../api/office/repository-issues.ts'
import { potOpeningStore } from '../../../api/office/repository-pot-openings.ts'
import { settlementStore } from '../../../api/office/repository.ts'
import { newId, randomIds } from '../../../api/platform/ids.ts'
import { ok, refuse } from '../../../api/platform/result.ts'
import { acceptShop } from '../../support/accept-shop.ts'
import { openPot } from '../../support/open-pot.ts'

/** An instant of Japan as epoch milliseconds: `at('2026-11-24T10:00')`. */
export const at = (text: string): number => Date.parse(`${text}+09:00`)

export const towns = [
  { code: '074446', nameJa: '三島町', nameEn: 'Mishima' },
  { code: '074454', nameJa: '金山町', nameEn: 'Kaneyama' },
]

/** The institutions of a small region. */
const institutions: Readonly<Record<string, { ja: string; en: string }>> = {
  'craft-museum': { ja: '工芸館', en: 'Craft museum' },
  'ramie-museum': { ja: 'からむしの館', en: 'Ramie museum' },
}

export const requester = {
  code: '0000012345',
  nameKana: 'アイヅメグリコウイキレンゴウ',
  bankCode: '0126',
  bankKana: 'トウホウ',
  branchCode: '401',
  branchKana: 'アイヅ',
  kind: '1',
  number: '1234567',
} as const

/** An invented number: the one of the tax agency's own example of a check digit. */
export const invoiceIssuer: InvoiceIssuer = {
  registrationNumber: 'T7123456789012',
  name: '見本広域連合',
  from: '2023-10-01',
}

/** The accounts between which the towns settle. */
export const townAccounts = {
  '074446': { ...requester, code: '0000000001', nameKana: 'ミシママチ', number: '1111111' },
  '074454': { ...requester, code: '0000000002', nameKana: 'カネヤママチ', number: '2222222' },
}

/** A whole application that nothing refuses. */
export const application = (change: Partial<Application> = {}): Application => ({
  nameJa: 'かすみ食堂',
  nameKana: 'カスミショクドウ',
  nameEn: 'Kasumi Shokudo',
  municipality: '074446',
  merchantClass: 'food',
  stationId: null,
  contactName: '霞 花子',
  contactPhone: '0241-00-0000',
  contactEmail: 'kasumi@shop.example',
  bankCode: '0126',
  branchCode: '401',
  depositType: 1,
  accountNumber: '7654321',
  holderKana: 'カスミショクドウ',
  ...change,
})

/**
 * A small region on one store: the ledger, the shops and the office, all real, with a clock that stands still
 * until it is set. It starts on Tuesday 24 November 2026, 10:00.
 */
/** `payoutAccount`: null where nobody set one. */
export async function smallRegion(store: Store, payoutAccount: Requester | null = requester, fee?: FeeTerms) {
  let now = at('2026-11-24T10:00')
  const clock = { now: () => now }
  const registered = new Map<string, string>()
  const register = merchantStore(store)
  const directory = merchantDirectory(register)
  const wallets = walletStore(store)
  const ledger = ledgerService({
    store: ledgerStore(store),
    merchants: directory,
    clock,
    ids: randomIds,
    settings: demonstrationSettings,
    offlineSecrets: offlineSecretsOf('of a test'),
  })
  await ledger.openBooks()
  const merchants = merchantService({
    store: register,
    takings: takingsStore(store),
    ledger,
    people: {
      newPerson: async ({ email }) => {
        if (registered.has(email)) return refuse({ code: 'email_taken' as const })
        registered.set(email, newId())
        return ok({ userId: registered.get(email)!, writes: [] })
      },
    },
    places: {
      town: (code) => towns.find((town) => town.code === code),
      towns: () => towns,
      hasStation: (id) => id === 'aizu-miyashita',
    },
    banks: zenginCodeMaster,
    holidays: holidaysOfJapan,
    clock,
    ids: randomIds,
    random: () => crypto.getRandomValues(new Uint8Array(8)),
    terms: defaultTerms,
    guid: defaultGuid,
    origin: () => 'https://meguri.example',
    demonstration: false,
    languageWrites: shopLanguageStore(store).firstWrites,
    fee,
  })
  const changes = changeService({
    changes: changeStore(store),
    shops: register,
    banks: zenginCodeMaster,
    clock,
    settings: changeSettings,
  })
  /** Files that stay in memory: what is sent is what is drawn. */
  const files = new Map<string, Uint8Array>()
  const pictures = pictureService({
    pictures: pictureStore(store),
    shops: register,
    files: {
      keep: async (id, bytes) => {
        if (bytes[0] === 0) return 'unreadable'
        files.set(id, bytes)
        return 'kept'
      },
      draw: async (id) => files.get(id),
    },
    clock,
  })
  const reports = reportService({
    reports: reportStore(store),
    shops: register,
    merchants,
    places: { town: (code) => towns.find((town) => town.code === code) },
    clock,
  })
  const named: string[] = []
  const withdrawn = new Set<string>()
  const office = officeService({
    store: settlementStore(store),
    shops: merchants,
    ledger,
    holidays: holidaysOfJapan,
    terms: defaultTerms,
    requester: payoutAccount ?? undefined,
    lineEnd: 'crlf',
    fee,
    clock,
    ids: randomIds,
  })
  const issues = issueService({
    store: issueStore(store),
    pots: office.pots,
    ledger,
    clock,
    settings: defaultIssueSettings,
  })
  const potOpenings = potOpeningService({
    store: potOpeningStore(store),
    pots: office.pots,
    ledger,
    shops: merchants,
    isTown: (code) => contentPlaces.town(code) !== undefined,
    clock,
    requestValidMs: defaultIssueSettings.requestValidMs,
  })
  const adjustments = adjustmentService({
    store: adjustmentStore(store),
    ledger,
    clock,
    settings: defaultAdjustmentSettings,
  })
  const nettings = nettingService({
    store: nettingStore(store),
    accounts: townAccounts,
    holidays: holidaysOfJapan,
    terms: defaultTerms,
    lineEnd: 'crlf',
    clock,
    ids: randomIds,
  })
  const invoicesBy = (issuer: InvoiceIssuer | undefined, rates = standardRates) =>
    feeInvoiceService({ store: feeInvoiceStore(store), issuer, rates, terms: defaultTerms, clock })
  const reopenings = reopeningService({ store: reopeningStore(store), ledger, clock })
  const payoutProfiles = payoutProfileService({ store: payoutProfileStore(store), shops: merchants, clock })
  const ties = tieService({
    ties: tieStore(store),
    shops: register,
    merchants,
    institutions: {
      name: (id) => Promise.resolve(institutions[id]),
      item: async (id) =>
        id === 'basket' && !withdrawn.has(id)
          ? {
              institution: 'craft-museum',
              title: { ja: '山葡萄の籠', en: 'Grapevine basket' },
              merchants: named,
            }
          : undefined,
    },
    clock,
  })
  return {
    ties,
    /** Shops that the record of the item `basket` names by itself. */
    named,
    /** Items that are published no more. */
    withdrawn,
    pictures,
    reports,
    products: productService({ products: productStore(store), shops: register, clock }),
    boards: boardCodeService({
      codes: boardCodeStore(store),
      shops: register,
      places: { town: (code) => towns.find((town) => town.code === code) },
      guid: defaultGuid,
      clock,
    }),
    changes,
    payoutProfiles,
    adjustments,
    reopenings,
    daySheets: daySheetService({ reads: statementReads(store), takings: takingsStore(store), clock }),
    statements: statementService({ reads: statementReads(store), clock, terms: defaultTerms }),
    feed: tillFeed({
      takings: takingsStore(store),
      till: merchants.till,
      clock,
      bounds: { linesOfPerson: 2, lines: 10 },
    }),
    directory,
    clock,
    issues,
    potOpenings,
    nettings,
    feeInvoices: invoicesBy(invoiceIssuer),
    /** As another hub over the same books would: with another issuer or none, or when the rates have changed. */
    invoicesBy,
    ledger,
    merchants,
    office,
    store,
    setNow: (text: string) => (now = at(text)),

    /** Opens a shop: applied, approved, ready for payments. */
    openShop: async (change: Partial<Application> = {}) => {
      const applied = await merchants.apply(
        application({ contactEmail: `${newId()}@shop.example`, ...change }),
        { password: 'a long enough password' },
        newId(),
      )
      if (!applied.ok) throw new Error(JSON.stringify(applied.error))
      return acceptShop(merchants, applied.value.merchantId)
    },

    /** A wallet with this much paid money. */
    openWallet: async (amountYen: number): Promise<string> => {
      const walletId = newId()
      const hashes = { secretHash: newId(), recoveryHash: newId() }
      await store.atomic(wallets.openWrites({ walletId, deviceId: newId(), ...hashes, at: now }) as Write[])
      const topUp = await ledger.topUp({ key: { scope: 'test', key: newId() }, walletId, amountYen })
      if (!topUp.ok) throw new Error(JSON.stringify(topUp.error))
      return walletId
    },

    /** Gives free money of a town's own pot. */
    grant: async (walletId: string, municipality: string, amountYen: number): Promise<void> => {
      const potId = `pot:${municipality}:${newId()}`
      await openPot(potOpenings, {
        id: potId,
        municipality,
        nameJa: '応援',
        nameEn: 'Support',
        rule: {},
        validDays: 30,
      })
      await ledger.issue({ key: { scope: 'test', key: newId() }, potId, amountYen })
      const granted = await ledger.grant({ key: { scope: 'test', key: newId() }, potId, walletId, amountYen })
      if (!granted.ok) throw new Error(JSON.stringify(granted.error))
    },

    pay: async (walletId: string, merchantId: string, amountYen: number): Promise<string> => {
      const paid = await ledger.pay({ walletId, merchantId, amountYen, key: newId() })
      if (!paid.ok) throw new Error(JSON.stringify(paid.error))
      return paid.value.answer.paymentId
    },

    refund: (accountId: string, paymentId: string, amountYen: number) =>
      ledger.refund({ paymentId, merchantAccountId: accountId, amountYen, key: newId() }),
  }
}

export type Region = Awaited<ReturnType<typeof smallRegion>>
