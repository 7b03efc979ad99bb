/** Repeatable randomness: the same seed always draws the same hills. */

/** Mulberry32: 32-bit generator, values in [0, 1). */
export function randomFrom(seed: number): () => number {
  let a = seed >>> 0
  return () => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** A number in [0, 1) that depends on nothing but `seed` and the whole number `i`. */
export function hash(seed: number, i: number): number {
  return randomFrom(Math.imul(seed, 2654435761) ^ Math.imul(i | 0, 374761393))()
}

/** Value noise in [0, 1], smooth along x; period is about 1. */
export function noise(seed: number, x: number): number {
  const i = Math.floor(x)
  const f = x - i
  const u = f * f * (3 - 2 * f)
  return hash(seed, i) * (1 - u) + hash(seed, i + 1) * u
}

/** 0 at `from`, 1 at `to`, smooth between. */
export function smooth(from: number, to: number, x: number): number {
  const t = Math.min(1, Math.max(0, (x - from) / (to - from)))
  return t * t * (3 - 2 * t)
}
