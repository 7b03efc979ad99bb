import { addDays, japanDay, startOfJapanDay, type Clock } from '../platform/clock.ts'
import type { Ids } from '../platform/ids.ts'
import { sha256Hex } from '../platform/sha256.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import type { MerchantRefusal } from './errors.ts'
import {
  checkApplication,
  codeOf,
  firstDifference,
  type ApplicantLanguage,
  type Application,
  type ApplicationFacts,
  type CheckedApplication,
  type Merchant,
} from './merchant.ts'
import { reviewService } from './application-review-service.ts'
import { bankFactsOf, confirmBankAccount, type BankAccountSaid } from './bank-account.ts'
import { openShops, type Around } from './open-shops.ts'
import { amountYenMax, printPaymentCode } from './payment-code.ts'
import { paymentLink } from './payment-link.ts'
import type {
  BankMaster,
  Holidays,
  Ledger,
  MerchantStore,
  People,
  Places,
  TakingsStore,
  TillPayment,
  Write,
} from './ports.ts'
import { isNews, positionOf, toldOf, type TillPosition } from './till-position.ts'
import { saleEndsAt, saleReference } from './sale-reference.ts'
import { saleUses, scannedNow } from './sale-service.ts'
import { openByCode, shopNamedBy } from './scanned-code.ts'
import { sameTimeLastWeek } from './week-ago.ts'
import type { FeeTerms } from './fee.ts'
import { forecast } from './forecast.ts'
import { payoutsDue, type RunAsked } from './payouts-due.ts'
import type { SettlementTerms } from './settlement-schedule.ts'

export type MerchantParts = {
  readonly store: MerchantStore
  readonly takings: TakingsStore
  readonly ledger: Pick<Ledger, 'openMerchantWrites' | 'saleEnd' | 'withdrawSale'>
  readonly people: People
  readonly places: Places
  readonly banks: BankMaster
  readonly holidays: Holidays
  readonly clock: Clock
  readonly ids: Ids
  /** At least seven random bytes. */
  readonly random: () => Uint8Array
  readonly terms: SettlementTerms
  readonly guid: string
  /** Where people reach the hub: the printed link begins with it. */
  readonly origin: () => string
  readonly demonstration: boolean
  /** Keeps in which language somebody applied: the shop is written to in it from then on. */
  readonly languageWrites: (choice: FirstLanguage) => readonly Write[]
  /** What shops pay for being paid out; undefined where they pay nothing. */
  readonly fee?: FeeTerms | undefined
}

/** Who applies: a signed-in person, or somebody who becomes one with this password; and in which language. */
export type Applicant = ({ readonly userId: string } | { readonly password: string }) & {
  readonly language?: ApplicantLanguage
}

export type FirstLanguage = {
  readonly merchantId: string
  readonly language: ApplicantLanguage
  readonly chosenBy: string
  readonly at: number
}

export type Till = {
  readonly day: string
  readonly count: number
  /** Taken today less what went back of it. */
  readonly todayYen: number
  readonly refundedYen: number
}

/** What a shop had taken a week ago at this time of day, less what went back of it since. */
export type WeekAgo = {
  readonly day: string
  readonly untilAt: number
  readonly count: number
  readonly takenYen: number
}

export type PrintedCode = {
  readonly payload: string
  readonly link: string
  readonly merchantCode: string
  /** The last instant at which the code of one sale is paid; null of the printed board. */
  readonly endsAt: number | null
  /** Names the sale; null of the board. */
  readonly reference: string | null
}

type Refused<T> = Promise<Result<T, MerchantRefusal>>

/** The register of shops: joining, deciding, the code, the till, the forecast. */
export function merchantService(parts: MerchantParts) {
  const { store, takings } = parts
  const inTurn = oneAtATime()
  return {
    /** Puts an application into the register. Refuses what `checkApplication` names, or email_taken. */
    apply: (application: Application, applicant: Applicant, key: string) =>
      inTurn(key, () => apply(parts, { application, applicant, key })),

    ...reviewService(parts),

    find: (merchantId: string) => store.find(merchantId),
    inStatus: store.inStatus,

    /** The shops that take payments, as everybody may know them; those of the station first. */
    openShops: async (around: Around) => openShops(await store.inStatus('approved'), around),

    ofMember: store.ofMember,
    bankAccount: (merchantId: string) => store.bankAccount(merchantId, parts.clock.now()),
    /** Where the shop's money goes, confirmed; see `confirmBankAccount`. */
    confirmBankAccount: (said: BankAccountSaid) => confirmBankAccount(parts, said),
    cameBack: (merchantId: string) => store.cameBack(merchantId, parts.clock.now()),
    findByAccount: store.findByAccount,
    /** What a run has to pay to each shop, on the days that were agreed with it. */
    due: (run: Omit<RunAsked, 'now'>) => payoutsDue(parts, { ...run, now: parts.clock.now() }),
    /** Whatever it may do now. */
    findByCode: store.findByCode,
    payoutProfiles: store.payoutProfiles,
    addPayoutProfile: store.addPayoutProfile,

    /** The shop a scanned or typed code belongs to, when it takes payments. */
    scanned: (text: string) => scannedNow(parts, text),
    shopNamedBy: (text: string) => shopNamedBy(parts, text),
    ...saleUses(parts),
    findOpenByCode: (code: string) => openByCode(store, code),

    /** The printed code; with an amount, the code of one sale. Refuses merchant_not_open, amount_out_of_range. */
    code: (merchantId: string, amountYen?: number, reference?: string) =>
      printedCode(parts, merchantId, { amountYen, reference }),

    /** Today's takings, Japanese day. */
    till: async (shop: { readonly accountId: string }): Promise<Till> => {
      const day = japanDay(parts.clock.now())
      const until = startOfJapanDay(addDays(day, 1))
      const total = await takings.dayTotal(shop.accountId, startOfJapanDay(day), until)
      return {
        day,
        count: total.count,
        refundedYen: total.refundedYen,
        todayYen: total.amountYen - total.refundedYen,
      }
    },
    /** The same weekday of last week up to this time of day, to hold today against. */
    weekAgo: async (shop: { readonly accountId: string }): Promise<WeekAgo> => {
      const { day, from, until } = sameTimeLastWeek(parts.clock.now())
      const { count, amountYen, refundedYen } = await takings.dayTotal(shop.accountId, from, until)
      return { day, untilAt: until, count, takenYen: amountYen - refundedYen }
    },
    /** The newest payments, and how far a till that shows them was told. */
    latest: async (accountId: string, limit: number): Promise<TillPage> => {
      const payments = await takings.latest(accountId, limit)
      return { payments, position: positionOf(payments, payments.length < limit) }
    },
    /** What a till at this position was not told, in the order it came. */
    since: (accountId: string, position: TillPosition, limit: number) =>
      since(takings, { accountId, position, limit }),

    /** When and how much will be paid out, and what was agreed about it. */
    forecast: (shop: { readonly id: string; readonly accountId: string }) => forecast(parts, shop),
  }
}

/** Payments, and how far a till was told once it shows them. */
export type TillPage = { readonly payments: readonly TillPayment[]; readonly position: TillPosition }

type Asked = { readonly accountId: string; readonly position: TillPosition; readonly limit: number }

async function since(takings: TakingsStore, { accountId, position, limit }: Asked): Promise<TillPage> {
  const from = { paidAt: position.floorAt, paymentId: '' }
  // Those that it knows are read again: one more than they are always goes on.
  const read = await takings.after(accountId, from, limit + position.told.length)
  const payments = read.filter((one) => isNews(position, one)).slice(0, limit)
  return { payments, position: payments.reduce(toldOf, position) }
}

export type Merchants = ReturnType<typeof merchantService>

type Applying = { readonly application: Application; readonly applicant: Applicant; readonly key: string }

async function apply(parts: MerchantParts, applying: Applying): Refused<{ merchantId: string }> {
  const { store, ids, clock } = parts
  const { application, key } = applying
  const checked = checkApplication(application, await factsOf(parts, application))
  if (!checked.ok) return checked
  const merchantId = idOfKey(key)
  const before = await store.find(merchantId)
  if (before) return sentAgain(parts, before, checked.value)
  const owner = await ownerOf(parts, applying)
  if (!owner.ok) return (await madeMeanwhile(parts, merchantId, checked.value)) ?? owner
  const row = { ...checked.value, id: merchantId, bankAccountId: ids.next(), appliedAt: clock.now() }
  // Person and shop, both or neither: one who is registered and has no shop could not apply with this address again.
  const stored = await store.commit([
    ...owner.value.writes,
    ...store.applyWrites({ ...row, demonstration: parts.demonstration }, owner.value.userId),
    ...firstLanguage(parts, applying, { merchantId, chosenBy: owner.value.userId, at: row.appliedAt }),
  ])
  if (stored === 'stored') return ok({ merchantId })
  const meanwhile = await madeMeanwhile(parts, merchantId, checked.value)
  return meanwhile ?? refuse(stored === 'person_taken' ? addressTaken : { code: 'busy_try_again' })
}

/** Japanese holds where nothing else was chosen. */
const firstLanguage = (
  { languageWrites }: MerchantParts,
  { applicant: { language } }: Applying,
  choice: Omit<FirstLanguage, 'language'>,
): readonly Write[] =>
  language === undefined || language === 'ja' ? [] : languageWrites({ ...choice, language })

const addressTaken: MerchantRefusal = { code: 'email_taken', field: 'contactEmail' }

/** Made by this very form, sent to another process a moment before. */
async function madeMeanwhile(
  parts: MerchantParts,
  merchantId: string,
  sent: CheckedApplication,
): Promise<Result<{ merchantId: string }, MerchantRefusal> | undefined> {
  const since = await parts.store.find(merchantId)
  return since && sentAgain(parts, since, sent)
}

/** Runs what has the same key one after the other: of a form that is sent twice at once the second finds the first. */
function oneAtATime() {
  const last = new Map<string, Promise<unknown>>()
  return <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const turn = (last.get(key) ?? Promise.resolve()).then(work, work)
    last.set(key, turn)
    const forget = (): void => void (last.get(key) === turn && last.delete(key))
    turn.then(forget, forget)
    return turn
  }
}

/** A form that was sent before answers with the shop it made; with anything else in it, it names what. */
async function sentAgain(
  { store, clock }: MerchantParts,
  before: Merchant,
  sent: CheckedApplication,
): Refused<{ merchantId: string }> {
  const field = firstDifference(sent, { ...before, ...(await store.bankAccount(before.id, clock.now())) })
  return field === undefined ? ok({ merchantId: before.id }) : refuse({ code: 'key_used', field })
}

async function factsOf(
  { banks, places }: MerchantParts,
  application: Application,
): Promise<ApplicationFacts> {
  return {
    townEn: places.town(application.municipality)?.nameEn,
    stationKnown: application.stationId === null || places.hasStation(application.stationId),
    ...(await bankFactsOf({ banks }, application)),
  }
}

/** The same key names the same application: a resent form finds the row it made. */
const idOfKey = (key: string): string => sha256Hex(`shop application ${key}`).slice(0, 32)

async function ownerOf(
  { people }: MerchantParts,
  { application, applicant }: Applying,
): Refused<{ userId: string; writes: readonly Write[] }> {
  if ('userId' in applicant) return ok({ userId: applicant.userId, writes: [] })
  const { contactName: name, contactEmail: email } = application
  const made = await people.newPerson({ name, email, password: applicant.password })
  if (made.ok) return made
  return refuse(
    made.error.code === 'email_taken' ? addressTaken : { code: 'email_not_usable', field: 'contactEmail' },
  )
}

/** The code of one sale; `reference` of a code that is shown once more. */
type SaleAsked = { readonly amountYen: number | undefined; readonly reference: string | undefined }

async function printedCode(
  { store, places, ids, clock, guid, origin }: MerchantParts,
  merchantId: string,
  { amountYen, reference: shownBefore }: SaleAsked,
): Refused<PrintedCode> {
  const shop = await store.find(merchantId)
  if (!shop) return refuse({ code: 'merchant_not_found' })
  if (shop.status !== 'approved' || shop.closedAt !== null || shop.code === null)
    return refuse({ code: 'merchant_not_open' })
  if (
    amountYen !== undefined &&
    !(Number.isSafeInteger(amountYen) && amountYen >= 1 && amountYen <= amountYenMax)
  )
    return refuse({ code: 'amount_out_of_range', field: 'amountYen', limitYen: amountYenMax })
  const town = places.town(shop.municipality)?.nameEn ?? 'AIZU'
  const reference =
    amountYen === undefined ? undefined : (shownBefore ?? saleReference(clock.now(), ids.next()))
  const sale = amountYen === undefined || reference === undefined ? {} : { amountYen, reference }
  const payload = printPaymentCode({ ...codeOf(shop, town), ...sale }, guid)
  const endsAt = saleEndsAt(reference)
  const link = paymentLink(origin(), payload)
  return ok({ payload, link, merchantCode: shop.code, endsAt, reference: reference ?? null })
}
