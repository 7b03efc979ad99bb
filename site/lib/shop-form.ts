/** The application form: its fields in the order of the page, and what the form sends as the API wants it. */

export type FieldName =
  | 'nameJa'
  | 'nameKana'
  | 'nameEn'
  | 'municipality'
  | 'merchantClass'
  | 'stationId'
  | 'contactName'
  | 'contactPhone'
  | 'contactEmail'
  | 'bankCode'
  | 'branchCode'
  | 'depositType'
  | 'accountNumber'
  | 'holderKana'
  | 'password'

export const formFields: readonly FieldName[] = [
  ...(['nameJa', 'nameKana', 'nameEn', 'municipality', 'merchantClass', 'stationId'] as const),
  ...(['contactName', 'contactPhone', 'contactEmail'] as const),
  ...(['bankCode', 'branchCode', 'depositType', 'accountNumber', 'holderKana', 'password'] as const),
]

export const isFormField = (name: string | undefined): name is FieldName =>
  formFields.includes(name as FieldName)

/** The text of a field as it was typed; nothing when the field was not sent. */
export function textOf(form: FormData | undefined, name: string): string {
  const value = form?.get(name)
  return typeof value === 'string' ? value : ''
}

const merchantClasses = ['food', 'lodging', 'craft', 'shop', 'onsen', 'transport', 'experience'] as const
type MerchantClass = (typeof merchantClasses)[number]

/** Whether a shop that applies on a page in this language is written to in it. */
export const isApplicantLanguage = (locale: string): locale is 'ja' | 'en' | 'zh-hant' =>
  ['ja', 'en', 'zh-hant'].includes(locale)

/** Full-width digits and letters become plain ones: many keyboards of Japan type them. */
const plain = (text: string): string => text.normalize('NFKC').trim()

/**
 * The body of the application. What cannot be right is sent as it is and refused by the API, which names the
 * field: there is one judge.
 */
export function applicationOf(form: FormData, signedIn: boolean) {
  const text = (name: FieldName) => textOf(form, name).trim()
  return {
    nameJa: text('nameJa'),
    nameKana: text('nameKana'),
    nameEn: plain(text('nameEn')),
    municipality: text('municipality'),
    merchantClass: text('merchantClass') as MerchantClass,
    stationId: text('stationId') || null,
    contactName: text('contactName'),
    contactPhone: plain(text('contactPhone')).replace(/[‐-―−ー]/g, '-'),
    contactEmail: plain(text('contactEmail')),
    ...bankDetailsOf(form),
    ...(signedIn ? {} : { password: textOf(form, 'password') }),
  }
}

/** Where a shop wants its money, as the form sends it. */
export function bankDetailsOf(form: FormData) {
  const text = (name: FieldName) => textOf(form, name).trim()
  return {
    bankCode: plain(text('bankCode')),
    branchCode: plain(text('branchCode')),
    depositType: Number(text('depositType')) as 1 | 2 | 4 | 9,
    accountNumber: plain(text('accountNumber')),
    holderKana: text('holderKana'),
  }
}

/** A whole number of yen as people type it ("1,200", "１２００円"); NaN when it is none. */
export function yenOf(typed: string): number {
  const digits = plain(typed).replace(/[,、\s¥\\円]/g, '')
  return /^[0-9]{1,9}$/.test(digits) ? Number(digits) : Number.NaN
}
