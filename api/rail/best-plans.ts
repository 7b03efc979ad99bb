import { assert } from '../platform/assert.ts'
import { type PlanLimits, eachDayPlan, type Stay } from './day-plan.ts'
import type { Move, Moves } from './move.ts'
import { byScore, diverse, type ScoredPlan, scoreOf } from './plan-score.ts'
import { mostStopsEver } from './plan-wish.ts'
import type { ThingToDo } from './thing-to-do.ts'
import { type Light, type Visit, visitsAt, type Wishes, withinWalk } from './wishes.ts'

/** What days are looked for in. */
export type PlanSearch = {
  readonly moves: Moves
  readonly limits: PlanLimits
  readonly thingsAt: (stop: string) => readonly ThingToDo[]
  readonly lightAt: (stop: string) => Light
  readonly wishes: Wishes
  /** False: what is wanted may be missing, and only draws by its points. */
  readonly mustHaveWanted?: boolean
  /** Every day has something of this to do. */
  readonly must?: (thing: ThingToDo) => boolean
  /** How many days are shown. */
  readonly most: number
  /** The search ends after so many days or moves: a guard for timetables far larger than ours. */
  readonly mostCounted: number
  readonly mostMoves: number
}

/** The best days, and how many meet the wishes. */
export type BestPlans = {
  readonly plans: readonly ScoredPlan[]
  readonly count: number
  /** False: the search ended at its guard, and there are more. */
  readonly isCountWhole: boolean
}

/** Looks at every feasible day, keeps the best of each row of stops, and of those the best that differ. */
export function bestPlans(search: PlanSearch): BestPlans {
  const { plans, ...counted } = bestOfRows(search)
  return { ...counted, plans: diverse(plans, search.most) }
}

/** Looks at every feasible day and keeps the best of each row of stops. */
export function bestOfRows(search: PlanSearch): BestPlans {
  const best = new Map<number, ScoredPlan>()
  const judge = judgeOf(search)
  const rowOf = stopRows()
  let count = 0
  let isCut = false
  const seen = eachDayPlan(
    search.moves,
    { ...search.limits, mostMoves: search.mostMoves, onCut: () => (isCut = true) },
    (moves) => {
      const judged = judge(moves)
      if (judged === undefined) return undefined
      count++
      const row = rowOf(judged.visits)
      const rival = best.get(row)
      // Copied only where it is the best of its row: most days are not.
      if (rival === undefined || byScore({ moves, ...judged }, rival) < 0)
        best.set(row, { score: judged.score, moves: [...moves], visits: [...judged.visits] })
      return undefined
    },
    search.mostCounted,
  )
  return {
    plans: [...best.values()],
    count,
    isCountWhole: seen < search.mostCounted && !isCut,
  }
}

/** Whether any feasible day meets the wishes. */
export function isPossible(search: PlanSearch): boolean {
  const judge = judgeOf(search)
  let found = false
  eachDayPlan(
    search.moves,
    { ...search.limits, mostMoves: search.mostMoves },
    (moves) => (found = judge(moves) !== undefined),
    search.mostCounted,
  )
  return found
}

/** Stops at most of a network, so that a row of four fits into the 53 bits of a safe integer. */
const mostNumbered = 8192

/** Numbers rows of stops: the same row, in the same order, has the same number. */
function stopRows(): (visits: readonly Visit[]) => number {
  const numbers = new Map<string, number>()
  return (visits) =>
    visits.reduce((row, { at }) => {
      const number = numbers.get(at) ?? numbers.size + 1
      numbers.set(at, number)
      assert(number < mostNumbered && visits.length <= mostStopsEver, 'a row of stops fits into a number')
      return row * mostNumbered + number
    }, 0)
}

/** A day judged: what one does at its stops, good until the next is judged, and what that is worth. */
export type Judged = { readonly visits: readonly Visit[]; readonly score: number }

/** Puts what to do into a day; undefined where it does not meet what must be. */
export function judgeOf({
  thingsAt,
  lightAt,
  wishes,
  must,
  mustHaveWanted = true,
}: Pick<PlanSearch, 'thingsAt' | 'lightAt' | 'wishes' | 'must' | 'mustHaveWanted'>): (
  moves: readonly Move[],
) => Judged | undefined {
  const visitAt = knownVisits((at) => visitsAt(thingsAt(at), lightAt(at), wishes))
  const { mostWalkMinutes = Infinity, wanted } = wishes
  const full: Visit[] = []
  return (moves) => {
    full.length = moves.length - 1
    let rideWalk = moves[0]!.walkMinutes
    for (let i = 1; i < moves.length; i++) {
      const { from, departureMinute, walkMinutes } = moves[i]!
      rideWalk += walkMinutes
      full[i - 1] = visitAt(from, moves[i - 1]!.arrivalMinute, departureMinute)
    }
    if (rideWalk > mostWalkMinutes) return undefined
    const visits = mostWalkMinutes === Infinity ? full : withinWalk(full, mostWalkMinutes, rideWalk)
    if (mustHaveWanted && wanted.length > 0 && !hasAll(visits, wanted)) return undefined
    if (must !== undefined && !isDone(visits, must)) return undefined
    return { visits, score: scoreOf(moves, visits) }
  }
}

/** Remembers visits: the same stay is part of thousands of days. */
function knownVisits(makeAt: (stop: string) => (stay: Stay) => Visit) {
  const stops = new Map<string, { make: (stay: Stay) => Visit; known: Map<number, Visit> }>()
  return (at: string, arrivalMinute: number, departureMinute: number): Visit => {
    let stop = stops.get(at)
    if (stop === undefined) stops.set(at, (stop = { make: makeAt(at), known: new Map() }))
    const key = arrivalMinute * 10_000 + departureMinute
    let visit = stop.known.get(key)
    if (visit === undefined) stop.known.set(key, (visit = stop.make({ at, arrivalMinute, departureMinute })))
    return visit
  }
}

/** Whether something that fits is done on a day. */
export const isDone = (visits: readonly Visit[], fits: (thing: ThingToDo) => boolean): boolean =>
  visits.some(({ doings }) => doings.some(({ thing }) => fits(thing)))

const hasAll = (visits: readonly Visit[], wanted: readonly string[]): boolean =>
  wanted.every((id) =>
    visits.some(({ doings }) =>
      doings.some(({ thing }) => thing.id === id || thing.institution === id || thing.exhibits.includes(id)),
    ),
  )
