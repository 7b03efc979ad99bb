import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { daySheetOf, shopDayOf } from '../../api/merchants/day-sheet.ts'
import { at } from './support/region.ts'

const day = shopDayOf('2026-11-24')
const uncounted = { counted: { payments: null, yen: null }, now: day.fromAt }
const row = (kind: string, journals: number, amountYen: number) => ({
  day: day.day,
  kind,
  journals,
  amountYen,
})

describe('the close of a day', () => {
  test('is from midnight to midnight in Japan', () => {
    expect(day).toEqual({
      day: '2026-11-24',
      fromAt: at('2026-11-24T00:00'),
      untilAt: at('2026-11-25T00:00'),
    })
    const until = (now: number) => daySheetOf(day, { moved: [], list: [] }, { ...uncounted, now }).isOver
    expect([until(day.untilAt - 1), until(day.untilAt)]).toEqual([false, true])
  })

  test('tells payments, gifts and refunds, leaves payouts out, and nothing else', () => {
    const moved = [
      row('adjust', 1, -3),
      row('donate', 1, 50),
      row('pay', 4, 1_000),
      row('payout_return', 1, 700),
      row('purchase', 1, -20),
      row('refund', 2, -300),
      row('settle', 1, -900),
    ]
    expect(daySheetOf(day, { moved, list: [] }, uncounted)).toMatchObject({
      payments: 5,
      takenYen: 1_050,
      refunds: 2,
      refundedYen: -300,
      purchasesYen: -20,
      otherYen: -3,
      netYen: 727,
      difference: { payments: null, yen: null },
    })
  })

  test('says by how much the books and the count differ, of what was counted', () => {
    const moved = [row('pay', 3, 900), row('refund', 1, -100)]
    const counted = (payments: number | null, yen: number | null) =>
      daySheetOf(day, { moved, list: [] }, { counted: { payments, yen }, now: 0 }).difference
    expect(counted(3, 800)).toEqual({ payments: 0, yen: 0 })
    expect(counted(2, 850)).toEqual({ payments: 1, yen: -50 })
    expect(counted(null, 0)).toEqual({ payments: null, yen: 800 })
  })

  test('adds up whatever moved but payouts', () => {
    const kind = fc.constantFrom(
      'pay',
      'refund',
      'donate',
      'purchase',
      'adjust',
      'settle',
      'payout_return',
      'x',
    )
    const amountYen = fc.integer({ min: -9_000, max: 9_000 })
    fc.assert(
      fc.property(fc.array(fc.record({ kind, amountYen })), (drawn) => {
        const moved = drawn.map((one) => row(one.kind, 1, one.amountYen))
        const seen = drawn.filter((one) => one.kind !== 'settle' && one.kind !== 'payout_return')
        expect(daySheetOf(day, { moved, list: [] }, uncounted).netYen).toBe(
          seen.reduce((sum, one) => sum + one.amountYen, 0),
        )
      }),
    )
  })
})
