import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { itemRoutes } from '../../api/museum/routes-items.ts'
import { itemSchema } from '../../api/museum/routes-items-schemas.ts'
import { openMuseum, origin, ownImage } from './presentation-world.ts'
import { basket, house, letter } from './record-builders.ts'

type Json = Record<string, unknown>

const museum = await openMuseum([
  ownImage(),
  ownImage({ id: 'scroll', width: 13_341, height: 1_680 }),
  ownImage({ id: 'print', width: 9_000, height: 1_000, showing: 'whole', maxSide: 500 }),
])
const routes = new Hono().route('/api', itemRoutes(museum))
const ask = (path: string) => routes.request(`${origin}/api/museum/items${path}`)
const read = async (path: string): Promise<Json> => (await (await ask(path)).json()) as Json
const view = (identifier: string) => ({
  canvases: [{ ...basket().canvases[0]!, image: { from: 'own' as const, identifier } }],
})

beforeAll(async () => {
  await museum.publish('storehouse', house())
  await museum.publish('bathhouse', house())
  await museum.publish('basket', basket())
  await museum.publish('letter', letter({ institution: 'bathhouse', place: { label: { ja: ['湯の家'] } } }))
  await museum.publish('scroll', basket({ ...view('scroll'), form: 'picture', reading: 'right-to-left', descriptions: [{ field: 'maker', value: { ja: ['描いた人'] } }] }))
  await museum.publish('print', basket(view('print')))
  await museum.publish('gone', basket())
  await museum.withdraw('gone')
}) // prettier-ignore
afterAll(() => museum.dispose())

describe('items in a list', () => {
  test.each([
    ['', ['basket', 'letter', 'print', 'scroll'], 4],
    ['?institution=bathhouse', ['letter'], 1],
    ['?institution=nobody', [], 0],
    [`?place=${encodeURIComponent('湯の家')}`, ['letter'], 1],
    ['?place=The%20Storehouse', ['basket', 'print', 'scroll'], 3],
    ['?place=nowhere', [], 0],
    ['?after=letter', ['print', 'scroll'], 4],
    ['?limit=3', ['basket', 'letter', 'print'], 4],
    ['?limit=3&after=print', ['scroll'], 4],
  ])('%s', async (query, ids, total) => {
    const told = await read(query)
    expect([(told['items'] as Json[]).map(({ id }) => id), told['total']]).toEqual([ids, total])
  })

  test('goes on until its end, each item once', async () => {
    const seen: unknown[] = []
    for (let next: string | null = ''; next !== null;) {
      const told = await read(`?limit=1&after=${next}`)
      seen.push(...(told['items'] as Json[]).map(({ id }) => id))
      next = told['next'] as string | null
    }
    expect(seen).toEqual(['basket', 'letter', 'print', 'scroll'])
  })

  test.each(['limit=0', 'limit=201', 'limit=x', `after=${'a'.repeat(101)}`])('refuses %s', async (wrong) => {
    expect((await ask(`?${wrong}`)).status).toBe(400)
  })
})

test('a picture in a list is a part in the shape of a card, from where a wide one begins', async () => {
  const pictures = ((await read(''))['items'] as { id: string; thumbnail: { address: string } | null }[]).map(({ id, thumbnail }) => [id, thumbnail?.address.replace(`${origin}/iiif/3/`, '')])
  expect(pictures).toEqual([
    ['basket', 'basket/0,0,960,600/640,/0/default.jpg'],
    ['letter', 'https://partner.example/iiif/page-0/full/400,/0/default.jpg'],
    ['print', 'print/full/!400,400/0/default.jpg'],
    ['scroll', 'scroll/10653,0,2688,1680/640,/0/default.jpg'],
  ])
}) // prettier-ignore

describe('an item', () => {
  test.each(['basket', 'letter', 'scroll', 'print'])('%s is told as the document says', async (id) => {
    expect(itemSchema.safeParse(await read(`/${id}`)).error).toBeUndefined()
  })

  test('tells rights and the real thing apart from what else is known', async () => {
    const told = await read('/basket')
    expect(told).toMatchObject({
      rights: { name: 'by', page: 'https://creativecommons.org/licenses/by/4.0/' },
      visit: 'shown',
      institution: { id: 'storehouse', address: 'https://storehouse.example/' },
      manifest: `${origin}/iiif/presentation/basket/manifest`,
    })
    const labels = (told['described'] as { label: { en: string[] } }[]).map(({ label }) => label.en[0])
    expect(labels).toEqual(['Kind', 'Date', 'Material', 'Season', 'Provenance', 'Where to see it'])
  })

  test('has its picture in several sizes, none larger than it may be had', async () => {
    const sizes = async (id: string) => ((await read(`/${id}`))['canvases'] as { pictures: { width: number; height: number }[] }[])[0]!.pictures.map(({ width, height }) => [width, height])
    expect(await sizes('basket')).toEqual([[400, 218], [800, 436], [1_100, 600]])
    expect(await sizes('print')).toEqual([[400, 44], [500, 56]])
    expect((await sizes('scroll')).at(-1)).toEqual([4_096, 516])
    expect(await sizes('letter')).toEqual([])
  }) // prettier-ignore

  test('that is wide has parts that cover it, unless it may only be seen whole', async () => {
    const parts = async (id: string) => ((await read(`/${id}`))['canvases'] as { parts: { address: string; width: number; height: number }[] }[])[0]!.parts
    expect((await parts('scroll')).map(({ address }) => address.replace(/^.*scroll\//, ''))).toEqual([0, 2_668, 5_336, 8_004, 10_672].map((x) => `${x},0,2668,1680/1200,/0/default.jpg`))
    expect([await parts('print'), await parts('basket')]).toEqual([[], []])
  }) // prettier-ignore

  test.each(['/gone', '/storehouse', '/nothing', '/nothing/schema.jsonld', '/gone/schema.jsonld'])('%s is not there', async (path) => {
    const answer = await ask(path)
    expect([answer.status, ((await answer.json()) as Json)['code']]).toEqual([404, 'record_unknown'])
  }) // prettier-ignore
})

test('search engines are told what it is, by whom, and on which terms', async () => {
  const answer = await ask('/scroll/schema.jsonld')
  expect(answer.headers.get('content-type')).toBe('application/ld+json')
  expect(await answer.json()).toMatchObject({
    '@context': 'https://schema.org',
    '@type': 'VisualArtwork',
    '@id': `${origin}/items/scroll`,
    name: [{ '@language': 'ja', '@value': '山ぶどうの籠' }, { '@language': 'en', '@value': 'Basket of wild vine' }],
    creator: { name: [{ '@value': '描いた人' }] },
    license: 'https://creativecommons.org/licenses/by/4.0/',
    creditText: '蔵の家',
    provider: { '@type': 'Organization', url: 'https://storehouse.example/' },
    image: [{ '@type': 'ImageObject', contentUrl: `${origin}/iiif/3/scroll/full/max/0/default.jpg`, license: 'https://creativecommons.org/licenses/by/4.0/' }],
    contentLocation: { geo: { latitude: 37.5, longitude: 139.5 } },
  })
}) // prettier-ignore
