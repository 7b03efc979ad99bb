import { type Clock, japanDay } from '../platform/clock.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import { bestPlans, isDone, judgeOf } from './best-plans.ts'
import type { LineCoverage, RailDay } from './day.ts'
import type { Refusal, StationRefusal } from './errors.ts'
import type { Holidays } from './calendar.ts'
import { daysToTry } from './days-to-try.ts'
import { meets } from './chosen-wish.ts'
import { firstPossible } from './nearest-day.ts'
import { dayOut } from './outing.ts'
import { movesAgain } from './plan-again.ts'
import { readPlanId } from './plan-id.ts'
import { reasonOf } from './plan-reason.ts'
import { type PlanDay, planDays } from './plan-search.ts'
import type { Network, Notice } from './ports.ts'
import { mostStopsEver, type PlanReason, type PlanWish, shortestStayMinutes, wholeDay } from './plan-wish.ts'
import type { ScoredPlan } from './plan-score.ts'
import { ridesBetween } from './ride.ts'
import type { stationFinder } from './stations-service.ts'
import type { SuspensionInForce } from './suspension.ts'
import type { LiveTrain } from './trip-news.ts'
import { twoDaysTeller } from './two-days-service.ts'
import { type Unmet, unmetOf } from './unmet.ts'
import { type WaysHome, waysHome } from './way-home.ts'
import type { Light, Wishes } from './wishes.ts'

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
export type DayPlansAnswer = PlanTold & {
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
  /** Every wish that none of the plans meets. */
  readonly unmet: readonly Unmet[]
}

/** What plans of a day are told with. */
export type PlanTold = {
  readonly date: string
  readonly lightAt: (stop: string) => Light
  readonly home: WaysHome
  readonly day: RailDay
  /** Of every line ridden, or of all lines where there is no plan. */
  readonly coverage: readonly LineCoverage[]
  readonly suspensions: readonly SuspensionInForce[]
  readonly notices: readonly Notice[]
  readonly live: readonly LiveTrain[]
}

/** A plan asked for by its name; the wishes only say what there is to do at its stops. */
export type DayPlanAsked = Pick<DayPlansAsked, 'via' | 'wishes'> & { readonly id: string }

/** One plan, put together again. */
export type DayPlanAnswer = PlanTold & { readonly plan: ScoredPlan }

export type DayPlansParts = {
  readonly network: Network
  readonly holidays: Holidays
  readonly clock: Clock
  readonly dayOf: (date: string) => RailDay
  readonly stations: Pick<ReturnType<typeof stationFinder>, 'stationOf'>
}

/** Finds days out over the known trains. */
export function dayPlansService({ network, holidays, clock, dayOf, stations }: DayPlansParts) {
  const { stationOf } = stations
  const lookAt = planDays(network, { dayOf, holidays, clock })
  const outingOn = (date: string) => dayOut(lookAt(date))

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
      clock,
      dayOf,
      stationOf,
      wishOf,
      lookAt,
    }),

    /** Days out on a day; never an empty list without a reason. */
    dayPlans(asked: DayPlansAsked): Result<DayPlansAnswer, StationRefusal> {
      const meant = wishOf(asked)
      if (!meant.ok) return meant
      const wish = meant.value
      const at = lookAt(asked.date)
      const { day } = at
      const search = at.search(wish)
      const { plans, ...counted } = bestPlans(search)
      return ok({
        wish,
        plans,
        ...counted,
        ...(plans.length > 0 ? {} : nothing(at, wish)),
        unmet: unmetOf({
          outing: dayOut(at),
          wish,
          isAnyShown: plans.length > 0,
          isMet: (chosen) => plans.some(({ visits }) => isDone(visits, meets(chosen))),
          today: japanDay(clock.now()),
          events: network.events,
          outingOn,
        }),
        ...told(day, { end: wish.end, lightAt: search.lightAt }, plans),
      })
    },

    /** The plan of a name, from the trains of now. */
    dayPlan({ id, via, wishes }: DayPlanAsked): Result<DayPlanAnswer, Refusal> {
      const named = readPlanId(id)
      if (named === undefined) return refuse({ code: 'plan_unknown' })
      const { date, start } = named
      const at = lookAt(date)
      const moves = movesAgain(named, at.day)
      if (moves === undefined) return refuse({ code: 'plan_unknown' })
      const end = moves.at(-1)!.to
      const meant = wishOf({ ...anyDay, date, from: start, to: end, via, wishes })
      if (!meant.ok) return meant
      const search = at.search(meant.value)
      const judged = judgeOf({ ...search, mustHaveWanted: false })(moves)
      if (judged === undefined) return refuse({ code: 'plan_unknown' })
      const plan = { ...judged, moves }
      return ok({ plan, ...told(at.day, { end, lightAt: search.lightAt }, [plan]) })
    },
  }

  /** What is told beside plans: of every line ridden, or of all lines where there is no plan. */
  function told(
    day: RailDay,
    { end, lightAt }: { end: string; lightAt: PlanTold['lightAt'] },
    plans: readonly ScoredPlan[],
  ): PlanTold {
    const used = linesOf(plans)
    const isUsed = (line: string): boolean => plans.length === 0 || used.has(line)
    return {
      date: day.date,
      lightAt,
      home: waysHome(day, end, network.lines),
      day,
      coverage: day.coverage.filter(({ line }) => isUsed(line)),
      suspensions: day.suspensions.filter(({ line }) => isUsed(line)),
      notices: day.notices.filter((notice) => notice.lines.some(isUsed)),
      live: day.live.filter(({ train }) => train.lines.some(isUsed)),
    }
  }

  function nothing(at: PlanDay, wish: PlanWish) {
    const reason = reasonOf(at, wish)
    const festivals = network.events.filter(({ id }) => wish.wishes.wanted.includes(id))
    const trial = { date: at.day.date, today: japanDay(clock.now()), festivals, mayBeAnyDay: true }
    const nearestDay =
      reason === 'via_at_an_end' ? undefined : firstPossible(daysToTry(trial), outingOn, { wish })
    return { reason, ...(nearestDay === undefined ? {} : { nearestDay }) }
  }
}

/** A named plan is bound by no limit but its own trains. */
const anyDay = { ...wholeDay, mostStops: mostStopsEver, minStayMinutes: shortestStayMinutes, most: 1 }

const linesOf = (plans: readonly ScoredPlan[]): ReadonlySet<string> =>
  new Set(
    plans
      .flatMap(({ moves }) => moves.flatMap(({ rides }) => rides))
      .flatMap(({ run, fromIndex, toIndex }) => ridesBetween(run, fromIndex, toIndex))
      .map(({ line }) => line),
  )
