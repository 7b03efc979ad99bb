/** Cedars on the slopes, coloured leaves in autumn, blossom in spring. */
import { at } from './landscape.ts'
import { hash } from './random.ts'
import { ridgeY } from './hills.ts'
import type { Stage } from './stage.ts'

const cedarShape = (k: number): string => {
  const n = (v: number): number => Math.round(v * k)
  return `l-${n(4)} ${n(11)}h${n(2)}l-${n(4)} ${n(10)}h${n(3)}l-${n(5)} ${n(12)}h${n(16)}l-${n(5)}-${n(12)}h${n(3)}l-${n(4)}-${n(10)}h${n(2)}z`
}

const crown = (k: number): string => {
  const r = Math.max(2, Math.round(7 * k))
  return `a${r} ${r} 0 0 1 ${r * 2} 0a${r} ${Math.round(r * 0.8)} 0 0 1-${r * 2} 0`
}

function seasonAt(stage: Stage, km: number): string {
  const s = stage.land.seasons
  let found = s[0]![1]
  for (let i = 0; i < s.length - 1; i++) if (km >= (s[i]![0] + s[i + 1]![0]) / 2) found = s[i + 1]![1]
  return found
}

interface Stand {
  cedar: string
  cedar2: string
  leaf: string
  blossom: string
}

/** Where a tree stands, how large it is, and the draw that decides its kind. */
type Seedling = { readonly x: number; readonly y: number; readonly k: number; readonly r: number }

function plant(stage: Stage, stand: Stand, { x, y, k, r }: Seedling): void {
  const season = seasonAt(stage, stage.km(x))
  const broad = season === 'autumn' ? 0.5 : season === 'spring' ? 0.16 : season === 'summer' ? 0.1 : 0
  const where = `M${Math.round(x)} ${Math.round(y)}`
  if (r < broad) {
    const kind = season === 'spring' ? 'blossom' : season === 'autumn' ? 'leaf' : 'cedar2'
    stand[kind] += where + crown(k * (0.8 + r))
  } else stand[r > 0.62 ? 'cedar2' : 'cedar'] += `M${Math.round(x)} ${Math.round(y - 33 * k)}${cedarShape(k)}`
}

const sizes = [0.5, 0.62, 0.78, 0.95] as const

/** Woods on the near hills: groups, with calm between them. */
export function woods(stage: Stage, density: number): string {
  const { u, seed } = stage
  const stand: Stand = { cedar: '', cedar2: '', leaf: '', blossom: '' }
  const every = 11 * Math.sqrt(u)
  for (let i = Math.ceil(stage.left / every); i * every < stage.right; i++) {
    const relief = at(stage.land.relief, stage.km(i * every))
    const group = hash(seed + 41, Math.floor(i / 11))
    if (hash(seed + 42, i) > density * (group < 0.4 ? 0.1 : 0.85) * (0.3 + relief * 0.7)) continue
    const x = i * every + (hash(seed + 43, i) - 0.5) * every
    const down = hash(seed + 44, i)
    const y = ridgeY(stage, 'near', x) + (4 + down * 46) * u
    plant(stage, stand, {
      x,
      y: Math.min(y, 404 * u),
      k: sizes[Math.floor(down * 4)]! * u,
      r: hash(seed + 45, i),
    })
  }
  return paths(stand)
}

/** Great cedars at the lower edge, close to the eye. */
export function foreground(stage: Stage): string {
  const { u, seed, height } = stage
  const stand: Stand = { cedar: '', cedar2: '', leaf: '', blossom: '' }
  const every = 31 * u
  for (let i = Math.ceil(stage.left / every); i * every < stage.right; i++) {
    const group = hash(seed + 51, Math.floor(i / 8))
    const relief = at(stage.land.relief, stage.km(i * every))
    if (group < 0.55 || hash(seed + 52, i) > 0.3 + relief * 0.5) continue
    const k = (1.25 + hash(seed + 53, i) * 0.7) * u
    plant(stage, stand, {
      x: i * every,
      y: height + (6 + hash(seed + 54, i) * 20) * u,
      k: Math.round(k * 10) / 10,
      r: hash(seed + 55, i),
    })
  }
  return paths(stand)
}

function paths(stand: Stand): string {
  return (['cedar2', 'leaf', 'blossom', 'cedar'] as const)
    .map((kind) => (stand[kind] === '' ? '' : `<path class="${kind}" d="${stand[kind]}"/>`))
    .join('')
}
