import type { Place, Station } from '../../content/index.ts'
import type { Point } from './journey.ts'
import type { FeedStop } from './ports.ts'

/** A stop that one reaches on foot from an end of a journey; 0 minutes where the end is the stop. */
export type Approach = {
  readonly stop: string
  readonly walkMinutes: number
  /** Reckoned from the straight distance: "about". */
  readonly isEstimated: boolean
  /** Source ids of the walk. */
  readonly sources: readonly string[]
}

/** Where a journey begins or ends, and the stops from which one gets there on foot, the nearest first. */
export type EndPoint = { readonly point: Point; readonly approaches: readonly Approach[] }

/** What end points are found in. */
export type Ground = {
  readonly stations: readonly Station[]
  readonly places: readonly Pick<Place, 'id' | 'walk'>[]
  readonly feedStops: readonly FeedStop[]
}

/**
 * The end that an id or "lat,lng" in degrees stands for: a station, a place, a stop of a feed (also by the name that it
 * alone has) or a point. Undefined when
 * it is none of these. A place of which no source states the walk has no approaches, nor has a point with no stop within
 * an hour on foot.
 */
export function endPointOf(asked: string, ground: Ground): EndPoint | undefined {
  const here = coordinatesOf(asked)
  if (here !== undefined) return { point: here, approaches: approachesOf(here, ground) }
  if (ground.stations.some(({ id }) => id === asked)) return atStop(asked)
  const place = ground.places.find(({ id }) => id === asked)
  if (place !== undefined) return { point: { place: place.id }, approaches: walkOf(place) }
  const stops = ground.feedStops.filter(({ id, name }) => [id, name.ja, name.en].includes(asked))
  return stops.length === 1 ? atStop(stops[0]!.id) : undefined
}

/** An end at a stop itself. */
export const atStop = (stop: string): EndPoint => ({
  point: { stop },
  approaches: [{ stop, walkMinutes: 0, isEstimated: false, sources: [] }],
})

/** Only what a source states, or what follows from two checked positions, as the content holds it. */
const walkOf = ({ walk }: Pick<Place, 'walk'>): Approach[] =>
  walk === undefined
    ? []
    : [
        {
          stop: walk.station,
          walkMinutes: walk.minutes,
          isEstimated: walk.basis === 'reckoned',
          sources: walk.source,
        },
      ]

const pair = /^\s*(-?\d{1,3}(?:\.\d{1,8})?)\s*,\s*(-?\d{1,3}(?:\.\d{1,8})?)\s*$/

type Coordinates = { readonly lat: number; readonly lng: number }

/** Degrees north and east of "lat,lng"; undefined when it is none, or no place on Earth. */
export function coordinatesOf(asked: string): Coordinates | undefined {
  const [, lat, lng] = pair.exec(asked) ?? []
  if (lat === undefined || lng === undefined) return undefined
  const here = { lat: Number(lat), lng: Number(lng) }
  return Math.abs(here.lat) <= 90 && Math.abs(here.lng) <= 180 ? here : undefined
}

/** A way is longer than the straight line, and people walk so many metres a minute. */
const detour = 1.3
const metresPerMinute = 80
/** Nobody is sent farther on foot than this. */
export const farthestMinutes = 60

function approachesOf(here: Coordinates, { stations, feedStops }: Ground): Approach[] {
  const stops = [
    ...stations.filter(({ status }) => status === 'open').map(({ id, position }) => ({ id, ...position })),
    ...feedStops.flatMap(({ id, lat, lng }) =>
      lat === undefined || lng === undefined ? [] : [{ id, lat, lng }],
    ),
  ]
  return stops
    .map(({ id, ...there }) => ({ stop: id, walkMinutes: walkMinutesBetween(here, there) }))
    .filter(({ walkMinutes }) => walkMinutes <= farthestMinutes)
    .map((one) => ({ ...one, isEstimated: true, sources: ['project'] }))
    .toSorted((a, b) => a.walkMinutes - b.walkMinutes)
}

/** Minutes on foot between two points, by the straight distance: an estimate, rounded up. */
export const walkMinutesBetween = (a: Coordinates, b: Coordinates): number =>
  Math.max(1, Math.ceil((metresBetween(a, b) * detour) / metresPerMinute))

/** Kilometres in a straight line between two points that nobody would walk; undefined where one might. */
export const kmBeyondWalking = (a: Coordinates, b: Coordinates): number | undefined =>
  walkMinutesBetween(a, b) > farthestMinutes ? Math.round(metresBetween(a, b) / 100) / 10 : undefined

function metresBetween(a: Coordinates, b: Coordinates): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180
  const half =
    Math.sin(radians(b.lat - a.lat) / 2) ** 2 +
    Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(radians(b.lng - a.lng) / 2) ** 2
  return 2 * 6_371_000 * Math.asin(Math.sqrt(half))
}
