import type { Closure, Place, Suspension, Text, Train, WinterTimetable } from '../../content/index.ts'
import { type Holidays, runsOn } from './calendar.ts'
import { closedBy, cutVehicles } from './cut.ts'
import type { Notice } from './ports.ts'
import { cutsOf, isInForce } from './suspension.ts'
import type { Tracks } from './track.ts'
import { substituteVehicle, type Vehicle } from './vehicles.ts'
import { wintered, wintersOn } from './winter-timetable.ts'

/** What may keep trains from running as the timetable says. */
export type Hindrances = {
  readonly suspensions: readonly Suspension[]
  readonly winterTimetables: readonly WinterTimetable[]
  readonly closures: readonly Closure[]
  readonly places: readonly Pick<Place, 'id' | 'closure' | 'opening'>[]
  readonly noticesOn: (date: string) => readonly Notice[]
}

type On = {
  readonly date: string
  readonly tracks: Tracks
  readonly holidays: Holidays
  readonly nameOf: (station: string) => Text
}

/** The vehicles of a day after winter timetables and suspensions, and the substitutes whose times are known. */
export function hindered(
  vehicles: readonly Vehicle[],
  { suspensions, winterTimetables, noticesOn }: Hindrances,
  { date, tracks, holidays, nameOf }: On,
): Vehicle[] {
  const inForce = suspensions.filter((one) => isInForce(one, date, holidays))
  const cuts = [...inForce.flatMap(cutsOf), ...noticesOn(date).flatMap(({ suspends }) => suspends?.cut ?? [])]
  const later = wintered(vehicles, wintersOn(date, winterTimetables), tracks)
  const left = cutVehicles(later, { tracks, hops: closedBy(cuts, tracks), nameOf })
  const buses = inForce
    .flatMap(substitutesOf)
    .filter((trip) => runsOn(trip, date, holidays))
    .map((trip) => substituteVehicle(trip, date, tracks))
  return [...left, ...buses]
}

/** The trips of a suspension's substitute as trains of their own. */
function substitutesOf({ id, line, start, end, endWords, substitute }: Suspension): Train[] {
  const { service } = substitute
  const to = service?.end ?? end
  const valid = { from: service?.start ?? start, ...(to === undefined ? {} : { to }), words: endWords }
  return (service?.trips ?? []).map((trip) => ({
    id: `${id}-${trip.id}`,
    lines: [line],
    direction: trip.direction,
    days: trip.days,
    valid,
    standing: 'current',
    stopping: 'unknown',
    events: trip.events,
  }))
}
