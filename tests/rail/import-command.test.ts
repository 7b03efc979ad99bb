import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHub, type OpenHub } from '../../api/open-hub.ts'
import { newPlace, type Place } from '../support/prepared-hub.ts'
import { feedFile, fileOf, goodFiles } from './drawn-zip.ts'
import { builtApi } from '../support/built-api.ts'

let place: Place
let open: OpenHub
beforeAll(async () => {
  place = await newPlace('sqlite', '')
  open = await openHub(place.environment)
})
afterAll(async () => {
  await open.store.close()
  await place.remove()
})

/** Another process, as the operator's. */
function hub(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [builtApi('hub'), ...words], {
    cwd: join(import.meta.dirname, '../..'),
    env: { ...process.env, ...place.environment },
    encoding: 'utf8',
  })
  return { status, out: stdout + stderr }
}

const tuesday = '2026-11-24'

/** The numbers of the trains that a running server tells of the Tadami Line. */
async function numbers(): Promise<string[]> {
  const answer = await open.hub.app.fetch(
    new Request(`http://localhost/api/rail/lines/tadami?date=${tuesday}`),
    {},
  )
  const { trains } = (await answer.json()) as { trains: { number?: string }[] }
  return trains.flatMap(({ number }) => number ?? [])
}

const sheet = `路線,,只見線
列車番号,,9999D
出典,,駅の掲示
確認日,,2026-11-20
会津若松,,9:08
会津坂下,,9:44
`

test('a timetable that was imported, refused or removed beside a running server shows there', async () => {
  expect(await numbers()).not.toContain('9999D')
  const file = fileOf(sheet, 'csv')
  expect(hub('import', 'timetable', file, '--id', 'sheet', '--dry-run')).toMatchObject({ status: 0 })
  expect(hub('import', 'list').out).toContain('No timetable was imported.')
  expect(hub('import', 'timetable', file, '--id', 'sheet')).toMatchObject({ status: 0 })
  await expect.poll(numbers, { timeout: 10_000 }).toContain('9999D')

  const bad = hub(
    'import',
    'timetable',
    fileOf(sheet.replace('9:44', '25:61'), 'csv'),
    '--id',
    'sheet',
    '--language',
    'ja',
  )
  expect(bad.status).toBe(1)
  expect(bad.out).toMatch(/6行目.*invalid_time/)
  expect(hub('import', 'list').out).toMatch(/^sheet {2}/)

  expect(hub('import', 'remove', 'sheet')).toMatchObject({ status: 0 })
  await expect.poll(numbers, { timeout: 10_000 }).not.toContain('9999D')
  expect(hub('import', 'remove', 'sheet')).toMatchObject({ status: 1 })
}, 180_000)

test('a feed is told line by line, and words that make no sense end with 2', () => {
  const good = hub('import', 'gtfs', feedFile(), '--dry-run')
  expect(good).toMatchObject({ status: 0 })
  expect(good.out).toContain('line tadami')
  const bad = goodFiles['stop_times.txt']!.replace('s2,2', 's9,2')
  const refused = hub('import', 'gtfs', feedFile({ 'stop_times.txt': bad }))
  expect(refused).toMatchObject({ status: 1 })
  expect(refused.out).toMatch(/ERROR {2}stop_times.txt row 3 stop_id {2}foreign_key_violation {2}"s9"/)
  for (const words of [
    [],
    ['a.zip', 'b.zip'],
    ['a.zip', '--complete', 'tadami'],
    ['a.zip', '--line', 'R=mars'],
  ])
    expect(hub('import', 'gtfs', ...words).status).toBe(2)
  expect(hub('import', 'gtfs', '/nowhere.zip').status).toBe(1)
}, 180_000)

/** What the Tadami Line's page is told of notices on the drawn day. */
async function noticed(): Promise<string[]> {
  const answer = await open.hub.app.fetch(
    new Request(`http://localhost/api/rail/lines/tadami?date=${tuesday}`),
    {},
  )
  const { notices } = (await answer.json()) as { notices: { id: string }[] }
  return notices.map(({ id }) => id)
}

const told = [
  '--line',
  'tadami',
  '--from',
  tuesday,
  '--ja',
  '雪で遅れます',
  '--en',
  'Late for snow',
  '--by',
  'JR',
]

test('a notice that was put in or ended beside a running server shows there', async () => {
  const added = hub('notice', 'add', ...told)
  expect(added.status).toBe(0)
  const id = added.out.trim()
  await expect.poll(noticed, { timeout: 10_000 }).toContain(id)
  expect(hub('notice', 'list').out).toContain('Late for snow')
  expect(hub('notice', 'end', id)).toMatchObject({ status: 0 })
  await expect.poll(noticed, { timeout: 10_000 }).not.toContain(id)
  expect(hub('notice', 'end', id).status).toBe(1)
})

test.each([
  ['no line', told.slice(2), '--line'],
  ['a line that is not there', ['--line', 'nowhere', ...told.slice(2)], '--line nowhere'],
  ['a day that does not exist', [...told, '--until', '2026-02-30'], '--until'],
  ['an end before the beginning', [...told, '--until', '2026-11-01'], '--until'],
  ['an address that is none', [...told, '--url', 'javascript:x'], '--url'],
  ['one station of two', [...told, '--between', 'tadami'], '--between'],
])('a notice with %s is not understood, and says what', (_what, words, said) => {
  const { status, out } = hub('notice', 'add', ...words)
  expect({ status, out }).toMatchObject({ status: 2, out: expect.stringContaining(said) })
})
