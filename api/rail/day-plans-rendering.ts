import type { DayPlansAnswer } from './day-plans-service.ts'
import { shownCarbon, shownFare, shownPass, sourcesOfFare } from './fares-rendering.ts'
import type { DayFare } from './fares-service.ts'
import type { Journey, Leg, Ride } from './journey.ts'
import { type Names, ridesOf, shownLeg, shownPoint, sourcesOfLeg } from './journeys-rendering.ts'
import { journeyOfMove } from './move-legs.ts'
import type { RideOf } from './ride.ts'
import { planIdOf } from './plan-id.ts'
import type { ScoredPlan } from './plan-score.ts'
import { instantOf } from './rendering.ts'
import { clockOf } from './timetable.ts'
import type { Doing, Visit } from './wishes.ts'
import type { Way, WaysHome } from './way-home.ts'

/** What plans of one day are told with. */
export type Telling = {
  readonly date: string
  readonly names: Names
  readonly home: WaysHome
  readonly lightAt: DayPlansAnswer['lightAt']
  /** Where the operators of lines tell of their trains, by line. */
  /** What the tickets of a day cost, one for each move. */
  readonly fareOf: (tickets: readonly (readonly RideOf[])[]) => DayFare
  readonly operatorUrlOf: (line: string) => string | undefined
}

/** A plan as answers tell it. */
export function shownPlan(plan: ScoredPlan, telling: Telling) {
  const { date, names, home, lightAt } = telling
  const journeys = plan.moves.map((move) => journeyOfMove(move, (ride) => home.lastOf(ride)))
  const [first, last] = [journeys[0]!, journeys.at(-1)!]
  const lastStop = plan.visits.at(-1)
  const dayFare = telling.fareOf(journeys.map(ridesOf))
  const lastReturn = lastStop && home.lastFrom(lastStop.at)
  return {
    id: planIdOf(date, plan.moves),
    departure: instantOf(date, first.departureMinute),
    arrival: instantOf(date, last.arrivalMinute),
    fare: shownFare(dayFare.fare),
    passes: dayFare.passes.map((pass) => shownPass(pass, 'adult')),
    ...(dayFare.carbon === undefined ? {} : { carbon: shownCarbon(dayFare.carbon, dayFare.carbonBasis) }),
    score: plan.score,
    changes: journeys.reduce((sum, { changes }) => sum + changes, 0),
    walkMinutes: walkMinutesOf(plan),
    stops: plan.visits.map((visit) => shownVisit(visit, telling)),
    legs: journeys.flatMap((journey, move) => shownLegs(journey, plan, move, telling)),
    ...(lastReturn === undefined
      ? {}
      : {
          lastReturn: {
            from: shownPoint({ stop: lastStop!.at }, names),
            ...shownWay(lastReturn, date),
            last: lastReturn.last,
            isPlanned: lastReturn.departureMinute === last.departureMinute,
          },
        }),
    daylight: shownLight(lightAt(plan.moves[0]!.from)),
  }
}

const walkMinutesOf = ({ moves, visits }: ScoredPlan): number =>
  [...moves, ...visits].reduce((sum, { walkMinutes }) => sum + walkMinutes, 0)

const shownLight = ({ riseMinute, setMinute }: ReturnType<Telling['lightAt']>) => ({
  sunrise: clockOf(riseMinute),
  sunset: clockOf(setMinute),
})

const shownWay = ({ departureMinute, arrivalMinute }: Way, date: string) => ({
  departure: instantOf(date, departureMinute),
  arrival: instantOf(date, arrivalMinute),
})

function shownLegs({ legs }: Journey, { moves }: ScoredPlan, move: number, telling: Telling) {
  return legs.map((leg) => {
    const shown = shownLeg(leg, telling.date, telling.names)
    return {
      ...shown,
      move,
      ...(leg.kind === 'ride' ? { ifMissed: shownMissed(leg, moves[move]!.to, telling, shown.lines) } : {}),
    }
  })
}

function shownMissed(
  ride: Ride,
  to: string,
  { date, home, operatorUrlOf }: Telling,
  lines: readonly string[],
) {
  const { next, home: wayHome, stranded } = home.missed(ride, to)
  return {
    ...(next === undefined ? {} : { next: shownWay(next, date) }),
    ...(wayHome === undefined ? {} : { home: shownWay(wayHome, date) }),
    ...(stranded === undefined ? {} : { stranded }),
    operatorUrls: [...new Set(lines.flatMap((line) => operatorUrlOf(line) ?? []))],
  }
}

function shownVisit(visit: Visit, { date, names, home, lightAt }: Telling) {
  const { at, arrivalMinute, departureMinute, doings, walkMinutes, daylightMinutes, idleMinutes } = visit
  const last = home.lastFrom(at)
  return {
    at: shownPoint({ stop: at }, names),
    arrival: instantOf(date, arrivalMinute),
    departure: instantOf(date, departureMinute),
    stayMinutes: departureMinute - arrivalMinute,
    things: doings.map((doing) => shownDoing(doing, date)),
    walkMinutes,
    daylightMinutes,
    idleMinutes,
    daylight: shownLight(lightAt(at)),
    ...(last === undefined ? {} : { lastReturn: { ...shownWay(last, date), last: last.last } }),
  }
}

function shownDoing({ thing, isWanted, startMinute, endMinute }: Doing, date: string) {
  const { id, kind, name, themes, walk, visitMinutes, stepFree, isInSeason, institution, exhibits } = thing
  return {
    id,
    kind,
    name,
    themes: [...themes],
    wished: isWanted,
    ...(walk === undefined ? {} : { walkMinutes: walk.minutes, walkReckoned: walk.isReckoned }),
    ...(thing.ride === undefined ? {} : { ride: { ...thing.ride } }),
    ...(thing.straightKm === undefined ? {} : { straightKm: thing.straightKm }),
    start: instantOf(date, startMinute),
    end: instantOf(date, endMinute),
    visitMinutes,
    stepFree,
    ...(isInSeason === undefined ? {} : { inSeason: isInSeason }),
    ...(institution === undefined ? {} : { institution }),
    exhibits: [...exhibits],
    byReservation: thing.byReservation,
    askFirst: thing.isUncertain,
    ...(thing.opening === undefined ? {} : { hours: { ja: thing.opening.ja, en: thing.opening.en } }),
    hoursUnknown: thing.hoursUnknown,
    cautions: thing.closures.map(({ words }) => words),
    source: [...thing.sources],
  }
}

/** Every source that a plan stands on. */
export function sourcesOfPlan({ moves, visits }: ScoredPlan, { fareOf }: Pick<Telling, 'fareOf'>): string[] {
  const journeys = moves.map((move) => journeyOfMove(move, () => undefined))
  const things = visits.flatMap(({ doings }) => doings.map(({ thing }) => thing))
  return [
    ...journeys.flatMap(({ legs }) => legs.flatMap((leg: Leg) => sourcesOfLeg(leg))),
    ...things.flatMap(({ sources }) => sources),
    ...things.flatMap(({ closures }) => closures.flatMap(({ sources }) => sources)),
    ...sourcesOfFare(fareOf(journeys.map(ridesOf))),
  ]
}
