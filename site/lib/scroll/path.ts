/** Short SVG path text: whole numbers, relative moves, no blanks that a parser does not need. */

export type Point = readonly [x: number, y: number]

const pair = (x: number, y: number): string => `${x}${y < 0 ? '' : ' '}${y}`

/** `m…l…` through the points; whole-number steps never drift because each is taken from the last drawn one. */
export function polyline(points: readonly Point[], close = false): string {
  let [px, py] = points[0]!.map(Math.round) as [number, number]
  let text = `M${pair(px, py)}l`
  points.slice(1).forEach(([x, y], i) => {
    const dx = Math.round(x) - px
    const dy = Math.round(y) - py
    text += `${i > 0 && dx >= 0 ? ' ' : ''}${pair(dx, dy)}`
    px += dx
    py += dy
  })
  return close ? `${text}z` : text
}

/** A soft curve: quadratic pieces whose joints lie half-way between the points. */
export function curve(points: readonly Point[]): string {
  const half = (a: Point, b: Point): Point => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
  const r = Math.round
  let text = `M${pair(r(points[0]![0]), r(points[0]![1]))}`
  const start = half(points[0]!, points[1]!)
  let [px, py] = [r(start[0]), r(start[1])]
  text += `L${pair(px, py)}q`
  for (let i = 1; i < points.length - 1; i++) {
    const c = points[i]!
    const e = half(c, points[i + 1]!)
    const step = [r(c[0]) - px, r(c[1]) - py, r(e[0]) - px, r(e[1]) - py] as const
    text += `${i > 1 && step[0] >= 0 ? ' ' : ''}${pair(step[0], step[1])}${step[2] < 0 ? '' : ' '}${pair(step[2], step[3])}`
    px += step[2]
    py += step[3]
  }
  const last = points[points.length - 1]!
  return `${text}L${pair(r(last[0]), r(last[1]))}`
}

/** Points at each multiple of `step` inside [from, to], and both ends. */
export function grid(from: number, to: number, step: number): number[] {
  const xs = [from]
  for (let x = Math.ceil((from + 1e-6) / step) * step; x < to; x += step) xs.push(x)
  xs.push(to)
  return xs
}
