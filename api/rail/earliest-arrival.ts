import { type Ends, type Path, pathOf } from './path.ts'
import { firstAt, impossible, type TimetableIndex } from './timetable-index.ts'

/** What one scan learns of each stop and run, by their numbers. */
export type Reached = {
  /** From which minute on one can board at a stop, after a change or a walk. */
  readonly ready: Int32Array
  /** First connection of a run that one can be on; -1 where none. */
  readonly boarded: Int32Array
  /** The connections boarded and left to be ready at a stop; -1 at a start. */
  readonly on: Int32Array
  readonly off: Int32Array
  /** Those of the earliest arrival at the goal. */
  goalOn: number
  goalOff: number
  goalMinute: number
}

/**
 * The way from start to goal that is there first, for who sets out at a minute; undefined where there is none. One scan
 * of the connections in the order of departure (Connection Scan, Dibbelt et al. 2013).
 */
export function earliestArrival(index: TimetableIndex, ends: Ends, fromMinute: number): Path | undefined {
  const reached = reachedFrom(index, ends, fromMinute)
  if (reached.goalOff < 0) return undefined
  const rides: [number, number][] = []
  let [on, off] = [reached.goalOn, reached.goalOff]
  while (off >= 0) {
    rides.unshift([on, off])
    const stop = index.from[on]!
    on = reached.on[stop]!
    off = reached.off[stop]!
  }
  return pathOf(index, ends, rides)
}

/** Scans from a minute on, until the goal cannot be reached earlier; `isWhole`: to the end of the day. */
export function reachedFrom(
  index: TimetableIndex,
  { access, egress }: Ends,
  fromMinute: number,
  isWhole = false,
): Reached {
  const { order, board, alight, from, to, run, change, walksFrom } = index
  const stops = index.stops.length
  const ready = new Int32Array(stops)
  for (let stop = 0; stop < stops; stop++) ready[stop] = fromMinute + access[stop]!
  const arrived = new Int32Array(stops).fill(impossible)
  const boarded = new Int32Array(index.runs.length).fill(-1)
  const on = new Int32Array(stops).fill(-1)
  const off = new Int32Array(stops).fill(-1)
  const reached: Reached = { ready, boarded, on, off, goalOn: -1, goalOff: -1, goalMinute: impossible }
  let best = impossible / 2

  const arrive = (stop: number, minute: number, hop: number): void => {
    arrived[stop] = minute
    const boardedAt = boarded[run[hop]!]!
    if (minute + change[stop]! < ready[stop]!) {
      ready[stop] = minute + change[stop]!
      on[stop] = boardedAt
      off[stop] = hop
    }
    for (let i = walksFrom.first[stop]!; i < walksFrom.first[stop + 1]!; i++) {
      const other = walksFrom.stop[i]!
      const there = minute + walksFrom.minutes[i]!
      if (there >= ready[other]!) continue
      ready[other] = there
      on[other] = boardedAt
      off[other] = hop
    }
  }

  for (let hop = firstAt(index, fromMinute); hop < order.length; hop++) {
    if (order[hop]! >= best && !isWhole) break
    const vehicle = run[hop]!
    if (boarded[vehicle]! < 0) {
      if (ready[from[hop]!]! > board[hop]!) continue
      boarded[vehicle] = hop
    }
    const stop = to[hop]!
    const minute = alight[hop]!
    if (minute + egress[stop]! < best) {
      best = minute + egress[stop]!
      reached.goalOn = boarded[vehicle]!
      reached.goalOff = hop
    }
    if (minute < arrived[stop]!) arrive(stop, minute, hop)
  }
  reached.goalMinute = best
  return reached
}
