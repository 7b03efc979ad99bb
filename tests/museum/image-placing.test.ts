import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Extent, placeRequest, type PlacedRequest } from '../../api/museum/image-placing.ts'
import { type ImageWords, parseImageRequest } from '../../api/museum/image-request.ts'

/** The image of the examples in the text of Image API 3.0. */
const image = { width: 300, height: 200 }
const limits = { maxWidth: 400, maxHeight: 400 }

const place = (path: string, of: Extent = image, within = limits) => {
  const [region, size, rotation, file] = path.split('/') as [string, string, string, string]
  const [quality, format] = file.split('.') as [string, string]
  const words: ImageWords = { region, size, rotation, quality, format }
  const request = parseImageRequest(words)
  return request.ok ? placeRequest(request.value, of, within) : request
}
const told = (path: string, of?: Extent, within?: typeof limits): PlacedRequest | string => {
  const placed = place(path, of, within)
  return placed.ok ? placed.value : placed.error.code
}
const crop = (region: string, of?: Extent) => {
  const placed = told(`${region}/max/0/default.jpg`, of)
  return typeof placed === 'string' ? placed : Object.values(placed.crop)
}
const size = (asked: string, region = 'full', of?: Extent, within?: typeof limits) => {
  const placed = told(`${region}/${asked}/0/default.jpg`, of, within)
  return typeof placed === 'string' ? placed : [placed.size.width, placed.size.height]
}

describe('a region (4.1)', () => {
  test.each<[string, unknown]>([
    ['full', [0, 0, 300, 200]],
    ['square', [50, 0, 200, 200]],
    ['125,15,120,140', [125, 15, 120, 140]],
    ['125,15,200,200', [125, 15, 175, 185]],
    ['pct:41.6,7.5,40,70', [125, 15, 120, 140]],
    ['pct:41.6,7.5,66.6,100', [125, 15, 175, 185]],
    ['299,199,1,1', [299, 199, 1, 1]],
    ['300,0,1,1', 'image_region_outside'],
    ['0,200,1,1', 'image_region_outside'],
    ['0,0,0,1', 'image_region_outside'],
    ['0,0,1,0', 'image_region_outside'],
    ['pct:100,0,1,1', 'image_region_outside'],
    ['pct:0,0,0.1,50', 'image_region_outside'],
  ])('%s', (region, expected) => expect(crop(region)).toEqual(expected))

  test('square, of an image that is higher than wide, is its middle', () => {
    expect(crop('square', { width: 200, height: 301 })).toEqual([0, 50, 200, 200])
  })
})

describe('a size (4.2)', () => {
  test.each<[string, unknown]>([
    ['max', [300, 200]],
    ['^max', [400, 267]],
    ['150,', [150, 100]],
    ['^360,', [360, 240]],
    [',150', [225, 150]],
    ['^,240', [360, 240]],
    ['pct:50', [150, 100]],
    ['^pct:120', [360, 240]],
    ['225,100', [225, 100]],
    ['^360,360', [360, 360]],
    ['!225,100', [150, 100]],
    ['^!360,360', [360, 240]],
    // As large as possible, but no larger than the region: viewers ask so for thumbnails of small images.
    ['!900,900', [300, 200]],
    ['^!900,900', [400, 267]],
    ['301,', 'image_size_upscaled'],
    [',201', 'image_size_upscaled'],
    ['pct:101', 'image_size_upscaled'],
    ['300,201', 'image_size_upscaled'],
    ['^401,', 'image_size_beyond_limit'],
    ['^,401', 'image_size_beyond_limit'],
    ['^pct:200', 'image_size_beyond_limit'],
    ['^400,401', 'image_size_beyond_limit'],
    ['0,', 'image_size_empty'],
    [',0', 'image_size_empty'],
    ['0,5', 'image_size_empty'],
    ['!0,5', 'image_size_empty'],
    ['pct:0', 'image_size_empty'],
    ['pct:0.1', 'image_size_empty'],
    ['^0,', 'image_size_empty'],
  ])('%s', (asked, expected) => expect(size(asked)).toEqual(expected))

  test.each<[string, string, unknown]>([
    ['max', 'the image within its limit', [200, 133]],
    ['!900,900', 'within that limit, too', [200, 133]],
    ['201,', 'is beyond it', 'image_size_beyond_limit'],
    ['200,', 'is just within it', [200, 133]],
    ['pct:100', 'is beyond it, though it is the image as it is', 'image_size_beyond_limit'],
  ])('%s of an image that may be had up to 200 pixels: %s', (asked, _, expected) =>
    expect(size(asked, 'full', image, { maxWidth: 200, maxHeight: 200 })).toEqual(expected),
  )

  test('of a very long image: a side that would vanish is refused, only max keeps one pixel of it', () => {
    const scroll = { width: 3_000, height: 1 }
    expect(size('100,', 'full', scroll)).toBe('image_size_empty')
    expect(size('max', 'full', scroll)).toEqual([400, 1])
  })
})

describe('the canonical address (4.8)', () => {
  test.each([
    ['full/max/0/default.jpg', 'full/max/0/default.jpg'],
    ['0,0,300,200/300,200/0/color.jpg', 'full/max/0/default.jpg'],
    ['pct:0,0,100,100/pct:100/360/default.png', 'full/max/0/default.png'],
    ['square/max/0/default.jpg', '50,0,200,200/max/0/default.jpg'],
    ['full/150,/0/default.jpg', 'full/150,100/0/default.jpg'],
    ['full/^150,/0/default.jpg', 'full/150,100/0/default.jpg'],
    ['full/^360,/0/gray.jpg', 'full/^360,240/0/gray.jpg'],
    ['full/^400,267/0/default.jpg', 'full/^max/0/default.jpg'],
    ['125,15,999,999/max/!90.50/bitonal.webp', '125,15,175,185/max/!90.5/bitonal.webp'],
    ['full/max/.5/default.png', 'full/max/0.5/default.png'],
  ])('%s is %s', (path, canonical) => {
    expect(told(path)).toMatchObject({ canonical })
    expect(told(canonical), 'and stands for the same picture').toEqual(told(path) as object)
  })
})

const side = fc.integer({ min: 1, max: 5_000 })
const number = fc.integer({ min: 0, max: 6_000 })
const percent = fc.double({ min: 0, max: 120, noNaN: true }).map((n) => n.toFixed(3))
const region = fc.oneof(
  fc.constantFrom('full', 'square'),
  fc.tuple(number, number, number, number).map((all) => all.join(',')),
  fc.tuple(percent, percent, percent, percent).map((all) => `pct:${all.join(',')}`),
)
const form = fc.oneof(
  fc.constant('max'),
  number.map((w) => `${w},`),
  number.map((h) => `,${h}`),
  fc.tuple(number, number).map(([w, h]) => `${w},${h}`),
  fc.tuple(number, number).map(([w, h]) => `!${w},${h}`),
  percent.map((n) => `pct:${n}`),
)
const sizeWord = fc.tuple(fc.constantFrom('', '^'), form).map((both) => both.join(''))

test('what is placed lies in the image, is within the limits, and is its own canonical address', () => {
  fc.assert(
    fc.property(fc.tuple(side, side, side), region, sizeWord, ([width, height, most], where, asked) => {
      const within = { maxWidth: most, maxHeight: most }
      const placed = told(`${where}/${asked}/0/default.jpg`, { width, height }, within)
      if (typeof placed === 'string') return
      const { crop: cut, size: drawn, canonical } = placed
      expect(cut.x >= 0 && cut.y >= 0 && cut.x + cut.width <= width && cut.y + cut.height <= height).toBe(
        true,
      )
      expect(cut.width >= 1 && cut.height >= 1 && drawn.width >= 1 && drawn.height >= 1).toBe(true)
      expect(drawn.width <= most && drawn.height <= most).toBe(true)
      if (!asked.startsWith('^')) expect(drawn.width <= cut.width && drawn.height <= cut.height).toBe(true)
      expect(told(canonical, { width, height }, within)).toEqual(placed)
    }),
    { numRuns: 2_000 },
  )
})
