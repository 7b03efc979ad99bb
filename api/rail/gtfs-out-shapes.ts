import type { Line, Shape, Station } from '../../content/index.ts'
import type { Cell } from '../platform/csv.ts'
import { type OutFile, outFile } from './gtfs-out-file.ts'
import type { OutTrip } from './gtfs-out-trips.ts'
import type { Run } from './run.ts'

type Point = readonly [lat: number, lng: number]
type Tracked = {
  readonly lines: readonly Line[]
  readonly shapes: readonly Shape[]
  readonly at: (stop: string) => Point
}

type ShapeParts = {
  readonly lines: readonly Line[]
  readonly shapes: readonly Shape[]
  readonly stations: readonly Station[]
}

const shapeColumns = ['shape_id', 'shape_pt_lat', 'shape_pt_lon', 'shape_pt_sequence']

/** Trips over the same track share a shape. */
export function shapesOf(
  trips: readonly OutTrip[],
  { lines, shapes, stations }: ShapeParts,
): { readonly shapeOf: ReadonlyMap<string, string>; readonly file: OutFile } {
  const positions = new Map(stations.map(({ id, position }) => [id, [position.lat, position.lng] as const]))
  const ids = new Map<string, string>()
  const shapeOf = new Map<string, string>()
  const shapeRows: Cell[][] = []
  for (const { id, run } of trips) {
    const path = pathOfRun(run, { lines, shapes, at: (stop) => positions.get(stop)! })
    if (path === undefined) continue
    const key = path.join(' ')
    if (!ids.has(key)) {
      const shape = `shape-${ids.size + 1}`
      ids.set(key, shape)
      shapeRows.push(...path.map(([lat, lng], i) => [shape, lat, lng, i + 1]))
    }
    shapeOf.set(id, ids.get(key)!)
  }
  return { shapeOf, file: outFile('shapes.txt', shapeColumns, shapeRows) }
}

/** The surveyed track under a run, from its first to its last stop; undefined where a part of it has none. */
function pathOfRun(run: Run, tracked: Tracked): Point[] | undefined {
  const path: Point[] = []
  for (const [i, call] of run.calls.slice(0, -1).entries()) {
    const piece = pieceBetween(call.line ?? run.line, [call.stop, run.calls[i + 1]!.stop], tracked)
    if (piece === undefined) return undefined
    for (const point of piece) if (String(point) !== String(path.at(-1))) path.push(point)
  }
  return path
}

type Ends = readonly [from: string, to: string]

function pieceBetween(line: string, [from, to]: Ends, { lines, shapes, at }: Tracked): Point[] | undefined {
  const holds = (part: { stops: readonly { station: string }[] }): boolean =>
    [from, to].every((stop) => part.stops.some(({ station }) => station === stop))
  const part = lines.find(({ id }) => id === line)?.parts.find(holds)
  const points = shapes
    .find((shape) => shape.line === line)
    ?.parts.find((one) => one.part === part?.id)?.points
  if (points === undefined) return undefined
  const [a, b] = [project(at(from), points), project(at(to), points)]
  const between = (low: Place, high: Place): Point[] => [
    low.point,
    ...points.slice(low.segment + 1, high.segment + 1).map(([lat, lng]): Point => [lat, lng]),
    high.point,
  ]
  return isBefore(a, b) ? between(a, b) : between(b, a).toReversed()
}

/** Where on a track something lies: the segment, how far along it (0 to 1), and the point itself. */
type Place = { readonly segment: number; readonly share: number; readonly point: Point }

const isBefore = (a: Place, b: Place): boolean =>
  a.segment < b.segment || (a.segment === b.segment && a.share <= b.share)

/** At 37 degrees north a degree of longitude is this much of one of latitude. */
const narrowing = 0.797

/** The nearest point of a track. */
function project([lat, lng]: Point, points: readonly Point[]): Place {
  let best: Place = { segment: 0, share: 0, point: points[0]! }
  let bestDistance = Infinity
  for (const [segment, [latA, lngA]] of points.slice(0, -1).entries()) {
    const [latB, lngB] = points[segment + 1]!
    const [y, x] = [latB - latA, (lngB - lngA) * narrowing]
    const [py, px] = [lat - latA, (lng - lngA) * narrowing]
    const share = Math.min(1, Math.max(0, (py * y + px * x) / (y * y + x * x || 1)))
    const distance = (py - share * y) ** 2 + (px - share * x) ** 2
    if (distance >= bestDistance) continue
    bestDistance = distance
    best = { segment, share, point: [rounded(latA + share * y), rounded(lngA + share * (lngB - lngA))] }
  }
  return best
}

/** To a metre. */
const rounded = (degrees: number): number => Math.round(degrees * 1e5) / 1e5
