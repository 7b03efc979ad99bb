import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultTerms } from '../../api/merchants/index.ts'
import { statementCsv } from '../../api/merchants/statement-csv.ts'
import { monthOf, statementOf, type Moved } from '../../api/merchants/statement.ts'
import { at } from './support/region.ts'

const moved = (day: string, kind: string, amountYen: number, journals = 1): Moved => ({
  day,
  kind,
  amountYen,
  journals,
})
const november = monthOf('2026-11', defaultTerms)
const after = at('2026-12-10T10:00')

describe('a month', () => {
  test.each([
    ['2026-11', '2026-11-01', '2026-11-30', '2026-11-01T00:00', '2026-12-01T00:00'],
    ['2026-12', '2026-12-01', '2026-12-31', '2026-12-01T00:00', '2027-01-01T00:00'],
    ['2027-02', '2027-02-01', '2027-02-28', '2027-02-01T00:00', '2027-03-01T00:00'],
    ['2028-02', '2028-02-01', '2028-02-29', '2028-02-01T00:00', '2028-03-01T00:00'],
  ])('%s is its Japanese days', (month, firstDay, lastDay, ...ends) => {
    const [from, until] = ends
    const bounds = { month, firstDay, lastDay, fromAt: at(from), untilAt: at(until) }
    expect(monthOf(month, defaultTerms)).toEqual(bounds)
  })

  test('begins and ends with the closing of takings, where that is not at midnight', () => {
    const { fromAt, untilAt } = monthOf('2026-11', { ...defaultTerms, cutOff: '15:00' })
    expect([fromAt, untilAt]).toEqual([at('2026-10-31T15:00'), at('2026-11-30T15:00')])
  })

  test('is over at its last closing, not a moment before', () => {
    const isOver = (now: number) => statementOf(november, { openingYen: 0, moved: [] }, now).isOver
    expect([isOver(november.untilAt - 1), isOver(november.untilAt)]).toEqual([false, true])
  })
})

describe('a statement', () => {
  const books = {
    openingYen: 500,
    moved: [
      moved('2026-11-24', 'pay', 3_000, 2),
      moved('2026-11-24', 'refund', -400),
      moved('2026-11-02', 'settle', -500),
      moved('2026-11-25', 'payout_return', 500),
      moved('2026-11-25', 'purchase', -100),
      moved('2026-11-25', 'something_new', -7),
      moved('2026-11-02', 'donate', 50),
    ],
  }
  const statement = statementOf(november, books, after)

  test('tells day by day what moved, sorted by what moved it, and counts payments alone', () => {
    const nothing = {
      takenYen: 0,
      refundedYen: 0,
      purchasesYen: 0,
      feesYen: 0,
      paidOutYen: 0,
      cameBackYen: 0,
      otherYen: 0,
    }
    expect(statement.days).toEqual([
      { ...nothing, day: '2026-11-02', payments: 0, takenYen: 50, paidOutYen: -500 },
      { ...nothing, day: '2026-11-24', payments: 2, takenYen: 3_000, refundedYen: -400 },
      { ...nothing, day: '2026-11-25', payments: 0, purchasesYen: -100, cameBackYen: 500, otherYen: -7 },
    ])
    expect(statement.total).toMatchObject({ payments: 2, takenYen: 3_050, refundedYen: -400 })
    expect([statement.openingYen, statement.closingYen]).toEqual([500, 3_043])
  })

  test('as CSV ends each day with what is owed then', () => {
    expect(statementCsv(statement).split('\r\n')).toEqual([
      '\uFEFFday,payments,takenYen,refundedYen,purchasesYen,feesYen,paidOutYen,cameBackYen,otherYen,owedYen',
      '2026-11-01,0,0,0,0,0,0,0,0,500',
      '2026-11-02,0,50,0,0,0,-500,0,0,50',
      '2026-11-24,2,3000,-400,0,0,0,0,0,2650',
      '2026-11-25,0,0,0,-100,0,0,500,-7,3043',
      '',
    ])
  })

  test('of a month in which nothing moved is what was owed before', () => {
    expect(statementOf(november, { openingYen: 12, moved: [] }, after)).toMatchObject({
      openingYen: 12,
      closingYen: 12,
      days: [],
    })
  })

  test('closes to the yen whatever moved, and each day’s lines are the total', () => {
    const day = fc.integer({ min: 1, max: 30 }).map((n) => `2026-11-${String(n).padStart(2, '0')}`)
    const kind = fc.constantFrom(
      'pay',
      'refund',
      'donate',
      'purchase',
      'settle',
      'fee',
      'payout_return',
      'adjust',
    )
    const line = fc.record({ day, kind, journals: fc.nat(9), amountYen: fc.integer() })
    fc.assert(
      fc.property(fc.integer(), fc.array(line), (openingYen, lines) => {
        const made = statementOf(november, { openingYen, moved: lines }, after)
        expect(made.closingYen).toBe(openingYen + lines.reduce((sum, { amountYen }) => sum + amountYen, 0))
        expect(made.total.payments).toBe(made.days.reduce((sum, { payments }) => sum + payments, 0))
        expect(
          Number(
            statementCsv(made)
              .trimEnd()
              .split(/[\r\n]+/)
              .at(-1)!
              .split(',')
              .at(-1),
          ),
        ).toBe(made.closingYen)
      }),
    )
  })

  test('of another month’s day is a mistake of ours, and stops', () => {
    const other = [moved('2026-12-01', 'pay', 1)]
    expect(() => statementOf(november, { openingYen: 0, moved: other }, after)).toThrow(/own month/)
  })
})
