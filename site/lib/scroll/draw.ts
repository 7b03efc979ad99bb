/** One continuous drawn strip of a line, or a stretch of it: the same hills in every size. */
import { courseOf, type ShapePoint } from './course.ts'
import { landscapeOf } from './landscape.ts'
import { foreground, woods } from './trees.ts'
import { ground, hills, mist, mountains, rise, snowfall } from './hills.ts'
import { motifs } from './motifs.ts'
import { rivers } from './water.ts'
import { stageOf, type Stage } from './stage.ts'
import { knots, knotsOf, track, type Knot, type Station } from './track.ts'

export interface ScrollRequest {
  readonly line: string
  /** Surveyed points, in either direction; `origin` tells where kilometre 0 is. */
  readonly points: readonly ShapePoint[]
  readonly origin: ShapePoint
  /** Chainage of the last station. */
  readonly length: number
  readonly stations: readonly Station[]
  /** Stretch in kilometres; the whole line and a margin when absent. */
  readonly from?: number
  readonly to?: number
  readonly height: number
  /** Picture units in a kilometre. */
  readonly scale: number
  readonly prefix: string
  /** Names stand upright (Japanese, Chinese, Korean). */
  readonly upright?: boolean
  /** `plain` leaves out trees close to the eye, faces of hills and the mist: for small slices. */
  readonly detail?: 'full' | 'plain'
}

export interface Drawing {
  readonly viewBox: string
  readonly width: number
  readonly height: number
  readonly knots: readonly Knot[]
  /** What goes inside the svg element. */
  readonly inner: string
}

const far = (a: ShapePoint, b: ShapePoint): number => Math.hypot(a.lat - b.lat, a.lng - b.lng)

function seasons(stage: Stage): string {
  const { prefix: p, land, left, right } = stage
  const stops = (kind: string): string =>
    land.seasons
      .toReversed()
      .map(([km, season]) => {
        const f = (stage.x(km) - left) / (right - left)
        return [f, `<stop offset="${Math.round(f * 1000) / 1000}" class="${kind}-${season}"/>`] as const
      })
      .map(([, text]) => text)
      .join('')
  const across = (id: string, kind: string): string =>
    `<linearGradient id="${p}${id}" gradientUnits="userSpaceOnUse" x1="${left}" x2="${right}">${stops(kind)}</linearGradient>`
  const down = (id: string, a: string, b: string): string =>
    `<linearGradient id="${p}${id}" x2="0" y2="1"><stop class="${a}"/><stop offset="1" class="${b}"/></linearGradient>`
  return (
    across('ss', 's') +
    across('sm', 'm') +
    across('sn', 'n') +
    across('sb', 'b') +
    down('sk', 'dusk', 'clear') +
    down('f1', 'clear', 'haze') +
    down('f2', 'clear', 'haze') +
    down('f3', 'clear', 'thin')
  )
}

function sky(stage: Stage): string {
  const { left, right, u, prefix: p } = stage
  const sun = Math.round(stage.x(stage.land.sun))
  const w = right - left
  return (
    `<path fill="url(#${p}ss)" d="M${left} 0h${w}v${stage.height}H${left}z"/><path fill="url(#${p}sk)" d="M${left} 0h${w}v${Math.round(210 * u)}H${left}z"/>` +
    (sun > left && sun < right
      ? `<circle class="sun" cx="${sun}" cy="${Math.round(120 * u)}" r="${Math.round(44 * u)}"/>`
      : '')
  )
}

function scenes(stage: Stage, behind: boolean): string {
  const { u } = stage
  return stage.land.scenes
    .filter((s) => s.dy < 0 === behind)
    .map((s) => {
      const x = Math.round(stage.x(s.km))
      if (x < stage.left - 60 || x > stage.right + 60) return ''
      const y = Math.round(stage.track(x) + s.dy * Math.max(u, 0.36))
      const k = Math.round((s.scale ?? 1) * Math.max(u, 0.34) * 100) / 100
      return `<g transform="translate(${x} ${y})${k === 1 ? '' : `scale(${k})`}">${motifs[s.motif] ?? ''}</g>`
    })
    .join('')
}

/** Draws; the same request always gives the same picture. */
export function drawScroll(request: ScrollRequest): Drawing {
  const { points, origin, length, stations } = request
  const forward = far(points[0]!, origin) <= far(points[points.length - 1]!, origin)
  const course = courseOf(forward ? points : points.toReversed(), length)
  const stage = stageOf({
    course,
    land: landscapeOf(request.line),
    from: request.from ?? -6.5,
    to: request.to ?? length + 6.5,
    height: request.height,
    scale: request.scale,
    prefix: request.prefix,
    seed: [...request.line].reduce((sum, c) => sum + c.charCodeAt(0), 0),
  })
  const full = (request.detail ?? 'full') === 'full'
  const inner =
    `<defs>${seasons(stage)}</defs>${sky(stage)}${mountains(stage)}${mist(stage, 'upper')}${hills(stage)}` +
    `${woods(stage, full ? 0.9 : 0.5)}${ground(stage)}${rivers(stage)}${scenes(stage, true)}${track(stage, full)}` +
    `${scenes(stage, false)}${rise(stage)}${full ? foreground(stage) + mist(stage, 'lower') + snowfall(stage) : ''}${knots(stage, stations, request.upright ?? true)}`
  const width = stage.right - stage.left
  return {
    viewBox: `${stage.left} 0 ${width} ${stage.height}`,
    width,
    height: stage.height,
    knots: knotsOf(stage, stations),
    inner,
  }
}
