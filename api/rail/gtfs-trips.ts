import type { KeptTrip } from './feed.ts'
import { type GtfsFeed, rowsOf } from './gtfs-feed.ts'
import { frequenciesOf } from './gtfs-frequencies.ts'
import type { MappedStops } from './gtfs-map-stops.ts'
import type { GtfsNames } from './gtfs-names.ts'
import { flag, none, type StopTimes, type ToldOfTime } from './gtfs-stop-times.ts'
import type { FeedLine } from './ports.ts'
import { optional } from './timed-stop.ts'
import { type Tracks, wayBetween } from './track.ts'

export type TripMapping = {
  readonly stops: MappedStops
  /** Of each route, and behind them lines of ours that are only ridden on the way. */
  readonly lines: readonly FeedLine[]
  readonly ours: ReadonlySet<string>
  /** Position of each trip's route and service. */
  readonly routes: ReadonlyMap<string, number>
  readonly services: ReadonlyMap<string, number>
  readonly tracks: Tracks
  readonly names: GtfsNames
  readonly tellings: { readonly at: (told: ToldOfTime) => number }
}

/** One call with bounds, minutes; -1 none. */
type WideCall = {
  readonly stop: number
  arrival: [number, number]
  departure: [number, number]
  exact: number
  telling: number
  line: number
}

/** The trips as they are kept, one by one; a trip with a frequency once for each departure. */
export function* keptTrips(feed: GtfsFeed, mapping: TripMapping): Generator<KeptTrip> {
  const { tables, stopTimes } = feed
  const often = frequenciesOf(feed)
  const [allOff, staysOn] = [inSeatOf(feed, '5'), inSeatOf(feed, '4')]
  for (const [t, { values }] of rowsOf(tables, 'trips.txt').entries()) {
    const rows = stopTimes.order.subarray(stopTimes.starts[t], stopTimes.starts[t + 1])
    const { trip_id: id = '', trip_short_name: number, trip_headsign: headsign } = values
    const line = mapping.routes.get(values['route_id'] ?? '')
    const service = mapping.services.get(values['service_id'] ?? '')
    if (rows.length < 2 || line === undefined || service === undefined) continue
    const calls = stopTimes.isBounded
      ? boundedCalls(rows, stopTimes, mapping)
      : withBorders(callsOf(rows, stopTimes, mapping), line, mapping)
    const to =
      headsign === undefined ? undefined : mapping.names.of('trips', headsign, { id, field: 'trip_headsign' })
    const direction =
      values['direction_id'] === undefined ? undefined : values['direction_id'] === '1' ? 'up' : 'down'
    const trip = { id, line, service, ...optional({ number, to, direction, ...ownWords(values) } as const) }
    const starts = often.get(id)
    // Which departures of a frequency one vehicle makes, nobody says.
    const stays = optional({
      block: values['block_id'],
      allOffBefore: allOff.get(id),
      goesOnAs: staysOn.get(id),
    })
    if (starts === undefined) yield { ...trip, ...stays, ...packed(calls) }
    else
      for (const [i, { atMinute, withinMinutes }] of starts.entries()) {
        const by = atMinute - Math.max(calls[0]!.departure[0], 0)
        yield {
          ...trip,
          id: `${id}/${i + 1}`,
          ...packed(calls.map((call) => moved(call, by, withinMinutes))),
        }
      }
  }
}

/**
 * In-seat transfers by the trip that ends: of type 4 one may stay seated, of type 5 everybody gets off.
 */
function inSeatOf({ tables }: GtfsFeed, wanted: '4' | '5'): ReadonlyMap<string, readonly string[]> {
  const to = new Map<string, string[]>()
  for (const { values } of rowsOf(tables, 'transfers.txt')) {
    const { from_trip_id: from, to_trip_id: next, transfer_type: type } = values
    if (type === wanted && from !== undefined && next !== undefined)
      to.set(from, [...(to.get(from) ?? []), next])
  }
  return to
}

/** Minutes: who boards is told no later, who gets off no earlier; seconds within one stop never turn the two around. */
function callsOf(rows: Uint32Array, times: StopTimes, { stops, tellings }: TripMapping): WideCall[] {
  const { arrival, departure, flags, told, stop } = times
  const bounds = boundsOf(rows, times)
  return [...rows].map((row, i) => {
    const own = told.get(row)
    const bits = flags[row]!
    const timed = arrival[row] !== none
    const exact = timed && (bits & flag.about) === 0 ? 3 : 0
    const [earliest, latest] = timed ? [arrival[row]!, departure[row]!] : bounds[i]!
    const leaves = Math.floor(latest / 60)
    const arrives = Math.min(Math.ceil(earliest / 60), leaves)
    const pair = (at: readonly [number, number] | undefined, minute: number): [number, number] =>
      at === undefined
        ? timed
          ? [minute, minute]
          : [Math.floor(earliest / 60), Math.ceil(latest / 60)]
        : [Math.floor(at[0] / 60), Math.ceil(at[1] / 60)]
    const nobody: [number, number] = [none, none]
    return {
      stop: stops.at[stop[row]!]!,
      arrival: i === 0 || (bits & flag.noAlighting) !== 0 ? nobody : pair(own?.arrival, arrives),
      departure:
        i === rows.length - 1 || (bits & flag.noBoarding) !== 0 ? nobody : pair(own?.departure, leaves),
      exact,
      telling: own === undefined ? 0 : tellings.at(own),
      line: none,
    }
  })
}

/** The calls of our own feed: every side with its bounds, borders among them, each with the track ahead. */
function boundedCalls(rows: Uint32Array, times: StopTimes, mapping: TripMapping): WideCall[] {
  const pair = (at: readonly [number, number] | undefined): [number, number] =>
    at === undefined ? [none, none] : [Math.floor(at[0] / 60), Math.ceil(at[1] / 60)]
  return [...rows].map((row) => {
    const told = times.told.get(row) ?? {}
    const { arrival, departure, exact, routeAhead } = told
    return {
      stop: mapping.stops.at[times.stop[row]!]!,
      arrival: pair(arrival),
      departure: pair(departure),
      exact: exact ?? ((times.flags[row]! & flag.about) === 0 ? 3 : 0),
      telling: mapping.tellings.at(told),
      line: routeAhead === undefined ? none : (mapping.routes.get(routeAhead) ?? none),
    }
  })
}

/** What our own feed tells of a train beyond the standard. */
function ownWords(values: Readonly<Record<string, string | undefined>>) {
  const text = (ja: string | undefined, en: string | undefined) =>
    ja === undefined ? undefined : { ja, en: en ?? ja }
  return {
    name: text(values['train_name_ja'], values['train_name_en']),
    asOf: text(values['as_of_ja'], values['as_of_en']),
  }
}

/** Of a stop without times: not before the departure ahead of it, not after the arrival behind it. Seconds. */
function boundsOf(rows: Uint32Array, { arrival, departure }: StopTimes): (readonly [number, number])[] {
  const earliest: number[] = []
  let last = 0
  for (const row of rows) {
    last = Math.max(last, departure[row]!)
    earliest.push(last)
  }
  let next = Infinity
  const bounds: (readonly [number, number])[] = []
  for (let i = rows.length - 1; i >= 0; i--) {
    if (arrival[rows[i]!] !== none) next = arrival[rows[i]!]!
    bounds.unshift([earliest[i]!, next])
  }
  return bounds
}

/** Between our stations: which line lies ahead, and the borders of lines that are passed without stopping. */
function withBorders(
  calls: WideCall[],
  line: number,
  { stops, lines, ours, tracks }: TripMapping,
): WideCall[] {
  const own = lines[line]!.id
  if (!ours.has(own)) return calls
  const position = (id: string): number => lines.findIndex((one) => one.id === id)
  return calls.flatMap((call, i) => {
    const [here, next] = [stops.kept[call.stop]!, stops.kept[calls[i + 1]?.stop ?? -1]]
    const way =
      next?.ours && here.ours ? (wayBetween(tracks, { from: here.id, to: next.id }, [own]) ?? []) : []
    const ahead = (id: string | undefined): number => (id === undefined || id === own ? none : position(id))
    const borders = way.slice(1).flatMap((hop, k): WideCall[] => {
      if (hop.line === way[k]!.line) return []
      const stop = stops.kept.findIndex(({ id }) => id === hop.from)
      if (stop === -1) return []
      const nobody: [number, number] = [none, none]
      return [{ stop, arrival: nobody, departure: nobody, exact: 0, telling: 0, line: ahead(hop.line) }]
    })
    return [{ ...call, line: ahead(way[0]?.line) }, ...borders]
  })
}

function packed(calls: readonly WideCall[]): Pick<KeptTrip, 'wide' | 'calls'> {
  const isPlain = calls.every(
    ({ arrival, departure, exact, telling, line }) =>
      exact === 3 &&
      telling === 0 &&
      line === none &&
      arrival[0] === arrival[1] &&
      departure[0] === departure[1],
  )
  if (isPlain)
    return { calls: calls.flatMap(({ stop, arrival, departure }) => [stop, arrival[0], departure[0]]) }
  return {
    wide: true,
    calls: calls.flatMap(({ stop, arrival, departure, exact, telling, line }) => [
      stop,
      ...arrival,
      ...departure,
      exact,
      telling,
      line,
    ]),
  }
}

function moved(call: WideCall, by: number, within: number): WideCall {
  const move = ([from, to]: [number, number]): [number, number] =>
    from === none ? [from, to] : [from + by, to + by + within]
  return {
    ...call,
    arrival: move(call.arrival),
    departure: move(call.departure),
    exact: within === 0 ? call.exact : 0,
  }
}
