/** Numbers that look thrown and follow from the seed alone. */
export function diceOf(seed: number) {
  let state = seed >>> 0
  /** mulberry32: one 32-bit word of state, the same on every machine. */
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
  /** 0 … count − 1. */
  const below = (count: number): number => Math.floor(next() * count)
  return {
    below,
    between: (least: number, most: number): number => least + below(most - least + 1),
    chance: (share: number): boolean => next() < share,
    /** One of the list; undefined of an empty one. */
    pick: <T>(list: readonly T[]): T | undefined => list[below(list.length)],
  }
}

export type Dice = ReturnType<typeof diceOf>
