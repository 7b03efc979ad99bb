import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { imageRoutes } from '../../api/museum/routes-images.ts'
import { fields, openImages, quarters, workFolder } from './drawn-image.ts'

const folder = workFolder()
const address = 'https://meguri.example/iiif/3'
const hub = await openImages(folder)
const { images } = hub
const routes = imageRoutes({ images, origin: () => 'https://meguri.example' })
const ask = (path: string, headers: Record<string, string> = {}) => routes.request(path, { headers })

/** Files of pictures that were drawn and are these bytes; they are kept after the answer. */
function keptAs(picture: Buffer): string[] {
  const drawn = join(folder, 'images', 'drawn')
  const paths = readdirSync(drawn).filter((name) => !name.endsWith('.part')).map((name) => join(drawn, name))
  return paths.filter((path) => readFileSync(path).equals(picture))
} // prettier-ignore

const master = join(folder, 'scroll.png')
const gps = 'GPS-of-the-house'

beforeAll(async () => {
  await (await fields(1_100, 600)).png().withExif({ IFD0: { ImageDescription: gps } }).toFile(master)
  const added = await images.add({ path: master, id: 'scroll', showing: 'zoomed' })
  expect(added).toMatchObject({ ok: true, value: { width: 1_100, height: 600 } })
  await images.add({ path: master, id: 'print', showing: 'whole', maxSide: 400 })
}) // prettier-ignore
afterAll(() => hub.dispose())

describe('the information of an image', () => {
  test('is where its address leads', async () => {
    const answer = await ask('/scroll')
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${address}/scroll/info.json`])
  })

  test.each<[string | undefined, string]>([
    [undefined, 'application/ld+json;profile="http://iiif.io/api/image/3/context.json"'],
    ['*/*', 'application/ld+json;profile="http://iiif.io/api/image/3/context.json"'],
    ['application/ld+json', 'application/ld+json;profile="http://iiif.io/api/image/3/context.json"'],
    ['application/json', 'application/json'],
  ])('is, for who accepts %s, %s', async (accept, type) => {
    const answer = await ask('/scroll/info.json', accept === undefined ? {} : { accept })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type])
    expect(await answer.json()).toMatchObject({ id: `${address}/scroll`, width: 1_100, height: 600 })
  })

  test('may be read by any site, and need not be sent twice', async () => {
    const answer = await ask('/scroll/info.json', { origin: 'https://viewer.example' })
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    expect(answer.headers.get('link')).toContain('<http://iiif.io/api/image/3/level2.json>;rel="profile"')
    const again = await ask('/scroll/info.json', { 'if-none-match': answer.headers.get('etag')! })
    expect([again.status, await again.text()]).toEqual([304, ''])
  })
})

describe('a picture', () => {
  test.each([
    ['full/!200,200/0/default.jpg', 'image/jpeg', 'full/200,109/0/default.jpg', ['red', 'green', 'blue', 'white']],
    ['full/^max/0/default.png', 'image/png', 'full/^max/0/default.png', ['red', 'green', 'blue', 'white']],
    ['square/100,/!0/color.webp', 'image/webp', '250,0,600,600/100,100/!0/default.webp', ['green', 'red', 'white', 'blue']],
    ['pct:0,0,25,25/max/0/default.png', 'image/png', '0,0,275,150/max/0/default.png', ['red', 'red', 'red', 'red']],
    ['0,0,512,512/512,512/0/default.jpg', 'image/jpeg', '0,0,512,512/max/0/default.jpg', ['red', 'red', 'blue', 'blue']],
    ['512,0,999,999/max/0/default.jpg', 'image/jpeg', '512,0,588,600/max/0/default.jpg', ['green', 'green', 'white', 'white']],
  ])('%s', async (path, type, canonical, colours) => {
    const answer = await ask(`/scroll/${path}`)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type])
    expect(answer.headers.get('link')).toContain(`<${address}/scroll/${canonical}>;rel="canonical"`)
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    const bytes = new Uint8Array(await answer.arrayBuffer())
    expect(await quarters(bytes)).toEqual(colours)
    expect(Buffer.from(bytes).includes(gps)).toBe(false)
    const again = await ask(`/scroll/${path}`, { 'if-none-match': `W/"other", ${answer.headers.get('etag')}` })
    expect([again.status, await again.text()]).toEqual([304, ''])
  }) // prettier-ignore

  test('with its ^ written as browsers write it is the same', async () => {
    expect((await ask('/scroll/full/%5E1200,/0/default.jpg')).status).toBe(200)
  })

  test('that nobody drew yet is drawn once for a hundred who ask at the same time', async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, async () => ask('/scroll/3,3,500,500/77,/0/default.png')),
    )
    const bodies = await Promise.all(
      answers.map(async (one) => Buffer.from(await one.arrayBuffer()).toString('hex')),
    )
    expect(new Set(bodies).size).toBe(1)
    await expect.poll(() => keptAs(Buffer.from(bodies[0]!, 'hex'))).toHaveLength(1)
  })

  test('that was drawn before is not drawn again', async () => {
    const path = '/scroll/9,9,500,500/66,/0/default.png'
    const drawn = Buffer.from(await (await ask(path)).arrayBuffer())
    const [file] = await vi.waitUntil(() => keptAs(drawn).length > 0 && keptAs(drawn))
    const marked = await sharp({ create: { width: 66, height: 66, channels: 3, background: '#000' } }).png().toBuffer()
    writeFileSync(file!, marked)
    expect(Buffer.from(await (await ask(path)).arrayBuffer()).equals(marked)).toBe(true)
  }) // prettier-ignore
})

describe('what cannot be is refused, and names its parameter', () => {
  test.each([
    ['/nothing/full/max/0/default.jpg', 404, 'image_unknown', 'identifier'],
    ['/nothing/info.json', 404, 'image_unknown', 'identifier'],
    ['/..%2Fscroll/info.json', 404, 'image_unknown', 'identifier'],
    ['/SCROLL/info.json', 404, 'image_unknown', 'identifier'],
    ['/scroll/all/max/0/default.jpg', 400, 'image_request_malformed', 'region'],
    ['/scroll/full/full/0/default.jpg', 400, 'image_request_malformed', 'size'],
    ['/scroll/full/max/-1/default.jpg', 400, 'image_request_malformed', 'rotation'],
    ['/scroll/full/max/0/native.jpg', 400, 'image_request_unsupported', 'quality'],
    ['/scroll/full/max/0/default', 400, 'image_request_unsupported', 'quality'],
    ['/scroll/full/max/0/default.tif', 400, 'image_request_unsupported', 'format'],
    ['/scroll/1100,0,1,1/max/0/default.jpg', 400, 'image_region_outside', 'region'],
    ['/scroll/full/0,/0/default.jpg', 400, 'image_size_empty', 'size'],
    ['/scroll/full/1101,/0/default.jpg', 400, 'image_size_upscaled', 'size'],
    ['/scroll/full/^4097,/0/default.jpg', 400, 'image_size_beyond_limit', 'size'],
    ['/print/full/401,/0/default.jpg', 400, 'image_size_beyond_limit', 'size'],
    ['/print/0,0,100,100/max/0/default.jpg', 400, 'image_only_whole', 'region'],
  ])('%s', async (path, status, code, field) => {
    const answer = await ask(path)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    const told = (await answer.json()) as { title: string }
    expect(told).toMatchObject({ code, field })
    expect(told.title).not.toContain('refusal.')
  })
})

test('of a work in copyright the whole can be had, up to its limit', async () => {
  expect((await ask('/print/full/max/0/default.jpg')).status).toBe(200)
  expect((await (await ask('/print/info.json')).json()) as object).toMatchObject({
    profile: 'level0',
    maxWidth: 400,
  })
})

describe('an image that is taken in', () => {
  test.each([
    ['with a name of capitals', { id: 'Scroll' }, 'identifier_malformed'],
    ['with a name that leads elsewhere', { id: '../scroll' }, 'identifier_malformed'],
    ['under a name that is taken', { id: 'scroll' }, 'identifier_taken'],
    ['up to no pixel', { id: 'a', maxSide: 0 }, 'side_malformed'],
    ['up to half a pixel', { id: 'a', maxSide: 1.5 }, 'side_malformed'],
  ])('%s is refused', async (_, told, code) => {
    expect(await images.add({ path: master, showing: 'zoomed', ...told })).toEqual({ ok: false, error: code })
  })

  test('twice at once under one name is there once, and nothing is left of the other', async () => {
    const sets = (): number => readdirSync(join(folder, 'images')).length
    const before = sets()
    const add = () => images.add({ path: master, id: 'twice', showing: 'zoomed' })
    const told = (await Promise.all([add(), add()])).map((one) => (one.ok ? 'added' : one.error))
    expect(told.toSorted()).toEqual(['added', 'identifier_taken'])
    expect(sets()).toBe(before + 1)
  })

  test('stays as it came in, and what broke off leaves nothing', async () => {
    const { fileSet } = (await images.find('scroll') as { value: { fileSet: string } }).value
    expect(readFileSync(join(folder, 'images', fileSet, 'master')).equals(readFileSync(master))).toBe(true)
    const text = join(folder, 'text.jpg')
    writeFileSync(text, 'no image')
    expect(await images.add({ path: text, id: 'text', showing: 'zoomed' })).toEqual({ ok: false, error: 'not_an_image' })
    expect(await images.find('text')).toMatchObject({ ok: false })
    await expect(images.add({ path: join(folder, 'absent'), id: 'absent', showing: 'zoomed' })).rejects.toThrow(/ENOENT/)
    expect(readdirSync(join(folder, 'images')).filter((name) => name.startsWith('work-'))).toEqual([])
    expect(existsSync(text)).toBe(true)
  }) // prettier-ignore
})
