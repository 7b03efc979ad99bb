import type { AllEntries } from './build-content.ts'
import type { Problems } from './read.ts'
import { isExact, toleranceMetres, type Position } from './schemas/position.ts'
import type { Walk } from './schemas/access.ts'

/** A path is longer than the straight line by this, on the average. */
const detour = 1.3
/** Metres a minute on foot (the rule of estate agents in Japan). */
const pace = 80
/** Minutes below this share of the reckoned ones cannot be right. */
const plausible = 0.75

interface Point {
  readonly lat: number
  readonly lng: number
}

/** Great-circle distance in metres. */
export function metresBetween(a: Point, b: Point): number {
  const rad = Math.PI / 180
  const h =
    Math.sin(((b.lat - a.lat) * rad) / 2) ** 2 +
    Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(((b.lng - a.lng) * rad) / 2) ** 2
  return 2 * 6_371_008.8 * Math.asin(Math.sqrt(h))
}

/** Minutes on foot that a straight distance suggests. */
export const reckonedMinutes = (metres: number): number => Math.ceil((metres * detour) / pace)

/** Whether minutes that a source states fit the distance. */
export const fits = (minutes: number, metres: number): boolean =>
  minutes >= (plausible * metres * detour) / pace

/** No bus or car is faster than this in a straight line, metres a minute: 60 km/h. */
const fastestRide = 1_000

/** Whether the minutes of a ride that a source states fit the distance. */
export const fitsRide = (minutes: number, metres: number): boolean => metres <= minutes * fastestRide

/** No ride that is faster than the roads; where nobody knows the spot well enough, nothing contradicts it. */
export function checkRides(all: AllEntries, problems: Problems): void {
  const stations = new Map(all.stations.map((e) => [e.data.id, e.data.position]))
  for (const { file, data } of [...all.places, ...all.institutions]) {
    const { ride, position } = data
    const from = stations.get(data.station)
    if (ride?.minutes === undefined || position === undefined || from === undefined) continue
    const tolerance = toleranceMetres(position)
    if (tolerance === undefined) continue
    const metres = Math.round(metresBetween(from, position) - tolerance)
    if (!fitsRide(ride.minutes, metres))
      problems.add(file, 'ride', `says ${ride.minutes} minutes for ${metres} m in a straight line`)
  }
}

/** No walk time without a position, none that the distance contradicts, none reckoned from somebody's memory. */
export function checkWalks(all: AllEntries, problems: Problems): void {
  const stations = new Map(all.stations.map((e) => [e.data.id, e.data.position]))
  for (const { file, data } of [...all.places, ...all.institutions]) {
    if (data.walk === undefined) continue
    const from = stations.get(data.walk.station)
    if (from === undefined) continue
    const wrong =
      data.position === undefined
        ? 'needs a position to be checked against'
        : wrongWith(data.walk, from, data.position)
    if (wrong !== undefined) problems.add(file, 'walk', wrong)
  }
}

function wrongWith(walk: Walk, from: Position, to: Position): string | undefined {
  const metres = metresBetween(from, to)
  if (toleranceMetres(to) === undefined) return 'cannot be checked against a position that nobody verified'
  if (!fits(walk.minutes, metres)) {
    return `says ${walk.minutes} minutes, but ${Math.round(metres)} m need about ${reckonedMinutes(metres)}: move it to doubtfulWalk`
  }
  if (walk.basis === 'reckoned' && !isExact(to)) return 'is reckoned from a position that is not exact'
  return undefined
}
