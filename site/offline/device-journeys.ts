/** Journeys found on the device, in timetables that it keeps: the search is the hub's own. */
import type { InferResponseType } from 'hono/client'
import { dayJourneys, type NoJourney } from '../../api/rail/day-journeys.ts'
import { atStop } from '../../api/rail/end-points.ts'
import { linesOf } from '../../api/rail/journey-lines.ts'
import type { Journey } from '../../api/rail/journey.ts'
import { type KeptDay, railsOf, searchedDay } from '../../api/rail/kept-day.ts'
import { firstService } from '../../api/rail/router.ts'
import { optional } from '../../api/rail/timed-stop.ts'
import type { apiFor } from '../lib/api.ts'

type Client = ReturnType<typeof apiFor>

/** A day's timetable as the hub publishes it. */
export type Timetable = InferResponseType<Client['api']['rail']['timetable']['$get'], 200>

/** What is asked of a device. Stations by id; minutes after midnight of the day. */
export type DeviceAsked = {
  readonly from: string
  readonly to: string
  readonly minute: number
  /** 'YYYY-MM-DD' in Japan. */
  readonly today: string
}

/** What a device can say. */
export type DeviceAnswer = {
  readonly journeys: readonly Journey[]
  /** Only where there is none. */
  readonly reason?: NoJourney
  /** The next service among the kept days, where there is no journey. */
  readonly next?: { readonly date: string; readonly departureMinute: number }
} & Pick<Timetable, 'coverage' | 'suspensions' | 'notices' | 'sources'>

/** Reasons that no later day changes. */
const hopeless: ReadonlySet<NoJourney> = new Set<NoJourney>(['same_place', 'not_reachable_by_rail'])

const keptDayOf = ({ stops, sources, suspensions, ...rest }: Timetable): KeptDay => ({
  ...rest,
  stops: stops.map(({ id }) => id),
  sourceIds: sources.map(({ id }) => id),
  suspensions: suspensions.map(({ line, from, to, substitute: { state, stops: at, isTimed } }) => ({
    line,
    from,
    substitute: { state, stops: at, isTimed },
    ...optional({ to }),
  })),
})

const known = new WeakMap<Timetable, ReturnType<typeof prepare>>()

function prepare(timetable: Timetable) {
  const kept = keptDayOf(timetable)
  return { day: searchedDay(kept), found: dayJourneys(railsOf(kept)) }
}

/** A timetable made ready for searching, once. */
function prepared(timetable: Timetable) {
  const made = known.get(timetable) ?? prepare(timetable)
  known.set(timetable, made)
  return made
}

/** Answers over one kept day; `later`: the kept days after it, the nearest first. */
export function deviceJourneys(
  timetable: Timetable,
  later: readonly Timetable[],
  { from, to, minute, today }: DeviceAsked,
): DeviceAnswer {
  const { day, found } = prepared(timetable)
  const between = { from: atStop(from), to: atStop(to) }
  const asked = { day, between, minute, today }
  const journeys = found.journeys(asked)
  const reason = journeys.length > 0 ? undefined : found.reason(asked)
  const lines = linesOf(journeys)
  const isMeant = (line: string): boolean => lines.size === 0 || lines.has(line)
  const nextDay = () => {
    for (const one of reason === undefined || hopeless.has(reason) ? [] : later) {
      const first = firstService({ day: prepared(one).day, between }, 0)
      if (first !== undefined) return { date: one.date, departureMinute: first.departureMinute }
    }
    return undefined
  }
  const next = nextDay()
  const suspensions = timetable.suspensions.filter(({ line }) => isMeant(line))
  const notices = timetable.notices.filter((notice) => notice.lines.some(isMeant))
  const used = new Set([
    ...journeys.flatMap(({ legs }) => legs.flatMap(sourcesOf)),
    ...[...suspensions, ...notices].flatMap(({ source }) => source),
  ])
  return {
    journeys,
    ...(reason === undefined ? {} : { reason }),
    ...(next === undefined ? {} : { next }),
    coverage: timetable.coverage.filter(({ line }) => isMeant(line)),
    suspensions,
    notices,
    sources: timetable.sources.filter(({ id }) => used.has(id)),
  }
}

const sourcesOf = (leg: Journey['legs'][number]): readonly string[] =>
  leg.kind === 'walk' ? leg.sources : [...leg.departure.sources, ...leg.arrival.sources]
