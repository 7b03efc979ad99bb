import type { PlanLimits } from './day-plan.ts'
import type { Move, Moves } from './move.ts'

/** A stop as the search for days knows it: where one gets from it, and what it has seen of it. */
export type Stop = {
  readonly name: string
  /** The moves to where the day ends. */
  readonly home: () => readonly Move[]
  /** The stops one may go on to, the one with the latest departure first. Made when first asked for. */
  readonly ways: () => readonly Way[]
  readonly isVia: boolean
  /** Whether the day has stopped here already. */
  isVisited: boolean
  /** Who is ready to leave later than this never comes home, by how many further stops there may be. */
  latestMinutes: Float64Array
}

/** The moves to another stop. */
export type Way = { readonly to: Stop; readonly list: readonly Move[]; readonly lastMinute: number }

/** The start of a day, with what can be reached from it. */
export function stopsOver(allMoves: Moves, limits: PlanLimits): Stop {
  const known = new Map<string, Stop>()
  const moves = bounded(allMoves, limits)
  const stopOf = (name: string): Stop => {
    const stop = known.get(name) ?? newStop(name, moves, limits, stopOf)
    known.set(name, stop)
    return stop
  }
  const start = stopOf(limits.start)
  start.isVisited = true
  if (limits.end !== undefined) {
    reach(start, limits.mostStops, known)
    bound([...known.values()], limits)
  }
  return start
}

const nowhere: ReadonlyMap<string, readonly Move[]> = new Map()

/** The moves of the stops asked for first, until there are `mostMoves`. */
function bounded(moves: Moves, { mostMoves = Infinity, onCut }: PlanLimits): Moves {
  const known = new Map<string, ReadonlyMap<string, readonly Move[]>>()
  let count = 0
  return (from) => {
    let made = known.get(from)
    if (made !== undefined) return made
    if (count >= mostMoves) onCut?.()
    made = count >= mostMoves ? nowhere : moves(from)
    for (const list of made.values()) count += list.length
    known.set(from, made)
    return made
  }
}

function newStop(
  name: string,
  moves: Moves,
  { end, via, mayStop, mostStops }: PlanLimits,
  stopOf: (name: string) => Stop,
): Stop {
  let made: readonly Way[] | undefined
  const ways = (): readonly Way[] =>
    (made ??= [...moves(name)]
      .filter(([to]) => to !== end && mayStop?.(to) !== false)
      .map(([to, list]) => ({ to: stopOf(to), list, lastMinute: list.at(-1)!.departureMinute }))
      .toSorted((a, b) => b.lastMinute - a.lastMinute))
  return {
    name,
    home: () => (end === undefined ? undefined : moves(name).get(end)) ?? [],
    ways,
    isVia: via.includes(name),
    isVisited: false,
    latestMinutes: new Float64Array(mostStops + 1).fill(Infinity),
  }
}

/** Makes the ways of every stop that a day can come to. */
function reach(start: Stop, mostStops: number, known: ReadonlyMap<string, Stop>): void {
  let edge: readonly Stop[] = [start]
  for (let stops = 0; stops < mostStops; stops++) {
    const before = known.size
    for (const stop of edge) stop.ways()
    edge = [...known.values()].slice(before)
  }
}

/**
 * The latest minutes: with no further stop, the last move home; with one more, that or the last move to a stop from
 * where one still comes home after a stay. It is true of every day, whatever else it has visited, so it leaves out none.
 */
function bound(stops: readonly Stop[], { mostStops, minStayMinutes }: PlanLimits): void {
  for (const stop of stops) stop.latestMinutes[0] = stop.home().at(-1)?.departureMinute ?? -Infinity
  for (let left = 1; left <= mostStops; left++)
    for (const stop of stops) stop.latestMinutes[left] = latestOver(stop, left, minStayMinutes)
}

function latestOver({ ways, latestMinutes }: Stop, left: number, minStayMinutes: number): number {
  let latest = latestMinutes[left - 1]!
  for (const { to, list, lastMinute } of ways()) {
    if (lastMinute <= latest) break
    const arrivalMost = to.latestMinutes[left - 1]! - minStayMinutes
    for (const { departureMinute, arrivalMinute } of list)
      if (departureMinute > latest && arrivalMinute <= arrivalMost) latest = departureMinute
  }
  return latest
}
