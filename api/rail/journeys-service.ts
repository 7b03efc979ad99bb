import { addDays, type Clock, japanDay } from '../platform/clock.ts'
import { ok, type Result } from '../platform/result.ts'
import { closuresAt, type ClosureInForce } from './closure.ts'
import { closedBy } from './cut.ts'
import type { LineCoverage, RailDay } from './day.ts'
import { atStop, type EndPoint, endPointOf } from './end-points.ts'
import type { Refusal } from './errors.ts'
import type { Journey } from './journey.ts'
import { aboutLines, linesOf, saidOf } from './journey-lines.ts'
import { type LostJourney, lostJourneys } from './lost-journeys.ts'
import type { Between } from './legs.ts'
import type { Feeds, Network, Notice } from './ports.ts'
import { mightLead, type OpenLines, opened, openOn } from './possible-way.ts'
import { firstService, journeysBy, journeysFrom } from './router.ts'
import type { stationFinder } from './stations-service.ts'
import { cutsOf, type SuspensionInForce } from './suspension.ts'
import type { Ridden } from './timetable-index.ts'
import { hopKey, tracksOf, wayBetween } from './track.ts'
import type { LiveTrain } from './trip-news.ts'

/** A question for journeys. `from` and `to`: station, place or "lat,lng"; `date`: 'YYYY-MM-DD'; `time`: 'HH:MM'. */
export type JourneysAsked = {
  readonly from: string
  readonly to: string
  readonly date: string
  readonly time: string
  /** The time is when one must be there; otherwise when one sets out. */
  readonly arriveBy?: boolean | undefined
}

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

/** The next journey after an answer without any; minutes of its date. */
export type NextService = {
  readonly date: string
  readonly departureMinute: number
  readonly arrivalMinute: number
}

/** What can be said to a question for journeys. */
export type JourneysAnswer = Between & {
  readonly date: string
  /** In the order of arrival; of those that must be there in time, the one that sets out last comes first. */
  readonly journeys: readonly Journey[]
  /** Only where there is no journey. */
  readonly reason?: NoJourney
  readonly nextService?: NextService
  /** Of every line used, or of all lines where there is no journey. */
  readonly coverage: readonly LineCoverage[]
  readonly suspensions: readonly SuspensionInForce[]
  readonly notices: readonly Notice[]
  /** Trains of these lines of which a live message says something. */
  readonly live: readonly LiveTrain[]
  /** Journeys of the timetable that live messages take away. */
  readonly lost: readonly LostJourney[]
  /** What is shut, or needs care, at a place where the journey begins or ends. */
  readonly closures: readonly ClosureInForce[]
}

export type JourneysParts = {
  readonly network: Network
  readonly feeds?: Feeds | undefined
  readonly clock: Clock
  readonly dayOf: (date: string) => RailDay
  readonly stations: Pick<ReturnType<typeof stationFinder>, 'stationOf'>
}

/** How far ahead the next service is looked for, days. */
const daysAhead = 31
/** No timetable is known further ahead than this, days: railways change theirs every March. */
const farthestDays = 366
/** Until when the night belongs to the day before, minutes after midnight. */
const nightUntil = 4 * 60

/** Finds journeys over the known trains of a day. */
export function journeysService({ network, feeds, clock, dayOf, stations }: JourneysParts) {
  const tracks = tracksOf(network.lines)
  const ground = () => ({ ...network, feedStops: feeds?.stops() ?? [] })
  const endOf = (asked: string, field: 'from' | 'to'): Result<EndPoint, Refusal> => {
    const byId = endPointOf(asked, ground())
    if (byId !== undefined) return ok(byId)
    const named = stations.stationOf(asked, field)
    return named.ok ? ok(atStop(named.value.id)) : named
  }
  const openLinesOf = keptByDay((day) => openOn(day, network.lines))
  const allLinesOf = keptByDay((day) =>
    opened(
      day.coverage.map(({ line }) => line),
      network.lines,
      day,
    ),
  )
  const leads = (day: RailDay, { to }: Between, lines: OpenLines) => {
    const goals = new Set(to.approaches.map(({ stop }) => stop))
    return (stop: string, minute: number): boolean => mightLead(day, lines, { stop, minute, goals })
  }
  const leadsAnyhow = (day: RailDay, between: Between, minute: number, lines: OpenLines): boolean =>
    between.from.approaches.some(({ stop }) => leads(day, between, lines)(stop, minute))

  const nextAfter = (date: string, between: Between, from: number): NextService | undefined => {
    for (let ahead = 0; ahead <= daysAhead; ahead++) {
      const next = addDays(date, ahead)
      const first = firstService({ day: dayOf(next), between }, ahead === 0 ? from : 0)
      if (first !== undefined) return { date: next, ...first }
    }
    return undefined
  }

  const reasonOf = (day: RailDay, between: Between, minute: number): NoJourney => {
    const { from, to } = between
    if (isSamePlace(between)) return 'same_place'
    const far = [from, to].find(({ approaches }) => approaches.length === 0)
    if (far !== undefined) return 'place' in far.point ? 'walk_unknown' : 'not_reachable_by_rail'
    if (!leadsAnyhow(day, between, -Infinity, allLinesOf(day))) return 'not_reachable_by_rail'
    if (isTooFar(day)) return 'date_outside_timetable'
    if (isSuspended(day, between)) return 'line_suspended'
    if (day.trains.length === 0 && day.coverage.every(({ complete }) => !complete))
      return 'date_outside_timetable'
    return leadsAnyhow(day, between, minute, openLinesOf(day)) ? 'no_journey_known' : 'no_journey'
  }

  const isTooFar = ({ date }: RailDay): boolean => date > addDays(japanDay(clock.now()), farthestDays)

  const isSuspended = ({ suspensions }: RailDay, { from, to }: Between): boolean => {
    const closed = closedBy(suspensions.flatMap(cutsOf), tracks)
    const ends = { from: from.approaches[0]!.stop, to: to.approaches[0]!.stop }
    return (wayBetween(tracks, ends) ?? []).some((hop) => closed.has(hopKey(hop)))
  }

  const nothing = (day: RailDay, between: Between, minute: number): Partial<JourneysAnswer> => {
    const reason = reasonOf(day, between, minute)
    const isHopeless = ['same_place', 'walk_unknown', 'not_reachable_by_rail'].includes(reason)
    const next = isHopeless ? undefined : nextAfter(day.date, between, minute)
    return { reason, ...(next === undefined ? {} : { nextService: next }) }
  }

  return {
    /** Journeys between two ends on a day; never an empty list without a reason. */
    journeys({ date, time, arriveBy, ...asked }: JourneysAsked): Result<JourneysAnswer, Refusal> {
      const [from, to] = [endOf(asked.from, 'from'), endOf(asked.to, 'to')]
      if (!from.ok) return from
      if (!to.ok) return to
      const between = { from: from.value, to: to.value }
      const minute = Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
      // Who must be there at one in the morning sets out the evening before.
      const isNight = arriveBy === true && minute < nightUntil
      const day = dayOf(isNight ? addDays(date, -1) : date)
      const question = { day, between, mayLead: leads(day, between, openLinesOf(day)) }
      const search = (ridden: Ridden): Journey[] => {
        if (isTooFar(day) || isSamePlace(between)) return []
        const searched = { ...question, day: ridden }
        return arriveBy === true
          ? journeysBy(searched, isNight ? minute + 1440 : minute)
          : journeysFrom(searched, minute)
      }
      const journeys = search(day)
      const lost = day.planned === undefined ? [] : lostJourneys(search(day.planned), day, saidOf(day))
      const lines = linesOf(journeys)
      for (const { run } of lost) lines.add(run.line)
      return ok({
        ...between,
        date: day.date,
        journeys,
        lost,
        ...(journeys.length > 0 ? {} : nothing(day, between, arriveBy === true ? 0 : minute)),
        ...aboutLines(day, journeys.length === 0 ? new Set() : lines),
        closures: [from.value, to.value].flatMap(({ point }) =>
          'place' in point ? closuresAt(point.place, day.closures) : [],
        ),
      })
    },
  }
}

const isSamePlace = ({ from, to }: Between): boolean =>
  JSON.stringify(from.point) === JSON.stringify(to.point)

/** Makes a thing once for each day. */
function keptByDay<T>(make: (day: RailDay) => T): (day: RailDay) => T {
  const kept = new WeakMap<RailDay, { readonly made: T }>()
  return (day) => {
    const known = kept.get(day) ?? { made: make(day) }
    kept.set(day, known)
    return known.made
  }
}
