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

/** Points at each multiple of `step` inside [from, to], and both ends. */
export function grid(from: number, to: number, step: number): number[] {
  const xs = [from]
  for (let x = Math.ceil((from + 1e-6) / step) * step; x < to; x += step) xs.push(x)
  xs.push(to)
  return xs
}
