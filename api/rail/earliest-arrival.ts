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

/**
 * Scans from a minute on, until the goal cannot be reached earlier; `isWhole`: to the end of the day. What it learns
 * holds until the next search.
 */
export function reachedFrom(
  index: TimetableIndex,
  { access, egress }: Ends,
  fromMinute: number,
  isWhole = false,
): Reached {
  const { board, from, run, call, change, walksFrom, ofRun, scratch } = index
  const { ready, boarded, on, off, arrived } = scratch
  for (let stop = 0; stop < ready.length; stop++) ready[stop] = fromMinute + access[stop]!
  boarded.fill(-1)
  on.fill(-1)
  off.fill(-1)
  arrived.fill(impossible)
  const reached: Reached = { ready, boarded, on, off, goalOn: -1, goalOff: -1, goalMinute: impossible / 2 }
  const hasWalks = walksFrom.stop.length > 0
  let end = board.length

  const walkOn = (stop: number, minute: number, hop: number): void => {
    for (let i = walksFrom.first[stop]!; i < walksFrom.first[stop + 1]!; i++) {
      const other = walksFrom.stop[i]!
      const there = minute + walksFrom.minutes[i]!
      if (there >= ready[other]!) continue
      ready[other] = there
      on[other] = boarded[run[hop]!]!
      off[other] = hop
    }
  }
  const arriveAtGoal = (minute: number, boardedAt: number, hop: number): void => {
    reached.goalMinute = minute
    reached.goalOn = boardedAt
    reached.goalOff = hop
    // Nothing that leaves at that minute or later is there earlier.
    if (!isWhole) end = firstAt(index, minute)
  }
  /** Rides a run to its end at once: where it is when does not depend on what comes between. */
  const ride = (first: number, last: number, boardedAt: number): void => {
    for (let i = first; i < last; i++) {
      const stop = ofRun.to[i]!
      const minute = ofRun.alight[i]!
      if (minute >= arrived[stop]!) continue
      const hop = ofRun.hop[i]!
      arrived[stop] = minute
      if (minute + egress[stop]! < reached.goalMinute) arriveAtGoal(minute + egress[stop]!, boardedAt, hop)
      if (minute + change[stop]! < ready[stop]!) {
        ready[stop] = minute + change[stop]!
        on[stop] = boardedAt
        off[stop] = hop
      }
      if (hasWalks) walkOn(stop, minute, hop)
    }
  }

  for (let hop = firstAt(index, fromMinute); hop < end; hop++) {
    if (ready[from[hop]!]! > board[hop]!) continue
    const vehicle = run[hop]!
    if (boarded[vehicle]! >= 0) continue
    boarded[vehicle] = hop
    ride(ofRun.first[vehicle]! + call[hop]!, ofRun.first[vehicle + 1]!, hop)
  }
  return reached
}
