import { upgrade } from '@iiif/parser/upgrader'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { basket, house, letter } from './record-builders.ts'
import { openMuseum, origin } from './presentation-world.ts'
import { looksAt, step, walk } from './story-builders.ts'

type Json = Record<string, unknown>

const museum = await openMuseum()
const version2 = 'application/ld+json;profile="http://iiif.io/api/presentation/2/context.json"'
const context = 'http://iiif.io/api/presentation/2/context.json'

const listOf = (of: Json, name: string): Json[] => (of[name] ?? []) as Json[]
async function read(address: string, headers: Record<string, string> = {}): Promise<Json> {
  const answer = await museum.ask(address.replace(origin, ''), headers)
  expect(answer.status, address).toBe(200)
  return (await answer.json()) as Json
}
const third = (id: string) => read(`/iiif/presentation/${id}/manifest`)
/** As an older viewer has it: by the one address that everybody knows. */
const second = (id: string) => read(`/iiif/presentation/${id}/manifest`, { accept: version2 })
const viewsOf = (manifest: Json): Json[] => listOf(listOf(manifest, 'sequences')[0]!, 'canvases')

const room = { id: 'room', label: { ja: ['部屋'] }, events: [] }
const sound = {
  id: 'song',
  mediaType: 'audio/mpeg',
  durationMs: 1_000,
  transcript: { ja: ['歌の言葉'], en: ['Words of a song'] },
} as const
const map = [
  {
    kind: 'station',
    id: 'koide',
    label: { ja: ['小出'] },
    position: { latitude: 37.2, longitude: 138.9 },
  },
] as const
const told = {
  walk: walk(),
  'of-a-letter': walk({
    rooms: [{ ...room, steps: [step('page', { views: [looksAt({ item: 'letter', canvas: 'first' })] })] }],
  }),
  'heard-only': walk({ rooms: [{ ...room, steps: [step('heard', { sound, views: [] })] }] }),
  'on-a-map': walk({ rooms: [{ ...room, steps: [step('there', { map, views: [] })] }] }),
}

beforeAll(async () => {
  await museum.publish('storehouse', house())
  await museum.publish('basket', basket())
  const [first, ...others] = letter().canvases
  await museum.publish(
    'letter',
    letter({
      canvases: [{ ...first!, transcription: { ja: ['1枚目の文'], none: ['〃'] } }, ...others],
    }),
  )
  for (const [id, body] of Object.entries(told)) await museum.publish(id, body)
})
afterAll(() => museum.dispose())

const all = ['letter', ...Object.keys(told)]

describe.each(all)('what stands on the views of %s besides pictures, in version 2.1', (id) => {
  test('keeps every MUST of its sections 5.3 and 5.5', async () => {
    const manifest = await second(id)
    expect(viewsOf(manifest).length, 'at least one canvas').toBeGreaterThan(0)
    for (const view of viewsOf(manifest)) {
      expect([view['height'], view['width']].every(Number.isInteger), 'integers').toBe(true)
      expect(listOf(view, 'otherContent'), 'a list').not.toEqual([])
      for (const named of listOf(view, 'otherContent')) {
        expect(named, 'named and not embedded').toEqual({
          '@id': expect.stringMatching(/^https:\/\/meguri\.example\/iiif\/presentation-2\/[^/]+\/list\/./),
          '@type': 'sc:AnnotationList',
        })
        const list = await read(String(named['@id']))
        expect(list).toMatchObject({ '@context': context, '@id': named['@id'], '@type': named['@type'] })
        for (const note of listOf(list, 'resources')) {
          expect(note['@type']).toBe('oa:Annotation')
          expect(String(note['on']).split('#')[0], 'the canvas is repeated').toBe(view['@id'])
          expect(['sc:painting', 'oa:commenting']).toContain(note['motivation'])
          const { '@type': type, chars, format } = note['resource'] as Json
          expect(type, 'something other than an image').toMatch(/^(cnt:ContentAsText|dctypes:Sound)$/)
          if (type === 'cnt:ContentAsText')
            expect([typeof chars, format], 'embedded').toEqual(['string', 'text/plain'])
        }
      }
    }
  })

  test('says all that version 3 says there, in the same languages and of the same parts', async () => {
    const pages = listOf(await third(id), 'items').flatMap((view) => listOf(view, 'annotations'))
    const meant = pages
      .flatMap((page) => listOf(page, 'items'))
      .map(({ id: address, motivation, body, target }) => {
        const { value, language } = body as { value: string; language?: string[] }
        const painted = motivation === 'supplementing' ? 'sc:painting' : `oa:${String(motivation)}`
        return [address, painted, value, language?.[0], target]
      })
    const lists = viewsOf(await second(id)).flatMap((view) => listOf(view, 'otherContent'))
    const told: unknown[] = []
    for (const { '@id': address } of lists)
      for (const { '@id': note, motivation, resource, on } of listOf(
        await read(String(address)),
        'resources',
      )) {
        const { '@type': type, chars, language } = resource as Json
        if (type === 'cnt:ContentAsText') told.push([note, motivation, chars, language, on])
      }
    expect(told).toEqual(meant)
    expect(told.length).toBeGreaterThan(0)
  })

  test('is found again when others bring it up to version 3', async () => {
    const manifest = await second(id)
    const named = viewsOf(manifest).flatMap((view) => listOf(view, 'otherContent').map((one) => one['@id']))
    const lifted: Json = { ...upgrade(structuredClone(manifest)) }
    const found = listOf(lifted, 'items').flatMap((view) =>
      listOf(view, 'annotations').map((one) => one['id']),
    )
    expect(found).toEqual(named)
  })
})

test('a step says what it says in each of its languages, of its part', async () => {
  const [view] = viewsOf(await second('walk'))
  const [list] = listOf(view!, 'otherContent')
  const { resources } = await read(String(list!['@id']))
  expect(resources).toContainEqual({
    '@id': `${origin}/iiif/presentation/walk/step/handle/1/en`,
    '@type': 'oa:Annotation',
    motivation: 'oa:commenting',
    resource: {
      '@type': 'cnt:ContentAsText',
      chars: 'The handle\nWhere hands touch it, it shines.',
      format: 'text/plain',
      language: 'en',
    },
    on: `${origin}/iiif/presentation/basket/canvas/front#xywh=100,50,300,200`,
  })
})

test('what is only heard is an empty view, with the sound and its words in lists', async () => {
  const manifest = await second('heard-only')
  const [view] = viewsOf(manifest)
  expect(view).toMatchObject({ height: 900, width: 1_200, images: [] })
  expect(manifest['structures']).toMatchObject([{ canvases: [view!['@id']] }])
  const [heard, words] = listOf(view!, 'otherContent')
  expect((await read(String(heard!['@id'])))['resources']).toMatchObject([
    {
      motivation: 'sc:painting',
      resource: { '@id': `${origin}/api/museum/sounds/song`, '@type': 'dctypes:Sound', format: 'audio/mpeg' },
    },
  ])
  expect(listOf(await read(String(words!['@id'])), 'resources')).toHaveLength(4)
})

test('a view with nothing on it names no list', async () => {
  const [view] = viewsOf(await second('basket'))
  expect(view).not.toHaveProperty('otherContent')
})

test('a list is linked data under its media type, for scripts of any site', async () => {
  const path = '/iiif/presentation-2/letter/list/canvas/first/page/ja'
  const answer = await museum.ask(path, { accept: version2 })
  expect(answer.headers.get('content-type')).toBe(version2)
  expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  expect((await museum.ask(path, { 'if-none-match': answer.headers.get('etag')!, accept: version2 })).status).toBe(304)
}) // prettier-ignore

test.each([
  ['a page that is not there', 'letter/list/canvas/first/page/en'],
  ['the pictures, which are in the manifest', 'letter/list/canvas/first/page'],
  ['a view of another item', 'walk/list/canvas/first/page/ja'],
  ['a record that is not there', 'nothing/list/canvas/first/page/ja'],
  ['a list without a name', 'letter/list/'],
])('%s is no list', async (_what, path) => {
  const answer = await museum.ask(`/iiif/presentation-2/${path}`)
  expect([answer.status, ((await answer.json()) as Json)['code']]).toEqual([404, 'record_unknown'])
})
