import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import {
  layouts,
  parseZengin,
  printZengin,
  recordLength,
  type ZenginOrder,
} from '../../api/merchants/zengin-file.ts'

const requester = {
  code: '0000012345',
  nameKana: 'ｱｲﾂﾞﾒｸﾞﾘｺｳｲｷﾚﾝｺﾞｳ',
  bankCode: '0126',
  bankKana: 'ﾄｳﾎｳ',
  branchCode: '401',
  branchKana: 'ｱｲﾂﾞ',
  kind: '1',
  number: '0001234',
} as const

const transfer = {
  bankCode: '1181',
  bankKana: 'ｱｲﾂﾞｼﾝｷﾝ',
  branchCode: '001',
  branchKana: 'ﾎﾝﾃﾝ',
  kind: '1',
  number: '0098765',
  payeeKana: 'ｶ)ｶｽﾐｼﾖｸﾄﾞｳ',
  amountYen: 123_456,
  customerCode1: '0000000001',
  customerCode2: '0020261124',
} as const

const order: ZenginOrder = {
  requester,
  payMonthDay: '1124',
  transfers: [transfer, { ...transfer, kind: '2', number: '7654321', payeeKana: 'ｺｹｼﾔ', amountYen: 1 }],
}

const printed = (value: ZenginOrder, lineEnd?: 'none' | 'crlf') => {
  const bytes = printZengin(value, lineEnd)
  if (!bytes.ok) throw new Error(JSON.stringify(bytes.error))
  return bytes.value
}

const kana = (max: number) =>
  fc.string({ unit: fc.constantFrom(...'ｱｶﾞﾊﾟﾝA9().-'), minLength: 1, maxLength: max })
const digits = (count: number) =>
  fc.integer({ min: 0, max: 10 ** count - 1 }).map((n) => String(n).padStart(count, '0'))
const account = {
  bankCode: digits(4),
  bankKana: fc.string({ unit: fc.constantFrom(...'ｱｶﾞﾊﾟﾝA9-'), minLength: 1, maxLength: 15 }),
  branchCode: digits(3),
  branchKana: fc.string({ unit: fc.constantFrom(...'ｱｶﾞﾊﾟﾝA9-'), minLength: 1, maxLength: 15 }),
  kind: fc.constantFrom('1' as const, '2' as const, '4' as const, '9' as const),
  number: digits(7),
}
const orders = fc.record({
  requester: fc.record({ ...account, code: digits(10), nameKana: kana(40) }),
  payMonthDay: digits(4),
  transfers: fc.array(
    fc.record({
      ...account,
      payeeKana: kana(30),
      amountYen: fc.integer({ min: 1, max: 9_999_999_999 }),
      customerCode1: digits(10),
      customerCode2: digits(10),
    }),
    { minLength: 1, maxLength: 20 },
  ),
})

describe('the bulk transfer file', () => {
  it.each(Object.entries(layouts))('has a %s record of exactly 120 columns', (_, layout) => {
    expect(layout.reduce((sum, column) => sum + column.length, 0)).toBe(recordLength)
  })

  it('is byte for byte the committed example', () => {
    const golden = readFileSync(new URL('./zengin-golden.txt', import.meta.url))
    expect(Buffer.from(printed(order)).equals(golden)).toBe(true)
  })

  it('is the same bytes every time, with CR LF or with nothing after a record', () => {
    expect(printed(order)).toEqual(printed(structuredClone(order)))
    expect(printed(order, 'crlf')).toHaveLength(5 * 122)
    expect(printed(order, 'none')).toHaveLength(5 * 120)
  })

  it('stands in the published columns', () => {
    const letters = new TextDecoder('shift_jis').decode(printed(order, 'none'))
    const column = (record: number, from: number, to: number) =>
      letters.slice(record * 120 + from - 1, record * 120 + to)
    expect(column(0, 1, 4)).toBe('1210')
    expect(column(0, 55, 58)).toBe('1124')
    expect(column(0, 97, 103)).toBe('0001234')
    expect(column(1, 43, 43)).toBe('1')
    expect(column(1, 51, 80)).toBe('ｶ)ｶｽﾐｼﾖｸﾄﾞｳ'.padEnd(30))
    expect(column(1, 81, 90)).toBe('0000123456')
    expect(column(1, 112, 113)).toBe('7 ')
    expect(column(3, 1, 19)).toBe('8000002000000123457')
    expect(column(4, 1, 2)).toBe('9 ')
  })

  it('is read back as the order it was printed from', () => {
    fc.assert(
      fc.property(orders, fc.constantFrom('none' as const, 'crlf' as const), (value, lineEnd) => {
        const bytes = printZengin(value, lineEnd)
        fc.pre(bytes.ok)
        expect(parseZengin(bytes.ok ? bytes.value : new Uint8Array())).toEqual({ ok: true, value })
      }),
    )
  })

  it('holds only bytes of JIS X 0201 and line ends', () => {
    fc.assert(
      fc.property(orders, (value) => {
        const bytes = printZengin(value, 'none')
        fc.pre(bytes.ok)
        const inSet = (byte: number) => (byte >= 0x20 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xdf)
        expect(bytes.ok && bytes.value.every(inSet)).toBe(true)
      }),
    )
  })

  const withTransfer = (change: object): ZenginOrder => ({
    ...order,
    transfers: [{ ...transfer, ...change }],
  })
  it.each([
    ['no row', { ...order, transfers: [] }, { code: 'nothing_to_pay' }],
    ['a row of zero yen', withTransfer({ amountYen: 0 }), { code: 'bad_number', field: 'amountYen', row: 0 }],
    ['a negative row', withTransfer({ amountYen: -1 }), { code: 'bad_number', field: 'amountYen', row: 0 }],
    [
      'a fraction of a yen',
      withTransfer({ amountYen: 0.5 }),
      { code: 'bad_number', field: 'amountYen', row: 0 },
    ],
    [
      'a row above ten digits',
      withTransfer({ amountYen: 1e10 }),
      { code: 'bad_number', field: 'amountYen', row: 0 },
    ],
    [
      'an account of eight digits',
      withTransfer({ number: '12345678' }),
      { code: 'bad_number', field: 'number', row: 0 },
    ],
    [
      'a payee of 31 letters',
      withTransfer({ payeeKana: 'ｱ'.repeat(31) }),
      { code: 'too_long', field: 'payeeKana', row: 0, length: 31, lengthMax: 30 },
    ],
    [
      'a payee in kanji',
      withTransfer({ payeeKana: '食堂' }),
      { code: 'letter_not_allowed', field: 'payeeKana', row: 0, letter: '食' },
    ],
    [
      'a requester without a name',
      { ...order, requester: { ...requester, nameKana: '' } },
      { code: 'empty', field: 'requesterName' },
    ],
  ])('is not printed with %s', (_, value, error) => {
    expect(printZengin(value)).toEqual({ ok: false, error })
  })

  const tampered = (change: (bytes: Uint8Array) => void) => {
    const bytes = printed(order).slice()
    change(bytes)
    return bytes
  }
  it.each([
    ['an empty file', new Uint8Array(), { code: 'bad_length', length: 0 }],
    ['a cut file', printed(order).slice(0, 600), { code: 'bad_length', length: 600 }],
    ['a file of LF only', tampered((b) => b.set([0x20, 0x0a], 122 + 120)), { code: 'bad_byte', at: 242 }],
    ['a byte outside the set', tampered((b) => b.set([0x80], 20)), { code: 'bad_byte', at: 20 }],
    ['an altered amount', tampered((b) => b.set([0x39], 122 + 89)), { code: 'totals_differ' }],
    ['an altered total', tampered((b) => b.set([0x39], 3 * 122 + 18)), { code: 'totals_differ' }],
    ['letters in a number', tampered((b) => b.set([0x41], 122 + 89)), { code: 'bad_record', record: 1 }],
    ['a missing end', printed(order).slice(0, 4 * 122), { code: 'bad_record', record: 0 }],
  ])('is not read from %s', (_, bytes, error) => {
    expect(parseZengin(bytes)).toEqual({ ok: false, error })
  })
})
