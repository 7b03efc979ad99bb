import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { emptyDraft, type ItemDraft } from '../../api/museum/item-draft.ts'
import { draftStore } from '../../api/museum/repository-drafts.ts'
import { presentationBreaches } from './presentation-checker.ts'
import { fields } from './drawn-image.ts'
import { type Desk, openDesks } from './upload-world.ts'

/** A document that the studio writes: chapters, direction, what is written in several languages, place and events. */
let hub: Awaited<ReturnType<typeof openDesks>>
let desk: Desk
let pages: string[]

const institution = 'karamushi-museum'
const origin = 'http://localhost'

async function uploaded(n: number): Promise<string> {
  const file = await (
    await fields(900, 600)
  )
    .jpeg()
    .withExif({ IFD0: { ImageDescription: `document ${n}` } })
    .toBuffer()
  const { told } = await desk.announce(file)
  await desk.piece(told.id, 0, file)
  await hub.uploads.turn()
  return (await desk.ask('GET', `/api/museum/uploads/${told.id}`)).told.image!
}

beforeAll(async () => {
  hub = await openDesks()
  desk = await hub.desk('karamushi')
  pages = [await uploaded(1), await uploaded(2)]
}, 60_000)
afterAll(() => hub.close())

type Told = {
  readonly revision: number
  readonly isChanged: boolean
  readonly draft: ItemDraft
  readonly code?: string
  readonly field?: string
  readonly facts?: { readonly missing?: string[]; readonly name?: string }
}
const ask = async (method: string, path: string, body?: unknown) =>
  (await desk.ask(method, `/api/museum/${path}`, body)) as unknown as { status: number; told: Told }
const save = (record: string, revision: number, draft: ItemDraft | Record<string, unknown>) =>
  ask('PUT', `drafts/${record}`, { institution, revision, draft })
const publish = (record: string, revision: number) =>
  ask('POST', `drafts/${record}/publication`, { revision })
const json = async (path: string) => (await (await hub.reach(path, {})).json()) as Record<string, unknown>

const album = (over: Partial<ItemDraft> = {}): ItemDraft => ({
  ...emptyDraft,
  form: 'document',
  title: { ja: '試しの絵日記' },
  summary: { ja: '二枚の絵日記です。' },
  credit: { ja: '試し' },
  rights: 'by',
  pictures: pages.map((image, n) => ({
    id: `leaf-${n}`,
    image,
    alternative: { ja: '字のある紙' },
    transcription: { ja: `${n}枚めのことば`, en: `Words of leaf ${n}`, th: `คำในหน้าที่ ${n}` },
  })),
  reading: 'right-to-left',
  chapters: [
    { label: { ja: '春の章', en: 'Spring' }, from: 'leaf-0', to: 'leaf-0' },
    { label: { ja: '蛍火の章' }, from: 'leaf-1', to: 'leaf-1' },
  ],
  events: ['mishima-sainokami'],
  spot: 'place/michi-no-eki-kaneyama',
  ...over,
})

const manifestPath = '/iiif/presentation/try-album/manifest'

describe('a document of the studio', () => {
  test('has its chapters, its direction, a page of annotations for each language and its point in the manifest', async () => {
    expect((await save('try-album', 0, album())).status).toBe(200)
    const published = await publish('try-album', 1)
    expect([published.status, published.told.isChanged]).toEqual([200, false])
    const manifest = await json(manifestPath)
    expect(presentationBreaches(manifest, String(manifest['id']))).toEqual([])
    const canvas = (id: string) => String(manifest['id']).replace('manifest', `canvas/${id}`)
    expect(manifest).toMatchObject({
      viewingDirection: 'right-to-left',
      behavior: ['paged'],
      structures: [
        { label: { ja: ['春の章'], en: ['Spring'] }, items: [{ id: canvas('leaf-0') }] },
        { label: { ja: ['蛍火の章'] }, items: [{ id: canvas('leaf-1') }] },
      ],
      navPlace: { features: [{ geometry: { type: 'Point' }, properties: { label: { ja: [expect.any(String)] } } }] },
    }) // prettier-ignore
    const [leaf] = manifest['items'] as { annotations: { id: string; items: { body: { language: string[]; value: string } }[] }[] }[] // prettier-ignore
    expect(leaf!.annotations.map(({ id, items }) => [id, items[0]!.body.language, items[0]!.body.value])).toEqual([
      [canvas('leaf-0/page/ja'), ['ja'], '0枚めのことば'],
      [canvas('leaf-0/page/en'), ['en'], 'Words of leaf 0'],
      [canvas('leaf-0/page/th'), ['th'], 'คำในหน้าที่ 0'],
    ]) // prettier-ignore
  })

  test('is had part by part, at the addresses that the manifest names', async () => {
    const manifest = await json(manifestPath)
    type Part = { id: string; type: string; items?: Part[]; annotations?: Part[] }
    const canvases = manifest['items'] as Part[]
    const within = canvases.flatMap((one) => [...one.items!, ...one.annotations!])
    const parts = [
      ...canvases,
      ...(manifest['structures'] as Part[]),
      ...within,
      ...within.flatMap(({ items }) => items!),
    ]
    expect(parts.length).toBe(2 + 2 + 8 + 8)
    for (const { id, type } of parts)
      expect(await json(new URL(id).pathname), id).toMatchObject({
        '@context': 'http://iiif.io/api/presentation/3/context.json',
        id,
        type,
        partOf: [{ id: manifest['id'], type: 'Manifest' }],
      })
    const missing = `${origin}/iiif/presentation/try-album/canvas/leaf-0/page/ko`
    expect((await hub.reach(new URL(missing).pathname, {})).status).toBe(404)
  })

  test('is told with its place, its events and its chapters, and found by what is written in any language', async () => {
    expect(await json('/api/museum/items/try-album')).toMatchObject({
      reading: 'right-to-left',
      chapters: [{ from: 'leaf-0' }, { from: 'leaf-1' }],
      events: ['mishima-sainokami'],
      place: { page: '/places/michi-no-eki-kaneyama', position: { latitude: expect.any(Number) } },
    })
    // By a language of the pages, a chapter and an event.
    for (const q of ['คำในหน้าที่', 'Words of leaf', '蛍火の章', '三島のサイノカミ'])
      expect(JSON.stringify(await json(`/api/search?q=${encodeURIComponent(q)}&kind=item`)), q).toContain(
        '/items/try-album',
      )
    expect(JSON.stringify(await json('/iiif/presentation/try-album/search?q=leaf'))).toContain(
      'transcription/en',
    )
    expect(await (await hub.reach('/iiif/presentation/try-album/text/th', {})).text()).toContain('คำในหน้า')
  })

  test('keeps what a program that knows nothing of these parts does not send', async () => {
    const { reading: _, chapters: __, events: ___, spot: ____, position: _____, ...before } = album()
    const saved = await save('try-album', 1, { ...before, date: '1930' })
    expect(saved.told.draft).toMatchObject({
      reading: 'right-to-left',
      events: ['mishima-sainokami'],
      spot: 'place/michi-no-eki-kaneyama',
      chapters: [{ from: 'leaf-0' }, { from: 'leaf-1' }],
    })
    // Sent again it is the same text.
    expect((await save('try-album', 2, { ...before, date: '1930' })).told.revision).toBe(2)
  })
})

test('an old text has the parts that the desk showed with it, also after they were taken out and published', async () => {
  const { reading: _, chapters: __, events: ___, spot: ____, position: _____, ...first } = album()
  await save('try-old', 0, album())
  await publish('try-old', 1)
  const old = {
    record: 'try-old',
    revision: 2,
    institution,
    draft: first,
    by: 'x',
    byName: 'x',
    at: Date.now(),
  }
  await draftStore(hub.store).add(old)
  const chapters = async (revision: number) =>
    (await ask('GET', `drafts/try-old/revisions/${revision}`)).told.draft.chapters?.length
  expect(await chapters(2)).toBe(2)
  // What a program does not send that knows nothing of them is as the desk shows it.
  expect((await save('try-old', 2, { ...first, date: '1930' })).told.draft.chapters?.length).toBe(2)
  await save('try-old', 3, album({ chapters: [], date: '1930' }))
  await publish('try-old', 4)
  expect([await chapters(2), await chapters(3), await chapters(4)]).toEqual([2, 2, 0])
})

describe('a draft is refused', () => {
  test.each<[string, string, Partial<ItemDraft>]>([
    ['events', 'no-such-event', { events: ['mishima-sainokami', 'no-such-event'] }],
    ['spot', 'place/nowhere', { spot: 'place/nowhere' }],
    ['station', 'no-such-station', { station: 'no-such-station' }],
  ])('where it names in %s what the hub does not know', async (part, name, over) => {
    const refused = await save('try-unknown', 0, album(over))
    expect([refused.status, refused.told.code, refused.told.field, refused.told.facts?.name]).toEqual([
      422,
      'draft_name_unknown',
      `draft.${part}`,
      name,
    ])
  })

  test.each<[string, Record<string, unknown>]>([
    ['draft.reading', { reading: 'boustrophedon' }],
    ['draft.chapters.0.from', { chapters: [{ label: {}, from: 'Leaf 1', to: '' }] }],
    ['draft.chapters.0', { chapters: [{ label: {}, from: '' }] }],
    ['draft.events.0', { events: ['../x'] }],
    ['draft.spot', { spot: 'shop/x' }],
    ['draft.position', { position: '1'.repeat(101) }],
  ])('at the edge where %s cannot be kept', async (field, over) => {
    const refused = await save('try-unknown', 0, { ...album(), ...over })
    expect(refused.status).toBe(400)
    expect(refused.told.field).toMatch(new RegExp(`^${field.replaceAll('.', '\\.')}`))
  })

  test('is kept, and not published, while a point or a chapter is half written', async () => {
    const half = album({ spot: '', position: '37.4, 139', chapters: [{ label: {}, from: 'leaf-0', to: '' }] })
    expect((await save('try-half', 0, half)).status).toBe(200)
    expect((await publish('try-half', 1)).told.facts?.missing).toEqual([
      'chaptersWhole',
      'positionReadable',
      'positionNamed',
    ])
    const whole = album({ spot: '', place: { ja: '橋のたもと' }, position: '37.4312, 139.6534' })
    await save('try-half', 1, whole)
    expect((await publish('try-half', 2)).status).toBe(200)
    expect(await json('/iiif/presentation/try-half/manifest')).toMatchObject({
      navPlace: { features: [{ geometry: { coordinates: [139.6534, 37.4312] }, properties: { label: { ja: ['橋のたもと'] } } }] },
    }) // prettier-ignore
  })
})
