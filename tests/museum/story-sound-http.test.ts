import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { emptyRow, emptyStory, type StoryDraft, type StoryRow } from '../../api/museum/story-draft.ts'
import { mp3Of, wavOf } from './made-sound.ts'
import { presentationBreaches } from './presentation-checker.ts'
import { type Desk, openDesks } from './upload-world.ts'

let hub: Awaited<ReturnType<typeof openDesks>>
let [desk, stranger]: Desk[] = []

beforeAll(async () => {
  hub = await openDesks()
  desk = await hub.desk('karamushi')
  stranger = await hub.desk('crafts')
}, 60_000)
afterAll(() => hub.close())

type Told = Record<string, unknown> & { readonly code?: string; readonly facts?: Record<string, unknown> }
type SoundCanvas = {
  readonly id: string
  readonly duration: number
  readonly items: readonly [{ readonly items: readonly [{ readonly body: object }] }]
  readonly annotations: readonly [{ readonly items: readonly Note[] }]
}
type Note = {
  readonly motivation: string
  readonly body: { readonly language: readonly string[]; readonly value: string }
}
type Manifest = {
  readonly items: readonly SoundCanvas[]
  readonly structures: readonly [{ readonly items: readonly object[] }]
}
const institution = 'karamushi-museum'
const ask = (who: Desk | undefined, method: string, path: string, body?: unknown) =>
  who!.ask(method, `/api/museum/${path}`, body) as unknown as Promise<{ status: number; told: Told }>
const reach = (path: string, headers: Record<string, string> = {}) => hub.reach(path, { headers })

/** Sends a file in two pieces, as a line that breaks would; answers what became of it. */
async function sent(file: Uint8Array) {
  const { told } = await desk!.announce(file, { name: 'talk.wav' })
  const middle = Math.max(1, Math.floor(file.length / 2))
  if (file.length <= 4_000_000) {
    await desk!.piece(told.id, 0, file.subarray(0, middle))
    await desk!.piece(told.id, middle, file.subarray(middle))
  } else
    for (let at = 0; at < file.length; at += 4_000_000)
      await desk!.piece(told.id, at, file.subarray(at, at + 4_000_000))
  await hub.uploads.turn()
  return (await desk!.ask('GET', `/api/museum/uploads/${told.id}`)).told
}

const heard = (sound: string, over: Partial<StoryRow> = {}): StoryRow => ({
  ...emptyRow('song', 'step'),
  title: { ja: '田植えの歌', en: 'A song' },
  text: { ja: '田植えのときに歌いました。' },
  sound,
  transcript: { ja: '一行め\n二行め', en: 'First line' },
  ...over,
})
const draft = (row: StoryRow): StoryDraft => ({
  ...emptyStory,
  title: { ja: '歌の話' },
  summary: { ja: '歌を聞きます。' },
  credit: { ja: '館' },
  rights: 'by',
  rows: [row],
})
const save = (record: string, revision: number, row: StoryRow) =>
  ask(desk, 'PUT', `story-drafts/${record}`, { institution, revision, draft: draft(row) })
const publish = (record: string, revision: number) =>
  ask(desk, 'POST', `story-drafts/${record}/publication`, { revision })

describe('a sound of a story', () => {
  test('is sent in pieces, heard by its institution, by everybody once it is told, and by nobody when it is withdrawn', async () => {
    const file = wavOf(2_500)
    const sound = (await sent(file)).image!
    const [own, everybody] = [
      `/api/museum/studio/sounds/${institution}/${sound}`,
      `/api/museum/sounds/${sound}`,
    ]
    expect((await save('song', 0, heard(sound, { transcript: {} }))).status).toBe(200)
    const mute = await publish('song', 1)
    expect([mute.told.code, mute.told.facts]).toEqual(['story_not_ready', { missing: ['transcripts'] }])
    await save('song', 1, heard(sound))
    expect((await reach(everybody)).status).toBe(404)
    expect((await reach(own)).status).toBe(401)
    expect((await stranger!.fetch(own)).status).toBe(404)
    expect(new Uint8Array(await (await desk!.fetch(own)).arrayBuffer())).toEqual(file)
    const preview = await ask(desk, 'GET', 'story-drafts/song/preview')
    expect(JSON.stringify(preview.told)).toContain(own)

    expect((await publish('song', 2)).status).toBe(200)
    const whole = await reach(everybody)
    expect([whole.status, whole.headers.get('content-type'), whole.headers.get('accept-ranges'), whole.headers.get('access-control-allow-origin')]).toEqual([200, 'audio/wav', 'bytes', '*']) // prettier-ignore
    const part = await reach(everybody, { range: 'bytes=10-19' })
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 10-19/${file.length}`])
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(file.subarray(10, 20))
    const beyond = await reach(everybody, { range: `bytes=${file.length}-` })
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${file.length}`])
    const search = await (await reach(`/api/search?q=${encodeURIComponent('二行め')}`)).text()
    expect(search).toContain('/stories/song')

    await ask(desk, 'POST', 'story-drafts/song/withdrawal')
    expect((await reach(everybody)).status).toBe(404)
  })

  test('is a canvas of its own in the manifest, with what is said in it; in version 2 it stands in the list of an empty view', async () => {
    const sound = (await sent(mp3Of(3_000))).image!
    await save('canvas', 0, heard(sound))
    await publish('canvas', 1)
    const address = 'http://localhost/iiif/presentation/canvas/manifest'
    const answer = await reach('/iiif/presentation/canvas/manifest')
    const manifest = JSON.parse((await answer.text()).replaceAll(/http:\/\/[a-z0-9.]+:\d+/g, 'http://localhost')) as Manifest // prettier-ignore
    expect(presentationBreaches(manifest, address)).toEqual([])
    const [canvas] = manifest.items as [SoundCanvas]
    const { duration } = canvas
    expect(canvas.items[0].items[0].body).toMatchObject({ type: 'Sound', format: 'audio/mpeg', duration })
    expect(duration).toBeCloseTo(3, 1)
    const notes = canvas.annotations[0].items.map(({ motivation, body }) => [motivation, body.language[0], body.value]) // prettier-ignore
    expect(notes).toEqual([
      ['supplementing', 'ja', '一行め\n二行め'],
      ['supplementing', 'en', 'First line'],
      ['commenting', 'ja', '田植えのときに歌いました。'],
    ])
    expect(manifest.structures[0].items).toEqual([{ id: canvas.id, type: 'Canvas' }])
    const second = await (await reach('/iiif/presentation-2/canvas/manifest')).json()
    const view = { width: 1_200, height: 900, images: [], otherContent: [{}, {}] }
    expect(second).toMatchObject({
      sequences: [{ canvases: [view] }],
      structures: [{ canvases: [expect.stringContaining('-sound')] }],
    })
  })

  test('of another institution, or one that is not here, is not taken', async () => {
    for (const other of ['mishima-craft-museum-0123456789abcdef', 'karamushi-museum-0123456789abcdef']) {
      const { status, told } = await save('foreign', 0, heard(other))
      expect([status, told.code, told['field']]).toEqual([422, 'sound_unknown', 'draft.rows'])
    }
  })

  test('whose file was lost is unknown, what tells with it stays, and who sends it again lets it be heard again', async () => {
    const file = wavOf(1_700)
    const sound = (await sent(file)).image!
    await save('lost', 0, heard(sound))
    await publish('lost', 1)
    await rm(join(hub.folder, 'images', 'sounds', sound))
    for (const range of ['', 'bytes=0-9']) {
      const answer = await reach(`/api/museum/sounds/${sound}`, range === '' ? {} : { range })
      expect([answer.status, ((await answer.json()) as Told).code]).toEqual([404, 'sound_unknown'])
    }
    expect((await desk!.fetch(`/api/museum/studio/sounds/${institution}/${sound}`)).status).toBe(404)
    expect((await reach('/api/museum/stories/lost')).status).toBe(200)
    const again = await desk!.announce(file)
    expect([again.told.state, again.told.received]).toEqual(['receiving', 0])
    expect((await sent(file)).image).toBe(sound)
    const heardAgain = await reach(`/api/museum/sounds/${sound}`)
    expect(new Uint8Array(await heardAgain.arrayBuffer())).toEqual(new Uint8Array(file))
    // Whole again, it is not sent once more.
    expect((await desk!.announce(file)).told.state).toBe('ready')
  })

  test('that is too large, or cut off, is refused with the reason, and kept nowhere', async () => {
    const large = await sent(wavOf(2_600_000))
    expect([large.state, large.fault]).toEqual(['refused', 'sound_too_large'])
    const cut = await sent(wavOf(1_000).subarray(0, 30))
    expect([cut.state, cut.fault]).toEqual(['refused', 'sound_damaged'])
  })
})
