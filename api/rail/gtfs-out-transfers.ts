import type { Cell } from '../platform/csv.ts'
import { toldTimes } from './gtfs-out-times.ts'
import type { OutTrip } from './gtfs-out-trips.ts'

type At = {
  readonly trip: string
  readonly block: string | undefined
  readonly stop: string
  readonly arrivalMinute: number
  readonly departureMinute: number
  /** The latest that it may be there; the told arrival where a source states it. */
  readonly latestMinute: number
}

const stopsOf = ({ id, run, block }: OutTrip): At[] =>
  run.calls.flatMap((call) => {
    const told = toldTimes(call)
    if (told === undefined) return []
    const latestMinute = call.arrival?.latestMinute ?? told.departureMinute
    return [{ trip: id, block, stop: call.stop, ...told, latestMinute }]
  })

/**
 * Changes that only seem to work: by its single time a train is there before the other leaves, by the latest that it
 * may be there it is not. Each becomes "no change possible here between these two".
 */
export function forbiddenChanges(trips: readonly OutTrip[]): Cell[][] {
  const all = trips.flatMap(stopsOf)
  return all
    .filter(({ latestMinute, arrivalMinute }) => latestMinute > arrivalMinute)
    .flatMap((from) =>
      all
        .filter(
          (to) =>
            to.stop === from.stop &&
            to.trip !== from.trip &&
            // Who rides on in the same vehicle changes nothing.
            (to.block === undefined || to.block !== from.block) &&
            to.departureMinute >= from.arrivalMinute &&
            to.departureMinute < from.latestMinute,
        )
        .map((to) => [from.stop, to.stop, from.trip, to.trip, 3]),
    )
}
