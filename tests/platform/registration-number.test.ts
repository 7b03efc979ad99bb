import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readConfiguration } from '../../api/platform/configuration.ts'
import { registrationNumberProblem } from '../../api/platform/registration-number.ts'

/** The example of 財務省令第70号's formula, and a corporate number that is public. */
const right = ['T7123456789012', 'T4011001098993']

describe('a registration number', () => {
  it.each(right)('is right as %s', (number) => expect(registrationNumberProblem(number)).toBeUndefined())

  it.each([
    ['', 'form'],
    ['7123456789012', 'form'],
    ['T712345678901', 'form'],
    ['T71234567890123', 'form'],
    ['t7123456789012', 'form'],
    ['T0123456789012', 'form'],
    ['T７123456789012', 'form'],
    ['T7123456789012\n', 'form'],
    ['T8123456789012', 'check_digit'],
    ['T7123456789013', 'check_digit'],
    ['T1234567890123', 'check_digit'],
  ])('is wrong as %j: %s', (number, problem) => expect(registrationNumberProblem(number)).toBe(problem))

  it('has one check digit for any twelve digits, and tells of one digit that is wrong, but 0 for 9', () => {
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 12, maxLength: 12 })
    fc.assert(
      fc.property(digits, fc.nat(11), fc.integer({ min: 1, max: 8 }), (twelve, at, more) => {
        const fits = [1, 2, 3, 4, 5, 6, 7, 8, 9].filter(
          (check) => registrationNumberProblem(`T${check}${twelve.join('')}`) === undefined,
        )
        expect(fits).toHaveLength(1)
        const other = twelve.with(at, (twelve[at]! + more) % 10)
        if (Math.abs(other[at]! - twelve[at]!) !== 9)
          expect(registrationNumberProblem(`T${fits[0]}${other.join('')}`)).toBe('check_digit')
      }),
    )
  })
})

describe('the setting of who issues invoices', () => {
  const issuer = { registrationNumber: 'T7123456789012', name: '見本広域連合', from: '2023-10-01' }
  const read = (change: object) =>
    readConfiguration({ INVOICE_ISSUER: JSON.stringify({ ...issuer, ...change }) }).INVOICE_ISSUER

  it('is read as it is, and may be left out', () => {
    expect(read({})).toEqual(issuer)
    expect(readConfiguration({ INVOICE_ISSUER: '' }).INVOICE_ISSUER).toBeUndefined()
  })

  it.each([
    [{ registrationNumber: 'T8123456789012' }, /registrationNumber does not check/],
    [{ registrationNumber: '7123456789012' }, /registrationNumber is T and thirteen digits/],
    [{ registrationNumber: undefined }, /registrationNumber/],
    [{ name: ' ' }, /name/],
    [{ from: '2023-09-30' }, /from nobody was registered before/],
    [{ from: '2026-02-30' }, /from/],
    [{ more: 1 }, /more/],
  ])('is refused with %j, in a sentence that names the field', (change, words) => {
    expect(() => read(change)).toThrow(words)
    expect(() => read(change)).toThrow(/^Setting INVOICE_ISSUER: is no issuer: /)
  })

  it('is refused where it is no JSON', () =>
    expect(() => readConfiguration({ INVOICE_ISSUER: 'T7123456789012' })).toThrow('is no issuer'))
})
