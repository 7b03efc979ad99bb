import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { receivedFolder } from '../../api/museum/received-files-folder.ts'
import { fields, quarters } from './drawn-image.ts'
import { type Desk, openDesks, sumOf } from './upload-world.ts'

let hub: Awaited<ReturnType<typeof openDesks>>
let desk: Desk
const received = (): string[] => readdirSync(join(hub.folder, 'images', 'received'))

beforeAll(async () => {
  hub = await openDesks()
  desk = await hub.desk('karamushi')
  mkdirSync(join(hub.folder, 'images', 'received'), { recursive: true })
}, 60_000)
afterAll(() => hub.close())

/** A photograph that is unlike every other one. */
let photographs = 0
const photograph = async (): Promise<Buffer> =>
  (await fields(900, 600))
    .jpeg()
    .withExif({ IFD0: { ImageDescription: `photograph ${++photographs}` } })
    .toBuffer()

const third = (file: Buffer): number => Math.floor(file.length / 3)

async function sendAll(file: Buffer, over: Record<string, unknown> = {}): Promise<string> {
  const { told } = await desk.announce(file, over)
  await desk.piece(told.id, told.received, file.subarray(told.received))
  return told.id
}

const stateOf = async (id: string) => (await desk.ask('GET', `/api/museum/uploads/${id}`)).told

describe('a file that is sent in pieces', () => {
  test('tells how far it is, becomes an image that nobody may ask for yet, and leaves nothing on the way', async () => {
    const file = await photograph()
    const { status, told } = await desk.announce(file)
    expect([status, told.state, told.received]).toEqual([200, 'receiving', 0])
    const [a, b] = [third(file), 2 * third(file)]
    expect((await desk.piece(told.id, 0, file.subarray(0, a), sumOf(file.subarray(0, a), 'base64'))).told).toMatchObject({ state: 'receiving', received: a }) // prettier-ignore
    expect((await desk.piece(told.id, a, file.subarray(a, b))).told.received).toBe(b)
    expect((await desk.piece(told.id, b, file.subarray(b))).told).toMatchObject({
      state: 'checking',
      received: file.length,
    })
    await hub.uploads.turn()
    const done = await stateOf(told.id)
    expect(done).toMatchObject({ state: 'ready', fault: null })
    expect(received()).toEqual([])
    expect((await hub.images.findAny(done.image!))?.isShown).toBe(false)
    for (const path of ['info.json', 'full/max/0/default.jpg'])
      expect((await hub.reach(`/iiif/3/${done.image}/${path}`, {})).status).toBe(404)
    await hub.images.show(done.image!, { showing: 'zoomed', isShown: true })
    const picture = await hub.reach(`/iiif/3/${done.image}/full/max/0/default.jpg`, {})
    expect(await quarters(new Uint8Array(await picture.arrayBuffer()))).toEqual(['red', 'green', 'blue', 'white'])
  }) // prettier-ignore

  test('goes on after a break where it stopped, also for a colleague and a page that was opened anew', async () => {
    const file = await photograph()
    const { told } = await desk.announce(file)
    await desk.piece(told.id, 0, file.subarray(0, third(file)))
    const colleague = await hub.desk('karamushi-2')
    const again = await colleague.announce(file, { name: 'the same.jpg' })
    expect(again.told).toMatchObject({ id: told.id, received: third(file), state: 'receiving' })
    const listed = await desk.ask('GET', '/api/museum/uploads?institution=karamushi-museum')
    expect((listed.told as unknown as { uploads: { id: string }[] }).uploads.map(({ id }) => id)).toContain(told.id) // prettier-ignore
    await colleague.piece(told.id, third(file), file.subarray(third(file)))
    await hub.uploads.turn()
    expect((await stateOf(told.id)).state).toBe('ready')
  })

  test('whose answer was lost is told where to go on, and nothing is written twice', async () => {
    const file = await photograph()
    const { told } = await desk.announce(file)
    await desk.piece(told.id, 0, file.subarray(0, third(file)))
    const again = await desk.piece(told.id, 0, file.subarray(0, third(file)))
    expect([again.status, again.told.code, again.told.facts]).toEqual([
      409,
      'upload_offset_wrong',
      { received: third(file) },
    ])
    expect((await stateOf(told.id)).received).toBe(third(file))
    await desk.ask('DELETE', `/api/museum/uploads/${told.id}`)
  })

  test('twice is one upload and one image, also by two at the same moment', async () => {
    const file = await photograph()
    const twice = await Promise.all([desk.announce(file), desk.announce(file)])
    expect(new Set(twice.map(({ told }) => told.id)).size).toBe(1)
    const id = await sendAll(file)
    await hub.uploads.turn()
    const { image } = await stateOf(id)
    const again = await desk.announce(file)
    expect(again.told).toMatchObject({ id, state: 'ready', image, received: file.length })
    const piece = await desk.piece(id, 0, file)
    expect([piece.status, piece.told.code]).toEqual([409, 'upload_closed'])
  })

  /** What a process leaves that ends between a piece and the word that it was the last one. */
  async function wordless(): Promise<{ file: Buffer; id: string }> {
    const file = await photograph()
    const { told } = await desk.announce(file)
    writeFileSync(join(hub.folder, 'images', 'received', told.id), file)
    return { file, id: told.id }
  }

  test('is whole when all of it is here, also where nobody wrote down that it is', async () => {
    const { file, id } = await wordless()
    expect((await desk.piece(id, 0, file)).told.facts).toEqual({ state: 'checking' })
    const other = await wordless()
    expect((await desk.announce(other.file)).told).toMatchObject({ id: other.id, state: 'checking' })
    await hub.uploads.turn()
    expect([(await stateOf(id)).state, (await stateOf(other.id)).state]).toEqual(['ready', 'ready'])
  })

  test('is not lost where the first piece comes a second time and later than the rest', async () => {
    const folder = receivedFolder(join(hub.folder, 'images', 'received'))
    await folder.append('slow', 0, Buffer.from('first'))
    await folder.append('slow', 5, Buffer.from('rest'))
    await folder.append('slow', 0, Buffer.from('first'))
    expect(await folder.received('slow')).toBe(9)
    await folder.forget('slow')
  })

  test('that was damaged on its way is refused piece by piece', async () => {
    const file = await photograph()
    const { told } = await desk.announce(file)
    const bad = await desk.piece(told.id, 0, file.subarray(0, 100), sumOf(file, 'base64'))
    expect([bad.status, bad.told.code]).toEqual([422, 'upload_piece_damaged'])
    const long = await desk.piece(told.id, 0, Buffer.concat([file, file]))
    expect([long.status, long.told.code, long.told.facts]).toEqual([422, 'upload_piece_too_long', { left: file.length }]) // prettier-ignore
    expect((await desk.piece(told.id, 0, Buffer.alloc(0))).told.code).toBe('upload_piece_empty')
    expect((await stateOf(told.id)).received).toBe(0)
    const given = await desk.ask('DELETE', `/api/museum/uploads/${told.id}`)
    expect([given.status, (await stateOf(told.id)).code]).toEqual([204, 'upload_unknown'])
  })

  test('is taken although the disk was full for a while', async () => {
    const file = await photograph()
    const { told } = await desk.announce(file)
    // The one file that no disk has room for.
    const path = join(hub.folder, 'images', 'received', told.id)
    symlinkSync('/dev/full', path)
    const full = await desk.piece(told.id, 0, file)
    expect([full.status, full.told.code]).toEqual([507, 'upload_disk_full'])
    rmSync(path)
    await desk.piece(told.id, 0, file)
    await hub.uploads.turn()
    expect((await stateOf(told.id)).state).toBe('ready')
  })
})

describe('who may send', () => {
  test.each<[string, string | undefined, number, string]>([
    ['nobody who is not signed in', undefined, 401, 'not_signed_in'],
    ['no officer', 'officer', 403, 'not_allowed'],
    ['nobody of another institution', 'crafts', 403, 'not_allowed'],
  ])('%s', async (_, who, status, code) => {
    const file = await photograph()
    const other = who === undefined ? undefined : await hub.desk(who)
    const answer = await (other?.announce(file) ??
      hub.reach('/api/museum/uploads', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }).then(async (one) => ({ status: one.status, told: (await one.json()) as { code: string } }))) // prettier-ignore
    expect([answer.status, answer.told.code]).toEqual([status, code])
  })

  test('another institution finds no trace of an upload', async () => {
    const { told } = await desk.announce(await photograph())
    const other = await hub.desk('crafts')
    expect((await other.ask('GET', `/api/museum/uploads/${told.id}`)).told.code).toBe('upload_unknown')
    expect((await other.piece(told.id, 0, Buffer.from('x'))).told.code).toBe('upload_unknown')
    expect((await other.ask('DELETE', `/api/museum/uploads/${told.id}`)).told.code).toBe('upload_unknown')
    expect((await other.ask('GET', '/api/museum/uploads?institution=karamushi-museum')).status).toBe(403)
    await desk.ask('DELETE', `/api/museum/uploads/${told.id}`)
  })

  test('at most twenty at once for an institution', async () => {
    const crafts = await hub.desk('crafts')
    const sent = []
    for (let n = 0; n < 21; n++)
      sent.push(await crafts.announce(await photograph(), { institution: 'mishima-craft-museum' }))
    expect(sent.map(({ status }) => status)).toEqual([...Array.from({ length: 20 }, () => 200), 409])
    expect(sent.at(-1)!.told.code).toBe('upload_too_many')
  })
})

describe('what is no image of ours is refused with the reason, and leaves nothing', () => {
  const bomb = (): Promise<Buffer> =>
    sharp({ create: { width: 16_000, height: 13_000, channels: 3, background: '#fff' }, limitInputPixels: false }).png({ compressionLevel: 9 }).toBuffer() // prettier-ignore

  test.each<[string, () => Promise<Buffer> | Buffer, string]>([
    ['a text', () => Buffer.from('no image at all'), 'not_an_image'],
    ['a drawing with scripts', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script/></svg>'), 'not_an_image'], // prettier-ignore
    ['a few kilobytes of 208 megapixels', bomb, 'too_many_pixels'],
    ['half a photograph', async () => { const file = await photograph(); return file.subarray(0, third(file) * 2) }, 'damaged'], // prettier-ignore
  ])('%s', { timeout: 60_000 }, async (_, file, fault) => {
    const id = await sendAll(await file())
    await hub.uploads.turn()
    expect(await stateOf(id)).toMatchObject({ state: 'refused', fault, image: null })
    expect(received()).not.toContain(id)
  })

  test('a file that is not the one that was announced; sent again it is taken', async () => {
    const [file, other] = [await photograph(), await photograph()]
    const { told } = await desk.announce(file, { bytes: other.length })
    await desk.piece(told.id, 0, other)
    await hub.uploads.turn()
    expect(await stateOf(told.id)).toMatchObject({ state: 'refused', fault: 'sum_wrong' })
    expect(await sendAll(file)).toBe(told.id)
    await hub.uploads.turn()
    expect((await stateOf(told.id)).state).toBe('ready')
  })

  test.each<[string, Record<string, unknown>, number, string]>([
    ['a file of more than two gigabytes', { bytes: 2_000_000_001 }, 422, 'bytes'],
    ['no bytes', { bytes: 0 }, 400, 'bytes'],
    ['an institution that is no identifier', { institution: '../../x' }, 400, 'institution'],
    ['no sum', { sha256: 'abc' }, 400, 'sha256'],
    ['a name with a line in it', { name: 'a\nb' }, 400, 'name'],
    ['what nobody asked for', { admin: true }, 400, 'admin'],
  ])('%s', async (_, over, status, field) => {
    const { status: is, told } = await desk.announce(await photograph(), over)
    expect([is, told.field]).toEqual([status, field])
    expect(told.title).not.toContain('refusal.')
  })

  test.each<[string, Record<string, string>, number, string]>([
    ['a piece without its place', {}, 400, 'field_missing'],
    ['a piece of another type', { 'content-type': 'application/octet-stream', 'upload-offset': '0' }, 415, 'unsupported_media_type'], // prettier-ignore
    ['a piece of more than four megabytes', { 'upload-offset': '0', 'x-long': '1' }, 413, 'body_too_large'],
  ])('%s', async (_, headers, status, code) => {
    const { told } = await desk.announce(await photograph())
    const long = headers['x-long'] !== undefined
    const cookie = await hub.desk('karamushi')
    const answer = await cookie.raw(`/api/museum/uploads/${told.id}`, headers, Buffer.alloc(long ? 4_194_305 : 3)) // prettier-ignore
    expect([answer.status, answer.told.code]).toEqual([status, code])
    await desk.ask('DELETE', `/api/museum/uploads/${told.id}`)
  })
})

describe('what was left is cleared away', () => {
  const hours = (n: number) => new Date(Date.now() - n * 3_600_000)

  test('work of an hour ago, and files that no upload knows for a week; what is under way stays', async () => {
    const { told } = await desk.announce(await photograph())
    await desk.piece(told.id, 0, Buffer.from('begin'))
    const work = (name: string, age: number): string => {
      const folder = join(hub.folder, 'images', name)
      mkdirSync(folder)
      writeFileSync(join(folder, 'master'), 'x')
      for (const path of [join(folder, 'master'), folder]) utimesSync(path, hours(age), hours(age))
      return name
    }
    const [old, young] = [work('work-old', 2), work('work-young', 0.5)]
    const sentTo = (name: string, age: number): void => {
      const path = join(hub.folder, 'images', 'received', name)
      writeFileSync(path, 'x')
      utimesSync(path, hours(age), hours(age))
    }
    sentTo('nobody', 7 * 24 + 1)
    // The database may have been brought back from a copy that does not know of it yet.
    sentTo('unknown', 7 * 24 - 1)
    // A copy to another disk whose process was killed.
    mkdirSync(join(hub.folder, 'images', 'half-put'))
    const half = join(hub.folder, 'images', 'half-put', 'master.0.unfinished')
    writeFileSync(half, 'x')
    utimesSync(half, hours(2), hours(2))
    await hub.uploads.clearAway()
    const left = readdirSync(join(hub.folder, 'images'))
    expect([left.includes(old), left.includes(young), left.includes('half-put')]).toEqual([
      false,
      true,
      false,
    ])
    expect(received().toSorted()).toEqual([told.id, 'unknown'].toSorted())
    expect(readFileSync(join(hub.folder, 'images', 'received', told.id), 'utf8')).toBe('begin')
    rmSync(join(hub.folder, 'images', 'received', 'unknown'))
    await desk.ask('DELETE', `/api/museum/uploads/${told.id}`)
  })
})
