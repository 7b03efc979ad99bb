import type { Run } from './run.ts'

/** One ride: indexes into `run.calls` of where one boards and gets off. */
export type MoveRide = {
  readonly run: Run
  readonly fromIndex: number
  readonly toIndex: number
  /** On foot to it, from the start of the move or from where one got off before. */
  readonly walkMinutesBefore: number
}

/** A way from one stop of a plan to the next, without a stay between its rides. Minutes of the day asked for. */
export type Move = {
  readonly from: string
  readonly to: string
  /** When one leaves the stop: the earliest minute of the first train, less the walk to it. */
  readonly departureMinute: number
  /** When one is there at the latest. */
  readonly arrivalMinute: number
  readonly changes: number
  readonly walkMinutes: number
  readonly rides: readonly MoveRide[]
}

/** A way on foot from a stop. */
export type WalkTo = { readonly to: string; readonly walkMinutes: number }

/** What moves are made over. */
export type MoveGround = {
  readonly runs: readonly Run[]
  readonly changeMinutesAt: (stop: string) => number
  readonly walksFrom: (stop: string) => readonly WalkTo[]
}

/** Which moves count. */
export type MoveLimits = {
  /** A wait as long as this is a stay; a shorter one is a change of trains. */
  readonly minStayMinutes: number
  /** Nobody sets out before, minutes of the day. */
  readonly earliestMinute: number
  /** Nobody arrives later. */
  readonly latestMinute: number
}

/** The moves from a stop by their goal, each list in the order of departure. */
export type Moves = (from: string) => ReadonlyMap<string, readonly Move[]>

/** More changes than this between two stays are no outing. */
export const mostChanges = 2

type Boarding = { readonly run: Run; readonly index: number; readonly minute: number }

/**
 * Every move of a day that no other beats: none between the same two stops leaves as late or later and arrives as early
 * or earlier with as few changes and as little walking. Of equal ones the one with the most time at its tightest change
 * counts, then the one that comes first by its trains. Worked out for each stop when it is first asked for.
 */
export function movesOver(ground: MoveGround, limits: MoveLimits): Moves {
  const boardings = boardingsOf(ground.runs, limits)
  const known = new Map<string, ReadonlyMap<string, readonly Move[]>>()
  return (from) => {
    const made = known.get(from) ?? movesFrom(from, boardings, ground, limits)
    known.set(from, made)
    return made
  }
}

/** Where one can board, in the order of time. */
function boardingsOf(
  runs: readonly Run[],
  { earliestMinute, latestMinute }: MoveLimits,
): ReadonlyMap<string, readonly Boarding[]> {
  const at = new Map<string, Boarding[]>()
  for (const run of runs)
    for (const [index, { stop, departure }] of run.calls.entries()) {
      if (departure === undefined || index === run.calls.length - 1) continue
      const minute = departure.earliestMinute
      if (minute < earliestMinute || minute >= latestMinute) continue
      const known = at.get(stop)
      if (known === undefined) at.set(stop, [{ run, index, minute }])
      else known.push({ run, index, minute })
    }
  for (const list of at.values()) list.sort((a, b) => a.minute - b.minute)
  return at
}

/** What has been ridden so far, the last ride first. `slackMinutes`: time to spare at the tightest change. */
type Way = {
  readonly departureMinute: number
  readonly walkMinutes: number
  readonly slackMinutes: number
  readonly changes: number
  readonly ride: MoveRide
  readonly before?: Way
}

type Start = Pick<Way, 'departureMinute' | 'walkMinutes' | 'slackMinutes'> & {
  readonly walkMinutesBefore: number
  readonly before?: Way
}

/** A move while others may still beat it. */
type Candidate = Way & { readonly to: string; readonly arrivalMinute: number }

function movesFrom(
  from: string,
  boardings: ReadonlyMap<string, readonly Boarding[]>,
  ground: MoveGround,
  limits: MoveLimits,
): ReadonlyMap<string, readonly Move[]> {
  const best = new Map<string, Candidate[]>()
  const offer = (to: string, arrivalMinute: number, way: Way): void => {
    if (to !== from && arrivalMinute <= limits.latestMinute) enter(best, to, arrivalMinute, way)
  }

  const ride = ({ run, index }: Boarding, { walkMinutesBefore, ...start }: Start): void => {
    const changes = start.before === undefined ? 0 : start.before.changes + 1
    for (let toIndex = index + 1; toIndex < run.calls.length; toIndex++) {
      const { stop, arrival } = run.calls[toIndex]!
      if (arrival === undefined) continue
      const way = { ...start, changes, ride: { run, fromIndex: index, toIndex, walkMinutesBefore } }
      offer(stop, arrival.latestMinute, way)
      for (const { to, walkMinutes } of ground.walksFrom(stop))
        offer(to, arrival.latestMinute + walkMinutes, {
          ...way,
          walkMinutes: way.walkMinutes + walkMinutes,
        })
      if (changes < mostChanges) change(stop, arrival.latestMinute, way)
    }
  }

  const change = (stop: string, minute: number, way: Way): void => {
    board({ to: stop, walkMinutes: 0 }, minute, ground.changeMinutesAt(stop), way)
    for (const walk of ground.walksFrom(stop)) board(walk, minute, 0, way)
  }

  const board = (walk: WalkTo, minute: number, changeMinutes: number, before: Way): void => {
    for (const boarding of boardings.get(walk.to) ?? []) {
      const waitMinutes = boarding.minute - minute - walk.walkMinutes
      if (waitMinutes >= limits.minStayMinutes) break
      if (waitMinutes < changeMinutes || boarding.run === before.ride.run) continue
      ride(boarding, {
        departureMinute: before.departureMinute,
        walkMinutes: before.walkMinutes + walk.walkMinutes,
        slackMinutes: Math.min(before.slackMinutes, waitMinutes - changeMinutes),
        walkMinutesBefore: walk.walkMinutes,
        before,
      })
    }
  }

  for (const { to, walkMinutes } of [{ to: from, walkMinutes: 0 }, ...ground.walksFrom(from)])
    for (const boarding of boardings.get(to) ?? []) {
      const departureMinute = boarding.minute - walkMinutes
      if (departureMinute < limits.earliestMinute) continue
      ride(boarding, {
        departureMinute,
        walkMinutes,
        slackMinutes: Infinity,
        walkMinutesBefore: walkMinutes,
      })
    }
  return new Map([...best].map(([to, all]) => [to, all.map((one) => moveOf(from, one)).sort(byDeparture)]))
}

const byDeparture = (a: Move, b: Move): number => a.departureMinute - b.departureMinute

function moveOf(from: string, last: Candidate): Move {
  const { to, departureMinute, arrivalMinute, changes, walkMinutes } = last
  return { from, to, departureMinute, arrivalMinute, changes, walkMinutes, rides: ridesOf(last) }
}

function ridesOf(last: Way): MoveRide[] {
  const rides: MoveRide[] = []
  for (let way: Way | undefined = last; way !== undefined; way = way.before) rides.unshift(way.ride)
  return rides
}

/** Enters a candidate unless another beats it; those that it beats leave. */
function enter(best: Map<string, Candidate[]>, to: string, arrivalMinute: number, way: Way): void {
  const rivals = best.get(to)
  if (rivals === undefined) {
    best.set(to, [{ ...way, to, arrivalMinute }])
    return
  }
  for (const rival of rivals) if (beats(rival, rival.arrivalMinute, way, arrivalMinute)) return
  const left = rivals.filter((rival) => !beats(way, arrivalMinute, rival, rival.arrivalMinute))
  left.push({ ...way, to, arrivalMinute })
  best.set(to, left)
}

/** Whether one way to a stop makes another needless. */
function beats(a: Way, aArrival: number, b: Way, bArrival: number): boolean {
  if (a.departureMinute < b.departureMinute || aArrival > bArrival) return false
  if (a.changes > b.changes || a.walkMinutes > b.walkMinutes) return false
  if (
    a.departureMinute > b.departureMinute ||
    aArrival < bArrival ||
    a.changes < b.changes ||
    a.walkMinutes < b.walkMinutes
  )
    return true
  return a.slackMinutes === b.slackMinutes ? nameOf(a) <= nameOf(b) : a.slackMinutes > b.slackMinutes
}

const nameOf = (way: Way): string =>
  ridesOf(way)
    .map(({ run, fromIndex, toIndex }) => `${run.id} ${fromIndex} ${toIndex}`)
    .join(' ')
