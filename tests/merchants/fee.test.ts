import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import {
  countedSince,
  feeFunds,
  feeOf,
  financialYearOf,
  noFeeYet,
  withoutFee,
  yearEnds,
  type FeeTerms,
} from '../../api/merchants/fee.ts'

const terms: FeeTerms = { rateBasisPoints: 200, rounding: 'down', yearlyCapYen: 12_000, from: '2026-04-01' }
const standing = noFeeYet
const payDay = '2026-11-25'

describe('the fee of a payout', () => {
  type Case = [what: string, grossYen: number, expected: number, before?: object, change?: object]
  const cases: readonly Case[] = [
    ['2 % of it', 10_000, 200, {}, {}],
    ['a fraction is let go', 10_049, 200, {}, {}],
    ['a fraction counts from a half on', 10_025, 201, {}, { rounding: 'half_up' }],
    ['less than a half does not', 10_024, 200, {}, { rounding: 'half_up' }],
    ['a fraction is a whole yen', 10_001, 201, {}, { rounding: 'up' }],
    ['what earlier fractions come to', 1_049, 21, { baseYen: 1_049, sinceYen: 20 }, {}],
    ['what is left below the cap', 10_000, 100, { baseYen: 595_000, sinceYen: 11_900, yearYen: 11_900 }, {}],
    ['nothing at the cap', 10_000, 0, { baseYen: 600_000, sinceYen: 12_000, yearYen: 12_000 }, {}],
    ['nothing above a cap that was lowered', 10_000, 0, { yearYen: 12_000 }, { yearlyCapYen: 9_000 }],
    ['nothing again of what a bank sent back', 9_800, 0, { baseYen: 200, sinceYen: 200, yearYen: 200 }, {}],
    ['nothing before it is agreed', 10_000, 0, {}, { from: '2026-11-26' }],
    ['from its first day', 10_000, 200, {}, { from: '2026-11-25' }],
    ['no more than a tenth, whatever was missed', 10_000, 1_000, { baseYen: 500_000 }, {}],
    ['never all of it', 1, 0, { baseYen: 49_999, sinceYen: 0 }, {}],
  ]
  it.each(cases.map(([what, ...rest]) => [what, rest] as const))(
    '%s',
    (_, [grossYen, expected, before, change]) => {
      const asked = { payDay, standing: { ...standing, ...before }, terms: { ...terms, ...change } }
      expect(feeOf(grossYen, asked)).toBe(expected)
    },
  )

  it.each([
    ['2027-03-31', 2026],
    ['2027-04-01', 2027],
    ['2027-01-04', 2026],
  ])('of %s belongs to the financial year %i', (day, year) => {
    expect(financialYearOf(day)).toBe(year)
  })

  it('counts from April, or from when it is agreed, to March', () => {
    expect(countedSince('2027-02-01', terms)).toBe('2026-04-01')
    expect(countedSince('2027-02-01', { ...terms, from: '2026-10-01' })).toBe('2026-10-01')
    expect(yearEnds('2026-11-25')).toBe('2027-03-31')
  })

  const anyTerms = fc.record({
    rateBasisPoints: fc.integer({ min: 1, max: 1_000 }),
    rounding: fc.constantFrom('down', 'half_up', 'up'),
    yearlyCapYen: fc.integer({ min: 1, max: 50_000 }),
    from: fc.constant('2026-04-01'),
  })

  it('makes many small payouts cost what one large would, and never more than the cap', () => {
    fc.assert(
      fc.property(
        anyTerms,
        fc.array(fc.integer({ min: 1_000, max: 90_000 }), { maxLength: 40 }),
        (agreed, payouts) => {
          let before = noFeeYet
          for (const grossYen of payouts) {
            const feeYen = feeOf(grossYen, { payDay, standing: before, terms: agreed })
            before = {
              baseYen: before.baseYen + grossYen,
              sinceYen: before.sinceYen + feeYen,
              yearYen: before.yearYen + feeYen,
              count: before.count + Number(feeYen > 0),
            }
          }
          const allYen = payouts.reduce((sum, yen) => sum + yen, 0)
          const once = feeOf(allYen, { payDay, standing: noFeeYet, terms: agreed })
          expect(before.yearYen).toBe(once)
          expect(before.yearYen).toBeLessThanOrEqual(agreed.yearlyCapYen)
        },
      ),
    )
  })

  it('is taken from paid money first, and what is left is what was there less the fee', () => {
    const funds = [
      { fundId: 'a-pot', municipality: '074446', amountYen: 30 },
      { fundId: 'reserve', municipality: null, amountYen: 10 },
    ]
    expect(feeFunds(funds, 12).map(({ fundId, amountYen }) => [fundId, amountYen])).toEqual([
      ['reserve', 10],
      ['a-pot', 2],
    ])
    expect(withoutFee(funds, feeFunds(funds, 12))).toEqual([{ ...funds[0], amountYen: 28 }])
  })
})
