/**
 * From surveyed shape points to the course of a line on the scroll.
 * x is the chainage (true to scale, running from right to left: scrolls open at the right, and
 * these lines run west); y is how far north or south of its own trend the track lies.
 */

export interface ShapePoint {
  readonly lat: number
  readonly lng: number
}

export interface Course {
  /** Length in kilometres. */
  readonly length: number
  /** Northward deviation from the trend at a chainage, between about -1 and 1. */
  north(km: number): number
}

const EARTH_KM = 6371.0088

function kilometres(a: ShapePoint, b: ShapePoint): number {
  const rad = Math.PI / 180
  const x = (b.lng - a.lng) * rad * Math.cos(((a.lat + b.lat) / 2) * rad)
  return Math.hypot(x, (b.lat - a.lat) * rad) * EARTH_KM
}

/** Latitude at each 250 m of the track, smoothed over about 1 km. */
function latitudes(points: readonly ShapePoint[], length: number): number[] {
  const at: number[] = [0]
  for (let i = 1; i < points.length; i++) at.push(at[i - 1]! + kilometres(points[i - 1]!, points[i]!))
  const total = at[at.length - 1]!
  const raw: number[] = []
  let j = 1
  for (let km = 0; km <= length + 1e-9; km += 0.25) {
    const d = (km / length) * total
    while (j < at.length - 1 && at[j]! < d) j++
    const span = at[j]! - at[j - 1]! || 1
    const f = Math.min(1, Math.max(0, (d - at[j - 1]!) / span))
    raw.push(points[j - 1]!.lat * (1 - f) + points[j]!.lat * f)
  }
  return raw.map((_, i) => mean(raw.slice(Math.max(0, i - 4), i + 5)))
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, v) => sum + v, 0) / values.length
}

/** Differences from the straight line of least squares through `values`. */
function withoutTrend(values: readonly number[]): number[] {
  const middle = (values.length - 1) / 2
  const average = mean(values)
  let up = 0
  let down = 0
  values.forEach((v, i) => {
    up += (i - middle) * (v - average)
    down += (i - middle) ** 2
  })
  const slope = down === 0 ? 0 : up / down
  return values.map((v, i) => v - average - slope * (i - middle))
}

/** Builds the course; `points` run in the direction of the chainage, `length` in kilometres. */
export function courseOf(points: readonly ShapePoint[], length: number): Course {
  const flat = withoutTrend(latitudes(points, length))
  const most = Math.max(...flat.map(Math.abs)) || 1
  return {
    length,
    north(km) {
      const i = Math.min(flat.length - 1, Math.max(0, km * 4))
      const a = Math.floor(i)
      const b = Math.min(flat.length - 1, a + 1)
      return (flat[a]! * (1 - (i - a)) + flat[b]! * (i - a)) / most
    },
  }
}
