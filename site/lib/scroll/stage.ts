/** The stage on which one picture is drawn: which stretch, how large, in whose colours. */
import type { Course } from './course.ts'
import { riverAt, type Landscape } from './landscape.ts'

export interface Stage {
  readonly course: Course
  readonly land: Landscape
  /** Left and right edge of the picture. */
  readonly left: number
  readonly right: number
  readonly height: number
  /** One unit of a 560-high scroll in the units of this picture. */
  readonly u: number
  /** Picture units in a kilometre. */
  readonly scale: number
  /** Before each id, so that two pictures can share a page. */
  readonly prefix: string
  readonly seed: number
  x(km: number): number
  km(x: number): number
  /** Height of the track, level on bridges. */
  track(x: number): number
}

export interface Bridge {
  readonly km: number
  readonly x: number
  readonly half: number
}

/** The bridges of the landscape that stand in the picture. */
export function bridgesOf(stage: Pick<Stage, 'land' | 'u' | 'x'>): Bridge[] {
  const { land, u, x } = stage
  const over = land.rivers.flatMap((river) =>
    river.crossings.map((km) => ({
      km,
      x: x(km),
      half: Math.round((riverAt(river, km).breadth * 0.72 + 9) * u),
    })),
  )
  const fords = land.fords.map((f) => ({ km: f.km, x: x(f.km), half: Math.round((f.breadth * 0.8 + 8) * u) }))
  return [...over, ...fords]
}

export function stageOf(options: {
  course: Course
  land: Landscape
  from: number
  to: number
  height: number
  scale: number
  prefix: string
  seed: number
}): Stage {
  const { course, land, height, scale } = options
  const u = height / 560
  const x = (km: number): number => -km * scale
  const bridges = bridgesOf({ land, u, x })
  const open = (px: number): number =>
    (0.775 - 0.062 * course.north(Math.min(course.length, Math.max(0, -px / scale)))) * height
  const track = (px: number): number => {
    const b = bridges.find((one) => Math.abs(one.x - px) < one.half)
    if (b === undefined) return open(px)
    const f = (px - b.x + b.half) / (2 * b.half)
    return open(b.x - b.half) * (1 - f) + open(b.x + b.half) * f
  }
  return {
    course,
    land,
    height,
    scale,
    u,
    x,
    track,
    prefix: options.prefix,
    seed: options.seed,
    left: Math.round(x(options.to)),
    right: Math.round(x(options.from)),
    km: (px) => -px / scale,
  }
}
