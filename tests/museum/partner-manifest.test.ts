import { describe, expect, test } from 'vitest'
import { addressing } from '../../api/museum/partner-addressing.ts'
import { draftFrom } from '../../api/museum/partner-draft.ts'
import { readJson } from '../../api/museum/partner-json.ts'
import { readDocument } from '../../api/museum/partner-manifest.ts'
import type { PartnerObject } from '../../api/museum/partner-object.ts'
import { rightsNameOf } from '../../api/museum/partner-rights.ts'
import { partnerTexts } from '../../api/museum/partner-text.ts'
import { canvasThree, manifestThree } from './partner-server.ts'

const origin = 'https://library.example'
const address = addressing([], () => 'https://meguri.example')
const read = (document: unknown) => readDocument(document, address)
function objectOf(document: unknown): PartnerObject {
  const found = read(document)
  if (!found.ok || found.value.kind !== 'manifest') throw new Error(JSON.stringify(found))
  return found.value.object
}

/** As the archives of towns have been writing them for ten years. */
const manifestTwo = (over: Record<string, unknown> = {}) => ({
  '@context': 'http://iiif.io/api/presentation/2/context.json',
  '@id': 'http://library.example/iiif/map/manifest.json',
  '@type': 'sc:Manifest',
  label: [
    { '@value': '若松城下絵図', '@language': 'ja' },
    { '@value': 'Map of Wakamatsu', '@language': 'en' },
  ],
  description: '<p>城下を<b>描いた</b>絵図。</p><script>alert(1)</script>',
  license: 'https://creativecommons.org/licenses/by/4.0/deed.ja',
  attribution: 'となりの図書館',
  related: { '@id': 'http://library.example/map.html', format: 'text/html' },
  navDate: '1700-01-01T00:00:00Z',
  viewingDirection: 'right-to-left',
  metadata: [
    { label: '作者', value: '不詳' },
    { label: [{ '@value': '年代', '@language': 'ja' }], value: '江戸時代' },
    { label: '請求記号', value: ['A-1', 'A-2'] },
  ],
  sequences: [
    {
      '@type': 'sc:Sequence',
      canvases: [
        {
          '@id': 'http://library.example/iiif/map/canvas/1',
          '@type': 'sc:Canvas',
          label: '一',
          width: 1_000,
          height: '500',
          images: [
            {
              '@type': 'oa:Annotation',
              motivation: 'sc:painting',
              on: 'http://library.example/iiif/map/canvas/1',
              resource: {
                '@id': 'http://library.example/iiif/2/map/full/full/0/default.jpg',
                '@type': 'dctypes:Image',
                width: 4_000,
                height: 2_000,
                service: {
                  '@context': 'http://iiif.io/api/image/2/context.json',
                  '@id': 'http://library.example/iiif/2/map/',
                  profile: ['http://iiif.io/api/image/2/level2.json', { formats: ['jpg'] }],
                },
              },
            },
          ],
        },
      ],
    },
  ],
  ...over,
})

test('a manifest of version 3 is read with all that it says', () => {
  const object = objectOf(
    manifestThree(origin, 'map', {
      homepage: [{ id: 'http://library.example/map', type: 'Text' }],
      navDate: '1855-03-01T00:00:00Z',
      navPlace: { type: 'FeatureCollection', features: [{ properties: { label: { ja: ['若松城'] } } }] },
    }),
  )
  expect(object).toMatchObject({
    title: { ja: '絵図 map', en: 'Map map' },
    summary: { ja: '城下を描いた絵図。' },
    statement: { ja: 'となりの図書館' },
    provider: { ja: 'となりの図書館' },
    rights: 'by',
    rightsSaid: 'http://creativecommons.org/licenses/by/4.0/',
    homepage: 'https://library.example/map',
    date: '1855-03-01',
    place: { ja: '若松城' },
    details: [{ label: { ja: '作者' }, value: { ja: '不詳' } }],
    notes: [],
  })
  expect(object.views).toEqual([
    {
      id: expect.stringMatching(/^v-[a-z0-9]{10}$/),
      canvas: 'https://library.example/map/canvas/1',
      label: { en: '1' },
      width: 1_000,
      height: 500,
      service: 'https://library.example/image/map-1',
      version: 3,
      level: 2,
      picture: { width: 2_000, height: 1_000 },
    },
  ])
})

test('a manifest of version 2 says the same in its own way; what it writes as http is asked for by https', () => {
  const object = objectOf(manifestTwo())
  expect(object).toMatchObject({
    title: { ja: '若松城下絵図', en: 'Map of Wakamatsu' },
    summary: { ja: '城下を描いた絵図。\nalert(1)' },
    statement: { ja: 'となりの図書館' },
    rights: 'by',
    homepage: 'https://library.example/map.html',
    date: '1700',
    isReadFromRight: true,
    notes: [],
  })
  expect(object.views).toMatchObject([
    {
      // A name stays as it is: others point at the same one.
      canvas: 'http://library.example/iiif/map/canvas/1',
      service: 'https://library.example/iiif/2/map',
      version: 2,
      level: 2,
      width: 1_000,
      height: 500,
      picture: { width: 4_000, height: 2_000 },
    },
  ])
  const { draft } = draftFrom(object, undefined, {})
  expect(draft).toMatchObject({
    form: 'picture',
    title: { ja: '若松城下絵図', en: 'Map of Wakamatsu' },
    credit: { ja: 'となりの図書館' },
    rights: 'by',
    date: '1700',
    fields: [
      { field: 'maker', value: { ja: '不詳' } },
      { field: 'period', value: { ja: '江戸時代' } },
      { field: 'note', value: { ja: '請求記号: A-1\nA-2' } },
    ],
    links: [{ address: 'https://library.example/map.html' }],
    pictures: [{ id: object.views[0]!.id, image: '', alternative: {} }],
  })
})

describe('what a person should know is said', () => {
  test.each([
    ['no terms', { rights: undefined }, { code: 'rights_missing' }],
    [
      'an older licence',
      { rights: 'http://creativecommons.org/licenses/by/2.1/jp/' },
      { code: 'rights_unknown', value: 'http://creativecommons.org/licenses/by/2.1/jp/' },
    ],
    [
      'terms that are a page of theirs',
      { rights: 'https://library.example/terms' },
      { code: 'rights_unknown', value: 'https://library.example/terms' },
    ],
    ['copyright', { rights: 'http://rightsstatements.org/vocab/InC/1.0/' }, { code: 'rights_reserved' }],
    ['no title', { label: { de: ['Karte'] } }, { code: 'title_missing' }],
    ['nobody to name', { requiredStatement: undefined, provider: [] }, { code: 'statement_missing' }],
    [
      'a film',
      { items: [canvasThree(origin, 'map', 1), { id: `${origin}/c`, type: 'Canvas', duration: 5 }] },
      { code: 'views_without_service', count: 1 },
    ],
    [
      'a longer book than books are',
      { items: Array.from({ length: 2_001 }, (_, n) => canvasThree(origin, 'map', n + 1)) },
      { code: 'views_left_out', count: 1, most: 2_000 },
    ],
    [
      'pages that are called the same',
      { items: [1, 2, 2, 3, 2].map((n) => canvasThree(origin, 'map', n)) },
      { code: 'views_alike', count: 2 },
    ],
  ])('%s', (_, over, note) => {
    expect(objectOf(manifestThree(origin, 'map', over)).notes).toEqual([note])
  })
})

describe('whatever stands there, nothing throws', () => {
  test.each<[unknown, string]>([
    [null, 'not_iiif'],
    [5, 'not_iiif'],
    ['text', 'not_iiif'],
    [[], 'not_iiif'],
    [{}, 'not_iiif'],
    [{ type: 'Canvas' }, 'not_iiif'],
    [{ '@type': 'sc:Layer' }, 'not_iiif'],
    [{ type: 'Manifest', '@context': 'http://iiif.io/api/presentation/1/context.json' }, 'version_unknown'],
    [{ type: 'Manifest', '@context': ['https://schema.org'] }, 'version_unknown'],
  ])('%j is refused', (document, code) => {
    expect(read(document)).toEqual({ ok: false, error: { code } })
  })

  const wrong = [null, 5, '', [], {}, [null], [[[]]], { items: null }, { '@value': {} }, '\u0000', true]
  const parts = ['label', 'summary', 'metadata', 'rights', 'requiredStatement', 'provider', 'homepage', 'navDate', 'navPlace', 'items', 'sequences', 'thumbnail'] // prettier-ignore
  test.each(parts)('%s may be anything', (part) => {
    for (const value of wrong)
      expect(read(manifestThree(origin, 'map', { [part]: value }))).toMatchObject({ ok: true })
    for (const value of wrong)
      expect(read({ ...manifestTwo(), [part]: value, type: 'Manifest' })).toMatchObject({ ok: true })
  })

  test('anything may stand anywhere within a view', () => {
    const canvas = canvasThree(origin, 'map', 1)
    const [page] = canvas.items
    const [annotation] = page!.items
    for (const value of wrong)
      for (const broken of [
        { ...canvas, id: value },
        { ...canvas, width: value },
        { ...canvas, items: value },
        { ...canvas, items: [{ ...page, items: value }] },
        { ...canvas, items: [{ ...page, items: [{ ...annotation, body: value }] }] },
        { ...canvas, items: [{ ...page, items: [{ ...annotation, body: { ...annotation!.body, service: value } }] }] }, // prettier-ignore
      ])
        expect(read(manifestThree(origin, 'map', { items: [broken] }))).toMatchObject({ ok: true })
  })

  test('a service that would be asked something else than it says is none', () => {
    for (const id of [
      'https://library.example/i?x=',
      'javascript:alert(1)',
      'https://ken:x@library.example/i',
    ]) {
      const canvas = structuredClone(canvasThree(origin, 'map', 1))
      canvas.items[0]!.items[0]!.body.service[0]!.id = id
      const { views } = objectOf(manifestThree(origin, 'map', { items: [canvas] }))
      // Its picture stays one, as it is.
      expect(views).toMatchObject([{ plain: `${origin}/image/map-1/full/max/0/default.jpg` }])
      expect(views[0]).not.toHaveProperty('service')
    }
  })

  test.each([
    ['{', 'not_json'],
    ['<!doctype html>', 'not_json'],
    ['', 'not_json'],
    ['['.repeat(100_000), 'too_deep'],
    [`{"a":${'{"a":'.repeat(80)}1${'}'.repeat(81)}`, 'too_deep'],
  ])('%.20s is no document', (text, code) => {
    expect(readJson(text)).toMatchObject({ ok: false, error: { code } })
  })

  test('brackets within a text are no brackets', () => {
    expect(readJson(JSON.stringify({ a: `"\\${'['.repeat(500)}` }))).toMatchObject({ ok: true })
    expect(readJson('\ufeff{}')).toMatchObject({ ok: true })
  })
})

test.each<[unknown, Record<string, string>]>([
  [
    { 'ja-JP': ['籠'], 'zh-TW': ['籃'], zh: ['篮'], fr: ['panier'] },
    { ja: '籠', 'zh-Hant': '籃', 'zh-Hans': '篮' },
  ],
  [{ none: ['からむし'] }, { ja: 'からむし' }],
  [{ '@none': ['Karamushi'] }, { en: 'Karamushi' }],
  ['會津', { ja: '會津' }],
  [['一', '二'], { ja: '一\n二' }],
  [1_868, { en: '1868' }],
  [{ '@value': 'A &amp; B &#x41; &#65;', '@language': 'en' }, { en: 'A & B &#x41; A' }],
  ['a < b', { en: 'a < b' }],
  ['&lt;script&gt;x', { en: 'script>x' }],
  ['\u0000\u0007会\ud800津', { ja: '会\ufffd津' }],
  [{ ja: [''] }, {}],
  [undefined, {}],
])('%j is read as %j', (value, texts) => {
  expect(partnerTexts(value)).toEqual(texts)
})

test('a text longer than an item may say is cut where it is too long', () => {
  expect(partnerTexts('あ'.repeat(10_000))['ja']).toHaveLength(4_000)
})

test('of a million texts in one place no more are looked at than a person reads', () => {
  expect(partnerTexts({ none: Array.from({ length: 1_000 }, () => '会') })['ja']).toBe(
    Array.from({ length: 200 }, () => '会').join('\n'),
  )
})

test.each(['https://a.example;sandbox/x', 'https://a.example,b.example/x', "https://'none'/x"])(
  '%s is no address: a page’s policy is told of hosts',
  (written) => expect(address.secured(written)).toBeUndefined(),
)

test.each([
  ['http://creativecommons.org/licenses/by-nc-nd/4.0/', 'byNcNd'],
  ['https://creativecommons.org/publicdomain/zero/1.0/legalcode.ja', 'cc0'],
  ['https://www.creativecommons.org/publicdomain/mark/1.0', 'pdm'],
  ['https://rightsstatements.org/page/NoC-CR/1.0/?language=en', 'noCopyrightContract'],
  ['http://creativecommons.org/licenses/by/3.0/', undefined],
  ['CC BY 4.0', undefined],
])('%s is %s', (written, name) => {
  expect(rightsNameOf(written)).toBe(name)
})

test('a collection leads to what it names, in either version, and to nothing else', () => {
  const three = read({
    type: 'Collection',
    items: [
      { id: 'https://a.example/m', type: 'Manifest' },
      { id: 'http://a.example/c#x', type: 'Collection' },
      { id: 'ftp://a.example/m', type: 'Manifest' },
      { id: 'https://a.example/canvas', type: 'Canvas' },
      null,
      { type: 'Manifest' },
    ],
  })
  expect(three).toMatchObject({
    value: {
      members: [
        { address: 'https://a.example/m', kind: 'manifest' },
        { address: 'https://a.example/c', kind: 'collection' },
      ],
    },
  })
  const two = read({
    '@type': 'sc:Collection',
    manifests: [{ '@id': 'https://a.example/m' }, 'https://a.example/n'],
    collections: [{ '@id': 'https://a.example/c', '@type': 'sc:Collection' }],
    members: [{ '@id': 'https://a.example/o', '@type': 'sc:Manifest' }],
    next: 'https://a.example/page/2',
  })
  expect(two).toMatchObject({
    value: {
      members: [
        { address: 'https://a.example/o', kind: 'manifest' },
        { address: 'https://a.example/m', kind: 'manifest' },
        { address: 'https://a.example/n', kind: 'manifest' },
        { address: 'https://a.example/c', kind: 'collection' },
        { address: 'https://a.example/page/2', kind: 'collection' },
      ],
    },
  })
})
