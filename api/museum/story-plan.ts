import { ok, refuse, type Result } from '../platform/result.ts'
import type { StoryRefusal } from './story-errors.ts'

export const storyActs = ['publish', 'withdraw'] as const
export type StoryActName = (typeof storyActs)[number]

/** What was decided about a story: done at once, planned, or how a plan ended. Acts are only added. */
export type StoryAct = {
  readonly record: string
  /** 1, 2, 3 … of the story. */
  readonly number: number
  readonly institution: string
  readonly act: StoryActName
  readonly state: 'planned' | 'cancelled' | 'done' | 'refused'
  /** Milliseconds since 1970: when it is to happen, or happened. */
  readonly dueAt: number
  /** The saved text that is published. */
  readonly revision: number | null
  /** The version that the public was told by it. */
  readonly version: number | null
  /** The number of the plan that this ends. */
  readonly ends: number | null
  /** Why it was refused: a code. */
  readonly reason: string | null
  readonly by: string
  readonly byName: string
  /** Milliseconds since 1970. */
  readonly at: number
}

/** Who acts, and when. */
export type Acting = { readonly by: string; readonly byName: string; readonly at: number }

/** What is planned and has not ended. */
export const openPlans = (acts: readonly StoryAct[]): readonly StoryAct[] => {
  const ended = new Set(acts.map(({ ends }) => ends))
  return acts.filter(({ state, number }) => state === 'planned' && !ended.has(number))
}

const nextNumber = (acts: readonly StoryAct[]): number =>
  acts.reduce((most, { number }) => Math.max(most, number), 0) + 1

const ending = (plan: StoryAct, acting: Acting): StoryAct => ({
  ...plan,
  ...acting,
  state: 'cancelled',
  ends: plan.number,
})

const numbered = (acts: readonly StoryAct[], added: readonly StoryAct[]): readonly StoryAct[] =>
  added.map((act, n) => ({ ...act, number: nextNumber(acts) + n }))

/** A year: who plans further ahead forgets it. */
const planDaysMost = 366
const dayMs = 86_400_000

export type Plan = {
  readonly record: string
  readonly institution: string
  readonly act: StoryActName
  readonly dueAt: number
  readonly revision: number | null
}

/** A plan, in the place of what was planned of the same kind; the same one twice is one. */
export function decidePlan(
  acts: readonly StoryAct[],
  plan: Plan,
  { isPublic, ...acting }: Acting & { readonly isPublic: boolean },
): Result<readonly StoryAct[], StoryRefusal> {
  if (plan.dueAt <= acting.at) return refuse({ code: 'plan_in_past' })
  if (plan.dueAt > acting.at + planDaysMost * dayMs)
    return refuse({ code: 'plan_too_far', daysMost: planDaysMost })
  const open = openPlans(acts)
  const same = open.find(({ act }) => act === plan.act)
  const other = open.find(({ act }) => act !== plan.act)
  if (plan.act === 'withdraw' && !isPublic && other === undefined) return refuse({ code: 'plan_needless' })
  if (other !== undefined && !isPublic) {
    const [from, until] = plan.act === 'publish' ? [plan, other] : [other, plan]
    if (from.dueAt >= until.dueAt) return refuse({ code: 'plan_order_wrong' })
  }
  if (same !== undefined && same.dueAt === plan.dueAt && same.revision === plan.revision) return ok([])
  const planned: StoryAct = { ...plan, ...acting, number: 0, state: 'planned', version: null, ends: null, reason: null } // prettier-ignore
  return ok(numbered(acts, [...(same === undefined ? [] : [ending(same, acting)]), planned]))
}

/** A plan that somebody gave up. */
export function decideNoPlan(
  acts: readonly StoryAct[],
  name: StoryActName,
  acting: Acting,
): Result<readonly StoryAct[], StoryRefusal> {
  const plan = openPlans(acts).find(({ act }) => act === name)
  return plan === undefined ? refuse({ code: 'plan_unknown' }) : ok(numbered(acts, [ending(plan, acting)]))
}

export type Done = Pick<StoryAct, 'record' | 'institution' | 'act' | 'revision'> & {
  readonly version: number
}

/**
 * What somebody did by hand, told once for each version. It ends the plan of the same kind; who withdraws ends all:
 * what was taken from the public never comes back by itself.
 */
export function decideDone(acts: readonly StoryAct[], done: Done, acting: Acting): readonly StoryAct[] {
  const ended = openPlans(acts).filter(({ act }) => done.act === 'withdraw' || act === 'publish')
  const isKnown = acts.some(({ version }) => version === done.version)
  const act: StoryAct = { ...done, ...acting, number: 0, state: 'done', dueAt: acting.at, ends: null, reason: null } // prettier-ignore
  return numbered(acts, [...(isKnown ? [] : [act]), ...ended.map((plan) => ending(plan, acting))])
}

/** How a plan ended whose moment came: with a version, or a reason why not. In the name of who planned it. */
export function decideEnd(
  acts: readonly StoryAct[],
  plan: StoryAct,
  outcome: { readonly version: number } | { readonly reason: string },
  at: number,
): readonly StoryAct[] {
  if (!openPlans(acts).some(({ number }) => number === plan.number)) return []
  const isTold = 'version' in outcome && acts.some(({ version }) => version === outcome.version)
  const end: StoryAct = { ...plan, at, ends: plan.number, state: 'cancelled' }
  if (isTold) return numbered(acts, [end])
  const how =
    'version' in outcome
      ? { state: 'done' as const, version: outcome.version }
      : { state: 'refused' as const, reason: outcome.reason }
  return numbered(acts, [{ ...end, ...how }])
}
