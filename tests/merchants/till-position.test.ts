import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  isNews,
  lateMs,
  positionOf,
  positionPattern,
  printPosition,
  readPosition,
  tillBeginning,
  toldMost,
  toldOf,
  type TillPosition,
} from '../../api/merchants/till-position.ts'

const start = Date.parse('2026-11-24T10:00:00+09:00')
const payment = (n: number, paidAt: number) => ({
  paymentId: `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`,
  paidAt,
})

/** Payments in the order in which they are seen: each up to a minute after it was decided, so in any order of decision. */
const seen = fc
  .array(fc.record({ decidedMs: fc.nat(4 * lateMs), lateMs: fc.nat(lateMs) }), { maxLength: 40 })
  .map((drawn) =>
    drawn
      .map((one, n) => ({ ...payment(n, start + one.decidedMs), seenAt: start + one.decidedMs + one.lateMs }))
      .toSorted((a, b) => a.seenAt - b.seenAt),
  )

describe('the position of a till', () => {
  test('tells each payment once, in whatever order they are seen and wherever the line is cut', () => {
    fc.assert(
      fc.property(seen, fc.array(fc.nat(40)), (payments, cuts) => {
        let position: TillPosition = tillBeginning
        const told: string[] = []
        for (const [n, one] of payments.entries()) {
          // All that is stored is read again: what was told before is offered each time.
          for (const offered of payments.slice(0, n + 1))
            if (isNews(position, offered)) {
              told.push(offered.paymentId)
              position = toldOf(position, offered)
            }
          if (cuts.includes(n)) position = readPosition(printPosition(position))
          expect(printPosition(position)).toMatch(positionPattern)
          expect(told.at(-1)).toBe(one.paymentId)
        }
        expect(told).toHaveLength(payments.length)
      }),
    )
  })

  test('is read back as it was printed', () => {
    const position = [payment(1, start), payment(2, start + 5), payment(3, start)].reduce(
      toldOf,
      tillBeginning,
    )
    expect(readPosition(printPosition(position))).toEqual(position)
    expect(readPosition('0')).toEqual(tillBeginning)
  })

  test('names no more than its text may hold, and tells none of the others again', () => {
    const many = Array.from({ length: 3 * toldMost }, (_, n) => payment(n, start + n * 10))
    const position = many.reduce(toldOf, tillBeginning)
    expect(position.told).toHaveLength(toldMost)
    expect(printPosition(position)).toMatch(positionPattern)
    expect(many.filter((one) => isNews(position, one))).toEqual([])
  })

  test('of a page that shows the newest counts what came before as told, and what was seen late not', () => {
    const at = (ms: number) => payment(ms, start + ms)
    const [older, late] = [at(0), at(2_500)]
    const shown = [at(3_000), at(2_000), at(1_000)]
    const newsOf = (position: TillPosition) => [older, ...shown, late].filter((one) => isNews(position, one))
    expect(newsOf(positionOf(shown, false))).toEqual([late])
    expect(newsOf(positionOf(shown, true))).toEqual([older, late])
    expect(positionOf([], true)).toEqual(tillBeginning)
  })
})
