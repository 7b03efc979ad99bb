import { describe, expect, test } from 'vitest'
import { decideFreeze, decideThaw } from '../../api/currency/freeze.ts'
import type { FreezingState } from '../../api/currency/freeze.ts'
import { context } from './builders.ts'

const open: FreezingState = { walletId: 'w', closed: false, frozenBy: null, changes: 0 }
const byCode = { by: 'code', changedBy: null, reason: 'lost' } as const
const byStaff = { by: 'staff', changedBy: 'officer', reason: 'called' } as const

describe('stopping a wallet is refused, in this order,', () => {
  test.each<[string, FreezingState | undefined, string]>([
    ['of one that is not there', undefined, 'wallet_not_found'],
    ['of one that is closed', { ...open, closed: true, frozenBy: 'staff' }, 'account_closed'],
    ['of one that is stopped', { ...open, frozenBy: 'device', changes: 1 }, 'wallet_frozen'],
  ])('%s', (_, state, code) => {
    expect(decideFreeze(state, byCode, context())).toMatchObject({ ok: false, error: { code } })
  })

  test('and otherwise made, as the next change of the wallet', () => {
    expect(decideFreeze({ ...open, changes: 2 }, byCode, context())).toMatchObject({
      value: { journal: null, freeze: { walletId: 'w', number: 3, what: 'frozen', ...byCode } },
    })
  })
})

describe('letting a wallet go is refused, in this order,', () => {
  test.each<[string, FreezingState | undefined, string]>([
    ['of one that is not there', undefined, 'wallet_not_found'],
    ['of one that is closed', { ...open, closed: true, frozenBy: 'staff', changes: 1 }, 'account_closed'],
    ['of one that is not stopped', { ...open, changes: 2 }, 'wallet_not_frozen'],
    ['of one that staff stopped', { ...open, frozenBy: 'staff', changes: 1 }, 'wallet_frozen_by_staff'],
  ])('%s', (_, state, code) => {
    expect(decideThaw(state, byCode, context())).toMatchObject({ ok: false, error: { code } })
  })

  test.each(['device', 'code'] as const)(
    'and by the code otherwise made, of what a %s stopped',
    (frozenBy) => {
      expect(decideThaw({ ...open, frozenBy, changes: 1 }, byCode, context({ at: 5 }))).toMatchObject({
        value: { answer: { walletId: 'w', what: 'thawed', changedAt: 5 } },
      })
    },
  )

  test.each(['device', 'code', 'staff'] as const)(
    'and by staff otherwise made, of what a %s stopped',
    (frozenBy) => {
      expect(decideThaw({ ...open, frozenBy, changes: 1 }, byStaff, context())).toMatchObject({
        value: { freeze: { number: 2, what: 'thawed', ...byStaff } },
      })
    },
  )
})
