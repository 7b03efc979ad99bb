import judged from './judged-queries.json' with { type: 'json' }

/**
 * Questions that people ask, each with what they want to find, judged by reading the content and not what the search answers:
 * 3 is the thing itself, 2 belongs closely to it, 1 helps. What is not named is worth nothing.
 */
export type Judged = {
  readonly kind: string
  readonly query: string
  readonly lang: string
  readonly wanted: Readonly<Record<string, number | undefined>>
}

/** So many of a list are looked at. */
export const looked = 10

/** The worth of a list, what comes first counting most. */
const gained = (worths: readonly number[]): number =>
  worths.slice(0, looked).reduce((sum, worth, i) => sum + (2 ** worth - 1) / Math.log2(i + 2), 0)

/** Normalised discounted cumulative gain of the first ten (nDCG@10): 1 when the best stands first, 0 when nothing is found. */
export function ndcg({ wanted }: Judged, found: readonly string[]): number {
  const best = Object.values(wanted)
    .map((worth) => worth ?? 0)
    .toSorted((a, b) => b - a)
  return gained(found.map((one) => wanted[one] ?? 0)) / gained(best)
}

/** How much of what is wanted stands among the first ten. */
export function recall({ wanted }: Judged, found: readonly string[]): number {
  const all = Object.keys(wanted)
  return all.filter((one) => found.slice(0, looked).includes(one)).length / Math.min(all.length, looked)
}

export const mean = (all: readonly number[]): number => all.reduce((sum, one) => sum + one, 0) / all.length

export const judgedQuestions = judged as readonly Judged[]
