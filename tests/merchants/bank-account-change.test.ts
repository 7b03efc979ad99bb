import { describe, expect, test } from 'vitest'
import {
  changeSettings,
  checkAct,
  inForceFrom,
  stateOfChange,
  type BankAccountChange,
  type ChangeAct,
} from '../../api/merchants/bank-account-change.ts'
import { at } from './support/region.ts'

const inForceAt = at('2026-12-02T00:00')
const cooled = inForceAt
const change = (...acts: readonly [ChangeAct, string][]): BankAccountChange => ({
  id: 'c1',
  merchantId: 'm1',
  bankCode: '0126',
  bankNameKana: 'ﾄｳﾎｳ',
  branchCode: '401',
  branchNameKana: 'ｱｲﾂﾞ',
  depositType: 1,
  accountNumber: '1112223',
  holderKana: 'ｶｽﾐ',
  number: 1,
  askedBy: 'owner',
  byStaff: false,
  askedAt: 0,
  steps: acts.map(([what, doneBy]) => ({
    what,
    doneBy,
    reason: 'x',
    at: 0,
    inForceAt: what === 'approved' ? inForceAt : null,
  })),
})
const now = at('2026-11-24T10:00')
const act = (
  of: BankAccountChange,
  what: ChangeAct,
  doneBy: string,
  rest: { now?: number; reason?: string } = {},
) => {
  const done = checkAct(of, { what, doneBy, reason: 'seen', members: ['owner'], now, ...rest })
  return done.ok ? 'ok' : done.error.code
}

test('the new account holds from the beginning of a day, after whole days of waiting', () => {
  for (const time of ['00:00', '10:00', '23:59'])
    expect(inForceFrom(at(`2026-11-24T${time}`), changeSettings)).toBe(inForceAt)
})

test('it cools down until that very instant', () => {
  const approved = change(['checked', 'a'], ['approved', 'b'])
  expect([stateOfChange(approved, inForceAt - 1), stateOfChange(approved, inForceAt)]).toEqual([
    'cooling',
    'in_force',
  ])
})

describe('who may do what, and when', () => {
  const asked = change()
  const checked = change(['checked', 'operator'])
  const approved = change(['checked', 'operator'], ['approved', 'approver'])
  test.each([
    ['a check', asked, 'checked', 'operator', 'ok'],
    ['a check by who works at the shop', asked, 'checked', 'owner', 'own_change'],
    ['a second check', checked, 'checked', 'other', 'change_decided'],
    ['an approval before any check', asked, 'approved', 'approver', 'change_not_checked'],
    ['an approval', checked, 'approved', 'approver', 'ok'],
    ['an approval by who checked', checked, 'approved', 'operator', 'own_change'],
    ['an approval by who asked', checked, 'approved', 'owner', 'own_change'],
    ['a second approval', approved, 'approved', 'other', 'change_decided'],
    ['a refusal', checked, 'refused', 'approver', 'ok'],
    ['a refusal after the approval', approved, 'refused', 'approver', 'change_decided'],
    ['cancelling what was asked for', asked, 'cancelled', 'owner', 'ok'],
    ['cancelling what cools down', approved, 'cancelled', 'owner', 'ok'],
    ['cancelling twice', change(['cancelled', 'owner']), 'cancelled', 'owner', 'change_decided'],
  ] as const)('%s', (...row) => {
    const [, of, what, who, answer] = row
    expect(act(of, what, who)).toBe(answer)
  })
  test('nothing is cancelled once it is in force', () => {
    expect(act(approved, 'cancelled', 'owner', { now: cooled })).toBe('change_decided')
    expect(act(approved, 'cancelled', 'owner', { now: cooled - 1 })).toBe('ok')
  })
  test('a check says how it was made sure of', () => {
    expect(act(asked, 'checked', 'operator', { reason: ' ' })).toBe('reason_missing')
  })
})
