import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { UsageFault } from '../../api/hub/command.ts'
import { imagesCheck } from '../../api/hub/images-check.ts'
import { imageCheckService } from '../../api/museum/image-check-service.ts'
import { openHub } from '../../api/open-hub.ts'
import { systemClock } from '../../api/platform/clock.ts'
import { randomIds } from '../../api/platform/ids.ts'
import { StorageUnavailable } from '../../api/platform/storage-unavailable.ts'
import { composeImages, imageCheckJob, imageCheckParts } from '../../api/services-museum.ts'
import { fields } from '../museum/drawn-image.ts'
import { startObjectStorage } from '../museum/object-storage.ts'
import { newPlace, type Place } from '../support/prepared-hub.ts'

let place: Place
const sets: Record<string, string> = {}
const said: string[] = []
const progress: string[] = []

beforeAll(async () => {
  place = await newPlace('sqlite', '')
  for (const [name, value] of Object.entries(place.environment)) vi.stubEnv(name, value)
  const { store, configuration } = await openHub(process.env, 'demonstration')
  const images = composeImages({ store, configuration, clock: systemClock, ids: randomIds })
  const path = join(place.environment['DATA_DIR']!, 'drawing.png')
  await (await fields(600, 400)).png().toFile(path)
  for (const id of ['a', 'b', 'c', 'd']) {
    const added = await images.add({ path, id, showing: 'zoomed' })
    if (!added.ok) throw new Error(added.error)
    sets[id] = added.value.fileSet
  }
  await store.close()
}, 60_000)
afterAll(async () => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  await place.remove()
})
beforeEach(() => {
  said.length = progress.length = 0
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0)
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => progress.push(String(text)) > 0)
})
const fileOf = (id: string, name: 'master' | 'pyramid.tif'): string =>
  join(place.environment['DATA_DIR']!, 'images', sets[id]!, name)
const lines = (): readonly string[] => said.join('').trimEnd().split('\n')

/** Lends a file in another state as long as `use` takes. */
async function harmed(path: string, harm: () => void, use: () => Promise<void>): Promise<void> {
  const kept = `${path}.kept`
  writeFileSync(kept, readFileSync(path))
  harm()
  try {
    await use()
  } finally {
    rmSync(path, { recursive: true, force: true })
    renameSync(kept, path)
  }
}

test('images that are as they came in are all read, with progress', async () => {
  expect(await imagesCheck.run([])).toBe(0)
  expect(lines()).toEqual(['4 of 4 read, 0 wrong.'])
  expect(progress.at(-1)).toContain('images: 4 of 4')
})

test('one byte that is another one is found, and nothing is changed by looking', async () => {
  const path = fileOf('b', 'master')
  const turned = (): void => {
    const bytes = readFileSync(path)
    bytes[bytes.length - 20]! ^= 1
    writeFileSync(path, bytes)
  }
  await harmed(path, turned, async () => {
    const before = readFileSync(path)
    expect(await imagesCheck.run([])).toBe(1)
    expect(lines()).toEqual(['b  original changed, shown right', '4 of 4 read, 1 wrong.'])
    expect(readFileSync(path).equals(before)).toBe(true)
  })
})

test.each<[string, 'master' | 'pyramid.tif', (path: string) => void, string]>([
  ['an original that is cut off', 'master', (path) => writeFileSync(path, readFileSync(path).subarray(0, 100)), 'c  original changed, shown right'],
  ['an original that is away', 'master', (path) => rmSync(path), 'c  original missing, shown right'],
  ['an original that cannot be read', 'master', (path) => { rmSync(path); mkdirSync(path) }, 'c  original unreadable, shown right'],
  ['a shown picture that is away', 'pyramid.tif', (path) => rmSync(path), 'c  original right, shown missing'],
  ['a shown picture that does not open', 'pyramid.tif', (path) => writeFileSync(path, 'no picture'), 'c  original right, shown unreadable'],
])('%s is told, and the others are read all the same', async (_, name, harm, told) => {
  const path = fileOf('c', name)
  chmodSync(path, 0o644)
  await harmed(path, () => harm(path), async () => {
    expect(await imagesCheck.run([])).toBe(1)
    expect(lines()).toEqual([told, '4 of 4 read, 1 wrong.'])
  })
  expect(existsSync(path)).toBe(true)
}) // prettier-ignore

test('a check that is broken off ends behind a whole image, and goes on there', async () => {
  expect(await imagesCheck.run(['--most', '3'])).toBe(0)
  expect(lines()).toEqual(['3 of 4 read, 0 wrong.', 'Go on with --after c'])
  said.length = 0
  expect(await imagesCheck.run(['--after', 'c'])).toBe(0)
  expect(lines()).toEqual(['1 of 1 read, 0 wrong.'])

  const { store, configuration } = await openHub(process.env)
  const { check } = imageCheckService(imageCheckParts(store, configuration))
  const controller = new AbortController()
  const seen: string[] = []
  for await (const { id } of check({ after: '', most: 100, signal: controller.signal })) {
    seen.push(id)
    if (id === 'b') controller.abort()
  }
  for await (const { id } of check({ after: seen.at(-1)!, most: 100, signal: new AbortController().signal }))
    seen.push(id)
  expect(seen).toEqual(['a', 'b', 'c', 'd'])
  await store.close()
})

test('Ctrl-C says where to go on', async () => {
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    if (String(text).includes('images: 2 of 4')) process.emit('SIGINT')
    return true
  })
  expect(await imagesCheck.run([])).toBe(1)
  expect(lines()).toEqual(['2 of 4 read, 0 wrong.', 'Go on with --after b'])
})

test('each image is read again by itself once it is old enough, and what is not as it came in is told', async () => {
  const { store, configuration } = await openHub(process.env)
  const told: object[] = []
  let now = Date.now()
  const job = imageCheckJob({ store, configuration, clock: { now: () => now } }, { error: (fact: object) => void told.push(fact) }) // prettier-ignore
  const rows = async () =>
    (await store.raw('select image, master from museum_image_checks order by at, image')).map(
      ({ image, master }) => `${String(image)} ${String(master)}`,
    )
  // They came in just now.
  await job.run()
  expect(await rows()).toEqual([])
  now += configuration.IMAGE_CHECK_DAYS * 86_400_000 + 60_000
  await harmed(fileOf('b', 'master'), () => writeFileSync(fileOf('b', 'master'), 'other'), async () => {
    await job.run()
  }) // prettier-ignore
  expect(await rows()).toEqual(['a right', 'b changed', 'c right', 'd right'])
  expect(told).toEqual([{ image: 'b', original: 'changed', shown: 'right' }])
  // Nothing is read again before its time, and then all of it is.
  now += 60_000
  await job.run()
  expect((await rows()).length).toBe(4)
  now += configuration.IMAGE_CHECK_DAYS * 86_400_000
  await job.run()
  expect((await rows()).length).toBe(8)
  expect(job).toMatchObject({ waitsForOthers: true })
  await store.close()
})

test('storage that is away says nothing of an image, and nothing is written down of it', async () => {
  const { store, configuration } = await openHub(process.env)
  const away = async () => {
    throw new StorageUnavailable('away')
  }
  const { turn } = imageCheckService({ ...imageCheckParts(store, configuration), storage: { open: away } })
  const count = async () => (await store.raw('select image from museum_image_checks')).length
  const [before, told] = [await count(), [] as object[]]
  const later = { now: () => Date.now() + 400 * 86_400_000 }
  await expect(turn({ clock: later, everyMs: 86_400_000, tell: (image) => void told.push(image) })).rejects.toThrow('away') // prettier-ignore
  expect([await count(), told]).toEqual([before, []])
  await store.close()
})

test.each<[string, (folder: string) => void, string]>([
  ['is not there', () => undefined, 'the folder .*images is not there'],
  ['is an empty place of the disk that was not mounted', (folder) => mkdirSync(join(folder, 'drawn'), { recursive: true }), 'nothing of any image is where they are kept: .*mounted'],
])('a folder that %s is damage of no image: that is said, and nothing is written down', async (_, leave, why) => {
  const folder = join(place.environment['DATA_DIR']!, 'images')
  renameSync(folder, `${folder}.away`)
  leave(folder)
  const { store, configuration } = await openHub(process.env)
  try {
    expect(await imagesCheck.run([])).toBe(1)
    expect(lines()).toEqual([expect.stringMatching(`^Broken off: ${why}.* says nothing\\.$`), '0 of 4 read, 0 wrong.'])
    const count = async () => (await store.raw('select image from museum_image_checks')).length
    const [before, told] = [await count(), [] as object[]]
    const job = imageCheckJob({ store, configuration, clock: { now: () => Date.now() + 4e11 } }, { error: (fact: object) => void told.push(fact) })
    await expect(job.run()).rejects.toThrow(StorageUnavailable)
    expect([await count(), told]).toEqual([before, []])
  } finally {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
    renameSync(`${folder}.away`, folder)
  }
  said.length = 0
  expect(await imagesCheck.run([])).toBe(0)
}) // prettier-ignore

test('all but one image that are away are told one by one: the folder is there', async () => {
  const moved = ['a', 'b', 'c'].map((id) => join(place.environment['DATA_DIR']!, 'images', sets[id]!))
  for (const set of moved) renameSync(set, `${set}.away`)
  try {
    expect(await imagesCheck.run([])).toBe(1)
    expect(lines().at(-1)).toBe('4 of 4 read, 3 wrong.')
  } finally {
    for (const set of moved) renameSync(`${set}.away`, set)
  }
})

test('a house whose first hundred images are lost has them told one by one: one behind them is there', async () => {
  const { store, configuration } = await openHub(process.env)
  try {
    const lost = Array.from({ length: 101 }, (_, n) => `'${String(n).padStart(3, '0')}'`)
    for (const id of lost)
      await store.raw(
        `insert into images (id, width, height, showing, is_shown, file_set, sha256, media_type, bytes, added_at) values (${id}, 1, 1, 'whole', 1, ${id}, 'none', 'image/png', 1, 0)`,
      )
    const { check } = imageCheckService(imageCheckParts(store, configuration))
    const seen: string[] = []
    for await (const one of check({ after: '', most: 102, signal: new AbortController().signal }))
      seen.push(`${one.id} ${one.master}`)
    expect(seen.slice(-2)).toEqual(['100 missing', 'a right'])
  } finally {
    await store.raw(`delete from images where file_set < 'a' and length(id) = 3`)
    await store.close()
  }
})

test.each<[string, string, number]>([
  ['is away', 'ServiceUnavailable', 503],
  ['lets nobody in', 'SignatureDoesNotMatch', 403],
  ['is not there', 'NoSuchBucket', 404],
])(
  'a bucket that %s is damage of no image: the check ends, and says where to go on',
  async (_, code, status) => {
    const bucket = await startObjectStorage()
    for (const [id, set] of Object.entries(sets))
      for (const name of ['master', 'pyramid.tif'] as const)
        bucket.kept.set(`images/${set}/${name}`, { bytes: readFileSync(fileOf(id, name)), tag: `"${id}"` })
    const settings = {
      BUCKET: bucket.url,
      REGION: bucket.region,
      KEY_ID: bucket.keyId,
      SECRET: bucket.secret,
    }
    for (const [name, value] of Object.entries(settings)) vi.stubEnv(`OBJECT_STORAGE_${name}`, value)
    try {
      expect(await imagesCheck.run([])).toBe(0)
      said.length = 0
      bucket.trouble(code, status, Number.POSITIVE_INFINITY, (__, target) => target.includes(sets['c']!))
      expect(await imagesCheck.run([])).toBe(1)
      expect(lines()).toEqual([
        expect.stringMatching(`^Broken off: .*${status}.* says nothing\\.$`),
        '2 of 4 read, 0 wrong.',
        'Go on with --after b',
      ])
    } finally {
      for (const name of Object.keys(settings)) vi.stubEnv(`OBJECT_STORAGE_${name}`, '')
      await bucket.stop()
    }
  },
)

test.each([['--most', '0'], ['--most', 'all'], ['--what', 'x']])('%s %s is not understood', async (...words) => {
  await expect(imagesCheck.run(words)).rejects.toThrow(UsageFault)
}) // prettier-ignore
