/** Mountains in three washes, their shaded faces, their snow, and the mist between them. */
import { at, type Peak } from './landscape.ts'
import { grid, polyline, type Point } from './path.ts'
import { hash, noise } from './random.ts'
import type { Stage } from './stage.ts'

type Layer = 'far' | 'mid' | 'near'

const shape: Readonly<
  Record<Layer, { base: number; tall: number; wave: number; seed: number; step: number }>
> = {
  far: { base: 262, tall: 92, wave: 330, seed: 11, step: 18 },
  mid: { base: 318, tall: 124, wave: 230, seed: 23, step: 15 },
  near: { base: 366, tall: 92, wave: 190, seed: 37, step: 15 },
}

/** How far above the foot of its layer a peak stands at x. */
function peakHeight(stage: Stage, peak: Peak, x: number): number {
  const d = Math.abs(x - stage.x(peak.km)) / (peak.width * Math.sqrt(stage.u))
  return d >= 1 ? 0 : peak.height * (1 - d) ** 1.35
}

/** Ridge line of one layer, in picture units. */
export function ridgeY(stage: Stage, layer: Layer, x: number): number {
  const { base, tall, wave, seed } = shape[layer]
  const { u, land, seed: own } = stage
  const s = (own * 101 + seed) | 0
  const w = wave * Math.sqrt(u)
  const sharp = 1 - Math.abs(2 * noise(s, x / w) - 1)
  const rough = noise(s + 1, x / (w * 0.31)) * 0.3 + noise(s + 2, x / (w * 0.1)) * 0.13
  const relief = at(land.relief, stage.km(x))
  let up = tall * (sharp * 0.75 + rough) * (layer === 'far' ? 0.55 + relief * 0.45 : relief)
  for (const p of land.peaks)
    if (p.layer === layer) up = Math.max(up, peakHeight(stage, p, x) + tall * rough * 0.35)
  return (base - up) * u
}

interface Ridge {
  readonly points: Point[]
  readonly outline: string
}

function ridge(stage: Stage, layer: Layer, foot: number): Ridge {
  const xs = grid(stage.left, stage.right, Math.max(6, shape[layer].step * Math.sqrt(stage.u)))
  const points = xs.map((x): Point => [x, ridgeY(stage, layer, x)])
  return { points, outline: polyline([...points, [stage.right, foot], [stage.left, foot]], true) }
}

/** Faces turned from the light: from each summit down the eastern slope and back inside it. */
function faces(points: readonly Point[], u: number, seed: number): string {
  let text = ''
  for (let i = 3; i < points.length - 3; i++) {
    const [x, y] = points[i]!
    const summit =
      y < points[i - 1]![1] && y <= points[i + 1]![1] && y < points[i - 3]![1] && y < points[i + 3]![1]
    if (!summit) continue
    let j = i
    while (j < points.length - 1 && points[j + 1]![1] >= points[j]![1] - 2 * u && j - i < 11) j++
    const drop = points[j]![1] - y
    if (drop < 16 * u) continue
    const inner: Point[] = [0.86, 0.7, 0.52, 0.36, 0.2, 0.1].map((f, k) => [
      x + (points[j]![0] - x) * f ** 1.6 * 0.62 + (hash(seed, i * 7 + k) - 0.5) * 15 * u,
      y + drop * (f * 0.86 + 0.1) + Math.sin(f * Math.PI) * drop * 0.34,
    ])
    text += polyline([...points.slice(i, j + 1), ...inner], true)
    i = j
  }
  return text
}

/** Snow from the crest down, in fingers; `line` units above the foot it begins. */
function snow(stage: Stage, points: readonly Point[], layer: Layer): string {
  const { base } = shape[layer]
  let text = ''
  let run: Point[] = []
  let under: Point[] = []
  const flush = (): void => {
    if (run.length > 2) text += polyline([...run, ...under.toReversed()], true)
    run = []
    under = []
  }
  points.forEach(([x, y], i) => {
    const cover = at(stage.land.snow, stage.km(x))
    const up = base * stage.u - y
    const depth = (up - (layer === 'far' ? 118 : 96) * stage.u * (1.12 - cover * 1.35)) * (0.35 + cover * 0.3)
    if (depth <= 2 * stage.u) return flush()
    run.push([x, y])
    under.push([x, y + depth * (0.5 + (i % 2 === 0 ? 0.1 : 0.55) * (0.4 + hash(layer.length, i) * 0.8))])
  })
  flush()
  return text
}

const wash = (stage: Stage, layer: Layer, fill: string, r: Ridge): string =>
  `<path class="${layer}" id="${stage.prefix}${layer}" ${fill} d="${r.outline}"/>`

/** Far and middle mountains with the mist that lies at their feet. */
export function mountains(stage: Stage): string {
  const { prefix: p, u, height } = stage
  const far = ridge(stage, 'far', 330 * u)
  const mid = ridge(stage, 'mid', 400 * u)
  return (
    wash(stage, 'far', '', far) +
    `<path class="snow" d="${snow(stage, far.points, 'far')}"/><path class="shade1" d="${faces(far.points, u, 3)}"/>` +
    `<path fill="url(#${p}f1)" d="M${stage.left} ${Math.round(150 * u)}h${stage.right - stage.left}v${Math.round(190 * u)}H${stage.left}z"/>` +
    wash(stage, 'mid', `fill="url(#${p}sm)"`, mid) +
    `<path class="snow" d="${snow(stage, mid.points, 'mid')}"/><path class="shade2" d="${faces(mid.points, u, 5)}"/>` +
    `<path fill="url(#${p}f2)" d="M${stage.left} ${Math.round(250 * u)}h${stage.right - stage.left}V${height}H${stage.left}z"/>`
  )
}

/** The wooded hills just behind the valley. */
export function hills(stage: Stage): string {
  const { prefix: p, u } = stage
  const near = ridge(stage, 'near', 470 * u)
  return (
    wash(stage, 'near', `fill="url(#${p}sn)"`, near) +
    `<path class="shade3" d="${faces(near.points, u, 8)}"/>` +
    `<path fill="url(#${p}f3)" d="M${stage.left} ${Math.round(330 * u)}h${stage.right - stage.left}v${Math.round(150 * u)}H${stage.left}z"/>`
  )
}

/** Upper edge of the valley floor: always above the line and the river beside it. */
function floor(stage: Stage, x: number): number {
  const { u, seed } = stage
  const around = [-90, -45, 0, 45, 90].map((d) => stage.track(x + d * u))
  return (
    Math.min(392 * u, around.reduce((sum, y) => sum + y, 0) / 5 - 66 * u) +
    noise(seed + 71, x / (150 * u)) * 16 * u
  )
}

/** The ground of the valley, from the foot of the hills to the lower edge. */
export function ground(stage: Stage): string {
  const { prefix: p, u, seed, left, right, height } = stage
  const close = (points: Point[]): string => polyline([...points, [right, height], [left, height]], true)
  const top = grid(left, right, 24 * u).map((x): Point => [x, floor(stage, x)])
  const fold = grid(left, right, 40 * u).map((x): Point => [
    x,
    floor(stage, x) + (26 + noise(seed + 77, x / (120 * u)) * 26) * u,
  ])
  return `<path fill="url(#${p}sb)" d="${close(top)}"/><path class="fold" d="${close(fold)}"/>`
}

/** The rise nearest to the eye, along the lower edge. */
export function rise(stage: Stage): string {
  const { prefix: p, u, seed, left, right, height } = stage
  const top = grid(left, right, 30 * u).map((x): Point => {
    const wave = noise(seed + 81, x / (420 * u)) * 0.8 + noise(seed + 82, x / (130 * u)) * 0.2
    return [x, (572 - wave * 66) * u]
  })
  return `<path class="rise" fill="url(#${p}sn)" d="${polyline([...top, [right, height + 1], [left, height + 1]], true)}"/>`
}

/** Snow in the air, where it lies deep. */
export function snowfall(stage: Stage): string {
  const { u, seed, left, right } = stage
  let text = ''
  const every = 15 * u
  for (let i = Math.ceil(left / every); i * every < right; i++) {
    const cover = at(stage.land.snow, stage.km(i * every))
    if (cover < 0.7 || hash(seed + 91, i) > cover * 0.75) continue
    const r = 1 + Math.round(hash(seed + 92, i) * 1.4)
    text += `M${Math.round(i * every)} ${Math.round((40 + hash(seed + 93, i) * 460) * u)}a${r} ${r} 0 1 0 ${r * 2} 0a${r} ${r} 0 1 0-${r * 2} 0`
  }
  return text === '' ? '' : `<path class="snow" d="${text}"/>`
}

/** Banded mist (すやり霞): long bars with round ends, now and then edged with gold. */
export function mist(stage: Stage, row: 'upper' | 'lower'): string {
  const { u, seed } = stage
  const every = 520 * u
  let text = ''
  const first = Math.floor(stage.left / every) - 1
  for (let i = first; i * every < stage.right + every; i++) {
    const r = (n: number): number => hash(seed + (row === 'upper' ? 900 : 1700), i * 13 + n)
    if (r(0) < (row === 'upper' ? 0.12 : 0.25)) continue
    const y = row === 'upper' ? (236 + r(1) * 84) * u : (520 + r(1) * 34) * u
    const x = i * every + r(2) * every * 0.6
    const bars = 2 + Math.floor(r(3) * 2)
    for (let b = 0; b < bars; b++) {
      const w = (150 + r(4 + b) * 240) * u
      const h = Math.max(4, Math.round((17 - b * 2) * u))
      const bx = Math.round(x + (r(7 + b) - 0.4) * 210 * u)
      text += `M${bx} ${Math.round(y + b * (h - 3 * u))}h${Math.round(w)}a${h / 2} ${h / 2} 0 0 1 0 ${h}h-${Math.round(w)}a${h / 2} ${h / 2} 0 0 1 0-${h}`
    }
  }
  return `<path class="mist" d="${text}"/>`
}
