import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Desk, openDesks } from './upload-world.ts'
import type { ItemDraft } from '../../api/museum/item-draft.ts'
import { canvasThree, manifestThree } from './partner-server.ts'

let hub: Awaited<ReturnType<typeof openDesks>>
let [desk, stranger]: Desk[] = []

beforeAll(async () => {
  hub = await openDesks()
  desk = await hub.desk('karamushi')
  stranger = await hub.desk('crafts')
}, 60_000)
afterAll(() => hub.close())

type Told = Record<string, unknown> & { readonly id: string }
const ask = async (who: Desk, method: string, path: string, body?: unknown) => {
  const { status, told } = await who.ask(method, `/api/museum/partner-imports${path}`, body)
  return { status, told: told as unknown as Told }
}
const text = JSON.stringify(manifestThree('https://library.example', 'map'))
const file = { institution: 'karamushi-museum', name: 'map.json', text }

test('a file is read, looked at and taken, by whoever writes for the institution and by nobody else', async () => {
  const begun = await ask(desk!, 'POST', '', file)
  expect(begun).toMatchObject({ status: 201, told: { state: 'walked', readCount: 1, name: 'map.json' } })
  const { id } = begun.told
  for (const [method, path] of [
    ['GET', `/${id}`],
    ['GET', `/${id}/objects`],
    ['POST', `/${id}/run`],
  ] as const)
    // prettier-ignore
    expect((await ask(stranger!, method, path)).told['code']).toBe('partner_import_unknown')
  expect((await ask(stranger!, 'POST', '', file)).told).toMatchObject({
    code: 'not_allowed',
    field: 'institution',
  })
  expect((await ask(stranger!, 'GET', '?institution=karamushi-museum')).status).toBe(403)
  const nobody = await hub.reach(`/api/museum/partner-imports/${id}`, {})
  expect(nobody.status).toBe(401)

  const looked = await ask(desk!, 'GET', `/${id}/objects?outcome=added`)
  expect(looked.told).toMatchObject({
    counts: { added: 1, refused: 0 },
    objects: [{ title: '絵図 map' }],
    next: null,
  })
  expect((await ask(desk!, 'POST', `/${id}/stop`)).told).toMatchObject({ code: 'partner_import_not_now' })
  expect((await ask(desk!, 'POST', `/${id}/run`)).told['state']).toBe('running')
  // Pressed twice, it runs once.
  expect((await ask(desk!, 'POST', `/${id}/run`)).told['code']).toBe('partner_import_not_now')
  await hub.hub.museum.jobs.find(({ name }) => name === 'museum partners')!.run()
  expect((await ask(desk!, 'GET', `/${id}`)).told).toMatchObject({ state: 'done', doneCount: 1 })
  expect((await ask(desk!, 'GET', '?institution=karamushi-museum')).told).toMatchObject({ imports: [{ id }] })
})

test.each<[string, object, number, object]>([
  ['neither address nor file', { institution: 'karamushi-museum' }, 400, { field: 'address' }],
  ['both', { ...file, address: 'https://a.example/' }, 400, { field: 'address' }],
  ['a name that is a path', { ...file, name: '../map.json' }, 400, { field: 'name' }],
  ['no address', { institution: 'karamushi-museum', address: 'nowhere' }, 422, { code: 'partner_document_refused', field: 'address', facts: { fault: 'address_malformed' } }], // prettier-ignore
  ['what is no document', { ...file, text: '[]' }, 422, { code: 'partner_document_refused', facts: { fault: 'not_iiif' } }], // prettier-ignore
])('%s is refused by name', async (_, body, status, told) => {
  expect(await ask(desk!, 'POST', '', body)).toMatchObject({ status, told })
})

test('an import that there is not is unknown, and an act that there is not is refused', async () => {
  expect((await ask(desk!, 'GET', '/nothing')).status).toBe(404)
  expect((await ask(desk!, 'POST', '/nothing/run')).status).toBe(404)
  expect((await ask(desk!, 'POST', '/nothing/lose')).status).toBe(400)
})

/** Two views, of which no service draws the second: its house has it in one size. */
function withFile(): object {
  const view = canvasThree('https://library.example', 'scroll', 2)
  const [page] = view.items
  const body = {
    id: 'https://library.example/files/scroll.jpg',
    type: 'Image',
    format: 'image/jpeg',
    width: 2_000,
    height: 1_000,
  }
  const asFile = { ...view, items: [{ ...page!, items: [{ ...page!.items[0]!, body }] }] }
  return manifestThree('https://library.example', 'scroll', {
    items: [canvasThree('https://library.example', 'scroll', 1), asFile],
  })
}

test('a limit that the house of a picture does not let be kept is refused by name, and nothing is told', async () => {
  const begun = await ask(desk!, 'POST', '', { ...file, text: JSON.stringify(withFile()) })
  await ask(desk!, 'POST', `/${begun.told.id}/run`)
  await hub.hub.museum.jobs.find(({ name }) => name === 'museum partners')!.run()
  const { told: of } = await ask(desk!, 'GET', `/${begun.told.id}/objects`)
  const { record } = (of['objects'] as { record: string }[])[0]!
  const path = `/api/museum/drafts/${record}`
  type Opened = { readonly revision: number; readonly draft: ItemDraft }
  const opened = async () => (await desk!.ask('GET', path)).told as unknown as Opened
  async function publish(over: (draft: ItemDraft) => Partial<ItemDraft>) {
    const { revision, draft } = await opened()
    const pictures = draft.pictures.map((one) => ({ ...one, alternative: { ja: '巻物' } }))
    const whole = {
      ...draft,
      pictures,
      rights: 'by',
      credit: { ja: '図書館' },
      ...over({ ...draft, pictures }),
    }
    await desk!.ask('PUT', path, { institution: 'karamushi-museum', revision, draft: whole })
    return desk!.ask('POST', `${path}/publication`, { revision: (await opened()).revision })
  }
  const manifest = async () => {
    const answer = await hub.reach(`/iiif/presentation/${record}/manifest`, {})
    return { status: answer.status, text: await answer.text() }
  }

  for (const limit of ['whole-800', 'whole-400'] as const) {
    const { status, told } = await publish(() => ({ limit }))
    expect({ status, ...told }).toMatchObject({ status: 422, code: 'limit_not_kept', field: 'draft.limit' })
    expect(told.facts).toEqual({ views: [(await opened()).draft.pictures[1]!.id] })
    expect(told.title).toContain('写真をどこまで大きく見せるか')
  }
  expect((await manifest()).status).toBe(404)
  // Its house has it as large as that, and no larger.
  expect((await publish(() => ({ limit: 'whole-2400' }))).status).toBe(200)
  expect((await manifest()).text).toContain('/files/scroll.jpg')
  // Without it the limit is kept: the other one is drawn by its house.
  const first = await publish(({ pictures }) => ({ limit: 'whole-800', pictures: pictures.slice(0, 1) }))
  expect(first.status).toBe(200)
  const { text: named } = await manifest()
  expect(named).toContain('/image/scroll-1/full/800,/0/default.jpg')
  expect(named).not.toMatch(/full\/max|ImageService/)
})
