import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inUnits, inWidths, readRegion, writtenRegion } from '../../site/lib/zoom-region.ts'

const view = { width: 5_000, height: 500 }

test('a part is counted in widths of the picture, both ways', () => {
  const part = { x: 1_250, y: 100, width: 500, height: 250 }
  expect(inWidths(part, view)).toEqual({ x: 0.25, y: 0.02, width: 0.1, height: 0.05 })
  expect(inUnits(inWidths(part, view), view)).toEqual(part)
})

test.each([
  ['ground around the picture', { x: -0.5, y: -0.5, width: 2, height: 2 }, { x: 0, y: 0, ...view }],
  ['nothing of the picture', { x: 3, y: 0, width: 1, height: 1 }, { x: 0, y: 0, ...view }],
  [
    'its lower right corner',
    { x: 0.9, y: 0.09, width: 0.5, height: 0.5 },
    { x: 4_500, y: 450, width: 500, height: 50 },
  ],
])('who sees %s points at what is there', (_, seen, region) => {
  expect(inUnits(seen, view)).toEqual(region)
})

test('whatever is seen, a part that lies in the view is pointed at', () => {
  const number = fc.double({ min: -3, max: 3, noNaN: true })
  fc.assert(
    fc.property(number, number, fc.double({ min: 0, max: 5, noNaN: true }), number, (x, y, width, height) => {
      const region = inUnits({ x, y, width, height: Math.abs(height) }, view)
      expect(region.width).toBeGreaterThan(0)
      expect(region.height).toBeGreaterThan(0)
      expect(region.x + region.width).toBeLessThanOrEqual(view.width)
      expect(region.y + region.height).toBeLessThanOrEqual(view.height)
    }),
  )
})

test('a part is read as it was written, and nothing else is', () => {
  const part = { x: 0, y: 7, width: 20, height: 30 }
  expect(readRegion(writtenRegion(part))).toEqual(part)
  for (const text of [undefined, '', '1,2,3', '1,2,3,0', '1,2,0,4', '-1,2,3,4', '1.5,2,3,4'])
    expect(readRegion(text)).toBe(undefined)
})
