import type { Journey, Leg, Ride, Walk } from './journey.ts'
import type { Move, MoveRide } from './move.ts'

/** A ride as a leg, without what is known of missing it. */
export function rideLegOf({ run, fromIndex, toIndex }: MoveRide): Ride {
  const [on, off] = [run.calls[fromIndex]!, run.calls[toIndex]!]
  const [departure, arrival] = [on.departure!, off.arrival!]
  return { kind: 'ride', run, fromIndex, toIndex, from: on.stop, to: off.stop, departure, arrival }
}

/** A move as a journey: its rides with the ways on foot before, between and after them. */
export function journeyOfMove(move: Move, lastOf: (ride: Ride) => Ride['last']): Journey {
  const legs: Leg[] = []
  let here = move.from
  let minute = move.departureMinute
  for (const one of move.rides) {
    const ride = rideLegOf(one)
    if (ride.from !== here) legs.push(walkOf(here, ride.from, minute, one.walkMinutesBefore))
    const last = lastOf(ride)
    legs.push(last === undefined ? ride : { ...ride, last })
    here = ride.to
    minute = ride.arrival.latestMinute
  }
  if (here !== move.to) legs.push(walkOf(here, move.to, minute, move.arrivalMinute - minute))
  const { departureMinute, arrivalMinute, changes, walkMinutes } = move
  return { departureMinute, arrivalMinute, changes, walkMinutes, legs }
}

/** Ways on foot between stops come from imported timetables, which state their minutes. */
const walkOf = (from: string, to: string, departureMinute: number, walkMinutes: number): Walk => ({
  kind: 'walk',
  from: { stop: from },
  to: { stop: to },
  walkMinutes,
  departureMinute,
  arrivalMinute: departureMinute + walkMinutes,
  isEstimated: false,
  sources: [],
})
