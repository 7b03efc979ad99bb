import { hopsOfCut } from './cut.ts'
import type { LineCoverage, RailDay } from './day.ts'
import { cutsOf, mayRunUntold, type TakenOff } from './suspension.ts'
import { impossible, indexOf, type Ridden } from './timetable-index.ts'
import { type Rails, type Tracks, tracksOf } from './track.ts'

/** Lines that may have trains which nobody told us of: the stops of each, and at each stop which of them call. */
export type OpenLines = {
  readonly stops: readonly (readonly string[])[]
  readonly at: ReadonlyMap<string, readonly number[]>
}

/** Where there may be vehicles that nobody told us of: lines that are not complete, and in place of suspended trains. */
export function openOn(
  day: Pick<RailDay, 'runs'> & {
    readonly coverage: readonly Pick<LineCoverage, 'line' | 'complete'>[]
    readonly suspensions: readonly TakenOff[]
  },
  lines: readonly Rails[],
): OpenLines {
  const incomplete = day.coverage.flatMap(({ line, complete }) => (complete ? [] : [line]))
  const tracks = tracksOf(lines)
  const untold = day.suspensions.filter(mayRunUntold).map((one) => stopsOf(one, tracks))
  return opened(incomplete, lines, day, untold)
}

/** Where a substitute may stop: at the stations that have no trains, and where it is said to. */
const stopsOf = (one: TakenOff, tracks: Tracks): Set<string> =>
  new Set([
    ...cutsOf(one).flatMap((cut) => hopsOfCut(cut, tracks).flatMap(({ from, to }) => [from, to])),
    ...one.substitute.stops,
  ])

/** Opens lines: our own with the stations where trains call, those of feeds with the stops of the runs of a day; `others` as they are. */
export function opened(
  wanted: readonly string[],
  lines: readonly Rails[],
  { runs }: Pick<Ridden, 'runs'>,
  others: readonly ReadonlySet<string>[] = [],
): OpenLines {
  const stops = new Map(wanted.map((id) => [id, new Set<string>()]))
  for (const { id, parts } of lines)
    for (const { station, km } of parts.flatMap(({ stops }) => stops))
      if (km !== null) stops.get(id)?.add(station)
  for (const { line, calls } of runs)
    for (const [i, call] of calls.entries()) {
      stops.get(call.line ?? line)?.add(call.stop)
      if (i > 0) stops.get(calls[i - 1]!.line ?? line)?.add(call.stop)
    }
  const all = [...stops.values(), ...others]
  const at = new Map<string, number[]>()
  for (const [number, called] of all.entries())
    for (const stop of called) at.set(stop, [...(at.get(stop) ?? []), number])
  return { stops: all.map((called) => [...called]), at }
}

/**
 * Whether one might get from a stop to a goal from a minute on if the open lines had trains whenever one wants: on
 * those one moves at will, on the others with known trains only. False proves that nothing leads there.
 */
export function mightLead(
  day: Ridden,
  openLines: OpenLines,
  asked: { readonly stop: string; readonly minute: number; readonly goals: ReadonlySet<string> },
): boolean {
  const { stops, board, alight, from, to, run, change, walksFrom } = indexOf(day)
  const { reach, readyAt, isThere } = reaching(day, openLines, asked.goals)
  const boarded = new Set<number>()
  reach(asked.stop, asked.minute)
  for (let hop = 0; hop < board.length && !isThere(); hop++) {
    if (!boarded.has(run[hop]!) && readyAt(stops[from[hop]!]!) > board[hop]!) continue
    boarded.add(run[hop]!)
    const [stop, minute] = [to[hop]!, alight[hop]!]
    if (minute >= impossible) continue
    reach(stops[stop]!, minute + change[stop]!)
    for (let i = walksFrom.first[stop]!; i < walksFrom.first[stop + 1]!; i++)
      reach(stops[walksFrom.stop[i]!]!, minute + walksFrom.minutes[i]!)
  }
  return isThere()
}

/** Enters when one is ready at a stop, and at all that one gets to from it on open lines and on foot. */
function reaching(day: Ridden, openLines: OpenLines, goals: ReadonlySet<string>) {
  const { stops, stopOf, walksFrom } = indexOf(day)
  const ready = new Map<string, number>()
  const entered = openLines.stops.map(() => Infinity)
  let isThere = false

  const reach = (first: string, from: number): void => {
    const open: [string, number][] = [[first, from]]
    for (let next = open.pop(); next !== undefined && !isThere; next = open.pop()) {
      const [at, minute] = next
      if (minute >= (ready.get(at) ?? Infinity)) continue
      ready.set(at, minute)
      isThere = goals.has(at)
      for (const line of openLines.at.get(at) ?? []) {
        if (minute >= entered[line]!) continue
        entered[line] = minute
        for (const other of openLines.stops[line]!) open.push([other, minute])
      }
      const stop = stopOf.get(at)
      if (stop === undefined) continue
      for (let i = walksFrom.first[stop]!; i < walksFrom.first[stop + 1]!; i++)
        open.push([stops[walksFrom.stop[i]!]!, minute + walksFrom.minutes[i]!])
    }
  }
  return { reach, readyAt: (stop: string) => ready.get(stop) ?? Infinity, isThere: () => isThere }
}
