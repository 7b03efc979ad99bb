/** A share of a whole with its interval; all between 0 and 1. */
export type Share = {
  readonly share: number
  readonly low: number
  readonly high: number
  readonly of: number
}

/** 97.5 % point of the normal distribution. */
const z = 1.959_963_984_540_054

/** Wilson's 95 % interval of a share: honest also for 3 of 8 (37.5 %, but 13.7 to 69.4 %). */
export function wilson(part: number, of: number): Share {
  if (of === 0) return { share: 0, low: 0, high: 1, of }
  const share = part / of
  const middle = (share + z ** 2 / (2 * of)) / (1 + z ** 2 / of)
  const half = (z / (1 + z ** 2 / of)) * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2))
  return { share, low: Math.max(0, middle - half), high: Math.min(1, middle + half), of }
}
