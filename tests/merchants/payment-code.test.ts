import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { crc16, parseTlv, printTlv } from '../../api/merchants/emv-tlv.ts'
import {
  isMerchantCode,
  makeMerchantCode,
  spokenMerchantCode,
  tidyMerchantCode,
} from '../../api/merchants/merchant-code.ts'
import { parsePaymentCode, printPaymentCode, type PaymentCode } from '../../api/merchants/payment-code.ts'
import { paymentLink, readScanned } from '../../api/merchants/payment-link.ts'
import vectors from './emv-vectors.json' with { type: 'json' }

const merchantCode = makeMerchantCode(new Uint8Array([1, 2, 3, 4, 5, 6, 7]))
const shop: PaymentCode = {
  merchantCode,
  boardVersion: 1,
  category: '5812',
  nameLatin: 'Kasumi Shokudo',
  nameJa: 'かすみ食堂',
  city: 'MISHIMA',
  postalCode: '9697402',
}

const codes = fc.record(
  {
    merchantCode: fc.uint8Array({ minLength: 7, maxLength: 7 }).map(makeMerchantCode),
    boardVersion: fc.integer({ min: 1, max: 9999 }),
    category: fc.stringMatching(/^[0-9]{4}$/),
    nameLatin: fc.stringMatching(/^[\x20-\x7e]{1,25}$/),
    nameJa: fc.stringMatching(/^[ぁ-んァ-ヶ一-龠 A-Z0-9]{1,25}$/),
    city: fc.stringMatching(/^[A-Z -]{1,15}$/),
    postalCode: fc.stringMatching(/^[0-9]{7}$/),
    amountYen: fc.integer({ min: 1, max: 9_999_999 }),
    reference: fc.stringMatching(/^[A-Za-z0-9]{1,25}$/),
  },
  { requiredKeys: ['merchantCode', 'boardVersion', 'category', 'nameLatin', 'nameJa', 'city'] },
)

/** Changes fields of a good code and signs the result again, so that only the named rule can refuse it. */
function altered(change: (fields: Map<string, string>) => void, code: PaymentCode = shop): string {
  const fields = parseTlv(printPaymentCode(code).slice(0, -8))
  const values = new Map(fields.ok ? fields.value.map(({ id, value }) => [id, value]) : [])
  change(values)
  const body = printTlv(Array.from(values, ([id, value]) => ({ id, value }))) + '6304'
  return body + crc16(body)
}

const template = (values: Map<string, string>, from: string, to: string) =>
  values.set('27', values.get('27')!.replace(from, to))

describe('a payment code', () => {
  it('is the same text for the same shop, for ever', () => {
    expect(printPaymentCode(shop)).toMatchInlineSnapshot(
      `"00020101021127430014jp.aizu-meguri01082345678K02011030424905204581253033925802JP5914Kasumi Shokudo6007MISHIMA6107969740264150002JA0105かすみ食堂63040622"`,
    )
  })

  it('is read back exactly as it was printed', () => {
    fc.assert(
      fc.property(codes, (code) => {
        expect(parsePaymentCode(printPaymentCode(code))).toEqual({ ok: true, value: code })
      }),
    )
  })

  it('is refused after any single character was changed', () => {
    const letter = fc.oneof(
      fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 }),
      fc.constantFrom(...'食堂屋本舗あ０１'),
    )
    fc.assert(
      fc.property(codes, fc.nat(), letter, (code, position, replacement) => {
        const characters = Array.from(printPaymentCode(code))
        const at = position % characters.length
        fc.pre(characters[at] !== replacement)
        characters[at] = replacement
        expect(parsePaymentCode(characters.join('')).ok).toBe(false)
      }),
      { numRuns: 2000 },
    )
  })

  it('is refused after every possible change of one character of the Japanese name to each of 2,000 kanji', () => {
    const payload = Array.from(printPaymentCode(shop))
    const at = payload.indexOf('食')
    for (let kanji = 0x4e00; kanji < 0x4e00 + 2000; kanji++) {
      const changed = payload.with(at, String.fromCodePoint(kanji)).join('')
      expect(parsePaymentCode(changed).ok).toBe(String.fromCodePoint(kanji) === '食')
    }
  })

  it.each([
    ['whose checksum is wrong', printPaymentCode(shop).slice(0, -1) + 'X', { code: 'bad_crc' }],
    ['whose end is missing', printPaymentCode(shop).slice(0, -5), { code: 'truncated', tag: '63' }],
    ['without a checksum', printPaymentCode(shop).slice(0, -8), { code: 'missing_tag', tag: '63' }],
    ['of a later payload format', altered((v) => v.set('00', '02')), { code: 'unknown_version' }],
    [
      'with another scheme only',
      altered((v) => template(v, 'jp.aizu-meguri', 'jp.aizu-maguri')),
      { code: 'not_ours' },
    ],
    ['of another scheme (JPQR)', vectors.good[1]!, { code: 'not_ours' }],
    ['with a wrong published checksum', vectors.wrongChecksum, { code: 'bad_crc' }],
    ['without a category', altered((v) => v.delete('52')), { code: 'missing_tag', tag: '52' }],
    ['in dollars', altered((v) => v.set('53', '840')), { code: 'bad_value', tag: '53' }],
    ['of another country', altered((v) => v.set('58', 'KH')), { code: 'bad_value', tag: '58' }],
    ['that is static with an amount', altered((v) => v.set('54', '500')), { code: 'bad_value', tag: '54' }],
    [
      'that is dynamic without an amount',
      altered((v) => v.set('01', '12')),
      { code: 'missing_tag', tag: '54' },
    ],
    ['of neither kind', altered((v) => v.set('01', '13')), { code: 'bad_value', tag: '01' }],
    [
      'with a fraction of a yen',
      altered((v) => v.set('01', '12').set('54', '5.50')),
      { code: 'bad_value', tag: '54' },
    ],
    ['with no yen', altered((v) => v.set('01', '12').set('54', '0')), { code: 'bad_value', tag: '54' }],
    [
      'with a wrong check letter',
      altered((v) => template(v, merchantCode, '11111112')),
      { code: 'bad_merchant_code' },
    ],
    ['with another name', altered((v) => v.set('64', '0002JA0105かすみ食党')), { code: 'text_altered' }],
    [
      'with a board number of zero',
      altered((v) => template(v, '02011', '02010')),
      { code: 'bad_value', tag: '27' },
    ],
    [
      'with Japanese in the Latin name',
      altered((v) => v.set('59', '食堂')),
      { code: 'bad_value', tag: '59' },
    ],
    [
      'with Japanese outside the language template',
      altered((v) => v.set('80', '食堂')),
      { code: 'bad_value', tag: '80' },
    ],
    ['with a short postal code', altered((v) => v.set('61', '969740')), { code: 'bad_value', tag: '61' }],
  ])('%s is refused', (_, text, error) => {
    expect(parsePaymentCode(text)).toEqual({ ok: false, error })
  })

  it('may stand on one board with another scheme', () => {
    const both = altered((values) => values.set('26', '0019jp.or.paymentsjapan01130000000000001'))
    expect(parsePaymentCode(both)).toEqual({ ok: true, value: shop })
  })

  it('belongs to the region whose identifier is configured', () => {
    const other = printPaymentCode(shop, 'jp.example.other')
    expect(parsePaymentCode(other)).toEqual({ ok: false, error: { code: 'not_ours' } })
    expect(parsePaymentCode(other, 'jp.example.other').ok).toBe(true)
  })
})

describe('a scanned text', () => {
  const payload = printPaymentCode({ ...shop, amountYen: 1200, reference: 'A1' })

  it.each([
    ['the bare payload', payload],
    ['our link', paymentLink('https://meguri.example', payload)],
    ['our link in another language', `https://meguri.example/zh-hant/pay/${encodeURIComponent(payload)}`],
    ['our link with a query behind it', `${paymentLink('https://meguri.example/', payload)}?from=camera`],
    ['a text with spaces around it', `  ${payload}\n`],
  ])('is read from %s', (_, text) => {
    const read = readScanned(text)
    expect(read.ok && read.value.amountYen).toBe(1200)
  })

  it.each([
    '',
    'https://example.com/',
    'https://example.com/pay/%E3%81',
    'hello',
    'javascript:alert(1)/pay/0002',
  ])('is refused when it is %j', (text) => {
    expect(readScanned(text)).toEqual({ ok: false, error: { code: 'not_a_payment_code' } })
  })
})

describe('a merchant code', () => {
  const bytes = fc.uint8Array({ minLength: 7, maxLength: 12 })
  const letters = '123456789ABCDEFGHJKMNPQRSTVWXYZ'

  it('is refused with any one letter changed or any two letters swapped', () => {
    fc.assert(
      fc.property(bytes, fc.nat(7), fc.nat(7), fc.constantFrom(...letters), (random, i, j, letter) => {
        const code = Array.from(makeMerchantCode(random))
        const changed = code.with(i, letter).join('')
        const swapped = code.with(i, code[j]!).with(j, code[i]!).join('')
        expect(isMerchantCode(code.join(''))).toBe(true)
        expect(isMerchantCode(changed)).toBe(letter === code[i])
        expect(isMerchantCode(swapped)).toBe(code[i] === code[j])
      }),
    )
  })

  it('may be typed with small, full-width and grouped letters', () => {
    expect(tidyMerchantCode('ａｂc1−2 3-4d')).toBe('ABC1234D')
    expect(spokenMerchantCode('ABC1234D')).toBe('ABC1-234D')
  })
})
