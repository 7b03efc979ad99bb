import type { RailDay } from './day.ts'
import { closedFootpaths } from './footpaths.ts'
import type { Footpath, Run } from './run.ts'

/**
 * A day prepared once for searching: every hop of every run as one row of numbers, in the order of departure. Stops and
 * runs are numbers here. A connection leads from one call of a run to the next.
 */
export type TimetableIndex = {
  readonly runs: readonly Run[]
  readonly stops: readonly string[]
  readonly stopOf: ReadonlyMap<string, number>
  /** Minute by which the connections are in order: never later than boarding or getting off. */
  readonly order: Int32Array
  /** Earliest minute of the departure; `impossible` with a minus where nobody boards. */
  readonly board: Int32Array
  /** Latest minute of the arrival; `impossible` where nobody gets off. */
  readonly alight: Int32Array
  readonly from: Int32Array
  readonly to: Int32Array
  /** Run of a connection. */
  readonly run: Int32Array
  /** Index of the call it leaves. */
  readonly call: Int32Array
  /** Minutes that a change of vehicles takes at a stop; at least one. */
  readonly change: Int32Array
  readonly ofRun: RunOrder
  readonly walksFrom: Walks
  readonly walksTo: Walks
  readonly scratch: Scratch
}

/** Room that every search uses anew: nothing waits in a search, so no two are under way at once. */
export type Scratch = {
  readonly ready: Int32Array
  readonly arrived: Int32Array
  readonly on: Int32Array
  readonly off: Int32Array
  readonly boarded: Int32Array
}

/**
 * The connections once more, in the order of riding: those of run r stand from `first[r]` to `first[r + 1]`, with what a
 * ride needs beside them.
 */
export type RunOrder = {
  readonly first: Int32Array
  readonly hop: Int32Array
  readonly to: Int32Array
  readonly alight: Int32Array
}

/** Ways on foot by the stop they leave (or reach): those of stop s stand from `first[s]` to `first[s + 1]`. */
export type Walks = { readonly first: Int32Array; readonly stop: Int32Array; readonly minutes: Int32Array }

/** A minute that never comes, far from where sums of minutes overflow. */
export const impossible = 1 << 28

/**
 * Minutes for a change where nothing else is said: no source states any. A feed may, as a way on foot from a stop to
 * itself. Where lines meet, the platforms may be a bridge apart.
 */
const changeMinutes = { sameLine: 3, betweenLines: 5 }

type Hop = {
  order: number
  board: number
  alight: number
  from: string
  to: string
  run: number
  call: number
}

/** What a search needs of a day. */
export type Ridden = Pick<RailDay, 'runs' | 'footpaths'>

const made = new WeakMap<Ridden, TimetableIndex>()

/** The index of a day; made once for each, and forgotten with it. */
export function indexOf(day: Ridden): TimetableIndex {
  const known = made.get(day) ?? indexed(day)
  made.set(day, known)
  return known
}

/** Prepares runs and footpaths for searching. */
export function indexed({ runs, footpaths }: Ridden): TimetableIndex {
  const hops = runs.flatMap(hopsOf).sort((a, b) => a.order - b.order || a.run - b.run || a.call - b.call)
  const walks = closedFootpaths(footpaths)
  const stops = [
    ...new Set([
      ...runs.flatMap(({ calls }) => calls.map(({ stop }) => stop)),
      ...walks.flatMap(({ from, to }) => [from, to]),
    ]),
  ]
  const stopOf = new Map(stops.map((stop, i) => [stop, i]))
  const column = (of: (hop: Hop) => number): Int32Array => Int32Array.from(hops, of)
  const number = (stop: string): number => stopOf.get(stop)!
  return {
    runs,
    stops,
    stopOf,
    order: column(({ order }) => order),
    board: column(({ board }) => board),
    alight: column(({ alight }) => alight),
    from: column(({ from }) => number(from)),
    to: column(({ to }) => number(to)),
    run: column(({ run }) => run),
    call: column(({ call }) => call),
    change: changesAt(stops, runs, footpaths),
    ofRun: hopsByRun(hops, runs, number),
    scratch: {
      ready: new Int32Array(stops.length),
      arrived: new Int32Array(stops.length),
      on: new Int32Array(stops.length),
      off: new Int32Array(stops.length),
      boarded: new Int32Array(runs.length),
    },
    walksFrom: walksBy(
      walks.map(({ from, to, walkMinutes }) => ({ at: number(from), other: number(to), walkMinutes })),
      stops.length,
    ),
    walksTo: walksBy(
      walks.map(({ from, to, walkMinutes }) => ({ at: number(to), other: number(from), walkMinutes })),
      stops.length,
    ),
  }
}

function hopsOf({ calls }: Run, run: number): Hop[] {
  let order = -impossible
  return calls.slice(1).map((next, call) => {
    const here = calls[call]!
    const board = here.departure?.earliestMinute ?? -impossible
    order = Math.max(order, board)
    const alight = next.arrival?.latestMinute ?? impossible
    return { order, board, alight, from: here.stop, to: next.stop, run, call }
  })
}

function hopsByRun(hops: readonly Hop[], runs: readonly Run[], number: (stop: string) => number): RunOrder {
  const first = new Int32Array(runs.length + 1)
  for (const [i, { calls }] of runs.entries()) first[i + 1] = first[i]! + calls.length - 1
  const hop = new Int32Array(hops.length)
  for (const [i, { run, call }] of hops.entries()) hop[first[run]! + call] = i
  return { first, hop, to: hop.map((i) => number(hops[i]!.to)), alight: hop.map((i) => hops[i]!.alight) }
}

function changesAt(
  stops: readonly string[],
  runs: readonly Run[],
  footpaths: readonly Footpath[],
): Int32Array {
  const lines = new Map<string, Set<string>>(stops.map((stop) => [stop, new Set()]))
  for (const { line, calls } of runs)
    for (const [i, call] of calls.entries()) {
      const at = lines.get(call.stop)!
      if (i < calls.length - 1) at.add(call.line ?? line)
      if (i > 0) at.add(calls[i - 1]!.line ?? line)
    }
  const { sameLine, betweenLines } = changeMinutes
  const said = new Map(
    footpaths.flatMap(({ from, to, walkMinutes }) => (from === to ? [[from, walkMinutes] as const] : [])),
  )
  return Int32Array.from(stops, (stop) =>
    Math.max(1, said.get(stop) ?? (lines.get(stop)!.size > 1 ? betweenLines : sameLine)),
  )
}

type WalkAt = { readonly at: number; readonly other: number; readonly walkMinutes: number }

function walksBy(walks: readonly WalkAt[], stops: number): Walks {
  const sorted = walks.toSorted((a, b) => a.at - b.at)
  const first = new Int32Array(stops + 1)
  for (const { at } of sorted) first[at + 1]!++
  for (let i = 0; i < stops; i++) first[i + 1]! += first[i]!
  return {
    first,
    stop: Int32Array.from(sorted, ({ other }) => other),
    minutes: Int32Array.from(sorted, ({ walkMinutes }) => walkMinutes),
  }
}

/** The first connection that is in order at or after a minute. */
export function firstAt({ order }: TimetableIndex, minute: number): number {
  let [low, high] = [0, order.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (order[middle]! < minute) low = middle + 1
    else high = middle
  }
  return low
}
