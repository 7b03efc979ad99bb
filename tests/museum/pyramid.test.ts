import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { imageInformation, limitsOf, type PublishedImage } from '../../api/museum/image-information.ts'
import { placeRequest } from '../../api/museum/image-placing.ts'
import { parseImageRequest } from '../../api/museum/image-request.ts'
import { cropOnLevel, levelFor, levelsOf, scaleFactorsOf, tileOf } from '../../api/museum/pyramid.ts'

const image: PublishedImage = {
  id: 'scroll',
  width: 2_600,
  height: 1_500,
  showing: 'zoomed',
  isShown: true,
  fileSet: 'set',
  sha256: 'ab',
}
type Told = { readonly rotation?: string; readonly quality?: string; readonly format?: string }
const placed = (region: string, size: string, more: Told = {}) => {
  const request = parseImageRequest({
    region,
    size,
    rotation: '0',
    quality: 'default',
    format: 'jpg',
    ...more,
  })
  const made = request.ok ? placeRequest(request.value, image, limitsOf(image)) : request
  if (!made.ok) throw new Error(made.error.code)
  return made.value
}

test.each([
  [{ width: 1, height: 1 }, [1]],
  [{ width: 512, height: 512 }, [1]],
  [{ width: 513, height: 1 }, [1, 2]],
  [{ width: 1_025, height: 3 }, [1, 2, 4]],
  [{ width: 6_000, height: 4_000 }, [1, 2, 4, 8, 16]],
])('%o has the levels %o', (extent, factors) => expect(scaleFactorsOf(extent)).toEqual(factors))

describe('a picture that is a tile of the pyramid', () => {
  test.each<[string, string, object]>([
    ['0,0,512,512', '512,512', { level: 0, column: 0, row: 0 }],
    ['1024,512,512,512', '512,', { level: 0, column: 2, row: 1 }],
    ['1024,0,1024,1024', '512,512', { level: 1, column: 1, row: 0 }],
    ['1024,0,1024,1024', '!512,512', { level: 1, column: 1, row: 0 }],
  ])('%s at %s', (region, size, place) => {
    expect(tileOf(placed(region, size), image)).toEqual(place)
    expect(tileOf(placed(region, size, { quality: 'color' }), image)).toEqual(place)
  })

  test.each<[string, string, Told, string]>([
    ['1,0,512,512', '512,512', {}, 'one pixel beside the grid'],
    ['512,0,1024,1024', '512,512', {}, 'on the grid of another level'],
    ['2560,0,512,512', 'max', {}, 'cut by the edge'],
    ['0,1024,512,512', 'max', {}, 'cut by the lower edge'],
    ['0,0,512,512', '256,256', {}, 'smaller'],
    ['0,0,1024,512', '512,512', {}, 'pressed together'],
    ['0,0,512,512', 'max', { rotation: '90' }, 'turned'],
    ['0,0,512,512', 'max', { rotation: '!0' }, 'mirrored'],
    ['0,0,512,512', 'max', { quality: 'gray' }, 'grey'],
    ['0,0,512,512', 'max', { format: 'png' }, 'in another format'],
  ])('is not %s at %s: %o (%s)', (region, size, more) =>
    expect(tileOf(placed(region, size, more), image)).toBeUndefined(),
  )
})

test.each([
  ['full', 'max', 0],
  ['full', '1300,', 1],
  ['full', '1299,', 1],
  ['full', '1301,', 0],
  ['full', '100,', 3],
  ['0,0,512,512', '64,', 3],
  // Pressed together: the side that keeps more pixels decides.
  ['full', '2600,10', 0],
])('%s at %s is read from level %i', (region, size, level) =>
  expect(levelFor(placed(region, size), image)).toBe(level),
)

test('a region on a smaller level lies in it and is of at least one pixel', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true })
  const extent = fc.record({
    width: fc.integer({ min: 1, max: 9_000 }),
    height: fc.integer({ min: 1, max: 9_000 }),
  })
  fc.assert(
    fc.property(
      extent,
      fc.tuple(share, share, share, share),
      fc.nat(12),
      ({ width, height }, [a, b, c, d], n) => {
        const [x, y] = [Math.floor(a * width), Math.floor(b * height)]
        const crop = {
          x,
          y,
          width: 1 + Math.floor(c * (width - x)),
          height: 1 + Math.floor(d * (height - y)),
        }
        const factor = 2 ** (n % levelsOf({ width, height }))
        const half = (side: number): number => Math.max(1, Math.floor(side / factor))
        const level = { width: half(width), height: half(height) }
        const on = cropOnLevel(crop, { width, height }, level)
        expect(on.x >= 0 && on.y >= 0 && on.width >= 1 && on.height >= 1).toBe(true)
        expect(on.x + on.width <= level.width && on.y + on.height <= level.height).toBe(true)
      },
    ),
    { numRuns: 2_000 },
  )
})

describe('the information of an image (5)', () => {
  const address = 'https://meguri.example/iiif/3/scroll'
  test('has what has to be there, the context first', () => {
    const told = imageInformation(image, address)
    expect(Object.keys(told)[0]).toBe('@context')
    expect(told).toMatchObject({
      '@context': 'http://iiif.io/api/image/3/context.json',
      id: address,
      type: 'ImageService3',
      protocol: 'http://iiif.io/api/image',
      profile: 'level2',
      width: 2_600,
      height: 1_500,
      maxWidth: 4_096,
      tiles: [{ width: 512, scaleFactors: [1, 2, 4, 8] }],
    })
    expect(told.extraFeatures).toContain('sizeUpscaling')
  })

  test.each<[string, Partial<PublishedImage>]>([
    ['an image', {}],
    ['an image up to 300 pixels', { maxSide: 300 }],
    ['an image that is larger than the server allows', { width: 20_000, height: 9_000 }],
    ['a scroll', { width: 9_000, height: 20 }],
    ['a stamp', { width: 3, height: 2 }],
    ['a work that is shown whole', { showing: 'whole', maxSide: 600 }],
  ])('of %s names only sizes and tiles that can be had', (_, told) => {
    const one = { ...image, ...told }
    const { sizes, ...more } = imageInformation(one, address)
    const requests = sizes.map(({ width, height }) => ['full', `${width},${height}`])
    for (const { width: side, scaleFactors } of 'tiles' in more ? more.tiles : [])
      for (const factor of scaleFactors) {
        const [w, h] = [Math.min(side * factor, one.width), Math.min(side * factor, one.height)]
        requests.push([`0,0,${w},${h}`, `${Math.ceil(w / factor)},${Math.ceil(h / factor)}`])
      }
    for (const [region, size] of requests) {
      const request = parseImageRequest({
        region: region!,
        size: size!,
        rotation: '0',
        quality: 'default',
        format: 'jpg',
      })
      expect(
        request.ok && placeRequest(request.value, one, limitsOf(one)),
        `${region} ${size}`,
      ).toHaveProperty('ok', true)
    }
  })

  test('of a work that is shown whole promises no parts', () => {
    const told = imageInformation({ ...image, showing: 'whole' }, address)
    expect(told.profile).toBe('level0')
    expect(told).not.toHaveProperty('tiles')
  })
})
