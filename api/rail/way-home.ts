import type { Line } from '../../content/index.ts'
import type { RailDay } from './day.ts'
import type { EndPoint } from './end-points.ts'
import type { Ride } from './journey.ts'
import { lastChances } from './latest-departure.ts'
import { endsOf } from './path.ts'
import { mightLead, openOn } from './possible-way.ts'
import { firstService } from './router.ts'
import { impossible, indexOf } from './timetable-index.ts'

/** When one leaves and when one is there, minutes of the day. */
export type Way = { readonly departureMinute: number; readonly arrivalMinute: number }

/** The last way that leads home, and whether every train that could be a later one is known. */
export type LastWay = Way & { readonly last: 'last' | 'last-known' }

/** What to do when a train is missed. */
export type Missed = {
  /** The next way to where one wanted to go with it. */
  readonly next?: Way
  /** The next way to where the day ends. */
  readonly home?: Way
  /** No way home is left: one stays the night here. last-known: none that we know. */
  readonly stranded?: 'last' | 'last-known'
}

const atStop = (stop: string): EndPoint => ({
  point: { stop },
  approaches: [{ stop, walkMinutes: 0, isEstimated: false, sources: [] }],
})

/** Everything about getting to where a day ends. */
export function waysHome(day: RailDay, home: string, lines: readonly Pick<Line, 'id' | 'parts'>[]) {
  const index = indexOf(day)
  const goal = index.stopOf.get(home)
  const goals = goal === undefined ? [] : [{ stop: goal, minutes: 0 }]
  const { egress } = endsOf(index, { starts: [], goals })
  const chances = lastChances(index, egress)
  const openLines = openOn(day, lines)

  const lastAfter = (stop: string, minute: number): 'last' | 'last-known' =>
    mightLead(day, openLines, { stop, minute, goals: new Set([home]) }) ? 'last-known' : 'last'
  const chanceAt = (stop: string): number => {
    const number = index.stopOf.get(stop)
    return number === undefined ? -impossible : chances[number]!
  }
  const wayFrom = (from: string, to: string, minute: number): Way | undefined =>
    firstService({ day, between: { from: atStop(from), to: atStop(to) } }, minute)

  return {
    /** What is known of missing a ride: nothing where a later one leads home. */
    lastOf({ from, departure }: Ride): Ride['last'] {
      const missed = departure.earliestMinute
      return from === home || chanceAt(from) > missed ? undefined : lastAfter(from, missed + 1)
    },

    /** The last way home from a stop; undefined where none is known. */
    lastFrom(stop: string): LastWay | undefined {
      const minute = chanceAt(stop)
      if (stop === home || minute <= -impossible / 2) return undefined
      const way = wayFrom(stop, home, minute)
      return way && { ...way, last: lastAfter(stop, way.departureMinute + 1) }
    },

    /** What to do when a ride is missed on the way to a goal. */
    missed({ from, departure }: Ride, to: string): Missed {
      const minute = departure.earliestMinute + 1
      const next = to === home ? undefined : wayFrom(from, to, minute)
      if (from === home) return next === undefined ? {} : { next }
      const way = wayFrom(from, home, minute)
      return {
        ...(next === undefined ? {} : { next }),
        ...(way === undefined ? { stranded: lastAfter(from, minute) } : { home: way }),
      }
    },
  }
}

export type WaysHome = ReturnType<typeof waysHome>
