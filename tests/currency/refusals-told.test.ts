import { describe, expect, test } from 'vitest'
import { decideAdjust } from '../../api/currency/adjust.ts'
import type { AdjustState } from '../../api/currency/adjust.ts'
import { decideClose, decideReopen } from '../../api/currency/close.ts'
import { decideDispute, decideDisputeEnd } from '../../api/currency/dispute.ts'
import { decideDonate } from '../../api/currency/donate.ts'
import { decideVoidTopUp } from '../../api/currency/ended.ts'
import type { LedgerRefusal } from '../../api/currency/errors.ts'
import { decideCapture, decideHold, decideVoid } from '../../api/currency/hold.ts'
import { decideGrant, decideIssue } from '../../api/currency/money-in.ts'
import { decidePayout, decidePayoutReturn, decideSettle } from '../../api/currency/money-out.ts'
import { decidePay } from '../../api/currency/pay.ts'
import { decideRefund } from '../../api/currency/refund.ts'
import { decideAsk, decideDecline } from '../../api/currency/repay.ts'
import { demonstrationSettings } from '../../api/currency/settings.ts'
import { decideTransfer } from '../../api/currency/transfer.ts'
import { noon } from './noon.ts'
import { context, lot, shop, unspent, walletOf } from './builders.ts'

type Outcome = { readonly ok: boolean; readonly error?: LedgerRefusal }

const full = walletOf([lot({ id: 'a', remainingYen: 600 }), lot({ id: 'b', remainingYen: 400 })])
const shut = { ...shop, open: false }
const lone = {
  id: 'a',
  walletId: 'w',
  fundId: 'reserve',
  potId: null,
  validUntilAt: noon,
  issuedYen: 500,
  freeYen: 499,
  isFrozen: false,
}
const toppedUp = { journalId: 'j', lot: lone }

const pay = (state: object, amountYen = 1) =>
  decidePay(
    { wallet: full, merchant: shop, spent: unspent, ...state },
    { walletId: 'w', merchantId: 'shop', amountYen },
    context(),
  )
const refund = (facts: object, balance = new Map<string, number>(), asked: object = {}) => {
  const payment = {
    id: 'p',
    walletId: 'w',
    walletClosed: false,
    merchantAccountId: 'shop-account',
    amountYen: 1_000,
    refundedYen: 300,
    correctedYen: 200,
    taken: [{ ...lot({ id: 'a', validUntilAt: noon - 1 }), amountYen: 1_000 }],
    ...facts,
  }
  const settings = { ...demonstrationSettings, ...asked }
  const command = { paymentId: 'p', merchantAccountId: 'shop-account', amountYen: null }
  return decideRefund({ payment, merchantBalance: balance }, command, context({ settings }))
}
const transfer = (state: object, amountYen = 1) =>
  decideTransfer(
    { sender: full, receiver: walletOf([], { id: 'friend' }), sentYen: 0, ...state },
    { walletId: 'w', address: 'A', amountYen },
    context(),
  )
const donate = (state: object) =>
  decideDonate(
    { wallet: full, cause: undefined, spent: unspent, ...state },
    { walletId: 'w', causeId: 'roof', amountYen: 1 },
    context(),
  )
const hold = {
  id: 'h',
  walletId: 'w',
  walletClosed: false,
  walletFrozen: false,
  merchantAccountId: 'shop-account',
  amountYen: 500,
  placedAt: noon - 10,
  endsAt: noon,
  taken: [],
  resolution: null,
}
const resolution = { holdId: 'h', how: 'voided' as const, capturedYen: 0, paymentId: null, at: noon }
const voided = (state: Parameters<typeof decideVoid>[0]['hold']) =>
  decideVoid({ hold: state }, { holdId: 'h', merchantAccountId: 'shop-account' }, context())
const placed = (endsAt: number) =>
  decideHold(
    { wallet: full, merchant: shop, spent: unspent },
    { walletId: 'w', merchantId: 'shop', amountYen: 1, endsAt },
    context(),
  )
const captured = decideCapture(
  { hold, merchant: shop },
  { holdId: 'h', merchantAccountId: 'shop-account', amountYen: 501 },
  context(),
)
const pot = { id: 'p', fundId: 'p', municipality: '072028', balanceYen: 9, rule: {}, validDays: 1 }
const grant = (state: object) =>
  decideGrant(
    { pot: undefined, wallet: full, ...state },
    { potId: 'p', walletId: 'w', amountYen: 10 },
    context(),
  )
const undo = (found: typeof toppedUp | undefined) =>
  decideVoidTopUp({ toppedUp: found }, { topUpJournalId: 'j', reason: 'wrong' }, context())
const dispute = (found: typeof toppedUp | undefined) =>
  decideDispute({ toppedUp: found, isDisputed: true }, { disputeId: 'd', topUpJournalId: 'j' }, context())
const endDispute = (found: Parameters<typeof decideDisputeEnd>[0]['dispute']) =>
  decideDisputeEnd({ dispute: found }, { disputeId: 'd', how: 'lost' }, context())
const settle = (fundId: string) =>
  decideSettle(
    { merchantBalance: new Map([['reserve', 500]]) },
    { merchantAccountId: 'shop-account', runId: 'run', funds: [{ fundId, amountYen: 501 }] },
    context(),
  )
const paidOut = { journalId: 'p', merchantAccountId: 'shop-account', amountYen: 5, funds: [] }
const back = (sent: Parameters<typeof decidePayoutReturn>[0]['sent']) =>
  decidePayoutReturn({ sent }, { payoutJournalId: 'p', reason: 'unknown' }, context())
const period = { period: '2027-03-31', issuedBeforeYen: 5_000, unusedBeforeYen: 0, repaidYen: 1_001 }
const ask = (reason: 'business_ended' | 'small_amount' | 'moved_away', amountYen: number, waiting = false) =>
  decideAsk(
    { wallet: full, cardLots: [], waiting, period },
    { walletId: 'w', reason, amountYen, way: 'counter' },
    context(),
  )
const asked = {
  requestId: 'r',
  walletId: 'w',
  reason: 'moved_away',
  amountYen: 1,
  way: 'counter',
  askedAt: noon,
  decision: 'granted',
} as const
const decline = (repayment: typeof asked | undefined) =>
  decideDecline({ repayment }, { requestId: 'r', decidedBy: 'officer' }, context())
const open = {
  accountId: 'w',
  closed: false,
  changes: 0,
  balanceYen: 0,
  pending: { holds: 0, disputes: 0, topUps: 0 },
}
const nobody = { reason: 'moved away', changedBy: 'w' }

describe('a refusal names the field and tells what the asker may know:', () => {
  test.each<[string, Outcome, LedgerRefusal]>([
    ['nothing is paid', pay({}, 0), { code: 'amount_not_positive', field: 'amountYen' }],
    [
      'the limit of one payment',
      pay({}, 300_001),
      { code: 'amount_above_limit', field: 'amountYen', limitYen: 300_000 },
    ],
    ['no such shop', pay({ merchant: undefined }), { code: 'merchant_not_found', field: 'merchantId' }],
    ['the shop is shut', pay({ merchant: shut }), { code: 'merchant_not_open', field: 'merchantId' }],
    ['no such wallet', pay({ wallet: undefined }), { code: 'wallet_not_found' }],
    ['a closed wallet', pay({ wallet: { ...full, closed: true } }), { code: 'account_closed' }],
    ['a frozen wallet', pay({ wallet: { ...full, frozen: true } }), { code: 'wallet_frozen' }],
    [
      'the sum of what can be spent',
      pay({}, 1_001),
      { code: 'insufficient_funds', field: 'amountYen', spendableYen: 1_000 },
    ],
    [
      'no payment of this shop',
      refund({ merchantAccountId: 'x' }),
      { code: 'payment_not_found', field: 'paymentId' },
    ],
    ['the wallet was closed since', refund({ walletClosed: true }), { code: 'account_closed' }],
    [
      'nothing is left to give back',
      refund({ refundedYen: 800 }),
      { code: 'refund_exceeds_payment', field: 'amountYen', refundableYen: 0 },
    ],
    [
      'what the shop holds of the fund',
      refund({}, new Map([['reserve', 499]])),
      { code: 'merchant_balance_short', fundId: 'reserve', balanceYen: 499 },
    ],
    [
      'it holds nothing of it',
      refund({}),
      { code: 'merchant_balance_short', fundId: 'reserve', balanceYen: 0 },
    ],
    [
      'the lot that has ended',
      refund({}, new Map(), { refundIntoExpiredLot: 'refuse' }),
      { code: 'refund_into_expired_lot', lotId: 'a' },
    ],
    ['no such address', transfer({ receiver: undefined }), { code: 'address_not_found', field: 'address' }],
    ['one’s own address', transfer({ receiver: full }), { code: 'transfer_to_self', field: 'address' }],
    [
      'what is left of the month',
      transfer({ sentYen: 299_000 }, 1_001),
      { code: 'transfer_month_above_limit', field: 'amountYen', limitYen: 300_000, leftYen: 1_000 },
    ],
    [
      'nothing is left of it',
      transfer({ sentYen: 300_001 }),
      { code: 'transfer_month_above_limit', field: 'amountYen', limitYen: 300_000, leftYen: 0 },
    ],
    ['no such cause', donate({}), { code: 'cause_not_found', field: 'causeId' }],
    [
      'a cause that takes none',
      donate({ cause: { id: 'roof', merchantAccountId: 'temple', open: false } }),
      { code: 'cause_not_open', field: 'causeId' },
    ],
    [
      'how far ahead a hold may end',
      placed(noon),
      { code: 'hold_end_not_allowed', field: 'endsAt', daysMax: 60 },
    ],
    ['no such hold', voided(undefined), { code: 'hold_not_found', field: 'holdId' }],
    [
      'how the hold ended',
      voided({ ...hold, resolution }),
      { code: 'hold_resolved_before', field: 'holdId', how: 'voided' },
    ],
    [
      'when the hold ended',
      voided({ ...hold, endsAt: noon - 1 }),
      { code: 'hold_ended', field: 'holdId', endsAt: noon - 1 },
    ],
    ['what is held', captured, { code: 'capture_exceeds_hold', field: 'amountYen', heldYen: 500 }],
    [
      'no such pot for an issue',
      decideIssue({ pot: undefined }, { potId: 'p', amountYen: 1 }, context()),
      { code: 'pot_not_found', field: 'potId' },
    ],
    ['no such pot for a gift', grant({}), { code: 'pot_not_found', field: 'potId' }],
    [
      'the last day of the pot',
      grant({ pot: { ...pot, lastDay: '2000-01-01' } }),
      { code: 'pot_ended', field: 'potId', lastDay: '2000-01-01' },
    ],
    [
      'what is left in the pot',
      grant({ pot }),
      { code: 'pot_exhausted', field: 'amountYen', remainingYen: 9 },
    ],
    ['no such top-up', undo(undefined), { code: 'top_up_not_found', field: 'topUpJournalId' }],
    ['what is left of a top-up', undo(toppedUp), { code: 'top_up_not_whole', leftYen: 499 }],
    [
      'nothing is left of a disputed one',
      undo({ ...toppedUp, lot: { ...lone, isFrozen: true } }),
      { code: 'top_up_not_whole', leftYen: 0 },
    ],
    ['no top-up to dispute', dispute(undefined), { code: 'top_up_not_found', field: 'topUpJournalId' }],
    ['it is disputed', dispute(toppedUp), { code: 'top_up_disputed_before', field: 'topUpJournalId' }],
    ['no such dispute', endDispute(undefined), { code: 'dispute_not_found', field: 'disputeId' }],
    [
      'how the dispute ended',
      endDispute({ id: 'd', toppedUp, amountYen: 500, toCardYen: 0, how: 'won' }),
      { code: 'dispute_closed_before', field: 'disputeId', how: 'won' },
    ],
    [
      'what the shop holds',
      settle('reserve'),
      { code: 'merchant_balance_short', fundId: 'reserve', balanceYen: 500 },
    ],
    [
      'of a fund it has none of, nothing',
      settle('x'),
      { code: 'merchant_balance_short', fundId: 'x', balanceYen: 0 },
    ],
    [
      'nothing was settled',
      decidePayout({ settled: undefined }, { settleJournalId: 's', runId: 'r' }, context()),
      { code: 'nothing_to_settle' },
    ],
    ['no such payout', back(undefined), { code: 'payout_not_found', field: 'payoutJournalId' }],
    [
      'the payout came back before',
      back({ paidOut, runId: 'run', returned: true }),
      { code: 'payout_returned_before', field: 'payoutJournalId' },
    ],
    [
      'the reason of a repayment',
      ask('business_ended', 1),
      { code: 'repayment_reason_not_open', field: 'reason' },
    ],
    ['another request waits', ask('moved_away', 1, true), { code: 'repayment_asked_before' }],
    [
      'nothing is left of the cap',
      ask('small_amount', 1),
      { code: 'repayment_above_cap', field: 'amountYen', limitYen: 1_000, leftYen: 0 },
    ],
    [
      'what can be asked for',
      ask('moved_away', 1_001),
      { code: 'insufficient_funds', field: 'amountYen', spendableYen: 1_000 },
    ],
    ['nobody asked', decline(undefined), { code: 'repayment_not_found', field: 'requestId' }],
    [
      'how it was decided',
      decline(asked),
      { code: 'repayment_decided_before', field: 'requestId', decision: 'granted' },
    ],
    [
      'no account to close',
      decideClose(undefined, nobody, context()),
      { code: 'account_not_found', field: 'accountId' },
    ],
    [
      'no account to open',
      decideReopen(undefined, { ...nobody, approvedHash: 'hash' }, context()),
      { code: 'account_not_found', field: 'accountId' },
    ],
    [
      'the account is open',
      decideReopen(open, { ...nobody, approvedHash: 'hash' }, context()),
      { code: 'account_not_closed', field: 'accountId' },
    ],
  ])('%s', (_, outcome, error) => expect(outcome).toEqual({ ok: false, error }))
})

describe('a correction is refused, in this order,', () => {
  const correctable = { walletId: 'w', leftYen: 1_200 }
  const nothing: AdjustState = { correctable: undefined, wallet: undefined }
  test.each<[string, number, 'give' | 'take', AdjustState, LedgerRefusal | 'ok']>([
    ['of nothing', 0, 'take', nothing, { code: 'amount_not_positive', field: 'amountYen' }],
    [
      'above the limit',
      300_001,
      'take',
      nothing,
      { code: 'amount_above_limit', field: 'amountYen', limitYen: 300_000 },
    ],
    [
      'of what moved no paid money',
      300_000,
      'take',
      nothing,
      { code: 'nothing_to_adjust', field: 'journalId' },
    ],
    ['of no wallet', 300_000, 'take', { ...nothing, correctable }, { code: 'wallet_not_found' }],
    [
      'of a closed wallet',
      300_000,
      'take',
      { correctable, wallet: { ...full, closed: true } },
      { code: 'account_closed' },
    ],
    [
      'of more than moved',
      1_201,
      'take',
      { correctable, wallet: full },
      { code: 'adjust_exceeds_moved', field: 'amountYen', leftYen: 1_200 },
    ],
    [
      'of more than the wallet has',
      1_200,
      'take',
      { correctable, wallet: full },
      { code: 'insufficient_funds', field: 'amountYen', spendableYen: 1_000 },
    ],
    [
      'and otherwise made, also in a frozen wallet',
      1_000,
      'take',
      { correctable, wallet: { ...full, frozen: true } },
      'ok',
    ],
    ['and given, to the last yen that moved', 1_200, 'give', { correctable, wallet: full }, 'ok'],
  ])('%s', (...[, amountYen, direction, state, expected]) => {
    const command = { journalId: 'j', direction, amountYen, approvedHash: 'hash' }
    const outcome = decideAdjust(state, command, context())
    expect(outcome.ok ? 'ok' : outcome.error).toEqual(expected)
  })
})
