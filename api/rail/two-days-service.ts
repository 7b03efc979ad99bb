import type { Place } from '../../content/index.ts'
import { addDays, type Clock, japanDay } from '../platform/clock.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import { bestOfRows, isDone, isPossible, type PlanSearch } from './best-plans.ts'
import { type ChosenWish, chosenIn, meets, searchFor } from './chosen-wish.ts'
import type { LineCoverage, RailDay } from './day.ts'
import { isBeyondTimetables } from './day-journeys.ts'
import type { DayPlansAsked } from './day-plans-service.ts'
import type { StationRefusal } from './errors.ts'
import { firstPossible } from './nearest-day.ts'
import { type Outing, startsFor } from './outing.ts'
import type { PlanDay } from './plan-search.ts'
import type { PlanWish } from './plan-wish.ts'
import type { Network, Notice } from './ports.ts'
import type { SuspensionInForce } from './suspension.ts'
import { bestPair, type TwoDays } from './two-days.ts'
import type { ThingToDo } from './thing-to-do.ts'
import { type Unmet, unmetOf } from './unmet.ts'
import { type WaysHome, waysHome } from './way-home.ts'
import { isClosed, type Light } from './wishes.ts'

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
  /** Only where there is none: the nearest day on which to begin. */
  readonly nearestDay?: string
  /** Every wish that is on none of the days shown. */
  readonly unmet: readonly Unmet[]
  readonly days: readonly [OneOfTwo, OneOfTwo]
  readonly coverage: readonly LineCoverage[]
  readonly suspensions: readonly SuspensionInForce[]
  readonly notices: readonly Notice[]
}

export type TwoDaysParts = {
  readonly network: Network
  readonly clock: Clock
  readonly dayOf: (date: string) => RailDay
  readonly stationOf: (name: string, field: string) => Result<{ readonly id: string }, StationRefusal>
  readonly wishOf: (asked: DayPlansAsked) => Result<PlanWish, StationRefusal>
  readonly lookAt: (date: string) => PlanDay
}

/** Nobody comes to the house where they stay later than this: our assumption, since inns cook for the evening. */
export const nightByMinute = 20 * 60
/** More stops than this on each of two days make two days of waiting, and tell too many apart. */
const mostStopsOfTwo = 2

/** Finds two days with a night between them. */
export function twoDaysTeller({ network, clock, dayOf, stationOf, wishOf, lookAt }: TwoDaysParts) {
  const springs = network.places
    .filter(({ category }) => category === 'onsen')
    .map((place) => ({ place, stop: place.walk?.station ?? place.station }))

  /** Stations of hot springs, except where the days begin and end. */
  const nightsOf = ({ start, end }: PlanWish): string[] =>
    [...new Set(springs.map(({ stop }) => stop))].filter((stop) => stop !== start && stop !== end)

  const search = (date: string, wish: PlanWish): PlanSearch => {
    const { limits, ...rest } = lookAt(date).search(wish)
    return { ...rest, limits: { ...limits, mayGoStraight: true }, mustHaveWanted: false }
  }

  /** What must be in may be in on either day: it is asked of the pair, and draws both days by its points. */
  const sidesOf = (night: string, date: string, wish: PlanWish): readonly [PlanSearch, PlanSearch] => {
    const free = { ...wish, via: [], mostStops: Math.min(wish.mostStops, mostStopsOfTwo) }
    const until = Math.min(wish.latestMinute, nightByMinute)
    return [
      search(date, { ...free, end: night, latestMinute: until }),
      search(addDays(date, 1), { ...free, start: night }),
    ]
  }

  const isSpring = ({ id }: Pick<ThingToDo, 'id'>): boolean => springs.some(({ place }) => place.id === id)

  /** Who stays the night at a hot spring that is open bathes there. */
  const isMetAtNight = (night: string, date: string, chosen: ChosenWish): boolean =>
    (lookAt(date).things.get(night) ?? [])
      .filter((thing) => isSpring(thing) && !isClosed(thing))
      .some(meets(chosen))

  const mustOf = (night: string, date: string, { via, wishes: { wanted } }: PlanWish) => ({
    via,
    wanted: wanted.filter((thing) => !isMetAtNight(night, date, { kind: 'thing', thing })),
  })

  const pairAt = (night: string, date: string, wish: PlanWish) => {
    const [firsts, seconds] = sidesOf(night, date, wish).map(bestOfRows)
    const sides = { firsts: firsts!.plans, seconds: seconds!.plans }
    return {
      plan: bestPair(night, sides, mustOf(night, date, wish)),
      isWhole: firsts!.isCountWhole && seconds!.isCountWhole,
    }
  }

  /** Whether there is any pair around a night; with something chosen, one that has it. */
  const isPairAt = (night: string, date: string, wish: PlanWish, chosen?: ChosenWish): boolean => {
    const [first, second] = sidesOf(night, date, wish)
    if (!isPossible(first) || !isPossible(second)) return false
    const must = mustOf(night, date, wish)
    const others = must.wanted.filter((id) => chosen?.kind !== 'thing' || chosen.thing !== id)
    const isPair = (one: PlanSearch, two: PlanSearch): boolean => {
      if (must.via.length === 0 && others.length === 0) return isPossible(one) && isPossible(two)
      const [firsts, seconds] = [one, two].map((side) => bestOfRows(side).plans)
      return bestPair(night, { firsts: firsts!, seconds: seconds! }, must) !== undefined
    }
    if (chosen === undefined || isMetAtNight(night, date, chosen)) return isPair(first, second)
    return isPair(searchFor(chosen, first), second) || isPair(first, searchFor(chosen, second))
  }

  /** The best pair around a night that has what is chosen on one of its days. */
  const pairWith = (night: string, date: string, wish: PlanWish, chosen: ChosenWish): TwoDays[] => {
    const [first, second] = sidesOf(night, date, wish)
    const must = meets(chosen)
    const [firsts, seconds] = [first, second].map((side) => [{ ...side, must }, side].map(plansOf))
    const pairOf = (sides: Parameters<typeof bestPair>[1]) =>
      bestPair(night, sides, mustOf(night, date, wish)) ?? []
    return [
      pairOf({ firsts: firsts![0]!, seconds: seconds![1]! }),
      pairOf({ firsts: firsts![1]!, seconds: seconds![0]! }),
    ].flat()
  }

  /** Whether a pair has what is chosen, on one of its days or at night. */
  const isMetBy =
    (date: string) =>
    (chosen: ChosenWish) =>
    ({ night, days }: TwoDays): boolean =>
      isMetAtNight(night, date, chosen) || days.some(({ visits }) => isDone(visits, meets(chosen)))

  /** The best pair for each night; and where none of them has something chosen, the best that has it. */
  const pairsFor = (nights: readonly string[], date: string, wish: PlanWish) => {
    const found = nights.map((stop) => pairAt(stop, date, wish))
    const best = found.flatMap(({ plan }) => plan ?? []).toSorted(byWorth)
    const shown = best.slice(0, wish.most)
    const others: TwoDays[] = []
    for (const chosen of chosenIn(wish)) {
      const isIn = isMetBy(date)(chosen)
      if (best.length === 0 || [...shown, ...others].some(isIn)) continue
      const having = [...best.filter(isIn), ...nights.flatMap((stop) => pairWith(stop, date, wish, chosen))]
      others.push(...having.toSorted(byWorth).slice(0, 1))
    }
    const plans = [...shown.slice(0, Math.max(1, wish.most - others.length)), ...others]
    return { plans: plans.toSorted(byWorth), isCountWhole: found.every(({ isWhole }) => isWhole) }
  }

  /** Two days that begin on a date, with a night at one of these. */
  const outingAt =
    (nights: readonly string[]) =>
    (date: string): Outing => ({
      date,
      days: [lookAt(date), lookAt(addDays(date, 1))],
      isAtAnEnd: (thing, { start, end }) => {
        const { station } = thing
        return (
          station === start ||
          station === end ||
          (nights.every((stop) => stop === station) && !isSpring(thing))
        )
      },
      isPossible: (wish, chosen) => nights.some((night) => isPairAt(night, date, wish, chosen)),
      searches: (wish) => nights.flatMap((night) => sidesOf(night, date, wish)),
    })

  const oneOfTwo = (date: string, wish: PlanWish): OneOfTwo => {
    const day = dayOf(date)
    const homes = new Map<string, WaysHome>()
    return {
      date,
      day,
      lightAt: lookAt(date).search(wish).lightAt,
      homeTo: (end) => {
        const home = homes.get(end) ?? waysHome(day, end, network.lines)
        homes.set(end, home)
        return home
      },
    }
  }

  const nearestTo = (
    date: string,
    wish: PlanWish,
    { today, outingOn }: { readonly today: string; readonly outingOn: (date: string) => Outing },
  ): string | undefined => {
    const festivals = network.events.filter(({ id }) => wish.wishes.wanted.includes(id))
    return firstPossible(startsFor({ date, today, festivals }, outingOn(date), true), outingOn, { wish })
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
      const { plans, isCountWhole } = pairsFor(isAtAnEnd ? [] : nights, asked.date, wish)
      const days = [oneOfTwo(asked.date, wish), oneOfTwo(addDays(asked.date, 1), wish)] as const
      const hindrances = days.map(({ day }) => day)
      const today = japanDay(clock.now())
      const isEmpty = hindrances.some(
        ({ date, runs }) => runs.length === 0 || isBeyondTimetables(date, today),
      )
      const why = isAtAnEnd ? 'night_at_an_end' : isEmpty ? 'date_outside_timetable' : 'no_night'
      const outingOn = outingAt(isAtAnEnd ? [] : nights)
      const asking = { today, outingOn }
      const nearestDay = plans.length > 0 || isAtAnEnd ? undefined : nearestTo(asked.date, wish, asking)
      const isMet = (chosen: ChosenWish) => plans.some(isMetBy(asked.date)(chosen))
      const isAnyShown = plans.length > 0
      const told = { outing: outingOn(asked.date), wish, isAnyShown, isMet, events: network.events }
      return ok({
        wish,
        plans,
        isCountWhole,
        ...(plans.length > 0 ? {} : { reason: why }),
        ...(nearestDay === undefined ? {} : { nearestDay }),
        unmet: isAtAnEnd ? [] : unmetOf({ ...told, ...asking }),
        days,
        coverage: hindrances[0]!.coverage,
        suspensions: once(hindrances.flatMap(({ suspensions }) => suspensions)),
        notices: once(hindrances.flatMap(({ notices }) => notices)),
      })
    },
  }
}

const plansOf = (search: PlanSearch) => bestOfRows(search).plans

const byWorth = (a: TwoDays, b: TwoDays): number => b.score - a.score || (a.night < b.night ? -1 : 1)

/** What is in force on both days is told once. */
const once = <T>(all: readonly T[]): T[] => [
  ...new Map(all.map((one) => [JSON.stringify(one), one])).values(),
]
