import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { OpenFile } from '../../api/museum/file-storage.ts'
import { folderStorage } from '../../api/museum/file-storage-folder.ts'
import { sharpEngine } from '../../api/museum/image-engine-sharp.ts'
import { pyramidTiles } from '../../api/museum/pyramid-tiles-tiff.ts'
import { StorageUnavailable } from '../../api/platform/storage-unavailable.ts'
import { fields, workFolder } from './drawn-image.ts'

const folder = workFolder()
const kept = folderStorage(folder)
const place = { level: 0, column: 0, row: 0 }
/** So many others that none of those before stays open. */
const others = Array.from({ length: 64 }, (_, n) => `other-${n}`)

const unheard: unknown[] = []
const hear = (reason: unknown): number => unheard.push(reason)
beforeAll(async () => {
  await (await fields(600, 400)).png().toFile(join(folder, 'drawing.png'))
  await sharpEngine().makePyramid(join(folder, 'drawing.png'), join(folder, 'pyramid.tif'), 1_000_000)
  process.on('unhandledRejection', hear)
})
afterAll(() => void process.off('unhandledRejection', hear))
beforeEach(() => {
  unheard.length = 0
})

/** One pyramid under every key, of which some do not open before they are let, or not at all. */
function storageOf(waiting: Record<string, Promise<OpenFile>> = {}) {
  const opened: string[] = []
  const open = async (key: string): Promise<OpenFile | undefined> => {
    opened.push(key)
    const { [key]: held } = waiting
    delete waiting[key]
    return held ?? kept.open('pyramid.tif')
  }
  return { open, opened }
}

const away = (): StorageUnavailable => new StorageUnavailable('away')

describe('a pyramid that nobody asks for longest is let go', () => {
  test('while it is still being opened: that it never opens is told to who asked, and ends nothing else', async () => {
    const held = Promise.withResolvers<OpenFile>()
    const tiles = pyramidTiles(storageOf({ slow: held.promise }))
    const asked = tiles.tile('slow', place).catch((error: unknown) => error)
    for (const key of others) await tiles.levels(key)
    held.reject(away())
    expect(await asked).toBeInstanceOf(StorageUnavailable)
    await setImmediate()
    expect(unheard).toEqual([])
    await tiles.close()
  })

  test('and does not take another one with it that was opened under its key since', async () => {
    const held = Promise.withResolvers<OpenFile>()
    const storage = storageOf({ slow: held.promise })
    const tiles = pyramidTiles(storage)
    const asked = tiles.levels('slow').catch((error: unknown) => error)
    for (const key of others) await tiles.levels(key)
    await tiles.levels('slow')
    held.reject(away())
    await asked
    await tiles.levels('slow')
    expect(storage.opened.filter((key) => key === 'slow')).toHaveLength(2)
    await tiles.close()
  })
})

test('a file that can be neither read nor closed fails with why it was not read, and is opened anew', async () => {
  const file = (await kept.open('pyramid.tif'))!
  let isAway = false
  const broken: OpenFile = {
    ...file,
    read: async (from, into) => {
      if (isAway) throw away()
      return file.read(from, into)
    },
    close: async () => {
      await file.close()
      throw new Error('cannot be closed')
    },
  }
  const storage = storageOf({ pyramid: Promise.resolve(broken) })
  const tiles = pyramidTiles(storage)
  await tiles.levels('pyramid')
  isAway = true
  await expect(tiles.tile('pyramid', place)).rejects.toThrow('away')
  expect((await tiles.tile('pyramid', place)).length).toBeGreaterThan(100)
  expect(storage.opened).toEqual(['pyramid', 'pyramid'])
  await tiles.close()
})
