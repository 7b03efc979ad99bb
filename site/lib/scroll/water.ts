/** Rivers: a ribbon that follows the line, crosses under it at each bridge and tapers out of sight. */
import { riverAt, type Ford, type River } from './landscape.ts'
import { grid, polyline, type Point } from './path.ts'
import { noise, smooth } from './random.ts'
import type { Stage } from './stage.ts'

interface Bank {
  readonly x: number
  readonly middle: number
  readonly half: number
}

function banks(stage: Stage, river: River): Bank[] {
  const left = Math.max(stage.left, stage.x(river.to))
  const right = Math.min(stage.right, stage.x(river.from))
  if (left >= right) return []
  return grid(left, right, 9 * Math.sqrt(stage.u)).map((x) => {
    const km = stage.km(x)
    const { offset, breadth } = riverAt(river, km)
    const ends = smooth(river.from, river.from + 3, km) * (1 - smooth(river.to - 4, river.to, km))
    const drift = (1 - smooth(river.from, river.from + 4, km)) * 34 * river.side
    return {
      x,
      middle: stage.track(x) - (offset + drift) * stage.u,
      half: (breadth / 2) * stage.u * ends * (0.86 + noise(stage.seed + 5, x / (70 * stage.u)) * 0.3),
    }
  })
}

const ribbon = (b: readonly Bank[], share: number, shift: number): string =>
  polyline(
    [
      ...b.map(({ x, middle, half }): Point => [x, middle - half * share + half * shift]),
      ...b.toReversed().map(({ x, middle, half }): Point => [x, middle + half * share + half * shift]),
    ],
    true,
  )

/** Thin strokes of light that lie along the stream. */
function ripples(b: readonly Bank[], u: number): string {
  let text = ''
  for (let i = 5; i < b.length - 8; i += 9) {
    const one = b[i]!
    if (one.half < 6 * u) continue
    const y = one.middle + one.half * (((i * 37) % 11) / 11 - 0.5)
    text += `M${Math.round(one.x)} ${Math.round(y)}h${Math.round((16 + ((i * 53) % 22)) * u)}`
  }
  return text
}

function ford(stage: Stage, f: Ford): string {
  const x = stage.x(f.km)
  if (x < stage.left - 200 * stage.u || x > stage.right + 200 * stage.u) return ''
  const { u, height } = stage
  const y = stage.track(x)
  const b = f.breadth * u
  const lean = f.lean * u
  const r = Math.round
  const edge = (k: number): string =>
    `C${r(x + k * b * 0.3 + lean * 0.2)} ${r(y - 36 * u)} ${r(x + k * b * 0.45)} ${r(y - 14 * u)} ${r(x + k * b * 0.5)} ${r(y)}` +
    `S${r(x + k * b * 0.9 - lean * 0.2)} ${r(y + 70 * u)} ${r(x + k * b * 1.3 - lean * 0.5)} ${r(height)}`
  return (
    `<path class="water" d="M${r(x + lean)} ${r(396 * u)}${edge(-1)}H${r(x + b * 1.3 - lean * 0.5)}` +
    `C${r(x + b * 0.9 - lean * 0.35)} ${r(y + 70 * u)} ${r(x + b * 0.6)} ${r(y + 20 * u)} ${r(x + b * 0.5)} ${r(y)}` +
    `S${r(x + b * 0.3 + lean * 0.3)} ${r(y - 36 * u)} ${r(x + lean)} ${r(396 * u)}z"/>`
  )
}

export function rivers(stage: Stage): string {
  let text = stage.land.fords.map((f) => ford(stage, f)).join('')
  for (const river of stage.land.rivers) {
    const b = banks(stage, river)
    if (b.length < 4) continue
    text +=
      `<path class="shore" d="${ribbon(b, 1.16, 0)}"/><path class="water" d="${ribbon(b, 1, 0)}"/>` +
      `<path class="water2" d="${ribbon(b, 0.45, -0.42)}"/><path class="ripple" d="${ripples(b, stage.u)}"/>`
  }
  return text
}
