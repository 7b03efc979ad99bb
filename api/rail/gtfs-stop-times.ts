import { secondsOf } from './gtfs-field.ts'
import { stopTimesFile } from './gtfs-files.ts'
import { checkedValue, type Columns, isReadable, type Place } from './gtfs-table.ts'
import { optional } from './timed-stop.ts'

/** No value stands there. */
export const none = -1

/** What is special about a stop time, as bits of `flags`. */
export const flag = { about: 1, noBoarding: 2, noAlighting: 4, saidExact: 8 } as const

/**
 * Stop times by column: a million rows take some forty megabytes. Rows are as the file has them; `order` brings them
 * into the order of trips and stop sequence, and those of trip t are `order[starts[t]]` up to `order[starts[t + 1]]`.
 */
export type StopTimes = {
  readonly count: number
  /** Position of the trip in trips.txt, and of the stop in stops.txt. */
  readonly trip: Uint32Array
  readonly stop: Uint32Array
  readonly sequence: Uint32Array
  /** Seconds after 00:00 of the service day, or `none`. */
  readonly arrival: Int32Array
  readonly departure: Int32Array
  readonly flags: Uint8Array
  /** Line of the file. */
  readonly line: Uint32Array
  /** `shape_dist_traveled`, or NaN. */
  readonly distance: Float32Array
  /** What only our own feed writes, by row. */
  readonly told: ReadonlyMap<number, ToldOfTime>
  /** The file has the columns of bounds: they tell every time, and a side without them is unknown. */
  readonly isBounded: boolean
  readonly order: Uint32Array
  readonly starts: Uint32Array
}

/** An estimate's bounds in seconds, and where a time comes from. */
export type ToldOfTime = {
  readonly arrival?: readonly [number, number]
  readonly departure?: readonly [number, number]
  /** Bits: 1 the arrival is exact, 2 the departure; absent where nothing says so. */
  readonly exact?: number
  /** route_id of the track from here on. */
  readonly routeAhead?: string
  readonly sources?: string
  readonly confidence?: number
  /** Of the arrival, where they are others. */
  readonly arrivalSources?: string
  readonly arrivalConfidence?: number
}

type Ids = {
  readonly trips: ReadonlyMap<string, number>
  readonly stops: ReadonlyMap<string, number>
}

/** Reads stop times row by row. Rows that cannot be used are told and left out. */
export function stopTimesReader(columns: Columns, ids: Ids, place: Pick<Place, 'findings'>) {
  const here = { ...place, file: stopTimesFile }
  let kept = emptyColumns(1 << 16)
  let count = 0
  const told = new Map<number, ToldOfTime>()
  return {
    rows: (): number => count,
    add: (cells: readonly string[], line: number): void => {
      if (!isReadable(cells, line, { ...here, width: columns.width })) return
      const values: Record<string, string | undefined> = {}
      for (const { rule, at } of columns.fields)
        values[rule.name] = checkedValue(cells[at]!, rule, line, here)
      const trip = pointed(values, 'trip_id', { known: ids.trips, line, here })
      const stop = pointed(values, 'stop_id', { known: ids.stops, line, here })
      if (trip === undefined || stop === undefined || values['stop_sequence'] === undefined) return
      if (count === kept.trip.length) kept = grown(kept)
      kept.trip[count] = trip
      kept.stop[count] = stop
      kept.sequence[count] = Number(values['stop_sequence'])
      kept.arrival[count] = timeOf(values['arrival_time'])
      kept.departure[count] = timeOf(values['departure_time'])
      kept.flags[count] = flagsOf(values)
      kept.line[count] = line
      kept.distance[count] = Number(values['shape_dist_traveled'] ?? NaN)
      const more = moreOf(values)
      if (more !== undefined) told.set(count, more)
      count++
    },
    done: (): StopTimes => ({
      ...kept,
      count,
      told,
      isBounded: columns.fields.some(({ rule }) => rule.name === 'arrival_earliest_time'),
      ...ordered(kept, count, ids.trips.size),
    }),
  }
}

const timeOf = (text: string | undefined): number => (text === undefined ? none : secondsOf(text)!)

const flagsOf = (values: Readonly<Record<string, string | undefined>>): number =>
  (values['timepoint'] === '0' ? flag.about : 0) |
  (values['timepoint'] === '1' ? flag.saidExact : 0) |
  (values['pickup_type'] === '1' ? flag.noBoarding : 0) |
  (values['drop_off_type'] === '1' ? flag.noAlighting : 0)

type Looking = {
  readonly known: ReadonlyMap<string, number>
  readonly line: number
  readonly here: Place
}

function pointed(
  values: Readonly<Record<string, string | undefined>>,
  field: string,
  { known, line, here }: Looking,
): number | undefined {
  const value = values[field]
  if (value === undefined) return undefined
  const found = known.get(value)
  if (found === undefined)
    here.findings.add({ rule: 'foreign_key_violation', file: here.file.name, row: line, field, value })
  return found
}

function moreOf(values: Readonly<Record<string, string | undefined>>): ToldOfTime | undefined {
  const pair = (which: string): [number, number] | undefined => {
    const [from, to] = [values[`${which}_earliest_time`], values[`${which}_latest_time`]]
    return from === undefined || to === undefined ? undefined : [secondsOf(from)!, secondsOf(to)!]
  }
  const { source_ids: sources, arrival_source_ids: arrivalSources, route_ahead: routeAhead } = values
  const numberOf = (field: string) => (values[field] === undefined ? undefined : Number(values[field]))
  const { arrival_exact: arrives, departure_exact: leaves } = values
  const exact =
    arrives === undefined && leaves === undefined
      ? undefined
      : (arrives === '1' ? 1 : 0) | (leaves === '1' ? 2 : 0)
  const [arrival, departure] = [pair('arrival'), pair('departure')]
  const found = optional({
    arrival,
    departure,
    exact,
    routeAhead,
    sources,
    confidence: numberOf('confidence'),
    arrivalSources,
    arrivalConfidence: numberOf('arrival_confidence'),
  })
  return Object.keys(found).length === 0 ? undefined : found
}

type Kept = Pick<
  StopTimes,
  'trip' | 'stop' | 'sequence' | 'arrival' | 'departure' | 'flags' | 'line' | 'distance'
>

const emptyColumns = (size: number): Kept => ({
  trip: new Uint32Array(size),
  stop: new Uint32Array(size),
  sequence: new Uint32Array(size),
  arrival: new Int32Array(size),
  departure: new Int32Array(size),
  flags: new Uint8Array(size),
  line: new Uint32Array(size),
  distance: new Float32Array(size),
})

function grown(kept: Kept): Kept {
  const larger = emptyColumns(kept.trip.length * 2)
  for (const name of Object.keys(larger) as (keyof Kept)[]) larger[name].set(kept[name])
  return larger
}

/** Sorts by trip in one pass, then each trip by its stop sequence. */
function ordered({ trip, sequence }: Kept, count: number, trips: number) {
  const starts = new Uint32Array(trips + 1)
  for (let i = 0; i < count; i++) starts[trip[i]! + 1]!++
  for (let t = 0; t < trips; t++) starts[t + 1]! += starts[t]!
  const next = starts.slice()
  const order = new Uint32Array(count)
  for (let i = 0; i < count; i++) order[next[trip[i]!]!++] = i
  for (let t = 0; t < trips; t++)
    order.subarray(starts[t], starts[t + 1]).sort((a, b) => sequence[a]! - sequence[b]!)
  return { order, starts }
}
