import type { Footpath, Moment, Run } from '../../api/rail/run.ts'

/** What counts of a journey: leave late, arrive early, change and walk little. */
export type Counted = {
  readonly departure: number
  readonly arrival: number
  readonly changes: number
  readonly walk: number
}

/** A drawn network, its ends, and what a change takes at each stop. */
export type Drawn = {
  readonly runs: readonly Run[]
  readonly footpaths: readonly Footpath[]
  readonly changeMinutes: (stop: string) => number
}

export type DrawnEnds = {
  readonly starts: ReadonlyMap<string, number>
  readonly goals: ReadonlyMap<string, number>
}

/** Shortest walks between all stops, by trying every stop on the way. */
function walksOf(footpaths: readonly Footpath[], stops: readonly string[]): Map<string, Map<string, number>> {
  const walks = new Map(stops.map((a) => [a, new Map(stops.map((b) => [b, a === b ? 0 : Infinity]))]))
  for (const { from, to, walkMinutes } of footpaths)
    if (from !== to) walks.get(from)!.set(to, Math.min(walks.get(from)!.get(to)!, Math.max(1, walkMinutes)))
  for (const over of stops)
    for (const a of stops)
      for (const b of stops) {
        const minutes = walks.get(a)!.get(over)! + walks.get(over)!.get(b)!
        if (minutes < walks.get(a)!.get(b)!) walks.get(a)!.set(b, minutes)
      }
  return walks
}

type Ridden = { readonly departure: number; readonly walk: number; readonly rides: number }

/** Every journey there is, by trying all: board every run at every call in time, get off at every later one. */
export function allJourneys(network: Drawn, ends: DrawnEnds): Counted[] {
  const { runs, footpaths, changeMinutes } = network
  const stops = [
    ...new Set([
      ...runs.flatMap(({ calls }) => calls.map(({ stop }) => stop)),
      ...footpaths.flatMap(({ from, to }) => [from, to]),
      ...ends.starts.keys(),
      ...ends.goals.keys(),
    ]),
  ]
  const walks = walksOf(footpaths, stops)
  const found: Counted[] = []

  const alight = (at: string, arrival: Moment, so: Ridden, used: ReadonlySet<Run>): void => {
    const minute = arrival.latestMinute
    for (const [goal, minutes] of ends.goals) {
      const foot = walks.get(at)!.get(goal)! + minutes
      if (foot < Infinity)
        found.push({
          departure: so.departure,
          arrival: minute + foot,
          changes: so.rides - 1,
          walk: so.walk + foot,
        })
    }
    for (const [next, foot] of walks.get(at)!) {
      const ready = minute + (next === at ? changeMinutes(at) : foot)
      board(next, ready, { ...so, walk: so.walk + foot }, used)
    }
  }

  const board = (at: string, ready: number, so: Ridden, used: ReadonlySet<Run>): void => {
    for (const run of runs)
      for (const [i, call] of run.calls.entries()) {
        const minute = call.departure?.earliestMinute
        if (used.has(run) || call.stop !== at || minute === undefined || minute < ready) continue
        const departure = so.rides === 0 ? minute - so.walk : so.departure
        stay(run, i, { ...so, departure, rides: so.rides + 1 }, new Set([...used, run]))
      }
  }

  /** Get off at every later call, also at those of the train that the same vehicle becomes at the end. */
  const stay = (run: Run, from: number, so: Ridden, used: ReadonlySet<Run>): void => {
    for (const { stop, arrival } of run.calls.slice(from + 1))
      if (arrival !== undefined) alight(stop, arrival, so, used)
    const next = runs.find(({ id }) => id === run.goesOnAs)
    if (next !== undefined) stay(next, 0, so, new Set([...used, next]))
  }

  for (const [start, minutes] of ends.starts)
    for (const [at, foot] of walks.get(start)!)
      if (foot < Infinity) board(at, -Infinity, { departure: 0, walk: minutes + foot, rides: 0 }, new Set())
  return found
}

/** Those that none beats, each once, in one order. */
export function bestOf(journeys: readonly Counted[]): Counted[] {
  const isBeaten = (a: Counted): boolean =>
    journeys.some(
      (b) =>
        b.departure >= a.departure &&
        b.arrival <= a.arrival &&
        b.changes <= a.changes &&
        b.walk <= a.walk &&
        (b.departure > a.departure || b.arrival < a.arrival || b.changes < a.changes || b.walk < a.walk),
    )
  const left = new Map(journeys.filter((one) => !isBeaten(one)).map((one) => [keyOf(one), one]))
  return [...left.values()].toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}

const keyOf = ({ departure, arrival, changes, walk }: Counted): string =>
  [departure + 10_000, arrival + 10_000, changes, walk].join(' ')
