import { afterAll, expect, test } from 'vitest'
import { emptyDraft, type ItemDraft } from '../../api/museum/item-draft.ts'
import { openDesks } from './upload-world.ts'

const hub = await openDesks()
const desk = await hub.desk('karamushi')
const colleague = await hub.desk('karamushi-2')
const stranger = await hub.desk('crafts')
afterAll(() => hub.close())

type Told = {
  readonly revision: number
  readonly draft: ItemDraft
  readonly saved: readonly { readonly at: string }[]
  readonly told: readonly object[]
  readonly code?: string
}
const ask = (who: typeof desk, method: string, path: string, body?: unknown) =>
  who.ask(method, `/api/museum/${path}`, body) as unknown as Promise<{ status: number; told: Told }>
const save = (record: string, revision: number, draft: ItemDraft, who = desk) =>
  ask(who, 'PUT', `drafts/${record}`, { institution: 'karamushi-museum', revision, draft })
const statusOf = async (path: string) => (await hub.reach(path, {})).status

const draft = (over: Partial<ItemDraft> = {}): ItemDraft => ({
  ...emptyDraft,
  title: { ja: '苧引き金の試し書き', en: 'A scraper of the tests', ko: '시험' },
  ...over,
})

test('the saves of an item are told of by name, with what each changed; an earlier text comes back as a new one, never over a newer', async () => {
  await save('try-history', 0, draft())
  await save('try-history', 1, draft({ title: { ja: '相手の題', en: 'Theirs' }, date: '1930' }), colleague)
  const { told } = await ask(desk, 'GET', 'drafts/try-history/history')
  expect(told.saved).toMatchObject([
    {
      revision: 2,
      byName: 'からむし工芸博物館のもう一人の担当',
      changed: ['title.ja', 'title.en', 'title.ko', 'date'],
    },
    { revision: 1, byName: 'からむし工芸博物館の担当', changed: [] },
  ])
  expect(told.told).toEqual([])
  expect(told.saved[0]!.at).toMatch(/^\d{4}-.*Z$/)
  const earlier = (await ask(desk, 'GET', 'drafts/try-history/revisions/1')).told.draft
  expect((await save('try-history', 1, earlier)).told.code).toBe('draft_changed')
  expect((await ask(desk, 'GET', 'drafts/try-history')).told.draft.date).toBe('1930')
  const back = await save('try-history', 2, earlier)
  expect([back.told.revision, back.told.draft]).toEqual([3, draft()])
  expect((await ask(desk, 'GET', 'drafts/try-history/revisions/2')).told.draft.date).toBe('1930')
  expect((await ask(stranger, 'GET', 'drafts/try-history/history')).told.code).toBe('draft_unknown')
  expect(await statusOf('/api/museum/drafts/try-history/history')).toBe(401)
})

test('when an item was published and withdrawn stands in its history by name; what the project tells has none', async () => {
  const whole = { summary: { ja: '説明です。' }, credit: { ja: '館' }, rights: 'by' } as const
  await save('try-told', 0, draft(whole))
  const publication = { revision: 1 }
  await ask(colleague, 'POST', 'drafts/try-told/publication', publication)
  await ask(desk, 'POST', 'drafts/try-told/withdrawal')
  await ask(desk, 'POST', 'drafts/try-told/publication', publication)
  const acts = (await ask(desk, 'GET', 'drafts/try-told/history')).told.told
  const [mine, theirs] = ['からむし工芸博物館の担当', 'からむし工芸博物館のもう一人の担当']
  expect(acts).toMatchObject([
    { version: 3, act: 'published', byName: mine },
    { version: 2, act: 'withdrawn', byName: mine },
    { version: 1, act: 'published', byName: theirs },
  ])
  expect((await ask(desk, 'GET', 'drafts/karamushi-tools/history')).told.told).toMatchObject([
    { act: 'published', byName: null },
  ])
})
