import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { UsageFault } from '../../api/hub/command.ts'
import { imageAdd } from '../../api/hub/image-add.ts'
import { openHub } from '../../api/open-hub.ts'
import { fields } from '../museum/drawn-image.ts'
import { newPlace, type Place } from '../support/prepared-hub.ts'

let place: Place
let photograph: string
const said: string[] = []
const refused: string[] = []

beforeAll(async () => {
  place = await newPlace('sqlite', '')
  for (const [name, value] of Object.entries(place.environment)) vi.stubEnv(name, value)
  await (await openHub(process.env, 'demonstration')).store.close()
  photograph = join(place.environment['DATA_DIR']!, 'photograph.jpg')
  await (
    await fields(900, 600)
  )
    .jpeg()
    .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '37/1 29/1 12/1', GPSMapDatum: 'in the valley' } })
    .toFile(photograph)
}, 60_000)
afterAll(async () => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  await place.remove()
})
beforeEach(() => {
  said.length = refused.length = 0
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0)
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => refused.push(String(text)) > 0)
})

/** What the hub shows of an image, and how. */
async function reached(path: string): Promise<{ status: number; body: Record<string, unknown> }> {
  const { hub, store } = await openHub(process.env)
  const answer = await hub.app.fetch(new Request(`http://localhost${path}`), {})
  const body = answer.headers.get('content-type')?.includes('json')
    ? ((await answer.json()) as Record<string, unknown>)
    : {}
  await store.close()
  return { status: answer.status, body }
}

test('a file becomes an image that anybody’s viewer reads, without the place where it was taken', async () => {
  expect(await imageAdd.run([photograph, '--id', 'valley'])).toBe(0)
  expect(said).toEqual(['valley 900×600 /iiif/3/valley/info.json\n'])
  expect(await reached('/iiif/3/valley/info.json')).toMatchObject({ status: 200, body: { width: 900, height: 600 } })
  expect((await reached('/iiif/3/valley/0,0,300,300/max/0/default.jpg')).status).toBe(200)
  const { store, images } = await openHub(process.env)
  const found = await images.findAny('valley')
  await store.close()
  const master = readFileSync(join(place.environment['DATA_DIR']!, 'images', found!.fileSet, 'master'))
  expect(master.includes('in the valley')).toBe(false)
}) // prettier-ignore

test('a work in copyright is shown whole, and no larger than is said', async () => {
  expect(await imageAdd.run([photograph, '--id', 'print', '--whole', '--max-side', '400'])).toBe(0)
  expect((await reached('/iiif/3/print/0,0,300,300/max/0/default.jpg')).status).toBe(400)
  expect((await reached('/iiif/3/print/full/600,/0/default.jpg')).status).toBe(400)
  expect((await reached('/iiif/3/print/full/400,/0/default.jpg')).status).toBe(200)
})

test('an identifier is given once, and no picture is no image', async () => {
  expect(await imageAdd.run([photograph, '--id', 'valley'])).toBe(1)
  const words = join(place.environment['DATA_DIR']!, 'words.jpg')
  writeFileSync(words, 'no picture')
  expect(await imageAdd.run([words, '--id', 'words'])).toBe(1)
  expect(await imageAdd.run([photograph, '--id', '../valley'])).toBe(1)
  expect(refused).toHaveLength(3)
  expect(refused.join('')).not.toContain('museum:fault')
  expect((await reached('/iiif/3/words/info.json')).status).toBe(404)
})

test.each<[string, string[]]>([
  ['no file', ['--id', 'x']],
  ['two files', ['a.jpg', 'b.jpg', '--id', 'x']],
  ['no name', ['a.jpg']],
  ['a file that is not there', ['a.jpg', '--id', 'x']],
  ['a word that means nothing', ['a.jpg', '--id', 'x', '--what']],
])('%s is not understood', async (_, words) => {
  await expect(imageAdd.run(words)).rejects.toThrow(UsageFault)
})

test.each(['0', 'wide', '-4', '1.5'])('a longest side of “%s” is not understood', async (side) => {
  await expect(imageAdd.run([photograph, '--id', 'side', '--max-side', side])).rejects.toThrow(UsageFault)
})
