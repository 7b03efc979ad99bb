import type { PlanLimits } from './day-plan.ts'
import type { Move, Moves } from './move.ts'

/** A stop as the search for days knows it: where one gets from it, and what it has seen of it. */
export type Stop = {
  readonly name: string
  /** The moves to where the day ends, in the order of departure. */
  readonly home: readonly Move[]
  /** The moves to stops one may go on to. Made when first asked for. */
  readonly ways: () => readonly Way[]
  /** The same one by one, in the order of departure: those after which one still comes home with so many further stops. */
  readonly steps: (further: number) => readonly Step[]
  readonly isVia: boolean
  /** Whether the day has stopped here already. */
  isVisited: boolean
  /** Who is ready to leave later than this never comes home, by how many further stops there may be. */
  latestMinutes: Float64Array
}

/** The moves to another stop. */
export type Way = { readonly to: Stop; readonly list: readonly Move[] }

/** A move to another stop, and when one is ready to leave that. */
export type Step = {
  readonly to: Stop
  readonly move: Move
  readonly departureMinute: number
  readonly readyMinute: number
}

/** Where in a list in the order of departure the first stands that leaves at a minute or later. */
export function firstFrom(list: readonly { readonly departureMinute: number }[], minute: number): number {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (list[middle]!.departureMinute < minute) low = middle + 1
    else high = middle
  }
  return low
}

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
  { end, via, mayStop, mostStops, minStayMinutes }: PlanLimits,
  stopOf: (name: string) => Stop,
): Stop {
  let made: readonly Way[] | undefined
  const ways = (): readonly Way[] =>
    (made ??= [...moves(name)]
      .filter(([to]) => to !== end && mayStop?.(to) !== false)
      .map(([to, list]) => ({ to: stopOf(to), list })))
  const stepsMade: (readonly Step[])[] = []
  return {
    name,
    home: (end === undefined ? undefined : moves(name).get(end)) ?? [],
    ways,
    steps: (further) => (stepsMade[further] ??= stepsOver(ways(), further, minStayMinutes)),
    isVia: via.includes(name),
    isVisited: false,
    latestMinutes: new Float64Array(mostStops + 1).fill(Infinity),
  }
}

/** Only once the latest minutes are known. */
const stepsOver = (ways: readonly Way[], further: number, minStayMinutes: number): readonly Step[] =>
  ways
    .flatMap(({ to, list }) =>
      list.map((move) => ({
        to,
        move,
        departureMinute: move.departureMinute,
        readyMinute: move.arrivalMinute + minStayMinutes,
      })),
    )
    .filter(({ to, readyMinute }) => readyMinute <= to.latestMinutes[further]!)
    .toSorted((a, b) => a.departureMinute - b.departureMinute)

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
  for (const stop of stops) stop.latestMinutes[0] = stop.home.at(-1)?.departureMinute ?? -Infinity
  for (let left = 1; left <= mostStops; left++)
    for (const stop of stops) stop.latestMinutes[left] = latestOver(stop, left, minStayMinutes)
}

function latestOver({ ways, latestMinutes }: Stop, left: number, minStayMinutes: number): number {
  let latest = latestMinutes[left - 1]!
  for (const { to, list } of ways()) {
    const arrivalMost = to.latestMinutes[left - 1]! - minStayMinutes
    for (const { departureMinute, arrivalMinute } of list)
      if (departureMinute > latest && arrivalMinute <= arrivalMost) latest = departureMinute
  }
  return latest
}
