import type { RailDay } from './day.ts'
import { groundOf } from './move-ground.ts'
import type { Move, MoveGround, MoveRide } from './move.ts'
import { firstCalls, type NamedPlan, type NamedStep, tripOf } from './plan-id.ts'
import { mostStopsEver } from './plan-wish.ts'
import { partsOf } from './through.ts'
import { indexOf } from './timetable-index.ts'

/** The moves of a named plan over the trains of its day; undefined where they no longer lead from one to the next. */
export function movesAgain({ start, moves: named }: NamedPlan, day: RailDay): Move[] | undefined {
  if (named.length > mostStopsEver + 1) return undefined
  const ground = groundOf(indexOf(day))
  const moves: Move[] = []
  for (const steps of named) {
    const before = moves.at(-1)
    const move = moveAgain(before?.to ?? start, steps, ground, day.date)
    if (move === undefined || move.departureMinute < (before?.arrivalMinute ?? -Infinity)) return undefined
    moves.push(move)
  }
  return moves
}

/** Rides and walks one after the other, each change as long as it has to be. */
function moveAgain(
  from: string,
  steps: readonly NamedStep[],
  ground: MoveGround,
  date: string,
): Move | undefined {
  const rides: MoveRide[] = []
  let here = from
  let readyMinute: number | undefined
  let departureMinute = 0
  let walkMinutes = 0
  let walkedMinutes = 0
  for (const step of steps) {
    const { trip, to } = step
    if (trip === undefined) {
      const walk = ground.walksFrom(here).find((one) => one.to === to)
      if (walk === undefined) return undefined
      walkedMinutes += walk.walkMinutes
      walkMinutes += walk.walkMinutes
    } else {
      const ride = rideAgain(step, here, ground, date)
      if (ride === undefined) return undefined
      const leaves = ride.run.calls[ride.fromIndex]!.departure!.earliestMinute
      const changeMinutes = walkedMinutes > 0 ? walkedMinutes : ground.changeMinutesAt(here)
      if (readyMinute === undefined) departureMinute = leaves - walkedMinutes
      else if (leaves - readyMinute < changeMinutes) return undefined
      rides.push({ ...ride, walkMinutesBefore: walkedMinutes })
      readyMinute = ride.run.calls[ride.toIndex]!.arrival!.latestMinute
      walkedMinutes = 0
    }
    here = to
  }
  if (readyMinute === undefined) return undefined
  const arrivalMinute = readyMinute + walkedMinutes
  return { from, to: here, departureMinute, arrivalMinute, changes: rides.length - 1, walkMinutes, rides }
}

/** The ride, where the train still gets one on here and off there. */
function rideAgain(
  { trip, calls, to }: NamedStep,
  from: string,
  { runs }: MoveGround,
  date: string,
): Omit<MoveRide, 'walkMinutesBefore'> | undefined {
  const run = runs.find((one) => partsOf(one).some(({ id }) => tripOf(id, date) === trip))
  const [fromIndex, toIndex] = (run && (calls ?? firstCalls(run, from, to))) ?? [-1, -1]
  const [on, off] = [run?.calls[fromIndex], run?.calls[toIndex]]
  const isRide = on?.departure !== undefined && off?.arrival !== undefined && fromIndex < toIndex
  return run !== undefined && isRide && on.stop === from && off.stop === to
    ? { run, fromIndex, toIndex }
    : undefined
}
