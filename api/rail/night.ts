import type { Call, Moment, Run } from './run.ts'
import { optional } from './timed-stop.ts'
import type { KnownStop, KnownTime, KnownTrain } from './timetable.ts'

/** From one midnight to the next. */
export const dayMinutes = 1440

const isHeld = ({ arrival, departure }: Call): boolean => arrival !== undefined || departure !== undefined

/** When a run is first anywhere, minutes of its day. */
export function startOf({ calls }: Run): number {
  const first = calls.find(isHeld)
  return (first?.arrival ?? first?.departure)?.earliestMinute ?? Infinity
}

/** When it is last anywhere. */
export function endOf({ calls }: Run): number {
  const last = calls.findLast(isHeld)
  return (last?.departure ?? last?.arrival)?.latestMinute ?? -Infinity
}

/** A run in minutes of another day. */
export function shifted(run: Run, by: number): Run {
  const move = (at: Moment | undefined): Moment | undefined =>
    at && { ...at, earliestMinute: at.earliestMinute + by, latestMinute: at.latestMinute + by }
  const calls = run.calls.map(({ arrival, departure, ...call }) => ({
    ...call,
    ...optional({ arrival: move(arrival), departure: move(departure) }),
  }))
  return { ...run, calls }
}

/** A train of the day before with the stops that it leaves after midnight. */
export function lateOf(train: KnownTrain): KnownTrain[] {
  const move = (at: KnownTime | undefined): KnownTime | undefined =>
    at && {
      ...at,
      minute: at.minute - dayMinutes,
      ...optional({ orMinute: at.orMinute === undefined ? undefined : at.orMinute - dayMinutes }),
    }
  const late = ({ departure }: KnownStop): boolean =>
    departure !== undefined && departure.minute >= dayMinutes
  if (!train.stops.some(late)) return []
  const stops = train.stops.map(({ arrival, departure, ...stop }) => ({
    ...stop,
    ...optional({ arrival: move(arrival), departure: move(departure) }),
  }))
  return [{ ...train, stops }]
}
