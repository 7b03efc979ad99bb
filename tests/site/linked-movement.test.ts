import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { areAlike, type Place, placeBeside } from '../../site/lib/linked-movement.ts'

const wide: Place = { x: 0.5, y: 0.25, width: 1 }
const narrow: Place = { x: 0.2, y: 0.1, width: 0.1 }
const place = fc.record({
  x: fc.double({ min: 0, max: 1, noNaN: true }),
  y: fc.double({ min: 0, max: 1, noNaN: true }),
  width: fc.double({ min: 0.01, max: 1, noNaN: true }),
})

describe('the other picture', () => {
  test('comes as many times closer, and goes aside by the same share of what is seen', () => {
    const meeting = { lead: wide, other: narrow }
    expect(placeBeside({ ...wide, width: 0.5 }, meeting)).toEqual({ ...narrow, width: 0.05 })
    expect(placeBeside({ ...wide, x: 0.8 }, meeting).x).toBeCloseTo(0.23)
  })

  test('is where it was as long as nothing moved, and leads back to the first', () => {
    fc.assert(
      fc.property(place, place, place, (lead, other, now) => {
        const still = placeBeside(lead, { lead, other })
        const back = placeBeside(placeBeside(now, { lead, other }), { lead: other, other: lead })
        for (const side of ['x', 'y', 'width'] as const) {
          expect(still[side]).toBeCloseTo(other[side])
          expect(back[side]).toBeCloseTo(now[side])
        }
      }),
    )
  })
})

describe('two pictures are moved together from the beginning', () => {
  const sheet = { width: 4_000, height: 3_000 }
  test.each([
    ['parts of one item', { item: 'scroll', canvas: sheet }, { item: 'scroll', canvas: null }, true],
    [
      'of the same proportions',
      { item: 'before', canvas: sheet },
      { item: 'after', canvas: { width: 2_000, height: 1_510 } },
      true,
    ],
    [
      'not a scroll and a sheet',
      { item: 'scroll', canvas: { width: 14_000, height: 1_700 } },
      { item: 'map', canvas: sheet },
      false,
    ],
    ['not where nobody knows how large one is', { item: 'a', canvas: sheet }, { item: 'b', canvas: null }, false],
  ])('%s', (_, one, other, together) => {
    expect(areAlike(one, other)).toBe(together)
    expect(areAlike(other, one)).toBe(together)
  })
}) // prettier-ignore
