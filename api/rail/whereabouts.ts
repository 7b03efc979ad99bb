import type { VehicleNews } from './realtime-vehicles.ts'
import { type RideOf, ridesBetween } from './ride.ts'
import type { Call, Run } from './run.ts'
import { partsOf } from './through.ts'

/**
 * Where a run is at a minute by its timetable, or where it was seen a moment ago: it has surely come as far as `behind` and is surely
 * not beyond `ahead`. The same stop twice: it stands there.
 */
export type Whereabouts = {
  readonly run: Run
  readonly behind: string
  readonly ahead: string
  /** The lines between the two, in the order of riding; where it stands: the one it came on. */
  readonly lines: readonly string[]
  /** Somebody saw it there: when, epoch milliseconds, and the source that says so. */
  readonly seen?: { readonly at: number; readonly source: string }
}

const timed = ({ arrival, departure }: Call): boolean => arrival !== undefined || departure !== undefined

/** From this minute on it has surely come to the stop. */
const surelyThere = ({ arrival, departure }: Call): number => (arrival ?? departure)!.latestMinute
/** Until this minute it has surely not left the stop. */
const surelyNotGone = ({ arrival, departure }: Call): number => (departure ?? arrival)!.earliestMinute

/** Where a run is at a minute of the day; undefined before it can have left and once it has surely ended. */
export function whereaboutsAt(run: Run, minute: number): Whereabouts | undefined {
  const indexes = run.calls.flatMap((call, i) => (timed(call) ? [i] : []))
  const callAt = (i: number): Call => run.calls[i]!
  const [first, last] = [indexes[0], indexes.at(-1)]
  if (first === undefined || last === undefined || first === last) return undefined
  if (minute < surelyNotGone(callAt(first)) || minute >= surelyThere(callAt(last))) return undefined
  const behind = indexes.findLast((i) => i === first || minute >= surelyThere(callAt(i)))!
  const ahead = indexes.find((i) => i >= behind && (i === last || minute < surelyNotGone(callAt(i))))!
  const ridden = ridesBetween(run, behind === ahead ? behind - 1 : behind, ahead)
  const lines = [...new Set(ridden.map(({ line }: RideOf) => line))]
  return { run, behind: callAt(behind).stop, ahead: callAt(ahead).stop, lines }
}

/** Where a run was seen; undefined where nothing says so, or it no longer calls at these stops. */
export function whereaboutsSeen(run: Run, news: readonly VehicleNews[]): Whereabouts | undefined {
  for (const { id, fromIndex } of partsOf(run)) {
    const told = news.find(({ train, day }) => `${train}@${day}` === id)
    if (told === undefined) continue
    const { behind, ahead, at, source } = told
    const from = run.calls.findIndex(({ stop }, i) => i >= fromIndex && stop === behind)
    const to = run.calls.findIndex(({ stop }, i) => i >= from && stop === ahead)
    if (from === -1 || to === -1) return undefined
    const ridden = ridesBetween(run, from === to ? Math.max(0, from - 1) : from, Math.max(to, 1))
    const lines = [...new Set(ridden.map(({ line }) => line))]
    return { run, behind, ahead, lines, seen: { at, source } }
  }
  return undefined
}
