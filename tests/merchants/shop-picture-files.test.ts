import sharp from 'sharp'
import { beforeAll, expect, it } from 'vitest'
import type { PictureFiles } from '../../api/merchants/index.ts'
import { shopPicturesAmong } from '../../api/services-museum.ts'
import { fields, openImages, quarters, workFolder } from '../museum/drawn-image.ts'

const folder = workFolder()
let files: PictureFiles
let images: Awaited<ReturnType<typeof openImages>>['images']

beforeAll(async () => {
  ;({ images } = await openImages(folder))
  files = shopPicturesAmong(images)
})

/** As a phone takes it: lying on its side, and saying where. */
const photograph = async (): Promise<Uint8Array> =>
  (await fields(2_000, 1_000))
    .jpeg({ quality: 95 })
    .withExif({
      IFD0: { Make: 'Phone' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '37/1 29/1 0/1', GPSLongitude: '139/1 55/1 0/1' },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer()

it('a photograph becomes upright and small, and nothing in it says where it was taken', async () => {
  const bytes = await photograph()
  expect((await sharp(bytes).metadata()).exif).toBeDefined()
  expect(await files.keep('shop-one', bytes)).toBe('kept')
  expect(await files.keep('shop-one', bytes)).toBe('kept')
  const drawn = (await files.draw('shop-one'))!
  const { width, height, exif, format } = await sharp(drawn).metadata()
  expect({ width, height, exif, format }).toEqual({
    width: 480,
    height: 960,
    exif: undefined,
    format: 'jpeg',
  })
  // Turned by a quarter: what was on the left below is on the left above.
  expect(await quarters(drawn)).toEqual(['blue', 'red', 'white', 'green'])
  // Payers see it by way of the shop alone.
  expect(await images.find('shop-one')).toMatchObject({ error: { code: 'image_unknown' } })
})

it.each([
  ['a text', new TextEncoder().encode('no picture')],
  ['a drawing that may run scripts', new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ['nothing', new Uint8Array()],
])('%s is no picture', async (_, bytes) => {
  expect(await files.keep('shop-other', bytes)).toBe('unreadable')
  expect(await files.draw('shop-other')).toBeUndefined()
})

it('a photograph that ends too early is no picture', async () => {
  expect(await files.keep('shop-half', (await photograph()).subarray(0, 9_000))).toBe('unreadable')
})
