import { ok, refuse, type Result } from '../platform/result.ts'
import { assert } from '../platform/assert.ts'
import { crc16, parseTlv, printTlv, type Field, type TlvRefusal } from './emv-tlv.ts'
import { isMerchantCode } from './merchant-code.ts'

/** What a merchant's printed or shown code says (EMVCo merchant-presented mode, beside JPQR on one board). */
export type PaymentCode = {
  readonly merchantCode: string
  /** The edition of the printed board; an edition that was withdrawn is refused by the service. */
  readonly boardVersion: number
  /** ISO 18245 merchant category, four digits. */
  readonly category: string
  /** Up to 25 printable ASCII characters. */
  readonly nameLatin: string
  /** Up to 25 characters. */
  readonly nameJa: string
  /** Up to 15 printable ASCII characters. */
  readonly city: string
  /** Seven digits; JPQR asks for it, we do not. */
  readonly postalCode?: string
  /** Whole yen, at least 1: makes the code a dynamic one. Without it the customer enters the amount. */
  readonly amountYen?: number
  /** Up to 25 letters and digits: one sale of a dynamic code. */
  readonly reference?: string
}

export type PaymentCodeRefusal =
  | TlvRefusal
  | { readonly code: 'bad_crc' }
  | { readonly code: 'not_ours' }
  | { readonly code: 'unknown_version' }
  | { readonly code: 'missing_tag'; readonly tag: string }
  | { readonly code: 'bad_value'; readonly tag: string }
  | { readonly code: 'bad_merchant_code' }
  | { readonly code: 'text_altered' }

/** Our globally unique identifier in the merchant template: a reverse domain, from configuration. */
export const defaultGuid = 'jp.aizu-meguri'
export const boardVersionMax = 9999
export const amountYenMax = 9_999_999

const templateId = '27'
const ascii = /^[\x20-\x7e]*$/

/** Prints a code. The caller has checked the lengths with `paymentCodeProblem`. */
export function printPaymentCode(code: PaymentCode, guid: string = defaultGuid): string {
  assert(paymentCodeProblem(code) === undefined, `a code must be printable: ${paymentCodeProblem(code)}`)
  const body = printTlv(fieldsOf(code, guid)) + '6304'
  return body + crc16(body)
}

const fieldsOf = (code: PaymentCode, guid: string): Field[] => [
  { id: '00', value: '01' },
  { id: '01', value: code.amountYen === undefined ? '11' : '12' },
  { id: templateId, value: printTlv(templateOf(code, guid)) },
  { id: '52', value: code.category },
  { id: '53', value: '392' },
  ...(code.amountYen === undefined ? [] : [{ id: '54', value: String(code.amountYen) }]),
  { id: '58', value: 'JP' },
  { id: '59', value: code.nameLatin },
  { id: '60', value: code.city },
  ...(code.postalCode === undefined ? [] : [{ id: '61', value: code.postalCode }]),
  ...(code.reference === undefined
    ? []
    : [{ id: '62', value: printTlv([{ id: '05', value: code.reference }]) }]),
  {
    id: '64',
    value: printTlv([
      { id: '00', value: 'JA' },
      { id: '01', value: code.nameJa },
    ]),
  },
]

const templateOf = (code: PaymentCode, guid: string): Field[] => [
  { id: '00', value: guid },
  { id: '01', value: code.merchantCode },
  { id: '02', value: String(code.boardVersion) },
  { id: '03', value: nameCheck(code.nameJa) },
]

/**
 * Four base-36 digits over the Japanese name. CRC-16 finds every change of one ASCII character, but a changed
 * kanji is a burst of up to 24 bits, of which it misses one in 65,536. The sum of code points modulo 36^4 (more
 * than there are code points) misses no single changed character.
 */
const nameCheck = (name: string): string =>
  (Array.from(name).reduce((sum, letter) => sum + letter.codePointAt(0)!, 0) % 36 ** 4)
    .toString(36)
    .toUpperCase()
    .padStart(4, '0')

/** The field of a code that cannot be printed, or nothing. */
export function paymentCodeProblem(code: PaymentCode): keyof PaymentCode | undefined {
  const length = (text: string) => Array.from(text).length
  if (!isMerchantCode(code.merchantCode)) return 'merchantCode'
  if (!inRange(code.boardVersion, boardVersionMax)) return 'boardVersion'
  if (!/^[0-9]{4}$/.test(code.category)) return 'category'
  if (!ascii.test(code.nameLatin) || code.nameLatin.length < 1 || code.nameLatin.length > 25)
    return 'nameLatin'
  if (length(code.nameJa) < 1 || length(code.nameJa) > 25) return 'nameJa'
  if (!ascii.test(code.city) || code.city.length < 1 || code.city.length > 15) return 'city'
  if (code.postalCode !== undefined && !/^[0-9]{7}$/.test(code.postalCode)) return 'postalCode'
  if (code.amountYen !== undefined && !inRange(code.amountYen, amountYenMax)) return 'amountYen'
  if (code.reference !== undefined && !isReference(code.reference)) return 'reference'
  return undefined
}

const inRange = (value: number, max: number) => Number.isSafeInteger(value) && value >= 1 && value <= max
const isReference = (text: string) => /^[A-Za-z0-9]{1,25}$/.test(text)

/** Reads a bare payload. Other schemes' templates may stand beside ours; ours must be whole and unaltered. */
export function parsePaymentCode(
  text: string,
  guid: string = defaultGuid,
): Result<PaymentCode, PaymentCodeRefusal> {
  const fields = parseTlv(text)
  if (!fields.ok) return fields
  const last = fields.value.at(-1)
  if (last?.id !== '63') return refuse({ code: 'missing_tag', tag: '63' })
  if (last.value !== crc16(text.slice(0, -4))) return refuse({ code: 'bad_crc' })
  const foreign = fields.value.find((field) => field.id !== '64' && !ascii.test(field.value))
  if (foreign) return refuse({ code: 'bad_value', tag: foreign.id })
  if (fields.value[0]?.id !== '00' || fields.value[0].value !== '01')
    return refuse({ code: 'unknown_version' })
  return readFields(new Map(fields.value.map((field) => [field.id, field.value])), guid)
}

function readFields(
  values: ReadonlyMap<string, string>,
  guid: string,
): Result<PaymentCode, PaymentCodeRefusal> {
  const template = ourTemplate(values, guid)
  if (!template) return refuse({ code: 'not_ours' })
  const absent = ['01', '52', '53', '58', '59', '60', '64'].find((tag) => !values.has(tag))
  if (absent) return refuse({ code: 'missing_tag', tag: absent })
  const names = parseTlv(values.get('64')!)
  if (!names.ok) return names
  const nameJa = valueOf(names.value, '01')
  if (valueOf(names.value, '00') !== 'JA' || nameJa === undefined)
    return refuse({ code: 'bad_value', tag: '64' })
  if (valueOf(template, '03') !== nameCheck(nameJa)) return refuse({ code: 'text_altered' })
  if (!isMerchantCode(valueOf(template, '01') ?? '')) return refuse({ code: 'bad_merchant_code' })
  return assemble(values, template, nameJa)
}

function assemble(
  values: ReadonlyMap<string, string>,
  template: readonly Field[],
  nameJa: string,
): Result<PaymentCode, PaymentCodeRefusal> {
  const amount = readAmount(values)
  if (!amount.ok) return amount
  const additional = parseTlv(values.get('62') ?? '')
  if (!additional.ok) return additional
  const reference = valueOf(additional.value, '05')
  const postalCode = values.get('61')
  const board = valueOf(template, '02') ?? ''
  const code: PaymentCode = {
    merchantCode: valueOf(template, '01')!,
    boardVersion: /^[1-9][0-9]{0,3}$/.test(board) ? Number(board) : 0,
    category: values.get('52')!,
    nameLatin: values.get('59')!,
    nameJa,
    city: values.get('60')!,
    ...(postalCode === undefined ? {} : { postalCode }),
    ...(amount.value === undefined ? {} : { amountYen: amount.value }),
    ...(reference === undefined ? {} : { reference }),
  }
  if (values.get('53') !== '392') return refuse({ code: 'bad_value', tag: '53' })
  if (values.get('58') !== 'JP') return refuse({ code: 'bad_value', tag: '58' })
  const problem = paymentCodeProblem(code)
  return problem ? refuse({ code: 'bad_value', tag: tagOf[problem] }) : ok(code)
}

/** Static codes (11) carry no amount, dynamic ones (12) must. */
function readAmount(values: ReadonlyMap<string, string>): Result<number | undefined, PaymentCodeRefusal> {
  const initiation = values.get('01')
  const amount = values.get('54')
  if (initiation !== '11' && initiation !== '12') return refuse({ code: 'bad_value', tag: '01' })
  if (initiation === '11')
    return amount === undefined ? ok(undefined) : refuse({ code: 'bad_value', tag: '54' })
  if (amount === undefined) return refuse({ code: 'missing_tag', tag: '54' })
  return /^[1-9][0-9]{0,6}$/.test(amount) ? ok(Number(amount)) : refuse({ code: 'bad_value', tag: '54' })
}

const tagOf: Record<keyof PaymentCode, string> = {
  merchantCode: templateId,
  boardVersion: templateId,
  category: '52',
  nameLatin: '59',
  nameJa: '64',
  city: '60',
  postalCode: '61',
  amountYen: '54',
  reference: '62',
}

const valueOf = (fields: readonly Field[], id: string) => fields.find((field) => field.id === id)?.value

function ourTemplate(values: ReadonlyMap<string, string>, guid: string): readonly Field[] | undefined {
  for (let id = 26; id <= 51; id++) {
    const value = values.get(String(id))
    const fields = value === undefined ? undefined : parseTlv(value)
    if (fields?.ok && valueOf(fields.value, '00') === guid) return fields.value
  }
  return undefined
}
