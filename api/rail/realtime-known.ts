import type { Network } from './ports.ts'
import type { KeptFeed } from './feed.ts'
import { feedDaysOf } from './feed-day.ts'
import type { Mode, Run } from './run.ts'

/** A timetable that live messages may speak of, by the ids of its own files. */
export type KnownTimetable = {
  /** Name of the feed; of our own timetable: none. */
  readonly feed?: string
  readonly publisher?: string
  /** The train that a trip_id stands for. */
  readonly trainOf: (trip: string) => string | undefined
  /** The train's run on a service day as the timetable has it, before anything hinders it. */
  readonly runOn: (train: string, day: string) => Run | undefined
  readonly stopOf: (stop: string) => string | undefined
  readonly lineOf: (route: string) => string | undefined
  /** How one rides a line. */
  readonly modeOf: (line: string) => Mode
}

/** Our own timetable by the ids of the GTFS that we publish; `runsOn` gives the runs of a service day. */
export function ownTimetable(
  network: Pick<Network, 'trains' | 'stations' | 'lines'>,
  runsOn: (day: string) => readonly Run[],
): KnownTimetable {
  const trains = new Set(network.trains.map(({ id }) => id))
  const stations = new Set(network.stations.map(({ id }) => id))
  const lines = new Set(network.lines.map(({ id }) => id))
  const held = (ids: ReadonlySet<string>, id: string) => (ids.has(id) ? id : undefined)
  return {
    // A train with other calls on some days is published as several trips.
    trainOf: (trip) => held(trains, trip.replace(/~\d+$/, '')),
    runOn: (train, day) => runsOn(day).find(({ id }) => id === `${train}@${day}`),
    stopOf: (stop) => held(stations, stop),
    lineOf: (route) => held(lines, route) ?? held(lines, route.replace(/-substitute-bus$/, '')),
    modeOf: () => 'train',
  }
}

/** An imported timetable by the ids of its own files. */
export function feedTimetable(feed: KeptFeed): KnownTimetable {
  const { id, theirs, sources } = feed.head
  const trips = new Set(feed.trips.map((trip) => trip.id))
  const stops = new Set(feed.stops.map((stop) => stop.id))
  const lines = new Set(feed.head.lines.map((line) => line.id))
  const meant = (ids: ReadonlySet<string>, asked: string, map: Readonly<Record<string, string>> = {}) =>
    [map[asked], `${id}:${asked}`, asked].find((one) => one !== undefined && ids.has(one))
  const days = new Map<string, ReadonlyMap<string, Run>>()
  const runsOn = (day: string): ReadonlyMap<string, Run> => {
    const runs = feedDaysOf(feed, day).flatMap((one) => one.runs)
    const known = days.get(day) ?? new Map(runs.map((run) => [run.id, run]))
    days.set(day, known)
    return known
  }
  const publisher = sources[0]?.publisher
  return {
    feed: id,
    ...(publisher === undefined ? {} : { publisher }),
    trainOf: (trip) => (trips.has(trip) ? `${id}:${trip}` : undefined),
    runOn: (train, day) => runsOn(day).get(`${train}@${day}`),
    stopOf: (stop) => meant(stops, stop, theirs?.stops),
    lineOf: (route) => meant(lines, route, theirs?.routes),
    modeOf: (line) => feed.head.lines.find((one) => one.id === line)?.mode ?? 'train',
  }
}
