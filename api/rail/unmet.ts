import type { Festival } from '../../content/index.ts'
import { festivalHeld } from '../places/index.ts'
import { type ChosenWish, chosenIn, meets } from './chosen-wish.ts'
import { heldNext } from './days-to-try.ts'
import { firstPossible } from './nearest-day.ts'
import { isToBeHad, type Outing, startsFor, thingsOf } from './outing.ts'
import { freest, type PlanWish, relaxed } from './plan-wish.ts'
import type { ThingToDo } from './thing-to-do.ts'
import { reasonOfTrains } from './unmet-trains.ts'
import { isWithinReach, walkBothWays } from './way-there.ts'
import { isClosed } from './wishes.ts'

/**
 * Why a wish is in none of the days shown. held_on_another_day: a festival; out_of_season: only in other months;
 * closed: all of it, on this day. only_alone: the other wishes leave no room for it. limits_together: no single limit
 * stands in the way, all of them do. The rest name the limit, or what the trains we know do not allow.
 */
export const unmetReasons = [
  'held_on_another_day',
  'out_of_season',
  'nothing_known',
  'closed',
  'at_an_end',
  'has_steps',
  'too_far_on_foot',
  'only_alone',
  'stay_too_long',
  'too_few_stops',
  'too_little_time',
  'limits_together',
  'no_train_stops',
  'no_way_back',
  'stay_too_short',
  'dark',
  'outside_hours',
  'beyond_walking',
] as const

export type UnmetReason = (typeof unmetReasons)[number]

/** Reasons that another day may not have. */
const reasonsOfDay: ReadonlySet<UnmetReason> = new Set([
  'held_on_another_day',
  'out_of_season',
  'closed',
  'no_train_stops',
  'no_way_back',
  'stay_too_short',
  'dark',
  'outside_hours',
])

/** A festival's next day. */
export type Held = {
  readonly date: string
  readonly festival: Festival
  /** False: known only roughly for the day: ask first. */
  readonly isCertain: boolean
}

/** A wish that no day shown meets. */
export type Unmet = {
  readonly chosen: ChosenWish
  readonly reason: UnmetReason
  /** What there is of it on the day: closed, with steps, or out of reach. */
  readonly things: readonly ThingToDo[]
  /** Only where it is a festival: when it is held. */
  readonly held?: Held
  /** The nearest day on which it can be in a day out; only where the day is what stands in the way. */
  readonly nearestDay?: string
}

/** What is asked about wishes that are not met. */
export type UnmetAsked = {
  readonly outing: Outing
  readonly wish: PlanWish
  /** Whether any is shown, and whether one of them meets a wish. */
  readonly isAnyShown: boolean
  readonly isMet: (chosen: ChosenWish) => boolean
  readonly today: string
  readonly events: readonly Festival[]
  readonly outingOn: (date: string) => Outing
}

/**
 * Every wish that no day shown meets, with its reason and the nearest day on which it can be met. Where there is no day
 * at all, the reason for that stands for every theme of which there is something on the day.
 */
export function unmetOf(asked: UnmetAsked): Unmet[] {
  const { outing, wish, isAnyShown, isMet } = asked
  if (outing.days.some(({ day }) => day.runs.length === 0)) return []
  return chosenIn(wish)
    .filter((chosen) => !isMet(chosen))
    .filter((chosen) => isAnyShown || chosen.kind === 'thing' || !isToBeHad(chosen, outing))
    .map((chosen) => explained(chosen, asked))
}

function explained(chosen: ChosenWish, asked: UnmetAsked): Unmet {
  const { outing, today, events, outingOn } = asked
  const wish = alone(chosen, asked.wish)
  const festivals = events.filter((event) => isChosen(event, chosen))
  const trial = { date: outing.date, today, festivals }
  const days = () => startsFor(trial, outing, festivals.length === 0)
  const things = thingsOf(outing).filter(meets(chosen))
  const reason =
    things.length > 0
      ? reasonOnDay(chosen, things, outing, wish)
      : absence(festivals, () => days().some((date) => isToBeHad(chosen, outingOn(date))))
  const date = reason === 'held_on_another_day' ? heldNext(trial) : undefined
  const nearestDay = reasonsOfDay.has(reason) ? firstPossible(days(), outingOn, { wish, chosen }) : undefined
  return {
    chosen,
    reason,
    things: [...new Map(things.map((thing) => [thing.id, thing])).values()],
    ...(date === undefined ? {} : { held: heldOn(date, festivals) }),
    ...(nearestDay === undefined ? {} : { nearestDay }),
  }
}

/** The wish with this as the only thing that draws; another thing that must be in has a reason of its own. */
const alone = (chosen: ChosenWish, wish: PlanWish): PlanWish =>
  chosen.kind === 'theme'
    ? { ...wish, wishes: { ...wish.wishes, themes: [chosen.theme] } }
    : { ...wish, via: [], wishes: { ...wish.wishes, themes: [], wanted: [chosen.thing] } }

const isChosen = ({ id }: Festival, chosen: ChosenWish): boolean =>
  chosen.kind === 'theme' ? chosen.theme === 'festivals' : chosen.thing === id

function heldOn(date: string, festivals: readonly Festival[]): Held {
  const held = festivals.filter((festival) => festivalHeld(festival.date, date) !== 'no')
  const festival = held.find((one) => festivalHeld(one.date, date) === 'yes') ?? held[0]!
  return { date, festival, isCertain: festivalHeld(festival.date, date) === 'yes' }
}

/** Why nothing of the day meets a wish. */
function absence(festivals: readonly Festival[], isEver: () => boolean): UnmetReason {
  if (festivals.length > 0) return 'held_on_another_day'
  return isEver() ? 'out_of_season' : 'nothing_known'
}

/** Why none of the things of the day that meet a wish is in a day out. */
function reasonOnDay(
  chosen: ChosenWish,
  things: readonly ThingToDo[],
  outing: Outing,
  wish: PlanWish,
): UnmetReason {
  const { stepFree, mostWalkMinutes = Infinity } = wish.wishes
  const away = things.filter((thing) => !outing.isAtAnEnd(thing, wish))
  const open = away.filter((thing) => !isClosed(thing))
  const level = open.filter((thing) => !stepFree || thing.stepFree !== 'no')
  if (away.length === 0) return 'at_an_end'
  if (open.length === 0) return 'closed'
  if (level.length === 0) return 'has_steps'
  if (level.every((thing) => walkBothWays(thing) > mostWalkMinutes)) return 'too_far_on_foot'
  if (chosen.kind === 'theme' && !level.some(isWithinReach)) return 'beyond_walking'
  if (open.every(({ station }) => outing.days.every(({ calledAt }) => !calledAt.has(station))))
    return 'no_train_stops'
  const can = (wish: PlanWish): boolean => outing.isPossible(wish, chosen)
  if (can(wish)) return 'only_alone'
  if (!can(freest(wish))) return reasonOfTrains(open, outing, freest(wish))
  const eased = relaxed(wish).find((one) => can(one.wish))
  if (eased !== undefined) return eased.reason
  const isInTheWay = can({ ...wish, via: [], wishes: { ...wish.wishes, wanted: [] } })
  return isInTheWay ? 'only_alone' : 'limits_together'
}
