import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  allocate,
  eligibleLots,
  firstOf,
  restore,
  totalYen,
  withoutCorrected,
} from '../../api/currency/allocation.ts'
import type { Part } from '../../api/currency/allocation.ts'
import { allows, isValid } from '../../api/currency/lot.ts'
import type { Lot } from '../../api/currency/lot.ts'
import { freeLot, lot, shop } from './builders.ts'
import { noon } from './noon.ts'

const dayMs = 86_400_000

/** Up to six lots with small amounts, ends from yesterday to four days on, some bound to another town. */
const lots = fc
  .array(
    fc.record({
      remainingYen: fc.integer({ min: 0, max: 9 }),
      endsInDays: fc.integer({ min: -1, max: 4 }),
      free: fc.boolean(),
      elsewhere: fc.boolean(),
    }),
    { maxLength: 6 },
  )
  .map((drawn) =>
    drawn.map(({ remainingYen, endsInDays, free, elsewhere }, index): Lot => {
      const facts = { id: `lot${index}`, remainingYen, validUntilAt: noon + endsInDays * dayMs }
      const rule = elsewhere ? { municipalities: ['073679'] } : {}
      return free ? freeLot({ ...facts, rule }) : lot({ ...facts, rule })
    }),
  )

/** Every way to take exactly `amountYen` from these lots. */
function* everyWay(from: readonly Lot[], amountYen: number): Generator<number[]> {
  const [first, ...rest] = from
  if (first === undefined) {
    if (amountYen === 0) yield []
    return
  }
  for (let taken = 0; taken <= Math.min(first.remainingYen, amountYen); taken++)
    for (const others of everyWay(rest, amountYen - taken)) yield [taken, ...others]
}

/** What is left of these lots, by their end: what would be lost if nothing more were ever spent. */
const leftByEnd = (from: readonly Lot[], taken: readonly number[]) =>
  from
    .map((held, index) => ({ end: held.validUntilAt, yen: held.remainingYen - taken[index]! }))
    .toSorted((a, b) => a.end - b.end)

/** What has been lost up to each end. */
const lostBy = (left: { end: number; yen: number }[], end: number): number =>
  left.filter((one) => one.end <= end).reduce((sum, one) => sum + one.yen, 0)

describe('spending', () => {
  test('passes over a lot that is used up', () => {
    const held = [freeLot({ id: 'used-up', remainingYen: 0 }), lot({ id: 'paid', remainingYen: 500 })]
    expect(eligibleLots(held, shop, noon).map(({ id }) => id)).toEqual(['paid'])
    expect(allocate(eligibleLots(held, shop, noon), 200)?.map(({ id }) => id)).toEqual(['paid'])
  })

  test('takes exactly the amount, from eligible lots only, never more than a lot holds', () => {
    fc.assert(
      fc.property(lots, fc.integer({ min: 1, max: 40 }), (held, amountYen) => {
        const parts = allocate(eligibleLots(held, shop, noon), amountYen)
        if (parts === null) return
        expect(totalYen(parts)).toBe(amountYen)
        for (const part of parts) {
          const source = held.find((one) => one.id === part.id)!
          expect(part.amountYen).toBeGreaterThan(0)
          expect(part.amountYen).toBeLessThanOrEqual(source.remainingYen)
          expect(isValid(source, noon) && allows(source.rule, shop, noon)).toBe(true)
        }
      }),
    )
  })

  test('is refused only when the eligible lots together hold too little', () => {
    fc.assert(
      fc.property(lots, fc.integer({ min: 1, max: 40 }), (held, amountYen) => {
        const eligible = held.filter((one) => isValid(one, noon) && allows(one.rule, shop, noon))
        const enough = eligible.reduce((sum, one) => sum + one.remainingYen, 0) >= amountYen
        expect(allocate(eligibleLots(held, shop, noon), amountYen) !== null).toBe(enough)
      }),
    )
  })

  test('leaves no more to end, at any day, than any other way of taking the same amount', () => {
    fc.assert(
      fc.property(lots, fc.integer({ min: 1, max: 20 }), (held, amountYen) => {
        const eligible = eligibleLots(held, shop, noon)
        const parts = allocate(eligible, amountYen)
        if (parts === null) return
        const takenOf = (one: Lot) => parts.find((part) => part.id === one.id)?.amountYen ?? 0
        const ours = leftByEnd(eligible, eligible.map(takenOf))
        for (const way of everyWay(eligible, amountYen)) {
          const theirs = leftByEnd(eligible, way)
          for (const { end } of ours) expect(lostBy(ours, end)).toBeLessThanOrEqual(lostBy(theirs, end))
        }
      }),
      { numRuns: 60 },
    )
  })

  test('does not depend on the order in which the lots are read', () => {
    fc.assert(
      fc.property(lots, fc.integer({ min: 1, max: 40 }), (held, amountYen) => {
        const one = allocate(eligibleLots(held, shop, noon), amountYen)
        expect(allocate(eligibleLots(held.toReversed(), shop, noon), amountYen)).toEqual(one)
      }),
    )
  })
})

describe('a refund', () => {
  const taken: Part[] = [
    { ...freeLot({ id: 'soon' }), amountYen: 300 },
    { ...freeLot({ id: 'later', fundId: 'pot-b' }), amountYen: 200 },
    { ...lot({ id: 'paid' }), amountYen: 500 },
  ]

  test.each([
    ['of a little comes back from what was taken last', 0, 100, { paid: 100 }],
    ['of just what was taken last has no part of nothing', 0, 500, { paid: 500 }],
    ['of more reaches what was taken before it', 0, 600, { paid: 500, later: 100 }],
    ['goes on where the last one ended', 600, 250, { later: 100, soon: 150 }],
    ['of all restores everything', 0, 1_000, { paid: 500, later: 200, soon: 300 }],
  ])('%s', (_, refundedYen, amountYen, expected) => {
    const parts = restore(taken, refundedYen, amountYen)
    expect(Object.fromEntries(parts.map((part) => [part.id, part.amountYen]))).toEqual(expected)
  })

  test('split in any way restores what one refund of the sum restores', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 12 }), (steps) => {
        const bySteps = new Map<string, number>()
        let refundedYen = 0
        for (const step of steps) {
          const amountYen = Math.min(step, 1_000 - refundedYen)
          if (amountYen === 0) break
          for (const part of restore(taken, refundedYen, amountYen))
            bySteps.set(part.id, (bySteps.get(part.id) ?? 0) + part.amountYen)
          refundedYen += amountYen
        }
        const atOnce = restore(taken, 0, refundedYen)
        expect(bySteps).toEqual(new Map(atOnce.map((part) => [part.id, part.amountYen])))
      }),
    )
  })
})

/** Ids and yen of parts, in their order: 'soon 300, paid 400'. */
const told = (parts: readonly Part[]) => parts.map(({ id, amountYen }) => `${id} ${amountYen}`).join(', ')

const threeParts: Part[] = [
  { ...freeLot({ id: 'soon' }), amountYen: 300 },
  { ...lot({ id: 'paid' }), amountYen: 500 },
  { ...lot({ id: 'late' }), amountYen: 200 },
]

describe('a part of what is held', () => {
  test.each([
    ['is a part of the first', 100, 'soon 100'],
    ['is the first to its end, and nothing of the next', 300, 'soon 300'],
    ['goes on into the next', 700, 'soon 300, paid 400'],
    ['is at most all of it', 1_000, 'soon 300, paid 500, late 200'],
  ])('%s', (_, amountYen, expected) => expect(told(firstOf(threeParts, amountYen))).toBe(expected))

  test('is never more than is held', () => {
    expect(() => firstOf(threeParts, 1_001)).toThrow('no more is paid of a hold than it holds')
  })
})

describe('what a shop can still give back after the issuer corrected a payment', () => {
  test.each([
    ['is all of it where nothing was corrected', 0, 'soon 300, paid 500, late 200'],
    ['lacks the paid money that went back, never the free', 100, 'soon 300, paid 400, late 200'],
    ['has no part of a lot that went back whole', 500, 'soon 300, late 200'],
    ['goes on into the next paid lot', 600, 'soon 300, late 100'],
    ['is the free part where all paid money went back', 700, 'soon 300'],
  ])('%s', (_, correctedYen, expected) =>
    expect(told(withoutCorrected(threeParts, correctedYen))).toBe(expected),
  )

  test('is never less than the free part', () => {
    expect(() => withoutCorrected(threeParts, 701)).toThrow('no more is corrected of a payment')
  })
})
