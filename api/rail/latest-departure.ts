import { type Ends, type Path, pathOf } from './path.ts'
import { firstAt, impossible, type TimetableIndex } from './timetable-index.ts'

/** What one scan backwards learns. */
type Leaving = {
  /** When one must leave a stop at the latest, on a vehicle or on foot, to be at the goal in time. */
  readonly leave: Int32Array
  /** When one must get off at a stop at the latest, to change there or to walk on. */
  readonly inTime: Int32Array
  /** The connections to board and to leave after getting off at a stop; -1 at a goal. */
  readonly on: Int32Array
  readonly off: Int32Array
  startOn: number
  startOff: number
}

/** The way to the goal by a minute that lets one set out last; undefined where there is none. */
export function latestDeparture(index: TimetableIndex, ends: Ends, byMinute: number): Path | undefined {
  const leaving = leavingBy(index, ends, byMinute)
  if (leaving.startOn < 0) return undefined
  const rides: [number, number][] = []
  let [on, off] = [leaving.startOn, leaving.startOff]
  while (on >= 0) {
    rides.push([on, off])
    const stop = index.to[off]!
    on = leaving.on[stop]!
    off = leaving.off[stop]!
  }
  return pathOf(index, ends, rides)
}

/**
 * For every stop the minute at which one must leave it at the latest to reach the goal that day at all; far below zero
 * where nothing leads there.
 */
export function lastChances(index: TimetableIndex, egress: Int32Array): Int32Array {
  const nowhere = new Int32Array(index.stops.length).fill(impossible)
  return leavingBy(index, { access: nowhere, egress }, impossible / 2).leave
}

function leavingBy(index: TimetableIndex, { access, egress }: Ends, byMinute: number): Leaving {
  const { order, board, alight, from, to, run, change, walksTo } = index
  const stops = index.stops.length
  const inTime = new Int32Array(stops)
  for (let stop = 0; stop < stops; stop++) inTime[stop] = byMinute - egress[stop]!
  const leave = new Int32Array(stops).fill(-impossible)
  const left = new Int32Array(index.runs.length).fill(-1)
  const on = new Int32Array(stops).fill(-1)
  const off = new Int32Array(stops).fill(-1)
  const boardedAt = new Int32Array(stops).fill(-impossible)
  const leaving: Leaving = { leave, inTime, on, off, startOn: -1, startOff: -1 }
  let best = -impossible / 2

  const mustArrive = (stop: number, minute: number, hop: number): void => {
    if (minute <= inTime[stop]!) return
    inTime[stop] = minute
    on[stop] = hop
    off[stop] = left[run[hop]!]!
  }
  const depart = (stop: number, minute: number, hop: number): void => {
    boardedAt[stop] = minute
    leave[stop] = Math.max(leave[stop]!, minute)
    mustArrive(stop, minute - change[stop]!, hop)
    for (let i = walksTo.first[stop]!; i < walksTo.first[stop + 1]!; i++) {
      const other = walksTo.stop[i]!
      leave[other] = Math.max(leave[other]!, minute - walksTo.minutes[i]!)
      mustArrive(other, minute - walksTo.minutes[i]!, hop)
    }
  }

  for (let hop = firstAt(index, byMinute + 1) - 1; hop >= 0 && order[hop]! > best; hop--) {
    const vehicle = run[hop]!
    if (left[vehicle]! < 0) {
      if (alight[hop]! > inTime[to[hop]!]!) continue
      left[vehicle] = hop
    }
    const stop = from[hop]!
    const minute = board[hop]!
    if (minute - access[stop]! > best) {
      best = minute - access[stop]!
      leaving.startOn = hop
      leaving.startOff = left[vehicle]!
    }
    if (minute > boardedAt[stop]!) depart(stop, minute, hop)
  }
  return leaving
}
