import type { PlanSearch } from './best-plans.ts'
import type { PlanWish } from './plan-wish.ts'
import type { Theme } from './theme.ts'
import type { ThingToDo } from './thing-to-do.ts'
import { isWanted } from './wishes.ts'

/** One of the things that somebody chose: a theme, or the id of a place, institution, exhibit or festival. */
export type ChosenWish =
  | { readonly kind: 'theme'; readonly theme: Theme }
  | { readonly kind: 'thing'; readonly thing: string }

/** Everything chosen, in the order of choosing. */
export const chosenIn = ({ wishes: { themes, wanted } }: PlanWish): ChosenWish[] => [
  ...themes.map((theme) => ({ kind: 'theme' as const, theme })),
  ...wanted.map((thing) => ({ kind: 'thing' as const, thing })),
]

/** Whether doing a thing meets a wish. */
export const meets = (chosen: ChosenWish): ((thing: ThingToDo) => boolean) =>
  chosen.kind === 'theme'
    ? ({ themes }) => themes.includes(chosen.theme)
    : (thing) => isWanted(thing, [chosen.thing])

/** The same search, for days on which a wish is met: nothing that meets no wish takes its time. */
export function searchFor(chosen: ChosenWish, search: PlanSearch): PlanSearch {
  const must = meets(chosen)
  const { wanted } = search.wishes
  return {
    ...search,
    thingsAt: (stop) => search.thingsAt(stop).filter((thing) => must(thing) || isWanted(thing, wanted)),
    must,
  }
}
