import { describe, expect, test } from 'vitest'
import { decideDispute, decideDisputeEnd } from '../../api/currency/dispute.ts'
import type { LedgerRefusal } from '../../api/currency/errors.ts'
import { noon } from './noon.ts'
import { context } from './builders.ts'

const codeOf = (outcome: { ok: boolean; error?: LedgerRefusal }): string => outcome.error?.code ?? 'ok'

describe('a dispute is refused, in this order,', () => {
  const lot = {
    id: 'a',
    walletId: 'w',
    fundId: 'reserve',
    potId: null,
    validUntilAt: noon,
    issuedYen: 500,
    freeYen: 200,
    isFrozen: false,
  }
  const toppedUp = { journalId: 'j', lot }
  test.each([
    ['of a top-up that is not there', undefined, true, 'top_up_not_found'],
    ['of one that is disputed', toppedUp, true, 'top_up_disputed_before'],
    ['and otherwise opened', toppedUp, false, 'ok'],
  ])('%s', (_, found, isDisputed, expected) => {
    const command = { disputeId: 'd', topUpJournalId: 'j' }
    expect(codeOf(decideDispute({ toppedUp: found, isDisputed }, command, context()))).toBe(expected)
  })
  const disputed = { id: 'd', toppedUp, amountYen: 500, toCardYen: 0 }
  test.each([
    ['when its end is told of one that is not there', undefined, 'dispute_not_found'],
    ['when it has ended', { ...disputed, how: 'won' as const }, 'dispute_closed_before'],
    ['and otherwise ended', { ...disputed, how: null }, 'ok'],
  ])('%s', (_, dispute, expected) => {
    expect(codeOf(decideDisputeEnd({ dispute }, { disputeId: 'd', how: 'lost' }, context()))).toBe(expected)
  })
})
