import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pointingAt } from '../../api/museum/content-state.ts'
import { documentBytesMost } from '../../api/museum/partner-import.ts'
import { elementsOf, parseXml, textsOf } from './parsed-xml.ts'
import { canvasThree, collectionThree, manifestThree, openPartner } from './partner-server.ts'
import { presentationBreaches } from './presentation-checker.ts'
import { type Desk, openDesks } from './upload-world.ts'

/** Books of another house as long as archives have them, and longer, from the file or address to what everybody reads. */
let hub: Awaited<ReturnType<typeof openDesks>>
let desk: Desk
let partner: Awaited<ReturnType<typeof openPartner>>
const institution = 'karamushi-museum'
const house = 'https://library.example'

beforeAll(async () => {
  partner = await openPartner({})
  hub = await openDesks({ PLAIN_PARTNERS: partner.origin })
  desk = await hub.desk('karamushi')
}, 60_000)
afterAll(() => Promise.all([hub.close(), partner.close()]))

type Told = Record<string, unknown>
const ask = async (method: string, path: string, body?: unknown) => {
  const { status, told } = await desk.ask(method, `/api/museum/${path}`, body)
  return { status, told: told as unknown as Told & { readonly id: string; readonly revision: number } }
}
const turn = () => hub.hub.museum.jobs.find(({ name }) => name === 'museum partners')!.run()
const bookOf = (origin: string, name: string, pages: readonly number[], over: Told = {}) =>
  manifestThree(origin, name, { items: pages.map((n) => canvasThree(origin, name, n)), ...over })
const numbers = (count: number) => Array.from({ length: count }, (_, n) => n + 1)

type Looked = {
  readonly outcome: string
  readonly viewCount: number
  readonly record: string | null
  readonly notes: readonly { readonly code: string; readonly title: string }[]
  readonly fault: { readonly code: string } | null
}
const looked = async (id: string) =>
  (await ask('GET', `partner-imports/${id}/objects`)).told['objects'] as readonly Looked[]
async function taken(id: string): Promise<Looked> {
  expect((await ask('POST', `partner-imports/${id}/run`)).status).toBe(200)
  await turn()
  return (await looked(id))[0]!
}
const byFile = (text: string) => ask('POST', 'partner-imports', { institution, name: 'book.json', text })

type Draft = { readonly pictures: readonly { readonly id: string; readonly alternative: Told }[] }
const opened = async (record: string) => {
  const { told } = await ask('GET', `drafts/${record}`)
  return { revision: told.revision, draft: told['draft'] as Draft & Told, told }
}
async function published(record: string): Promise<void> {
  const { revision, draft } = await opened(record)
  const [first, ...others] = draft.pictures
  const pictures = [{ ...first, alternative: { ja: '表紙' } }, ...others]
  const whole = { ...draft, rights: 'by', credit: { ja: '図書館' }, pictures }
  const saved = await ask('PUT', `drafts/${record}`, { institution, revision, draft: whole })
  expect(saved.status).toBe(200)
  const answer = await ask('POST', `drafts/${record}/publication`, { revision: saved.told.revision })
  expect([answer.status, answer.told['code']]).toEqual([200, undefined])
}
const json = async (path: string) => (await (await hub.reach(path, {})).json()) as Told

describe('a book of 2,001 pages', () => {
  let record: string
  beforeAll(async () => {
    const begun = await byFile(JSON.stringify(bookOf(house, 'long', numbers(2_001))))
    expect([begun.status, begun.told['state']]).toEqual([201, 'walked'])
    const [before] = await looked(begun.told.id)
    const after = await taken(begun.told.id)
    for (const told of [before!, after]) {
      expect([told.outcome, told.viewCount]).toEqual(['added', 2_000])
      expect(told.notes.map(({ code }) => code)).toEqual(['views_left_out'])
      // How many are missing, and how many there are.
      expect(told.notes[0]!.title).toMatch(/1 .*2000/)
    }
    record = after.record!
    await published(record)
  }, 60_000)

  test('is read whole, in order, in the manifests of both versions', async () => {
    const path = `/iiif/presentation/${record}/manifest`
    const manifest = await json(path)
    const names = numbers(2_000).map((n) => `${house}/long/canvas/${n}`)
    expect((manifest['items'] as readonly { id: string }[]).map(({ id }) => id)).toEqual(names)
    expect(presentationBreaches(manifest, manifest['id'] as string)).toEqual([])
    const item = await json(`/api/museum/items/${record}`)
    const two = new URL(item['manifestVersion2'] as string)
    const sequences = (await json(two.pathname + two.search))['sequences'] as readonly { canvases: Told[] }[]
    expect(sequences[0]!.canvases.map((one) => one['@id'])).toEqual(names)
    const state = pointingAt({ manifest: item['manifest'] as string, canvas: names[1_776]! })
    expect(state.length).toBeLessThan(2_000)
  })

  test('tells search engines of the first pages, and lists and harvests of all in answers of some size', async () => {
    const linked = await json(`/api/museum/items/${record}/schema.jsonld`)
    expect((linked['image'] as unknown[]).length).toBeLessThanOrEqual(20)
    expect(JSON.stringify(linked).length).toBeLessThan(20_000)
    const list = await ask('GET', `studio/items?institution=${institution}&limit=200`)
    const listed = (list.told['items'] as readonly Told[]).find((one) => one['record'] === record)!
    expect([listed['viewCount'], JSON.stringify(listed).length < 4_000]).toEqual([2_000, true])
    expect((await ask('GET', `drafts/${record}/history`)).status).toBe(200)
  })

  test('is written on by part, and saved as it is read: nothing of it is too long', async () => {
    const { revision, draft } = await opened(record)
    const title = { ja: '題'.repeat(200), en: 'T'.repeat(200) }
    const pictures = draft.pictures.map((one) => ({ ...one, alternative: { ja: '面'.repeat(100), en: 'p'.repeat(100) } })) // prettier-ignore
    const saved = await ask('PUT', `drafts/${record}`, { institution, revision, draft: { ...draft, title, pictures } }) // prettier-ignore
    expect(saved.status).toBe(200)
    const own = numbers(201).map((n) => ({ id: `own-${n}`, image: '', alternative: {}, transcription: {} }))
    const over = { ...draft, pictures: [...draft.pictures, ...own] }
    const refused = await ask('PUT', `drafts/${record}`, { institution, revision, draft: over })
    expect([refused.status, refused.told['field']]).toEqual([400, 'draft.pictures'])
  })
})

test('a harvest of several books is told in answers of some size, each record once', async () => {
  const records: string[] = []
  for (const name of ['first', 'second', 'third']) {
    const begun = await byFile(JSON.stringify(bookOf(house, name, numbers(900))))
    const { record } = await taken(begun.told.id)
    await published(record!)
    records.push(record!)
  }
  const told: string[] = []
  let [query, answers] = ['metadataPrefix=lido', 0]
  for (; query !== ''; answers += 1) {
    const text = await (await hub.reach(`/oai?verb=ListRecords&${query}`, {})).text()
    expect(text.length).toBeLessThan(4_000_000)
    const answer = parseXml(text)
    told.push(...elementsOf(answer, 'header').map((one) => textsOf(one, 'identifier')[0]!.split(':')[2]!))
    const token = textsOf(answer, 'resumptionToken')[0] ?? ''
    query = token === '' ? '' : `resumptionToken=${encodeURIComponent(token)}`
  }
  expect(answers).toBeGreaterThan(2)
  expect(told.toSorted()).toEqual([...new Set(told)].toSorted())
  expect(told).toEqual(expect.arrayContaining(records))
}, 60_000)

test('a book that changes between the looking and the taking is taken as it was looked at, and then brought up to date', async () => {
  const { origin } = partner
  partner.answers['/book'] = bookOf(origin, 'book', numbers(30))
  const bring = async () => {
    const begun = await ask('POST', 'partner-imports', { institution, address: `${origin}/book` })
    await turn()
    return begun.told.id
  }
  const first = await bring()
  expect(await looked(first)).toMatchObject([{ viewCount: 30, notes: [] }])
  // Page 7 is gone, page 12 has lost its picture, page 13 has impossible sides, and two have come.
  const pages = bookOf(origin, 'book', numbers(32).filter((n) => n !== 7))
  const items = pages.items.map((one) => {
    if (one.id.endsWith('/12')) return { ...one, items: [] }
    return one.id.endsWith('/13') ? { ...one, width: 1e300, height: -5, items: withoutSides(one.items) } : one
  })
  partner.answers['/book'] = { ...pages, items }
  const { record } = await taken(first)
  const ids = (await opened(record!)).draft.pictures.map(({ id }) => id)
  expect(ids.length).toBe(30)

  const again = await taken(await bring())
  expect(again).toMatchObject({ outcome: 'changed', record, viewCount: 29 })
  expect(again.notes.map(({ code }) => code).toSorted()).toEqual(['views_changed', 'views_without_service'])
  const said = again.notes.map(({ title }) => title).join()
  expect(said).toMatch(/2 面が加わり、3 面がなくなりました/)
  const now = (await opened(record!)).draft.pictures.map(({ id }) => id)
  expect(now.slice(0, 27)).toEqual(ids.filter((_, n) => ![6, 11, 12].includes(n)))
  expect([now.length, new Set(now).size]).toEqual([29, 29])
  // Brought once more, nothing has changed and nothing is said to have.
  expect(await taken(await bring())).toMatchObject({ outcome: 'unchanged', notes: [{ code: 'views_without_service' }] })
}, 30_000) // prettier-ignore

const withoutSides = (pages: ReturnType<typeof canvasThree>['items']) =>
  pages.map((page) => ({
    ...page,
    items: page.items.map((one) => ({ ...one, body: { ...one.body, width: 'NaN', height: Infinity } })),
  }))

test('a document is read up to 8 MB, and who sends a longer one is told so', async () => {
  const long = bookOf(house, 'heavy', [1], { summary: { ja: ['あ'.repeat(documentBytesMost / 3)] } })
  const refused = await byFile(JSON.stringify(long))
  expect(refused).toMatchObject({
    status: 422,
    told: { code: 'partner_document_refused', facts: { fault: 'too_large' } },
  })
  const longer = await byFile(' '.repeat(documentBytesMost + 1))
  expect([longer.status, longer.told['field']]).toEqual([400, 'text'])
  const short = bookOf(house, 'heavy', [1], { summary: { ja: ['あ'.repeat(documentBytesMost / 3 - 1_000)] } })
  expect((await byFile(JSON.stringify(short))).status).toBe(201)
})

test('an import has no more of books than whoever looks at it can be shown: what has no room is told of, and brought by itself', async () => {
  const { origin } = partner
  const languages = ['ja', 'en', 'ko', 'th', 'zh-Hant', 'zh-Hans']
  const label = Object.fromEntries(languages.map((language) => [language, ['x'.repeat(3_999)]]))
  const names = numbers(7).map((n) => `heavy-${n}`)
  for (const name of names) {
    const book = bookOf(origin, name, numbers(300))
    partner.answers[`/${name}`] = { ...book, items: book.items.map((one) => ({ ...one, label })) }
  }
  const members = names.map((name) => ({ id: `${origin}/${name}`, type: 'Manifest' }))
  partner.answers['/shelf'] = collectionThree(origin, 'shelf', members)
  const begun = await ask('POST', 'partner-imports', { institution, address: `${origin}/shelf` })
  for (let turns = 0; turns < 20; turns += 1) {
    await turn()
    if ((await ask('GET', `partner-imports/${begun.told.id}`)).told['state'] === 'walked') break
  }
  const told = await looked(begun.told.id)
  const outcomes = told.map(({ outcome, fault }) => fault?.code ?? outcome)
  expect(outcomes).toEqual([...names.slice(0, 5).map(() => 'added'), 'import_full', 'import_full'])
  expect((await ask('POST', `partner-imports/${begun.told.id}/leave`)).status).toBe(200)
}, 60_000)
