import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { drawnFolder } from '../../api/museum/drawn-pictures-folder.ts'
import { sharpEngine } from '../../api/museum/image-engine-sharp.ts'
import { folderStorage } from '../../api/museum/file-storage-folder.ts'
import { imageService } from '../../api/museum/image-service.ts'
import type { DrawnPictures, ImageEngine } from '../../api/museum/ports.ts'
import { pyramidTiles } from '../../api/museum/pyramid-tiles-tiff.ts'
import { imageRecords } from '../../api/museum/repository-images.ts'
import { imageRoutes } from '../../api/museum/routes-images.ts'
import { folderWorkroom } from '../../api/museum/workroom-folder.ts'
import { systemClock } from '../../api/platform/clock.ts'
import { openEngine } from '../support/engines.ts'
import { fields, workFolder } from './drawn-image.ts'

const root = workFolder()
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(root, 'drawn-'))
})

const bytes = (length: number): Uint8Array => new Uint8Array(length).fill(7)
/** Which of these are still kept. */
async function kept(pictures: ReturnType<typeof drawnFolder>, keys: string): Promise<string> {
  let left = ''
  for (const key of keys) if ((await pictures.get(key)) !== undefined) left += key
  return left
}
const files = (): readonly string[] => readdirSync(folder)

describe('pictures that were drawn before', () => {
  test('are kept up to a bound: which nobody asked for longest goes first, also from the disk', async () => {
    const pictures = drawnFolder(folder, 100, systemClock)
    for (const key of 'abcd') await pictures.put(key, bytes(25))
    expect(files().length).toBe(4)
    // Asked for again, the oldest one is the newest.
    expect(await pictures.get('a')).toEqual(Buffer.from(bytes(25)))
    await pictures.put('e', bytes(25))
    expect(files().length).toBe(4)
    await pictures.put('f', bytes(60))
    expect(await kept(pictures, 'abcdef')).toBe('ef')
    expect(files().length).toBe(2)
  })

  test('leave out the one that was asked for least lately, not the one that was put first', async () => {
    const pictures = drawnFolder(folder, 75, systemClock)
    for (const key of 'abc') await pictures.put(key, bytes(25))
    await pictures.get('a')
    await pictures.put('d', bytes(25))
    expect(await kept(pictures, 'abcd')).toBe('acd')
  })

  test('never hold one that is larger than all of them may be, and lose none for it', async () => {
    const pictures = drawnFolder(folder, 100, systemClock)
    await pictures.put('a', bytes(40))
    await pictures.put('b', bytes(101))
    expect(await kept(pictures, 'ab')).toBe('a')
  })

  test('are found again by the next process, the oldest still the first to go', async () => {
    const before = drawnFolder(folder, 100, systemClock)
    await before.put('a', bytes(50))
    const [first] = files()
    await before.put('b', bytes(50))
    utimesSync(join(folder, first!), 1_000, 1_000)
    const after = drawnFolder(folder, 100, systemClock)
    await after.put('c', bytes(50))
    expect(await kept(after, 'abc')).toBe('bc')
    // One with less room makes it as it opens.
    expect(await kept(drawnFolder(folder, 60, systemClock), 'bc')).toHaveLength(1)
    expect(files().length).toBe(1)
  })

  test('that broke off are no pictures, and one that somebody took away is none any more', async () => {
    writeFileSync(join(folder, 'x.1.part'), bytes(90))
    const pictures = drawnFolder(folder, 100, systemClock)
    await pictures.put('a', bytes(60))
    for (const name of files()) rmSync(join(folder, name))
    expect(await Promise.all([pictures.get('a'), pictures.get('a')])).toEqual([undefined, undefined])
    // Its bytes count no longer, once: two of these have room.
    for (const key of 'bcd') await pictures.put(key, bytes(50))
    expect(await kept(pictures, 'abcd')).toBe('cd')
  })

  test('that a killed process left half written are cleared away, and not what another one is writing now', async () => {
    const [left, written] = [join(folder, 'x.1.part'), join(folder, 'y.1.part')]
    for (const path of [left, written]) writeFileSync(path, bytes(10))
    const now = statSync(written).mtimeMs
    utimesSync(left, now / 1_000 - 3_700, now / 1_000 - 3_700)
    await drawnFolder(folder, 100, { now: () => now }).get('a')
    expect(files()).toEqual(['y.1.part'])
  })

  test('put at the same moment count once', async () => {
    const pictures = drawnFolder(folder, 100, systemClock)
    await Promise.all(Array.from({ length: 20 }, () => pictures.put('a', bytes(50))))
    await pictures.put('b', bytes(50))
    expect(await kept(pictures, 'ab')).toBe('ab')
    expect(files().length).toBe(2)
  })
})

describe('the engine draws', () => {
  const real = sharpEngine()
  let drawings = 0
  const counted: ImageEngine = {
    ...real,
    draw: (...asked) => {
      drawings += 1
      return real.draw(...asked)
    },
  }
  let images: ReturnType<typeof imageService>
  /** What a disk does with a picture that was drawn, where it is not as it should be. */
  let keeping: DrawnPictures['put'] | undefined
  let lost: unknown[] = []
  let dispose: () => Promise<void>
  beforeAll(async () => {
    const opened = await openEngine('sqlite')
    ;({ dispose } = opened)
    const place = mkdtempSync(join(root, 'images-'))
    const drawn = drawnFolder(join(place, 'drawn'), 1_000_000, systemClock)
    let set = 0
    images = imageService({
      records: imageRecords(opened.store),
      storage: folderStorage(place),
      workroom: folderWorkroom(place),
      engine: counted,
      tiles: pyramidTiles(folderStorage(place)),
      drawn: { ...drawn, put: (...picture) => (keeping ?? drawn.put)(...picture) },
      clock: { now: () => Date.parse('2026-11-29T00:00:00Z') },
      ids: { next: () => `set-${set++}` },
      inTurn: (work) => work(),
      inLine: (work) => work(),
      notKept: (reason) => void lost.push(reason),
    })
    const path = join(place, 'master.png')
    await (await fields(1_100, 600)).png().toFile(path)
    await images.add({ path, id: 'scroll', showing: 'zoomed' })
  })
  afterAll(() => dispose())
  beforeEach(() => {
    drawings = 0
    keeping = undefined
    lost = []
  })

  const ask = async (path: string): Promise<number> => {
    const routes = imageRoutes({ images, origin: () => 'https://meguri.example' })
    const answer = await routes.request(`/scroll/${path}`)
    return (await answer.arrayBuffer()).byteLength
  }

  test('once for a hundred who ask for one picture that nobody drew yet', async () => {
    const told = await Promise.all(Array.from({ length: 100 }, () => ask('3,3,500,500/77,/0/default.png')))
    expect([new Set(told).size, told[0]! > 0, drawings]).toEqual([1, true, 1])
  })

  test('and answers before the disk has it: once for those who ask meanwhile', async () => {
    const { promise: written, resolve } = Promise.withResolvers<void>()
    keeping = () => written
    expect(await ask('5,5,400,400/60,/0/default.png')).toBeGreaterThan(0)
    expect(await ask('5,5,400,400/60,/0/default.png')).toBeGreaterThan(0)
    expect(drawings).toBe(1)
    resolve()
  })

  test('again what a full disk did not keep, shows it all the same, and tells of it', async () => {
    keeping = () => Promise.reject(new Error('ENOSPC: no space left on device'))
    for (const times of [1, 2]) {
      expect(await ask('7,7,400,400/60,/0/default.png')).toBeGreaterThan(0)
      expect([drawings, lost.length]).toEqual([times, times])
    }
  })

  test('once for those who call the same picture by other words', async () => {
    const ways = [
      'full/550,/0/default.jpg',
      'full/!550,550/0/color.jpg',
      'pct:0,0,100,100/pct:50/0/default.jpg',
    ]
    await Promise.all(ways.map(ask))
    await Promise.all(ways.map(ask))
    expect(drawings).toBe(1)
  })

  test('nothing for a whole tile, and one by one for others', async () => {
    await ask('0,0,512,512/512,512/0/default.jpg')
    expect(drawings).toBe(0)
    await Promise.all([ask('0,0,9,9/max/0/default.png'), ask('0,0,9,10/max/0/default.png')])
    expect(drawings).toBe(2)
  })

  test('once where several who work on an image look at it for the first time', async () => {
    const image = await images.find('scroll')
    if (!image.ok) throw new Error(image.error.code)
    const seen = await Promise.all(Array.from({ length: 20 }, () => images.preview(image.value)))
    expect([new Set(seen.map((one) => one.length)).size, drawings]).toEqual([1, 1])
  })
})
