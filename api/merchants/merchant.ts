import { ok, refuse, type Result } from '../platform/result.ts'
import type { BankBranch } from './ports.ts'
import { paymentCodeProblem, type PaymentCode } from './payment-code.ts'
import { isSameName, zenginName } from './zengin-kana.ts'
import type { MerchantRefusal } from './errors.ts'

/** What a shop does; money bound to a class can be spent only there. */
export const merchantClasses = [
  'food',
  'lodging',
  'craft',
  'shop',
  'onsen',
  'transport',
  'experience',
] as const
export type MerchantClass = (typeof merchantClasses)[number]

/** What money spent at a shop is for: money bound to a purpose can be spent wherever it is served, also in new classes. */
export const purposes = ['culture', 'travel', 'meals', 'shopping'] as const
export type Purpose = (typeof purposes)[number]

/** What each class of shop serves. Own choice: a craft is made, shown and taken home. */
export const purposesServed: Record<MerchantClass, readonly Purpose[]> = {
  food: ['meals'],
  lodging: ['travel'],
  craft: ['culture', 'shopping'],
  shop: ['shopping'],
  onsen: ['culture', 'travel'],
  transport: ['travel'],
  experience: ['culture'],
}

export const merchantStatuses = ['applied', 'approved', 'refused', 'suspended'] as const
export type MerchantStatus = (typeof merchantStatuses)[number]

/** ISO 18245 categories printed in the code. Common knowledge, not confirmed against the standard: informative only. */
const categories: Record<MerchantClass, string> = {
  food: '5812',
  lodging: '7011',
  craft: '5970',
  shop: '5947',
  onsen: '7298',
  transport: '4111',
  experience: '7999',
}

/** 1 ordinary (普通), 2 current (当座), 4 savings (貯蓄), 9 other. */
export const depositTypes = [1, 2, 4, 9] as const
export type DepositType = (typeof depositTypes)[number]

/** Where a shop wants its money, as it is typed. */
export type BankDetails = {
  readonly bankCode: string
  readonly branchCode: string
  readonly depositType: DepositType
  readonly accountNumber: string
  readonly holderKana: string
}

/** What a shop tells when it applies, all on one page. */
export type Application = BankDetails & {
  readonly nameJa: string
  readonly nameKana: string
  readonly nameEn: string
  /** Code of the municipality (JIS X 0402 with check digit, six digits). */
  readonly municipality: string
  readonly merchantClass: MerchantClass
  readonly stationId: string | null
  readonly contactName: string
  readonly contactPhone: string
  readonly contactEmail: string
}

/** The languages in which somebody can apply: shops can be written to in each of them. */
export const applicantLanguages = ['ja', 'en', 'zh-hant'] as const
export type ApplicantLanguage = (typeof applicantLanguages)[number]

/** A shop as it stands in the register. */
export type Merchant = {
  readonly id: string
  /** Null until approved. */
  readonly code: string | null
  /** The ledger's account; null until approved. */
  readonly accountId: string | null
  readonly nameJa: string
  readonly nameKana: string
  readonly nameEn: string
  readonly municipality: string
  readonly merchantClass: MerchantClass
  readonly stationId: string | null
  readonly status: MerchantStatus
  /** Since when its account is closed; null while money can move. */
  readonly closedAt: number | null
  readonly contactName: string
  readonly contactPhone: string
  readonly contactEmail: string
  readonly codeVersion: number
  readonly demonstration: boolean
  /** Epoch milliseconds. */
  readonly appliedAt: number
  readonly decidedAt: number | null
  readonly decidedBy: string | null
  readonly decisionReason: string | null
}

/** Where a payout goes, in the letters of the bank file. */
export type BankAccount = {
  readonly id: string
  readonly merchantId: string
  readonly bankCode: string
  readonly bankNameKana: string
  readonly branchCode: string
  readonly branchNameKana: string
  readonly depositType: DepositType
  readonly accountNumber: string
  readonly holderKana: string
}

/** What the list of banks knows of an account that somebody typed. */
export type BankFacts = {
  readonly bankKnown: boolean
  readonly branch: BankBranch | undefined
}

/** What the register knows beside the application when it judges one. */
export type ApplicationFacts = BankFacts & {
  /** English name of the municipality; nothing when the code is not one of the region's. */
  readonly townEn: string | undefined
  /** Whether the station exists; true when none was named. */
  readonly stationKnown: boolean
}

/** An account in the letters that the bank file needs. */
export type CheckedBank = BankDetails & { readonly bankNameKana: string; readonly branchNameKana: string }

/** The application with everything in the letters that the code and the bank file need. */
export type CheckedApplication = Application & CheckedBank

/** Checks an application in the order of its fields; the first that cannot be used is named. */
export function checkApplication(
  application: Application,
  facts: ApplicationFacts,
): Result<CheckedApplication, MerchantRefusal> {
  if (facts.townEn === undefined) return refuse({ code: 'town_unknown', field: 'municipality' })
  if (!facts.stationKnown) return refuse({ code: 'station_unknown', field: 'stationId' })
  const printable = paymentCodeProblem(
    codeOf({ ...application, code: '11111111', codeVersion: 1 }, facts.townEn),
  )
  if (printable === 'nameJa') return refuse({ code: 'name_too_long', field: 'nameJa', lengthMax: 25 })
  if (printable === 'nameLatin') return refuse({ code: 'name_not_latin', field: 'nameEn', lengthMax: 25 })
  const bank = checkBank(application, facts)
  return bank.ok ? ok({ ...application, ...bank.value }) : bank
}

/** Checks where money is to go, in the order of the fields; the first that cannot be used is named. */
export function checkBank(
  { bankCode, branchCode, depositType, accountNumber, holderKana }: BankDetails,
  facts: BankFacts,
): Result<CheckedBank, MerchantRefusal> {
  if (!facts.bankKnown) return refuse({ code: 'bank_unknown', field: 'bankCode' })
  if (facts.branch === undefined) return refuse({ code: 'branch_unknown', field: 'branchCode' })
  const holder = zenginName(holderKana, 'name', 30)
  if (!holder.ok) return refuse({ ...nameRefusal(holder.error), field: 'holderKana' })
  const bank = zenginName(facts.branch.bankKana, 'bank', 15)
  const branch = zenginName(facts.branch.branchKana, 'bank', 15)
  if (!bank.ok || !branch.ok) return refuse({ code: 'branch_unknown', field: 'branchCode' })
  return ok({
    bankCode,
    branchCode,
    depositType,
    holderKana: holder.value,
    bankNameKana: bank.value,
    branchNameKana: branch.value,
    accountNumber: accountNumber.padStart(7, '0'),
  })
}

/**
 * The first field of what was sent that differs from what was registered; undefined: none does. A holder's name may have been
 * registered when fewer legal forms were shortened, and is the same name still.
 */
export const firstDifference = <Sent extends CheckedBank>(
  sent: Sent,
  registered: Partial<Record<keyof Sent, unknown>>,
): (keyof Sent & string) | undefined =>
  (Object.keys(sent) as (keyof Sent & string)[]).find(
    (field) =>
      sent[field] !== registered[field] &&
      !(field === 'holderKana' && isSameName(sent.holderKana, String(registered.holderKana))),
  )

function nameRefusal(
  error:
    | { code: 'letter_not_allowed'; letter: string }
    | { code: 'too_long'; lengthMax: number }
    | { code: 'empty' },
) {
  if (error.code === 'letter_not_allowed')
    return { code: 'letter_not_allowed', letter: error.letter } as const
  return { code: 'name_too_long', lengthMax: error.code === 'too_long' ? error.lengthMax : 30 } as const
}

/** What the shop's printed code says. `townEn` is the town's name in Latin letters. */
export function codeOf(
  shop: Pick<Merchant, 'code' | 'codeVersion' | 'merchantClass' | 'nameEn' | 'nameJa'>,
  townEn: string,
): PaymentCode {
  return {
    merchantCode: shop.code ?? '',
    boardVersion: shop.codeVersion,
    category: categories[shop.merchantClass],
    nameLatin: shop.nameEn,
    nameJa: shop.nameJa,
    city: townEn.toUpperCase().slice(0, 15),
  }
}
