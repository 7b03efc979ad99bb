import { addDays } from '../platform/clock.ts'
import { closedBy } from './cut.ts'
import type { LineCoverage, RailDay } from './day.ts'
import type { Journey } from './journey.ts'
import type { Between } from './legs.ts'
import { mightLead, type OpenLines, opened, openOn } from './possible-way.ts'
import { journeysBy, journeysFrom } from './router.ts'
import { cutsOf, type TakenOff } from './suspension.ts'
import type { Ridden } from './timetable-index.ts'
import { hopKey, type Rails, tracksOf, wayBetween } from './track.ts'

/**
 * Why there is no journey. no_journey_known: none among the trains we know, there may be others. no_journey: proven.
 * walk_unknown: no source states how long one walks to one of the ends.
 */
export type NoJourney =
  | 'same_place'
  | 'walk_unknown'
  | 'not_reachable_by_rail'
  | 'date_outside_timetable'
  | 'line_suspended'
  | 'no_journey_known'
  | 'no_journey'

/** What journeys are found in: a day of the hub, or one that a device keeps. */
export type SearchedDay = Ridden &
  Pick<RailDay, 'date'> & {
    readonly coverage: readonly Pick<LineCoverage, 'line' | 'complete'>[]
    readonly suspensions: readonly TakenOff[]
    /** How many trains of the service day are known, ridden or not. */
    readonly trains: { readonly length: number }
  }

/** A question of one day. `minute` is after its midnight: when one sets out, or must be there. */
export type DayAsked = {
  readonly day: SearchedDay
  readonly between: Between
  readonly minute: number
  readonly arriveBy?: boolean
  /** 'YYYY-MM-DD': from when on a timetable is too far ahead. */
  readonly today: string
}

/** No timetable is known further ahead than this, days: railways change theirs every March. */
const farthestDays = 366

/**
 * Answers questions of days over our lines: the same at the hub and on a device that keeps the day. What is known of a
 * day is prepared once.
 */
export function dayJourneys(rails: readonly Rails[]) {
  const tracks = tracksOf(rails)
  const openLinesOf = keptByDay((day) => openOn(day, rails))
  const allLinesOf = keptByDay((day) =>
    opened(
      day.coverage.map(({ line }) => line),
      rails,
      day,
    ),
  )

  const leads = ({ day, between }: DayAsked, lines: OpenLines) => {
    const goals = new Set(between.to.approaches.map(({ stop }) => stop))
    return (stop: string, minute: number): boolean => mightLead(day, lines, { stop, minute, goals })
  }
  const leadsAnyhow = (asked: DayAsked, minute: number, lines: OpenLines): boolean =>
    asked.between.from.approaches.some(({ stop }) => leads(asked, lines)(stop, minute))

  const isSuspended = (suspensions: readonly TakenOff[], { from, to }: Between): boolean => {
    const closed = closedBy(suspensions.flatMap(cutsOf), tracks)
    const ends = { from: from.approaches[0]!.stop, to: to.approaches[0]!.stop }
    return (wayBetween(tracks, ends) ?? []).some((hop) => closed.has(hopKey(hop)))
  }

  return {
    /** The journeys of a day; `ridden`: over other trains than those of the day, as if no live message were known. */
    journeys(asked: DayAsked, ridden: Ridden = asked.day): Journey[] {
      const { day, between, minute, arriveBy = false } = asked
      if (isTooFar(asked) || isSamePlace(between)) return []
      const question = { day: ridden, between, mayLead: leads(asked, openLinesOf(day)) }
      return arriveBy ? journeysBy(question, minute) : journeysFrom(question, minute)
    },
    /** Why there are none. */
    reason(asked: DayAsked): NoJourney {
      const { day, between, minute, arriveBy = false } = asked
      const { from, to } = between
      if (isSamePlace(between)) return 'same_place'
      const far = [from, to].find(({ approaches }) => approaches.length === 0)
      if (far !== undefined) return 'place' in far.point ? 'walk_unknown' : 'not_reachable_by_rail'
      if (!leadsAnyhow(asked, -Infinity, allLinesOf(day))) return 'not_reachable_by_rail'
      if (isTooFar(asked)) return 'date_outside_timetable'
      if (isSuspended(day.suspensions, between)) return 'line_suspended'
      if (day.trains.length === 0 && day.coverage.every(({ complete }) => !complete))
        return 'date_outside_timetable'
      return leadsAnyhow(asked, arriveBy ? 0 : minute, openLinesOf(day)) ? 'no_journey_known' : 'no_journey'
    },
  }
}

/** Whether a day ('YYYY-MM-DD') is so far ahead that no timetable of it is known. */
export const isBeyondTimetables = (date: string, today: string): boolean => date > lastTimetableDay(today)

/** The last day ('YYYY-MM-DD') of which a timetable is known. */
export const lastTimetableDay = (today: string): string => addDays(today, farthestDays)

const isTooFar = ({ day, today }: DayAsked): boolean => isBeyondTimetables(day.date, today)

const isSamePlace = ({ from, to }: Between): boolean =>
  JSON.stringify(from.point) === JSON.stringify(to.point)

/** Makes a thing once for each day. */
function keptByDay<T>(make: (day: SearchedDay) => T): (day: SearchedDay) => T {
  const kept = new WeakMap<SearchedDay, { readonly made: T }>()
  return (day) => {
    const known = kept.get(day) ?? { made: make(day) }
    kept.set(day, known)
    return known.made
  }
}
