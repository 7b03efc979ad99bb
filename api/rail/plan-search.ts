import { type Clock, japanDay } from '../platform/clock.ts'
import type { PlanSearch } from './best-plans.ts'
import type { Holidays } from './calendar.ts'
import type { RailDay } from './day.ts'
import { isBeyondTimetables } from './day-journeys.ts'
import { groundOf } from './move-ground.ts'
import { type MoveLimits, type Moves, movesOver } from './move.ts'
import type { PlanWish } from './plan-wish.ts'
import type { Network } from './ports.ts'
import { lightAt } from './sun.ts'
import { type ThingToDo, thingsOn } from './thing-to-do.ts'
import { indexOf } from './timetable-index.ts'
import type { Light } from './wishes.ts'

/** Days counted at most: ours has some ten thousand; a region two hundred times as large would take minutes. */
const mostCounted = 300_000
/** Moves looked at in all: ours has some four thousand; each takes a large region some hundredths of a millisecond. */
const mostMoves = 40_000

/** What there is to do on a day, by station. */
export type Things = ReadonlyMap<string, readonly ThingToDo[]>

/** A day with everything that plans of it are made of. */
export type PlanDay = {
  readonly day: RailDay
  readonly things: Things
  /** Where somebody gets off who rides the trains we know. */
  readonly calledAt: ReadonlySet<string>
  readonly search: (wish: PlanWish) => PlanSearch
}

type PlanDaysParts = {
  readonly dayOf: (date: string) => RailDay
  readonly holidays: Holidays
  readonly clock: Clock
}

/** Lays days ready for a search, each once as long as its trains stay the same. */
export function planDays(
  network: Network,
  { dayOf, holidays, clock }: PlanDaysParts,
): (date: string) => PlanDay {
  const positions = new Map(network.stations.map(({ id, position }) => [id, position]))
  const middle = network.stations[0]?.position ?? japan

  const lightOn = (date: string): ((stop: string) => Light) => {
    const known = new Map<string, Light>()
    return (stop) => {
      const light = known.get(stop) ?? lightAt(date, positions.get(stop) ?? middle)
      known.set(stop, light)
      return light
    }
  }

  const ready = new WeakMap<RailDay, PlanDay>()
  return (date) => {
    const day = dayOf(date)
    // Nobody is sent out on trains of which nobody knows whether they still run.
    if (isBeyondTimetables(date, japanDay(clock.now()))) return layOut({ ...day, runs: [] })
    const at = ready.get(day) ?? layOut(day)
    ready.set(day, at)
    return at
  }

  function layOut(day: RailDay): PlanDay {
    const { date } = day
    const things = thingsOn({ date, closures: day.closures, holidays }, network)
    const light = lightOn(date)
    return {
      day,
      things,
      calledAt: calledAt(day),
      search: (wish) => ({
        moves: movesOn(day, wish),
        limits: wish,
        thingsAt: (stop) => things.get(stop) ?? none,
        lightAt: light,
        wishes: wish.wishes,
        most: wish.most,
        mostCounted,
        mostMoves,
      }),
    }
  }
}

const calledAt = ({ runs, footpaths }: RailDay): ReadonlySet<string> => {
  const stops = runs.flatMap(({ calls }) => calls.flatMap((call) => (call.arrival ? call.stop : [])))
  return new Set([...stops, ...footpaths.flatMap(({ from, to }) => [from, to])])
}

const none: readonly ThingToDo[] = []

/** The middle of the country, where not even a station is known. */
const japan = { lat: 37.5, lng: 139.9 }

const made = new WeakMap<RailDay, Map<string, Moves>>()

/** The moves of a day, made once for each length of stay. */
function movesOn(day: RailDay, { minStayMinutes, earliestMinute, latestMinute }: MoveLimits): Moves {
  const ofDay = made.get(day) ?? new Map<string, Moves>()
  made.set(day, ofDay)
  const key = `${minStayMinutes} ${earliestMinute} ${latestMinute}`
  const moves =
    ofDay.get(key) ?? movesOver(groundOf(indexOf(day)), { minStayMinutes, earliestMinute, latestMinute })
  if (ofDay.size >= movesKept) ofDay.clear()
  ofDay.set(key, moves)
  return moves
}

/** Lengths of stay and hours for which a day's moves are kept. */
const movesKept = 8
