import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { drawnFolder } from '../../api/museum/drawn-pictures-folder.ts'
import { bucketStorage } from '../../api/museum/file-storage-s3.ts'
import { sharpEngine } from '../../api/museum/image-engine-sharp.ts'
import { imageService } from '../../api/museum/image-service.ts'
import type { ImageRecords } from '../../api/museum/ports.ts'
import { pyramidTiles } from '../../api/museum/pyramid-tiles-tiff.ts'
import { imageRecords } from '../../api/museum/repository-images.ts'
import { folderWorkroom } from '../../api/museum/workroom-folder.ts'
import { systemClock } from '../../api/platform/clock.ts'
import { randomIds } from '../../api/platform/ids.ts'
import { openEngine } from '../support/engines.ts'
import { fields, workFolder } from './drawn-image.ts'
import { type ObjectStorage, startObjectStorage } from './object-storage.ts'

const folder = workFolder()
const path = join(folder, 'drawing.png')
let bucket: ObjectStorage
let opened: Awaited<ReturnType<typeof openEngine>>

beforeAll(async () => {
  bucket = await startObjectStorage()
  opened = await openEngine('sqlite')
  await (await fields(300, 200)).png().toFile(path)
})
afterAll(async () => {
  await opened.dispose()
  await bucket.stop()
})
beforeEach(async () => {
  bucket.well()
  bucket.kept.clear()
  await opened.store.raw('delete from images')
})

/** The images of a hub whose files stand in the bucket, with another way of writing them down. */
function imagesWith(over: (real: ImageRecords) => Partial<ImageRecords> = () => ({})) {
  const [records, storage] = [imageRecords(opened.store), bucketStorage(bucket)]
  return imageService({
    records: { ...records, ...over(records) },
    storage,
    workroom: folderWorkroom(folder),
    engine: sharpEngine(),
    tiles: pyramidTiles(storage),
    drawn: drawnFolder(join(folder, 'drawn'), 1_000_000, systemClock),
    clock: systemClock,
    ids: randomIds,
    inTurn: (work) => work(),
    inLine: (work) => work(),
    notKept: () => undefined,
  })
}

const add = (images: ReturnType<typeof imagesWith>) => images.add({ path, id: 'scroll', showing: 'zoomed' })
const fail = async (): Promise<never> => {
  throw new Error('the database ended')
}

describe('of an image that could not be kept', () => {
  test('nothing stays, however often it is tried, where the bucket takes the first file and not the second', async () => {
    for (const _turn of [1, 2]) {
      let puts = 0
      const fromTheSecond = (method: string): boolean => method === 'PUT' && ++puts > 1
      bucket.trouble('InternalError', 500, Number.POSITIVE_INFINITY, fromTheSecond)
      await expect(add(imagesWith())).rejects.toThrow('answered PUT with 500')
      expect([...bucket.kept.keys()]).toEqual([])
    }
    bucket.well()
    expect((await add(imagesWith())).ok).toBe(true)
    expect(bucket.kept.size).toBe(2)
  })

  test('why is told, also where the bucket is away for clearing up, too', async () => {
    let puts = 0
    const sinceTheSecond = (method: string): boolean => {
      if (method === 'PUT') puts += 1
      return puts > 1
    }
    bucket.trouble('InternalError', 500, Number.POSITIVE_INFINITY, sinceTheSecond)
    await expect(add(imagesWith())).rejects.toThrow('answered PUT with 500')
    expect(bucket.kept.size).toBe(1)
  })

  test('nothing stays where it could not be written down', async () => {
    await expect(add(imagesWith(() => ({ add: fail })))).rejects.toThrow('the database ended')
    expect(bucket.kept.size).toBe(0)
  })
})

describe('where the answer is lost that an image was written down', () => {
  const lost = (real: ImageRecords): Partial<ImageRecords> => ({
    add: async (image) => {
      await real.add(image)
      return fail()
    },
  })

  test('it is looked up, and is kept', async () => {
    const images = imagesWith(lost)
    const added = await add(images)
    expect(added).toMatchObject({ ok: true, value: { id: 'scroll' } })
    expect(bucket.kept.size).toBe(2)
    const found = await images.find('scroll')
    expect(found).toEqual(added)
  })

  test('its files stay where it cannot be looked up either', async () => {
    let isFirst = true
    const blind = (real: ImageRecords): Partial<ImageRecords> => ({
      ...lost(real),
      find: async (id) => {
        if (!isFirst) return fail()
        isFirst = false
        return real.find(id)
      },
    })
    await expect(add(imagesWith(blind))).rejects.toThrow('the database ended')
    expect(bucket.kept.size).toBe(2)
  })
})
