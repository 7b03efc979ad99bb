import type { Move } from './move.ts'
import type { Theme } from './theme.ts'
import type { Visit } from './wishes.ts'

/** A day out with what one does. */
export type ScoredPlan = {
  readonly moves: readonly Move[]
  readonly visits: readonly Visit[]
  readonly score: number
}

/** Points taken off. */
const costs = {
  change: 2,
  /** Of this many minutes for which nothing is known to do; the whole of it, so that short waits cost nothing. */
  idleMinutesAPoint: 20,
  emptyStop: 6,
  darkStop: 5,
  /** Of this many minutes from door to door. */
  dayMinutesAPoint: 60,
} as const

/** A third thing of the same kind on one day is worth a third. */
const fullTimes = 2

/** What a day is worth: what one does, less changes, idle waits, stops in the dark and its length. A whole number. */
export function scoreOf(moves: readonly Move[], visits: readonly Visit[]): number {
  const seen = new Map<Theme, number>()
  let score = 0
  for (const { doings } of visits)
    for (const { thing, isWanted, value } of doings) {
      const lead = thing.themes[0]!
      const times = seen.get(lead) ?? 0
      seen.set(lead, times + 1)
      score += isWanted || times < fullTimes ? value : Math.floor(value / 3)
    }
  for (const { doings, idleMinutes, daylightMinutes } of visits) {
    score -= Math.floor(idleMinutes / costs.idleMinutesAPoint)
    if (doings.length === 0) score -= costs.emptyStop
    if (daylightMinutes === 0) score -= costs.darkStop
  }
  for (const { changes } of moves) score -= changes * costs.change
  const minutes = moves.at(-1)!.arrivalMinute - moves[0]!.departureMinute
  return score - Math.floor(minutes / costs.dayMinutesAPoint)
}

/** The better day first: by points, then who is back earlier, then who leaves later, then by its trains. */
export const byScore = (a: ScoredPlan, b: ScoredPlan): number =>
  b.score - a.score ||
  a.moves.at(-1)!.arrivalMinute - b.moves.at(-1)!.arrivalMinute ||
  b.moves[0]!.departureMinute - a.moves[0]!.departureMinute ||
  (keyOf(a) < keyOf(b) ? -1 : 1)

const keyOf = ({ moves }: ScoredPlan): string =>
  moves.flatMap(({ rides, to }) => [...rides.map(({ run }) => run.id), to]).join(' ')

/**
 * The best days that differ. Rule: the best one first; then always the best of those that share less than half of their
 * stops with each one taken (stops in common by stops of either); when there is none left, the best of those with other
 * stops. Every candidate has its own row of stops.
 */
export function diverse(candidates: readonly ScoredPlan[], most: number): ScoredPlan[] {
  const left = candidates.toSorted(byScore).map((plan) => ({ plan, stops: stopsOf(plan) }))
  const taken: typeof left = []
  for (const isOther of [sharesLessThanHalf, isNotSame])
    for (const one of left) {
      if (taken.length === most) break
      if (!taken.includes(one) && taken.every((other) => isOther(one.stops, other.stops))) taken.push(one)
    }
  return taken.map(({ plan }) => plan)
}

const stopsOf = ({ visits }: ScoredPlan): ReadonlySet<string> => new Set(visits.map(({ at }) => at))

const inCommon = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => a.intersection(b).size

const sharesLessThanHalf = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  inCommon(a, b) * 2 < a.union(b).size

const isNotSame = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.symmetricDifference(b).size > 0
