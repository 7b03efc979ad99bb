import { describe, expect, test } from 'vitest'
import {
  decideDone,
  decideEnd,
  decideNoPlan,
  decidePlan,
  openPlans,
  type Plan,
  type StoryAct,
} from '../../api/museum/story-plan.ts'

const ken = { by: 'ken', byName: '星 健' }
const now = 1_000
const publication: Plan = {
  record: 'walk',
  institution: 'storehouse',
  act: 'publish',
  dueAt: 5_000,
  revision: 3,
}
const withdrawal: Plan = { ...publication, act: 'withdraw', dueAt: 9_000, revision: null } // prettier-ignore

const planned = (acts: readonly StoryAct[], plan: Plan, isPublic = false, at = now): readonly StoryAct[] => {
  const decided = decidePlan(acts, plan, { ...ken, at, isPublic })
  if (!decided.ok) throw new Error(decided.error.code)
  return [...acts, ...decided.value]
}
const refusal = (acts: readonly StoryAct[], plan: Plan, isPublic = false): string | undefined => {
  const decided = decidePlan(acts, plan, { ...ken, at: now, isPublic })
  return decided.ok ? undefined : decided.error.code
}
const done = { record: 'walk', institution: 'storehouse', revision: 3, version: 1 }

describe('a plan', () => {
  test('takes the place of the one before it; sent twice it is one', () => {
    const first = planned([], publication)
    expect(planned(first, publication)).toEqual(first)
    const later = planned(first, { ...publication, dueAt: 6_000 })
    expect(later.map(({ number, state, ends }) => [number, state, ends])).toEqual([
      [1, 'planned', null],
      [2, 'cancelled', 1],
      [3, 'planned', null],
    ])
    expect(openPlans(later).map(({ dueAt }) => dueAt)).toEqual([6_000])
  })

  test.each<[string, Partial<Plan>, string]>([
    ['at this very moment', { dueAt: now }, 'plan_in_past'],
    ['in more than a year', { dueAt: now + 367 * 86_400_000 }, 'plan_too_far'],
    ['to withdraw what is not public', { act: 'withdraw', revision: null }, 'plan_needless'],
  ])('%s is refused', (_, over, code) => expect(refusal([], { ...publication, ...over })).toBe(code))

  test('to withdraw before the publication is refused, whichever is planned first', () => {
    const acts = planned([], publication)
    expect(refusal(acts, { ...withdrawal, dueAt: publication.dueAt })).toBe('plan_order_wrong')
    const both = planned(acts, withdrawal)
    expect(refusal(both, { ...publication, dueAt: withdrawal.dueAt })).toBe('plan_order_wrong')
    // Of what is public a new text may follow at any time.
    expect(refusal(both, { ...publication, dueAt: 9_500 }, true)).toBeUndefined()
  })

  test('can be given up once', () => {
    const acts = planned([], publication)
    const given = decideNoPlan(acts, 'publish', { ...ken, at: now })
    if (!given.ok) throw new Error(given.error.code)
    expect(decideNoPlan([...acts, ...given.value], 'publish', { ...ken, at: now })).toMatchObject({ error: { code: 'plan_unknown' } }) // prettier-ignore
  })
})

describe('what is done by hand', () => {
  const both = planned(planned([], publication), withdrawal)

  test('ends the plan of its kind, and a withdrawal ends all: nothing comes back by itself', () => {
    const open = (act: 'publish' | 'withdraw') =>
      openPlans([...both, ...decideDone(both, { ...done, act }, { ...ken, at: now })]).map((plan) => plan.act)
    expect(open('publish')).toEqual(['withdraw'])
    expect(open('withdraw')).toEqual([])
  })

  test('is told once for each version', () => {
    const first = decideDone([], { ...done, act: 'publish' }, { ...ken, at: now })
    expect(first.length).toBe(1)
    expect(decideDone(first, { ...done, act: 'publish' }, { ...ken, at: now })).toEqual([])
  })
})

describe('a plan whose moment came', () => {
  const acts = planned([], publication)
  const [plan] = openPlans(acts) as [StoryAct]

  test('ends once, with a version or a reason, in the name of who planned it', () => {
    const ended = decideEnd(acts, plan, { version: 4 }, 5_001)
    expect(ended).toMatchObject([
      { number: 2, state: 'done', version: 4, ends: 1, byName: '星 健', dueAt: 5_000, at: 5_001 },
    ])
    expect(decideEnd([...acts, ...ended], plan, { version: 4 }, 5_002)).toEqual([])
    expect(decideEnd(acts, plan, { reason: 'story_not_ready' }, 5_001)).toMatchObject([
      { state: 'refused', reason: 'story_not_ready', version: null },
    ])
  })

  test('that somebody did by hand meanwhile is only ended', () => {
    const told: StoryAct = { ...plan, number: 2, state: 'done', version: 4 }
    expect(decideEnd([...acts, told], plan, { version: 4 }, 5_001)).toMatchObject([
      { state: 'cancelled', version: null },
    ])
  })
})
