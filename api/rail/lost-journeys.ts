import type { Journey, Leg, Ride } from './journey.ts'
import type { Call, Run } from './run.ts'
import { becomesBetween, type Part, partAt, partsOf, runOfPart } from './through.ts'
import { indexOf, type Ridden } from './timetable-index.ts'

/** A journey that the timetable has and that live messages take away, and why. */
export type LostJourney = Pick<Journey, 'departureMinute' | 'arrivalMinute'> & {
  /**
   * train_cancelled: a train does not run. stop_skipped: it does not stop where one boards or gets off.
   * connection_missed: a train may be too late for the next one.
   */
  readonly reason: 'train_cancelled' | 'stop_skipped' | 'connection_missed'
  /** The train that is the matter, as the timetable has it. */
  readonly run: Run
  /** Stop id: where one would have boarded, got off or changed. */
  readonly stop: string
  /** Of a missed connection: by how much its train may be late, and the train that does not wait. */
  readonly lateMinutes?: number
  readonly missed?: Run
  /** When that was said, epoch milliseconds. */
  readonly at: number
}

/** More than these are not told of one question. */
const mostTold = 5

/** Of the journeys of the timetable those that cannot be had today. `atOf`: when something was said of a run. */
export function lostJourneys(
  planned: readonly Journey[],
  day: Ridden,
  atOf: (run: Run) => number | undefined,
): LostJourney[] {
  const runs = new Map(day.runs.flatMap((run) => partsOf(run).map((part) => [part.id, run] as const)))
  const lost = planned.flatMap(({ departureMinute, arrivalMinute, legs }) => {
    const why = whyLost(legs, { day, runs })
    const at = why && atOf(why.run)
    return why === undefined || at === undefined ? [] : [{ departureMinute, arrivalMinute, ...why, at }]
  })
  const seen = new Set<string>()
  return lost
    .filter(({ reason, run, stop, missed }) => {
      const key = [reason, run.id, stop, missed?.id].join(' ')
      return !seen.has(key) && seen.add(key)
    })
    .slice(0, mostTold)
}

type Now = { readonly day: Ridden; readonly runs: ReadonlyMap<string, Run> }
type Why = Omit<LostJourney, 'departureMinute' | 'arrivalMinute' | 'at'>

function whyLost(legs: readonly Leg[], now: Now): Why | undefined {
  let before: { readonly ride: Ride; readonly arrival: Call['arrival'] } | undefined
  let walkMinutes: number | undefined
  for (const leg of legs) {
    if (leg.kind === 'walk') {
      walkMinutes = leg.walkMinutes
      continue
    }
    const { run } = leg
    const gone = partsRidden(leg).find(({ id }) => !now.runs.has(id))
    if (gone !== undefined) {
      const stop = run.calls[Math.max(gone.fromIndex, leg.fromIndex)]!.stop
      return { reason: 'train_cancelled', run: runOfPart(run, gone), stop }
    }
    const departure = sameCall(leg, 'departure', now.runs)?.departure
    const arrival = sameCall(leg, 'arrival', now.runs)?.arrival
    if (departure === undefined) return { reason: 'stop_skipped', run, stop: leg.from }
    if (arrival === undefined) return { reason: 'stop_skipped', run, stop: leg.to }
    const parted = partsRidden(leg).find(
      ({ id }) => now.runs.get(id) !== now.runs.get(partsRidden(leg)[0]!.id),
    )
    if (parted !== undefined)
      return {
        reason: 'stop_skipped',
        run: runOfPart(run, parted),
        stop: run.calls[parted.fromIndex]!.stop,
      }
    if (before?.arrival !== undefined) {
      const needed = walkMinutes ?? changeMinutesAt(leg.from, now.day)
      if (before.arrival.latestMinute + needed > departure.earliestMinute) {
        const { lateMinutes } = before.arrival
        return {
          reason: 'connection_missed',
          run: before.ride.run,
          stop: before.ride.to,
          ...(lateMinutes === undefined ? {} : { lateMinutes }),
          missed: run,
        }
      }
    }
    before = { ride: leg, arrival }
    walkMinutes = undefined
  }
  return undefined
}

/** The trains that one rides on one leg: several where the train becomes another. */
const partsRidden = ({ run, fromIndex, toIndex }: Ride): Part[] => [
  partAt(run, fromIndex, 'departure'),
  ...becomesBetween(run, fromIndex, toIndex),
]

/**
 * Where one boards (gets off), as its train is now: stops that are skipped at its ends are no longer among its calls,
 * and a train before it that does not run is no longer one with it.
 */
function sameCall(
  { run, fromIndex, toIndex }: Ride,
  side: 'departure' | 'arrival',
  runs: ReadonlyMap<string, Run>,
): Call | undefined {
  const index = side === 'departure' ? fromIndex : toIndex
  const part = partAt(run, index, side)
  const { stop } = run.calls[index]!
  const nth = run.calls.slice(part.fromIndex, index).filter((call) => call.stop === stop).length
  const live = runs.get(part.id)!
  const now = partsOf(live).find(({ id }) => id === part.id)!
  return runOfPart(live, now).calls.filter((call) => call.stop === stop)[nth]
}

function changeMinutesAt(stop: string, day: Ridden): number {
  const index = indexOf(day)
  return index.change[index.stopOf.get(stop) ?? -1] ?? 0
}
