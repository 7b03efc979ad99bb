import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { emptyDraft, type ItemDraft } from '../../api/museum/item-draft.ts'
import { fields } from './drawn-image.ts'
import { type Desk, openDesks } from './upload-world.ts'

let hub: Awaited<ReturnType<typeof openDesks>>
let [desk, stranger]: Desk[] = []
let image: string
const institution = 'karamushi-museum'

beforeAll(async () => {
  hub = await openDesks()
  desk = await hub.desk('karamushi')
  stranger = await hub.desk('crafts')
  const file = await (await fields(2_400, 1_600)).jpeg().toBuffer()
  const { told } = await desk.announce(file)
  await desk.piece(told.id, 0, file)
  await hub.uploads.turn()
  image = (await desk.ask('GET', `/api/museum/uploads/${told.id}`)).told.image!
}, 60_000)
afterAll(() => hub.close())

type Json = Record<string, unknown>
const ask = async (method: string, path: string, body?: object, who = desk) =>
  (await who!.ask(method, `/api/museum/${path}`, body)) as unknown as { status: number; told: Json }
const preview = async (record: string, query = '') =>
  (await ask('GET', `drafts/${record}/preview${query}`)).told
const save = (record: string, revision: number, draft: ItemDraft) =>
  ask('PUT', `drafts/${record}`, { institution, revision, draft })

/** An item with all that the studio asks for. */
const diary = (over: Partial<ItemDraft> = {}): ItemDraft => ({
  ...emptyDraft,
  form: 'document',
  title: { ja: '試しの日記', en: 'A diary to try' },
  summary: { ja: '一枚の日記です。' },
  credit: { ja: '試し' },
  rights: 'by',
  date: '1930~',
  merit: { ja: '景色のよい列車で来られます。' },
  demerit: { ja: '列車は日に六本です。' },
  contact: { ja: '見本の係' },
  fields: [{ field: 'material', value: { ja: '紙' } }],
  links: [{ address: 'https://a.example/', label: { ja: 'あ' } }],
  pictures: [
    {
      id: 'leaf',
      image,
      alternative: { ja: '字のある紙' },
      transcription: { ja: '書かれた文', en: 'What is written', th: 'คำ' },
    },
  ],
  reading: 'right-to-left',
  chapters: [{ label: { ja: '春の章' }, from: 'leaf', to: 'leaf' }],
  events: ['mishima-sainokami'],
  spot: 'place/michi-no-eki-kaneyama',
  station: 'aizu-kawaguchi',
  ...over,
})

/** What changes by being public: where its pictures are had, and when it changed. */
function withoutPictures(item: Json): Json {
  const own = { pictures: undefined, zoomed: undefined, parts: undefined }
  const canvases = (item['canvases'] as Json[]).map((view) => ({ ...view, ...own }))
  return { ...item, changedAt: undefined, isRightsChosen: undefined, canvases }
}

describe('the preview of an item', () => {
  test('says whether what may be done with it was chosen', async () => {
    await save('unchosen', 0, diary({ rights: '' }))
    await save('chosen', 0, diary({ rights: 'undetermined' }))
    for (const [record, is] of [
      ['unchosen', false],
      ['chosen', true],
    ] as const)
      expect(await preview(record)).toMatchObject({ rights: { name: 'undetermined' }, isRightsChosen: is })
  })

  test('says, before anybody can read it, all that its page says afterwards', async () => {
    await save('previewed', 0, diary())
    const before = await preview('previewed')
    expect(before).toMatchObject({
      reading: 'right-to-left',
      chapters: [{ label: { ja: ['春の章'] }, from: 'leaf', to: 'leaf' }],
      canvases: [{ transcription: { ja: ['書かれた文'], en: ['What is written'], th: ['คำ'] } }],
      events: ['mishima-sainokami'],
      station: 'aizu-kawaguchi',
      place: { page: '/places/michi-no-eki-kaneyama' },
      merit: { ja: ['景色のよい列車で来られます。'] },
      demerit: { ja: ['列車は日に六本です。'] },
      contact: { ja: ['見本の係'] },
    })
    expect((await hub.reach('/api/museum/items/previewed', {})).status).toBe(404)
    expect((await ask('POST', 'drafts/previewed/publication', { revision: 1 })).status).toBe(200)
    const after = (await (await hub.reach('/api/museum/items/previewed', {})).json()) as Json
    expect(withoutPictures(before)).toEqual(withoutPictures(after))
    // Public, its pictures are those of the page, too.
    expect((await preview('previewed'))['canvases']).toEqual(after['canvases'])
  })

  test('shows a picture that is not public small, and to its institution only', async () => {
    const file = await (await fields(2_000, 1_000)).png().toBuffer()
    const { told } = await desk!.announce(file)
    await desk!.piece(told.id, 0, file)
    await hub.uploads.turn()
    const hidden = (await desk!.ask('GET', `/api/museum/uploads/${told.id}`)).told.image!
    await save('hidden', 0, diary({ pictures: [{ id: 'leaf', image: hidden, alternative: {}, transcription: {} }] }))
    const [view] = (await preview('hidden'))['canvases'] as { from: string; zoomed: unknown; parts: unknown; pictures: { address: string; width: number; height: number }[] }[]
    expect(view).toMatchObject({ from: 'own', zoomed: null, parts: [], pictures: [{ width: 1_200, height: 600 }] })
    const path = new URL(view!.pictures[0]!.address).pathname
    expect((await desk!.fetch(path)).status).toBe(200)
    expect((await stranger!.fetch(path)).status).toBe(422)
    expect((await hub.reach(path, {})).status).toBe(401)
  }) // prettier-ignore

  test('is had of what has nothing written yet, and of an earlier save', async () => {
    await save('begun', 0, emptyDraft)
    expect(await preview('begun')).toMatchObject({ label: {}, credit: {}, canvases: [{ from: 'nowhere' }] })
    await save('begun', 1, diary({ pictures: [] }))
    expect((await preview('begun'))['label']).toEqual({ ja: ['試しの日記'], en: ['A diary to try'] })
    expect((await preview('begun', '?revision=1'))['label']).toEqual({})
  })

  test.each([
    ['an item that is not there', 'nothing/preview', 404],
    ['a save that is not there', 'begun/preview?revision=9', 404],
    ['a save that is no number', 'begun/preview?revision=x', 400],
  ])('of %s there is none', async (_what, path, status) => {
    expect((await ask('GET', `drafts/${path}`)).status).toBe(status)
  })

  test('is nobody’s of another institution', async () => {
    expect((await ask('GET', 'drafts/begun/preview', undefined, stranger)).told['code']).toBe('draft_unknown')
    expect((await hub.reach('/api/museum/drafts/begun/preview', {})).status).toBe(401)
  })
})
