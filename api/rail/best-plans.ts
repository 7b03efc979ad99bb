import { type PlanLimits, eachDayPlan, staysOf } from './day-plan.ts'
import type { Move, Moves } from './move.ts'
import { byScore, diverse, type ScoredPlan, scoreOf } from './plan-score.ts'
import type { ThingToDo } from './thing-to-do.ts'
import { type Light, type Visit, visitOf, type Wishes, withinWalk } from './wishes.ts'

/** What days are looked for in. */
export type PlanSearch = {
  readonly moves: Moves
  readonly limits: PlanLimits
  readonly thingsAt: (stop: string) => readonly ThingToDo[]
  readonly lightAt: (stop: string) => Light
  readonly wishes: Wishes
  /** How many days are shown. */
  readonly most: number
  /** The search ends after so many days: a guard for timetables far larger than ours. */
  readonly mostCounted: number
}

/** The best days that differ, and how many meet the wishes. */
export type BestPlans = {
  readonly plans: readonly ScoredPlan[]
  readonly count: number
  /** False: the search ended at its guard, and there are more. */
  readonly isCountWhole: boolean
}

/** Looks at every feasible day, keeps the best of each row of stops, and of those the best that differ. */
export function bestPlans(search: PlanSearch): BestPlans {
  const best = new Map<string, ScoredPlan>()
  const judge = judgeOf(search)
  let count = 0
  const seen = eachDayPlan(
    search.moves,
    search.limits,
    (moves) => {
      const plan = judge(moves)
      if (plan !== undefined) {
        count++
        keep(best, plan)
      }
      return undefined
    },
    search.mostCounted,
  )
  return {
    plans: diverse([...best.values()], search.most),
    count,
    isCountWhole: seen < search.mostCounted,
  }
}

/** Whether any feasible day meets the wishes. */
export function isPossible(search: PlanSearch): boolean {
  const judge = judgeOf(search)
  let found = false
  eachDayPlan(
    search.moves,
    search.limits,
    (moves) => (found = judge(moves) !== undefined),
    search.mostCounted,
  )
  return found
}

function keep(best: Map<string, ScoredPlan>, plan: ScoredPlan): void {
  const key = plan.visits.map(({ at }) => at).join(' ')
  const rival = best.get(key)
  if (rival === undefined || byScore(plan, rival) < 0) best.set(key, plan)
}

/** Puts what to do into a day; undefined where it does not meet what must be. */
export function judgeOf({
  thingsAt,
  lightAt,
  wishes,
}: Pick<PlanSearch, 'thingsAt' | 'lightAt' | 'wishes'>): (moves: readonly Move[]) => ScoredPlan | undefined {
  const known = new Map<string, Map<number, Visit>>()
  const visitAt = (at: string, arrivalMinute: number, departureMinute: number): Visit => {
    const here = known.get(at) ?? new Map<number, Visit>()
    known.set(at, here)
    const key = arrivalMinute * 10_000 + departureMinute
    const visit =
      here.get(key) ?? visitOf({ at, arrivalMinute, departureMinute }, thingsAt(at), lightAt(at), wishes)
    here.set(key, visit)
    return visit
  }
  return (moves) => {
    const rideWalk = moves.reduce((sum, { walkMinutes }) => sum + walkMinutes, 0)
    const { mostWalkMinutes = Infinity } = wishes
    if (rideWalk > mostWalkMinutes) return undefined
    const full = staysOf(moves).map(({ at, arrivalMinute, departureMinute }) =>
      visitAt(at, arrivalMinute, departureMinute),
    )
    const visits = mostWalkMinutes === Infinity ? full : withinWalk(full, mostWalkMinutes, rideWalk)
    if (!hasAll(visits, wishes.wanted)) return undefined
    return { moves: [...moves], visits, score: scoreOf(moves, visits) }
  }
}

const hasAll = (visits: readonly Visit[], wanted: readonly string[]): boolean =>
  wanted.every((id) =>
    visits.some(({ doings }) =>
      doings.some(({ thing }) => thing.id === id || thing.institution === id || thing.exhibits.includes(id)),
    ),
  )
