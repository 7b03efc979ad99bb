/** The line itself: its course, bridges, train, and a knot for each station. */
import { grid, polyline, type Point } from './path.ts'
import { train } from './motifs.ts'
import { bridgesOf, type Stage } from './stage.ts'

export interface Station {
  readonly id: string
  readonly km: number
  /** As it is written on the scroll; absent: no name beside the knot. */
  readonly label?: string
  readonly here?: boolean
}

export interface Knot {
  readonly id: string
  readonly x: number
  readonly y: number
}

export function knotsOf(stage: Stage, stations: readonly Station[]): Knot[] {
  return stations.map(({ id, km }) => ({
    id,
    x: Math.round(stage.x(km)),
    y: Math.round(stage.track(stage.x(km))),
  }))
}

function rails(stage: Stage, from: number, to: number): string {
  return polyline(grid(from, to, 9).map((x): Point => [x, stage.track(x)]))
}

/** Deck arch, or truss above the deck, by turns. */
function bridges(stage: Stage): string {
  const { u } = stage
  const r = Math.round
  let arches = ''
  bridgesOf(stage).forEach(({ x, half }, i) => {
    if (x + half < stage.left || x - half > stage.right) return
    const y = stage.track(x)
    if (i % 2 === 0) {
      const h = r(half * 0.78)
      arches += `M${r(x - half)} ${r(y + h)}Q${r(x)} ${r(y - h * 0.72)} ${r(x + half)} ${r(y + h)}`
      for (const f of [-0.75, -0.5, -0.25, 0.25, 0.5, 0.75])
        arches += `M${r(x + half * f)} ${r(y)}v${r(h * (f * f * 0.86 + 0.14))}`
    } else {
      const h = r(15 * u)
      arches += `M${r(x - half)} ${r(y)}l${r(half * 0.3)}-${h}h${r(half * 1.4)}l${r(half * 0.3)} ${h}`
      for (const f of [-0.7, -0.23, 0.24])
        arches += `M${r(x + half * f)} ${r(y - h)}l${r(half * 0.235)} ${h}l${r(half * 0.235)}-${h}`
      arches += `M${r(x - half * 0.5)} ${r(y)}v${r(24 * u)}M${r(x + half * 0.5)} ${r(y)}v${r(24 * u)}`
    }
  })
  return arches === '' ? '' : `<path class="bridge" d="${arches}"/>`
}

export function track(stage: Stage, withTrain: boolean): string {
  const { land } = stage
  const ends = [stage.left, ...land.hidden.flatMap(([a, b]) => [stage.x(b), stage.x(a)]), stage.right]
  let open = ''
  let hidden = ''
  for (let i = 0; i < ends.length - 1; i++) {
    const a = Math.max(stage.left, ends[i]!)
    const b = Math.min(stage.right, ends[i + 1]!)
    if (b - a < 2) continue
    if (i % 2 === 0) open += rails(stage, a, b)
    else hidden += rails(stage, a, b)
  }
  const tx = Math.round(stage.x(land.train))
  const inside = withTrain && tx > stage.left + 20 && tx < stage.right - 20
  const car = inside
    ? `<g transform="translate(${tx} ${Math.round(stage.track(tx)) - 1})scale(${Math.round(stage.u * 140) / 100})">${train}</g>`
    : ''
  return (
    bridges(stage) +
    (hidden === '' ? '' : `<path class="line hidden" d="${hidden}"/>`) +
    `<path class="line under" d="${open}"/><path class="line" d="${open}"/>${car}`
  )
}

/** One knot for each station, and a strip of paper with its name where one is given. */
export function knots(stage: Stage, stations: readonly Station[], upright: boolean): string {
  const { u } = stage
  const r = Math.round
  let dots = ''
  let here = ''
  let names = ''
  for (const s of stations) {
    const x = r(stage.x(s.km))
    if (x < stage.left || x > stage.right) continue
    const y = r(stage.track(x))
    if (s.here === true) here += `<circle class="here" cx="${x}" cy="${y}" r="${Math.max(8, r(10 * u))}"/>`
    else dots += `M${x - 4} ${y}a4 4 0 1 0 8 0a4 4 0 1 0-8 0`
    if (s.label !== undefined) names += strip(s.label, { x, y, u, upright })
  }
  return `<path class="knot" d="${dots}"/>${here}${names}`
}

type SlipPlace = { readonly x: number; readonly y: number; readonly u: number; readonly upright: boolean }

function strip(label: string, { x, y, u, upright }: SlipPlace): string {
  const r = Math.round
  if (upright) {
    const h = [...label].length * 19 + 14
    const top = r(y - 84 * u - h)
    return (
      `<path class="leader" d="M${x} ${top + h}V${y - 6}"/><path class="slip" d="M${x - 14} ${top}h28v${h}h-28z"/>` +
      `<text class="up" x="${x}" y="${top + 8}">${label}</text>`
    )
  }
  const w = r(label.length * 9 + 22)
  const top = r(y - 100 * u)
  const left = Math.max(x - w / 2)
  return (
    `<path class="leader" d="M${x} ${top + 28}V${y - 6}"/><path class="slip" d="M${r(left)} ${top}h${w}v28h-${w}z"/>` +
    `<text class="flat" x="${x}" y="${top + 20}">${label}</text>`
  )
}
