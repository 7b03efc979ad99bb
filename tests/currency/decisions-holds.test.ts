import { describe, expect, test } from 'vitest'
import { decideCapture, decideExpiry, decideHold, decideVoid } from '../../api/currency/hold.ts'
import type { HoldState } from '../../api/currency/hold.ts'
import { decideAsk, decideDecline, decideGrant } from '../../api/currency/repay.ts'
import type { StoredRepayment } from '../../api/currency/repay.ts'
import { decideClose, decideReopen } from '../../api/currency/close.ts'
import { decideDispute, decideDisputeEnd } from '../../api/currency/dispute.ts'
import { noon } from './noon.ts'
import { context, lot, shop, unspent, walletOf } from './builders.ts'
import { doneIn } from './decision-told.ts'

const { remainingYen: _left, rule: _rule, ...line } = lot({ id: 'a', validUntilAt: noon + 9 })
const { id: lotId, ...rest } = line
const full = walletOf([lot({ id: 'a', validUntilAt: noon + 9 })])

describe('a hold', () => {
  test('takes lots that are valid as long as it is, moves no yen and counts in the day and the month', () => {
    const soon = lot({ id: 'soon', validUntilAt: noon + 8 })
    const state = { wallet: walletOf([soon, ...full.lots]), merchant: shop, spent: unspent }
    const command = { walletId: 'w', merchantId: 'shop', amountYen: 400, endsAt: noon + 9 }
    expect(doneIn(decideHold(state, command, context()))).toEqual({
      at: noon,
      placed: {
        id: 'i1',
        walletId: 'w',
        merchantAccountId: 'shop-account',
        amountYen: 400,
        endsAt: noon + 9,
        taken: [{ ...line, amountYen: 400 }],
      },
      spending: {
        walletId: 'w',
        amountYen: 400,
        day: '2026-11-23',
        dayLimitYen: 300_000,
        month: '2026-11',
        monthLimitYen: 900_000,
      },
      answer: {
        holdId: 'i1',
        walletId: 'w',
        merchantId: 'shop',
        amountYen: 400,
        placedAt: noon,
        endsAt: noon + 9,
        lots: [{ lotId, ...rest, amountYen: 400 }],
      },
    })
  })

  const hold: HoldState = {
    id: 'h',
    walletId: 'w',
    walletClosed: false,
    walletFrozen: false,
    merchantAccountId: 'shop-account',
    amountYen: 500,
    placedAt: noon - 10,
    endsAt: noon,
    taken: [{ ...line, amountYen: 500 }],
    resolution: null,
  }
  const command = { holdId: 'h', merchantAccountId: 'shop-account' }

  test('that is captured in part is a payment of it; the rest is let go of', () => {
    const captured = decideCapture({ hold, merchant: shop }, { ...command, amountYen: 200 }, context())
    expect(doneIn(captured)).toEqual({
      journal: {
        id: 'i1',
        kind: 'pay',
        at: noon,
        entries: [
          ['wallet', 'w', 'a', 'reserve', -200],
          ['merchant', 'shop-account', null, 'reserve', 200],
        ],
      },
      body: { walletId: 'w', merchantId: 'shop', amountYen: 200, holdId: 'h' },
      payment: {
        walletId: 'w',
        merchantAccountId: 'shop-account',
        amountYen: 200,
        taken: [{ ...line, amountYen: 200 }],
      },
      resolved: { holdId: 'h', how: 'captured', capturedYen: 200, paymentId: 'i1', at: noon },
      answer: {
        paymentId: 'i1',
        walletId: 'w',
        merchantId: 'shop',
        amountYen: 200,
        paidAt: noon,
        lots: [{ lotId, ...rest, amountYen: 200 }],
        holdId: 'h',
        releasedYen: 300,
      },
    })
  })

  test('that is given up moves no yen, counts in no day, and lets go of all', () => {
    const given = decideVoid({ hold }, command, context())
    // Spelt out: what a change of the books does not do stands in it, too.
    expect(given).toEqual({
      ok: true,
      value: {
        journal: null,
        at: noon,
        placed: null,
        resolved: { holdId: 'h', how: 'voided', capturedYen: 0, paymentId: null, at: noon },
        spending: null,
        disputed: null,
        closed: null,
        changed: null,
        freeze: null,
        asked: null,
        declined: null,
        answer: { holdId: 'h', releasedYen: 500, voidedAt: noon },
      },
    })
  })

  test.each([
    ['is open at its last instant', noon, undefined],
    [
      'has expired at the instant after it',
      noon + 1,
      { holdId: 'h', how: 'expired', capturedYen: 0, paymentId: null, at: noon + 1 },
    ],
  ])('%s', (_, at, expected) => expect(decideExpiry(hold, at)).toEqual(expected))
})

describe('a repayment', () => {
  const period = { period: '2027-03-31', issuedBeforeYen: 5_000, unusedBeforeYen: 10_000, repaidYen: 300 }
  const waiting: StoredRepayment = {
    requestId: 'r',
    walletId: 'w',
    reason: 'small_amount',
    amountYen: 700,
    way: 'counter',
    askedAt: noon - 1,
  }
  const command = { requestId: 'r', decidedBy: 'officer' }

  test('that is asked for moves nothing and waits', () => {
    const ask = { walletId: 'w', reason: 'moved_away', amountYen: 1_000, way: 'counter' } as const
    expect(doneIn(decideAsk({ wallet: full, cardLots: [], waiting: false, period }, ask, context()))).toEqual(
      {
        at: noon,
        asked: { requestId: 'i1', walletId: 'w', reason: 'moved_away', amountYen: 1_000, way: 'counter' },
        answer: { requestId: 'i1', reason: 'moved_away', amountYen: 1_000, way: 'counter', askedAt: noon },
      },
    )
  })

  test('that is granted leaves the wallet and the bank, with the cap that it is held to', () => {
    expect(
      doneIn(decideGrant({ repayment: waiting, wallet: full, cardLots: [], period }, command, context())),
    ).toEqual({
      journal: {
        id: 'i1',
        kind: 'repay',
        at: noon,
        entries: [
          ['wallet', 'w', 'a', 'reserve', -700],
          ['bank', 'bank', null, 'reserve', 700],
        ],
      },
      body: { walletId: 'w', requestId: 'r', reason: 'small_amount', amountYen: 700, period: '2027-03-31' },
      repaid: {
        requestId: 'r',
        decidedBy: 'officer',
        amountYen: 700,
        period: '2027-03-31',
        limitYen: 1_000,
      },
      answer: {
        repaymentId: 'i1',
        requestId: 'r',
        reason: 'small_amount',
        amountYen: 700,
        way: 'counter',
        parts: [],
        period: '2027-03-31',
        repaidAt: noon,
      },
    })
  })

  test('that is declined moves nothing, and whose wallet it is is not told', () => {
    const { walletId: _, ...asked } = waiting
    expect(doneIn(decideDecline({ repayment: waiting }, command, context()))).toEqual({
      at: noon,
      declined: command,
      answer: { ...asked, decision: 'declined', decidedAt: noon },
    })
  })
})

describe('a dispute', () => {
  const lone = {
    id: 'a',
    walletId: 'w',
    fundId: 'reserve',
    potId: null,
    validUntilAt: noon,
    issuedYen: 500,
    freeYen: 200,
    isFrozen: false,
  }
  const toppedUp = { journalId: 'j', lot: lone }
  const end = (how: 'won' | 'lost', freeYen = 200, facts = {}) => {
    const lot = { ...lone, freeYen }
    const disputed = { amountYen: 500, toCardYen: 0, ...facts }
    const dispute = { id: 'd', toppedUp: { ...toppedUp, lot }, ...disputed, how: null }
    return doneIn(decideDisputeEnd({ dispute }, { disputeId: 'd', how }, context()))
  }

  test('that is opened is of the whole top-up', () => {
    const command = { disputeId: 'd', topUpJournalId: 'j' }
    expect(doneIn(decideDispute({ toppedUp, isDisputed: false }, command, context()))).toEqual({
      at: noon,
      disputed: { id: 'd', topUpJournalId: 'j', lotId: 'a', walletId: 'w', amountYen: 500 },
      answer: { disputeId: 'd', walletId: 'w', amountYen: 500 },
    })
  })

  test('that is won moves nothing', () => {
    const closed = { disputeId: 'd', how: 'won', takenYen: 0, receivableYen: 0 }
    expect(end('won')).toEqual({ at: noon, closed, answer: closed })
  })

  test('that is lost takes what is left, and the payer owes what was spent', () => {
    const closed = { disputeId: 'd', how: 'lost', takenYen: 200, receivableYen: 300 }
    expect(end('lost')).toEqual({
      journal: {
        id: 'i1',
        kind: 'charge_back',
        at: noon,
        entries: [
          ['wallet', 'w', 'a', 'reserve', -200],
          ['receivable', 'receivable', null, 'reserve', -300],
          ['card_clearing', 'card_clearing', null, 'reserve', 500],
        ],
      },
      parentId: 'j',
      body: { walletId: 'w', lotId: 'a', disputeId: 'd', takenYen: 200, receivableYen: 300 },
      closed,
      answer: closed,
    })
  })

  test.each([
    ['less what had gone back to the card before', { toCardYen: 120 }, 180],
    ['and no more than was disputed', { toCardYen: 120, amountYen: 379 }, 179],
    ['which less had gone back to than was left', { toCardYen: 119, amountYen: 380 }, 180],
  ])('that is lost is taken back %s', (_, facts, receivableYen) => {
    const closed = { disputeId: 'd', how: 'lost', takenYen: 200, receivableYen }
    expect(end('lost', 200, facts)).toMatchObject({
      journal: {
        entries: [
          ['wallet', 'w', 'a', 'reserve', -200],
          ['receivable', 'receivable', null, 'reserve', -receivableYen],
          ['card_clearing', 'card_clearing', null, 'reserve', 200 + receivableYen],
        ],
      },
      closed,
    })
  })

  test.each([
    ['whole', 500, ['wallet', 'w', 'a', 'reserve', -500]],
    ['spent', 0, ['receivable', 'receivable', null, 'reserve', -500]],
  ])('that is lost while the top-up is %s has no leg of nothing', (_, freeYen, leg) => {
    expect(end('lost', freeYen).journal).toMatchObject({
      entries: [leg, ['card_clearing', 'card_clearing', null, 'reserve', 500]],
    })
  })
})

describe('an account', () => {
  const state = {
    accountId: 'w',
    closed: false,
    changes: 2,
    balanceYen: 0,
    pending: { holds: 0, disputes: 0, topUps: 0 },
  }
  const command = { reason: 'moved away', changedBy: 'officer' }
  test('that is closed keeps why and by whom', () => {
    expect(doneIn(decideClose(state, command, context()))).toEqual({
      at: noon,
      changed: { accountId: 'w', number: 3, what: 'closed', ...command, approvedHash: null },
      answer: { accountId: 'w', what: 'closed', changedAt: noon },
    })
  })
  test('that is opened again keeps what was approved, too', () => {
    const approved = { ...command, approvedHash: 'hash' }
    expect(doneIn(decideReopen({ ...state, closed: true }, approved, context()))).toEqual({
      at: noon,
      changed: { accountId: 'w', number: 3, what: 'reopened', ...approved },
      answer: { accountId: 'w', what: 'reopened', changedAt: noon },
    })
  })
})
