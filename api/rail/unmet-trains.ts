import { eachDayPlan, staysOf } from './day-plan.ts'
import type { Outing } from './outing.ts'
import type { PlanWish } from './plan-wish.ts'
import type { ThingToDo } from './thing-to-do.ts'
import { hindranceOf } from './wishes.ts'

/**
 * What the trains we know do not allow, where even without a limit nobody does one of these things. no_train_stops:
 * none calls there. no_way_back: none leads there and home again. dark: one is there, after sunset or before sunrise.
 * outside_hours: one is there, but not while it is open.
 */
export function reasonOfTrains(
  things: readonly ThingToDo[],
  outing: Outing,
  wish: PlanWish,
): 'no_train_stops' | 'no_way_back' | 'stay_too_short' | 'dark' | 'outside_hours' {
  const stations = new Set(things.map(({ station }) => station))
  if (outing.days.every(({ calledAt }) => stations.isDisjointFrom(calledAt))) return 'no_train_stops'
  const hindrances = new Set<string | undefined>()
  for (const { moves, limits, lightAt, mostMoves, mostCounted } of outing.searches(wish))
    eachDayPlan(
      moves,
      { ...limits, mostMoves },
      (plan) => {
        for (const stay of staysOf(plan))
          if (stations.has(stay.at))
            for (const thing of things)
              if (thing.station === stay.at)
                hindrances.add(hindranceOf(thing, stay, lightAt(stay.at), wish.wishes))
        return undefined
      },
      mostCounted,
    )
  if (hindrances.has('dark')) return 'dark'
  if (hindrances.has('outside_hours')) return 'outside_hours'
  if (hindrances.size > 0) return 'stay_too_short'
  return 'no_way_back'
}
