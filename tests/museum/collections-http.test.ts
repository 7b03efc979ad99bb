import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { emptyDraft } from '../../api/museum/item-draft.ts'
import { linkedDataBreaches } from './linked-data-checker.ts'
import { presentationBreaches } from './presentation-checker.ts'
import { type Desk, openDesks } from './upload-world.ts'

let hub: Awaited<ReturnType<typeof openDesks>>
let [desk, stranger]: Desk[] = []
const institution = 'karamushi-museum'
const made = ['comb', 'thread', 'cloth']

beforeAll(async () => {
  hub = await openDesks()
  desk = await hub.desk('karamushi')
  stranger = await hub.desk('crafts')
  for (const record of [...made, 'hidden']) {
    const draft = { ...emptyDraft, title: { ja: `集まる${record}` }, summary: { ja: '説明です。' }, credit: { ja: '館' }, rights: 'by' } // prettier-ignore
    await ask(desk, 'PUT', `drafts/${record}`, { institution, revision: 0, draft })
    if (record !== 'hidden') await ask(desk, 'POST', `drafts/${record}/publication`, { revision: 1 })
  }
}, 60_000)
afterAll(() => hub.close())

type Told = Record<string, unknown> & {
  readonly version: number
  readonly code?: string
  readonly facts?: unknown
}
const ask = (who: Desk | undefined, method: string, path: string, body?: unknown) =>
  who!.ask(method, `/api/museum/${path}`, body) as unknown as Promise<{ status: number; told: Told }>
const draft = (items: readonly string[], over: object = {}) => ({
  title: { ja: '糸の仕事', en: 'Work of thread' },
  summary: { ja: '糸にかかわるものです。' },
  items,
  ...over,
})
const save = (record: string, version: number, items: readonly string[], over: object = {}) =>
  ask(desk, 'PUT', `collection-drafts/${record}`, { institution, version, draft: draft(items, over) })
const publish = (record: string, version: number, who = desk) =>
  ask(who, 'POST', `collection-drafts/${record}/publication`, { version })
const text = async (path: string) => (await hub.reach(path, {})).text()
const read = async (path: string) => JSON.parse(await text(path)) as Record<string, unknown>
const statusOf = async (path: string) => (await hub.reach(path, {})).status
const identifiers = (xml: string): string[] =>
  [...xml.matchAll(/<identifier>oai:[^:]+:([^<]+)/g)].map(([, id]) => id!)

describe('a collection', () => {
  test('is public everywhere once it is published: page, IIIF, harvest and its items; then a tombstone', async () => {
    await save('threads', 0, ['thread', 'hidden', 'comb'])
    expect(await statusOf('/api/museum/collections/threads')).toBe(404)
    expect(await statusOf('/iiif/presentation/collection/threads')).toBe(404)
    expect((await publish('threads', 1)).told).toMatchObject({ told: 'published', isChanged: false })

    const told = await read('/api/museum/collections/threads')
    // In its order, and without what is not public.
    expect((told['items'] as { id: string }[]).map(({ id }) => id)).toEqual(['thread', 'comb'])
    expect(await text(`/api/museum/collections?institution=${institution}`)).toContain('threads')
    const collection = await read('/iiif/presentation/collection/threads')
    expect(presentationBreaches(collection, collection['id'] as string)).toEqual([])
    expect(collection['items']).toMatchObject([{ label: { ja: ['集まるthread'] } }, { label: { ja: ['集まるcomb'] } }]) // prettier-ignore
    expect(await text(`/iiif/presentation/collection/${institution}`)).toContain('collection/threads')
    expect((await read('/api/museum/items/comb'))['collections']).toEqual([{ id: 'threads', label: { ja: ['糸の仕事'], en: ['Work of thread'] } }]) // prettier-ignore
    expect(await text('/iiif/presentation/comb/manifest')).toContain('collection/threads')

    const answer = await hub.reach('/api/museum/collections/threads/schema.jsonld', {})
    expect([answer.headers.get('content-type'), answer.headers.get('access-control-allow-origin')]).toEqual(['application/ld+json', '*']) // prettier-ignore
    const linked = (await answer.json()) as Record<string, unknown>
    expect(linkedDataBreaches(linked)).toEqual([])
    expect(linked).toMatchObject({
      '@type': 'Collection',
      '@id': expect.stringMatching(/\/collections\/threads$/) as string,
      name: [
        { '@language': 'ja', '@value': '糸の仕事' },
        { '@language': 'en', '@value': 'Work of thread' },
      ],
      publisher: { '@id': expect.stringMatching(`/institutions/${institution}$`) as string },
      hasPart: [
        { position: 1, name: [{ '@value': '集まるthread' }] },
        { position: 2, name: [{ '@value': '集まるcomb' }] },
      ],
      encoding: [{ contentUrl: collection['id'] }],
    })

    const set = `${institution}:threads`
    expect(await text('/oai?verb=ListSets')).toContain(
      `<setSpec>${set}</setSpec><setName>糸の仕事 / Work of thread`,
    )
    const listed = await text(`/oai?verb=ListIdentifiers&metadataPrefix=oai_dc&set=${set}`)
    expect(identifiers(listed).toSorted()).toEqual(['comb', 'thread'])
    expect(listed).toContain(`<setSpec>${institution}</setSpec><setSpec>${set}</setSpec>`)
    expect(await text(`/oai?verb=ListIdentifiers&metadataPrefix=oai_dc&set=mishima-craft-museum:threads`)).toContain('noRecordsMatch') // prettier-ignore

    expect((await ask(desk, 'POST', 'collection-drafts/threads/withdrawal')).told['told']).toBe('withdrawn')
    for (const path of ['', '/schema.jsonld'])
      expect(await statusOf(`/api/museum/collections/threads${path}`), path).toBe(404)
    expect(await statusOf('/api/museum/items/comb')).toBe(200)
    const page = JSON.parse(await text('/iiif/activity/all-changes')) as { last: { id: string } }
    const { orderedItems } = JSON.parse(await text(new URL(page.last.id).pathname)) as { orderedItems: { type: string; object: { id: string; type: string } }[] } // prettier-ignore
    const told_ = orderedItems.filter(({ object }) => object.id.endsWith('/threads'))
    expect(told_.map(({ type, object }) => [type, object.type])).toEqual([['Create', 'Collection'], ['Delete', 'Collection']]) // prettier-ignore
  })

  test('is found by the one search as long as it is published, in each of its languages', async () => {
    const found = async (q: string, kind = '') =>
      text(`/api/search?q=${encodeURIComponent(q)}${kind === '' ? '' : `&kind=${kind}`}`)
    const named = { title: { ja: '麻布の集まり', en: 'Linen gathered', th: 'ผ้าลินินรวม' }, summary: { ja: '夏に織る布です。' } } // prettier-ignore
    await save('linen', 0, ['cloth'], named)
    expect(await found('麻布の集まり')).not.toContain('/collections/linen')
    await publish('linen', 1)
    for (const q of ['麻布の集まり', 'Linen gathered', 'ผ้าลินินรวม', '夏に織る布'])
      expect(await found(q, 'collection'), q).toContain('/collections/linen')
    expect(await found('麻布の集まり', 'item')).not.toContain('/collections/linen')
    await save('linen', 2, ['cloth'], { ...named, title: { ja: '苧麻の集まり' } })
    expect(await found('苧麻の集まり')).not.toContain('/collections/linen')
    await publish('linen', 3)
    expect(await found('苧麻の集まり')).toContain('/collections/linen')
    expect(await found('麻布の集まり')).not.toContain('"title":"麻布の集まり"')
    await ask(desk, 'POST', 'collection-drafts/linen/withdrawal')
    expect(await found('苧麻の集まり')).not.toContain('/collections/linen')
  })

  test('has a history: who saved, published and withdrew it, when, and what each text says otherwise', async () => {
    const colleague = await hub.desk('karamushi-2')
    await save('past', 0, ['comb'])
    const body = { institution, version: 1, draft: draft(['thread', 'comb'], { title: { ja: '別の名' } }) }
    await ask(colleague, 'PUT', 'collection-drafts/past', body)
    await publish('past', 2, colleague)
    await ask(desk, 'POST', 'collection-drafts/past/withdrawal')
    const { told } = await ask(desk, 'GET', 'collection-drafts/past/history')
    const [mine, theirs] = ['からむし工芸博物館の担当', 'からむし工芸博物館のもう一人の担当']
    expect(told['acts']).toMatchObject([
      { version: 4, act: 'withdrawn', byName: mine, changed: [] },
      { version: 3, act: 'published', byName: theirs, changed: [] },
      { version: 2, act: 'draft', byName: theirs, changed: ['title.ja', 'title.en', 'items'] },
      { version: 1, act: 'draft', byName: mine, changed: [] },
    ])
    expect((await ask(stranger, 'GET', 'collection-drafts/past/history')).told.code).toBe('draft_unknown')
    expect(await statusOf('/api/museum/collection-drafts/past/history')).toBe(401)
  })

  test('is refused where something is missing, and to whom it is not', async () => {
    expect((await save('bare', 0, ['hidden'], { summary: {} })).told['quality']).toMatchObject({
      isReady: false,
    })
    const { status, told } = await publish('bare', 1)
    expect([status, told.code, told.facts]).toEqual([422, 'collection_not_ready', { missing: ['summary', 'items'] }]) // prettier-ignore
    expect((await save('bare', 1, ['tadami-line-scroll'])).told.code).toBe('collection_item_unknown')
    expect((await save('bare', 1, ['comb', 'comb'])).status).toBe(400)
    expect((await save('bare', 0, ['comb'])).told).toMatchObject({
      code: 'record_changed',
      facts: { version: 1 },
    })
    expect((await ask(stranger, 'GET', 'collection-drafts/bare')).status).toBe(404)
    expect((await publish('bare', 1, stranger)).status).toBe(404)
    const taken = { institution: 'mishima-craft-museum', version: 1, draft: draft([]) }
    expect((await ask(stranger, 'PUT', 'collection-drafts/bare', taken)).told.code).toBe('draft_elsewhere')
    expect((await ask(stranger, 'GET', `studio/collections?institution=${institution}`)).status).toBe(403)
  })
})
