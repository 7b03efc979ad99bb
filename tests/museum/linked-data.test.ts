import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contentRecords } from '../../api/museum/records-content.ts'
import { itemRoutes } from '../../api/museum/routes-items.ts'
import { storyRoutes } from '../../api/museum/routes-stories.ts'
import { rights } from '../../api/museum/rights.ts'
import { openMuseum, origin } from './presentation-world.ts'
import { linkedDataBreaches } from './linked-data-checker.ts'
import { presentationBreaches } from './presentation-checker.ts'
import { basket, house, letter } from './record-builders.ts'
import { step, walk } from './story-builders.ts'

type Json = Record<string, unknown>
const museum = await openMuseum()
const routes = new Hono().route('/api', itemRoutes(museum)).route('/api', storyRoutes(museum))
const tell = async (path: string): Promise<Json> => {
  const answer = await routes.request(`${origin}/api/museum/${path}/schema.jsonld`)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/ld+json'])
  return (await answer.json()) as Json
}
const sound = {
  id: 'song',
  mediaType: 'audio/mpeg',
  durationMs: 1_000,
  transcript: { ja: ['歌の言葉'] },
} as const

beforeAll(async () => {
  await museum.publish('storehouse', house())
  await museum.publish('basket', basket())
  await museum.publish('print', basket({ form: 'picture', rights: rights.inCopyright, descriptions: [{ field: 'maker', value: { ja: ['描いた人'] } }, { field: 'extent', value: { none: ['30 cm'] } }] })) // prettier-ignore
  await museum.publish('letter', letter({ label: { ja: ['手紙'] } }))
  const { rooms, ...rest } = walk()
  const [first, second] = rooms
  await museum.publish('walk', { ...rest, rooms: [{ ...first!, steps: [...first!.steps, step('heard', { sound, views: [], cited: { ja: ['聞いた人'] } })] }, second!] }) // prettier-ignore
})
afterAll(() => museum.dispose())

describe('linked data', () => {
  test.each(['items/basket', 'items/print', 'items/letter', 'stories/walk'])('of %s says only what schema.org knows of its types', async (path) => {
    expect(linkedDataBreaches(await tell(path))).toEqual([])
  }) // prettier-ignore

  test('of a story tells its rooms and scenes in their order, what it shows, by whom and on which terms', async () => {
    expect(await tell('stories/walk')).toMatchObject({
      '@type': 'CreativeWork',
      '@id': `${origin}/stories/walk`,
      name: [{ '@language': 'ja', '@value': '籠の話' }, { '@language': 'en', '@value': 'The story of a basket' }],
      inLanguage: ['ja', 'en'],
      license: 'https://creativecommons.org/licenses/by/4.0/',
      creditText: '蔵の家',
      publisher: { '@type': 'Organization', '@id': `${origin}/institutions/storehouse` },
      image: { contentUrl: expect.stringContaining(`${origin}/iiif/3/basket/`) as string },
      hasPart: [
        { position: 1, name: [{ '@value': '全体' }], hasPart: [{ position: 1 }, { position: 2 }] },
        { '@id': `${origin}/stories/walk#near-room`, position: 2, hasPart: [{ position: 1 }, { position: 2 }] },
      ],
      about: [{ '@id': `${origin}/items/basket`, name: [{ '@value': '山ぶどうの籠' }, {}] }],
      encoding: [{ contentUrl: `${origin}/iiif/presentation/walk/manifest` }],
    })
  }) // prettier-ignore

  test('of a story names nothing that was withdrawn; one that is not told has none', async () => {
    await museum.withdraw('basket')
    const told = await tell('stories/walk')
    expect([told['about'], told['image']]).toEqual([undefined, undefined])
    await museum.publish('basket', basket())
    for (const id of ['basket', 'nothing']) expect((await routes.request(`${origin}/api/museum/stories/${id}/schema.jsonld`)).status).toBe(404) // prettier-ignore
  })

  test('is so for every item and story of the project itself', async () => {
    const own = await openMuseum([])
    for (const { record, body } of contentRecords) await own.publish(record, body)
    const all = new Hono().route('/api', itemRoutes(own)).route('/api', storyRoutes(own))
    const told = contentRecords.filter(({ body }) => body.kind === 'item' || body.kind === 'story')
    expect(told.length).toBeGreaterThan(10)
    for (const { record, body } of told) {
      const path = `/api/museum/${body.kind === 'item' ? 'items' : 'stories'}/${record}/schema.jsonld`
      expect(linkedDataBreaches(await (await all.request(`${origin}${path}`)).json()), record).toEqual([])
    }
    await own.dispose()
  })
})

describe('plain texts that a manifest names', () => {
  const renderings = async (id: string) => {
    const answer = await museum.ask(`/iiif/presentation/${id}/manifest`)
    const manifest = (await answer.json()) as Json
    expect(presentationBreaches(manifest, `${origin}/iiif/presentation/${id}/manifest`)).toEqual([])
    return ((manifest['rendering'] ?? []) as { id: string; format: string; language?: string[] }[]).filter(({ format }) => format === 'text/plain') // prettier-ignore
  }

  test.each([['letter', ['ja']], ['walk', ['ja', 'en']], ['basket', []]])('of %s are there, in %j', async (id, languages) => {
    const named = await renderings(id)
    expect(named.map(({ language }) => language?.[0])).toEqual(languages)
    for (const { id: address, language } of named) {
      const answer = await museum.ask(new URL(address).pathname)
      expect([answer.status, answer.headers.get('content-type'), answer.headers.get('content-language'), answer.headers.get('access-control-allow-origin')]).toEqual([200, 'text/plain; charset=utf-8', language?.[0], '*'])
    }
  }) // prettier-ignore

  test('have all that is written, view after view, and all that is told and heard, scene after scene', async () => {
    const read = async (path: string) => (await museum.ask(`/iiif/presentation/${path}`)).text()
    expect(await read('letter/text/ja')).toBe(`手紙\n\n蔵の家\n\n[1]\n1枚目の文\n\n[2]\n2枚目の文\n\n蔵の家\nhttps://creativecommons.org/licenses/by/4.0/\n${origin}/items/letter\n`) // prettier-ignore
    const story = await read('walk/text/ja')
    const order = [
      '籠の話',
      '籠を見ます。',
      '[全体]',
      '取っ手',
      '歌の言葉',
      '聞いた人',
      '[近くで]',
      `${origin}/stories/walk`,
    ]
    expect(order.map((text) => story.indexOf(text))).toEqual(order.map((text) => story.indexOf(text)).toSorted((a, b) => a - b)) // prettier-ignore
    expect(order.every((text) => story.includes(text))).toBe(true)
    expect(await read('walk/text/en')).toContain('Where hands touch it, it shines.')
  })

  test.each(['letter/text/en', 'basket/text/ja', 'walk/text/th', 'nothing/text/ja', 'walk/text/constructor'])('%s is not there', async (path) => {
    expect((await museum.ask(`/iiif/presentation/${path}`)).status).toBe(404)
  }) // prettier-ignore
})
