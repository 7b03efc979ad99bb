import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DraftPicture, emptyDraft, type WholeDraft } from '../../api/museum/item-draft.ts'
import {
  addDemonstrationPerson,
  demonstrationPassword,
  demonstrationStaff,
} from '../../api/identity/index.ts'
import { openHub } from '../../api/open-hub.ts'
import { type HttpClient, httpClient } from '../support/http-client.ts'
import { type HubProcess, startHubProcess } from '../support/hub-process.ts'
import { newPlace, type Place } from '../support/prepared-hub.ts'

const institution = 'karamushi-museum'
const letters = '奥'.repeat(700)
const book = (transcription: string, of = 2_000): WholeDraft => ({
  ...emptyDraft,
  title: { ja: '風土記' },
  pictures: Array.from({ length: of }, (_, n): DraftPicture => ({
    id: `leaf-${n + 1}`,
    image: '',
    alternative: { ja: `本の${n + 1}枚め` },
    transcription: { ja: transcription },
  })),
})

let place: Place
let hub: HubProcess
let first: HttpClient
let second: HttpClient

const person = async (who: string): Promise<HttpClient> => {
  const client = httpClient(hub.origin)
  const body = { email: `${who}@demonstration.example`, password: demonstrationPassword }
  expect((await client.post('/api/session', body)).status).toBe(201)
  return client
}
const save = (record: string, revision: number, draft: WholeDraft) =>
  first.post(`/api/museum/drafts/${record}`, { institution, revision, draft }, { method: 'PUT' })

/** What the page's form sends of a part of a book: its views, and what is written in these fields besides. */
const partSent = (revision: number, fields: Record<string, string>): Record<string, string> => ({
  do: 'save',
  revision: String(revision),
  form: 'document',
  visit: 'unknown',
  'title.ja': '風土記',
  'pictures.part': 'yes',
  ...fields,
})

beforeAll(async () => {
  place = await newPlace('sqlite', '')
  const opened = await openHub(place.environment, 'demonstration')
  await opened.hub.museum.takeIn()
  for (const one of demonstrationStaff)
    await addDemonstrationPerson(opened.hub.identity, opened.hub.mode, one)
  await opened.store.close()
  hub = await startHubProcess(place.environment)
  first = await person('karamushi')
  second = await person('karamushi-2')
}, 120_000)
afterAll(() => hub.stop().then(place.remove))

test('of two who wrote on one view of a book the second is shown both texts of it, and no other view', async () => {
  expect((await save('try-book', 0, book('字'))).status).toBe(200)
  const theirs = book('字').pictures.map((one) =>
    one.id === 'leaf-3' ? { ...one, transcription: { ja: '先に読んだ字' } } : one,
  )
  expect((await save('try-book', 1, { ...book('字'), pictures: theirs })).status).toBe(200)
  const view = { 'pictures.2.id': 'leaf-3', 'pictures.2.image': '', 'pictures.2.alternative.ja': '本の3枚め' }
  const answer = await second.submit(
    '/studio/write/try-book',
    partSent(1, { ...view, 'pictures.2.transcription.ja': 'あとから読んだ字' }),
  )
  expect(answer.status).toBe(409)
  const notice = /<section class="notice bad stack"[^]*?<\/section>/.exec(answer.text)?.[0] ?? ''
  expect(notice).toContain('写真3に書かれている字')
  for (const text of ['先に読んだ字', 'あとから読んだ字']) expect(notice).toContain(text)
  expect([notice.length < 3_000, notice.includes('leaf-')]).toEqual([true, true])
  expect(notice).not.toMatch(/[[{]&quot;|[[{]"/)
}, 60_000)

test('a text that is too long is refused with how long it may be, and stays on the page', async () => {
  const long = await save('try-long', 0, book(letters, 1_900))
  expect([long.status, (await save('try-long', 0, book(letters))).status]).toEqual([200, 413])
  const view = { 'pictures.1999.id': 'leaf-2000', 'pictures.1999.image': '' }
  const more = Object.fromEntries(
    Array.from({ length: 90 }, (_, n) => [
      [`pictures.${2_000 + n}.id`, `more-${n}`],
      [`pictures.${2_000 + n}.image`, ''],
      [`pictures.${2_000 + n}.transcription.ja`, letters],
    ]).flat(),
  ) as Record<string, string>
  for (const [path, words] of [
    ['/studio/write/try-long', '全部合わせて4MB（日本語で130万字ほど）まで'],
    ['/en/studio/write/try-long', '4 MB together, about 1.3 million Japanese characters'],
  ] as const) {
    const answer = await second.submit(
      path,
      partSent(1, { ...view, ...more, 'summary.ja': '書いたばかりの説明' }),
    )
    expect(answer.status).toBe(413)
    expect(answer.text).toContain(words)
    expect(answer.text).toContain('書いたばかりの説明</textarea>')
  }
}, 60_000)

test('a chapter at a number that no view has is told of by its number, and the number stays', async () => {
  expect((await save('try-chapters', 0, book('字'))).status).toBe(200)
  const path = '/studio/write/try-chapters'
  const chapter = {
    'chapters.asked': 'yes',
    'chapters.0.from': '',
    'chapters.0.from.was': '',
    'chapters.0.from.number': '5000',
    'chapters.0.to': '',
  }
  expect((await second.submit(path, partSent(1, chapter))).status).toBe(303)
  const { text } = await second.get(`${path}?saved`)
  expect(text).toContain('章1：「5000」という番号の面はありません。1〜2000の番号を書いてください。')
  expect(text).toMatch(/<input[^>]*name="chapters\.0\.from\.number"[^>]*value="5000"[^>]*aria-invalid="true"/)
}, 60_000)
