import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { crc16, parseTlv, printTlv } from '../../api/merchants/emv-tlv.ts'
import vectors from './emv-vectors.json' with { type: 'json' }

describe('EMVCo fields', () => {
  it('gives the published check value of CRC-16/CCITT-FALSE', () => {
    expect(crc16('123456789')).toBe('29B1')
  })

  it.each(vectors.good)('reads, checks and prints again the published sample %s', (sample) => {
    const fields = parseTlv(sample)
    expect(fields.ok && printTlv(fields.value)).toBe(sample)
    expect(crc16(sample.slice(0, -4))).toBe(sample.slice(-4))
  })

  it('counts characters and not bytes in a Japanese name', () => {
    const fields = parseTlv(vectors.wrongChecksum)
    expect(fields.ok && fields.value.find((field) => field.id === '64')?.value).toBe(
      '0002JA0111JPQRMPM本舗食堂',
    )
  })

  it('computes another checksum than the one printed in the wrong sample', () => {
    expect(crc16(vectors.wrongChecksum.slice(0, -4))).toBe('0F92')
  })

  it.each([
    ['a length beyond the end', '0005abc', { code: 'truncated', tag: '00' }],
    ['a header that stops', '0002ab01', { code: 'truncated', tag: '01' }],
    ['a letter where the id stands', 'xx02ab', { code: 'malformed', at: 0 }],
    ['a full-width digit in a length', '000２ab', { code: 'malformed', at: 0 }],
    ['a second field with the same id', '0001a0001b', { code: 'duplicate_tag', tag: '00' }],
  ])('refuses %s', (_, text, error) => {
    expect(parseTlv(text)).toEqual({ ok: false, error })
  })

  it('reads back every list of fields it prints', () => {
    const field = fc.record({
      id: fc.integer({ min: 0, max: 99 }),
      value: fc.string({ unit: 'binary', maxLength: 99 }),
    })
    fc.assert(
      fc.property(fc.uniqueArray(field, { selector: (f) => f.id, maxLength: 20 }), (raw) => {
        const fields = raw
          .map(({ id, value }) => ({ id: String(id).padStart(2, '0'), value }))
          .filter(({ value }) => Array.from(value).length <= 99)
        expect(parseTlv(printTlv(fields))).toEqual({ ok: true, value: fields })
      }),
    )
  })

  it('does not print a value longer than its length can say', () => {
    expect(() => printTlv([{ id: '00', value: 'x'.repeat(100) }])).toThrow(RangeError)
  })
})
