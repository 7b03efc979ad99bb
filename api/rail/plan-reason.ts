import { isPossible } from './best-plans.ts'
import type { PlanDay } from './plan-search.ts'
import { type PlanReason, type PlanWish, relaxed } from './plan-wish.ts'
import type { ThingToDo } from './thing-to-do.ts'
import { isClosed, isWanted } from './wishes.ts'

/** Why no day meets a wish; only asked where none does. */
export function reasonOf({ day, things, search }: PlanDay, wish: PlanWish): PlanReason {
  if (day.runs.length === 0) return 'date_outside_timetable'
  if (wish.via.some((stop) => stop === wish.start || stop === wish.end)) return 'via_at_an_end'
  const inTheWay = standsInTheWay([...things.values()].flat(), wish)
  if (inTheWay !== undefined) return inTheWay
  const eased = relaxed(wish).find((one) => isPossible(search(one.wish)))
  if (eased !== undefined) return eased.reason
  if (day.suspensions.length > 0) return 'line_suspended'
  const isOut = isPossible(search({ ...wish, via: [], wishes: { ...wish.wishes, wanted: [] } }))
  if (isOut) return 'via_not_reachable'
  return day.coverage.every(({ complete }) => complete) ? 'no_plan' : 'no_plan_known'
}

/** What somebody wants that is not to be had on the day at all. */
export function standsInTheWay(all: readonly ThingToDo[], { wishes }: PlanWish): PlanReason | undefined {
  for (const one of wishes.wanted) {
    const found = all.filter((thing) => isWanted(thing, [one]))
    if (found.length === 0) return 'not_on_date'
    if (found.every(isClosed)) return 'closed_on_date'
  }
  return undefined
}
