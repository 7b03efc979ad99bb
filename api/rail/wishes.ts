import type { Stay } from './day-plan.ts'
import type { Theme } from './theme.ts'
import type { ThingToDo } from './thing-to-do.ts'
import { isWithinReach, minutesThere, walkBothWays } from './way-there.ts'

/** What a visitor chose. */
export type Wishes = {
  /** None chosen: everything is as good. */
  readonly themes: readonly Theme[]
  /** Ids of places, institutions, exhibits or festivals that must be among what one does. */
  readonly wanted: readonly string[]
  /** Nobody walks more than this on the whole day. */
  readonly mostWalkMinutes?: number
  /** Nothing that is known to have steps. */
  readonly stepFree: boolean
}

/** Sunrise and sunset, minutes of the day. */
export type Light = { readonly riseMinute: number; readonly setMinute: number }

/** Why a thing cannot be done during a stay. */
export type Hindrance =
  | 'closed'
  | 'has_steps'
  | 'beyond_walking'
  | 'too_far_on_foot'
  | 'too_short'
  | 'dark'
  | 'outside_hours'

/** A thing that one does during a stay, when, and what that is worth. Minutes of the day. */
export type Doing = {
  readonly thing: ThingToDo
  readonly isWanted: boolean
  readonly value: number
  readonly startMinute: number
  readonly endMinute: number
}

/** A stay with what to do. */
export type Visit = Stay & {
  readonly doings: readonly Doing[]
  /** On foot to the things and back. */
  readonly walkMinutes: number
  /** Part of the stay between sunrise and sunset. */
  readonly daylightMinutes: number
  /** Part of the stay for which nothing is known to do. */
  readonly idleMinutes: number
}

/** Nobody does more than this at one stop. */
const mostDoings = 4

/** Points. Whole numbers only, so that equal days score equally everywhere. */
const points = {
  wanted: 100,
  theme: 20,
  furtherTheme: 5,
  anything: 8,
  beside: 2,
} as const

/** Shares of the points in percent. */
const shares = {
  walkUnknown: 40,
  /** Who goes there needs a way of their own. */
  beyondWalking: 15,
  festivalUncertain: 50,
  stepsUnknown: 50,
  byReservation: 70,
  inSeason: 125,
  outOfSeason: 80,
} as const

/** Whether nobody gets to it or into it on the day. */
export const isClosed = ({ closures }: ThingToDo): boolean =>
  closures.some(({ effect, kind }) => effect === 'closed' && (kind === 'place' || kind === 'trail'))

/** The part of a stay, or of what is left of it after walking, between sunrise and sunset. */
const lightIn = (from: number, to: number, { riseMinute, setMinute }: Light): number =>
  Math.max(0, Math.min(to, setMinute) - Math.max(from, riseMinute))

/** Why a thing cannot be done during a stay; undefined where it can. */
export function hindranceOf(
  thing: ThingToDo,
  { arrivalMinute, departureMinute }: Stay,
  light: Light,
  { stepFree, wanted, mostWalkMinutes = Infinity }: Wishes,
): Hindrance | undefined {
  if (isClosed(thing)) return 'closed'
  if (stepFree && thing.stepFree === 'no') return 'has_steps'
  // Nobody is sent where no train, no bus and no walk goes. Who names it has a way there, and is told how far it is.
  if (!isWithinReach(thing) && !isWanted(thing, wanted)) return 'beyond_walking'
  if (walkBothWays(thing) > mostWalkMinutes) return 'too_far_on_foot'
  const oneWay = minutesThere(thing)
  if (2 * oneWay + thing.visitMinutes > departureMinute - arrivalMinute) return 'too_short'
  const lit = lightIn(arrivalMinute + oneWay, departureMinute - oneWay, light)
  if (thing.needsDaylight && lit < thing.visitMinutes) return 'dark'
  const first = startAt(thing, arrivalMinute + oneWay, light)
  const isLetIn = first <= (thing.open?.lastEntryMinute ?? Infinity)
  return isLetIn && first + thing.visitMinutes <= Math.min(endAt(thing, light), departureMinute - oneWay)
    ? undefined
    : 'outside_hours'
}

/** When one may begin who is there at a minute: not before it opens, nor in the dark. */
const startAt = ({ open, needsDaylight }: ThingToDo, minute: number, { riseMinute }: Light): number =>
  Math.max(minute, open?.fromMinute ?? 0, needsDaylight ? riseMinute : 0)

/** When it is over: it shuts, or it is dark. */
const endAt = ({ open, needsDaylight }: ThingToDo, { setMinute }: Light): number =>
  Math.min(open?.toMinute ?? Infinity, needsDaylight ? setMinute : Infinity)

/** Whether one of the ids that a visitor wants is this thing, its institution or an exhibit in it. */
export const isWanted = ({ id, institution, exhibits }: ThingToDo, wanted: readonly string[]): boolean =>
  wanted.some((one) => one === id || one === institution || exhibits.includes(one))

const wayShare = (thing: ThingToDo): number =>
  isWithinReach(thing) ? shares.walkUnknown : shares.beyondWalking

/** What doing a thing is worth to somebody. */
export function valueOf(thing: ThingToDo, { themes, wanted, stepFree }: Wishes): number {
  const met = thing.themes.filter((theme) => themes.includes(theme)).length
  const base = isWanted(thing, wanted)
    ? points.wanted
    : themes.length === 0
      ? points.anything
      : met === 0
        ? points.beside
        : points.theme + (met - 1) * points.furtherTheme
  const percents = [
    thing.walk === undefined && thing.kind !== 'festival' ? wayShare(thing) : 100,
    thing.isUncertain ? shares.festivalUncertain : 100,
    stepFree && thing.stepFree !== 'yes' ? shares.stepsUnknown : 100,
    thing.byReservation ? shares.byReservation : 100,
    thing.isInSeason === undefined ? 100 : thing.isInSeason ? shares.inSeason : shares.outOfSeason,
  ]
  return Math.round(percents.reduce((value, percent) => (value * percent) / 100, base))
}

/**
 * What to do during a stay at a stop with these things: the most valuable first, as long as there is time, and daylight
 * for what needs it. Told in the order of doing: what needs daylight comes first.
 */
export function visitsAt(things: readonly ThingToDo[], light: Light, wishes: Wishes): (stay: Stay) => Visit {
  const worths = ranked(things, wishes)
  return (stay) => {
    let chosen: readonly Worth[] = []
    let doings: readonly Doing[] = []
    for (const one of worths) {
      if (chosen.length === mostDoings) break
      if (hindranceOf(one.thing, stay, light, wishes) !== undefined) continue
      const scheduled = schedule([...chosen, one], stay, light)
      if (scheduled === undefined) continue
      chosen = [...chosen, one]
      doings = scheduled
    }
    const { arrivalMinute, departureMinute } = stay
    return {
      ...stay,
      doings,
      walkMinutes: walkOf(doings),
      daylightMinutes: lightIn(arrivalMinute, departureMinute, light),
      idleMinutes: departureMinute - arrivalMinute - busyOf(doings),
    }
  }
}

type Worth = Omit<Doing, 'startMinute' | 'endMinute'>

/**
 * One after the other from the station and back, what needs light first; where the hours do not allow that, what shuts
 * first, or what opens first. Undefined where time, hours or daylight do not suffice.
 */
function schedule(chosen: readonly Worth[], stay: Stay, light: Light): Doing[] | undefined {
  const lit = chosen.filter(({ thing }) => thing.needsDaylight)
  const unlit = chosen.filter(({ thing }) => !thing.needsDaylight)
  const usual = inTurn([...lit, ...unlit], stay, light)
  if (usual !== undefined || chosen.every(({ thing }) => thing.open === undefined)) return usual
  const by = (minuteOf: (thing: ThingToDo) => number) =>
    inTurn(
      chosen.toSorted((a, b) => minuteOf(a.thing) - minuteOf(b.thing)),
      stay,
      light,
    )
  return by((thing) => latestStart(thing, light)) ?? by((thing) => startAt(thing, 0, light))
}

/** Nobody who comes later is let in, or has time enough. Bounded, so that two without an end compare as equal. */
const latestStart = (thing: ThingToDo, light: Light): number =>
  Math.min(thing.open?.lastEntryMinute ?? Infinity, endAt(thing, light) - thing.visitMinutes, noEnd)

const noEnd = 4 * 1440

function inTurn(chosen: readonly Worth[], stay: Stay, light: Light): Doing[] | undefined {
  const doings: Doing[] = []
  let minute = stay.arrivalMinute
  for (const one of chosen) {
    const { visitMinutes, open } = one.thing
    const oneWay = minutesThere(one.thing)
    const startMinute = startAt(one.thing, minute + oneWay, light)
    const endMinute = startMinute + visitMinutes
    if (endMinute > endAt(one.thing, light) || startMinute > (open?.lastEntryMinute ?? Infinity))
      return undefined
    minute = endMinute + oneWay
    doings.push({ ...one, startMinute, endMinute })
  }
  return minute > stay.departureMinute ? undefined : doings
}

const walkOf = (doings: readonly Doing[]): number =>
  doings.reduce((sum, { thing }) => sum + walkBothWays(thing), 0)

/** On the way and at the things. */
const busyOf = (doings: readonly Doing[]): number =>
  doings.reduce((sum, { thing }) => sum + 2 * minutesThere(thing) + thing.visitMinutes, 0)

/** The most valuable first. Worth does not depend on the stay: reckoned once a stop. */
const ranked = (things: readonly ThingToDo[], wishes: Wishes): Worth[] =>
  things
    .map((thing) => ({
      thing,
      isWanted: isWanted(thing, wishes.wanted),
      value: valueOf(thing, wishes),
    }))
    .toSorted((a, b) => b.value - a.value || (a.thing.id < b.thing.id ? -1 : 1))

/** Leaves out what is worth least until the day has no more walking than it may; `otherMinutes` cannot be left out. */
export function withinWalk(visits: readonly Visit[], mostMinutes: number, otherMinutes: number): Visit[] {
  let over = visits.reduce((sum, { walkMinutes }) => sum + walkMinutes, otherMinutes) - mostMinutes
  if (over <= 0) return [...visits]
  const walked = visits
    .flatMap(({ doings }) => doings)
    .filter(({ thing }) => walkBothWays(thing) > 0)
    .toSorted((a, b) => a.value - b.value || (a.thing.id < b.thing.id ? -1 : 1))
  const dropped = new Set<Doing>()
  for (const doing of walked) {
    if (over <= 0) break
    dropped.add(doing)
    over -= walkBothWays(doing.thing)
  }
  return visits.map((visit) => without(visit, dropped))
}

function without(visit: Visit, dropped: ReadonlySet<Doing>): Visit {
  const doings = visit.doings.filter((doing) => !dropped.has(doing))
  const freed = busyOf(visit.doings) - busyOf(doings)
  return { ...visit, doings, walkMinutes: walkOf(doings), idleMinutes: visit.idleMinutes + freed }
}
