import { afterAll, beforeAll, expect, test } from 'vitest'
import { emptyDraft, type ItemDraft } from '../../api/museum/item-draft.ts'
import { emptyStory } from '../../api/museum/story-draft.ts'
import { fields } from './drawn-image.ts'
import { type Desk, openDesks } from './upload-world.ts'

let hub: Awaited<ReturnType<typeof openDesks>>
let [writer, editor]: Desk[] = []

beforeAll(async () => {
  hub = await openDesks()
  writer = await hub.desk('karamushi-writer')
  editor = await hub.desk('karamushi')
}, 60_000)
afterAll(() => hub.close())

const institution = 'karamushi-museum'
const draft: ItemDraft = {
  ...emptyDraft,
  title: { ja: '書き手の品' },
  summary: { ja: '書き手が書きました。' },
  credit: { ja: 'からむし工芸博物館' },
  rights: 'by',
}
const path = '/api/museum/drafts/by-a-writer'
const story = '/api/museum/story-drafts/told-by-a-writer'
const inOneYear = new Date(Date.now() + 365 * 24 * 3_600_000).toISOString()

test('a contributor writes, sends pictures and brings tables; an editor reads it and publishes', async () => {
  const saved = await writer!.ask('PUT', path, { institution, revision: 0, draft })
  expect(saved.status).toBe(200)
  const photograph = await (await fields(90, 60)).jpeg().toBuffer()
  expect((await writer!.announce(photograph)).status).toBe(200)
  expect((await writer!.ask('GET', `/api/museum/imports?institution=${institution}`)).status).toBe(200)
  expect((await writer!.ask('PUT', story, { institution, revision: 0, draft: emptyStory })).status).toBe(200)
  const published = await editor!.ask('POST', `${path}/publication`, { revision: 1 })
  expect([published.status, (published.told as unknown as { told: string }).told]).toEqual([200, 'published'])
})

test.each<[method: string, path: string, body: unknown]>([
  ['POST', `${path}/publication`, { revision: 1 }],
  ['POST', `${path}/withdrawal`, undefined],
  ['POST', `${story}/publication`, { revision: 1 }],
  ['POST', `${story}/withdrawal`, undefined],
  ['PUT', `${story}/plans/publish`, { at: inOneYear, revision: 1 }],
  ['DELETE', `${story}/plans/publish`, undefined],
])('a contributor is refused: %s %s', async (method, asked, body) => {
  const { status, told } = await writer!.ask(method, asked, body)
  expect([status, told.code]).toEqual([403, 'not_allowed'])
})

test('a contributor reads and writes nothing of another institution', async () => {
  const other = 'mishima-craft-museum'
  for (const asked of [
    `/api/museum/imports?institution=${other}`,
    `/api/museum/studio/items?institution=${other}`,
  ])
    expect((await writer!.ask('GET', asked)).status, asked).toBe(403)
  const stolen = await writer!.ask('PUT', '/api/museum/drafts/not-theirs', {
    institution: other,
    revision: 0,
    draft,
  })
  expect(stolen.status).toBe(403)
})
