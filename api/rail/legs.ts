import type { Approach, EndPoint } from './end-points.ts'
import type { Journey, Ride, Walk } from './journey.ts'
import { type Ends, footMinutes, type Path, type PathRide } from './path.ts'
import { impossible, type TimetableIndex } from './timetable-index.ts'

/** Between where one wants to go. */
export type Between = { readonly from: EndPoint; readonly to: EndPoint }

/** Whether a train that nobody told us of may lead to the goal from a stop and a minute on. */
export type MayLead = (stop: string, minute: number) => boolean

/** What a path was found in. */
export type Found = {
  readonly index: TimetableIndex
  readonly ends: Ends
  readonly between: Between
  /** When one must leave each stop at the latest. */
  readonly chances: Int32Array
  readonly mayLead: MayLead
}

/** A path as a journey: its rides with the walks around them, and which of them are the last. */
export function journeyOf({ rides, ...path }: Path, found: Found): Journey {
  const ridden = rides.map((ride) => rideOf(ride, found))
  const legs = ridden.flatMap((ride, i) => [...walkBefore(ride, ridden[i - 1], found), ride])
  return { ...path, legs: [...legs, ...walkToGoal(ridden.at(-1)!, found)] }
}

function rideOf(
  { run: number, fromIndex, toIndex }: PathRide,
  { index, ends, chances, mayLead }: Found,
): Ride {
  const run = index.runs[number]!
  const [on, off] = [run.calls[fromIndex]!, run.calls[toIndex]!]
  const [departure, arrival] = [on.departure!, off.arrival!]
  const ride: Ride = {
    kind: 'ride',
    run,
    fromIndex,
    toIndex,
    from: on.stop,
    to: off.stop,
    departure,
    arrival,
  }
  const stop = index.stopOf.get(on.stop)!
  const missedAt = departure.earliestMinute
  if (chances[stop]! > missedAt || ends.egress[stop]! < impossible) return ride
  return { ...ride, last: mayLead(on.stop, missedAt + 1) ? 'last-known' : 'last' }
}

function walkBefore(ride: Ride, before: Ride | undefined, { index, ends, between }: Found): Walk[] {
  const stop = index.stopOf.get(ride.from)!
  if (before === undefined) {
    const minutes = ends.access[stop]!
    if (minutes === 0) return []
    const start = ride.departure.earliestMinute - minutes
    const by = between.from.approaches.find(
      (one) => one.walkMinutes + footBetween(index, one.stop, ride.from) === minutes,
    )
    return [walk({ from: between.from.point, to: { stop: ride.from } }, start, minutes, by)]
  }
  const minutes = footBetween(index, before.to, ride.from)
  if (minutes === 0) return []
  return [walk({ from: { stop: before.to }, to: { stop: ride.from } }, before.arrival.latestMinute, minutes)]
}

function walkToGoal({ to, arrival }: Ride, { index, ends, between }: Found): Walk[] {
  const minutes = ends.egress[index.stopOf.get(to)!]!
  if (minutes === 0) return []
  const by = between.to.approaches.find(
    (one) => one.walkMinutes + footBetween(index, to, one.stop) === minutes,
  )
  return [walk({ from: { stop: to }, to: between.to.point }, arrival.latestMinute, minutes, by)]
}

const footBetween = (index: TimetableIndex, from: string, to: string): number => {
  const [a, b] = [index.stopOf.get(from), index.stopOf.get(to)]
  return a === undefined || b === undefined ? impossible : footMinutes(index, a, b)
}

const walk = (
  way: Pick<Walk, 'from' | 'to'>,
  departureMinute: number,
  walkMinutes: number,
  by?: Approach,
): Walk => ({
  kind: 'walk',
  ...way,
  walkMinutes,
  departureMinute,
  arrivalMinute: departureMinute + walkMinutes,
  isEstimated: by?.isEstimated ?? false,
  sources: by?.sources ?? [],
})
