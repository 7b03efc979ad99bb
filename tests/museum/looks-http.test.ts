import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LookSum } from '../../api/museum/look-buffer.ts'
import { lookStore } from '../../api/museum/repository-looks.ts'
import { addDays, japanDay } from '../../api/platform/clock.ts'
import { type Desk, openDesks } from './upload-world.ts'

let hub: Awaited<ReturnType<typeof openDesks>>
let writer: Desk

const institution = 'karamushi-museum'
const phone = 'Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36'

beforeAll(async () => {
  hub = await openDesks()
  await hub.hub.museum.takeIn()
  writer = await hub.desk('karamushi-writer')
}, 60_000)
afterAll(() => hub.close())

const seen = (address: string): void =>
  hub.hub.museum.looks.seen(
    { method: 'GET', address, header: (name) => (name === 'user-agent' ? phone : undefined) },
    200,
  )

const stored = (subjects: readonly string[]): Promise<readonly LookSum[]> =>
  lookStore(hub.store).of(subjects, addDays(japanDay(Date.now()), -1))

const reach = (body: unknown, agent = phone) =>
  hub.reach('/api/museum/looks/steps', {
    method: 'POST',
    headers: { origin: 'http://localhost', 'content-type': 'application/json', 'user-agent': agent },
    body: JSON.stringify(body),
  })

test('what was seen is held until it is written down, and then stands in the sum of the day', async () => {
  for (let n = 0; n < 3; n++) seen('/en/items/karamushi-thread')
  expect(await stored(['karamushi-thread'])).toEqual([])
  await hub.hub.museum.looks.flush()
  seen('/en/items/karamushi-thread')
  await hub.hub.museum.looks.flush()
  expect(await stored(['karamushi-thread'])).toMatchObject([
    { kind: 'item', language: 'en', step: 0, looks: 4, day: japanDay(Date.now()) },
  ])
})

test('of looks without end a batch counts 60', async () => {
  for (let n = 0; n < 500; n++) seen('/items/looked-at-without-end')
  await hub.hub.museum.looks.flush()
  expect(await stored(['looked-at-without-end'])).toMatchObject([{ looks: 60 }])
})

test('a scene is counted where the story has it, and by people', async () => {
  const body = { story: 'made-by-hand', step: 'ware', language: 'th' }
  expect((await reach(body)).status).toBe(204)
  expect((await reach(body, 'Googlebot/2.1')).status).toBe(204)
  await hub.hub.museum.looks.flush()
  expect(await stored(['made-by-hand'])).toMatchObject([{ kind: 'step', step: 4, language: 'th', looks: 1 }])
})

test.each([
  [{ story: 'nobody-tells-it', step: 'ware', language: 'ja' }, 404, 'record_unknown', 'story'],
  [{ story: 'made-by-hand', step: 'no-such-scene', language: 'ja' }, 404, 'record_unknown', 'step'],
  [{ story: 'made-by-hand', step: 'ware', language: 'tlh' }, 400, 'field_invalid', 'language'],
])('%j is refused, and nothing is counted', async (body, status, code, field) => {
  const answer = await reach(body)
  expect([answer.status, await answer.json()]).toMatchObject([status, { code, field }])
  await hub.hub.museum.looks.flush()
  expect((await stored(['nobody-tells-it'])).length).toBe(0)
})

/** As many looks each day of the last ten weeks. */
const tenWeeks = (subject: string, looks: number): LookSum[] =>
  Array.from({ length: 70 }, (_, n) => ({
    day: addDays(japanDay(Date.now()), -n),
    kind: 'item',
    subject,
    step: 0,
    language: 'ja',
    looks,
  }))

test('the staff of an institution reads what may be told of its own things, also as a table', async () => {
  const store = lookStore(hub.store)
  await store.add({ id: 'ten-weeks', day: japanDay(Date.now()), sums: tenWeeks('karamushi-tools', 3) })
  const { status, told } = await writer.ask('GET', `/api/museum/studio/looks?institution=${institution}`)
  const { things, least } = told as unknown as {
    things: { subject: string; week: { looks: number }; fourWeeks: { looks: number } }[]
    least: number
  }
  expect([status, least, things.map(({ subject }) => subject)]).toEqual([200, 5, ['karamushi-tools']])
  expect([things[0]!.week.looks, things[0]!.fourWeeks.looks]).toEqual([21, 84])
  const table = await writer.fetch(`/api/museum/studio/looks.csv?institution=${institution}`)
  const lines = (await table.text()).split('\r\n')
  expect(table.headers.get('content-type')).toContain('text/csv')
  expect(lines[0]).toContain('見られたもの')
  expect(lines[1]).toMatch(/^item,karamushi-tools,[^,]+,[\d-]+,[\d-]+,,,21,$/)
  expect(lines.filter((line) => line.includes(',easy,')).every((line) => line.endsWith('出しません'))).toBe(
    true,
  )
})

test('what the hub itself tells is read by the office, and by nobody else', async () => {
  const sums = tenWeeks('line-and-bridges', 2).map((sum) => ({ ...sum, kind: 'story' as const }))
  await lookStore(hub.store).add({ id: 'of-the-hub', day: japanDay(Date.now()), sums })
  const operator = await hub.desk('operator')
  const { status, told } = await operator.ask('GET', '/api/museum/looks/hub')
  expect([status, told]).toMatchObject([
    200,
    { things: [{ kind: 'story', subject: 'line-and-bridges', week: { looks: 14 } }] },
  ])
  expect((await operator.ask('GET', `/api/museum/studio/looks?institution=${institution}`)).status).toBe(403)
  expect((await writer.ask('GET', '/api/museum/looks/hub')).status).toBe(403)
  expect((await hub.reach('/api/museum/looks/hub', { method: 'GET' })).status).toBe(401)
})

test('nobody reads the numbers of another institution', async () => {
  const other = 'institution=mishima-craft-museum'
  for (const path of [`looks?${other}`, `looks.csv?${other}`]) {
    expect((await writer.ask('GET', `/api/museum/studio/${path}`)).status, path).toBe(403)
    const stranger = await hub.reach(`/api/museum/studio/${path}`, { method: 'GET' })
    expect(stranger.status, path).toBe(401)
  }
})

test.each([['skip=-1'], ['skip=x'], ['kind=wallet']])('a question with %s is refused', async (wrong) => {
  const { status } = await writer.ask('GET', `/api/museum/studio/looks?institution=${institution}&${wrong}`)
  expect(status).toBe(400)
})
