import type { Wishes } from './wishes.ts'

/** What somebody wants of a day out, all names understood. Minutes are of the day. */
export type PlanWish = {
  /** Station ids: where the day begins and ends. */
  readonly start: string
  readonly end: string
  /** Stations at which every plan stops. */
  readonly via: readonly string[]
  readonly mostStops: number
  readonly minStayMinutes: number
  /** Nobody sets out before, nor is back after. */
  readonly earliestMinute: number
  readonly latestMinute: number
  readonly wishes: Wishes
  /** How many days are shown. */
  readonly most: number
}

/** Nobody is asked to hurry more than this, minutes. */
export const shortestStayMinutes = 10
/** More stops than this make a day of waiting. */
export const mostStopsEver = 4

/**
 * Why no day meets a wish. no_plan_known: none over the trains we know, there may be others; no_plan: every train of
 * the lines is known. The others name the wish that stands in the way: without it there is a day.
 */
export const planReasons = [
  'date_outside_timetable',
  'line_suspended',
  'via_at_an_end',
  'not_on_date',
  'closed_on_date',
  'has_steps',
  'too_far_on_foot',
  'stay_too_long',
  'too_few_stops',
  'too_little_time',
  'via_not_reachable',
  'no_plan_known',
  'no_plan',
] as const

export type PlanReason = (typeof planReasons)[number]

/** The limits of a wish that can be eased. */
export type LimitReason = Extract<
  PlanReason,
  'has_steps' | 'too_far_on_foot' | 'stay_too_long' | 'too_few_stops' | 'too_little_time'
>

/** A wish that is easier to meet in one respect, and the reason that it proves. */
export type Relaxed = { readonly reason: LimitReason; readonly wish: PlanWish }

/** The wish with one thing less each, in the order in which reasons are told. */
export function relaxed(wish: PlanWish): Relaxed[] {
  const { wishes } = wish
  const { mostWalkMinutes: _, ...walkingFreely } = wishes
  const eased: Relaxed[] = [
    { reason: 'has_steps', wish: { ...wish, wishes: { ...wishes, stepFree: false } } },
    { reason: 'too_far_on_foot', wish: { ...wish, wishes: walkingFreely } },
    { reason: 'stay_too_long', wish: { ...wish, minStayMinutes: shortestStayMinutes } },
    { reason: 'too_few_stops', wish: { ...wish, mostStops: mostStopsEver } },
    { reason: 'too_little_time', wish: { ...wish, ...wholeDay } },
  ]
  return eased.filter(({ wish: other }) => JSON.stringify(other) !== JSON.stringify(wish))
}

/** The wish without any limit: whoever cannot do it so cannot do it on the day. */
export function freest({ wishes, ...wish }: PlanWish): PlanWish {
  const { themes } = wishes
  return {
    ...wish,
    ...wholeDay,
    via: [],
    mostStops: mostStopsEver,
    minStayMinutes: shortestStayMinutes,
    wishes: { themes, wanted: [], stepFree: false },
  }
}

/** From 4 in the morning to 4 in the next: the night belongs to the day before. */
export const wholeDay = { earliestMinute: 4 * 60, latestMinute: 28 * 60 } as const
