import { closedFootpaths } from '../../api/rail/footpaths.ts'
import type { Call, Footpath, Run } from '../../api/rail/run.ts'

/** A move as the brute force writes it down. */
type Tried = {
  readonly from: string
  readonly to: string
  readonly departure: number
  readonly arrival: number
  readonly changes: number
  readonly walk: number
  readonly slack: number
  readonly name: string
}

export type TriedWorld = {
  readonly runs: readonly Run[]
  readonly footpaths: readonly Footpath[]
  readonly changeMinutes: (stop: string) => number
  readonly minStay: number
  readonly earliest: number
  readonly latest: number
}

/** The calls of a vehicle, which may be one train after another: those of the next begin where the one before ends. */
function callsOf(run: Run, runs: readonly Run[]): readonly Call[] {
  const next = runs.find(({ id }) => id === run.goesOnAs)
  if (next === undefined) return run.calls
  const [begin, ...others] = callsOf(next, runs)
  return [
    ...run.calls.slice(0, -1),
    { ...begin!, ...run.calls.at(-1)!, departure: begin!.departure! },
    ...others,
  ]
}

/** Every way of boarding one vehicle and getting off it. */
const ridesOf = (all: readonly Run[]) =>
  all
    .filter(({ id }) => !all.some(({ goesOnAs }) => goesOnAs === id))
    .map((run) => ({ ...run, calls: callsOf(run, all) }))
    .flatMap((run) =>
      run.calls.flatMap((on, i) =>
        run.calls.flatMap((off, j) =>
          j > i && on.departure !== undefined && off.arrival !== undefined
            ? [
                {
                  run: run.id,
                  from: on.stop,
                  to: off.stop,
                  on: on.departure.earliestMinute,
                  off: off.arrival.latestMinute,
                  name: `${run.id} ${i} ${j}`,
                },
              ]
            : [],
        ),
      ),
    )

/** Every row of at most three rides with waits shorter than a stay, tried one by one. */
function allMoves(world: TriedWorld): Tried[] {
  const rides = ridesOf(world.runs).filter(({ on }) => on >= world.earliest && on < world.latest)
  const paths = closedFootpaths(world.footpaths)
  const stops = [
    ...new Set([...rides.flatMap(({ from, to }) => [from, to]), ...paths.map(({ from }) => from)]),
  ]
  const footFrom = (stop: string) => [
    { to: stop, walkMinutes: 0 },
    ...paths.filter(({ from }) => from === stop),
  ]
  const moves: Tried[] = []
  const goOn = (sofar: Omit<Tried, 'to' | 'arrival'>, at: string, off: number, last: string): void => {
    for (const walk of footFrom(at))
      moves.push({
        ...sofar,
        to: walk.to,
        arrival: off + walk.walkMinutes,
        walk: sofar.walk + walk.walkMinutes,
      })
    if (sofar.changes === 2) return
    for (const walk of footFrom(at))
      for (const ride of rides.filter(({ from, run }) => from === walk.to && run !== last)) {
        const wait = ride.on - off - walk.walkMinutes
        const needed = walk.to === at ? world.changeMinutes(at) : 0
        if (wait < needed || wait >= world.minStay) continue
        const next = {
          ...sofar,
          changes: sofar.changes + 1,
          walk: sofar.walk + walk.walkMinutes,
          slack: Math.min(sofar.slack, wait - needed),
          name: `${sofar.name} ${ride.name}`,
        }
        goOn(next, ride.to, ride.off, ride.run)
      }
  }
  for (const from of stops)
    for (const walk of footFrom(from))
      for (const ride of rides.filter((one) => one.from === walk.to)) {
        const departure = ride.on - walk.walkMinutes
        if (departure < world.earliest) continue
        const start = {
          from,
          departure,
          changes: 0,
          walk: walk.walkMinutes,
          slack: Infinity,
          name: ride.name,
        }
        goOn(start, ride.to, ride.off, ride.run)
      }
  return moves.filter(({ from, to, arrival }) => from !== to && arrival <= world.latest)
}

/** The moves that no other makes needless. */
export function bestMoves(world: TriedWorld): Tried[] {
  const all = allMoves(world)
  return all.filter((one) => !all.some((other) => other !== one && isBetter(other, one)))
}

function isBetter(a: Tried, b: Tried): boolean {
  if (a.from !== b.from || a.to !== b.to) return false
  const noWorse =
    a.departure >= b.departure && a.arrival <= b.arrival && a.changes <= b.changes && a.walk <= b.walk
  if (!noWorse) return false
  const key = ({ departure, arrival, changes, walk }: Tried) => [departure, arrival, changes, walk].join(' ')
  if (key(a) !== key(b)) return true
  return a.slack === b.slack ? a.name < b.name : a.slack > b.slack
}

/** Every day out, written as its moves: tried one by one, thrown away afterwards when it does not fit. */
export function allDays(
  world: TriedWorld,
  asked: {
    readonly start: string
    readonly end: string
    readonly stops: number
    readonly via: readonly string[]
  },
): string[] {
  const moves = bestMoves(world)
  let rows: Tried[][] = moves.map((move) => [move])
  const days: Tried[][] = []
  for (let length = 2; length <= asked.stops + 1; length++) {
    rows = rows.flatMap((row) => moves.map((move) => [...row, move]))
    rows = rows.filter((row) =>
      row.every((move, i) => {
        const before = row[i - 1]
        return (
          before === undefined ||
          (before.to === move.from && move.departure - before.arrival >= world.minStay)
        )
      }),
    )
    days.push(...rows)
  }
  return days
    .filter((day) => {
      const stays = day.slice(1).map(({ from }) => from)
      return (
        day[0]!.from === asked.start &&
        day.at(-1)!.to === asked.end &&
        new Set(stays).size === stays.length &&
        !stays.includes(asked.start) &&
        !stays.includes(asked.end) &&
        asked.via.every((stop) => stays.includes(stop))
      )
    })
    .map((day) => day.map(({ departure, arrival, to }) => `${departure}-${arrival} ${to}`).join(', '))
    .toSorted()
}
