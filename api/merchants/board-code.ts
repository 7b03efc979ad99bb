import { ok, refuse, type Result } from '../platform/result.ts'
import { crc16, parseTlv, printTlv, type Field } from './emv-tlv.ts'
import { parsePaymentCode, printPaymentCode, type PaymentCode } from './payment-code.ts'

/** Why the code of another payment service cannot stand on a board with ours. Sentences: `merchants:refusal.<code>`. */
export type BoardCodeRefusal =
  /** No fields of an EMVCo code, or one of them is cut off or there twice. */
  | { readonly code: 'other_code_broken'; readonly field: 'text' }
  /** Its sum is not that of its text: it was copied wrongly. */
  | { readonly code: 'other_code_wrong_sum'; readonly field: 'text' }
  /** Of one sale, with its amount: a board is for all. */
  | { readonly code: 'other_code_of_one_sale'; readonly field: 'text' }
  | { readonly code: 'other_code_not_yen'; readonly field: 'text' }
  | { readonly code: 'other_code_is_ours'; readonly field: 'text' }
  /** It names no account of a payment service. */
  | { readonly code: 'other_code_no_account'; readonly field: 'text' }
  /** It calls itself JPQR and lacks what JPQR asks for. */
  | { readonly code: 'other_code_not_jpqr'; readonly field: 'text'; readonly tag: string }
  /** All places for accounts are taken. */
  | { readonly code: 'other_code_no_room'; readonly field: 'text' }
  | {
      readonly code: 'other_code_too_long'
      readonly field: 'text'
      readonly length: number
      readonly lengthMax: number
    }
  /** A field of it cannot stand in a code of ours. */
  | { readonly code: 'other_code_unfit'; readonly field: 'text'; readonly tag: string }

/** Characters of a whole code (EMVCo merchant-presented mode). */
export const boardCodeLengthMax = 512

export const jpqrGuid = 'jp.or.paymentsjapan'

/** The parts of a JPQR account and their digits: as seen in its published sample. */
const jpqrParts = { '01': 13, '02': 4, '03': 6, '04': 6 } as const

type Values = ReadonlyMap<string, string>
const valuesOf = (fields: readonly Field[]): Values => new Map(fields.map(({ id, value }) => [id, value]))
const partsOf = (value: string | undefined): Values => {
  const fields = parseTlv(value ?? '')
  return valuesOf(fields.ok ? fields.value : [])
}
const isTemplate = ({ id }: Field): boolean => Number(id) >= 26 && Number(id) <= 51
const isAccount = ({ id }: Field): boolean => Number(id) >= 2 && Number(id) <= 51

/**
 * One code of both: everything that the other one says, with our account in the first free place from 27 on and the sum made
 * anew. What it says of the shop stays as it is, so that its own service reads what it gave out.
 */
export function combinedCode(
  other: string,
  ours: PaymentCode,
  guid: string,
): Result<string, BoardCodeRefusal> {
  const read = readOther(other, guid)
  if (!read.ok) return read
  const fields = read.value
  const free = Array.from({ length: 25 }, (_, n) => String(27 + n)).find(
    (id) => !fields.some((field) => field.id === id),
  )
  if (free === undefined) return refuse({ code: 'other_code_no_room', field: 'text' })
  const named = partsOf(fields.find(({ id }) => id === '64')?.value).get('01')
  const ourFields = fieldsOfOurs({ ...ours, nameJa: named ?? ours.nameJa }, guid)
  const account = { id: free, value: ourFields.get('27')! }
  const names = named === undefined ? [{ id: '64', value: ourFields.get('64')! }] : []
  // In the order of ids, the sum last: readers that stop at the first account they know find theirs.
  const all = [...fields, account, ...names].toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const body = `${printTlv(all)}6304`
  const text = body + crc16(body)
  const length = Array.from(text).length
  if (length > boardCodeLengthMax)
    return refuse({ code: 'other_code_too_long', field: 'text', length, lengthMax: boardCodeLengthMax })
  return readBack(text, ours, guid)
}

/** What is printed is read by ourselves first: a board that our guests could not pay with is not printed. */
function readBack(text: string, ours: PaymentCode, guid: string): Result<string, BoardCodeRefusal> {
  const again = parsePaymentCode(text, guid)
  if (again.ok && again.value.merchantCode === ours.merchantCode) return ok(text)
  const tag = !again.ok && 'tag' in again.error ? again.error.tag : ''
  return refuse({ code: 'other_code_unfit', field: 'text', tag })
}

function fieldsOfOurs(ours: PaymentCode, guid: string): Values {
  const fields = parseTlv(printPaymentCode(ours, guid))
  return valuesOf(fields.ok ? fields.value : [])
}

/** Faults of which the code says all. */
type PlainFault = Exclude<
  BoardCodeRefusal['code'],
  'other_code_not_jpqr' | 'other_code_too_long' | 'other_code_unfit'
>

/** The fields of the other code without its sum, in the order in which they stand. */
function readOther(text: string, guid: string): Result<readonly Field[], BoardCodeRefusal> {
  const parsed = parseTlv(text)
  const no = (code: PlainFault): Result<never, BoardCodeRefusal> => refuse({ code, field: 'text' })
  if (!parsed.ok || parsed.value[0]?.id !== '00' || parsed.value[0].value !== '01')
    return no('other_code_broken')
  const last = parsed.value.at(-1)!
  if (last.id !== '63' || last.value !== crc16(text.slice(0, -4))) return no('other_code_wrong_sum')
  const fields = parsed.value.slice(0, -1)
  const code = faultOf(fields, guid)
  if (code !== undefined) return no(code)
  const tag = jpqrFault(fields)
  return tag === undefined ? ok(fields) : refuse({ code: 'other_code_not_jpqr', field: 'text', tag })
}

function faultOf(fields: readonly Field[], guid: string): PlainFault | undefined {
  const values = valuesOf(fields)
  if (values.get('01') !== '11' || values.has('54')) return 'other_code_of_one_sale'
  if (values.get('53') !== '392' || values.get('58') !== 'JP') return 'other_code_not_yen'
  const guids = fields.filter(isTemplate).map(({ value }) => partsOf(value).get('00'))
  if (guids.includes(guid)) return 'other_code_is_ours'
  return fields.some(isAccount) ? undefined : 'other_code_no_account'
}

/** The field in which a code that names JPQR is none; undefined where it is one, or is of another service. */
function jpqrFault(fields: readonly Field[]): string | undefined {
  const account = fields.find((field) => isTemplate(field) && partsOf(field.value).get('00') === jpqrGuid)
  if (account === undefined) return undefined
  const parts = partsOf(account.value)
  const isWhole = Object.entries(jpqrParts).every(([id, digits]) => {
    const value = parts.get(id) ?? ''
    return value.length === digits && /^[0-9]+$/.test(value)
  })
  if (account.id !== '26' || !isWhole) return account.id
  const values = valuesOf(fields)
  if (!/^[0-9]{7}$/.test(values.get('61') ?? '')) return '61'
  const names = partsOf(values.get('64'))
  return names.get('00') === 'JA' && names.has('01') && !names.has('02') ? undefined : '64'
}
