import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHub, type OpenHub } from '../../api/open-hub.ts'
import { japanDay } from '../../api/platform/clock.ts'
import { packed } from '../../api/rail/unpack-protobufjs.ts'
import { newPlace, type Place } from '../support/prepared-hub.ts'
import { fileOf } from './drawn-zip.ts'
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
function hub(words: readonly string[], input?: Uint8Array) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [builtApi('hub'), ...words], {
    cwd: join(import.meta.dirname, '../..'),
    env: { ...process.env, ...place.environment },
    ...(input === undefined ? {} : { input }),
  })
  return { status, out: String(stdout) + String(stderr) }
}

/** The command reads the clock of the machine, so its messages are of this minute. */
const now = Math.floor(Date.now() / 1000)
const today = japanDay(now * 1000)
const cancelled = (trip: string) =>
  packed({
    header: { gtfsRealtimeVersion: '2.0', timestamp: now },
    entity: [
      {
        id: 'e1',
        tripUpdate: {
          trip: { tripId: trip, startDate: today.replaceAll('-', ''), scheduleRelationship: 3 },
        },
      },
    ],
  })

/** What a running server tells of the Tadami Line today. */
async function told(): Promise<{
  live: { state: string; train: { id: string } }[]
  trains: { id: string }[]
}> {
  const answer = await open.hub.app.fetch(new Request('http://localhost/api/rail/lines/tadami'), {})
  return (await answer.json()) as Awaited<ReturnType<typeof told>>
}
const runs = async () => (await told()).trains.some(({ id }) => id === 'td3')

test('a live message is taken by the command, told by a server that runs already, and ended', async () => {
  expect(await runs()).toBe(true)
  const bad = hub(['import', 'realtime', fileOf(cancelled('no-such-trip'), 'pb'), '--id', 'station'])
  expect(bad.status).toBe(1)
  expect(bad.out).toContain('entity e1 trip.trip_id  realtime_trip_unknown  "no-such-trip"')
  const good = hub(['import', 'realtime', '-', '--id', 'station', '--by', '駅'], cancelled('td3'))
  expect(good).toMatchObject({ status: 0, out: expect.stringContaining('1 trains, 0 alerts') as string })
  await expect.poll(runs, { timeout: 10_000, interval: 200 }).toBe(false)
  expect((await told()).live).toMatchObject([{ state: 'cancelled', train: { id: 'td3' } }])
  expect(hub(['import', 'remove', 'station']).status).toBe(0)
  await expect.poll(runs, { timeout: 10_000, interval: 200 }).toBe(true)
}, 240_000)
