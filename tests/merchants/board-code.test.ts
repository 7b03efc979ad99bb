import { describe, expect, it } from 'vitest'
import { combinedCode } from '../../api/merchants/board-code.ts'
import { crc16, parseTlv, printTlv, type Field } from '../../api/merchants/emv-tlv.ts'
import { makeMerchantCode } from '../../api/merchants/merchant-code.ts'
import {
  defaultGuid,
  parsePaymentCode,
  printPaymentCode,
  type PaymentCode,
} from '../../api/merchants/payment-code.ts'
import vectors from './emv-vectors.json' with { type: 'json' }

const ours: PaymentCode = {
  merchantCode: makeMerchantCode(new Uint8Array([1, 2, 3, 4, 5, 6, 7])),
  boardVersion: 1,
  category: '5812',
  nameLatin: 'Kasumi Shokudo',
  nameJa: 'かすみ食堂',
  city: 'MISHIMA',
}
const [chinese = '', jpqr = '', oneSale = ''] = vectors.good
const fieldsOf = (text: string): readonly Field[] => {
  const fields = parseTlv(text)
  if (!fields.ok) throw new Error(fields.error.code)
  return fields.value
}
const withSum = (fields: readonly Field[]): string => {
  const body = `${printTlv(fields)}6304`
  return body + crc16(body)
}
/** The published JPQR code with some of its fields changed; nothing: left out. */
const changed = (changes: Readonly<Record<string, string | undefined>>): string => {
  const kept = fieldsOf(jpqr).filter(({ id }) => id !== '63' && !(id in changes))
  const added = Object.entries(changes).flatMap(([id, value]) => (value === undefined ? [] : [{ id, value }]))
  return withSum([...kept, ...added])
}
const combine = (text: string, code = ours) => combinedCode(text, code, defaultGuid)

describe('one code of ours and of another service', () => {
  it('says all that the published JPQR code says, and is read as ours', () => {
    const both = combine(jpqr)
    if (!both.ok) throw new Error(both.error.code)
    const values = new Map(fieldsOf(both.value).map(({ id, value }) => [id, value]))
    for (const { id, value } of fieldsOf(jpqr))
      if (id !== '63') expect([id, values.get(id)]).toEqual([id, value])
    expect(values.get('27')).toContain(defaultGuid)
    expect(crc16(both.value.slice(0, -4))).toBe(both.value.slice(-4))
    const read = parsePaymentCode(both.value)
    expect(read.ok && [read.value.merchantCode, read.value.boardVersion]).toEqual([ours.merchantCode, 1])
    expect(Array.from(both.value).length).toBeLessThanOrEqual(512)
  })

  it('takes the first place that is free', () => {
    const both = combine(changed({ '27': '0004else', '28': '0005other' }))
    expect(both.ok && fieldsOf(both.value).find(({ value }) => value.includes(defaultGuid))?.id).toBe('30')
  })

  it('names the shop in Japanese where the other service does not', () => {
    const plain = changed({ '26': undefined, '64': undefined })
    const both = combine(plain)
    const read = both.ok ? parsePaymentCode(both.value) : both
    expect(read.ok && read.value.nameJa).toBe('かすみ食堂')
  })

  it.each([
    ['what is no code', 'https://pay.example/x', 'other_code_broken'],
    ['a code that is cut off', jpqr.slice(0, -9), 'other_code_broken'],
    ['the published sample with a wrong sum', vectors.wrongChecksum, 'other_code_wrong_sum'],
    ['a letter copied wrongly', jpqr.replace('JP6107', 'JP6117'), 'other_code_broken'],
    ['a digit copied wrongly', jpqr.replace('1066143', '1066142'), 'other_code_wrong_sum'],
    ['the published code of one sale', oneSale, 'other_code_of_one_sale'],
    ['a code with an amount', changed({ '54': '100' }), 'other_code_of_one_sale'],
    ['the published Chinese code', chinese, 'other_code_of_one_sale'],
    ['dollars', changed({ '53': '840' }), 'other_code_not_yen'],
    ['another country', changed({ '58': 'CN' }), 'other_code_not_yen'],
    ['our own code', printPaymentCode(ours), 'other_code_is_ours'],
    ['nobody’s account', changed({ '26': undefined, '29': undefined, '31': undefined, '28': undefined }), 'other_code_no_account'],
    ['JPQR in another place', changed({ '26': undefined, '33': '0019jp.or.paymentsjapan' }), 'other_code_not_jpqr'],
    ['JPQR without a post code', changed({ '61': undefined }), 'other_code_not_jpqr'],
    ['JPQR without its name', changed({ '64': undefined }), 'other_code_not_jpqr'],
    ['a trade that is none', changed({ '52': 'food' }), 'other_code_unfit'],
    ['a name in letters that the field lacks', changed({ '59': 'めぐり' }), 'other_code_unfit'],
  ])('is not made of %s', (_, text, code) => {
    expect(combine(text)).toMatchObject({ ok: false, error: { code, field: 'text' } })
  }) // prettier-ignore

  it('is not made where every place is taken', () => {
    const all = Object.fromEntries(Array.from({ length: 25 }, (_, n) => [String(27 + n), '0001x']))
    expect(combine(changed(all))).toMatchObject({ error: { code: 'other_code_no_room' } })
  })

  it('is made of up to 512 characters, and of none more', () => {
    const room = (length: number): string =>
      changed({ '80': 'x'.repeat(99), '81': 'x'.repeat(99), '82': 'x'.repeat(length) })
    const lengthOf = (n: number): number => {
      const both = combine(room(n))
      if (!both.ok) throw new Error(both.error.code)
      return Array.from(both.value).length
    }
    const most = 1 + 512 - lengthOf(1)
    expect(lengthOf(most)).toBe(512)
    expect(combine(room(most + 1))).toMatchObject({
      error: { code: 'other_code_too_long', length: 513, lengthMax: 512 },
    })
  })
})
