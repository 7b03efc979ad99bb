import { byScore, type ScoredPlan } from './plan-score.ts'

/** Two days with a night between them at the stop where the first ends and the second begins. */
export type TwoDays = {
  readonly night: string
  readonly days: readonly [ScoredPlan, ScoredPlan]
  readonly score: number
}

/** What both days together must have. */
export type TwoDaysWish = {
  /** Stops that one of the days visits, or where one stays the night. */
  readonly via: readonly string[]
  /** Ids of what must be done on one of the days. */
  readonly wanted: readonly string[]
}

/**
 * The best pair of a first and a second day around one night, undefined where no pair has what must be. Exact: every
 * pair is looked at that could still be the best. A pair is worth both days, less what would be done a second time.
 */
export function bestPair(
  night: string,
  { firsts, seconds }: { readonly firsts: readonly ScoredPlan[]; readonly seconds: readonly ScoredPlan[] },
  wish: TwoDaysWish,
): TwoDays | undefined {
  const [before, after] = [firsts.toSorted(byScore), seconds.toSorted(byScore)]
  const mostAfter = after[0]?.score ?? -Infinity
  let best: TwoDays | undefined
  for (const first of before) {
    // Nothing is worth more together than the sum of both: what follows cannot be better.
    if (best !== undefined && first.score + mostAfter <= best.score) break
    best = bestSecond(first, after, { night, wish, atHand: best })
  }
  return best
}

/** The best second day to a first one that makes a better pair than the one at hand; that one where there is none. */
function bestSecond(
  first: ScoredPlan,
  after: readonly ScoredPlan[],
  { night, wish, atHand }: { night: string; wish: TwoDaysWish; atHand: TwoDays | undefined },
): TwoDays | undefined {
  let best = atHand
  for (const second of after) {
    const most = best?.score ?? -Infinity
    if (first.score + second.score <= most) break
    const score = pairScore(first, second)
    if (score > most && hasAll(night, [first, second], wish)) best = { night, days: [first, second], score }
  }
  return best
}

const doneOn = ({ visits }: ScoredPlan) => visits.flatMap(({ doings }) => doings)

/** Points of both days, less those for what the second would do again. */
export function pairScore(first: ScoredPlan, second: ScoredPlan): number {
  const done = new Set(doneOn(first).map(({ thing }) => thing.id))
  const again = doneOn(second).filter(({ thing }) => done.has(thing.id))
  return first.score + second.score - again.reduce((sum, { value }) => sum + value, 0)
}

function hasAll(night: string, days: readonly ScoredPlan[], { via, wanted }: TwoDaysWish): boolean {
  const stops = new Set([night, ...days.flatMap(({ visits }) => visits.map(({ at }) => at))])
  const things = days.flatMap(doneOn).map(({ thing }) => thing)
  return (
    via.every((stop) => stops.has(stop)) &&
    wanted.every((id) =>
      things.some((thing) => thing.id === id || thing.institution === id || thing.exhibits.includes(id)),
    )
  )
}
