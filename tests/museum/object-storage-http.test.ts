import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { imageCheckService } from '../../api/museum/index.ts'
import { composeImages, imageCheckParts } from '../../api/services-museum.ts'
import { systemClock } from '../../api/platform/clock.ts'
import { randomIds } from '../../api/platform/ids.ts'
import { fields, quarters } from './drawn-image.ts'
import { wavOf } from './made-sound.ts'
import { type ObjectStorage, startObjectStorage } from './object-storage.ts'
import { type Desk, openDesks } from './upload-world.ts'

let bucket: ObjectStorage
let hub: Awaited<ReturnType<typeof openDesks>>
let desk: Desk

beforeAll(async () => {
  bucket = await startObjectStorage()
  hub = await openDesks({
    OBJECT_STORAGE_BUCKET: bucket.url,
    OBJECT_STORAGE_REGION: bucket.region,
    OBJECT_STORAGE_KEY_ID: bucket.keyId,
    OBJECT_STORAGE_SECRET: bucket.secret,
  })
  desk = await hub.desk('karamushi')
}, 60_000)
afterAll(async () => {
  await hub.close()
  await bucket.stop()
})
beforeEach(() => bucket.well())

/** Sends all of a file in two pieces; answers its upload. */
async function sent(file: Buffer): Promise<string> {
  const { told } = await desk.announce(file)
  const half = Math.floor(file.length / 2)
  await desk.piece(told.id, 0, file.subarray(0, half))
  await desk.piece(told.id, half, file.subarray(half))
  return told.id
}

const stateOf = async (id: string) => (await desk.ask('GET', `/api/museum/uploads/${id}`)).told
const ask = (image: string, path: string) => hub.reach(`/iiif/3/${image}/${path}`, {})
const keys = (): string[] => [...bucket.kept.keys()].toSorted()

describe('a hub whose files stand in a bucket', () => {
  let image: string
  let file: Buffer

  test('takes a photograph in, and keeps of it nothing on its own disk', async () => {
    file = await (await fields(1_300, 900)).jpeg().toBuffer()
    const id = await sent(file)
    await hub.uploads.turn()
    const done = await stateOf(id)
    expect(done).toMatchObject({ state: 'ready', fault: null })
    image = done.image!
    const { fileSet } = (await hub.images.findAny(image))!
    expect(keys()).toEqual([`images/${fileSet}/master`, `images/${fileSet}/pyramid.tif`])
    expect(bucket.kept.get(`images/${fileSet}/master`)!.bytes.equals(file)).toBe(true)
    expect(readdirSync(join(hub.folder, 'images'))).toEqual(['received'])
    expect(readdirSync(join(hub.folder, 'images', 'received'))).toEqual([])
    await hub.images.show(image, { showing: 'zoomed', isShown: true })
  })

  test('gives a tile by one part of the pyramid, and draws a region from the tiles that it lies on', async () => {
    await ask(image, '0,0,512,512/512,512/0/default.jpg')
    const { fileSet } = (await hub.images.findAny(image))!
    const whole = bucket.kept.get(`images/${fileSet}/pyramid.tif`)!.bytes.length
    bucket.asked.length = 0
    const tile = await ask(image, '512,0,512,512/512,512/0/default.jpg')
    expect(tile.status).toBe(200)
    expect(await quarters(new Uint8Array(await tile.arrayBuffer()))).toEqual(['red', 'green', 'red', 'green'])
    expect(bucket.asked).toEqual([expect.stringMatching(/^GET \S+\/pyramid\.tif bytes=\d+-\d+$/)])
    const region = await ask(image, '100,100,300,300/150,/0/default.png')
    expect(await quarters(new Uint8Array(await region.arrayBuffer()))).toEqual(['red', 'red', 'red', 'red'])
    const small = await ask(image, 'full/200,/0/default.jpg')
    expect(await quarters(new Uint8Array(await small.arrayBuffer()))).toEqual([
      'red',
      'green',
      'blue',
      'white',
    ])
    // Never all of it, and no request without a part.
    expect(bucket.asked.length).toBeLessThan(6)
    for (const one of bucket.asked) {
      const [, from, to] = /bytes=(\d+)-(\d+)$/.exec(one)!
      expect(Number(to) - Number(from) + 1).toBeLessThan(whole / 2)
    }
  })

  test('finds with its check what is not as it came in', async () => {
    const { fileSet } = (await hub.images.findAny(image))!
    const key = `images/${fileSet}/master`
    const found = async (): Promise<unknown[]> => {
      const { check } = imageCheckService(imageCheckParts(hub.store, hub.configuration))
      const all: unknown[] = []
      for await (const one of check({ after: '', most: 9, signal: new AbortController().signal }))
        all.push(one)
      return all
    }
    expect(await found()).toEqual([{ id: image, master: 'right', pyramid: 'right' }])
    const before = bucket.kept.get(key)!
    const turned = Buffer.from(before.bytes)
    turned[turned.length - 20]! ^= 1
    bucket.kept.set(key, { ...before, bytes: turned })
    expect(await found()).toEqual([{ id: image, master: 'changed', pyramid: 'right' }])
    bucket.kept.delete(key)
    expect(await found()).toEqual([{ id: image, master: 'missing', pyramid: 'right' }])
    bucket.kept.set(key, before)
  })

  test('keeps a sound, gives any part of it, and knows when it is lost', async () => {
    const sound = Buffer.from(wavOf(2_000))
    const id = await sent(sound)
    await hub.uploads.turn()
    const { image: name } = await stateOf(id)
    const heard = (range: string) =>
      desk.fetch(`/api/museum/studio/sounds/karamushi-museum/${name}`, { range })
    const part = await heard('bytes=10-19')
    expect(part.status).toBe(206)
    expect(Buffer.from(await part.arrayBuffer()).equals(sound.subarray(10, 20))).toBe(true)
    bucket.kept.delete(`images/sounds/${name}`)
    expect((await heard('bytes=0-9')).status).toBe(404)
    await sent(sound)
    await hub.uploads.turn()
    expect((await heard('bytes=0-9')).status).toBe(206)
  })

  test('leaves nothing of an image whose identifier somebody else took at the same moment', async () => {
    const path = join(hub.folder, 'drawing.png')
    writeFileSync(path, await (await fields(300, 200)).png().toBuffer())
    const parts = { store: hub.store, configuration: hub.configuration, clock: systemClock, ids: randomIds }
    const before = keys().length
    const added = await Promise.all(
      [1, 2].map(() => composeImages(parts).add({ path, id: 'twice', showing: 'zoomed' })),
    )
    expect(added.filter(({ ok }) => ok)).toHaveLength(1)
    expect(keys().length).toBe(before + 2)
  })

  test('says that the bucket is away, and goes on with what was sent meanwhile when it is there again', async () => {
    const id = await sent(await (await fields(640, 480)).jpeg().toBuffer())
    bucket.trouble('ServiceUnavailable', 503)
    const refused = await ask(image, '0,0,512,512/512,512/0/default.jpg')
    expect([refused.status, refused.headers.get('retry-after'), await refused.json()]).toMatchObject([
      503,
      '5',
      { code: 'storage_unavailable' },
    ])
    await expect(hub.uploads.turn()).rejects.toThrow('ServiceUnavailable')
    expect((await stateOf(id)).state).toBe('making')
    // A bucket that is away is not asked four times a second with a pyramid that is made anew each time.
    bucket.asked.length = 0
    await hub.uploads.turn()
    expect(bucket.asked).toEqual([])
    bucket.well()
    expect((await ask(image, '0,0,512,512/512,512/0/default.jpg')).status).toBe(200)
  })
})

test.each(['OBJECT_STORAGE_BUCKET', 'OBJECT_STORAGE_KEY_ID', 'OBJECT_STORAGE_SECRET'])(
  '%s alone reaches nothing, and is refused at the start',
  async (name) => {
    const value = name === 'OBJECT_STORAGE_BUCKET' ? bucket.url : 'something'
    await expect(openDesks({ [name]: value })).rejects.toThrow('together')
  },
)
