import type { Text } from '../../content/index.ts'
import type { Journey, Leg, Point, Ride, Walk } from './journey.ts'
import { shownCarbon, shownFare, shownPass } from './fares-rendering.ts'
import type { DayFare } from './fares-service.ts'
import { instantOf, toldAtOf } from './rendering.ts'
import type { Moment } from './run.ts'
import { type RideOf, ridesBetween } from './ride.ts'
import { becomesBetween, partAt } from './through.ts'
import { optional } from './timed-stop.ts'

/** Gives a stop or a place its name. */
export type Names = { readonly stop: (id: string) => Text; readonly place: (id: string) => Text }

/** What is told with a journey. */
type Told = { readonly names: Names; readonly dayFare: DayFare }

/** An end of a journey or a walk. */
export function shownPoint(point: Point, names: Names) {
  if ('stop' in point) return { id: point.stop, kind: 'station' as const, name: names.stop(point.stop) }
  if ('place' in point) return { id: point.place, kind: 'place' as const, name: names.place(point.place) }
  const id = `${point.lat},${point.lng}`
  return { id, kind: 'point' as const, name: { ja: id, en: id } }
}

/** The parts of a journey that a fare is reckoned by. */
export const ridesOf = ({ legs }: Pick<Journey, 'legs'>): RideOf[] =>
  legs.flatMap((leg) => (leg.kind === 'ride' ? ridesBetween(leg.run, leg.fromIndex, leg.toIndex) : []))

/** A journey as answers tell it. */
export const shownJourney = (journey: Journey, date: string, { names, dayFare }: Told) => ({
  departure: instantOf(date, journey.departureMinute),
  arrival: instantOf(date, journey.arrivalMinute),
  changes: journey.changes,
  walkMinutes: journey.walkMinutes,
  fare: shownFare(dayFare.fare),
  passes: dayFare.passes.map((pass) => shownPass(pass, 'adult')),
  ...(dayFare.carbon === undefined ? {} : { carbon: shownCarbon(dayFare.carbon, dayFare.carbonBasis) }),
  legs: journey.legs.map((leg) => shownLeg(leg, date, names)),
})

/** A leg as answers tell it. */
export const shownLeg = (leg: Leg, date: string, names: Names) =>
  leg.kind === 'ride' ? shownRide(leg, date, names) : shownWalk(leg, date, names)

function shownRide(ride: Ride, date: string, names: Names) {
  const { run, fromIndex, toIndex, from, to, departure, arrival, last } = ride
  const boarded = partAt(run, fromIndex, 'departure')
  const becomes = becomesBetween(run, fromIndex, toIndex).map((part) => ({
    at: shownPoint({ stop: run.calls[part.fromIndex]!.stop }, names),
    line: part.line,
    trip: part.id,
    ...optional({ number: part.number, name: part.name, towards: part.to }),
  }))
  return {
    mode: run.mode,
    line: ridesBetween(run, fromIndex, toIndex)[0]!.line,
    lines: ridesBetween(run, fromIndex, toIndex).map(({ line }) => line),
    trip: boarded.id,
    ...optional({
      number: boarded.number,
      name: boarded.name,
      towards: boarded.to,
    }),
    asOf: boarded.asOf,
    ...(becomes.length === 0 ? {} : { becomes }),
    from: shownPoint({ stop: from }, names),
    to: shownPoint({ stop: to }, names),
    departure: instantOf(date, departure.earliestMinute),
    ...(isWide(departure) ? { departureOr: instantOf(date, departure.latestMinute) } : {}),
    arrival: instantOf(date, arrival.latestMinute),
    ...(isWide(arrival) ? { arrivalOr: instantOf(date, arrival.earliestMinute) } : {}),
    ...optional({
      departureLateMinutes: departure.lateMinutes,
      arrivalLateMinutes: arrival.lateMinutes,
      liveAt: run.liveAt === undefined ? undefined : toldAtOf(run.liveAt),
    }),
    departureExact: departure.exact,
    arrivalExact: arrival.exact,
    exact: departure.exact && arrival.exact,
    confidence: Math.min(departure.confidence, arrival.confidence),
    ...(last === undefined ? {} : { last }),
    source: sourcesOfLeg(ride),
  }
}

const isWide = ({ earliestMinute, latestMinute }: Moment): boolean => earliestMinute < latestMinute

const shownWalk = (walk: Walk, date: string, names: Names) => ({
  mode: 'walk' as const,
  line: null,
  lines: [] as string[],
  trip: null,
  from: shownPoint(walk.from, names),
  to: shownPoint(walk.to, names),
  departure: instantOf(date, walk.departureMinute),
  arrival: instantOf(date, walk.arrivalMinute),
  walkMinutes: walk.walkMinutes,
  departureExact: false,
  arrivalExact: false,
  exact: false,
  confidence: 1,
  source: sourcesOfLeg(walk),
})

/** Source ids of a leg. */
export const sourcesOfLeg = (leg: Leg): string[] =>
  leg.kind === 'walk' ? [...leg.sources] : [...new Set([...leg.departure.sources, ...leg.arrival.sources])]
