/** The day as a drawn strip: time runs along the line, trains are the line, stays are its knots. */

type Span = { readonly departure: string; readonly arrival: string }
type Drawn = Span & {
  readonly legs: readonly (Span & { readonly mode: string })[]
  readonly stops: readonly { readonly arrival: string; readonly departure: string }[]
}
type Light = { readonly sunrise: string; readonly sunset: string }

/** One piece of the strip, from x to x on a width of `width`. */
export type Piece = {
  readonly kind: 'ride' | 'walk' | 'stay' | 'wait'
  readonly x: number
  readonly w: number
}

export type StripDrawing = {
  readonly width: number
  readonly pieces: readonly Piece[]
  readonly hours: readonly { readonly x: number; readonly hour: number }[]
  /** Where it is dark. */
  readonly nights: readonly { readonly x: number; readonly w: number }[]
}

const width = 360
const margin = 12
const hourMs = 3_600_000
const tokyoMs = 9 * hourMs
const round = (n: number): number => Math.round(n * 10) / 10

/** Lays a plan out over whole hours of Japan. */
export function stripOf(plan: Drawn, light?: Light): StripDrawing {
  const at = (instant: string): number => Date.parse(instant) + tokyoMs
  const first = Math.floor(at(plan.departure) / hourMs)
  const last = Math.max(Math.ceil(at(plan.arrival) / hourMs), first + 1)
  const x = (ms: number): number =>
    round(margin + ((ms / hourMs - first) / (last - first)) * (width - 2 * margin))
  const piece = (kind: Piece['kind'], from: string, to: string): Piece => ({
    kind,
    x: x(at(from)),
    w: round(Math.max(x(at(to)) - x(at(from)), 2)),
  })
  const every = last - first > 9 ? 2 : 1
  return {
    width,
    pieces: [
      ...plan.stops.map((stop) => piece('stay', stop.arrival, stop.departure)),
      ...plan.legs.map((leg) => piece(leg.mode === 'walk' ? 'walk' : 'ride', leg.departure, leg.arrival)),
    ],
    hours: Array.from({ length: last - first + 1 }, (_, i) => i)
      .filter((i) => i % every === 0)
      .map((i) => ({ x: x((first + i) * hourMs), hour: (first + i) % 24 })),
    nights:
      light === undefined
        ? []
        : darkOf(light, plan.departure.slice(0, 10), [first * hourMs, last * hourMs]).map(([from, to]) => ({
            x: x(from),
            w: round(x(to) - x(from)),
          })),
  }
}

/** Stretches without daylight between two instants, both in Japanese milliseconds. */
function darkOf(
  { sunrise, sunset }: Light,
  day: string,
  [start, end]: readonly [number, number],
): (readonly [number, number])[] {
  const instant = (time: string): number => Date.parse(`${day}T${time.padStart(5, '0')}:00Z`)
  const dark = [
    [start, Math.min(instant(sunrise), end)],
    [Math.max(instant(sunset), start), end],
  ] as const
  return dark.filter(([from, to]) => to > from)
}
