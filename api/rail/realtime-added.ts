import { japanDay } from '../platform/clock.ts'
import type { KnownTimetable } from './realtime-known.ts'
import type { StopTimeUpdate, TripUpdate } from './realtime-message-zod.ts'
import type { Tell, TripMapping } from './realtime-trips.ts'
import type { Call, Moment } from './run.ts'
import { optional } from './timed-stop.ts'
import type { TripNews } from './trip-news.ts'

/** A trip that no timetable has; ADDED is the old word for NEW. */
export const newKinds: ReadonlySet<string> = new Set(['ADDED', 'NEW'])

/** Whether an update tells of a train beyond the timetable, with all of its stops and times. */
export const isAdded = ({ trip }: TripUpdate): boolean => newKinds.has(trip.scheduleRelationship ?? '')

/** The name of an extra train: no train of a timetable has one like it. */
export const extraName = ({ feed = 'extra' }: Pick<KnownTimetable, 'feed'>, tripId: string): string =>
  `${feed}:${tripId}`

/** As sure as a timetable that a railway publishes: nobody is sure of a train until it comes. */
const confidence = 0.95

/** An extra train as news of the day it first leaves on; undefined, and told, where it cannot be ridden by what is said. */
export function addedTrain(
  update: TripUpdate,
  { timetables, at: saidAt, source }: TripMapping,
  tell: Tell,
): TripNews | undefined {
  const { tripId, routeId, startDate } = update.trip
  if (tripId === undefined) return told(tell, 'realtime_added_without_times', 'trip.trip_id', undefined)
  if (timetables.some((timetable) => timetable.trainOf(tripId) !== undefined))
    return told(tell, 'realtime_added_is_known', 'trip.trip_id', tripId)
  const timetable = timetables.find(({ lineOf }) => routeId !== undefined && lineOf(routeId) !== undefined)
  const line = routeId === undefined ? undefined : timetable?.lineOf(routeId)
  if (timetable === undefined || line === undefined)
    return told(tell, 'realtime_route_unknown', 'trip.route_id', routeId)
  const first = secondsOf(update.stopTimeUpdate[0])
  const day = startDate?.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3') ?? japanDay((first ?? 0) * 1000)
  const calls = callsOf(update.stopTimeUpdate, { timetable, day, source, tell })
  if (calls === undefined) return undefined
  const { tripHeadsign: to, tripShortName: number } = update.tripProperties ?? {}
  return {
    train: extraName(timetable, tripId),
    day,
    cancelled: false,
    stops: [],
    at: update.timestamp === undefined ? saidAt : update.timestamp * 1000,
    source,
    added: {
      line,
      mode: timetable.modeOf(line),
      calls,
      ...optional({ number, to: to === undefined ? undefined : { ja: to, en: to } }),
    },
  }
}

/** Says what is wrong; there is no train then. */
function told(tell: Tell, ...what: Parameters<Tell>): undefined {
  tell(...what)
  return undefined
}

const secondsOf = (update: StopTimeUpdate | undefined): number | undefined =>
  update?.departure?.time ?? update?.arrival?.time

type Within = {
  readonly timetable: KnownTimetable
  readonly day: string
  readonly source: string
  readonly tell: Tell
}

/** Every stop with a time of the clock, in the order of riding. */
function callsOf(
  updates: readonly StopTimeUpdate[],
  { timetable, day, source, tell }: Within,
): readonly Call[] | undefined {
  const start = Date.parse(`${day}T00:00:00+09:00`) / 1000
  const calls: Call[] = []
  let latest = -Infinity
  for (const [i, update] of updates.entries()) {
    const stop = update.stopId === undefined ? undefined : timetable.stopOf(update.stopId)
    if (stop === undefined) return told(tell, 'realtime_stop_not_on_trip', 'stop_time_update', update.stopId)
    const [arrives, leaves] = [update.arrival ?? update.departure, update.departure ?? update.arrival]
    const [arrivesAt, leavesAt] = [arrives?.time, leaves?.time]
    if (arrivesAt === undefined || leavesAt === undefined)
      return told(tell, 'realtime_added_without_times', 'stop_time_update', update.stopId)
    if (arrivesAt < latest || leavesAt < arrivesAt)
      return told(tell, 'realtime_times_decrease', 'stop_time_update', update.stopId)
    latest = leavesAt
    // Seconds are dropped on the traveller's side: who boards is told no later, who gets off no earlier.
    const departure = momentOf(Math.floor((leavesAt - start) / 60), leaves?.uncertainty, source)
    const arrival = momentOf(Math.ceil((arrivesAt - start) / 60), arrives?.uncertainty, source)
    const isLast = i === updates.length - 1
    calls.push({
      stop,
      ...(i === 0 ? {} : { arrival }),
      ...(isLast ? {} : { departure }),
    })
  }
  const minutes = calls.map(({ arrival, departure }) => (departure ?? arrival)?.earliestMinute ?? 0)
  const isOfDay = minutes.every((minute) => minute >= 0 && minute < 48 * 60)
  if (calls.length >= 2 && isOfDay) return calls
  return told(tell, 'realtime_added_without_times', 'stop_time_update', String(calls.length))
}

function momentOf(minute: number, uncertainty: number | undefined, source: string): Moment {
  const late = Math.ceil((uncertainty ?? 0) / 60)
  return {
    earliestMinute: minute,
    latestMinute: minute + late,
    exact: late === 0,
    confidence,
    sources: [source],
  }
}
