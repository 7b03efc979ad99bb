import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { emptyDraft } from '../../api/museum/item-draft.ts'
import { emptyRow, emptyStory, type StoryDraft, type StoryRow } from '../../api/museum/story-draft.ts'
import { fields } from './drawn-image.ts'
import { presentationBreaches } from './presentation-checker.ts'
import { type Desk, openDesks } from './upload-world.ts'

let hub: Awaited<ReturnType<typeof openDesks>>
let [desk, colleague, stranger]: Desk[] = []
let image: string

beforeAll(async () => {
  hub = await openDesks()
  desk = await hub.desk('karamushi')
  colleague = await hub.desk('karamushi-2')
  stranger = await hub.desk('crafts')
  const file = await (await fields(900, 600)).jpeg().toBuffer()
  const { told } = await desk.announce(file)
  await desk.piece(told.id, 0, file)
  await hub.uploads.turn()
  image = (await desk.ask('GET', `/api/museum/uploads/${told.id}`)).told.image!
  const pictures = [{ id: 'front', image, alternative: { ja: '四つの色' }, transcription: {} }]
  const item = { ...emptyDraft, title: { ja: '語られる道具' }, summary: { ja: '説明です。' }, credit: { ja: '館' }, rights: 'by', pictures } // prettier-ignore
  await ask(desk, 'PUT', 'drafts/told-tool', { institution, revision: 0, draft: item })
  expect((await ask(desk, 'POST', 'drafts/told-tool/publication', { revision: 1 })).status).toBe(200)
}, 60_000)
afterAll(() => hub.close())

type Opened = Record<string, unknown> & {
  readonly revision: number
  readonly told: string | null
  readonly draft: StoryDraft
  readonly code?: string
  readonly field?: string
  readonly facts?: Record<string, unknown>
}
const institution = 'karamushi-museum'
const ask = (who: Desk | undefined, method: string, path: string, body?: unknown) =>
  who!.ask(method, `/api/museum/${path}`, body) as unknown as Promise<{ status: number; told: Opened }>
const save = (record: string, revision: number, draft: StoryDraft, who = desk) =>
  ask(who, 'PUT', `story-drafts/${record}`, { institution, revision, draft })
const publish = (record: string, revision: number, who = desk) =>
  ask(who, 'POST', `story-drafts/${record}/publication`, { revision })
const text = async (path: string) => (await hub.reach(path, {})).text()
const statusOf = async (path: string) => (await hub.reach(path, {})).status

const step = (id: string, over: Partial<StoryRow> = {}): StoryRow => ({
  ...emptyRow(id, 'step'),
  title: { ja: '刃', en: 'The blade' },
  text: { ja: '刃は鉄です。', en: 'The blade is of iron.', ko: '쇠로 만든 날' },
  picture: 'told-tool/front',
  region: '100,50,300,200',
  alternative: { ja: '鉄の刃' },
  ...over,
})
const draft = (over: Partial<StoryDraft> = {}): StoryDraft => ({
  ...emptyStory,
  title: { ja: '道具の語り部', en: 'A tool tells' },
  summary: { ja: '道具を近くで見ます。' },
  credit: { ja: 'からむし工芸博物館' },
  rights: 'by',
  merit: { ja: '景色のよい列車' },
  demerit: { ja: '日に六本' },
  contact: { ja: '語りの係' },
  rows: [
    { ...emptyRow('room', 'room'), title: { ja: '仕事場' }, station: 'aizu-kawaguchi' },
    step('blade'),
    step('both', { beside: 'told-tool/front', besideAlternative: { ja: '全体' } }),
  ],
  ...over,
})

describe('a story of an institution', () => {
  test('may have thirty scenes with a page of text each', async () => {
    const rows = Array.from({ length: 32 }, (_, n) =>
      step(`scene-${n}`, { text: { ja: '語'.repeat(1_000) } }),
    )
    expect((await save('long-story', 0, draft({ rows }))).status).toBe(200)
    const { told } = await ask(desk, 'GET', 'story-drafts/long-story')
    expect(told.draft.rows.map(({ text }) => text['ja']?.length)).toEqual(rows.map(() => 1_000))
  })

  test('is a draft that only its institution sees, then public everywhere, then a tombstone', async () => {
    const first = await save('tool-tells', 0, draft())
    expect([first.status, first.told.revision, first.told.told]).toEqual([200, 1, null])
    expect(await statusOf('/iiif/presentation/tool-tells/manifest')).toBe(404)
    const preview = await ask(desk, 'GET', 'story-drafts/tool-tells/preview')
    expect(JSON.stringify(preview.told)).toContain(`/iiif/3/${image}/100,50,300,200/!480,480/0/default.jpg`)

    expect((await publish('tool-tells', 1)).told.told).toBe('published')
    // What the reader is told is what was shown before, but for the moment.
    const told = JSON.parse(await text('/api/museum/stories/tool-tells')) as Record<string, unknown>
    expect(told).toEqual({ ...preview.told, changedAt: told['changedAt'] })
    expect(told).toMatchObject({ demerit: { ja: ['日に六本'] }, contact: { ja: ['語りの係'] } })
    const manifest = await text('/iiif/presentation/tool-tells/manifest')
    expect(manifest).toContain('front#xywh=100,50,300,200')
    for (const said of ['景色のよい列車', '日に六本', '語りの係']) expect(manifest).toContain(said)
    expect(await text(`/api/search?q=${encodeURIComponent('道具の語り部')}`)).toContain('/stories/tool-tells')
    const activity = async () => {
      const page = JSON.parse(await text('/iiif/activity/all-changes')) as { last: { id: string } }
      const { orderedItems } = JSON.parse(await text(new URL(page.last.id).pathname)) as { orderedItems: { type: string; object: { id: string } }[] } // prettier-ignore
      return orderedItems.filter(({ object }) => object.id.includes('tool-tells')).map(({ type }) => type)
    }
    expect(await activity()).toEqual(['Create'])

    const changed = await save('tool-tells', 1, draft({ summary: { ja: '直した説明です。' } }))
    expect([changed.told.told, changed.told['isChanged']]).toEqual(['published', true])
    const withdrawn = await ask(desk, 'POST', 'story-drafts/tool-tells/withdrawal')
    expect(withdrawn.told.told).toBe('withdrawn')
    expect(await statusOf('/api/museum/stories/tool-tells')).toBe(404)
    expect(await activity()).toEqual(['Create', 'Delete'])
    const { told: history } = await ask(desk, 'GET', 'story-drafts/tool-tells/history')
    expect(history['saved']).toMatchObject([{ revision: 2, byName: 'からむし工芸博物館の担当' }, { revision: 1 }])
    expect(history['acts']).toMatchObject([
      { act: 'withdraw', state: 'done', isPlan: false },
      { act: 'publish', state: 'done', revision: 1, byName: 'からむし工芸博物館の担当' },
    ])
    expect((await ask(desk, 'POST', 'story-drafts/tool-tells/withdrawal')).told.code).toBe('record_not_public')
  }) // prettier-ignore

  test('offers pictures of its own items first, and finds those of others by their words', async () => {
    const all = await ask(desk, 'GET', `studio/story-pictures?institution=${institution}`)
    const pictures = all.told['pictures'] as { picture: string; holder: { id: string } }[]
    expect(pictures[0]).toMatchObject({ picture: 'told-tool/front', holder: { id: institution }, width: 900 })
    const found = await ask(stranger, 'GET', `studio/story-pictures?q=${encodeURIComponent('語られる 四つ')}`)
    expect(found.told['pictures']).toMatchObject([{ picture: 'told-tool/front', hasParts: true }])
    const none = await ask(desk, 'GET', `studio/story-pictures?q=${encodeURIComponent('どこにもない')}`)
    expect(none.told).toMatchObject({ pictures: [], total: 0 })
  })

  test('is planned in Japan’s time, once however often it is sent, and the plan can be given up', async () => {
    await save('planned', 0, draft())
    const day = new Date(Date.now() + 48 * 3_600_000).toISOString().slice(0, 10)
    const plan = () => ask(desk, 'PUT', 'story-drafts/planned/plans/publish', { at: `${day}T09:00:00+09:00`, revision: 1 }) // prettier-ignore
    await plan()
    const { told } = await plan()
    expect(told['plans']).toMatchObject([{ act: 'publish', at: `${day}T00:00:00.000Z`, revision: 1 }])
    const given = await ask(desk, 'DELETE', 'story-drafts/planned/plans/publish')
    expect([given.status, given.told['plans']]).toEqual([200, []])
    expect((await ask(desk, 'DELETE', 'story-drafts/planned/plans/publish')).told.code).toBe('plan_unknown')
    const late = await ask(desk, 'PUT', 'story-drafts/planned/plans/publish', { at: '2020-01-01T09:00:00+09:00', revision: 1 }) // prettier-ignore
    expect([late.status, late.told.code, late.told.field]).toEqual([422, 'plan_in_past', 'at'])
  })
})

describe('what is refused', () => {
  test('two who save on one text: the second is told whose came between, and both are kept', async () => {
    await save('two', 0, draft())
    await save('two', 1, draft({ title: { ja: '相手の題' } }), colleague)
    const mine = await save('two', 1, draft({ title: { ja: '自分の題' } }))
    expect([mine.status, mine.told.code, mine.told.field]).toEqual([409, 'draft_changed', 'revision'])
    expect(mine.told.facts).toMatchObject({ revision: 2, byName: 'からむし工芸博物館のもう一人の担当' })
    const kept = await ask(desk, 'GET', 'story-drafts/two/revisions/2')
    expect(kept.told.draft.title).toEqual({ ja: '相手の題' })
    expect((await publish('two', 1)).told.code).toBe('draft_changed')
  })

  test('publishing what is unfinished, with what is missing', async () => {
    await save('bare', 0, { ...emptyStory, rows: [emptyRow('step', 'step')] })
    const { status, told } = await publish('bare', 1)
    expect([status, told.code]).toEqual([422, 'story_not_ready'])
    expect(told.facts?.['missing']).toEqual([
      'title',
      'summary',
      'rights',
      'credit',
      'stepTitles',
      'stepTexts',
      'pictures',
    ])
    await save('html', 0, draft({ summary: { ja: '<b>太い</b>' } }))
    const html = await publish('html', 1)
    expect([html.told.code, html.told.facts?.['part']]).toEqual(['story_malformed', 'summary.ja.0'])
  })

  test('everything of another institution', async () => {
    await save('ours-alone', 0, draft())
    expect((await save('ours-alone', 1, draft(), stranger)).status).toBe(403)
    const stolen = await ask(stranger, 'PUT', 'story-drafts/ours-alone', { institution: 'mishima-craft-museum', revision: 1, draft: draft() }) // prettier-ignore
    expect([stolen.status, stolen.told.code]).toEqual([403, 'draft_elsewhere'])
    const at = '2999-01-01T09:00:00+09:00'
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['GET', '/revisions/1', undefined],
      ['GET', '/history', undefined],
      ['GET', '/preview', undefined],
      ['POST', '/publication', { revision: 1 }],
      ['POST', '/withdrawal', undefined],
      ['PUT', '/plans/publish', { at, revision: 1 }],
      ['DELETE', '/plans/publish', undefined],
    ] as const)
      expect((await ask(stranger, method, `story-drafts/ours-alone${path}`, body)).told.code, path).toBe('draft_unknown') // prettier-ignore
    expect((await ask(stranger, 'GET', `studio/stories?institution=${institution}`)).status).toBe(403)
    const list = (await ask(desk, 'GET', `studio/stories?institution=${institution}`)).told
    expect(list['stories']).toContainEqual(expect.objectContaining({ record: 'ours-alone', told: null }))
  })

  test('everything to who is not signed in', async () => {
    for (const path of [
      'studio/stories?institution=x',
      'studio/story-pictures',
      'story-drafts/ours-alone',
      'story-drafts/ours-alone/preview',
    ])
      // prettier-ignore
      expect(await statusOf(`/api/museum/${path}`), path).toBe(401)
  })

  test('a name that is another thing’s, and two rows of one id', async () => {
    expect((await save('Not-This', 0, draft())).told.code).toBe('record_identifier_malformed')
    await save('told-tool', 0, draft())
    expect((await publish('told-tool', 1)).told.code).toBe('record_kind_fixed')
    const twice = await save('twice', 0, draft({ rows: [step('one'), step('one')] }))
    expect([twice.status, twice.told.field]).toEqual([400, 'draft.rows'])
  })
})

test('the sources of a scene are written, published, told, and opened again as they were', async () => {
  const cited = { ja: '「村史」1983年\nhttps://example.jp/', en: 'Village history, 1983' }
  const rows = [step('from', { cited })]
  expect((await save('with-sources', 0, draft({ rows }))).status).toBe(200)
  expect((await publish('with-sources', 1)).status).toBe(200)
  const told = JSON.parse(await text('/api/museum/stories/with-sources')) as { rooms: { steps: { cited: unknown }[] }[] } // prettier-ignore
  expect(told.rooms[0]!.steps[0]!.cited).toEqual({ ja: [cited.ja], en: [cited.en] })
  const { told: opened } = await ask(desk, 'GET', 'story-drafts/with-sources')
  expect([opened.draft.rows.at(-1)!.cited, opened['isChanged']]).toEqual([cited, false])
})

describe('a map in a story', () => {
  const where = (map: string) =>
    draft({ rows: [step('where', { picture: '', region: '', alternative: {}, map })] })

  test.each([
    ['place/nowhere', 422, 'map_stop_unknown', 'draft.rows.0.map'],
    ['station/koide institution/nobody', 422, 'map_stop_unknown', 'draft.rows.0.map'],
    ['river/tadami', 400, 'field_invalid', 'draft.rows.0.map'],
    [Array.from({ length: 21 }, () => 'station/koide').join(' '), 400, 'field_invalid', 'draft.rows.0.map'],
  ])('that names %s is refused by its field', async (map, status, code, field) => {
    const refused = await save('lost-map', 0, where(map))
    expect([refused.status, refused.told.code, refused.told.field]).toEqual([status, code, field])
  })

  test('is a scene by itself, and is told to pages, to viewers and as GeoJSON', async () => {
    expect((await save('on-a-map', 0, where('station/koide institution/karamushi-museum'))).status).toBe(200)
    expect((await publish('on-a-map', 1)).status).toBe(200)
    const address = '/api/museum/stories/on-a-map/steps/where/map.geojson'
    const map = await hub.reach(address, {})
    expect([map.headers.get('content-type'), map.headers.get('access-control-allow-origin')]).toEqual(['application/geo+json', '*']) // prettier-ignore
    const { id, features } = (await map.json()) as { id: string; features: { properties: { identifier: string }; geometry: { coordinates: number[] } | null }[] } // prettier-ignore
    expect(features.map(({ properties }) => properties.identifier)).toEqual(['koide', 'karamushi-museum'])
    // Under the public address, also where it was asked for by another name.
    hub.hub.address.set('https://meguri.example')
    const again = (await (await hub.reach(address, {})).json()) as { id: string }
    hub.hub.address.set(new URL(id).origin)
    expect(again.id).toBe(`https://meguri.example${address}/places`)
    const [east, north] = features[0]!.geometry!.coordinates
    expect(east! > 138 && east! < 140 && north! > 36 && north! < 38).toBe(true)
    const manifest = JSON.parse(await text('/iiif/presentation/on-a-map/manifest')) as {
      id: string
      '@context': string[]
      items: { id: string; navPlace: { features: unknown[] }; seeAlso: { id: string }[] }[]
      structures: { items: { id: string }[] }[]
    }
    expect(manifest['@context']).toHaveLength(2)
    expect(presentationBreaches(manifest, manifest.id)).toEqual([])
    const [canvas] = manifest.items
    expect(canvas!.navPlace.features[0]).toMatchObject({
      geometry: { type: 'Point', coordinates: [east, north] },
    })
    expect(canvas!.seeAlso[0]!.id).toContain(address)
    expect(manifest.structures[0]!.items).toEqual([{ id: canvas!.id, type: 'Canvas' }])
    expect((await hub.reach('/iiif/presentation-2/on-a-map/manifest', {})).status).toBe(200)
    for (const missing of ['stories/nobody/steps/where', 'stories/on-a-map/steps/elsewhere'])
      expect(await statusOf(`/api/museum/${missing}/map.geojson`)).toBe(404)
  })
})
