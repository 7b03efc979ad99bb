/**
 * A small landscape with one thing in it: stands where, one day, a credited photograph will.
 * The same seed and season always give the same picture. Drawn by the project (MIT, like the code).
 */
import { noise, randomFrom } from '../lib/scroll/random.ts'
import { grid, polyline, type Point } from '../lib/scroll/path.ts'
import { things, type Thing } from './things.ts'

export type Season = 'spring' | 'summer' | 'autumn' | 'winter'

/** Stable number of a text (FNV-1a). */
export function seedOf(text: string): number {
  let h = 2166136261
  for (const c of text) h = Math.imul(h ^ c.codePointAt(0)!, 16777619)
  return h >>> 0
}

const hill = (seed: number, base: number, tall: number, wave: number): string => {
  const top = grid(0, 320, 16).map((x): Point => {
    const sharp = 1 - Math.abs(2 * noise(seed, x / wave) - 1)
    return [x, base - tall * (sharp * 0.8 + noise(seed + 1, x / (wave * 0.3)) * 0.25)]
  })
  return polyline([...top, [320, 200], [0, 200]], true)
}

/** Things that bring their own ground. */
const wide: ReadonlySet<Thing> = new Set(['bridge', 'viewpoint', 'lake', 'ferry', 'gorge'])

/** Inside of an svg with viewBox 0 0 320 200. */
export function picture(thing: Thing, seedText: string, season: Season): string {
  const seed = seedOf(seedText)
  const random = randomFrom(seed)
  const sunX = Math.round(50 + random() * 220)
  const sunY = Math.round(34 + random() * 22)
  const shift = wide.has(thing) ? 0 : Math.round((random() - 0.5) * 36)
  const mistY = Math.round(88 + random() * 26)
  const mistX = Math.round(random() * 150 - 20)
  return (
    `<g class="p-${season}"><path class="sky" d="M0 0h320v200H0z"/><circle class="sun" cx="${sunX}" cy="${sunY}" r="${Math.round(15 + random() * 6)}"/>` +
    `<path class="far" d="${hill(seed % 9973, 128, 62, 150)}"/><path class="mid" d="${hill(seed % 7919, 140, 44, 110)}"/>` +
    `<path class="mist" d="M${mistX} ${mistY}h${90 + Math.round(random() * 60)}a5 5 0 0 1 0 10h30a5 5 0 0 1 0 10h-150a5 5 0 0 1 0-10h-20a5 5 0 0 1 0-10"/>` +
    `<path class="near" d="${hill(seed % 6007, 152, 26, 90)}"/><path class="bank" d="M0 146q80-8 160-2t160-4v60H0z"/>` +
    `<g transform="translate(${160 + shift} 148)">${things[thing]}</g></g>`
  )
}
