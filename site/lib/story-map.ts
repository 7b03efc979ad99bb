/** The map of a scene, drawn from the outlines of the towns and the shapes of the lines: no tiles, no network, no letters. */
import { lines, outlines } from './region.ts'
import { type Point, polyline } from './scroll/path.ts'
import type { Step } from './stories.ts'

export type Stop = NonNullable<Step['map']>[number]

/** A number, or several of things that lie so close that they would cover each other. */
export type MapMark = { readonly numbers: readonly number[]; readonly x: number; readonly y: number }

export type DrawnMap = {
  readonly width: number
  readonly height: number
  readonly towns: readonly string[]
  readonly tracks: readonly string[]
  readonly marks: readonly MapMark[]
}

/** Units of the drawing: as many as a small phone has pixels for it. */
const width = 360
const [heightLeast, heightMost] = [200, 360]
/** Free on each side of the outermost thing, and how far two marks are apart. */
const [margin, markApart] = [44, 28]
/** A map of one place shows at least this much of the land, degrees of longitude. */
const degreesLeast = 0.16
/** At this latitude a degree of longitude is shorter than one of latitude by this. */
const shortening = Math.cos((37.4 * Math.PI) / 180)

type Degrees = { readonly latitude: number; readonly longitude: number }

/** The map on which all of these have room; undefined where of none it is known well enough where it is. */
export function drawMap(stops: readonly Stop[]): DrawnMap | undefined {
  const placed = stops.flatMap(({ position }, n) => (position === null ? [] : [{ n: n + 1, position }]))
  if (placed.length === 0) return undefined
  const { project, height } = frameOf(placed.map(({ position }) => position))
  const inside = ([x, y]: Point): boolean => x > -width && x < 2 * width && y > -height && y < 2 * height
  const drawn = (all: readonly (readonly Degrees[])[], closed: boolean): string[] =>
    all
      .map((points) => points.map(project))
      .filter((points) => points.some(inside))
      .map((points) => polyline(points, closed))
  return {
    width,
    height,
    towns: drawn(
      outlines().map(({ points }) => points.map(degreesOf)),
      true,
    ),
    tracks: drawn(
      lines().map(({ points }) => points.map(degreesOf)),
      false,
    ),
    marks: marksOf(placed.map(({ n, position }) => ({ n, at: project(position) }))),
  }
}

const degreesOf = ({ lat, lng }: { readonly lat: number; readonly lng: number }): Degrees => ({
  latitude: lat,
  longitude: lng,
})

function frameOf(positions: readonly Degrees[]) {
  const [east, north] = [positions.map(({ longitude }) => longitude), positions.map(({ latitude }) => latitude / shortening)] // prettier-ignore
  const [left, right, low, high] = [
    Math.min(...east),
    Math.max(...east),
    Math.min(...north),
    Math.max(...north),
  ]
  const unit = Math.min(
    (width - 2 * margin) / Math.max(right - left, degreesLeast),
    (heightMost - 2 * margin) / Math.max(high - low, degreesLeast / 2),
  )
  const height = Math.round(Math.max(heightLeast, (high - low) * unit + 2 * margin))
  const [middleX, middleY] = [(left + right) / 2, (low + high) / 2]
  const project = ({ latitude, longitude }: Degrees): Point => [
    width / 2 + (longitude - middleX) * unit,
    height / 2 - (latitude / shortening - middleY) * unit,
  ]
  return { project, height }
}

/** Each thing's mark where it is; what comes too close to an earlier one shares its mark. */
function marksOf(stops: readonly { readonly n: number; readonly at: Point }[]): readonly MapMark[] {
  const marks: MapMark[] = []
  for (const { n, at } of stops) {
    const [x, y] = [Math.round(at[0]), Math.round(at[1])]
    const near = marks.findIndex((one) => Math.hypot(one.x - x, one.y - y) < markApart)
    const known = marks[near]
    if (known === undefined) marks.push({ numbers: [n], x, y })
    else marks[near] = { ...known, numbers: [...known.numbers, n] }
  }
  return marks
}

const pageOf = { place: 'places', station: 'stations', institution: 'institutions' } as const

/** The page of what a map shows, without the language. */
export const stopPage = ({ kind, id }: Pick<Stop, 'kind' | 'id'>): string => `/${pageOf[kind]}/${id}`
