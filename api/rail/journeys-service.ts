import { addDays, type Clock, japanDay } from '../platform/clock.ts'
import { ok, type Result } from '../platform/result.ts'
import { closuresAt, type ClosureInForce } from './closure.ts'
import type { LineCoverage, RailDay } from './day.ts'
import { type DayAsked, dayJourneys, isBeyondTimetables, type NoJourney } from './day-journeys.ts'
import { atStop, type EndPoint, endPointOf } from './end-points.ts'
import type { Refusal } from './errors.ts'
import type { Journey } from './journey.ts'
import { aboutLines, linesOf, saidOf } from './journey-lines.ts'
import { type LostJourney, lostJourneys } from './lost-journeys.ts'
import type { Between } from './legs.ts'
import type { Feeds, Network, Notice } from './ports.ts'
import { firstService } from './router.ts'
import type { stationFinder } from './stations-service.ts'
import type { SuspensionInForce } from './suspension.ts'
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
/** Until when the night belongs to the day before, minutes after midnight. */
const nightUntil = 4 * 60

/** Finds journeys over the known trains of a day. */
export function journeysService({ network, feeds, clock, dayOf, stations }: JourneysParts) {
  const found = dayJourneys(network.lines)
  const ground = () => ({ ...network, feedStops: feeds?.stops() ?? [] })
  const endOf = (asked: string, field: 'from' | 'to'): Result<EndPoint, Refusal> => {
    const byId = endPointOf(asked, ground())
    if (byId !== undefined) return ok(byId)
    const named = stations.stationOf(asked, field)
    return named.ok ? ok(atStop(named.value.id)) : named
  }

  const nextAfter = (date: string, between: Between, from: number): NextService | undefined => {
    for (let ahead = 0; ahead <= daysAhead; ahead++) {
      const next = addDays(date, ahead)
      if (isBeyondTimetables(next, japanDay(clock.now()))) return undefined
      const first = firstService({ day: dayOf(next), between }, ahead === 0 ? from : 0)
      if (first !== undefined) return { date: next, ...first }
    }
    return undefined
  }

  const nothing = (asked: DayAsked): Partial<JourneysAnswer> => {
    const { day, between, minute, arriveBy } = asked
    const reason = found.reason(asked)
    const isHopeless = ['same_place', 'walk_unknown', 'not_reachable_by_rail'].includes(reason)
    const next = isHopeless ? undefined : nextAfter(day.date, between, arriveBy === true ? 0 : minute)
    return { reason, ...(next === undefined ? {} : { nextService: next }) }
  }

  return {
    /** Journeys between two ends on a day; never an empty list without a reason. */
    journeys({ date, time, arriveBy = false, ...asked }: JourneysAsked): Result<JourneysAnswer, Refusal> {
      const [from, to] = [endOf(asked.from, 'from'), endOf(asked.to, 'to')]
      if (!from.ok) return from
      if (!to.ok) return to
      const between = { from: from.value, to: to.value }
      const clockMinute = Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
      // Who must be there at one in the morning sets out the evening before.
      const isNight = arriveBy && clockMinute < nightUntil
      const day = dayOf(isNight ? addDays(date, -1) : date)
      const minute = isNight ? clockMinute + 1440 : clockMinute
      const question = { day, between, minute, arriveBy, today: japanDay(clock.now()) }
      const journeys = found.journeys(question)
      const lost =
        day.planned === undefined ? [] : lostJourneys(found.journeys(question, day.planned), day, saidOf(day))
      const lines = linesOf(journeys)
      for (const { run } of lost) lines.add(run.line)
      return ok({
        ...between,
        date: day.date,
        journeys,
        lost,
        ...(journeys.length > 0 ? {} : nothing(question)),
        ...aboutLines(day, journeys.length === 0 ? new Set() : lines),
        closures: [from.value, to.value].flatMap(({ point }) =>
          'place' in point ? closuresAt(point.place, day.closures) : [],
        ),
      })
    },
  }
}
