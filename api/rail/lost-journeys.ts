import type { Journey, Leg, Ride } from './journey.ts'
import type { Call, Run } from './run.ts'
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
  const runs = new Map(day.runs.map((run) => [run.id, run]))
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
    const live = now.runs.get(run.id)
    if (live === undefined) return { reason: 'train_cancelled', run, stop: leg.from }
    const departure = sameCall(leg, leg.fromIndex, live)?.departure
    const arrival = sameCall(leg, leg.toIndex, live)?.arrival
    if (departure === undefined) return { reason: 'stop_skipped', run, stop: leg.from }
    if (arrival === undefined) return { reason: 'stop_skipped', run, stop: leg.to }
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

/** The same call of the run as it is now: stops that are skipped at its ends are no longer among its calls. */
function sameCall({ run }: Ride, index: number, live: Run): Call | undefined {
  const { stop } = run.calls[index]!
  const nth = run.calls.slice(0, index).filter((call) => call.stop === stop).length
  return live.calls.filter((call) => call.stop === stop)[nth]
}

function changeMinutesAt(stop: string, day: Ridden): number {
  const index = indexOf(day)
  return index.change[index.stopOf.get(stop) ?? -1] ?? 0
}
