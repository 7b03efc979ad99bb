import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import autocannon from 'autocannon'
import { holidaysOfJapan } from '../../api/merchants/holidays-holiday-jp.ts'
import { dayRange } from '../../api/rail/day-range.ts'
import { earliestArrival } from '../../api/rail/earliest-arrival.ts'
import { railService } from '../../api/rail/index.ts'
import { latestDeparture } from '../../api/rail/latest-departure.ts'
import { contentNetwork } from '../../api/rail/network-content.ts'
import { endsOf } from '../../api/rail/path.ts'
import type { Run } from '../../api/rail/run.ts'
import { indexed, type TimetableIndex } from '../../api/rail/timetable-index.ts'
import { startHubProcess } from '../support/hub-process.ts'
import { newPlace, prepareAt } from '../support/prepared-hub.ts'
import { type Counted, type Feed, fetchRaptorPlanner, minotor, type Peer } from './rail-peers.ts'
import { drawsOf, generatedRegion } from './rail-region.ts'
import { askEvenly, type Paced } from './paced.ts'
import type { Row } from './row.ts'

const seed = 20_261_124
const day = '2026-11-24'
const changeMinutes = 3
const largeConnections = 50_000
const endOfDay = 1440

type Pair = { readonly from: string; readonly to: string; readonly minute: number }

/** The journeys of the railway: our own feed and a generated region, beside two routers from npm. */
export async function railBench(): Promise<readonly Row[]> {
  // Before anything else: once this process holds whole regions, to collect them takes the hub's processors for seconds.
  const answered = await overHttp()
  const own = railService({
    network: contentNetwork,
    holidays: holidaysOfJapan,
    clock: { now: Date.now },
  }).dayOf(day)
  const region = generatedRegion(seed, largeConnections)
  const raptor = fetchRaptorPlanner()
  const missing: Row[] =
    raptor === undefined
      ? [{ what: 'raptor-journey-planner (the registry cannot be reached)', value: '-' }]
      : []
  try {
    return [
      ...missing,
      ...(await compared('own feed', { runs: own.runs, changeMinutes }, raptor?.on, {
        earliest: 5,
        range: 50,
      })),
      ...(await compared('region', { runs: region.runs, changeMinutes }, raptor?.on, {})),
      ...growth(),
      ...answered,
    ]
  } finally {
    raptor?.remove()
  }
}

function pairsOf(runs: readonly Run[], count: number): Pair[] {
  const draw = drawsOf(seed)
  const stops = [
    ...new Set(
      runs.flatMap(({ calls }) =>
        calls.flatMap(({ stop, arrival, departure }) => ((arrival ?? departure) === undefined ? [] : [stop])),
      ),
    ),
  ]
  const any = (): string => stops[Math.floor(draw() * stops.length)]!
  return Array.from({ length: count }, () => ({
    from: any(),
    to: any(),
    minute: 300 + Math.floor(draw() * 900),
  })).filter(({ from, to }) => from !== to)
}

/** The three searches of ours on a feed. */
function ourselves({ runs, changeMinutes }: Feed) {
  const stops = [...new Set(runs.flatMap(({ calls }) => calls.map(({ stop }) => stop)))]
  const footpaths = stops.map((stop) => ({ from: stop, to: stop, walkMinutes: changeMinutes }))
  const started = performance.now()
  const index = indexed({ runs, footpaths })
  const preparedMs = performance.now() - started
  const ends = ({ from, to }: Pick<Pair, 'from' | 'to'>) =>
    endsOf(index, { starts: at(index, from), goals: at(index, to) })
  return {
    index,
    preparedMs,
    earliest: (pair: Pair) => earliestArrival(index, ends(pair), pair.minute),
    latest: (pair: Pair) => latestDeparture(index, ends(pair), pair.minute),
    range: (pair: Pair) => dayRange(index, ends(pair), 0),
  }
}

const at = ({ stopOf }: TimetableIndex, stop: string) => [{ stop: stopOf.get(stop)!, minutes: 0 }]

/** Microseconds a question takes, in the fastest of some rounds over all questions; the first rounds only warm up. */
function microsecondsEach<T>(questions: readonly T[], ask: (question: T) => unknown, rounds: number): number {
  let best = Infinity
  for (let round = 0; round < rounds; round++) {
    const started = performance.now()
    for (const question of questions) ask(question)
    best = Math.min(best, performance.now() - started)
  }
  return (best * 1000) / questions.length
}

const us = (value: number): string =>
  value < 1000 ? `${value.toFixed(1)} µs` : `${(value / 1000).toFixed(2)} ms`

const against = (value: number, most: number | undefined) =>
  most === undefined
    ? {}
    : { target: `<= ${us(most)}`, met: value <= most ? ('yes' as const) : ('no' as const) }

type Targets = { readonly earliest?: number; readonly range?: number }

async function compared(
  what: string,
  feed: Feed,
  raptorOn: ((feed: Feed) => Peer) | undefined,
  targets: Targets,
): Promise<Row[]> {
  const isLarge = feed.runs.length > 100
  const pairs = pairsOf(feed.runs, isLarge ? 200 : 2_000)
  const few = pairs.slice(0, isLarge ? 30 : 300)
  const own = ourselves(feed)
  const peers = [await minotor(feed), ...(raptorOn === undefined ? [] : [raptorOn(feed)])]
  const earliest = microsecondsEach(pairs, own.earliest, isLarge ? 5 : 30)
  const range = microsecondsEach(few, own.range, isLarge ? 4 : 30)
  const theirs = peers.map((peer) => ({
    peer,
    took: microsecondsEach(few, ({ from, to, minute }) => peer.arrival(from, to, minute), 3),
  }))
  const better = Math.min(...theirs.map(({ took }) => took))
  const size = `${what}, ${own.index.order.length} connections`
  return [
    { what: `${size}: prepared once`, value: `${own.preparedMs.toFixed(1)} ms` },
    {
      what: `${size}: earliest arrival`,
      value: us(earliest),
      ...against(earliest, targets.earliest ?? better / 20),
    },
    { what: `${size}: latest departure`, value: us(microsecondsEach(pairs, own.latest, isLarge ? 5 : 30)) },
    ...theirs.map(({ peer, took }) => ({
      what: `  ${peer.name}: earliest arrival`,
      value: `${us(took)} (ours ${(took / earliest).toFixed(0)}× faster), ${agreeing(few, own, peer)}`,
    })),
    ...rangeRows(`${size}: whole day, four criteria`, { few, own, peers, range, most: targets.range }),
  ]
}

type Own = ReturnType<typeof ourselves>

/** How often a peer is there at the same minute. */
function agreeing(pairs: readonly Pair[], own: Own, peer: Peer): string {
  const told = pairs.map((pair) => ({
    ours: own.earliest(pair)?.arrivalMinute,
    theirs: peer.arrival(pair.from, pair.to, pair.minute),
  }))
  const same = told.filter(({ ours, theirs }) => ours === theirs).length
  const earlier = told.filter(({ ours, theirs }) => (ours ?? Infinity) < (theirs ?? Infinity)).length
  return `agrees ${same} of ${pairs.length}, ours earlier ${earlier}, later ${pairs.length - same - earlier}`
}

type Ranging = {
  readonly few: readonly Pair[]
  readonly own: Own
  readonly peers: readonly Peer[]
  readonly range: number
  readonly most: number | undefined
}

function rangeRows(what: string, { few, own, peers, range, most }: Ranging): Row[] {
  const rows: Row[] = peers.flatMap(({ name, range: theirs }) => {
    if (theirs === undefined) return [{ what: `  ${name}: has no range query`, value: '-' }]
    const took = microsecondsEach(few, ({ from, to }) => theirs(from, to), 1)
    const value = `${us(took)} (ours ${(took / range).toFixed(1)}× faster), ${sharing(few, own, theirs)}`
    return [
      { what: `  ${name}: whole day`, value, target: 'slower than ours', met: took > range ? 'yes' : 'no' },
    ]
  })
  return [{ what, value: us(range), ...against(range, most) }, ...rows]
}

/** How many journeys of the day both find, by departure, arrival and changes; of theirs those that none beats. */
function sharing(pairs: readonly Pair[], own: Own, range: NonNullable<Peer['range']>): string {
  let [total, shared, onlyTheirs] = [0, 0, 0]
  for (const pair of pairs) {
    const ours = own.range(pair).map(({ departureMinute, arrivalMinute, changes }) => ({
      departure: departureMinute,
      arrival: arrivalMinute,
      changes,
    }))
    const found = new Set(bestOf(ours))
    const theirs = range(pair.from, pair.to)
    const both = new Set(bestOf([...ours, ...theirs]))
    total += found.size
    shared += bestOf(theirs).filter((one) => found.has(one)).length
    onlyTheirs += bestOf(theirs).filter((one) => both.has(one) && !found.has(one)).length
  }
  return `finds ${shared} of our ${total}, ${onlyTheirs} that we do not`
}

function bestOf(all: readonly Counted[]): string[] {
  const beats = (a: Counted, b: Counted): boolean =>
    a.departure >= b.departure &&
    a.arrival <= b.arrival &&
    a.changes <= b.changes &&
    (a.departure > b.departure || a.arrival < b.arrival || a.changes < b.changes)
  const left = all.filter((one) => one.departure < endOfDay && !all.some((other) => beats(other, one)))
  return [
    ...new Set(left.map(({ departure, arrival, changes }) => `${departure} ${arrival} ${changes}`)),
  ].toSorted()
}

/** How time grows with the connections of a day. */
function growth(): Row[] {
  return [5_000, 10_000, 20_000, 50_000, 100_000].map((connections) => {
    const { runs } = generatedRegion(seed, connections)
    const own = ourselves({ runs, changeMinutes })
    const pairs = pairsOf(runs, 60)
    const earliest = us(microsecondsEach(pairs, own.earliest, 4))
    const range = us(microsecondsEach(pairs.slice(0, 20), own.range, 3))
    return {
      what: `growth, ${own.index.order.length} connections`,
      value: `prepared ${own.preparedMs.toFixed(0)} ms, earliest ${earliest}, whole day ${range}`,
    }
  })
}

/** One caller who asks again as soon as it is answered, and eight who never pause: those wait for each other. */
const crowds: readonly { connections: number; isBound: boolean }[] = [
  { connections: 1, isBound: true },
  { connections: 8, isBound: false },
]

/** Requests a second of many people who know nothing of each other: a busy day's peak many times over. */
const pace = 200

/**
 * A hub that was started this moment compiles as it answers: its first answers take up to 0.3 s, and until its third second
 * the compiler now and then takes both processors. Told on a line of its own.
 */
const warmingSeconds = 5

/**
 * On a machine that others share, a stretch of 20 seconds (4,000 answers, of which 40 may be late) is spoiled by one
 * fifth of a second that somebody else took: the middle of three counts, and all three are told.
 */
const stretchesSeconds = [warmingSeconds, 20, 20, 20]

function middleOf(stretches: readonly Paced[]): Paced & { readonly value: string } {
  const inOrder = stretches.toSorted((a, b) => a.p99Ms - b.p99Ms)
  const value = `middle of p99 ${inOrder.map(({ p99Ms }) => `${p99Ms} ms`).join(', ')}`
  return { ...inOrder[Math.floor(inOrder.length / 2)]!, value }
}

/** How late the machine itself is at this pace, in the same run. */
async function askBareServer(text: string): Promise<ReturnType<typeof middleOf>> {
  const server = fork(join(import.meta.dirname, 'bare-server.ts'), [text])
  try {
    const [port] = (await once(server, 'message')) as [number]
    const origin = `http://127.0.0.1:${port}`
    const [, ...evenly] = await askEvenly({ origin, paths: ['/'], perSecond: pace, stretchesSeconds })
    return middleOf(evenly)
  } finally {
    server.disconnect()
  }
}

/** The journeys of our own feed over HTTP, at an even pace and as fast as callers can. */
async function overHttp(): Promise<Row[]> {
  const place = await newPlace('sqlite', '')
  await prepareAt(place, 1, 1_000)
  const hub = await startHubProcess(place.environment)
  try {
    const stations = ['aizu-wakamatsu', 'tadami', 'aizu-kawaguchi', 'koide', 'aizu-tajima', 'aizu-miyashita']
    const requests = stations.flatMap((from) =>
      stations
        .filter((to) => to !== from)
        .map((to) => ({ path: `/api/rail/journeys?from=${from}&to=${to}&date=${day}&time=06:00` })),
    )
    const bound = (p99Ms: number) => ({
      target: 'p99 < 5 ms',
      met: p99Ms < 5 ? ('yes' as const) : ('no' as const),
    })
    const paths = requests.map(({ path }) => path)
    const asked = { origin: hub.origin, paths, perSecond: pace, stretchesSeconds }
    const [cold, ...stretches] = await askEvenly(asked)
    const evenly = middleOf(stretches)
    const bare = await askBareServer(await (await fetch(`${hub.origin}${paths[0]}`)).text())
    const rows: Row[] = [
      { what: `  a bare server with the same text, ${pace} a second, evenly`, ...bare },
      { what: `journeys over HTTP, ${pace} a second, evenly, first ${warmingSeconds} s of a hub`, ...cold },
      {
        what: `journeys over HTTP, ${pace} a second, evenly, after that`,
        ...evenly,
        ...bound(evenly.p99Ms),
      },
    ]
    for (const { connections, isBound } of crowds) {
      const answered = await autocannon({ url: hub.origin, connections, duration: 5, requests })
      if (answered.non2xx > 0) throw new Error(`journeys were refused ${answered.non2xx} times`)
      const { p50, p99 } = answered.latency
      rows.push({
        what: `journeys over HTTP, ${connections} at a time, as fast as they can`,
        perSecond: Math.round(answered.requests.average),
        p50Ms: p50,
        p99Ms: p99,
        ...(isBound ? bound(p99) : {}),
      })
    }
    return rows
  } finally {
    await hub.stop()
    await place.remove()
  }
}
