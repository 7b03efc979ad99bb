import type { Place } from '../../content/index.ts'
import { addDays } from '../platform/clock.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import { bestOfRows, type PlanSearch } from './best-plans.ts'
import type { LineCoverage, RailDay } from './day.ts'
import type { DayPlansAsked } from './day-plans-service.ts'
import type { StationRefusal } from './errors.ts'
import type { PlanWish } from './plan-wish.ts'
import type { Network, Notice } from './ports.ts'
import type { SuspensionInForce } from './suspension.ts'
import { bestPair, type TwoDays } from './two-days.ts'
import { type WaysHome, waysHome } from './way-home.ts'
import type { Light } from './wishes.ts'

/** A question for two days; `nightAt` names the station where one stays, any hot spring on the line when left out. */
export type TwoDaysAsked = DayPlansAsked & { readonly nightAt?: string | undefined }

/** Why there are no two days. no_night: nowhere to stay that the trains we know lead to and from. */
export const twoDaysReasons = ['date_outside_timetable', 'night_at_an_end', 'no_night'] as const

/** What one of the two days is told with. */
export type OneOfTwo = {
  readonly date: string
  readonly lightAt: (stop: string) => Light
  readonly homeTo: (end: string) => WaysHome
  readonly day: RailDay
}

export type TwoDaysAnswer = {
  readonly wish: PlanWish
  readonly plans: readonly TwoDays[]
  /** False: the search ended at its guard, and there are more. */
  readonly isCountWhole: boolean
  readonly reason?: (typeof twoDaysReasons)[number]
  readonly days: readonly [OneOfTwo, OneOfTwo]
  readonly coverage: readonly LineCoverage[]
  readonly suspensions: readonly SuspensionInForce[]
  readonly notices: readonly Notice[]
}

export type TwoDaysParts = {
  readonly network: Network
  readonly dayOf: (date: string) => RailDay
  readonly stationOf: (name: string, field: string) => Result<{ readonly id: string }, StationRefusal>
  readonly wishOf: (asked: DayPlansAsked) => Result<PlanWish, StationRefusal>
  readonly searchOn: (date: string, wish: PlanWish) => PlanSearch
}

/** Nobody comes to the house where they stay later than this: our assumption, since inns cook for the evening. */
export const nightByMinute = 20 * 60
/** More stops than this on each of two days make two days of waiting, and tell too many apart. */
const mostStopsOfTwo = 2

/** Finds two days with a night between them. */
export function twoDaysTeller({ network, dayOf, stationOf, wishOf, searchOn }: TwoDaysParts) {
  const springs = network.places
    .filter(({ category }) => category === 'onsen')
    .map((place) => ({ place, stop: place.walk?.station ?? place.station }))

  /** Stations of hot springs, except where the days begin and end. */
  const nightsOf = ({ start, end }: PlanWish): string[] =>
    [...new Set(springs.map(({ stop }) => stop))].filter((stop) => stop !== start && stop !== end)

  const search = (date: string, wish: PlanWish): PlanSearch => {
    const { limits, ...rest } = searchOn(date, wish)
    return { ...rest, limits: { ...limits, mayGoStraight: true } }
  }

  const pairAt = (night: string, date: string, wish: PlanWish) => {
    // What must be in may be in on either day: it is asked of the pair, and draws both days by its points.
    const free = { ...wish, via: [], mostStops: Math.min(wish.mostStops, mostStopsOfTwo) }
    const until = Math.min(wish.latestMinute, nightByMinute)
    const first = search(date, { ...free, end: night, latestMinute: until })
    const second = search(addDays(date, 1), { ...free, start: night })
    const [firsts, seconds] = [first, second].map((one) => bestOfRows({ ...one, mustHaveWanted: false }))
    const sides = { firsts: firsts!.plans, seconds: seconds!.plans }
    return {
      plan: bestPair(night, sides, { via: wish.via, wanted: wish.wishes.wanted }),
      isWhole: firsts!.isCountWhole && seconds!.isCountWhole,
    }
  }

  const oneOfTwo = (date: string, wish: PlanWish): OneOfTwo => {
    const day = dayOf(date)
    const homes = new Map<string, WaysHome>()
    return {
      date,
      day,
      lightAt: searchOn(date, wish).lightAt,
      homeTo: (end) => {
        const home = homes.get(end) ?? waysHome(day, end, network.lines)
        homes.set(end, home)
        return home
      },
    }
  }

  return {
    /** The hot springs of a station. */
    springsAt: (stop: string): Place[] => springs.flatMap((one) => (one.stop === stop ? one.place : [])),

    /** Two days out with a night; never an empty list without a reason. One plan for each place to stay. */
    twoDays(asked: TwoDaysAsked): Result<TwoDaysAnswer, StationRefusal> {
      const meant = wishOf(asked)
      if (!meant.ok) return refuse(meant.error)
      const wish = meant.value
      const night = asked.nightAt === undefined ? undefined : stationOf(asked.nightAt, 'nightAt')
      if (night !== undefined && !night.ok) return refuse(night.error)
      const nights = night === undefined ? nightsOf(wish) : [night.value.id]
      const isAtAnEnd = nights.every((stop) => stop === wish.start || stop === wish.end)
      const found = isAtAnEnd ? [] : nights.map((stop) => pairAt(stop, asked.date, wish))
      const plans = found
        .flatMap(({ plan }) => plan ?? [])
        .toSorted((a, b) => b.score - a.score || (a.night < b.night ? -1 : 1))
        .slice(0, wish.most)
      const days = [oneOfTwo(asked.date, wish), oneOfTwo(addDays(asked.date, 1), wish)] as const
      const hindrances = days.map(({ day }) => day)
      const isEmpty = hindrances.some(({ runs }) => runs.length === 0)
      const why = isAtAnEnd ? 'night_at_an_end' : isEmpty ? 'date_outside_timetable' : 'no_night'
      return ok({
        wish,
        plans,
        isCountWhole: found.every(({ isWhole }) => isWhole),
        ...(plans.length > 0 ? {} : { reason: why }),
        days,
        coverage: hindrances[0]!.coverage,
        suspensions: once(hindrances.flatMap(({ suspensions }) => suspensions)),
        notices: once(hindrances.flatMap(({ notices }) => notices)),
      })
    },
  }
}

/** What is in force on both days is told once. */
const once = <T>(all: readonly T[]): T[] => [
  ...new Map(all.map((one) => [JSON.stringify(one), one])).values(),
]
