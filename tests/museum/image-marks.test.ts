import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import sharp, { type Sharp } from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OpenFile } from '../../api/museum/file-storage.ts'
import { folderStorage } from '../../api/museum/file-storage-folder.ts'
import type { Crop } from '../../api/museum/image-placing.ts'
import { marked, wordsIn } from '../../api/museum/jpeg-marks.ts'
import { markPyramid } from '../../api/museum/pyramid-marks-tiff.ts'
import { pyramidTiles } from '../../api/museum/pyramid-tiles-tiff.ts'
import { directoryOf, entriesOf } from '../../api/museum/tiff.ts'
import { workFolder } from './drawn-image.ts'

const folder = workFolder()
const tiles = pyramidTiles(folderStorage(folder))
const [width, height] = [1_400, 1_100]

const grain = (w: number, h: number): Sharp =>
  sharp({ create: { width: w, height: h, channels: 3, background: '#876', noise: { type: 'gaussian', mean: 128, sigma: 40 } } }) // prettier-ignore

/** Two pyramids of a picture: as the engine writes them, and with marks. */
async function pyramidsOf(name: string, picture: Sharp, side = 512): Promise<void> {
  const plain = join(folder, `${name}-plain.tif`)
  await picture
    .tiff({ compression: 'jpeg', quality: 85, tile: true, tileWidth: side, tileHeight: side, pyramid: true })
    .toFile(plain)
  await copyFile(plain, join(folder, `${name}.tif`))
  await markPyramid(join(folder, `${name}.tif`))
}

/** What is lent of a pyramid for a crop, kept. */
const partOf = (key: string, level: number, crop: Crop) =>
  tiles.part(key, { level, crop }, async (part) => ({ ...part, file: Buffer.from(part.file) }))

const cut = (file: Uint8Array | string, { x, y, width: w, height: h }: Crop, page = 0): Promise<Buffer> =>
  sharp(file, { page }).extract({ left: x, top: y, width: w, height: h }).raw().toBuffer()

/** A crop of a level, as it is drawn of a part and of the whole file. */
const twice = (key: string, level: number, crop: Crop): Promise<readonly [Buffer, Buffer]> =>
  Promise.all([
    tiles.part(key, { level, crop }, (part) => cut(part.file, part.crop)),
    cut(join(folder, key), crop, level),
  ])

const sizes = [
  [width, height],
  [700, 550],
  [350, 275],
] as const

const anyCrop = fc.nat(sizes.length - 1).chain((level) => {
  const [w, h] = sizes[level]!
  const side = (most: number) => fc.integer({ min: 1, max: most })
  return fc
    .tuple(fc.nat(w - 1), fc.nat(h - 1), side(w), side(h))
    .map(([x, y, wide, tall]) => [level, { x, y, width: Math.min(wide, w - x), height: Math.min(tall, h - y) }] as const)
}) // prettier-ignore

beforeAll(async () => {
  await pyramidsOf('colour', grain(width, height))
  await pyramidsOf('grey', grain(width, height).greyscale().toColourspace('srgb'))
})

afterAll(() => tiles.close())

describe('marks change no pixel', () => {
  test.each(['colour', 'grey'])('of any level: %s', async (name) => {
    for (const page of sizes.keys()) {
      const [a, b] = [`${name}-plain.tif`, `${name}.tif`].map((file) => sharp(join(folder, file), { page }))
      expect((await a!.raw().toBuffer()).equals(await b!.raw().toBuffer())).toBe(true)
    }
  })

  test.each([
    ['of one tile whose units four do not divide', grain(200, 100), 208],
    ['of one colour', sharp({ create: { width: 64, height: 64, channels: 3, background: '#19f' } }), 64],
    ['of a single channel', grain(90, 90).extractChannel(1), 96],
  ] as const)('of a picture %s', async (name, picture, side) => {
    await pyramidsOf(name, picture.clone(), side)
    const [plain, marked] = [`${name}-plain.tif`, `${name}.tif`].map((file) => join(folder, file))
    expect((await sharp(plain).raw().toBuffer()).equals(await sharp(marked).raw().toBuffer())).toBe(true)
    const [a, b] = await twice(`${name}.tif`, 0, { x: 3, y: 30, width: 20, height: 20 })
    expect(a.equals(b)).toBe(true)
  })

  test('where they stand already', async () => {
    const path = join(folder, 'colour.tif')
    const before = await readFile(path)
    await markPyramid(path)
    expect((await readFile(path)).equals(before)).toBe(true)
  })
})

describe('what is not understood is not marked', () => {
  test('a tile that ends too early, or has more behind its last unit', async () => {
    const whole = await tiles.tile('colour-plain.tif', { level: 0, column: 0, row: 0 })
    const words = wordsIn(whole)
    const [end, half] = [whole.subarray(-2), whole.subarray(0, whole.length >> 1)]
    expect(marked(whole, words).length).toBeGreaterThan(whole.length)
    expect(() => marked(Buffer.concat([half, end]), words)).toThrow('ends too early')
    const more = Buffer.concat([whole.subarray(0, -2), Buffer.of(0x12), end])
    expect(() => marked(more, words)).toThrow('more than its units')
  })

  test('a sound picture stays one, and nothing of the attempt is left', async () => {
    await pyramidsOf(
      'even',
      sharp({ create: { width: 64, height: 64, channels: 3, background: '#19f' } }),
      64,
    )
    const path = join(folder, 'odd.tif')
    const bytes = await readFile(join(folder, 'even-plain.tif'))
    // The last bit of the data fills their byte: whoever decodes it does not look at it.
    bytes[bytes.indexOf(Buffer.of(0xff, 0xd9)) - 1]! &= 0xfe
    await writeFile(path, bytes)
    await markPyramid(path)
    expect((await readFile(path)).equals(bytes)).toBe(true)
    expect((await readdir(folder)).filter((name) => name.endsWith('.marked'))).toEqual([])
    const crop = { x: 0, y: 0, width: 64, height: 64 }
    const [ofPart] = await twice('odd.tif', 0, crop)
    expect(ofPart.equals(await cut(join(folder, 'even.tif'), crop))).toBe(true)
  })

  test('but what has nothing to do with the picture is told', async () => {
    await expect(markPyramid(join(folder, 'nothing.tif'))).rejects.toThrow('ENOENT')
  })
})

test('values behind a directory begin at even places', () => {
  const values = [5, 7, 6].map((length, i) => ({
    tag: 300 + i,
    kind: 7,
    bytes: new Uint8Array(length).fill(i + 1),
  }))
  const directory = directoryOf(values, 100, () => 0)
  const { entries } = entriesOf(new DataView(directory.buffer), 100)
  expect(entries.filter(({ at }) => at % 2 !== 0)).toEqual([])
  for (const [i, { at, bytes }] of entries.entries())
    expect(directory.subarray(at - 100, at - 100 + bytes)).toEqual(values[i]!.bytes)
})

describe('of any crop of any level is drawn the same from its part as from the whole file', () => {
  test.each([
    ['grey.tif', 'without colour'],
    ['colour-plain.tif', 'without marks, as pyramids were made before'],
  ])('%s, %s', async (key) => {
    await fc.assert(
      fc.asyncProperty(anyCrop, async ([level, crop]) => {
        const [ofPart, ofAll] = await twice(key, level, crop)
        expect(ofPart.equals(ofAll)).toBe(true)
      }),
      { numRuns: 40 },
    )
  })

  test('but for the pixels beside an edge of a tile, over which colour runs on', async () => {
    const isAtEdge = (at: number): boolean => at % 512 === 511 || at % 512 === 0
    await fc.assert(
      fc.asyncProperty(anyCrop, async ([level, crop]) => {
        const [ofPart, ofAll] = await twice('colour.tif', level, crop)
        expect(ofPart.length).toBe(ofAll.length)
        const other = ofPart.findIndex((value, i) => {
          const [x, y] = [Math.floor(i / 3) % crop.width, Math.floor(i / 3 / crop.width)]
          return value !== ofAll[i] && !isAtEdge(crop.x + x) && !isAtEdge(crop.y + y)
        })
        expect(other).toBe(-1)
      }),
      { numRuns: 40 },
    )
  })
})

describe('a part', () => {
  test('holds the cells under a crop and no more', async () => {
    const whole = await tiles.tile('colour.tif', { level: 0, column: 0, row: 0 })
    const { file } = await partOf('colour.tif', 0, { x: 66, y: 18, width: 60, height: 12 })
    expect(await sharp(file).metadata()).toMatchObject({ format: 'jpeg', width: 64, height: 16 })
    expect(file.length - 700).toBeLessThan(whole.length / 128)
  })

  test('is nobody else’s while it is lent, also where others come and go', async () => {
    const crops = Array.from({ length: 40 }, (_, i): Crop => ({
      x: 20 * i,
      y: 9 * i,
      width: 40 + 12 * i,
      height: 300,
    }))
    for (const [ofPart, ofAll] of await Promise.all(crops.map((crop) => twice('grey.tif', 0, crop))))
      expect(ofPart.equals(ofAll)).toBe(true)
  })

  test('is read into by nobody any more when it was given back', async () => {
    const [key, crop] = ['grey-plain.tif', { x: 0, y: 400, width: 300, height: 300 }]
    const file = (await folderStorage(folder).open(key))!
    const [held, filled] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const reads: OpenFile['read'][] = []
    const broken: OpenFile = {
      ...file,
      close: async () => undefined,
      read: (from, into) => (reads.shift() ?? file.read)(from, into),
    }
    const others = pyramidTiles({ open: async () => broken })
    await others.levels(key)
    reads.push(
      () => Promise.reject(new Error('away')),
      async (_, into) => {
        await held.promise
        into.fill(0)
        filled.resolve()
        return into.length
      },
    )
    const failed = others.part(key, { level: 0, crop }, async () => 'drawn').catch(String)
    await setImmediate()
    const picture = await others.part(key, { level: 0, crop }, async (part) => {
      held.resolve()
      await filled.promise
      return cut(part.file, part.crop)
    })
    expect(picture.equals(await cut(join(folder, key), crop))).toBe(true)
    expect(await failed).toBe('Error: away')
    await file.close()
  })

  test('of a tile that lost a mark is not drawn', async () => {
    const bytes = await readFile(join(folder, 'colour.tif'))
    bytes[bytes.indexOf(Buffer.of(0xff, 0xd3)) + 1] = 0
    await writeFile(join(folder, 'damaged.tif'), bytes)
    const part = partOf('damaged.tif', 0, { x: 0, y: 0, width: 30, height: 30 })
    await expect(part).rejects.toThrow('marks')
  })

  test('wider than any JPEG may be is one of whole tiles', async () => {
    await pyramidsOf('wide', grain(65_520, 3))
    const crop = { x: 0, y: 0, width: 65_520, height: 3 }
    const { file } = await partOf('wide.tif', 0, crop)
    expect(await sharp(file, { limitInputPixels: false }).metadata()).toMatchObject({
      format: 'tiff',
      width: 65_520,
    })
    const less = await partOf('wide.tif', 0, { ...crop, width: 65_400 })
    expect(await sharp(less.file).metadata()).toMatchObject({ format: 'jpeg', width: 65_408 })
  })
})
