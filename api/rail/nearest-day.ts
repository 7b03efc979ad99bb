import { type ChosenWish, meets } from './chosen-wish.ts'
import { type Outing, thingsOf } from './outing.ts'
import { standsInTheWay } from './plan-reason.ts'
import type { PlanDay } from './plan-search.ts'
import type { PlanWish } from './plan-wish.ts'
import type { ThingToDo } from './thing-to-do.ts'
import { isClosed } from './wishes.ts'

/** A day out that is looked for on other days; `chosen` must be in it, besides all that the wish says must be. */
export type Sought = { readonly wish: PlanWish; readonly chosen?: ChosenWish }

/** The first of some days on which a wish can be met. */
export function firstPossible(
  dates: readonly string[],
  outingOn: (date: string) => Outing,
  sought: Sought,
): string | undefined {
  // Days with the same trains on which the same things are open answer alike.
  const known = new Map<string, boolean>()
  for (const date of dates) {
    const outing = outingOn(date)
    if (isOutOfQuestion(outing, sought)) continue
    const likeness = outing.days.map((at) => likenessOf(at, sought)).join()
    const answer = known.get(likeness) ?? outing.isPossible(sought.wish, sought.chosen)
    if (answer) return date
    known.set(likeness, answer)
  }
  return undefined
}

/** What needs no look at the days out: what is wished for is not to be had, or no train calls where it is. */
function isOutOfQuestion(outing: Outing, { wish, chosen }: Sought): boolean {
  if (outing.days.some(({ day }) => day.runs.length === 0)) return true
  if (standsInTheWay(thingsOf(outing), wish) !== undefined) return true
  if (chosen === undefined) return false
  const fits = meets(chosen)
  return !outing.days.some(({ things, calledAt }) => {
    const isThere = (thing: ThingToDo): boolean =>
      fits(thing) && !isClosed(thing) && calledAt.has(thing.station)
    return [...things.values()].some((all) => all.some(isThere))
  })
}

/** What an answer depends on: the trains without their day, what is open of what is chosen, and how long it is light. */
function likenessOf({ day: { runs, date }, things }: PlanDay, { wish, chosen }: Sought): string {
  const trains = runs.map(({ id, day }) =>
    day === date ? id.replace(date, '') : `${day < date} ${id.slice(0, -10)}`,
  )
  const wanted = wish.wishes.wanted.map((thing) => ({ kind: 'thing' as const, thing }))
  const fits = [...wanted, ...(chosen === undefined ? [] : [chosen])].map(meets)
  const open = [...things.values()]
    .flat()
    .filter((thing) => fits.some((fit) => fit(thing)) && !isClosed(thing))
    .map(({ id }) => id)
  return JSON.stringify([trains, open, open.length === 0 ? '' : date.slice(0, 7)])
}
