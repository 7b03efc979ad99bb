import { describe, expect, test } from 'vitest'
import { actingFor, works, type LentTown, type Work } from '../../api/identity/acting-for.ts'
import { grantOf, reachOf, type HeldRole, type Operation } from '../../api/identity/authorisation.ts'
import { printTown, readTown } from '../../api/identity/town-cookie.ts'

const [mishima, kaneyama, yanaizu] = ['074446', '074454', '074233']
const officer = (scope: string): HeldRole => ({ role: 'municipal_officer', scope })
const nobody: HeldRole = { role: 'nobody', scope: '' }
const lent = (change: Partial<LentTown> = {}): LentTown => ({
  secondmentId: 's1',
  town: kaneyama,
  fromTown: mishima,
  works: ['merchant.decide'],
  firstDay: '2026-11-01',
  lastDay: '2026-11-30',
  state: 'in_force',
  ...change,
})
type Case = {
  operation?: Operation
  isCommand?: boolean
  held?: HeldRole[]
  chosen?: string
  lent?: LentTown[]
}
/** The part, and what is reached; or why not. */
const told = (one: Case) => {
  const operation = one.operation ?? 'merchant.decide'
  const held = [nobody, ...(one.held ?? [officer(mishima)])]
  const acting = actingFor({ operation, isCommand: one.isCommand ?? true, held }, one.chosen, one.lent ?? [])
  return acting.ok
    ? { part: acting.value.part, reach: reachOf(operation, acting.value.held) }
    : acting.error.code
}

describe('an officer', () => {
  test('works for their own town without saying so', () => {
    expect(told({})).toEqual({ part: officer(mishima), reach: [mishima] })
    // Also while lent to another: that has to be said.
    expect(told({ lent: [lent()] })).toEqual({ part: officer(mishima), reach: [mishima] })
  })

  test('of two towns says for which, and reaches only that one', () => {
    const held = [officer(mishima), officer(yanaizu)]
    expect(told({ held })).toBe('town_not_chosen')
    expect(told({ held, chosen: yanaizu })).toEqual({ part: officer(yanaizu), reach: [yanaizu] })
    expect(told({ held, isCommand: false })).toMatchObject({ reach: [mishima, yanaizu] })
  })

  test('lent to a town works for it alone, under what lent them', () => {
    expect(told({ chosen: kaneyama, lent: [lent()] })).toEqual({
      part: { ...officer(kaneyama), secondmentId: 's1' },
      reach: [kaneyama],
    })
  })

  test.each([
    ['a town that nobody lent them to', { lent: [lent({ town: yanaizu })] }, 'town_not_yours'],
    ['before the first day', { lent: [lent({ state: 'ahead' })] }, 'secondment_not_begun'],
    ['after the last day', { lent: [lent({ state: 'over' })] }, 'secondment_over'],
    ['after it was ended', { lent: [lent({ state: 'ended' })] }, 'secondment_ended'],
    ['other work', { operation: 'pot.issue', lent: [lent()] }, 'secondment_other_work'],
    [
      'what lets them look, and no more',
      { operation: 'merchant.read', lent: [lent()] },
      'secondment_other_work',
    ],
    [
      'what an officer never lends',
      { operation: 'act.read', isCommand: false, lent: [lent()] },
      'secondment_other_work',
    ],
    ['the office they left', { lent: [lent({ fromTown: yanaizu })] }, 'town_not_yours'],
  ] as const)('is refused %s', (_, one, code) => {
    expect(told({ chosen: kaneyama, ...one, lent: [...one.lent] })).toBe(code)
  })

  test('is lent by the one that holds, whatever else is over', () => {
    const all = [lent({ secondmentId: 'old', state: 'over' }), lent({ secondmentId: 'now' })]
    expect(told({ chosen: kaneyama, lent: all })).toMatchObject({ part: { secondmentId: 'now' } })
  })

  test('looks at what the work needs, and at nothing else', () => {
    const looking = (work: Work, operation: Operation) =>
      told({ operation, isCommand: false, chosen: kaneyama, lent: [lent({ works: [work] })] })
    expect(looking('merchant.close', 'merchant.decide')).toMatchObject({ reach: [kaneyama] })
    expect(looking('pot.issue', 'pot.read')).toMatchObject({ reach: [kaneyama] })
    expect(looking('pot.issue', 'merchant.read')).toBe('secondment_other_work')
  })

  test('who is also the approver of the union works for the chosen town and not for the whole hub', () => {
    const held: HeldRole[] = [officer(mishima), { role: 'approver', scope: '*' }]
    expect(told({ held })).toMatchObject({ part: { role: 'approver' }, reach: 'all' })
    expect(told({ held, chosen: mishima })).toEqual({ part: officer(mishima), reach: [mishima] })
    expect(told({ held, chosen: mishima, operation: 'settlement.approve' })).toMatchObject({ reach: 'all' })
  })

  test('keeps their own shop whatever town they work for', () => {
    const held: HeldRole[] = [officer(mishima), { role: 'merchant_owner', scope: 'shop' }]
    expect(told({ held, chosen: kaneyama, lent: [lent()], operation: 'till.stop' })).toEqual({
      part: undefined,
      reach: ['shop'],
    })
  })
})

test('only what an officer does for their own town can be lent', () => {
  for (const work of works) expect(grantOf(work, 'municipal_officer')).toBe('own')
})

test('what somebody else chose in the same browser counts for nothing', () => {
  const cookie = printTown(kaneyama, 'user-1')
  expect(readTown(cookie, 'user-1')).toBe(kaneyama)
  for (const [text, who] of [
    [cookie, 'user-2'],
    ['', 'user-1'],
    ['x.user-1', 'user-1'],
    [undefined, 'user-1'],
  ] as const)
    expect(readTown(text, who)).toBeUndefined()
})
