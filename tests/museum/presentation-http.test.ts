import { normalize } from '@iiif/parser'
import { presentation3StrictUpgrade } from '@iiif/parser/strict'
import { upgrade } from '@iiif/parser/upgrader'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contentRecords } from '../../api/museum/records-content.ts'
import { takeInContent } from '../../api/museum/content-intake-service.ts'
import { recordSchema } from '../../api/museum/record-zod.ts'
import { basket, house, letter, shelf } from './record-builders.ts'
import { presentationBreaches } from './presentation-checker.ts'
import { openMuseum, origin, ownImage } from './presentation-world.ts'

type Json = Record<string, unknown>
type Manifest = Parameters<typeof presentation3StrictUpgrade>[0]

const museum = await openMuseum([ownImage(), ownImage({ id: 'print', showing: 'whole', maxSide: 300 })])
const { ask, publish } = museum
const base = '/iiif/presentation'
const linkedData = 'application/ld+json;profile="http://iiif.io/api/presentation/3/context.json"'
const version2 = 'application/ld+json;profile="http://iiif.io/api/presentation/2/context.json"'

const read = async (path: string, headers: Record<string, string> = {}): Promise<Json> => {
  const answer = await ask(path, headers)
  expect(answer.status, path).toBe(200)
  return (await answer.json()) as Json
}

beforeAll(async () => {
  await publish('storehouse', house())
  await publish('shelf', shelf())
  await publish('basket', basket({ collection: 'shelf', links: [{ address: 'https://a.example/?a=1&b=2', label: { ja: ['"館"のページ <1>'] } }] }))
  await publish('letter', letter())
  await publish('print', basket({ canvases: [{ ...basket().canvases[0]!, image: { from: 'own', identifier: 'print' } }] }))
  await publish('hidden', basket({ visit: 'asked', canvases: [{ ...basket().canvases[0]!, image: { from: 'nowhere' } }] }))
  await publish('lost', basket({ canvases: [{ ...basket().canvases[0]!, image: { from: 'own', identifier: 'lost' } }] }))
  await museum.records.write({ do: 'draft', record: 'sketch', body: basket(), by: 'ken' })
  await publish('sold', basket())
  await museum.withdraw('sold')
}) // prettier-ignore
afterAll(() => museum.dispose())

const manifests = ['basket', 'letter', 'print', 'hidden', 'lost']
const collections = ['top', 'storehouse', 'shelf']

describe('keeps every MUST of Presentation 3.0, and is read back by the parser of others', () => {
  test.each(manifests)('the manifest of %s', async (id) => {
    const path = `${base}/${id}/manifest`
    const manifest = await read(path)
    expect(presentationBreaches(manifest, `${origin}${path}`)).toEqual([])
    const warnings: string[] = []
    presentation3StrictUpgrade(structuredClone(manifest) as unknown as Manifest, { warnings })
    expect(warnings).toEqual([])
    const { entities } = normalize(structuredClone(manifest))
    expect(Object.keys(entities.Manifest)).toEqual([`${origin}${path}`])
    expect(Object.keys(entities.Canvas)).toHaveLength((manifest['items'] as Json[]).length)
  })

  test.each(collections)('the collection %s', async (id) => {
    const path = `${base}/collection/${id}`
    const collection = await read(path)
    expect(presentationBreaches(collection, `${origin}${path}`)).toEqual([])
    expect(Object.keys(normalize(structuredClone(collection)).entities.Collection)).toContain(
      `${origin}${path}`,
    )
  })

  test('what the project’s own files publish', async () => {
    const real = await openMuseum([])
    try {
      await takeInContent(real, contentRecords)
      for (const { record, body } of contentRecords) {
        expect(recordSchema.safeParse(body).error, record).toBeUndefined()
        const hasManifest = body.kind === 'item' || body.kind === 'story'
        const path = hasManifest ? `${base}/${record}/manifest` : `${base}/collection/${record}`
        expect(presentationBreaches(await (await real.ask(path)).json(), `${origin}${path}`), record).toEqual(
          [],
        )
      }
    } finally {
      await real.dispose()
    }
  })
})

describe('a manifest', () => {
  test('says what the record says', async () => {
    const manifest = await read(`${base}/basket/manifest`)
    expect(manifest).toMatchObject({
      '@context': ['http://iiif.io/api/extension/navplace/context.json', 'http://iiif.io/api/presentation/3/context.json'],
      label: { ja: ['山ぶどうの籠'], en: ['Basket of wild vine'] },
      requiredStatement: { label: { en: ['Credit'] }, value: { en: ['The Storehouse'] } },
      rights: 'http://creativecommons.org/licenses/by/4.0/',
      navDate: '1930-01-01T00:00:00Z',
      navPlace: { features: [{ geometry: { type: 'Point', coordinates: [139.5, 37.5] } }] },
      provider: [{ id: `${origin}/institutions/storehouse`, homepage: [{ language: ['ja'] }, { language: ['en'] }, { id: 'https://storehouse.example/' }] }],
      homepage: [{ id: `${origin}/items/basket` }, { id: `${origin}/en/items/basket` }],
      partOf: [{ id: `${origin}${base}/collection/storehouse` }, { id: `${origin}${base}/collection/shelf` }],
      thumbnail: [{ id: `${origin}/iiif/3/basket/full/!400,400/0/default.jpg`, width: 400, height: 218 }],
    })
    const values = Object.fromEntries((manifest['metadata'] as { label: { en: string[] }; value: Record<string, string[]> }[]).map(({ label, value }) => [label.en[0], value['en'] ?? value['ja']]))
    expect(values).toEqual({
      Kind: ['Object'],
      Date: ['about 1930'],
      Material: ['Bark of wild vine'],
      Season: ['The bark is taken in June'],
      Provenance: ['From a house of the village'],
      'Where to see it': ['The Storehouse'],
      'The real thing': ['Can be seen on the spot'],
      Rights: ['CC BY 4.0: use it freely, naming the author'],
      'Another page': ['<a href="https://a.example/?a=1&amp;b=2">&quot;館&quot;のページ &lt;1&gt;</a>'],
    })
    expect(manifest['seeAlso']).toMatchObject([
      { format: 'application/ld+json' },
      { id: `${origin}/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=oai%3Ameguri.example%3Abasket` },
      { format: 'text/xml' },
    ])
  }) // prettier-ignore

  test('paints our own image by its service, as large as it can be had', async () => {
    const [canvas] = (await read(`${base}/basket/manifest`))['items'] as Json[]
    expect(canvas).toMatchObject({
      id: `${origin}${base}/basket/canvas/front`,
      summary: { ja: ['ふたのない四角い籠'] },
      items: [{ items: [{ motivation: 'painting', target: `${origin}${base}/basket/canvas/front`, body: { width: 1_100, height: 600, service: [{ id: `${origin}/iiif/3/basket`, type: 'ImageService3', profile: 'level2' }] } }] }],
    })
  }) // prettier-ignore

  test('of a work in copyright names no larger picture than is shown', async () => {
    const [canvas] = (await read(`${base}/print/manifest`))['items'] as Json[]
    expect(canvas).toMatchObject({
      thumbnail: [{ width: 300, height: 164 }],
      items: [{ items: [{ body: { width: 300, height: 164, service: [{ profile: 'level0' }] } }] }],
    })
  })

  test('of a document has its pages, what is written on them, and its chapters', async () => {
    const manifest = await read(`${base}/letter/manifest`)
    expect(manifest).toMatchObject({
      viewingDirection: 'right-to-left',
      behavior: ['paged'],
      rendering: [{ id: `${origin}/items/letter#transcription`, format: 'text/html' }, { id: `${origin}${base}/letter/text/ja`, format: 'text/plain' }],
      structures: [{ type: 'Range', items: [{ id: `${origin}${base}/letter/canvas/first` }, { id: `${origin}${base}/letter/canvas/second` }] }],
      items: [
        {
          items: [{ items: [{ body: { id: 'https://partner.example/iiif/page-0/full/full/0/default.jpg', service: [{ '@id': 'https://partner.example/iiif/page-0', '@type': 'ImageService2' }] } }] }],
          annotations: [{ items: [{ motivation: 'supplementing', body: { value: '1枚目の文', language: ['ja'] } }] }],
        },
        {},
      ],
    })
  }) // prettier-ignore

  test.each(['hidden', 'lost'])('of what is not shown here (%s) has a view without a picture', async (id) => {
    const manifest = await read(`${base}/${id}/manifest`)
    const [canvas] = manifest['items'] as Json[]
    expect([Object.keys(canvas!).includes('items'), manifest['thumbnail']]).toEqual([false, undefined])
  })
})

describe('a collection', () => {
  test.each([
    ['top', [['Collection', 'storehouse']]],
    ['storehouse', [['Collection', 'shelf'], ['Manifest', 'hidden'], ['Manifest', 'letter'], ['Manifest', 'lost'], ['Manifest', 'print']]],
    ['shelf', [['Manifest', 'basket']]],
  ])('%s holds what is published', async (id, members) => {
    const { items } = await read(`${base}/collection/${id}`)
    expect((items as Json[]).map(({ type, id: address }) => [type, String(address).replace(/^.*presentation\/|collection\/|\/manifest$/g, '')])).toEqual(
      members.map(([type, name]) => [type, name]),
    )
  }) // prettier-ignore
})

describe('version 2', () => {
  test.each([
    [version2, 2],
    [`text/html, ${version2};q=0.8`, 2],
    [`${linkedData}, ${version2};q=0.5`, 3],
    [linkedData, 3],
    ['application/json', 3],
    ['*/*', 3],
  ])('for who accepts %s is %i', async (accept, version) => {
    const manifest = await read(`${base}/letter/manifest`, { accept })
    expect([manifest['@context']].flat().at(-1)).toBe(
      `http://iiif.io/api/presentation/${version}/context.json`,
    )
    expect(manifest[version === 2 ? '@id' : 'id']).toBe(`${origin}${base}/letter/manifest`)
  })

  test.each(manifests)('has an address of its own, and is the same when others bring it up to version 3: %s', async (id) => {
    const third = await read(`${base}/${id}/manifest`)
    const second = await read(`/iiif/presentation-2/${id}/manifest`)
    expect(second).toMatchObject({
      '@context': 'http://iiif.io/api/presentation/2/context.json',
      '@id': `${origin}/iiif/presentation-2/${id}/manifest`,
      '@type': 'sc:Manifest',
      license: third['rights'],
      sequences: [{ '@type': 'sc:Sequence' }],
    })
    const lifted: Json = { ...upgrade(structuredClone(second)) }
    expect([lifted['label'], lifted['summary'], lifted['navDate']]).toEqual([third['label'], third['summary'], third['navDate']])
    const views = (document: Json) => (document['items'] as Json[]).map((one) => [one['id'], one['width'], one['height']])
    expect(views(lifted)).toEqual(views(third))
    const pictures = (document: Json) =>
      (document['items'] as { items?: { items?: { body: Json | Json[] }[] }[] }[]).map((one) => one.items?.[0]?.items?.map(({ body }) => [body].flat()[0]!['id']) ?? [])
    expect(pictures(lifted)).toEqual(pictures(third))
  }) // prettier-ignore

  test.each(collections)('of the collection %s', async (id) => {
    const third = await read(`${base}/collection/${id}`)
    const second = await read(`/iiif/presentation-2/collection/${id}`)
    expect(second).toMatchObject({
      '@id': `${origin}/iiif/presentation-2/collection/${id}`,
      '@type': 'sc:Collection',
    })
    const named = [...((second['collections'] ?? []) as Json[]), ...((second['manifests'] ?? []) as Json[])]
    expect(named.map((one) => one['@id'])).toEqual((third['items'] as Json[]).map((one) => one['id']))
  })
})

describe('over HTTP', () => {
  test.each([
    [undefined, 'application/json'],
    ['*/*', 'application/json'],
    ['application/json', 'application/json'],
    ['application/ld+json', linkedData],
    [version2, version2],
  ])('is sent to who accepts %s as %s', async (accept, type) => {
    const answer = await ask(`${base}/basket/manifest`, accept === undefined ? {} : { accept })
    expect(answer.headers.get('content-type')).toBe(type)
    expect(answer.headers.get('vary')?.toLowerCase()).toContain('accept-encoding')
    expect(answer.headers.get('vary')?.toLowerCase()).toMatch(/\baccept\b(?!-)/)
  })

  test('may be read by any site, is packed, and need not be sent twice', async () => {
    const headers = { origin: 'https://viewer.example', 'accept-encoding': 'gzip' }
    const answer = await ask(`${base}/basket/manifest`, headers)
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    expect(answer.headers.get('content-encoding')).toBe('gzip')
    expect((await answer.arrayBuffer()).byteLength).toBeLessThan(4_000)
    const tag = answer.headers.get('etag')!
    expect(
      (await ask(`${base}/basket/manifest`, { ...headers, 'if-none-match': `"x", ${tag}` })).status,
    ).toBe(304)
    expect(
      (await ask(`${base}/basket/manifest`, { ...headers, 'if-none-match': tag, accept: version2 })).status,
    ).toBe(200)
    expect((await ask(`${base}/letter/manifest`, { ...headers, 'if-none-match': tag })).status).toBe(200)
  })

  test('answers a browser that asks first, and who wants only the head', async () => {
    const asked = await ask(`${base}/basket/manifest`, { origin: 'https://v.example', 'access-control-request-method': 'GET' }, 'OPTIONS')
    expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([204, '*'])
    const head = await ask(`${base}/basket/manifest`, {}, 'HEAD')
    expect([head.status, await head.text()]).toEqual([200, ''])
  }) // prettier-ignore

  test.each([
    `${base}/nothing/manifest`,
    `${base}/sketch/manifest`,
    `${base}/sold/manifest`,
    `${base}/storehouse/manifest`,
    `${base}/collection/basket`,
    `${base}/collection/nothing`,
    '/iiif/presentation-2/nothing/manifest',
    '/iiif/presentation-2/collection/nothing',
    `${base}/..%2Fbasket/manifest`,
  ])('%s is not there, also for scripts of other sites', async (path) => {
    const answer = await ask(path)
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([404, '*'])
    const told = (await answer.json()) as Json
    expect(told).toMatchObject({ code: 'record_unknown', field: 'identifier' })
    expect(told['title']).not.toContain('refusal.')
  })

  test('another version is another answer', async () => {
    const before = (await ask(`${base}/hidden/manifest`)).headers.get('etag')
    await publish('hidden', basket({ visit: 'hidden', canvases: [{ ...basket().canvases[0]!, image: { from: 'nowhere' } }] }))
    const after = await ask(`${base}/hidden/manifest`, { 'if-none-match': before! })
    expect([after.status, JSON.stringify(await after.json()).includes('Is not shown')]).toEqual([200, true])
  }) // prettier-ignore
})
