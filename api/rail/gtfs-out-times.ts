import type { Cell } from '../platform/csv.ts'
import { clockOf } from './timetable.ts'
import type { Call, Moment } from './run.ts'

/**
 * The columns of `stop_times.txt`; those after `timepoint` are our own: an estimate's bounds and what it stands on.
 * `source_ids` and `confidence` are those of the departure (of the arrival where nobody boards), and of the arrival too
 * unless `arrival_source_ids` and `arrival_confidence` say otherwise.
 */
export const stopTimeColumns = [
  'trip_id',
  'arrival_time',
  'departure_time',
  'stop_id',
  'stop_sequence',
  'pickup_type',
  'drop_off_type',
  'timepoint',
  'arrival_earliest_time',
  'arrival_latest_time',
  'departure_earliest_time',
  'departure_latest_time',
  'arrival_exact',
  'departure_exact',
  'route_ahead',
  'source_ids',
  'confidence',
  'arrival_source_ids',
  'arrival_confidence',
] as const

/** 'HH:MM:SS' of a service day: above 24 after midnight. */
export function timeOf(minute: number): string {
  const hours = Math.floor(minute / 60)
  return `${String(hours).padStart(2, '0')}:${clockOf(minute).slice(3)}:00`
}

/** What a stop's single pair of times says, minutes after 00:00. */
export type ToldTimes = { readonly arrivalMinute: number; readonly departureMinute: number }

/**
 * The pair of times of a stop; undefined at a border that is only passed. The format has no bounds and wants an arrival
 * no later than the departure: who boards is told the earliest minute, and an arrival that may be later than that is
 * told by the bounds, and by the changes that `transfers.txt` forbids.
 */
export function toldTimes({ arrival, departure }: Call): ToldTimes | undefined {
  if (departure === undefined)
    return arrival && { arrivalMinute: arrival.latestMinute, departureMinute: arrival.latestMinute }
  const departureMinute = departure.earliestMinute
  return {
    arrivalMinute: Math.min(arrival?.latestMinute ?? departureMinute, departureMinute),
    departureMinute,
  }
}

const boundsOf = (moment: Moment | undefined): Cell[] =>
  moment === undefined ? ['', ''] : [timeOf(moment.earliestMinute), timeOf(moment.latestMinute)]

const exactnessOf = (moment: Moment | undefined): Cell => (moment === undefined ? '' : Number(moment.exact))

/** Source ids of a stop and how far they can be trusted. */
export function groundsOf({ arrival, departure }: Call): { sources: readonly string[]; confidence?: number } {
  const known = [departure, arrival].flatMap((moment) => moment ?? [])
  if (known.length === 0) return { sources: [] }
  return {
    sources: [...new Set(known.flatMap(({ sources }) => sources))],
    confidence: Math.min(...known.map(({ confidence }) => confidence)),
  }
}

/** The rows of one trip. */
export const stopTimeRows = (trip: string, calls: readonly Call[]): Cell[][] =>
  calls.map((call, i) => {
    const told = toldTimes(call)
    const { arrival, departure, stop, line } = call
    const isExact = told !== undefined && (arrival?.exact ?? true) && (departure?.exact ?? true)
    const [nobodyBoards, nobodyGetsOff] = [departure, arrival].map((moment) => Number(moment === undefined))
    const ground = departure ?? arrival
    return [
      trip,
      told && timeOf(told.arrivalMinute),
      told && timeOf(told.departureMinute),
      stop,
      i + 1,
      nobodyBoards,
      nobodyGetsOff,
      Number(isExact),
      ...boundsOf(arrival),
      ...boundsOf(departure),
      exactnessOf(arrival),
      exactnessOf(departure),
      line,
      ...groundCells(ground),
      ...groundCells(isSameGround(arrival, ground) ? undefined : arrival),
    ]
  })

const groundCells = (moment: Moment | undefined): Cell[] =>
  moment === undefined ? ['', ''] : [moment.sources.join(' '), moment.confidence]

const isSameGround = (a: Moment | undefined, b: Moment | undefined): boolean =>
  a?.confidence === b?.confidence && a?.sources.join(' ') === b?.sources.join(' ')
