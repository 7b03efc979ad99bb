import type { Place } from '../../content/index.ts'
import { type ClosureInForce, closuresAt } from './closure.ts'
import type { Moment, Run } from './run.ts'
import { openHoursOn } from './opening.ts'
import { offerOfPlace } from './theme.ts'
import type { Light } from './wishes.ts'

/** A run that comes or goes, and when. */
export type Passing = { readonly run: Run; readonly moment: Moment }

/** Time at a station between getting off one train and boarding another. */
export type Pause = {
  /** Absent: one is there already. */
  readonly arrival?: Passing
  readonly startMinute: number
  readonly departure: Passing
  /** From the latest arrival to the earliest departure. */
  readonly minutes: number
  readonly visits: readonly Visit[]
}

/** A place that fits into a pause. */
export type Visit = {
  readonly place: Place
  /** One way, sourced. */
  readonly walkMinutes: number
  /** Left at the place when both ways are walked; before sunrise nobody is there, after sunset only indoors, and never outside its hours. */
  readonly minutesThere: number
}

/** Less than this at a place is a walk, not a visit. */
const leastMinutesThere = 10
/** Whoever waits longer than this has other plans. */
const longestPause = 12 * 60

type Here = {
  /** 'YYYY-MM-DD'. */
  readonly date: string
  readonly station: string
  readonly runs: readonly Run[]
  readonly places: readonly Place[]
  readonly closures: readonly ClosureInForce[]
  readonly light: Light
}

/** All comings or goings at a station, in order. */
function passings({ station, runs }: Here, side: 'arrival' | 'departure'): Passing[] {
  const minuteOf = ({ earliestMinute, latestMinute }: Moment): number =>
    side === 'arrival' ? latestMinute : earliestMinute
  return runs
    .flatMap((run) =>
      run.calls.flatMap((call) => {
        const moment = call.stop === station ? call[side] : undefined
        return moment === undefined ? [] : [{ run, moment }]
      }),
    )
    .toSorted((a, b) => minuteOf(a.moment) - minuteOf(b.moment))
}

/** Places one may walk to: with sourced minutes from this station, and not shut on the day. */
const reachable = ({ station, places, closures }: Here): Place[] =>
  places.filter(
    ({ id, walk }) =>
      walk?.station === station && closuresAt(id, closures).every(({ effect }) => effect !== 'closed'),
  )

/** What fits between two minutes of the day, the longest stay first. */
const visitsWithin = (startMinute: number, endMinute: number, { date, places, light }: Here): Visit[] =>
  places
    .flatMap((place) => {
      const walkMinutes = place.walk!.minutes
      const open = place.opening && openHoursOn(place.opening, date)
      const from = Math.max(startMinute + walkMinutes, light.riseMinute, open?.fromMinute ?? 0)
      if (from > (open?.lastEntryMinute ?? Infinity)) return []
      const dark = offerOfPlace(place).needsDaylight ? light.setMinute : Infinity
      const minutesThere = Math.min(endMinute - walkMinutes, dark, open?.toMinute ?? Infinity) - from
      return minutesThere < leastMinutesThere ? [] : [{ place, walkMinutes, minutesThere }]
    })
    .toSorted((a, b) => b.minutesThere - a.minutesThere)

/**
 * The pauses at a station from a minute on: after each arrival, and from that minute itself, until the next departure
 * each way. Who gets off counts from the latest minute, who boards to the earliest.
 */
export function pausesAt(here: Here, fromMinute: number): Pause[] {
  const within = { ...here, places: reachable(here) }
  const departures = passings(here, 'departure')
  const arrivals = passings(here, 'arrival').filter(({ moment }) => moment.latestMinute >= fromMinute)
  const starts: { arrival?: Passing; startMinute: number }[] = [
    { startMinute: fromMinute },
    ...arrivals.map((arrival) => ({ arrival, startMinute: arrival.moment.latestMinute })),
  ]
  return starts.flatMap((start) =>
    nextEachWay(departures, start).map((departure) => {
      const endMinute = departure.moment.earliestMinute
      const visits = visitsWithin(start.startMinute, endMinute, within)
      return { ...start, departure, minutes: endMinute - start.startMinute, visits }
    }),
  )
}

function nextEachWay(
  departures: readonly Passing[],
  { arrival, startMinute }: { readonly arrival?: Passing; readonly startMinute: number },
): Passing[] {
  const seen = new Set<string>()
  return departures.filter(({ run, moment }) => {
    const wait = moment.earliestMinute - startMinute
    if (wait <= 0 || wait > longestPause || run.id === arrival?.run.id) return false
    const way = `${run.line} ${run.direction ?? ''}`
    return !seen.has(way) && seen.add(way) !== undefined
  })
}
