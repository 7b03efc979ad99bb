import { ok, refuse, type Result } from '../platform/result.ts'
import { assert } from '../platform/assert.ts'
import {
  fitting,
  jisByte,
  jisLetter,
  zenginKana,
  zenginLetters,
  type KanaRefusal,
  type KanaUse,
} from './zengin-kana.ts'

/** 1 普通 (ordinary), 2 当座 (current), 4 貯蓄 (savings), 9 その他 (other). */
export type DepositKind = '1' | '2' | '4' | '9'

export type ZenginAccount = {
  readonly bankCode: string
  readonly bankKana: string
  readonly branchCode: string
  readonly branchKana: string
  readonly kind: DepositKind
  /** Up to seven digits. */
  readonly number: string
}

export type ZenginTransfer = ZenginAccount & {
  readonly payeeKana: string
  /** Whole yen, at least 1: a row of zero yen must not be written. */
  readonly amountYen: number
  /** Up to ten digits each; ours: the merchant's running number and the settlement's. */
  readonly customerCode1: string
  readonly customerCode2: string
}

/** One 総合振込 (bulk transfer) order: who pays, on which bank day, to whom. */
export type ZenginOrder = {
  readonly requester: ZenginAccount & { readonly code: string; readonly nameKana: string }
  /** Month and day of the transfer, 'MMDD'; a bank day. The format carries no year. */
  readonly payMonthDay: string
  readonly transfers: readonly ZenginTransfer[]
}

/** `none`: records stand one behind the other. `crlf`: 122 bytes a record. Lone CR or LF are errors at banks. */
export type LineEnd = 'none' | 'crlf'

export type ZenginRefusal =
  | (KanaRefusal & { readonly field: string; readonly row?: number })
  | { readonly code: 'bad_number'; readonly field: string; readonly row?: number }
  | { readonly code: 'nothing_to_pay' }
  | { readonly code: 'total_too_large' }
  | { readonly code: 'bad_length'; readonly length: number }
  | { readonly code: 'bad_byte'; readonly at: number }
  | { readonly code: 'bad_record'; readonly record: number }
  | { readonly code: 'totals_differ' }

export const recordLength = 120

type Column = { readonly field: string; readonly length: number; readonly as: 'number' | KanaUse | 'fixed' }
const number = (field: string, length: number): Column => ({ field, length, as: 'number' })
const kana = (field: string, length: number, as: KanaUse = 'name'): Column => ({ field, length, as })
const fixed = (field: string, length: number): Column => ({ field, length, as: 'fixed' })

/** The columns of the four records, in order; each sums to 120. */
export const layouts = {
  header: [
    fixed('1210', 4),
    number('requesterCode', 10),
    kana('requesterName', 40),
    number('payMonthDay', 4),
    number('bankCode', 4),
    kana('bankKana', 15, 'bank'),
    number('branchCode', 3),
    kana('branchKana', 15, 'bank'),
    number('kind', 1),
    number('number', 7),
    fixed('', 17),
  ],
  data: [
    fixed('2', 1),
    number('bankCode', 4),
    kana('bankKana', 15, 'bank'),
    number('branchCode', 3),
    kana('branchKana', 15, 'bank'),
    fixed('0000', 4),
    number('kind', 1),
    number('number', 7),
    kana('payeeKana', 30),
    number('amountYen', 10),
    fixed('0', 1),
    number('customerCode1', 10),
    number('customerCode2', 10),
    fixed('7', 1),
    fixed('', 1),
    fixed('', 7),
  ],
  trailer: [fixed('8', 1), number('count', 6), number('totalYen', 12), fixed('', 101)],
  end: [fixed('9', 1), fixed('', 119)],
} satisfies Record<string, readonly Column[]>

type Values = Readonly<Record<string, string>>

/** The bytes of an order. The same order gives the same bytes, for ever. */
export function printZengin(
  order: ZenginOrder,
  lineEnd: LineEnd = 'crlf',
): Result<Uint8Array, ZenginRefusal> {
  const totalYen = order.transfers.reduce((sum, transfer) => sum + transfer.amountYen, 0)
  if (order.transfers.length === 0) return refuse({ code: 'nothing_to_pay' })
  if (totalYen >= 10 ** 12 || order.transfers.length >= 10 ** 6) return refuse({ code: 'total_too_large' })
  const records: string[] = []
  const header = printRecord(layouts.header, headerValues(order))
  if (!header.ok) return header
  records.push(header.value)
  for (const [row, transfer] of order.transfers.entries()) {
    if (!(Number.isSafeInteger(transfer.amountYen) && transfer.amountYen >= 1))
      return refuse({ code: 'bad_number', field: 'amountYen', row })
    const record = printRecord(layouts.data, { ...transfer, amountYen: String(transfer.amountYen) })
    if (!record.ok) return refuse({ ...record.error, row })
    records.push(record.value)
  }
  const totals = { count: String(order.transfers.length), totalYen: String(totalYen) }
  for (const layout of [layouts.trailer, layouts.end]) {
    const record = printRecord(layout, totals)
    assert(record.ok, 'a trailer of checked totals is printable')
    records.push(record.value)
  }
  return ok(toBytes(records, lineEnd))
}

/** The first field of an account for which a file would be sent back; looked at before anything moves there. */
export function payeeProblem(
  account: ZenginAccount & { readonly payeeKana: string },
): FieldRefusal | undefined {
  const others = { amountYen: '1', customerCode1: '1', customerCode2: '1' }
  const record = printRecord(layouts.data, { ...account, ...others }, zenginLetters)
  return record.ok ? undefined : record.error
}

/** An account that money is sent from, as somebody set it, in the letters of a file; a field that cannot be is named. */
export function requesterInLetters<Account extends ZenginOrder['requester']>(
  account: Account,
): Result<Account, FieldRefusal> {
  const header = printRecord(
    layouts.header,
    headerValues({ requester: account, payMonthDay: '1' }),
    zenginKana,
  )
  if (!header.ok) return header
  const read = parseRecord(layouts.header, header.value, 0)
  assert(read.ok, 'a record that was printed is read')
  const { nameKana, bankKana, branchKana } = headOf(read.value).requester
  return ok({ ...account, nameKana, bankKana, branchKana })
}

const headerValues = ({ requester, payMonthDay }: Omit<ZenginOrder, 'transfers'>): Values => ({
  ...requester,
  requesterCode: requester.code,
  requesterName: requester.nameKana,
  payMonthDay,
})

type FieldRefusal = Extract<ZenginRefusal, { field: string }>

/**
 * Names that were stored are printed letter by letter: what was approved has the same bytes, whatever is shortened since.
 * A bank's may have any letter of a name: those of before full stops were refused were approved with one, and money moved.
 */
const asStored = (name: string): Result<string, KanaRefusal> => zenginLetters(name, 'name')

function printRecord(
  layout: readonly Column[],
  values: Values,
  written: (name: string, use: KanaUse) => Result<string, KanaRefusal> = asStored,
): Result<string, FieldRefusal> {
  let record = ''
  for (const { field, length, as } of layout) {
    if (as === 'fixed') {
      record += field.padEnd(length)
      continue
    }
    const value = values[field] ?? ''
    if (as === 'number') {
      if (!/^[0-9]+$/.test(value) || value.length > length) return refuse({ code: 'bad_number', field })
      record += value.padStart(length, '0')
      continue
    }
    const name = fitting(written(value, as), length)
    if (!name.ok) return refuse({ ...name.error, field })
    record += name.value.padEnd(length)
  }
  assert(record.length === recordLength, 'every record has 120 letters')
  return ok(record)
}

function toBytes(records: readonly string[], lineEnd: LineEnd): Uint8Array {
  const text = records.map((record) => (lineEnd === 'crlf' ? `${record}\r\n` : record)).join('')
  return Uint8Array.from(text, (letter) => {
    const byte = letter === '\r' || letter === '\n' ? letter.charCodeAt(0) : jisByte(letter)
    assert(byte !== undefined, 'every letter of a record is one JIS X 0201 byte')
    return byte
  })
}

/** Reads an order back, with either line end; a file whose totals differ from its rows is refused. */
export function parseZengin(bytes: Uint8Array): Result<ZenginOrder, ZenginRefusal> {
  const records = splitRecords(bytes)
  if (!records.ok) return records
  const kinds = records.value.map((record) => record[0]).join('')
  const wrong = kinds.search(/[^1289]/)
  if (!/^12+89$/.test(kinds)) return refuse({ code: 'bad_record', record: Math.max(wrong, 0) })
  const parsed = records.value.map((record, index) => parseRecord(layoutOf(record[0]!), record, index))
  const refused = parsed.find((record) => !record.ok)
  if (refused && !refused.ok) return refused
  const values = parsed.map((record) => (record.ok ? record.value : {}))
  const transfers = values.slice(1, -2).map(transferOf)
  const trailer = values.at(-2)!
  const totalYen = transfers.reduce((sum, transfer) => sum + transfer.amountYen, 0)
  if (Number(trailer['count']) !== transfers.length || Number(trailer['totalYen']) !== totalYen)
    return refuse({ code: 'totals_differ' })
  return ok({ ...headOf(values[0]!), transfers })
}

function splitRecords(bytes: Uint8Array): Result<readonly string[], ZenginRefusal> {
  const step = bytes[recordLength] === 0x0d ? recordLength + 2 : recordLength
  if (bytes.length === 0 || bytes.length % step !== 0)
    return refuse({ code: 'bad_length', length: bytes.length })
  const records: string[] = []
  for (let start = 0; start < bytes.length; start += step) {
    let record = ''
    for (let at = start; at < start + recordLength; at++) {
      const letter = jisLetter(bytes[at]!)
      if (letter === undefined) return refuse({ code: 'bad_byte', at })
      record += letter
    }
    const [cr, lf] = [bytes[start + recordLength], bytes[start + recordLength + 1]]
    if (step > recordLength && (cr !== 0x0d || lf !== 0x0a))
      return refuse({ code: 'bad_byte', at: start + recordLength })
    records.push(record)
  }
  return ok(records)
}

const layoutOf = (kind: string): readonly Column[] =>
  kind === '1' ? layouts.header : kind === '2' ? layouts.data : kind === '8' ? layouts.trailer : layouts.end

function parseRecord(
  layout: readonly Column[],
  record: string,
  index: number,
): Result<Values, ZenginRefusal> {
  const values: Record<string, string> = {}
  let at = 0
  for (const { field, length, as } of layout) {
    const value = record.slice(at, at + length)
    at += length
    const wrong = as === 'fixed' ? value !== field.padEnd(length) : as === 'number' && !/^[0-9]+$/.test(value)
    if (wrong) return refuse({ code: 'bad_record', record: index })
    if (as !== 'fixed') values[field] = as === 'number' ? value : value.trimEnd()
  }
  return ok(values)
}

const accountOf = (values: Values): ZenginAccount => ({
  bankCode: values['bankCode']!,
  bankKana: values['bankKana']!,
  branchCode: values['branchCode']!,
  branchKana: values['branchKana']!,
  kind: values['kind'] as DepositKind,
  number: values['number']!,
})

const headOf = (values: Values) => ({
  requester: { ...accountOf(values), code: values['requesterCode']!, nameKana: values['requesterName']! },
  payMonthDay: values['payMonthDay']!,
})

const transferOf = (values: Values): ZenginTransfer => ({
  ...accountOf(values),
  payeeKana: values['payeeKana']!,
  amountYen: Number(values['amountYen']),
  customerCode1: values['customerCode1']!,
  customerCode2: values['customerCode2']!,
})
