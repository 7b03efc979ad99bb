import { describe, expect, test } from 'vitest'
import { correctableOf, decideAdjust } from '../../api/currency/adjust.ts'
import type { AdjustCommand } from '../../api/currency/adjust.ts'
import { decideLotExpiry, decideVoidTopUp } from '../../api/currency/ended.ts'
import type { LoneLot } from '../../api/currency/ended.ts'
import { decideGrant, decideIssue, decideTopUp, topUpLimitsOf } from '../../api/currency/money-in.ts'
import { decideFee, decidePayout, decidePayoutReturn, decideSettle } from '../../api/currency/money-out.ts'
import { demonstrationSettings } from '../../api/currency/settings.ts'
import { noon } from './noon.ts'
import { context, lot, walletOf } from './builders.ts'
import { doneBy, doneIn } from './decision-told.ts'

/** The last millisecond of a Japanese day. */
const endOf = (day: string): number => Date.parse(`${day}T23:59:59.999+09:00`)

const pot = {
  id: 'pot-a',
  fundId: 'fund-a',
  municipality: '072028',
  balanceYen: 1_000,
  rule: { merchantClasses: ['food'] },
  validDays: 30,
}
const empty = walletOf([])

describe('money that a town puts into its pot', () => {
  const issue = (command: { potId: string; amountYen: number; approvedHash?: string }) =>
    doneIn(decideIssue({ pot }, command, context()))
  const body = { potId: 'pot-a', amountYen: 900 }

  test('lies in the bank and in the pot', () => {
    expect(issue(body)).toStrictEqual({
      journal: {
        id: 'i1',
        kind: 'issue',
        at: noon,
        entries: [
          ['bank', 'bank', null, 'fund-a', -900],
          ['pot', 'pot-a', null, 'fund-a', 900],
        ],
      },
      body,
      answer: { journalId: 'i1', potId: 'pot-a', amountYen: 900 },
    })
  })
  test('keeps what was approved, where somebody had to', () => {
    expect(issue({ ...body, approvedHash: 'hash' })['body']).toEqual({ ...body, approvedHash: 'hash' })
  })
})

test('a gift is a free lot of the pot: its fund, its rule, valid to the end of the last of its days', () => {
  const command = { potId: 'pot-a', walletId: 'w', amountYen: 900 }
  const validUntilAt = endOf('2026-12-23')
  expect(doneIn(decideGrant({ pot, wallet: empty }, command, context()))).toEqual({
    journal: {
      id: 'i2',
      kind: 'grant',
      at: noon,
      entries: [
        ['pot', 'pot-a', null, 'fund-a', -900],
        ['wallet', 'w', 'i1', 'fund-a', 900],
      ],
    },
    body: { walletId: 'w', lotId: 'i1', amountYen: 900, validUntilAt },
    newLots: [
      {
        id: 'i1',
        accountId: 'w',
        instrument: 'free',
        fundId: 'fund-a',
        municipality: '072028',
        remainingYen: 900,
        validUntilAt,
        rule: { merchantClasses: ['food'] },
      },
    ],
    filled: { walletId: 'w', limitYen: 300_000 },
    answer: { journalId: 'i2', lotId: 'i1', walletId: 'w', amountYen: 900, validUntilAt },
  })
})

test('a top-up is a paid lot of the reserve that no rule binds; no limit of a wallet turns charged money away', () => {
  const validUntilAt = endOf('2028-11-22')
  const command = { walletId: 'w', amountYen: 900 }
  expect(doneIn(decideTopUp({ wallet: empty }, command, context()))).toEqual({
    journal: {
      id: 'i2',
      kind: 'top_up',
      at: noon,
      entries: [
        ['card_clearing', 'card_clearing', null, 'reserve', -900],
        ['wallet', 'w', 'i1', 'reserve', 900],
      ],
    },
    body: { walletId: 'w', lotId: 'i1', amountYen: 900, validUntilAt },
    newLots: [{ ...lot({ id: 'i1', remainingYen: 900, validUntilAt }), accountId: 'w' }],
    answer: { journalId: 'i2', lotId: 'i1', walletId: 'w', amountYen: 900, validUntilAt },
  })
})

describe('a top-up is stored with the limits that the database holds it to:', () => {
  test.each([
    ['of a young device', { deviceAddedAt: noon }, demonstrationSettings, 50_000],
    ['of any other', { deviceAddedAt: 0 }, demonstrationSettings, 100_000],
    [
      'of any other, where that is lower',
      { deviceAddedAt: noon },
      { ...demonstrationSettings, topUpDayYenMax: 49_999 },
      49_999,
    ],
  ])('%s', (_, by, settings, dayLimitYen) => {
    expect(topUpLimitsOf(by, { at: noon, settings })).toEqual({
      dayLimitYen,
      monthLimitYen: 300_000,
      walletLimitYen: 300_000,
    })
  })
})

describe('of a lot', () => {
  const lone: LoneLot = {
    id: 'a',
    walletId: 'w',
    fundId: 'fund-a',
    potId: 'pot-a',
    validUntilAt: noon - 1,
    issuedYen: 500,
    freeYen: 300,
    isFrozen: false,
  }

  test('that has ended what is left goes back to its pot, and nothing else happens', () => {
    const decided = decideLotExpiry(lone, context())!
    // Spelt out: what a journal does not do stands in the decision, too.
    expect({ ...decided, journal: doneBy(decided).journal }).toEqual({
      journal: {
        id: 'i1',
        kind: 'expire',
        at: noon,
        entries: [
          ['wallet', 'w', 'a', 'fund-a', -300],
          ['pot', 'pot-a', null, 'fund-a', 300],
        ],
      },
      body: { walletId: 'w', lotId: 'a', amountYen: 300 },
      parentId: null,
      newLots: [],
      payment: null,
      codeUse: null,
      salePaid: null,
      returns: null,
      resolved: null,
      spending: null,
      filled: null,
      transfer: null,
      donation: null,
      purchase: null,
      adjustment: null,
      repaid: null,
      closed: null,
      answer: null,
    })
  })
  test('of paid money that has ended it goes to the issuer’s breakage', () => {
    const decided = decideLotExpiry({ ...lone, potId: null, fundId: 'reserve' }, context())!
    expect(doneBy(decided).journal).toMatchObject({
      entries: [
        ['wallet', 'w', 'a', 'reserve', -300],
        ['breakage', 'breakage', null, 'reserve', 300],
      ],
    })
  })
  test('that a card paid for, undone, all of it goes back to the card company', () => {
    const whole = { ...lone, potId: null, fundId: 'reserve', freeYen: 500 }
    const command = { topUpJournalId: 'j', reason: 'twice' }
    const undone = decideVoidTopUp({ toppedUp: { journalId: 'j', lot: whole } }, command, context())
    expect(doneIn(undone)).toEqual({
      journal: {
        id: 'i1',
        kind: 'void',
        at: noon,
        entries: [
          ['wallet', 'w', 'a', 'reserve', -500],
          ['card_clearing', 'card_clearing', null, 'reserve', 500],
        ],
      },
      parentId: 'j',
      body: { walletId: 'w', lotId: 'a', amountYen: 500, reason: 'twice' },
      answer: { journalId: 'i1', topUpJournalId: 'j', walletId: 'w', amountYen: 500 },
    })
  })
})

describe('a correction', () => {
  const adjust = (direction: AdjustCommand['direction'], lots = [lot({ id: 'a' })]) =>
    doneIn(
      decideAdjust(
        { correctable: { walletId: 'w', leftYen: 700 }, wallet: walletOf(lots) },
        { journalId: 'j', direction, amountYen: 700, approvedHash: 'hash' },
        context(),
      ),
    )
  const told = { correctsId: 'j', amountYen: 700 }

  test('that gives makes a new paid lot, of the issuer’s money', () => {
    expect(adjust('give')).toEqual({
      journal: {
        id: 'i2',
        kind: 'adjust',
        at: noon,
        entries: [
          ['bank', 'bank', null, 'reserve', -700],
          ['wallet', 'w', 'i1', 'reserve', 700],
        ],
      },
      parentId: 'j',
      body: { walletId: 'w', direction: 'give', amountYen: 700, approvedHash: 'hash' },
      newLots: [
        {
          ...lot({ id: 'i1', remainingYen: 700, validUntilAt: endOf('2028-11-22') }),
          accountId: 'w',
        },
      ],
      adjustment: { ...told, walletId: 'w', approvedHash: 'hash' },
      answer: { adjustmentId: 'i2', direction: 'give', adjustedAt: noon, ...told },
    })
  })

  test('that takes takes paid money, the soonest to end first', () => {
    const sooner = lot({ id: 'sooner', remainingYen: 500, validUntilAt: noon })
    expect(adjust('take', [lot({ id: 'a' }), sooner])).toEqual({
      journal: {
        id: 'i1',
        kind: 'adjust',
        at: noon,
        entries: [
          ['wallet', 'w', 'sooner', 'reserve', -500],
          ['wallet', 'w', 'a', 'reserve', -200],
          ['bank', 'bank', null, 'reserve', 700],
        ],
      },
      parentId: 'j',
      body: { walletId: 'w', direction: 'take', amountYen: 700, approvedHash: 'hash' },
      adjustment: { ...told, walletId: 'w', amountYen: -700, approvedHash: 'hash' },
      answer: { adjustmentId: 'i1', direction: 'take', adjustedAt: noon, ...told },
    })
  })

  const moved = [
    { walletId: 'lost', ownYen: -500, netYen: -200 },
    { walletId: 'got', ownYen: 500, netYen: 300 },
  ]
  test.each([
    ['gives to who lost', moved, 'give', { walletId: 'lost', leftYen: 200 }],
    ['takes from who got', moved, 'take', { walletId: 'got', leftYen: 300 }],
    [
      'has nothing left when it came back otherwise',
      [{ ...moved[0]!, netYen: 1 }],
      'give',
      { walletId: 'lost', leftYen: 0 },
    ],
    ['gives nothing where nobody lost', [moved[1]!], 'give', undefined],
    ['nor where what moved was no yen', [{ ...moved[0]!, ownYen: 0 }], 'give', undefined],
    ['takes nothing where nobody got', [moved[0]!], 'take', undefined],
  ] as const)('%s', (_, of, direction, expected) => {
    expect(correctableOf(of, direction)).toEqual(expected)
  })
})

describe('what a shop holds', () => {
  const merchantBalance = new Map([
    ['fund-b', 300],
    ['reserve', 500],
    ['fund-a', 200],
    ['fund-c', -1],
  ])
  const settle = (funds?: readonly { fundId: string; amountYen: number }[]) => {
    const command = { merchantAccountId: 'shop-account', runId: 'run', ...(funds && { funds }) }
    return doneIn(decideSettle({ merchantBalance }, command, context()))
  }
  const paidOut = {
    journalId: 's',
    merchantAccountId: 'shop-account',
    amountYen: 300,
    funds: [
      { fundId: 'fund-a', amountYen: 100 },
      { fundId: 'reserve', amountYen: 200 },
    ],
  }
  const body = { runId: 'run', merchantAccountId: 'shop-account', amountYen: 300 }
  const { journalId: _, ...answer } = paidOut

  test('waits for the bank as its plan was approved, fund by fund in the order of their ids', () => {
    expect(settle(paidOut.funds.toReversed())).toEqual({
      journal: {
        id: 'i1',
        kind: 'settle',
        at: noon,
        entries: [
          ['merchant', 'shop-account', null, 'fund-a', -100],
          ['settlement', 'settlement', null, 'fund-a', 100],
          ['merchant', 'shop-account', null, 'reserve', -200],
          ['settlement', 'settlement', null, 'reserve', 200],
        ],
      },
      body,
      answer: { journalId: 'i1', ...answer },
    })
  })
  test('waits whole without a plan, but for funds that hold nothing', () => {
    expect(settle()['answer']).toMatchObject({
      amountYen: 1_000,
      funds: [
        { fundId: 'fund-a', amountYen: 200 },
        { fundId: 'fund-b', amountYen: 300 },
        { fundId: 'reserve', amountYen: 500 },
      ],
    })
  })
  const fee = (funds: readonly { fundId: string; amountYen: number }[]) =>
    decideFee({ merchantBalance }, { merchantAccountId: 'shop-account', runId: 'run', funds }, context())
  test('pays the fee of a run before the rest waits, fund by fund, of those that pay something', () => {
    const shares = [...paidOut.funds.toReversed(), { fundId: 'fund-b', amountYen: 0 }]
    expect(doneIn(fee(shares))).toEqual({
      journal: {
        id: 'i1',
        kind: 'fee',
        at: noon,
        entries: [
          ['merchant', 'shop-account', null, 'fund-a', -100],
          ['fee', 'fee', null, 'fund-a', 100],
          ['merchant', 'shop-account', null, 'reserve', -200],
          ['fee', 'fee', null, 'reserve', 200],
        ],
      },
      body,
      answer: { journalId: 'i1', ...answer },
    })
  })
  test.each<[string, number, object]>([
    ['of nothing', 0, { code: 'nothing_to_settle' }],
    ['above what it holds', 301, { code: 'merchant_balance_short', fundId: 'fund-b', balanceYen: 300 }],
  ])('pays no fee %s', (_, amountYen, error) => {
    expect(fee([{ fundId: 'fund-b', amountYen }])).toEqual({ ok: false, error })
  })
  test('leaves by the bank', () => {
    const command = { settleJournalId: 's', runId: 'run' }
    expect(doneIn(decidePayout({ settled: paidOut }, command, context()))).toEqual({
      journal: {
        id: 'i1',
        kind: 'payout',
        at: noon,
        entries: [
          ['settlement', 'settlement', null, 'fund-a', -100],
          ['bank', 'bank', null, 'fund-a', 100],
          ['settlement', 'settlement', null, 'reserve', -200],
          ['bank', 'bank', null, 'reserve', 200],
        ],
      },
      parentId: 's',
      body,
      answer: { journalId: 'i1', ...answer },
    })
  })
  test('is owed again when the bank sends it back', () => {
    const sent = { paidOut: { ...paidOut, journalId: 'p' }, runId: 'run', returned: false }
    const command = { payoutJournalId: 'p', reason: 'account closed' }
    expect(doneIn(decidePayoutReturn({ sent }, command, context()))).toEqual({
      journal: {
        id: 'i1',
        kind: 'payout_return',
        at: noon,
        entries: [
          ['bank', 'bank', null, 'fund-a', -100],
          ['merchant', 'shop-account', null, 'fund-a', 100],
          ['bank', 'bank', null, 'reserve', -200],
          ['merchant', 'shop-account', null, 'reserve', 200],
        ],
      },
      parentId: 'p',
      body: { ...body, reason: 'account closed' },
      answer: { journalId: 'i1', ...answer },
    })
  })
})
