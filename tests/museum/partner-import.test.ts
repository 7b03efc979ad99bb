import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openHub } from '../../api/open-hub.ts'
import type { NewPartnerImport } from '../../api/museum/partner-import-service.ts'
import { newPlace } from '../support/prepared-hub.ts'
import {
  type Answer,
  canvasThree,
  collectionThree,
  manifestThree,
  openPartner,
  sendJson,
} from './partner-server.ts'

let partner: Awaited<ReturnType<typeof openPartner>>
/** Another house, on a server of its own. */
let slow: Awaited<ReturnType<typeof openPartner>>
let opened: Awaited<ReturnType<typeof openHub>>
let place: Awaited<ReturnType<typeof newPlace>>
const writer = { userId: 'ken', name: '星 健' }
const institution = 'karamushi-museum'

beforeAll(async () => {
  partner = await openPartner({})
  place = await newPlace('sqlite', '')
  slow = await openPartner({})
  const plain = [partner.origin, slow.origin].join(',')
  opened = await openHub({ ...place.environment, PLAIN_PARTNERS: plain }, 'demonstration')
  opened.hub.address.set('https://meguri.example')
  await opened.hub.museum.takeIn()
}, 60_000)
afterAll(async () => {
  await opened.store.close()
  await Promise.all([partner.close(), slow.close(), place.remove()])
})

let house = 0
let [root, origin] = ['', '']
/** Each test asks addresses of its own: an object is in a hub once. */
beforeEach(() => {
  house += 1
  root = `/house-${house}`
  origin = `${partner.origin}${root}`
  partner.asked.length = 0
})
const serve = (answers: Readonly<Record<string, Answer | object>>) => {
  for (const [name, answer] of Object.entries(answers)) partner.answers[`${root}/${name}`] = answer
}
const imports = () => opened.hub.museum.partners.imports
const turn = () => opened.hub.museum.jobs.find(({ name }) => name === 'museum partners')!.run()

async function bring(brought: Record<string, string>, over: Record<string, string> = {}) {
  return imports().start({ institution, ...brought, ...over } as NewPartnerImport, writer)
}
async function walked(name: string) {
  const begun = await bring({ address: `${origin}/${name}` })
  if (!begun.ok) throw new Error(JSON.stringify(begun))
  await turn()
  return desk(begun.value.id)
}
async function desk(id: string) {
  const found = await imports().find(id)
  if (!found.ok) throw new Error(id)
  return found.value
}
async function done(name: string) {
  const one = await walked(name)
  await imports().run(one, writer)
  await turn()
  return { one: await desk(one.id), told: await imports().told(await desk(one.id)) }
}
const faults = (told: Awaited<ReturnType<ReturnType<typeof imports>['told']>>) =>
  told.map(({ address, outcome, fault }) => [address.replace(origin, ''), outcome, fault?.code])
const drafts = async () =>
  (await opened.hub.museum.routes.studio.items({ institution, after: '', limit: 200, words: '' })).items

describe('a collection of another house', () => {
  test('is walked, whatever its documents are: each is told of, and the others go on', async () => {
    serve({
      all: collectionThree(origin, 'all', [
        { id: `${origin}/map`, type: 'Manifest' },
        { id: `${origin}/map#again`, type: 'Manifest' },
        { id: `${origin}/all`, type: 'Collection' },
        { id: `${origin}/inner`, type: 'Collection' },
        { id: `${origin}/not-there`, type: 'Manifest' },
        { id: `${origin}/page`, type: 'Manifest' },
        { id: 'https://meguri.example/iiif/presentation/basket/manifest', type: 'Manifest' },
      ]),
      map: manifestThree(origin, 'map'),
      inner: collectionThree(origin, 'inner', [
        { id: `${origin}/all`, type: 'Collection' },
        { id: `${origin}/scroll`, type: 'Manifest' },
        { id: `${origin}/alias`, type: 'Manifest' },
      ]),
      scroll: manifestThree(origin, 'scroll', { rights: undefined }),
      alias: manifestThree(origin, 'scroll'),
      page: (_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>'),
    })
    const one = await walked('all')
    expect([one.state, one.foundCount, one.readCount, one.isCut]).toEqual(['walked', 8, 8, false])
    // Each address once, also those that lead in a circle.
    expect(partner.asked.length).toBe(new Set(partner.asked).size)
    const told = await imports().told(one)
    expect(faults(told)).toEqual([
      ['/map', 'added', undefined],
      ['/not-there', 'refused', 'gone'],
      ['/page', 'refused', 'type_wrong'],
      ['https://meguri.example/iiif/presentation/basket/manifest', 'refused', 'own'],
      ['/scroll', 'added', undefined],
      ['/alias', 'refused', 'twice'],
    ])
    expect(told[4]?.notes).toEqual([{ code: 'rights_missing' }])
    expect((await drafts()).some(({ partner: theirs }) => theirs?.key.startsWith(origin))).toBe(false)
  })

  test('lies in no more than five others, and has no more than a thousand documents', async () => {
    const chain = Array.from({ length: 9 }, (_, n) => [
      `c${n}`,
      collectionThree(origin, `c${n}`, [{ id: `${origin}/c${n + 1}`, type: 'Collection' }]),
    ])
    serve(Object.fromEntries(chain) as Record<string, object>)
    const told = await imports().told(await walked('c0'))
    expect(faults(told)).toEqual([['/c6', 'refused', 'nested_too_deep']])

    const many = Array.from({ length: 1_500 }, (_, n) => ({ id: `${origin}/m${n}`, type: 'Manifest' }))
    const text = JSON.stringify(collectionThree(origin, 'many', many))
    const begun = await bring({ name: 'many.json', text })
    expect(begun).toMatchObject({ value: { foundCount: 1_000, readCount: 1, isCut: true, state: 'walking' } })
    if (!begun.ok) throw new Error('not begun')
    expect(await imports().halt(begun.value)).toMatchObject({ value: { state: 'halted' } })
    expect(await imports().leave(await desk(begun.value.id))).toMatchObject({ value: { state: 'done' } })
  })

  test('is taken as drafts, once; read again it is brought up to date', async () => {
    serve({ map: manifestThree(origin, 'map') })
    const first = await done('map')
    expect([first.one.state, faults(first.told)]).toEqual(['done', [['/map', 'added', undefined]]])
    const item = (await drafts()).find(({ partner: theirs }) => theirs?.key === `${origin}/map`)
    expect(item).toMatchObject({ revision: 1, draft: { title: { ja: '絵図 map' }, rights: 'by' } })

    expect(faults((await done('map')).told)).toEqual([['/map', 'unchanged', undefined]])
    serve({ map: manifestThree(origin, 'map', { label: { ja: ['城下絵図'] } }) })
    const third = await done('map')
    expect(third.told).toMatchObject([
      { outcome: 'changed', record: item!.record, changes: [{ part: 'title.ja', after: '城下絵図' }] },
    ])
    const items = (await drafts()).filter(({ partner: theirs }) => theirs?.key === `${origin}/map`)
    expect(items.map(({ revision }) => revision)).toEqual([2])
  })

  test('of another institution of this hub is not taken a second time', async () => {
    serve({ map: manifestThree(origin, 'map') })
    await done('map')
    const other = (await opened.hub.museum.routes.studio.holders()).find(({ id }) => id !== institution)!.id
    const begun = await bring({ address: `${origin}/map` }, { institution: other })
    await turn()
    const told = await imports().told(await desk(begun.ok ? begun.value.id : ''))
    expect(told).toMatchObject([{ outcome: 'refused', fault: { code: 'held_elsewhere', institution } }])
  })
})

describe('a partner that wants to be left alone', () => {
  test('is asked again when it said, and in the meantime nobody else is kept waiting', async () => {
    let times = 0
    serve({
      map: (_, response) => {
        times += 1
        if (times > 1) return sendJson(response, manifestThree(origin, 'map'))
        return void response.writeHead(429, { 'retry-after': '3600' }).end()
      },
    })
    const one = await walked('map')
    expect([one.state, one.waits, one.readCount]).toEqual(['walking', 1, 0])
    // Never for longer than ten minutes.
    expect(one.waitUntil - Date.now()).toBeLessThanOrEqual(600_000)
    await turn()
    expect(times).toBe(1)
    await imports().halt(one)
    await imports().walkOn(await desk(one.id))
    await turn()
    expect([times, (await desk(one.id)).state]).toEqual([2, 'walked'])
  })
})

test('a house that is long in answering keeps nobody waiting who asks another one', async () => {
  let tell = (): void => undefined
  let isAsked = false
  slow.answers['/map'] = (_, response) => {
    tell = () => sendJson(response, manifestThree(slow.origin, 'map'))
    if (isAsked) tell()
  }
  serve({
    map: (_, response) => {
      sendJson(response, manifestThree(origin, 'map'))
      // Only now: whoever waits for the first answer before asking for this one waits in vain.
      isAsked = true
      tell()
    },
  })
  const first = await bring({ address: `${slow.origin}/map` })
  const second = await bring({ address: `${origin}/map` })
  if (!first.ok || !second.ok) throw new Error('not begun')
  await turn()
  for (const { value } of [first, second])
    expect((await imports().told(await desk(value.id)))[0]?.outcome).toBe('added')
})

test('it goes on where it was interrupted', async () => {
  const names = ['a', 'b', 'c', 'd']
  serve({
    all: collectionThree(
      origin,
      'all',
      names.map((name) => ({ id: `${origin}/${name}`, type: 'Manifest' })),
    ),
    ...Object.fromEntries(names.map((name) => [name, manifestThree(origin, name)])),
  })
  const begun = await imports().start({ institution, address: `${origin}/all` }, writer, 'halted')
  if (!begun.ok) throw new Error('not begun')
  await imports().step(begun.value)
  await imports().step(begun.value)
  expect(await desk(begun.value.id)).toMatchObject({ state: 'halted', foundCount: 5, readCount: 2 })
  // A hub that runs beside leaves it alone.
  await turn()
  expect((await desk(begun.value.id)).readCount).toBe(2)
  await imports().walkOn(await desk(begun.value.id))
  await turn()
  expect(await desk(begun.value.id)).toMatchObject({ state: 'walked', readCount: 5 })
  expect(partner.asked.map((path) => path.replace(root, ''))).toEqual(['/all', '/a', '/b', '/c', '/d'])
})

test('what is refused before it begins is told with its reason', async () => {
  const refused = async (brought: Record<string, string>, over: Record<string, string> = {}) => {
    const begun = await bring(brought, over)
    return begun.ok ? 'begun' : [begun.error.code, 'fault' in begun.error ? begun.error.fault : undefined]
  }
  const document = 'partner_document_refused'
  expect(await refused({ address: 'nowhere' })).toEqual([document, 'address_malformed'])
  expect(await refused({ address: 'https://meguri.example/iiif/presentation/x/manifest' })).toEqual([
    document,
    'own',
  ])
  expect(await refused({ name: 'x', text: '{' })).toEqual([document, 'not_json'])
  expect(await refused({ name: 'x', text: '{"type":"Manifest"}' })).toEqual([document, 'not_iiif'])
  expect(await refused({ name: 'x', text: JSON.stringify({ id: 'https://a.example/', type: 'Canvas' }) })).toEqual([document, 'not_iiif']) // prettier-ignore
  expect(await refused({ address: 'https://a.example/' }, { institution: 'nobody' })).toEqual(['partner_import_elsewhere', undefined]) // prettier-ignore
})

describe('a file that somebody was sent', () => {
  const file = async (id: string, over: Record<string, unknown> = {}) => {
    const text = JSON.stringify(manifestThree(origin, 'map', { id, ...over }))
    const begun = await bring({ name: 'sent.json', text })
    if (!begun.ok) throw new Error(JSON.stringify(begun))
    return imports().told(await desk(begun.value.id))
  }

  test('speaks for the house on whose server its pictures are', async () => {
    expect(faults(await file(`${origin}/map`))).toEqual([['/map', 'added', undefined]])
  })

  test('does not speak for another house: its row says why, and nothing is written', async () => {
    const told = await file('https://dl.ndl.example/iiif/1/manifest.json')
    const said = new URL(origin).host
    expect(told).toMatchObject([
      { outcome: 'refused', fault: { code: 'id_elsewhere', host: 'dl.ndl.example', said } },
    ])
    const [newest] = (await imports().ofInstitution(institution)).imports
    await imports().run(newest!, writer)
    await turn()
    expect(await imports().told(await desk(newest!.id))).toMatchObject([{ outcome: 'refused' }])
    expect((await drafts()).some(({ partner: theirs }) => theirs?.key.includes('dl.ndl.example'))).toBe(false)
  })
})

test('an object is published with the views of its house, which stay there; gone, that is told and nothing withdrawn', async () => {
  const { studio } = opened.hub.museum.routes
  serve({ map: manifestThree(origin, 'map', { items: [canvasThree(origin, 'map', 1)] }) })
  await done('map')
  const item = (await drafts()).find(({ partner: theirs }) => theirs?.key === `${origin}/map`)
  const { record, draft } = item!
  const [picture] = draft.pictures
  const written = { ...draft, pictures: [{ ...picture!, alternative: { ja: '城と町の絵図。' } }] }
  const saved = await studio.save({ record, institution, revision: 1, draft: written }, writer)
  expect(saved).toMatchObject({ ok: true })
  expect(await studio.publish(record, 2, writer)).toMatchObject({ ok: true, value: { told: 'published', isChanged: false } }) // prettier-ignore

  const manifest = await opened.hub.museum.routes.presentation.manifest(record, 3, 'x')
  expect(manifest).toMatchObject({
    requiredStatement: { value: { ja: ['となりの図書館'] } },
    seeAlso: expect.arrayContaining([
      expect.objectContaining({ id: `${origin}/map`, type: 'Manifest' }),
    ]) as unknown,
    items: [
      {
        id: `${origin}/map/canvas/1`,
        partOf: [{ id: `${origin}/map`, type: 'Manifest' }],
        items: [{ items: [{ body: { id: `${origin}/image/map-1/full/max/0/default.jpg`, width: 2_000 } }] }],
      },
    ],
  })

  const { watch } = opened.hub.museum.partners
  const look = async () => {
    const all = []
    for await (const { key, found } of watch.look({ after: '', most: 500 })) all.push([key, found])
    return Object.fromEntries(all) as Record<string, string>
  }
  expect((await look())[`${origin}/map`]).toBe('there')
  serve({ map: (_, response) => void response.writeHead(410).end() })
  expect((await look())[`${origin}/map`]).toBe('gone')
  expect((await look())[`${origin}/map`]).toBe('still_gone')
  expect(await studio.open(record)).toMatchObject({
    value: { told: 'published', partner: { state: 'gone' } },
  })
  serve({ map: (_, response) => void response.writeHead(500).end() })
  expect((await look())[`${origin}/map`]).toBe('unknown')
  serve({ map: manifestThree(origin, 'map') })
  expect((await look())[`${origin}/map`]).toBe('back')
})

test('what was brought is listed twenty at once, the newest first', async () => {
  const other = (await opened.hub.museum.routes.studio.holders()).find(({ id }) => id !== institution)!.id
  const before = (await imports().ofInstitution(other)).imports.map(({ id }) => id)
  const brought: string[] = []
  for (let n = 0; n < 21; n += 1) {
    const text = JSON.stringify(collectionThree(origin, `empty-${n}`, []))
    const begun = await bring({ name: `${n}.json`, text }, { institution: other })
    if (!begun.ok) throw new Error(JSON.stringify(begun))
    await imports().leave(begun.value)
    brought.unshift(begun.value.id)
  }
  const first = await imports().ofInstitution(other)
  const second = await imports().ofInstitution(other, first.next!)
  expect([first.imports.length, first.next, second.next]).toEqual([20, 20, null])
  const listed = [...first.imports, ...second.imports].map(({ id }) => id)
  expect(new Set(listed)).toEqual(new Set([...brought, ...before]))
})
