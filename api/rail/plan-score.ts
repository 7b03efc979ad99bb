import type { Move, MoveRide } from './move.ts'
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
  const leads: Theme[] = []
  let score = 0
  for (const { doings, idleMinutes, daylightMinutes } of visits) {
    for (const { thing, isWanted, value } of doings) {
      const lead = thing.themes[0]!
      score += isWanted || timesIn(leads, lead) < fullTimes ? value : Math.floor(value / 3)
      leads.push(lead)
    }
    score -= Math.floor(idleMinutes / costs.idleMinutesAPoint)
    if (doings.length === 0) score -= costs.emptyStop
    if (daylightMinutes === 0) score -= costs.darkStop
  }
  for (const { changes } of moves) score -= changes * costs.change
  const minutes = moves.at(-1)!.arrivalMinute - moves[0]!.departureMinute
  return score - Math.floor(minutes / costs.dayMinutesAPoint)
}

/** At most sixteen things are done on a day: counting them again is faster than keeping a count of each theme. */
function timesIn(leads: readonly Theme[], lead: Theme): number {
  let times = 0
  for (const one of leads) if (one === lead) times++
  return times
}

/** The better day first: by points, then who is back earlier, then who leaves later, then by its stops and trains. */
export const byScore = (a: ScoredPlan, b: ScoredPlan): number =>
  b.score - a.score ||
  a.moves.at(-1)!.arrivalMinute - b.moves.at(-1)!.arrivalMinute ||
  b.moves[0]!.departureMinute - a.moves[0]!.departureMinute ||
  byWay(a.moves, b.moves)

/** An order of ways by names, so that the same question gets the same days everywhere. Builds no text: it is hot. */
function byWay(a: readonly Move[], b: readonly Move[]): number {
  for (const [i, { to, rides }] of a.entries()) {
    const other = b[i]
    if (other === undefined) return 1
    const order = byName(to, other.to) || byRides(rides, other.rides)
    if (order !== 0) return order
  }
  return a.length - b.length
}

function byRides(a: readonly MoveRide[], b: readonly MoveRide[]): number {
  for (const [i, { run }] of a.entries()) {
    const other = b[i]
    if (other === undefined) return 1
    const order = byName(run.id, other.run.id)
    if (order !== 0) return order
  }
  return a.length - b.length
}

const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/**
 * The best days that differ. Rule: the best one first; then always the best of those that share less than half of their
 * stops with each one taken (stops in common by stops of either); when there is none left, the best of those with other
 * stops. Every candidate has its own row of stops.
 */
export function diverse(candidates: readonly ScoredPlan[], most: number): ScoredPlan[] {
  const left = candidates.toSorted(byScore)
  const taken = new Map<ScoredPlan, ReadonlySet<string>>()
  for (const isOther of [sharesLessThanHalf, isNotSame])
    for (const plan of left) {
      if (taken.size === most) break
      if (taken.has(plan)) continue
      const stops = stopsOf(plan)
      if ([...taken.values()].every((other) => isOther(stops, other))) taken.set(plan, stops)
    }
  return [...taken.keys()]
}

const stopsOf = ({ visits }: ScoredPlan): ReadonlySet<string> => new Set(visits.map(({ at }) => at))

const inCommon = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => a.intersection(b).size

const sharesLessThanHalf = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  inCommon(a, b) * 2 < a.union(b).size

const isNotSame = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.symmetricDifference(b).size > 0
