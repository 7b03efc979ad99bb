import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { emptyDraft, type ItemDraft } from '../../api/museum/item-draft.ts'
import { fields } from './drawn-image.ts'
import { type Desk, openDesks } from './upload-world.ts'

let hub: Awaited<ReturnType<typeof openDesks>>
let [desk, colleague, stranger]: Desk[] = []

beforeAll(async () => {
  hub = await openDesks()
  desk = await hub.desk('karamushi')
  colleague = await hub.desk('karamushi-2')
  stranger = await hub.desk('crafts')
}, 60_000)
afterAll(() => hub.close())

type Opened = {
  readonly revision: number
  readonly told: string | null
  readonly isChanged: boolean
  readonly draft: ItemDraft
  readonly saved: { readonly byName: string } | null
  readonly quality: { readonly score: number; readonly isReady: boolean }
  readonly code?: string
  readonly field?: string
  readonly title?: string
  readonly facts?: Record<string, unknown>
}
type Answer = { readonly status: number; readonly told: Opened }

const institution = 'karamushi-museum'
const ask = (who: Desk | undefined, method: string, path: string, body?: unknown) =>
  who!.ask(method, `/api/museum/${path}`, body) as unknown as Promise<Answer>
const save = (record: string, revision: number, draft: ItemDraft, who = desk) =>
  ask(who, 'PUT', `drafts/${record}`, { institution, revision, draft })
const publish = (record: string, revision: number, who = desk) =>
  ask(who, 'POST', `drafts/${record}/publication`, { revision })
const withdraw = (record: string, who = desk) => ask(who, 'POST', `drafts/${record}/withdrawal`)

const text = async (path: string) => (await hub.reach(path, {})).text()
const statusOf = async (path: string) => (await hub.reach(path, {})).status

let photographs = 0
async function uploaded(): Promise<string> {
  const file = await (
    await fields(900, 600)
  )
    .jpeg()
    .withExif({ IFD0: { ImageDescription: `studio ${++photographs}` } })
    .toBuffer()
  const { told } = await desk!.announce(file)
  await desk!.piece(told.id, 0, file)
  await hub.uploads.turn()
  return (await desk!.ask('GET', `/api/museum/uploads/${told.id}`)).told.image!
}

const draft = (over: Partial<ItemDraft> = {}): ItemDraft => ({
  ...emptyDraft,
  title: { ja: '苧引き金の試し書き', en: 'A scraper of the tests', ko: '시험' },
  summary: { ja: '試しに書いた説明です。', en: 'A description to try.' },
  credit: { ja: 'からむし工芸博物館' },
  rights: 'by',
  ...over,
})
const withPicture = (image: string, over: Partial<ItemDraft> = {}) =>
  draft({ pictures: [{ id: 'front', image, alternative: { ja: '四つの色' }, transcription: {} }], ...over })

describe('an item from its first word to its end', () => {
  test('is a draft that only its institution sees, then public everywhere, then a tombstone', async () => {
    const image = await uploaded()
    const first = await save('try-scraper', 0, withPicture(image))
    expect([first.status, first.told.revision, first.told.told, first.told.quality.isReady]).toEqual([200, 1, null, true]) // prettier-ignore
    const before = await hub.hub.museum.published.version()
    expect(await statusOf('/iiif/presentation/try-scraper/manifest')).toBe(404)
    expect(await statusOf(`/iiif/3/${image}/info.json`)).toBe(404)
    expect((await stranger!.ask('GET', '/api/museum/drafts/try-scraper')).told.code).toBe('draft_unknown')

    const published = await publish('try-scraper', 1)
    expect([published.status, published.told.told, published.told.isChanged]).toEqual([
      200,
      'published',
      false,
    ])
    expect(await text('/iiif/presentation/try-scraper/manifest')).toContain(`/iiif/3/${image}`)
    expect(await statusOf(`/iiif/3/${image}/full/max/0/default.jpg`)).toBe(200)
    expect(await text('/api/museum/items/try-scraper')).toContain('苧引き金')
    expect(await text('/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:localhost:try-scraper')).toContain('苧引き金') // prettier-ignore
    const page = JSON.parse(await text('/iiif/activity/all-changes')) as { last: { id: string } }
    expect(await text(new URL(page.last.id).pathname)).toContain('/iiif/presentation/try-scraper/manifest')
    expect((await hub.hub.museum.published.version()) > before).toBe(true)
    for (const q of ['苧引き金', 'scraper of the tests', '시험'])
      expect(await text(`/api/search?q=${encodeURIComponent(q)}`)).toContain('/items/try-scraper')
    const quality = JSON.parse(await text('/api/museum/items/try-scraper/quality')) as { score: number }
    expect(quality.score).toBe(published.told.quality.score)

    const changed = await save('try-scraper', 1, withPicture(image, { date: '1930~' }))
    expect([changed.told.told, changed.told.isChanged]).toEqual(['published', true])
    expect(await text('/api/museum/items/try-scraper')).not.toContain('1930')

    expect((await withdraw('try-scraper')).told.told).toBe('withdrawn')
    for (const path of [
      '/iiif/presentation/try-scraper/manifest',
      `/iiif/3/${image}/info.json`,
      '/api/museum/items/try-scraper',
    ])
      // prettier-ignore
      expect(await statusOf(path), path).toBe(404)
    expect(await text('/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:localhost:try-scraper')).toContain('status="deleted"') // prettier-ignore
    expect(await text(`/api/search?q=${encodeURIComponent('苧引き金')}`)).not.toContain('/items/try-scraper')
    expect((await withdraw('try-scraper')).told.code).toBe('record_not_public')
    expect((await publish('try-scraper', 2)).told.told).toBe('published')
    expect(await statusOf(`/iiif/3/${image}/info.json`)).toBe(200)
  })

  test('of an institution that published nothing yet brings its institution with it', async () => {
    expect(await statusOf('/iiif/presentation/collection/mishima-craft-museum')).toBe(404)
    const crafts = { institution: 'mishima-craft-museum', revision: 0, draft: draft() }
    await ask(stranger, 'PUT', 'drafts/first-of-all', crafts)
    // Its data names no page of its own: who answers is asked for, and nothing is thought up.
    expect((await publish('first-of-all', 1, stranger)).told.facts).toEqual({ missing: ['contact'] })
    const answered = { ...crafts, revision: 1, draft: draft({ contact: { ja: '見本の係' } }) }
    await ask(stranger, 'PUT', 'drafts/first-of-all', answered)
    expect((await publish('first-of-all', 2, stranger)).status).toBe(200)
    expect(await text('/iiif/presentation/collection/mishima-craft-museum')).toContain('first-of-all')
    // What the files of the project say is taken in again, as at each start.
    await hub.hub.museum.takeIn()
    expect(await statusOf('/iiif/presentation/first-of-all/manifest')).toBe(200)
  })

  test('tells of an advantage with its drawback beside it, and who answers, wherever it is told of', async () => {
    const announced = {
      merit: { ja: '景色のよい列車で来られます。' },
      demerit: { ja: '列車は日に六本です。' },
      contact: { ja: '見本の係 0240-00-0000' },
    }
    await save('try-merit', 0, draft(announced))
    await publish('try-merit', 1)
    const told = JSON.parse(await text('/api/museum/items/try-merit')) as Record<string, unknown>
    for (const [part, value] of Object.entries(announced)) expect(told[part]).toEqual({ ja: [value.ja] })
    const manifest = await text('/iiif/presentation/try-merit/manifest')
    const { metadata } = JSON.parse(manifest) as { metadata: { label: { ja: string[] }; value: { ja?: string[] } }[] } // prettier-ignore
    const at = metadata.findIndex(({ label }) => label.ja[0] === 'よいところ')
    expect(metadata.slice(at, at + 3).map(({ value }) => value.ja)).toEqual(
      Object.values(announced).map(({ ja }) => [ja]),
    )
    expect(await text('/api/museum/items/try-merit/schema.jsonld')).toContain('見本の係 0240-00-0000')
    // Opened again it is the same text: it is not changed by being published.
    expect((await ask(desk, 'GET', 'drafts/try-merit')).told.isChanged).toBe(false)
    const lido = await text('/oai?verb=GetRecord&metadataPrefix=lido&identifier=' + encodeURIComponent(new URL(JSON.parse(manifest).seeAlso[2].id).searchParams.get('identifier')!)) // prettier-ignore
    expect(lido).toMatch(/<lido:legalBodyWeblink>http[^<]+<\/lido:legalBodyWeblink>/)
  })

  test('who sends a draft without these parts, as programs did before, announces nothing', async () => {
    const { merit: _m, demerit: _d, contact: _c, ...before } = draft()
    const sent = { institution, revision: 0, draft: before }
    expect((await ask(desk, 'PUT', 'drafts/try-before', sent)).told.draft.merit).toEqual({})
    expect((await publish('try-before', 1)).status).toBe(200)
  })

  test('in copyright is shown whole and small, and zoomed as soon as it is free', async () => {
    const image = await uploaded()
    await save('try-print', 0, withPicture(image, { rights: 'inCopyright' }))
    await publish('try-print', 1)
    expect(await statusOf(`/iiif/3/${image}/0,0,100,100/max/0/default.jpg`)).toBe(400)
    expect(await text(`/iiif/3/${image}/info.json`)).toContain('level0')
    await save('try-print', 1, withPicture(image))
    await publish('try-print', 2)
    expect(await statusOf(`/iiif/3/${image}/0,0,100,100/max/0/default.jpg`)).toBe(200)
  })

  test('a picture that another item shows stays when one is withdrawn', async () => {
    const image = await uploaded()
    for (const record of ['pair-one', 'pair-two']) {
      await save(record, 0, withPicture(image))
      await publish(record, 1)
    }
    await withdraw('pair-one')
    expect(await statusOf(`/iiif/3/${image}/info.json`)).toBe(200)
    await withdraw('pair-two')
    expect(await statusOf(`/iiif/3/${image}/info.json`)).toBe(404)
  })

  test('a picture that is taken out, or whose publication is refused, is seen by nobody', async () => {
    const [first, second] = [await uploaded(), await uploaded()]
    await save('swap', 0, withPicture(first))
    await publish('swap', 1)
    await save('swap', 1, withPicture(second))
    await publish('swap', 2)
    expect(await statusOf(`/iiif/3/${second}/info.json`)).toBe(200)
    expect(await statusOf(`/iiif/3/${first}/info.json`)).toBe(404)
    // The name is a story's: it can be written under, not published.
    await save('line-and-bridges', 0, withPicture(first))
    expect((await publish('line-and-bridges', 1)).told.code).toBe('record_kind_fixed')
    expect(await statusOf(`/iiif/3/${first}/info.json`)).toBe(404)
  })

  test('a picture of a work in copyright stays small and whole, whatever other item shows it', async () => {
    const image = await uploaded()
    await save('strict', 0, withPicture(image, { rights: 'inCopyright' }))
    await save('free', 0, withPicture(image))
    const part = () => statusOf(`/iiif/3/${image}/0,0,100,100/max/0/default.jpg`)
    await publish('strict', 1)
    await publish('free', 1)
    expect(await part()).toBe(400)
    await withdraw('strict')
    expect(await part()).toBe(200)
    await withdraw('free')
    expect(await part()).toBe(404)
  })

  test('is published once, however often and however quickly somebody asks', async () => {
    await save('pressed', 0, draft())
    const twice = await Promise.all([publish('pressed', 1), publish('pressed', 1)])
    expect(twice.map(({ status }) => status)).toEqual([200, 200])
    const before = await hub.hub.museum.published.version()
    expect((await publish('pressed', 1)).told.told).toBe('published')
    expect(await hub.hub.museum.published.version()).toBe(before)
  })

  test('that the project’s files wrote is opened as it stands, and is the person’s from then on', async () => {
    const { told } = await ask(desk, 'GET', 'drafts/karamushi-tools')
    expect([told.revision, told.told, told.isChanged, told.saved]).toEqual([0, 'published', false, null])
    await save('karamushi-tools', 0, { ...told.draft, date: '1930~' })
    expect((await publish('karamushi-tools', 1)).status).toBe(200)
    await hub.hub.museum.takeIn()
    expect(await text('/api/museum/items/karamushi-tools')).toContain('1930')
  })
})

describe('two who write at once', () => {
  test('never write over each other: the second is told whose text came between, and both are kept', async () => {
    await save('try-two', 0, draft())
    await save('try-two', 1, draft({ title: { ja: '相手の題' } }), colleague)
    const mine = await save('try-two', 1, draft({ title: { ja: '自分の題' } }))
    expect([mine.status, mine.told.code, mine.told.field]).toEqual([409, 'draft_changed', 'revision'])
    expect(mine.told.facts).toMatchObject({ revision: 2, byName: 'からむし工芸博物館のもう一人の担当' })
    expect(mine.told.title).toContain('からむし工芸博物館のもう一人の担当')
    const kept = await ask(desk, 'GET', 'drafts/try-two/revisions/2')
    expect(kept.told.draft.title).toEqual({ ja: '相手の題' })
    expect((await publish('try-two', 1)).told.code).toBe('draft_changed')
    const after = await save('try-two', 2, draft({ title: { ja: '二人の題' } }))
    expect([after.told.revision, after.told.saved?.byName]).toEqual([3, 'からむし工芸博物館の担当'])
  })

  test('at the very same moment: one saves, one is told', async () => {
    await save('try-race', 0, draft())
    const both = await Promise.all([
      save('try-race', 1, draft({ date: '1930' })),
      save('try-race', 1, draft({ date: '1940' }), colleague),
    ])
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([200, 409]))
  })

  test('a first text is the first one, whatever number its sender thinks of', async () => {
    expect((await save('try-number', 1_000_000_000, draft())).told.revision).toBe(1)
  })

  test('the same text sent twice is saved once', async () => {
    await save('try-twice', 0, draft())
    expect((await save('try-twice', 0, draft())).told.revision).toBe(1)
    const atOnce = await Promise.all([save('try-at-once', 0, draft()), save('try-at-once', 0, draft())])
    expect(atOnce.map(({ status, told }) => [status, told.revision])).toEqual([[200, 1], [200, 1]]) // prettier-ignore
  })
})

describe('what is refused', () => {
  test.each<[string, string, Partial<ItemDraft>, string[]]>([
    ['what may be done with it', 'no-rights', { rights: '' }, ['rights']],
    ['a title and whom to name', 'no-title', { title: {}, credit: {} }, ['title', 'credit']],
    ['a date that can be read', 'no-date', { date: '昭和' }, ['dateReadable']],
    ['the drawback of an advantage', 'no-drawback', { merit: { ja: '無料' } }, ['demerit']],
  ])('publishing without %s', async (_, record, over, missing) => {
    await save(record, 0, draft(over))
    const { status, told } = await publish(record, 1)
    expect([status, told.code, told.facts]).toEqual([422, 'item_not_ready', { missing }])
    expect(await statusOf(`/iiif/presentation/${record}/manifest`)).toBe(404)
  })

  test('a picture without words, and one of another institution', async () => {
    const image = await uploaded()
    const mute = { id: 'front', image, alternative: {}, transcription: {} }
    await save('no-words', 0, draft({ pictures: [mute] }))
    expect((await publish('no-words', 1)).told.facts).toEqual({ missing: ['alternative'] })
    for (const other of ['tadami-line-scroll', 'mishima-craft-museum-0123456789abcdef']) {
      const { status, told } = await save('others-picture', 0, withPicture(other))
      expect([status, told.code]).toEqual([422, 'draft_picture_unknown'])
    }
    await save('lost-picture', 0, withPicture('karamushi-museum-0123456789abcdef'))
    expect((await publish('lost-picture', 1)).told.code).toBe('draft_picture_unknown')
  })

  test.each<[string, Partial<ItemDraft>]>([
    ['what viewers would take for HTML', { summary: { ja: '<b>太い</b>' } }],
    ['a link with a quotation mark', { links: [{ address: 'https://a.example/"x"', label: {} }] }],
  ])('%s, with the field named', async (_, over) => {
    const record = `bad-${Object.keys(over)[0]}`
    await save(record, 0, draft(over))
    const { status, told } = await publish(record, 1)
    expect([status, told.code]).toEqual([422, 'item_malformed'])
    expect(told.facts?.['part']).toContain(Object.keys(over)[0])
  })

  test('everything of another institution', async () => {
    await save('ours-alone', 0, draft())
    expect((await save('ours-alone', 1, draft(), stranger)).status).toBe(403)
    const stolen = await ask(stranger, 'PUT', 'drafts/ours-alone', { institution: 'mishima-craft-museum', revision: 1, draft: draft() }) // prettier-ignore
    expect([stolen.status, stolen.told.code]).toEqual([403, 'draft_elsewhere'])
    for (const [method, path, body] of [
      ['GET', 'drafts/ours-alone', undefined],
      ['GET', 'drafts/ours-alone/revisions/1', undefined],
      ['POST', 'drafts/ours-alone/publication', { revision: 1 }],
      ['POST', 'drafts/ours-alone/withdrawal', undefined],
    ] as const)
      expect((await ask(stranger, method, path, body)).told.code, path).toBe('draft_unknown')
    expect((await ask(stranger, 'GET', `studio/items?institution=${institution}`)).status).toBe(403)
    const image = await uploaded()
    const picture = (who: Desk | undefined) =>
      who!.fetch(`/api/museum/studio/pictures/${institution}/${image}`)
    expect((await picture(stranger)).status).toBe(422)
    const own = await picture(desk)
    expect([own.status, own.headers.get('content-type'), own.headers.get('cache-control')]).toEqual([200, 'image/jpeg', 'private, max-age=3600']) // prettier-ignore
    expect((await sharp(new Uint8Array(await own.arrayBuffer())).metadata()).width).toBe(900)
  })

  test('names that cannot stand in an address, and the name of an institution', async () => {
    expect((await save('Not-This', 0, draft())).told.code).toBe('record_identifier_malformed')
    await save('karamushi-museum', 0, draft())
    expect((await publish('karamushi-museum', 1)).told.code).toBe('record_kind_fixed')
  })
})

test('stories are found by what their steps say, beside items', async () => {
  const found = await text(`/api/search?q=${encodeURIComponent('列車の来なかった11年')}`)
  expect(found).toContain('/stories/line-and-bridges')
})

test('a desk lists its institutions and items, drafts among them', async () => {
  const own = (await ask(desk, 'GET', 'studio/institutions')).told as unknown as { institutions: { id: string }[] }
  expect(own.institutions.map(({ id }) => id)).toEqual([institution])
  await save('listed-draft', 0, draft())
  const list = (await ask(desk, 'GET', `studio/items?institution=${institution}&limit=200`)).told as unknown as { items: { record: string; told: string | null }[] } // prettier-ignore
  expect(list.items).toContainEqual(expect.objectContaining({ record: 'listed-draft', told: null }))
  expect(list.items.map(({ record }) => record)).toContain('karamushi-tools')
  const editor = await hub.desk('editor')
  const all = (await ask(editor, 'GET', 'studio/institutions')).told as unknown as { institutions: unknown[] }
  expect(all.institutions.length).toBeGreaterThan(40)
}) // prettier-ignore

describe('the list of a desk', () => {
  type Page = {
    readonly items: readonly { record: string }[]
    readonly next: string | null
    readonly total: number
  }
  const page = async (asked: string) =>
    (await ask(desk, 'GET', `studio/items?institution=${institution}&${asked}`)).told as unknown as Page
  const records = ({ items }: Page) => items.map(({ record }) => record)

  test('is told in pages, each item once, what the content published among them', async () => {
    const all = records(await page('limit=200'))
    expect(all).toEqual(all.toSorted())
    const seen: string[] = []
    for (let after: string | null = ''; after !== null;) {
      const told = await page(`limit=2&after=${after}`)
      expect([told.items.length <= 2, told.total]).toEqual([true, all.length])
      seen.push(...records(told))
      after = told.next
    }
    expect(seen).toEqual(all)
  })

  test('tells those in a state, and those with words in a title, in any language and width', async () => {
    await save('found-one', 0, draft({ title: { ja: '朱塗りの鉢', en: 'Vermilion Bowl' } }))
    await save('found-two', 0, draft({ title: { ja: '黒塗りの鉢' } }))
    expect((await publish('found-two', 1)).status).toBe(200)
    const found = async (asked: string) => records(await page(`limit=200&${asked}`))
    expect(await found(`words=${encodeURIComponent('の鉢')}`)).toEqual(['found-one', 'found-two'])
    expect(await found(`words=${encodeURIComponent('ｂｏｗｌ 朱')}`)).toEqual(['found-one'])
    expect(await found(`words=${encodeURIComponent('の鉢')}&state=published`)).toEqual(['found-two'])
    await save('found-two', 1, draft({ title: { ja: '黒塗りの大鉢' } }))
    expect(await found('state=changed')).toContain('found-two')
    await ask(desk, 'POST', 'drafts/found-two/withdrawal')
    expect(await found('state=withdrawn')).toContain('found-two')
    for (const state of ['draft', 'published', 'changed'])
      expect(await found(`state=${state}`)).not.toContain('found-two')
  })

  test.each(['limit=0', 'limit=201', 'state=hidden', `words=${'a'.repeat(101)}`])(
    'refuses %s',
    async (wrong) => {
      expect((await ask(desk, 'GET', `studio/items?institution=${institution}&${wrong}`)).status).toBe(400)
    },
  )
})
