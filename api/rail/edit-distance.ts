/**
 * How many mistakes lie between two words: a character too many, too few, another one, or two neighbours swapped.
 * Counted no further than `most`: what is worse gives `most + 1`.
 */
export function mistakesBetween(a: string, b: string, most: number): number {
  const [from, to] = [[...a], [...b]]
  if (Math.abs(from.length - to.length) > most) return most + 1
  let before: number[] = []
  let above = Array.from({ length: to.length + 1 }, (_, j) => j)
  for (let i = 1; i <= from.length; i++) {
    const row = [i]
    for (let j = 1; j <= to.length; j++) {
      const other = from[i - 1] === to[j - 1] ? 0 : 1
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]
      row[j] = Math.min(
        above[j]! + 1,
        row[j - 1]! + 1,
        above[j - 1]! + other,
        swapped ? before[j - 2]! + 1 : Infinity,
      )
    }
    if (Math.min(...row) > most) return most + 1
    before = above
    above = row
  }
  return Math.min(above[to.length]!, most + 1)
}

/** How many mistakes still mean a word of a length: none up to two characters, then one in four, at most three. */
export const mistakesAllowed = (length: number): number =>
  length < 3 ? 0 : Math.min(3, Math.max(1, Math.floor(length / 4)))
