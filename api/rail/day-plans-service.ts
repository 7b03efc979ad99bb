import { addDays, type Clock, japanDay } from '../platform/clock.ts'
import { ok, type Result } from '../platform/result.ts'
import { bestPlans, isPossible, type PlanSearch } from './best-plans.ts'
import type { LineCoverage, RailDay } from './day.ts'
import type { StationRefusal } from './errors.ts'
import { groundOf } from './move-ground.ts'
import { type MoveLimits, type Moves, movesOver } from './move.ts'
import type { Network, Notice } from './ports.ts'
import type { PlanReason, PlanWish } from './plan-wish.ts'
import { relaxed } from './plan-wish.ts'
import type { ScoredPlan } from './plan-score.ts'
import { ridesBetween } from './ride.ts'
import type { stationFinder } from './stations-service.ts'
import type { SuspensionInForce } from './suspension.ts'
import { lightAt } from './sun.ts'
import { indexOf } from './timetable-index.ts'
import { type ThingToDo, thingsOn } from './thing-to-do.ts'
import type { LiveTrain } from './trip-news.ts'
import { twoDaysTeller } from './two-days-service.ts'
import { type WaysHome, waysHome } from './way-home.ts'
import { isClosed, isWanted, type Light, type Wishes } from './wishes.ts'

/** A question for days out: names of stations; `via` also ids of places, institutions, exhibits and festivals. */
export type DayPlansAsked = Omit<PlanWish, 'start' | 'end' | 'wishes'> & {
  readonly from: string
  /** Where the day ends; where it began when left out. */
  readonly to?: string | undefined
  /** 'YYYY-MM-DD'. */
  readonly date: string
  readonly wishes: Omit<Wishes, 'wanted'>
}

/** What can be said to a question for days out. */
export type DayPlansAnswer = {
  readonly date: string
  readonly wish: PlanWish
  readonly plans: readonly ScoredPlan[]
  /** How many days meet the wishes. */
  readonly count: number
  /** False: there are more than were counted. */
  readonly isCountWhole: boolean
  /** Only where there is none. */
  readonly reason?: PlanReason
  /** The nearest day on which the same wishes can be met. */
  readonly nearestDay?: string
  readonly lightAt: (stop: string) => Light
  readonly home: WaysHome
  readonly day: RailDay
  /** Of every line ridden, or of all lines where there is no plan. */
  readonly coverage: readonly LineCoverage[]
  readonly suspensions: readonly SuspensionInForce[]
  readonly notices: readonly Notice[]
  readonly live: readonly LiveTrain[]
}

export type DayPlansParts = {
  readonly network: Network
  readonly clock: Clock
  readonly dayOf: (date: string) => RailDay
  readonly stations: Pick<ReturnType<typeof stationFinder>, 'stationOf'>
}

/** Days counted at most: ours has some ten thousand; a region two hundred times as large would take minutes. */
const mostCounted = 300_000
/** Moves looked at in all: ours has some four thousand; each takes a large region some hundredths of a millisecond. */
const mostMoves = 40_000
/** How far around the day asked for another one is looked for, days. */
const daysAround = 45

/** Finds days out over the known trains. */
export function dayPlansService({ network, clock, dayOf, stations }: DayPlansParts) {
  const { stationOf } = stations
  const positions = new Map(network.stations.map(({ id, position }) => [id, position]))
  const middle = network.stations[0]?.position

  const lightOn = (date: string): ((stop: string) => Light) => {
    const known = new Map<string, Light>()
    return (stop) => {
      const light = known.get(stop) ?? lightAt(date, positions.get(stop) ?? middle ?? japan)
      known.set(stop, light)
      return light
    }
  }

  const searchOn = (day: RailDay, things: Things, wish: PlanWish): PlanSearch => ({
    moves: movesOn(day, wish),
    limits: wish,
    thingsAt: (stop) => things.get(stop) ?? [],
    lightAt: lightOn(day.date),
    wishes: wish.wishes,
    most: wish.most,
    mostCounted,
    mostMoves,
  })

  const possible = (date: string, wish: PlanWish): boolean => {
    const day = dayOf(date)
    const things = thingsOn(date, network, day.closures)
    return standsInTheWay(things, wish) === undefined && isPossible(searchOn(day, things, wish))
  }

  const nearestTo = (date: string, wish: PlanWish): string | undefined => {
    const today = japanDay(clock.now())
    const known = new Map<string, boolean>()
    for (let away = 1; away <= daysAround; away++)
      for (const other of [addDays(date, away), addDays(date, -away)]) {
        if (other < today) continue
        const day = dayOf(other)
        // Days with the same trains on which the same things are open answer alike.
        const things = thingsOn(other, network, day.closures)
        const key = likenessOf(day, things, wish)
        const answer = known.get(key) ?? possible(other, wish)
        known.set(key, answer)
        if (answer) return other
      }
    return undefined
  }

  const reasonOf = (day: RailDay, things: Things, wish: PlanWish): PlanReason => {
    if (day.runs.length === 0) return 'date_outside_timetable'
    if (wish.via.some((stop) => stop === wish.start || stop === wish.end)) return 'via_at_an_end'
    const inTheWay = standsInTheWay(things, wish)
    if (inTheWay !== undefined) return inTheWay
    const eased = relaxed(wish).find((one) => isPossible(searchOn(day, things, one.wish)))
    if (eased !== undefined) return eased.reason
    if (day.suspensions.length > 0) return 'line_suspended'
    const isOut = isPossible(
      searchOn(day, things, { ...wish, via: [], wishes: { ...wish.wishes, wanted: [] } }),
    )
    if (isOut) return 'via_not_reachable'
    return day.coverage.every(({ complete }) => complete) ? 'no_plan' : 'no_plan_known'
  }

  /** The stop at which something to do is, or the station that is meant. */
  const viaOf = (asked: string): Result<{ stop: string; thing?: string }, StationRefusal> => {
    const place = network.places.find(
      ({ id }) => id === asked || network.exhibits.some((one) => one.id === asked && one.place === id),
    )
    const other = [...network.institutions, ...network.events].find(({ id }) => id === asked)
    const found = place ?? other
    if (found === undefined) {
      const station = stationOf(asked, 'via')
      return station.ok ? ok({ stop: station.value.id }) : station
    }
    const stop = 'walk' in found ? (found.walk?.station ?? found.station) : found.station
    return ok({ stop, thing: asked })
  }

  const wishOf = (asked: DayPlansAsked): Result<PlanWish, StationRefusal> => {
    const from = stationOf(asked.from, 'from')
    if (!from.ok) return from
    const to = stationOf(asked.to ?? asked.from, 'to')
    if (!to.ok) return to
    const vias: { stop: string; thing?: string }[] = []
    for (const name of asked.via) {
      const via = viaOf(name)
      if (!via.ok) return via
      vias.push(via.value)
    }
    const via = [...new Set(vias.map(({ stop }) => stop))]
    const wanted = vias.flatMap(({ thing }) => thing ?? [])
    return ok({ ...asked, start: from.value.id, end: to.value.id, via, wishes: { ...asked.wishes, wanted } })
  }

  return {
    ...twoDaysTeller({
      network,
      dayOf,
      stationOf,
      wishOf,
      searchOn: (date, wish) => {
        const day = dayOf(date)
        return searchOn(day, thingsOn(date, network, day.closures), wish)
      },
    }),

    /** Days out on a day; never an empty list without a reason. */
    dayPlans(asked: DayPlansAsked): Result<DayPlansAnswer, StationRefusal> {
      const meant = wishOf(asked)
      if (!meant.ok) return meant
      const { date } = asked
      const wish = meant.value
      const day = dayOf(date)
      const things = thingsOn(date, network, day.closures)
      const search = searchOn(day, things, wish)
      const { plans, ...counted } = bestPlans(search)
      const used = linesOf(plans)
      const isUsed = (line: string): boolean => plans.length === 0 || used.has(line)
      return ok({
        date,
        wish,
        plans,
        ...counted,
        ...(plans.length > 0 ? {} : nothing(day, things, wish)),
        lightAt: search.lightAt,
        home: waysHome(day, wish.end, network.lines),
        day,
        coverage: day.coverage.filter(({ line }) => isUsed(line)),
        suspensions: day.suspensions.filter(({ line }) => isUsed(line)),
        notices: day.notices.filter((notice) => notice.lines.some(isUsed)),
        live: day.live.filter(({ train }) => train.lines.some(isUsed)),
      })
    },
  }

  function nothing(day: RailDay, things: Things, wish: PlanWish) {
    const reason = reasonOf(day, things, wish)
    const nearestDay = reason === 'via_at_an_end' ? undefined : nearestTo(day.date, wish)
    return { reason, ...(nearestDay === undefined ? {} : { nearestDay }) }
  }
}

type Things = ReadonlyMap<string, readonly ThingToDo[]>

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

/** What somebody wants that is not to be had on the day at all. */
function standsInTheWay(things: Things, { wishes }: PlanWish): PlanReason | undefined {
  const all = [...things.values()].flat()
  for (const one of wishes.wanted) {
    const found = all.filter((thing) => isWanted(thing, [one]))
    if (found.length === 0) return 'not_on_date'
    if (found.every(isClosed)) return 'closed_on_date'
  }
  return undefined
}

/** What an answer depends on: the trains without their day, and what is open of what is wanted. */
function likenessOf({ runs, date }: RailDay, things: Things, wish: PlanWish): string {
  const trains = runs.map(({ id, day }) =>
    day === date ? id.replace(date, '') : `${day < date} ${id.slice(0, -10)}`,
  )
  return JSON.stringify([trains, standsInTheWay(things, wish)])
}

const linesOf = (plans: readonly ScoredPlan[]): ReadonlySet<string> =>
  new Set(
    plans
      .flatMap(({ moves }) => moves.flatMap(({ rides }) => rides))
      .flatMap(({ run, fromIndex, toIndex }) => ridesBetween(run, fromIndex, toIndex))
      .map(({ line }) => line),
  )
