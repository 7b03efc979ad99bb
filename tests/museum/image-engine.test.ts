import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import { folderStorage } from '../../api/museum/file-storage-folder.ts'
import { sharpEngine } from '../../api/museum/image-engine-sharp.ts'
import { limitsOf } from '../../api/museum/image-information.ts'
import { placeRequest } from '../../api/museum/image-placing.ts'
import { parseImageRequest } from '../../api/museum/image-request.ts'
import { cropOnLevel, levelFor } from '../../api/museum/pyramid.ts'
import { pyramidTiles } from '../../api/museum/pyramid-tiles-tiff.ts'
import { fields, quarters, workFolder } from './drawn-image.ts'

const folder = workFolder()
const engine = sharpEngine()
const tiles = pyramidTiles(folderStorage(folder))
const [width, height] = [1_400, 1_100]
const image = { width, height }
const pyramid = 'pyramid.tif'
const most = 10_000_000

const drawn = async (path: string): Promise<Uint8Array> => {
  const [region, size, rotation, file] = path.split('/') as [string, string, string, string]
  const [quality, format] = file.split('.') as [string, string]
  const request = parseImageRequest({ region, size, rotation, quality, format })
  const placed = request.ok ? placeRequest(request.value, image, limitsOf({})) : request
  if (!placed.ok) throw new Error(placed.error.code)
  const levels = await tiles.levels(pyramid)
  const level = levelFor(placed.value, image)
  const crop = cropOnLevel(placed.value.crop, image, levels[level]!)
  return tiles.part(pyramid, { level, crop }, (part) => engine.draw(part, placed.value))
}

beforeAll(async () => {
  const master = join(folder, 'master.png')
  await (await fields(width, height)).png().toFile(master)
  expect(await engine.makePyramid(master, join(folder, pyramid), most)).toBe('made')
})

describe('a pyramid', () => {
  test('has each half down to one tile', async () => {
    expect(await tiles.levels(pyramid)).toEqual([
      { width: 1_400, height: 1_100 },
      { width: 700, height: 550 },
      { width: 350, height: 275 },
    ])
  })

  test.each([
    [{ level: 0, column: 0, row: 0 }, '0,0,512,512'],
    [{ level: 0, column: 1, row: 1 }, '512,512,512,512'],
    [{ level: 1, column: 0, row: 0 }, '0,0,1024,1024'],
  ])('gives the tile %o as the picture that is drawn of %s', async (place, region) => {
    const copied = await tiles.tile(pyramid, place)
    const { data: a, info } = await sharp(copied).raw().toBuffer({ resolveWithObject: true })
    expect([info.width, info.height]).toEqual([512, 512])
    const b = await sharp(await drawn(`${region}/512,512/0/default.png`))
      .removeAlpha()
      .raw()
      .toBuffer()
    const off = a.reduce((sum, step, i) => sum + Math.abs(step - b[i]!), 0) / a.length
    expect(off).toBeLessThan(1.5)
  })
})

describe('a picture', () => {
  test.each<[string, string[]]>([
    ['full/200,/0/default.jpg', ['red', 'green', 'blue', 'white']],
    ['full/200,/!0/default.jpg', ['green', 'red', 'white', 'blue']],
    ['full/200,/90/default.png', ['blue', 'red', 'white', 'green']],
    ['full/200,/180/default.webp', ['white', 'blue', 'green', 'red']],
    ['full/200,/!90/default.png', ['white', 'green', 'blue', 'red']],
    ['full/200,/0/gray.png', ['grey 54', 'grey 92', 'grey 18', 'white']],
    ['full/200,/0/bitonal.png', ['black', 'black', 'black', 'white']],
    ['700,0,700,550/50,/0/default.png', ['green', 'green', 'green', 'green']],
    ['0,550,1400,550/100,/0/default.png', ['blue', 'white', 'blue', 'white']],
  ])('%s', async (path, colours) => {
    const told = (await quarters(await drawn(path))).map((name) => (name.startsWith('grey') ? 'grey' : name))
    expect(told).toEqual(colours.map((name) => (name.startsWith('grey') ? 'grey' : name)))
  })

  test.each([
    ['full/max/0/default.jpg', 1_400, 1_100, 'jpeg'],
    ['full/100,300/0/default.png', 100, 300, 'png'],
    ['full/200,100/90/default.webp', 100, 200, 'webp'],
    ['0,0,10,10/^1000,1000/0/default.jpg', 1_000, 1_000, 'jpeg'],
    ['5,5,1,1/max/0/default.png', 1, 1, 'png'],
  ])('%s is %i × %i, %s', async (path, w, h, format) => {
    expect(await sharp(await drawn(path)).metadata()).toMatchObject({ width: w, height: h, format })
  })

  test('turned by 45 degrees is larger, and clear at the corners where the format can be', async () => {
    const png = await sharp(await drawn('full/200,200/45/default.png'))
      .raw()
      .toBuffer({ resolveWithObject: true })
    expect(png.info.width).toBeGreaterThanOrEqual(282)
    expect(png.data[3]).toBe(0)
    const jpeg = await sharp(await drawn('full/200,200/45/default.jpg'))
      .raw()
      .toBuffer()
    expect(jpeg[0]).toBeGreaterThan(245)
  })
})

describe('what comes in', () => {
  const file = (name: string, bytes: Uint8Array | string): string => {
    const path = join(folder, name)
    writeFileSync(path, bytes)
    return path
  }
  const small = async () => fields(60, 40)

  test.each<[string, (drawing: Sharp) => Sharp, string]>([
    ['a JPEG', (one) => one.jpeg(), 'image/jpeg'],
    ['a PNG', (one) => one.png(), 'image/png'],
    ['a TIFF', (one) => one.tiff(), 'image/tiff'],
    ['a WebP', (one) => one.webp(), 'image/webp'],
    ['an AVIF', (one) => one.avif(), 'image/avif'],
  ])('%s is taken', async (name, as, mediaType) => {
    const path = file(name, await as(await small()).toBuffer())
    expect(await engine.inspect(path, most)).toMatchObject({ width: 60, height: 40, mediaType })
    expect(await engine.makePyramid(path, `${path}.tif`, most)).toBe('made')
  })

  test('that a camera held upright is shown upright, without what it wrote beside the picture', async () => {
    const exif = { IFD0: { Make: 'Camera' }, IFD3: { GPSLatitude: '37/1 20/1 0/1' } }
    const path = file('upright.jpg', await (await small()).jpeg().withExif(exif).withMetadata({ orientation: 6 }).toBuffer())
    expect(await engine.inspect(path, most)).toMatchObject({ width: 40, height: 60 })
    const made = `${path}.tif`
    await engine.makePyramid(path, made, most)
    expect(await tiles.levels('upright.jpg.tif')).toEqual([{ width: 40, height: 60 }])
    expect((await sharp(made).metadata()).exif).toBeUndefined()
    expect(readFileSync(made).includes('Camera')).toBe(false)
  }) // prettier-ignore

  test.each([
    [1, 1],
    [40, 60],
    [513, 1],
    [5_000, 3],
  ])('of %i × %i can be drawn again', async (w, h) => {
    const path = file(`${w}-${h}.png`, await (await fields(w, h)).png().toBuffer())
    await engine.makePyramid(path, `${path}.tif`, most)
    const crop = { x: 0, y: 0, width: w, height: h }
    const placed = {
      crop,
      size: { width: w, height: h },
      rotation: { isMirrored: false, degrees: 0 },
      quality: 'default',
      format: 'png',
      canonical: '',
    } as const
    const whole = await tiles.part(`${w}-${h}.png.tif`, { level: 0, crop }, (part) =>
      engine.draw(part, placed),
    )
    expect(await sharp(whole).metadata()).toMatchObject({ width: w, height: h })
  })

  test('with a transparent ground stands on white', async () => {
    const clear = sharp({ create: { width: 30, height: 30, channels: 4, background: '#f000' } })
    const path = file('clear.png', await clear.png().toBuffer())
    await engine.makePyramid(path, `${path}.tif`, most)
    expect(await quarters(readFileSync(`${path}.tif`))).toEqual(['white', 'white', 'white', 'white'])
  })

  test.each<[string, () => Promise<Uint8Array | string>]>([
    ['a text', async () => 'no image'],
    ['nothing', async () => ''],
    [
      'an SVG, which is a program',
      async () => '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
    ],
    ['a GIF', async () => (await small()).gif().toBuffer()],
    ['a page of HTML with the name of a picture', async () => '<!doctype html><img src=x onerror=alert(1)>'],
    ['the head of a JPEG alone', async () => (await (await small()).jpeg().toBuffer()).subarray(0, 20)],
  ])('%s is no image of ours', async (name, bytes) => {
    expect(await engine.inspect(file(`${name}.jpg`, await bytes()), most)).toBe('not_an_image')
  })

  test('of more pixels than may be is refused by its head alone', async () => {
    const path = file('bomb.png', await (await fields(300, 200)).png().toBuffer())
    expect(await engine.inspect(path, 59_999)).toBe('too_many_pixels')
    expect(await engine.makePyramid(path, `${path}.tif`, 59_999)).toBe('too_many_pixels')
    expect(await engine.inspect(path, 60_000)).toMatchObject({ width: 300 })
  })

  test.each(
    (['jpeg', 'png', 'tiff', 'webp', 'avif'] as const).flatMap((format) =>
      [0.3, 0.6, 0.9].map((share) => [format, share] as const),
    ),
  )('a %s that ends after %f of it is damaged', async (format, share) => {
    const whole = await (await fields(600, 400)).toFormat(format).toBuffer()
    const path = file(`cut-${share}.${format}`, whole.subarray(0, Math.floor(whole.length * share)))
    const seen = await engine.inspect(path, most)
    // Some formats tell it by their head already.
    expect(seen === 'not_an_image' ? 'damaged' : await engine.makePyramid(path, `${path}.tif`, most)).toBe(
      'damaged',
    )
  })
})
