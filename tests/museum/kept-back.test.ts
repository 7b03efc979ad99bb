import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { type Span, toldSpans } from '../../api/museum/kept-back.ts'

const least = 5
const span = (from: number, until: number): Span => ({ from, until })
const sumOf = (pieces: readonly number[], { from, until }: Span): number =>
  pieces.slice(from, until).reduce((sum, piece) => sum + piece, 0)

describe('what is kept back', () => {
  test.each<[what: string, pieces: number[], spans: Span[], told: boolean[]]>([
    ['nothing that is large', [7, 9], [span(0, 2), span(0, 1), span(1, 2)], [true, true, true]],
    ['what is small, and what nobody did', [4, 0], [span(0, 1), span(1, 2)], [false, false]],
    ['a number of exactly the least is told', [5], [span(0, 1)], [true]],
    [
      'what would tell a small one beside a total',
      [3, 25, 40],
      [span(0, 3), span(2, 3), span(1, 2)],
      [true, true, false],
    ],
    [
      'no large one beside zeros, which tell of nobody',
      [30, 0, 12],
      [span(0, 3), span(0, 1), span(2, 3)],
      [true, true, true],
    ],
    [
      // Four weeks, then the next four: the week that left and the week that came would be told by each other.
      'a window that moved on by a small week',
      [2, 9, 9, 9, 8],
      [span(1, 2), span(2, 3), span(3, 4), span(0, 4), span(4, 5), span(1, 5)],
      [true, true, true, false, true, true],
    ],
    [
      'two small ones that have too little room together',
      [2, 2, 30],
      [span(0, 3), span(2, 3)],
      [true, false],
    ],
    ['not two small ones with room', [4, 4, 30], [span(0, 3), span(2, 3)], [true, true]],
  ])('%s', (_, pieces, spans, told) => {
    expect(toldSpans(pieces, spans, least)).toEqual(told)
  })
})

/** Every way to fill the pieces that agrees with what is told, up to a most: reckoned by trying all of them. */
function* possible(pieces: number, mostEach: number): Generator<number[]> {
  if (pieces === 0) return yield []
  for (const rest of possible(pieces - 1, mostEach))
    for (let first = 0; first <= mostEach; first++) yield [first, ...rest]
}

const marks = 5
const arbitrarySpan = fc
  .tuple(fc.nat(marks - 1), fc.nat(marks - 1))
  .map(([a, b]) => span(Math.min(a, b), Math.max(a, b)))
  .filter(({ from, until }) => from < until)

test('whoever knows every number that is told, and tries everything, cannot narrow a small sum down', () => {
  const small = 2
  fc.assert(
    fc.property(
      fc.array(fc.nat(4), { minLength: marks - 1, maxLength: marks - 1 }),
      fc.array(arbitrarySpan, { minLength: 1, maxLength: 8 }),
      (pieces, spans) => {
        const told = toldSpans(pieces, spans, small)
        const shown = spans.filter((_, n) => told[n])
        const agreeing = [...possible(marks - 1, 8)].filter((tried) =>
          shown.every((one) => sumOf(tried, one) === sumOf(pieces, one)),
        )
        for (let from = 0; from < marks; from++)
          for (let until = from + 1; until < marks; until++) {
            const sum = sumOf(pieces, span(from, until))
            if (sum === 0 || sum >= small) continue
            const values = new Set(agreeing.map((tried) => sumOf(tried, span(from, until))))
            expect(values.size, `${pieces.join()} ${from}-${until}`).toBeGreaterThan(small)
          }
      },
    ),
    { numRuns: 60 },
  )
})
