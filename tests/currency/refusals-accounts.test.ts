import { describe, expect, test } from 'vitest'
import { decideClose, decideReopen } from '../../api/currency/close.ts'
import type { ClosingState } from '../../api/currency/close.ts'
import { context } from './builders.ts'

const nothing = { holds: 0, disputes: 0, topUps: 0 }
const busy = { holds: 1, disputes: 2, topUps: 3 }
const empty: ClosingState = {
  accountId: 'w',
  closed: false,
  changes: 0,
  balanceYen: 0,
  pending: nothing,
}
const command = { reason: 'moved away', changedBy: 'w' }

describe('a closing is refused, in this order,', () => {
  test.each<[string, ClosingState | undefined, object]>([
    ['of an account that is not there', undefined, { code: 'account_not_found' }],
    [
      'of one that is closed',
      { ...empty, closed: true, balanceYen: 1, pending: busy },
      { code: 'account_closed' },
    ],
    [
      'of one with a yen in it',
      { ...empty, balanceYen: 1, pending: busy },
      { code: 'account_not_empty', balanceYen: 1 },
    ],
    ['of one that is promised something', { ...empty, pending: busy }, { code: 'account_in_use', ...busy }],
    ['with a hold', { ...empty, pending: { ...nothing, holds: 1 } }, { code: 'account_in_use', holds: 1 }],
    [
      'with a dispute',
      { ...empty, pending: { ...nothing, disputes: 1 } },
      { code: 'account_in_use', disputes: 1 },
    ],
    [
      'with money on its way',
      { ...empty, pending: { ...nothing, topUps: 1 } },
      { code: 'account_in_use', topUps: 1 },
    ],
  ])('%s', (_, state, error) => {
    expect(decideClose(state, command, context())).toMatchObject({ ok: false, error })
  })

  test('and otherwise made, as the next change of the account', () => {
    expect(decideClose({ ...empty, changes: 2 }, command, context())).toMatchObject({
      value: { changed: { number: 3, what: 'closed', approvedHash: null }, journal: null },
    })
  })
})

describe('a reopening is refused, in this order,', () => {
  test.each<[string, ClosingState | undefined, string]>([
    ['of an account that is not there', undefined, 'account_not_found'],
    ['of one that is open', empty, 'account_not_closed'],
  ])('%s', (_, state, code) => {
    expect(decideReopen(state, { ...command, approvedHash: 'a' }, context())).toMatchObject({
      error: { code },
    })
  })

  test('and otherwise made, with the hash of what was approved', () => {
    const closed = { ...empty, closed: true, changes: 1 }
    expect(decideReopen(closed, { ...command, approvedHash: 'a' }, context())).toMatchObject({
      value: { changed: { number: 2, what: 'reopened', approvedHash: 'a' } },
    })
  })
})
