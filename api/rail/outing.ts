import { addDays } from '../platform/clock.ts'
import { isPossible, type PlanSearch } from './best-plans.ts'
import { type ChosenWish, meets, searchFor } from './chosen-wish.ts'
import { daysToTry, type Trial } from './days-to-try.ts'
import type { PlanDay } from './plan-search.ts'
import type { PlanWish } from './plan-wish.ts'
import type { ThingToDo } from './thing-to-do.ts'

/** A day out, or two with a night between: what is asked of it to find why a wish is in none. */
export type Outing = {
  /** The day on which it begins. */
  readonly date: string
  readonly days: readonly PlanDay[]
  /** Whether a thing is where one begins, ends or only sleeps, so that nobody stops there to do it. */
  readonly isAtAnEnd: (thing: ThingToDo, wish: PlanWish) => boolean
  /** Whether there is one for a wish; with something chosen, one that has it. */
  readonly isPossible: (wish: PlanWish, chosen?: ChosenWish) => boolean
  /** The days that are looked at for a wish. */
  readonly searches: (wish: PlanWish) => readonly PlanSearch[]
}

/** One day out. */
export const dayOut = (at: PlanDay): Outing => ({
  date: at.day.date,
  days: [at],
  isAtAnEnd: ({ station }, { start, end }) => station === start || station === end,
  isPossible: (wish, chosen) => {
    const plain = at.search(wish)
    return isPossible(chosen === undefined ? plain : searchFor(chosen, plain))
  },
  searches: (wish) => [at.search(wish)],
})

/** Everything there is to do on the days of an outing; what is there on both days is there twice. */
export const thingsOf = ({ days }: Pick<Outing, 'days'>): ThingToDo[] =>
  days.flatMap(({ things }) => [...things.values()].flat())

/** Whether there is anything on its days that meets a wish, wherever it is. */
export const isToBeHad = (chosen: ChosenWish, outing: Pick<Outing, 'days'>): boolean =>
  thingsOf(outing).some(meets(chosen))

/** On which days to try to begin. A festival may be on any day of the outing; the nearer beginning is tried first. */
export function startsFor(
  trial: Omit<Trial, 'mayBeAnyDay'>,
  { days }: Pick<Outing, 'days'>,
  mayBeAnyDay: boolean,
): readonly string[] {
  const { date: asked, today, festivals } = trial
  const dates = daysToTry({ ...trial, mayBeAnyDay })
  if (festivals.length === 0) return dates
  const starts = dates.flatMap((date) => {
    const around = days.map((_, i) => addDays(date, -i))
    return date > asked ? around.toReversed() : around
  })
  return [...new Set(starts)].filter((start) => start >= today && start !== asked)
}
