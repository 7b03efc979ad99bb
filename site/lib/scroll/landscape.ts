/**
 * What the land beside a line is like, told by chainage: where it is wild and where it is flat,
 * where snow lies, which season is shown, where rivers run and cross. Drawn, not surveyed; only
 * the bridges over the Tadami River stand at measured chainages (from the bridges' known positions
 * on the track).
 */
import { smooth } from './random.ts'

export type Stops = readonly (readonly [km: number, value: number])[]

export interface River {
  readonly from: number
  readonly to: number
  /** Chainages where the line crosses to the other bank. */
  readonly crossings: readonly number[]
  /** Bank at `from`: 1 the river lies above the line on the picture, -1 below. */
  readonly side: 1 | -1
  /** Breadth in units of a 560-high scroll at both ends. */
  readonly breadth: readonly [number, number]
}

/** A river that the line meets once and leaves again. */
export interface Ford {
  readonly km: number
  readonly breadth: number
  readonly lean: number
}

export interface Peak {
  readonly km: number
  readonly height: number
  readonly width: number
  readonly layer: 'far' | 'mid'
}

export interface Scene {
  readonly km: number
  readonly motif: string
  /** Down from the line, in units of a 560-high scroll (negative: above). */
  readonly dy: number
  readonly scale?: number
}

export interface Landscape {
  readonly relief: Stops
  readonly snow: Stops
  readonly seasons: readonly (readonly [km: number, season: 'spring' | 'summer' | 'autumn' | 'winter'])[]
  readonly rivers: readonly River[]
  readonly fords: readonly Ford[]
  readonly peaks: readonly Peak[]
  readonly hidden: readonly (readonly [number, number])[]
  readonly scenes: readonly Scene[]
  readonly train: number
  readonly sun: number
}

/** Value between stops, smooth. */
export function at(stops: Stops, km: number): number {
  const next = stops.findIndex(([k]) => k >= km)
  if (next === -1) return stops[stops.length - 1]![1]
  if (next === 0) return stops[0]![1]
  const [a, va] = stops[next - 1]!
  const [b, vb] = stops[next]!
  return va + (vb - va) * smooth(a, b, km)
}

/** How far the river's middle lies from the line (units; positive is up), and its breadth. */
export function riverAt(river: River, km: number): { offset: number; breadth: number } {
  const passed = river.crossings.filter((c) => c < km).length
  const side = river.side * (passed % 2 === 0 ? 1 : -1)
  const nearest = Math.min(Infinity, ...river.crossings.map((c) => Math.abs(c - km)))
  const away = smooth(0, 1.5, nearest)
  const breadth =
    river.breadth[0] + ((km - river.from) / (river.to - river.from)) * (river.breadth[1] - river.breadth[0])
  return { offset: side * away * (breadth * 0.5 + (side > 0 ? 17 : 23)), breadth }
}

const tadami: Landscape = {
  relief: [
    [-30, 0.5],
    [4, 0.42],
    [20, 0.4],
    [30, 0.8],
    [44, 1],
    [62, 1],
    [84, 1.1],
    [98, 1.25],
    [110, 0.9],
    [126, 0.6],
    [165, 0.6],
  ],
  snow: [
    [0, 0],
    [52, 0],
    [70, 0.35],
    [82, 0.85],
    [90, 1],
    [106, 1],
    [118, 0.6],
    [140, 0.35],
  ],
  seasons: [
    [-12, 'spring'],
    [10, 'spring'],
    [26, 'summer'],
    [52, 'summer'],
    [62, 'autumn'],
    [73, 'autumn'],
    [84, 'winter'],
    [112, 'winter'],
    [128, 'spring'],
    [150, 'spring'],
  ],
  rivers: [
    {
      from: 30,
      to: 91,
      crossings: [42.62, 44.15, 49.19, 55.92, 62.34, 64.59, 74.21, 81.9],
      side: 1,
      breadth: [50, 24],
    },
    { from: 106, to: 141, crossings: [112.2, 117, 121, 125.4, 130.4], side: -1, breadth: [14, 34] },
  ],
  fords: [{ km: 5.1, breadth: 34, lean: 150 }],
  peaks: [
    { km: 2.6, height: 200, width: 330, layer: 'far' },
    { km: 5.4, height: 168, width: 170, layer: 'far' },
    { km: 23, height: 150, width: 520, layer: 'far' },
    { km: 83.2, height: 190, width: 120, layer: 'mid' },
    { km: 93.5, height: 225, width: 360, layer: 'far' },
    { km: 101, height: 205, width: 300, layer: 'mid' },
    { km: 121, height: 175, width: 380, layer: 'far' },
  ],
  hidden: [[95.4, 102.6]],
  scenes: [
    { km: -2.9, motif: 'castle', dy: -26, scale: 1.35 },
    { km: 0.75, motif: 'town', dy: -22 },
    { km: 2.2, motif: 'town', dy: 36, scale: 1.15 },
    { km: -1.1, motif: 'cherry', dy: 20, scale: 1.2 },
    { km: -4.6, motif: 'cherry', dy: -30 },
    { km: 9.2, motif: 'kiln', dy: 44, scale: 1.15 },
    { km: 13.4, motif: 'paddy', dy: 56, scale: 1.2 },
    { km: 17.4, motif: 'paddy', dy: 40, scale: 1.3 },
    { km: 15, motif: 'farm', dy: -18, scale: 0.9 },
    { km: 20.2, motif: 'kura', dy: -14 },
    { km: 23.2, motif: 'paddy', dy: 58, scale: 1.1 },
    { km: 25.4, motif: 'temple', dy: -20 },
    { km: 31.5, motif: 'cliff', dy: -46, scale: 1.15 },
    { km: 35.3, motif: 'cow', dy: 74, scale: 1.5 },
    { km: 45.3, motif: 'basket', dy: 70, scale: 1.25 },
    { km: 47.6, motif: 'farm', dy: 34, scale: 1 },
    { km: 51.9, motif: 'spring', dy: -16, scale: 1.1 },
    { km: 53, motif: 'ferry', dy: 46, scale: 1.15 },
    { km: 58, motif: 'village', dy: 26, scale: 1.05 },
    { km: 61.2, motif: 'town', dy: -20, scale: 0.8 },
    { km: 68.2, motif: 'farm', dy: 44, scale: 1.3 },
    { km: 70.6, motif: 'farm', dy: 34, scale: 1 },
    { km: 76.2, motif: 'spring', dy: -16, scale: 0.9 },
    { km: 79.4, motif: 'snowfarm', dy: -18, scale: 1 },
    { km: 87.5, motif: 'snowfarm', dy: 46, scale: 1.35 },
    { km: 85.6, motif: 'snowfarm', dy: 60, scale: 1.1 },
    { km: 90.3, motif: 'snowfarm', dy: -22, scale: 0.85 },
    { km: 92.4, motif: 'dam', dy: -26, scale: 1.1 },
    { km: 105.4, motif: 'beech', dy: 40, scale: 1.3 },
    { km: 107.6, motif: 'beech', dy: -16, scale: 1 },
    { km: 114.4, motif: 'snowfarm', dy: -18, scale: 1 },
    { km: 119.3, motif: 'paddy', dy: -40, scale: 0.9 },
    { km: 123.8, motif: 'farm', dy: -22, scale: 1.2 },
    { km: 127.8, motif: 'paddy', dy: 56, scale: 1.2 },
    { km: 132.4, motif: 'paddy', dy: -36, scale: 1 },
    { km: 135.9, motif: 'town', dy: -24, scale: 1 },
    { km: 138.2, motif: 'cherry', dy: 26, scale: 1.1 },
  ],
  train: 42.62,
  sun: 13.5,
}

const banetsu: Landscape = {
  relief: [
    [-20, 0.6],
    [10, 0.8],
    [24, 1],
    [34, 0.5],
    [48, 0.8],
    [62, 0.4],
    [80, 0.45],
    [95, 0.9],
    [140, 1],
    [165, 0.5],
    [190, 0.3],
  ],
  snow: [
    [0, 0.1],
    [20, 0.1],
    [36, 0.5],
    [50, 0.3],
    [66, 0],
    [90, 0],
    [120, 0.3],
    [150, 0.1],
    [190, 0],
  ],
  seasons: [
    [-10, 'autumn'],
    [16, 'autumn'],
    [30, 'winter'],
    [46, 'winter'],
    [60, 'spring'],
    [84, 'spring'],
    [100, 'summer'],
    [140, 'summer'],
    [165, 'autumn'],
    [190, 'autumn'],
  ],
  rivers: [{ from: 88, to: 172, crossings: [97.6, 113, 122.6, 131, 146], side: -1, breadth: [30, 54] }],
  fords: [{ km: 72.6, breadth: 30, lean: 120 }],
  peaks: [
    { km: 40.5, height: 240, width: 420, layer: 'far' },
    { km: 43.5, height: 205, width: 190, layer: 'far' },
    { km: 96, height: 190, width: 460, layer: 'far' },
    { km: 20, height: 150, width: 260, layer: 'mid' },
  ],
  hidden: [],
  scenes: [
    { km: 2, motif: 'town', dy: -22, scale: 1.1 },
    { km: 9, motif: 'paddy', dy: 48, scale: 1.2 },
    { km: 15.6, motif: 'spring', dy: -20, scale: 1.2 },
    { km: 31, motif: 'lake', dy: 60, scale: 1.6 },
    { km: 36.2, motif: 'snowfarm', dy: -16 },
    { km: 51, motif: 'temple', dy: -20 },
    { km: 57, motif: 'paddy', dy: 46, scale: 1.2 },
    { km: 66.5, motif: 'castle', dy: -30, scale: 1.2 },
    { km: 64, motif: 'town', dy: -18 },
    { km: 62, motif: 'cherry', dy: 34, scale: 1.2 },
    { km: 74.5, motif: 'paddy', dy: 44, scale: 1.3 },
    { km: 80.2, motif: 'kura', dy: -12, scale: 1.15 },
    { km: 82.2, motif: 'kura', dy: 34, scale: 1 },
    { km: 84, motif: 'cherry', dy: 30, scale: 1.2 },
    { km: 91.6, motif: 'farm', dy: -16 },
    { km: 106.4, motif: 'farm', dy: 36, scale: 1.1 },
    { km: 118, motif: 'village', dy: 30 },
    { km: 137, motif: 'village', dy: -18 },
    { km: 155.4, motif: 'spring', dy: -18 },
    { km: 165, motif: 'paddy', dy: 46, scale: 1.3 },
    { km: 174, motif: 'town', dy: -20 },
  ],
  train: 113,
  sun: 26,
}

const aizu: Landscape = {
  relief: [
    [-20, 0.45],
    [4, 0.4],
    [10, 0.8],
    [26, 1],
    [40, 0.7],
    [48, 0.8],
    [57, 1.1],
    [70, 1.1],
    [100, 1.1],
  ],
  snow: [
    [0, 0],
    [30, 0],
    [44, 0.4],
    [57, 0.8],
    [70, 0.6],
    [90, 0.3],
  ],
  seasons: [
    [-10, 'spring'],
    [5, 'spring'],
    [12, 'summer'],
    [20, 'summer'],
    [27, 'autumn'],
    [38, 'autumn'],
    [50, 'winter'],
    [64, 'winter'],
    [80, 'autumn'],
    [100, 'autumn'],
  ],
  rivers: [{ from: 8, to: 44, crossings: [14.6, 18.9, 24.4, 29.6, 33.6], side: 1, breadth: [48, 26] }],
  fords: [{ km: 46.6, breadth: 22, lean: -90 }],
  peaks: [
    { km: 21, height: 190, width: 340, layer: 'far' },
    { km: 36, height: 175, width: 300, layer: 'mid' },
    { km: 53, height: 215, width: 330, layer: 'far' },
    { km: 74, height: 205, width: 360, layer: 'far' },
  ],
  hidden: [],
  scenes: [
    { km: -1.6, motif: 'castle', dy: -30, scale: 1.2 },
    { km: 1, motif: 'cherry', dy: 30, scale: 1.2 },
    { km: 4, motif: 'paddy', dy: 48, scale: 1.2 },
    { km: 11, motif: 'spring', dy: -18, scale: 1.1 },
    { km: 16, motif: 'dam', dy: -20 },
    { km: 22.2, motif: 'farm', dy: -18, scale: 1.2 },
    { km: 24, motif: 'farm', dy: 46, scale: 1.3 },
    { km: 26.8, motif: 'cliff', dy: -36, scale: 1.1 },
    { km: 31.4, motif: 'village', dy: 34 },
    { km: 37, motif: 'paddy', dy: 44, scale: 1.2 },
    { km: 42.4, motif: 'town', dy: -20 },
    { km: 48, motif: 'snowfarm', dy: -18, scale: 1.1 },
    { km: 55, motif: 'snowfarm', dy: 36, scale: 1.2 },
    { km: 60, motif: 'beech', dy: 36, scale: 1.2 },
    { km: 72, motif: 'spring', dy: -18 },
    { km: 84, motif: 'spring', dy: 30 },
  ],
  train: 24.4,
  sun: 9,
}

const yagan: Landscape = {
  ...aizu,
  relief: [
    [-20, 1],
    [100, 1.05],
  ],
  snow: [
    [0, 0.1],
    [14, 0.2],
    [30, 0.8],
    [50, 0.6],
  ],
  seasons: [
    [-10, 'autumn'],
    [12, 'autumn'],
    [24, 'winter'],
    [50, 'winter'],
  ],
  rivers: [{ from: -8, to: 28, crossings: [3.2, 7.4, 13.2, 19], side: -1, breadth: [40, 20] }],
  fords: [],
  scenes: [
    { km: 1.9, motif: 'cliff', dy: -36, scale: 1.1 },
    { km: 5.4, motif: 'spring', dy: -18, scale: 1.1 },
    { km: 10.3, motif: 'spring', dy: 36 },
    { km: 16.6, motif: 'village', dy: -18 },
    { km: 21, motif: 'beech', dy: 36, scale: 1.2 },
    { km: 27, motif: 'snowfarm', dy: -18, scale: 1.1 },
  ],
  peaks: [
    { km: 8, height: 180, width: 300, layer: 'far' },
    { km: 22, height: 205, width: 330, layer: 'far' },
  ],
  train: 7.4,
  sun: 12,
}

const lands: Readonly<Record<string, Landscape>> = { tadami, banetsu, 'banetsu-west': banetsu, aizu, yagan }

/** The landscape of a line, by the first part of its id that is known. */
export function landscapeOf(line: string): Landscape {
  const key = line.replaceAll('_', '-')
  const known = Object.keys(lands).find((k) => key === k) ?? Object.keys(lands).find((k) => key.startsWith(k))
  return known === undefined ? aizu : lands[known]!
}
