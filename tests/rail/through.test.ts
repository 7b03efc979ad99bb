import { describe, expect, test } from 'vitest'
import { packZip } from '../../api/open-data/pack-fflate.ts'
import { gtfsOut } from '../../api/rail/gtfs-out.ts'
import { railRoutes } from '../../api/rail/routes.ts'
import type { Run } from '../../api/rail/run.ts'
import { isOneRide, throughRuns } from '../../api/rail/through.ts'
import type { TripNews } from '../../api/rail/trip-news.ts'
import { railOf, taken } from '../open-data/back-again.ts'
import { drawn, drawnRail, feed, run, tuesday } from './drawn-service.ts'
import { goodFiles, zipOf } from './drawn-zip.ts'
import { at, network, train } from './small-network.ts'

const small = network([])

const files = {
  ...goodFiles,
  'stops.txt': `${goodFiles['stops.txt']!.replaceAll(/37\.\d+,139\.\d+/g, '37.4948,139.9298')}s4,塔のへつり,37.4948,139.9298,0,\n`,
  'routes.txt': `${goodFiles['routes.txt']}H,A,,丘線,2\n`,
  'trips.txt': `route_id,service_id,trip_id,trip_headsign,trip_short_name,direction_id,block_id
R,W,t1,会津高田,423D,0,b
H,W,t2,塔のへつり,9D,0,b
`,
  'stop_times.txt': `trip_id,arrival_time,departure_time,stop_id,stop_sequence
t1,06:08:00,06:08:00,s1,1
t1,06:20:00,06:20:00,s2,2
t2,06:21:00,06:21:00,s2,1
t2,06:40:00,06:40:00,s4,2
`,
}
const bytesOf = (all: Readonly<Record<string, string>>) =>
  zipOf(Object.entries(all).map(([path, content]) => ({ path, content })))
const railFrom = async (changed: Readonly<Record<string, string>> = {}) =>
  railOf(await taken(bytesOf({ ...files, ...changed }), small), small)

const one = 'castle -/368, bridge 380/381, hill 400/-'
const two = {
  'back:t1@2026-11-24': 'castle -/368, bridge 380/-',
  'back:t2@2026-11-24': 'bridge -/381, hill 400/-',
}
const runsOf = async (changed: Readonly<Record<string, string>>) =>
  drawn((await railFrom(changed)).dayOf(tuesday).runs)
const times = (from: string, to: string) => ({
  'stop_times.txt': files['stop_times.txt'].replaceAll(from, to),
})

type Answer = { journeys: { legs: { mode: string }[] }[] }
/** The drawn stations all lie at one place: one may walk, too. */
const isRidden = ({ legs }: Answer['journeys'][number]): boolean => legs.some(({ mode }) => mode !== 'walk')

describe('a train whose number changes', () => {
  test('is one ride where its trips share a block and the next begins where the one before ends', async () => {
    expect(await runsOf({})).toEqual({ 'back:t1@2026-11-24': one })
  })

  test.each([
    ['the trips share no block', { 'trips.txt': files['trips.txt'].replaceAll(',b\n', ',\n') }],
    ['the next begins elsewhere', times('t2,06:21:00,06:21:00,s2', 't2,06:21:00,06:21:00,s3')],
    [
      'everybody has to get off (transfer_type 5)',
      {
        'transfers.txt': 'from_stop_id,to_stop_id,from_trip_id,to_trip_id,transfer_type\ns2,s2,t1,t2,5\n',
      },
    ],
    [
      'the next does not run that day',
      {
        'calendar.txt': `${goodFiles['calendar.txt']}S,0,0,0,0,0,0,1,20261101,20270331\n`,
        'trips.txt': files['trips.txt'].replace('H,W', 'H,S'),
      },
    ],
  ])('is two where %s', async (_, changed) => {
    const runs = await runsOf(changed)
    expect(Object.keys(runs)).toContain('back:t1@2026-11-24')
    expect(runs['back:t1@2026-11-24']).toBe(two['back:t1@2026-11-24'])
  })

  const noBlocks = files['trips.txt'].replaceAll(',b\n', ',\n')
  const inSeat = (...rows: string[]) =>
    ['from_stop_id,to_stop_id,from_trip_id,to_trip_id,transfer_type', ...rows, ''].join('\n')

  test('is one ride without a block where the feed says that one stays seated (transfer_type 4)', async () => {
    const changed = { 'trips.txt': noBlocks, 'transfers.txt': inSeat('s2,s2,t1,t2,4') }
    expect(await runsOf(changed)).toEqual({ 'back:t1@2026-11-24': one })
  })

  test('– but not where the train is split, or two are coupled', async () => {
    const third = (from: string, time: string) => ({
      'trips.txt': `${noBlocks}${from === 's2' ? 'H' : 'R'},W,t3,塔のへつり,11D,0,\n`,
      'stop_times.txt': `${files['stop_times.txt']}t3,${time},${time},${from},1\nt3,06:2${from === 's2' ? 9 : 0}:00,06:2${from === 's2' ? 9 : 0}:00,${from === 's2' ? 's4' : 's2'},2\n`,
    })
    const split = await runsOf({
      ...third('s2', '06:22:00'),
      'transfers.txt': inSeat('s2,s2,t1,t2,4', 's2,s2,t1,t3,4'),
    })
    expect(split['back:t1@2026-11-24']).toBe(two['back:t1@2026-11-24'])
    const coupled = await runsOf({
      ...third('s1', '06:10:00'),
      'transfers.txt': inSeat('s2,s2,t1,t2,4', 's2,s2,t3,t2,4'),
    })
    expect(coupled['back:t1@2026-11-24']).toBe(two['back:t1@2026-11-24'])
  })

  test('has no change, no minutes for one, and tells as what it goes on', async () => {
    const app = railRoutes({ rail: await railFrom() })
    const answer = await app.request(`/rail/journeys?from=castle&to=hill&date=${tuesday}&time=05:00`)
    const { journeys } = (await answer.json()) as Answer
    expect(journeys.filter(isRidden)).toMatchObject([
      {
        departure: `${tuesday}T06:08:00+09:00`,
        arrival: `${tuesday}T06:40:00+09:00`,
        changes: 0,
        legs: [
          {
            trip: 'back:t1@2026-11-24',
            number: '423D',
            lines: ['valley', 'hill'],
            becomes: [
              {
                at: { id: 'bridge' },
                trip: 'back:t2@2026-11-24',
                line: 'hill',
                number: '9D',
                towards: { ja: '塔のへつり' },
              },
            ],
          },
        ],
      },
    ])
  })

  test('boarded as the next one has the name of that one and becomes nothing more', async () => {
    const app = railRoutes({ rail: await railFrom() })
    const answer = await app.request(`/rail/journeys?from=bridge&to=hill&date=${tuesday}&time=05:00`)
    const { journeys } = (await answer.json()) as Answer
    const [leg] = journeys.find(isRidden)!.legs
    expect(leg).toMatchObject({ trip: 'back:t2@2026-11-24', number: '9D' })
    expect(leg).not.toHaveProperty('becomes')
  })

  test('stands on boards with what it goes on as, and is on the strip as what it is by then', async () => {
    const app = railRoutes({ rail: await railFrom() })
    const board = await app.request(`/rail/departures?station=castle&date=${tuesday}&time=05:00`)
    expect(await board.json()).toMatchObject({
      departures: [
        {
          towards: { ja: '会津高田' },
          onward: [
            {
              at: { id: 'bridge' },
              number: '9D',
              towards: { ja: '塔のへつり' },
            },
          ],
        },
      ],
    })
    const numberAt = async (line: string, time: string) => {
      const now = await app.request(`/rail/lines/${line}/now?date=${tuesday}&time=${time}`)
      return ((await now.json()) as { trains: { run: { number: string } }[] }).trains.map(
        ({ run: { number } }) => number,
      )
    }
    expect(await numberAt('valley', '06:10')).toEqual(['423D'])
    expect(await numberAt('hill', '06:30')).toEqual(['9D'])
  })

  test('goes out in our own GTFS as trips of one block, and comes back as one ride', async () => {
    const day = (await railFrom()).dayOf(tuesday)
    const publisher = {
      name: { ja: '作り物', en: 'Drawn' },
      url: 'https://drawn.example/',
    }
    const range = { from: tuesday, to: tuesday }
    const out = gtfsOut({
      ...small,
      range,
      dayOf: () => day,
      shapes: [],
      publisher,
      licence: { name: 'CC BY 4.0', url: 'https://drawn.example/licence' },
      version: '1',
    })
    const trips = out.find(({ name }) => name === 'trips.txt')!.text
    expect(trips.match(/423D|9D/g)).toEqual(['423D', '9D'])
    const again = railOf(await taken(packZip(out), small), small)
    expect(Object.values(drawn(again.dayOf(tuesday).runs))).toEqual([one])
  })
})

const noon = Date.parse(`${tuesday}T12:00:00+09:00`)
const first = run('a', [['castle', 600], ['bridge', 620]], { goesOnAs: `b@${tuesday}` }) // prettier-ignore
const second = run('b', [['bridge', 623], ['hill', 640]], { line: 'hill', number: '9D' }) // prettier-ignore
const news = (train: string, said: Partial<TripNews>): TripNews => ({
  train,
  day: tuesday,
  cancelled: false,
  stops: [],
  at: noon,
  source: 'said',
  ...said,
})
const railTold = (...all: readonly TripNews[]) =>
  drawnRail({
    feeds: () => [feed({ runs: [first, second] })],
    news: (date) => all.filter(({ day }) => day === date),
  })
const journeys = (rail: ReturnType<typeof railTold>) => {
  const answer = rail.journeys({
    from: 'castle',
    to: 'hill',
    date: tuesday,
    time: '09:00',
  })
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.value
}

describe('live messages of a train whose number changes', () => {
  test('let the next train be late by what the wait does not make up for', () => {
    const [vehicle] = railTold(news('a', { delaySeconds: 600 })).dayOf(tuesday).runs
    expect(drawn([vehicle!])).toEqual({
      [`a@${tuesday}`]: 'castle -/600~610, bridge 620~630/623~630, hill 640~647/-',
    })
    expect(vehicle!.calls.at(-1)!.arrival).toMatchObject({ lateMinutes: 7 })
  })

  test('take only the train that does not run, and say which it is and where one gets off', () => {
    const rail = railTold(news('b', { cancelled: true }))
    expect(drawn(rail.dayOf(tuesday).runs)).toEqual({
      [`a@${tuesday}`]: 'castle -/600, bridge 620/-',
    })
    expect(journeys(rail).journeys).toEqual([])
    expect(journeys(rail).lost).toMatchObject([
      {
        reason: 'train_cancelled',
        run: { id: `b@${tuesday}`, number: '9D' },
        stop: 'bridge',
        at: noon,
      },
    ])
    const toBridge = rail.journeys({ from: 'castle', to: 'bridge', date: tuesday, time: '09:00' })
    expect(toBridge).toMatchObject({ value: { journeys: [{ changes: 0 }], lost: [] } })
    const without = railTold(news('a', { cancelled: true }))
    expect(drawn(without.dayOf(tuesday).runs)).toEqual({
      [`b@${tuesday}`]: 'bridge -/623, hill 640/-',
    })
    expect(journeys(without).lost).toMatchObject([
      {
        reason: 'train_cancelled',
        run: { id: `a@${tuesday}` },
        stop: 'castle',
      },
    ])
  })

  test('leave it one ride when both trains run', () => {
    expect(journeys(railTold(news('b', { delaySeconds: 120 }))).journeys).toMatchObject([
      { changes: 0, arrivalMinute: 642 },
    ])
  })
})

test.each([
  ['within the hour', 680, true],
  ['longer than an hour', 681, false],
  ['before the first one is there', 619, false],
])('a vehicle that leaves %s is one ride or is not', (_, leaves, isOne) => {
  const after = run('b', [['bridge', leaves], ['hill', 700]]) // prettier-ignore
  expect(isOneRide(first, after)).toBe(isOne)
  expect(isOneRide(first, { ...after, mode: 'bus' })).toBe(false)
})

test('runs of no block stay as they are', () => {
  const runs: Run[] = [second, run('c', [['castle', 700], ['bridge', 720]])] // prettier-ignore
  expect(throughRuns(runs)).toEqual(runs)
})

describe('a train of a sheet by hand that becomes another one', () => {
  const first = train('s1', [at('castle', { dep: '06:08' }), at('bridge', { arr: '06:20' })], {
    number: '423D',
    becomes: { number: '9D', line: 'hill' },
  })
  const next = (dep: string, told = {}) =>
    train('s2', [at('bridge', { dep }), at('hill', { arr: '07:40' })], {
      number: '9D',
      lines: ['hill'],
      ...told,
    })
  const ridden = (...trains: (typeof first)[]) =>
    Object.keys(
      drawn(
        drawnRail({
          feeds: () => trains.map((one) => feed({ id: one.lines[0]!, line: one.lines[0]!, trains: [one] })),
        }).dayOf(tuesday).runs,
      ),
    )

  test('is one ride, also where the other is in the sheet of another line', () => {
    expect(ridden(first, next('06:25'))).toEqual(['s1@2026-11-24'])
  })

  test.each([
    ['that begins more than an hour later', next('07:21')],
    ['that leaves before', next('06:19')],
    ['of another number', next('06:25', { number: '11D' })],
    ['of another day', next('06:25', { days: { kind: 'sundays' } })],
  ])('is not one ride with one %s', (_, other) => {
    expect(ridden(first, other)).toContain('s1@2026-11-24')
    expect(ridden(first, other)).not.toEqual(
      ridden(first, next('06:25')).concat(other.days.kind === 'daily' ? [] : ['']),
    )
    expect(ridden(first, other)).toHaveLength(other.days.kind === 'daily' ? 2 : 1)
  })
})
