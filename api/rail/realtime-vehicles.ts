import type { RealtimeMessage, VehiclePosition } from './realtime-message-zod.ts'
import type { KnownTimetable } from './realtime-known.ts'
import { teller, trainOf, type TripMapping } from './realtime-trips.ts'
import type { Run } from './run.ts'
import { extraName, newKinds } from './realtime-added.ts'
import type { TripNews } from './trip-news.ts'

/** Where somebody has seen a train: between two of its stops, or at one (twice the same). */
export type VehicleNews = {
  /** Id of the train, or of the trip with its feed before it; without the day. */
  readonly train: string
  /** 'YYYY-MM-DD'. */
  readonly day: string
  /** Stop ids. */
  readonly behind: string
  readonly ahead: string
  /** When it was measured, epoch milliseconds. */
  readonly at: number
  /** Source id of the message. */
  readonly source: string
}

type LatLng = { readonly lat: number; readonly lng: number }

export type VehicleMapping = TripMapping & {
  /** What the same message says of trains: extra ones are in no timetable. */
  readonly trips: readonly TripNews[]
  /** Where a station of ours is. */
  readonly positionAt: (stop: string) => LatLng | undefined
}

/** Where a message has trains; what belongs to none, or is nowhere near its way, is told and left out. */
export function vehicleNewsOf(message: RealtimeMessage, mapping: VehicleMapping): VehicleNews[] {
  const newest = new Map<string, VehicleNews>()
  for (const { id, vehicle, isDeleted } of message.entity) {
    if (vehicle === undefined || isDeleted === true) continue
    const tell = teller(id, mapping)
    if (vehicle.trip?.tripId === undefined) {
      tell('realtime_vehicle_without_trip', 'vehicle.trip', undefined)
      continue
    }
    const found = extraTrain(vehicle.trip, mapping) ?? trainOf(vehicle.trip, mapping, tell)
    if (found === undefined) continue
    const place = placeByStop(vehicle, found) ?? placeByPosition(vehicle, found.run, mapping)
    if (place === undefined) {
      tell('realtime_vehicle_without_place', 'vehicle.position', found.train)
      continue
    }
    const { train, day } = found
    const at = vehicle.timestamp === undefined ? mapping.at : vehicle.timestamp * 1000
    const key = `${train}@${day}`
    if ((newest.get(key)?.at ?? -Infinity) < at)
      newest.set(key, { train, day, ...place, at, source: mapping.source })
  }
  return [...newest.values()]
}

type Seen = {
  readonly train: string
  readonly day: string
  readonly run: Pick<Run, 'calls'>
  readonly timetable: Pick<KnownTimetable, 'feed' | 'stopOf'>
}

/** An extra train of the same message; undefined where the trip is none. */
function extraTrain(
  { tripId, startDate, scheduleRelationship }: NonNullable<VehiclePosition['trip']>,
  { timetables, trips }: VehicleMapping,
): Seen | undefined {
  if (
    scheduleRelationship !== undefined &&
    scheduleRelationship !== 'SCHEDULED' &&
    !newKinds.has(scheduleRelationship)
  )
    return undefined
  const day = startDate?.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3')
  for (const timetable of timetables) {
    const name = extraName(timetable, tripId!)
    const told = trips.find((one) => one.train === name && (day === undefined || one.day === day))
    if (told?.added !== undefined) return { train: name, day: told.day, run: told.added, timetable }
  }
  return undefined
}

type Place = Pick<VehicleNews, 'behind' | 'ahead'>

/** By the stop that is said: it stands there, or is on the way to it from the one before. */
function placeByStop(
  { stopId, currentStopSequence, currentStatus = 'IN_TRANSIT_TO' }: VehiclePosition,
  { run, timetable }: Seen,
): Place | undefined {
  const stop = stopId === undefined ? undefined : timetable.stopOf(stopId)
  // Sequences are known of our own timetable only: a feed's are not kept.
  const bySequence =
    stopId === undefined && timetable.feed === undefined ? (currentStopSequence ?? 0) - 1 : -1
  const index = stop === undefined ? bySequence : run.calls.findIndex((call) => call.stop === stop)
  const ahead = run.calls[index]?.stop
  if (ahead === undefined) return undefined
  return { behind: currentStatus === 'STOPPED_AT' ? ahead : (run.calls[index - 1]?.stop ?? ahead), ahead }
}

/** This near a station a train is at it. */
const atStationKm = 0.3
/** Valleys bend away from the straight line between two stations, but not by more than this. */
const offLineKm = 5

/** By its coordinates: between the two neighbouring stops that it is nearest to. */
function placeByPosition(
  { position }: VehiclePosition,
  { calls }: Pick<Run, 'calls'>,
  { positionAt }: VehicleMapping,
): Place | undefined {
  if (position === undefined) return undefined
  const here = { lat: position.latitude, lng: position.longitude }
  const placed = calls.flatMap(({ stop }) => {
    const at = positionAt(stop)
    return at === undefined ? [] : [{ stop, at, km: kmBetween(here, at) }]
  })
  const standing = placed.toSorted((a, b) => a.km - b.km)[0]
  if (standing !== undefined && standing.km <= atStationKm)
    return { behind: standing.stop, ahead: standing.stop }
  const ways = placed.slice(1).map((to, i) => {
    const from = placed[i]!
    return { behind: from.stop, ahead: to.stop, km: kmFromWay(here, from.at, to.at) }
  })
  const nearest = ways.toSorted((a, b) => a.km - b.km)[0]
  if (nearest === undefined || nearest.km > offLineKm) return undefined
  return { behind: nearest.behind, ahead: nearest.ahead }
}

/** East and north of a point, km; over a region the earth is flat enough. */
const offset = (from: LatLng, to: LatLng) => ({
  x: (to.lng - from.lng) * 111.2 * Math.cos((from.lat * Math.PI) / 180),
  y: (to.lat - from.lat) * 111.2,
})

const kmBetween = (a: LatLng, b: LatLng): number => {
  const { x, y } = offset(a, b)
  return Math.hypot(x, y)
}

/** From a point to the straight way between two others. */
function kmFromWay(point: LatLng, from: LatLng, to: LatLng): number {
  const [way, here] = [offset(from, to), offset(from, point)]
  const length = way.x ** 2 + way.y ** 2
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, (here.x * way.x + here.y * way.y) / length))
  return Math.hypot(here.x - along * way.x, here.y - along * way.y)
}
