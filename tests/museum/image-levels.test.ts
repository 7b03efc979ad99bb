import fc from 'fast-check'
import { expect, test } from 'vitest'
import { imageInformation } from '../../api/museum/image-information.ts'
import { scaleFactorsOf } from '../../api/museum/pyramid.ts'
import { ownImage } from './presentation-world.ts'

const told = (width: number, height: number) =>
  imageInformation(ownImage({ width, height }), 'https://meguri.example/iiif/3/a')

/**
 * How OpenSeadragon 4 reads it, which other viewers bring along: where there are as many sizes as levels, or one less, a
 * size is the level of its place, and the whole image is the one that is missing.
 */
function levelsAsRead(width: number, height: number): readonly number[] | undefined {
  const { sizes } = told(width, height)
  const highest = Math.round(Math.log2(Math.max(...scaleFactorsOf({ width, height }))))
  if (sizes.length !== highest && sizes.length !== highest + 1) return undefined
  const sorted = sizes.toSorted((a, b) => a.width * a.height - b.width * b.height)
  return (sizes.length === highest ? [...sorted, { width, height }] : sorted).map(longest)
}

const longest = (size: { readonly width: number; readonly height: number }): number =>
  Math.max(size.width, size.height)

/** Its levels from the smallest, by their longer side; they are compared where a viewer takes the sizes for them. */
function areItsLevels(width: number, height: number): void {
  const read = levelsAsRead(width, height)
  const factors = scaleFactorsOf({ width, height }).toReversed()
  if (read !== undefined)
    expect(read).toEqual(
      factors.map((factor) => Math.max(1, Math.round(longest({ width, height }) / factor))),
    )
}

test.each([
  [13_341, 1_680],
  [5_520, 2_720],
  [4_000, 3_000],
  [600, 400],
  [200, 100],
])('sizes of %d × %d are the levels that a viewer takes them for', areItsLevels)

test('whatever an image measures, no size is taken for a level that it is not', () => {
  const side = fc.integer({ min: 1, max: 20_000 })
  fc.assert(fc.property(side, side, areItsLevels))
})
