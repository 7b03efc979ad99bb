import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type FeedPart, feedOf } from '../../api/rail/feed.ts'
import { feedDaysOf } from '../../api/rail/feed-day.ts'
import { gtfsToFeed } from '../../api/rail/gtfs-to-feed.ts'
import type { Run } from '../../api/rail/run.ts'
import { feedFile, goodFiles } from './drawn-zip.ts'
import { readFeed, told } from './read-feed.ts'
import { network } from './small-network.ts'

const { lines, stations } = network([])
/** The drawn stations all lie at one place. */
const stops = goodFiles['stops.txt']!.replaceAll(/37\.\d+,139\.\d+/g, '37.4948,139.9298')

const mapped = async (
  changed: Readonly<Record<string, string>>,
  said: { routes?: Record<string, string>; stops?: Record<string, string> } = {},
  dates: readonly string[] = ['2026-11-24'],
) => {
  const { feed, findings } = await readFeed(feedFile({ 'stops.txt': stops, ...changed }))
  if (feed === undefined) return { told: told(findings.report()), runs: [] as Run[], footpaths: [] }
  const made = gtfsToFeed(feed, {
    id: 'f',
    file: 'f.zip',
    now: 0,
    today: '2026-11-24',
    lines,
    stations,
    routesTold: new Map(Object.entries(said.routes ?? {})),
    stopsTold: new Map(Object.entries(said.stops ?? {})),
    complete: [],
    findings,
  })
  const parts: FeedPart[] = [{ stops: made.stops }, { services: made.services }, { trips: [...made.trips] }]
  const kept = feedOf(made.head, parts)
  const days = dates.flatMap((date) => feedDaysOf(kept, date))
  return {
    told: told(findings.report()),
    runs: days.flatMap(({ runs }) => runs),
    footpaths: days.flatMap(({ footpaths }) => footpaths),
  }
}

const withTimes = (rows: string) => ({
  'stop_times.txt': `trip_id,arrival_time,departure_time,stop_id,stop_sequence,timepoint,source_ids\n${rows}`,
})
const callsOf = (run: Run | undefined) =>
  run?.calls.map(({ stop, arrival, departure, line }) => [
    stop,
    arrival && [arrival.earliestMinute, arrival.latestMinute, arrival.exact],
    departure && [departure.earliestMinute, departure.latestMinute, departure.exact],
    line,
  ])

test('a train over two lines is one run that tells the border', async () => {
  const { runs } = await mapped({
    'stops.txt': `${stops}s4,塔のへつり,37.4948,139.9298,0,\n`,
    ...withTimes('t1,06:00:00,06:00:00,s1,1,1,\nt1,06:30:00,06:30:00,s4,2,1,\n'),
  })
  expect(runs[0]!.line).toBe('valley')
  expect(callsOf(runs[0])).toEqual([
    ['castle', undefined, [360, 360, true], undefined],
    ['bridge', undefined, undefined, 'hill'],
    ['hill', [390, 390, true], undefined, undefined],
  ])
})

test('a stop without times lies between those around it', async () => {
  const { runs } = await mapped(
    withTimes('t1,06:00:00,06:00:00,s1,1,1,\nt1,,,s2,2,0,\nt1,06:30:00,06:30:00,s3,3,1,\n'),
  )
  expect(callsOf(runs[0])![1]).toEqual(['bridge', [360, 390, false], [360, 390, false], undefined])
})

test('a time carries the sources that the feed names, else the feed', async () => {
  const { runs } = await mapped(
    withTimes('t1,06:00:00,06:00:00,s1,1,1,drawn other\nt1,06:30:00,06:30:00,s3,3,1,\n'),
  )
  const [first, last] = runs[0]!.calls
  expect([first!.departure!.sources, last!.arrival!.sources]).toEqual([['drawn', 'other'], ['feed-f']])
})

test('our own feed tells the bounds of every time, what is exact, and the track ahead', async () => {
  const head = 'trip_id,arrival_time,departure_time,stop_id,stop_sequence,timepoint,pickup_type,drop_off_type'
  const own = 'arrival_earliest_time,arrival_latest_time,departure_earliest_time,departure_latest_time'
  const { told, runs } = await mapped({
    'routes.txt': `${goodFiles['routes.txt']}hill,A,,丘線,2\n`,
    'trips.txt': 'route_id,service_id,trip_id,as_of_ja,as_of_en,train_name_ja\nR,W,t1,今日,Today,風っこ\n',
    'stop_times.txt': `${head},${own},arrival_exact,departure_exact,route_ahead
t1,06:00:00,06:00:00,s1,1,1,0,1,,,06:00:00,06:00:00,,1,
t1,06:10:00,06:12:00,s2,2,0,0,0,06:08:00,06:12:00,06:12:00,06:12:00,0,1,hill
t1,06:30:00,06:30:00,s3,3,1,1,0,06:30:00,06:30:00,,,1,,
`,
  })
  expect(told).toEqual([])
  expect(runs[0]).toMatchObject({ asOf: { ja: '今日', en: 'Today' }, name: { ja: '風っこ', en: '風っこ' } })
  expect(callsOf(runs[0])).toEqual([
    ['castle', undefined, [360, 360, true], undefined],
    ['bridge', [368, 372, false], [372, 372, true], 'hill'],
    ['snow', [390, 390, true], undefined, undefined],
  ])
})

test('a frequency is a train for each departure; where only the interval is told, within it', async () => {
  const frequencies = 'trip_id,start_time,end_time,headway_secs,exact_times\nt1,07:00:00,08:00:00,1800,0\n'
  const { runs } = await mapped({
    'frequencies.txt': frequencies,
    ...withTimes('t1,06:00:00,06:00:00,s1,1,1,\nt1,06:30:00,06:30:00,s3,3,1,\n'),
  })
  expect(runs.map((run) => callsOf(run)!.map((call) => call[1] ?? call[2]))).toEqual([
    [
      [420, 450, false],
      [450, 480, false],
    ],
    [
      [450, 480, false],
      [480, 510, false],
    ],
  ])
})

test('what fits no line or station stays the feed’s own, and a bus stop is reached on foot', async () => {
  const bus = goodFiles['routes.txt']!.replace('谷線,2', '谷バス,3')
  const { runs, footpaths } = await mapped({ 'routes.txt': bus })
  expect(runs[0]).toMatchObject({ line: 'f:R', mode: 'bus' })
  expect(runs[0]!.calls.map(({ stop }) => stop)).toEqual(['f:s1', 'f:s2', 'f:s3'])
  expect(footpaths).toContainEqual({ from: 'f:s1', to: 'castle', walkMinutes: 1 })
})

test('a station that is named alike but lies elsewhere is told and kept apart, unless somebody says so', async () => {
  const far = stops.replace('会津若松,37.4948', '会津若松,38.4948')
  const { told, runs } = await mapped({ 'stops.txt': far })
  expect(told).toEqual(['stops.txt:2 stop_name stop_too_far_from_station 会津若松 / castle'])
  expect(runs[0]!.calls[0]!.stop).toBe('f:s1')
  const said = await mapped({ 'stops.txt': far }, { stops: { s1: 'castle' }, routes: { R: 'hill' } })
  expect(said.runs[0]).toMatchObject({ line: 'hill' })
  expect(said.runs[0]!.calls[0]!.stop).toBe('castle')
})

test('a trip on days that never come is told', async () => {
  const idle = {
    'no day of the week': 'W,0,0,0,0,0,0,0,20261101,20270331',
    'every day taken back': 'W,1,0,0,0,0,0,0,20261123,20261129',
  }
  for (const row of Object.values(idle)) {
    const calendar = `${goodFiles['calendar.txt']!.split('\n')[0]}\n${row}\n`
    const dates = 'service_id,date,exception_type\nW,20261123,2\n'
    const { told } = await mapped({ 'calendar.txt': calendar, 'calendar_dates.txt': dates })
    expect(told).toEqual([2, 3].map((row) => `trips.txt:${row} service_id trip_never_runs W`))
  }
})

test('whatever stands in a file, it is a finding or a feed whose times only grow', async () => {
  const file = fc.constantFrom(...Object.keys(goodFiles))
  const cell = fc.oneof(
    fc.string(),
    fc.constantFrom('', '25:61:00', '-1', '00:00:00', '30:00:00', 's1', '"', '\uFFFD'),
  )
  await fc.assert(
    fc.asyncProperty(file, fc.nat(), fc.nat(), cell, async (name, row, column, text) => {
      const rows = goodFiles[name]!.trim()
        .split('\n')
        .map((line) => line.split(','))
      const changed = rows[row % rows.length]!
      changed[column % changed.length] = text
      // A Tuesday, and the day that the drawn calendar adds: without its week the feed still runs on that one.
      const { told, runs } = await mapped({ [name]: rows.map((cells) => cells.join(',')).join('\n') }, {}, [
        '2026-11-24',
        '2026-11-28',
      ])
      for (const { calls } of runs) {
        const minutes = calls.flatMap(({ arrival, departure }) => [
          ...(arrival === undefined ? [] : [arrival.latestMinute]),
          ...(departure === undefined ? [] : [departure.latestMinute]),
        ])
        expect(minutes).toEqual(minutes.toSorted((a, b) => a - b))
      }
      expect(told.length + runs.length).toBeGreaterThan(0)
    }),
    { numRuns: 150 },
  )
})
