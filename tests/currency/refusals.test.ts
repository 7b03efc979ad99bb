import { describe, expect, test } from 'vitest'
import { refusalCodes, statusOfRefusal } from '../../api/currency/errors.ts'
import type { LedgerRefusal, RefusalCode } from '../../api/currency/errors.ts'
import { decideLotExpiry, decideVoidTopUp } from '../../api/currency/ended.ts'
import { judgeKey } from '../../api/currency/key.ts'
import { decideGrant, decideIssue, decideTopUp, refuseTopUpStart } from '../../api/currency/money-in.ts'
import type { PotState } from '../../api/currency/money-in.ts'
import { decidePayout, decidePayoutReturn, decideSettle } from '../../api/currency/money-out.ts'
import { decidePay } from '../../api/currency/pay.ts'
import type { PayState } from '../../api/currency/pay.ts'
import { decideRefund } from '../../api/currency/refund.ts'
import type { PaymentState, RefundState } from '../../api/currency/refund.ts'
import { demonstrationSettings } from '../../api/currency/settings.ts'
import { context, freeLot, lot, shop, unspent, walletOf } from './builders.ts'
import { noon } from './noon.ts'
import { decideTransfer } from '../../api/currency/transfer.ts'
import type { TransferState } from '../../api/currency/transfer.ts'
import ja from '../../content/words/ja/currency.json' with { type: 'json' }
import en from '../../content/words/en/currency.json' with { type: 'json' }

const full = walletOf([lot({ id: 'a', remainingYen: 1_000 })])
const shut = { ...shop, open: false }
const codeOf = (outcome: { ok: boolean; error?: LedgerRefusal }): string => outcome.error?.code ?? 'ok'

describe('a payment is refused, in this order,', () => {
  // Each row also breaks everything below it that it can: the first rule is the one told.
  const most = demonstrationSettings.paymentYenMax
  test.each<[string, number, Omit<PayState, 'spent'>, string]>([
    ['for nothing', 0, { wallet: undefined, merchant: undefined }, 'amount_not_positive'],
    ['for less than nothing', -1, { wallet: undefined, merchant: undefined }, 'amount_not_positive'],
    ['for a part of a yen', 1.5, { wallet: undefined, merchant: undefined }, 'amount_not_positive'],
    ['beyond safe integers', 2 ** 53, { wallet: undefined, merchant: undefined }, 'amount_not_positive'],
    ['above the limit', most + 1, { wallet: undefined, merchant: undefined }, 'amount_above_limit'],
    ['without a wallet', most, { wallet: undefined, merchant: undefined }, 'wallet_not_found'],
    [
      'from a closed wallet',
      1_001,
      { wallet: { ...full, closed: true, frozen: true }, merchant: undefined },
      'account_closed',
    ],
    [
      'from a frozen wallet',
      1_001,
      { wallet: { ...full, frozen: true }, merchant: undefined },
      'wallet_frozen',
    ],
    ['at a shop that is not there', 1_001, { wallet: full, merchant: undefined }, 'merchant_not_found'],
    ['at a shop that takes none', 1_001, { wallet: full, merchant: shut }, 'merchant_not_open'],
    ['for more than the lots hold', 1_001, { wallet: full, merchant: shop }, 'insufficient_funds'],
    ['and otherwise made', 1_000, { wallet: full, merchant: shop }, 'ok'],
  ])('%s', (_, amountYen, state, expected) => {
    const command = { walletId: 'w', merchantId: 'shop', amountYen }
    const outcome = decidePay({ ...state, spent: unspent }, command, context())
    expect(codeOf(outcome)).toBe(expected)
  })

  test('and says what could be spent here: neither ended lots nor those bound to another place', () => {
    const lots = [
      lot({ id: 'a', remainingYen: 100 }),
      lot({ id: 'ended', remainingYen: 500, validUntilAt: noon - 1 }),
      freeLot({ id: 'elsewhere', remainingYen: 500, rule: { municipalities: ['073679'] } }),
    ]
    const state = { wallet: walletOf(lots), merchant: shop, spent: unspent }
    const outcome = decidePay(state, { walletId: 'w', merchantId: 'shop', amountYen: 101 }, context())
    expect(outcome).toMatchObject({ error: { code: 'insufficient_funds', spendableYen: 100 } })
  })
})

describe('a refund is refused, in this order,', () => {
  const payment: PaymentState = {
    id: 'p',
    walletId: 'w',
    walletClosed: false,
    merchantAccountId: 'shop-account',
    amountYen: 1_000,
    refundedYen: 400,
    correctedYen: 0,
    taken: [{ ...lot({ id: 'a' }), amountYen: 1_000 }],
  }
  const enough = new Map([['reserve', 600]])
  const none = new Map<string, number>()
  test.each<[string, number | null, RefundState, string]>([
    ['for nothing', 0, { payment: undefined, merchantBalance: none }, 'amount_not_positive'],
    [
      'of a payment that is not there',
      601,
      { payment: undefined, merchantBalance: none },
      'payment_not_found',
    ],
    [
      'of another shop’s payment',
      601,
      { payment: { ...payment, merchantAccountId: 'x', walletClosed: true }, merchantBalance: none },
      'payment_not_found',
    ],
    [
      'into a closed wallet',
      601,
      { payment: { ...payment, walletClosed: true }, merchantBalance: none },
      'account_closed',
    ],
    ['above what is left', 601, { payment, merchantBalance: none }, 'refund_exceeds_payment'],
    [
      'when nothing is left',
      null,
      { payment: { ...payment, refundedYen: 1_000 }, merchantBalance: none },
      'refund_exceeds_payment',
    ],
    [
      'above what is left when the issuer corrected a part',
      501,
      { payment: { ...payment, correctedYen: 100 }, merchantBalance: none },
      'refund_exceeds_payment',
    ],
    [
      'when the shop was paid out',
      600,
      { payment, merchantBalance: new Map([['reserve', 599]]) },
      'merchant_balance_short',
    ],
    ['and otherwise made', 600, { payment, merchantBalance: enough }, 'ok'],
    ['and made for all that is left', null, { payment, merchantBalance: enough }, 'ok'],
  ])('%s', (_, amountYen, state, expected) => {
    const command = { paymentId: 'p', merchantAccountId: 'shop-account', amountYen }
    expect(codeOf(decideRefund(state, command, context()))).toBe(expected)
  })

  const ended = { ...payment, taken: [{ ...payment.taken[0]!, validUntilAt: noon - 1 }] }
  const command = { paymentId: 'p', merchantAccountId: 'shop-account', amountYen: 600 }

  test('a lot that has ended is restored as it was and shown so', () => {
    const outcome = decideRefund({ payment: ended, merchantBalance: enough }, command, context())
    expect(outcome).toMatchObject({
      value: { answer: { lots: [{ lotId: 'a', amountYen: 600, expired: true, validUntilAt: noon - 1 }] } },
    })
  })
  test('unless the issuer has it refused', () => {
    const settings = { ...demonstrationSettings, refundIntoExpiredLot: 'refuse' as const }
    const outcome = decideRefund({ payment: ended, merchantBalance: none }, command, context({ settings }))
    expect(codeOf(outcome)).toBe('refund_into_expired_lot')
    const valid = decideRefund({ payment, merchantBalance: enough }, command, context({ settings }))
    expect(codeOf(valid)).toBe('ok')
  })
})

describe('money coming in is refused, in this order,', () => {
  const pot: PotState = {
    id: 'pot',
    fundId: 'pot',
    municipality: '072028',
    balanceYen: 99,
    rule: {},
    validDays: 1,
  }
  const frozen = walletOf([], { frozen: true })
  const closed = walletOf([], { closed: true })
  const grant = (amountYen: number, state: Parameters<typeof decideGrant>[0]) =>
    decideGrant(state, { potId: 'pot', walletId: 'w', amountYen }, context())
  const topUp = (amountYen: number, wallet: typeof full | undefined) =>
    decideTopUp({ wallet }, { walletId: 'w', amountYen }, context())
  test.each([
    [
      'an issue of nothing',
      codeOf(decideIssue({ pot: undefined }, { potId: 'pot', amountYen: 0 }, context())),
      'amount_not_positive',
    ],
    [
      'an issue to no pot',
      codeOf(decideIssue({ pot: undefined }, { potId: 'pot', amountYen: 1 }, context())),
      'pot_not_found',
    ],
    ['a gift of nothing', codeOf(grant(0, { pot: undefined, wallet: undefined })), 'amount_not_positive'],
    ['a gift to no wallet', codeOf(grant(100, { pot: undefined, wallet: undefined })), 'wallet_not_found'],
    ['a gift to a frozen wallet', codeOf(grant(100, { pot: undefined, wallet: frozen })), 'wallet_frozen'],
    [
      'a gift from a pot that has ended',
      codeOf(grant(100, { pot: { ...pot, lastDay: '2000-01-01' }, wallet: full })),
      'pot_ended',
    ],
    ['a gift from no pot', codeOf(grant(100, { pot: undefined, wallet: full })), 'pot_not_found'],
    [
      'a gift beyond what a wallet may hold',
      codeOf(grant(demonstrationSettings.walletYenMax, { pot, wallet: full })),
      'wallet_above_limit',
    ],
    ['a gift of more than the pot has', codeOf(grant(100, { pot, wallet: full })), 'pot_exhausted'],
    ['a gift of all the pot has: made', codeOf(grant(99, { pot, wallet: full })), 'ok'],
    ['a top-up of nothing', codeOf(topUp(0, undefined)), 'amount_not_positive'],
    ['a top-up of no wallet', codeOf(topUp(1, undefined)), 'wallet_not_found'],
    ['a top-up of a closed wallet', codeOf(topUp(1, closed)), 'account_closed'],
    ['charged money, wallet frozen: in', codeOf(topUp(1, frozen)), 'ok'],
    ['charged money above a limit: in', codeOf(topUp(9_999_999, full)), 'ok'],
  ])('%s', (_, seen, expected) => expect(seen).toBe(expected))

  const { topUpYenMax, walletYenMax } = demonstrationSettings
  const nearlyFull = walletOf([lot({ id: 'a', remainingYen: walletYenMax - 10 })])
  const partlyHeld = walletOf([], { heldYen: walletYenMax - 10 })
  test.each<[string, number, typeof full | undefined, RefusalCode | undefined]>([
    ['above the limit of one top-up', topUpYenMax + 1, undefined, 'amount_above_limit'],
    ['without a wallet', topUpYenMax, undefined, 'wallet_not_found'],
    ['beyond what a wallet may hold', 11, nearlyFull, 'wallet_above_limit'],
    ['beyond what it may hold, what is set aside counted', 11, partlyHeld, 'wallet_above_limit'],
    ['up to what it may hold: begins', 10, nearlyFull, undefined],
  ])('a top-up does not begin %s', (_, amountYen, wallet, expected) => {
    const begun = { ...unspent, pendingYen: 0 }
    expect(refuseTopUpStart({ wallet, begun }, { amountYen }, context())?.error.code).toBe(expected)
  })
})

describe('a transfer is refused, in this order,', () => {
  const { transferYenMax: most, transferMonthYenMax: month } = demonstrationSettings
  const receiver = walletOf([], { id: 'friend' })
  const base: TransferState = { sender: full, receiver, sentYen: 0 }
  const nobody: TransferState = { sender: undefined, receiver: undefined, sentYen: month }
  test.each<[string, number, TransferState, string]>([
    ['of nothing', 0, nobody, 'amount_not_positive'],
    ['above the limit of one transfer', most + 1, nobody, 'amount_above_limit'],
    ['without a wallet', most, nobody, 'wallet_not_found'],
    ['of a closed wallet', most, { ...nobody, sender: { ...full, closed: true } }, 'account_closed'],
    ['of a frozen wallet', most, { ...nobody, sender: { ...full, frozen: true } }, 'wallet_frozen'],
    ['to an address of nobody', most, { ...nobody, sender: full }, 'address_not_found'],
    ['to a closed wallet', most, { ...base, receiver: { ...receiver, closed: true } }, 'address_not_found'],
    ['to a frozen wallet', most, { ...base, receiver: { ...receiver, frozen: true } }, 'address_not_found'],
    ['to oneself', most, { ...base, receiver: full, sentYen: month }, 'transfer_to_self'],
    ['beyond the month', most, { ...base, sentYen: month - most + 1 }, 'transfer_month_above_limit'],
    ['for more than there is', 1_001, { ...base, sentYen: month - 1_001 }, 'insufficient_funds'],
    ['and otherwise made, to the last yen of the month', 1_000, { ...base, sentYen: month - 1_000 }, 'ok'],
  ])('%s', (_, amountYen, state, expected) => {
    const command = { walletId: 'w', address: 'A', amountYen }
    expect(codeOf(decideTransfer(state, command, context()))).toBe(expected)
  })

  test('and moves nothing that was given: what can be sent is paid money', () => {
    const sender = walletOf([freeLot({ id: 'f', remainingYen: 900 }), lot({ id: 'a', remainingYen: 50 })])
    const command = { walletId: 'w', address: 'A', amountYen: 51 }
    expect(decideTransfer({ ...base, sender }, command, context())).toMatchObject({
      error: { code: 'insufficient_funds', spendableYen: 50 },
    })
  })

  test('the limits stay below those of a high-value instrument', () => {
    expect(most).toBeLessThan(100_000)
    expect(month).toBeLessThanOrEqual(300_000)
  })
})

describe('a lot is taken back', () => {
  const left = {
    id: 'a',
    walletId: 'w',
    fundId: 'pot-a',
    potId: 'pot-a',
    validUntilAt: noon - 1,
    issuedYen: 500,
    freeYen: 500,
    isFrozen: false,
  }
  test.each([
    ['from the first instant after its end', left, 'expire'],
    ['not at its last instant', { ...left, validUntilAt: noon }, 'not'],
    ['not when nothing is left', { ...left, freeYen: 0 }, 'not'],
  ])('%s', (_, lot, expected) => {
    expect(decideLotExpiry(lot, context())?.journal.kind ?? 'not').toBe(expected)
  })
})

describe('undoing a top-up is refused, in this order,', () => {
  const whole = {
    id: 'a',
    walletId: 'w',
    fundId: 'reserve',
    potId: null,
    validUntilAt: noon - 1,
    issuedYen: 500,
    freeYen: 500,
    isFrozen: false,
  }
  test.each([
    ['when it is not there', undefined, 'top_up_not_found'],
    ['when a yen is missing', { ...whole, freeYen: 499 }, 'top_up_not_whole'],
    ['when it is disputed', { ...whole, isFrozen: true }, 'top_up_not_whole'],
    ['and otherwise done, after its end too', whole, 'ok'],
  ])('%s', (_, lot, expected) => {
    const toppedUp = lot && { journalId: 'j', lot }
    const command = { topUpJournalId: 'j', reason: 'wrong' }
    expect(codeOf(decideVoidTopUp({ toppedUp }, command, context()))).toBe(expected)
  })
})

describe('a payout that came back is refused', () => {
  const paidOut = { journalId: 'p', merchantAccountId: 'shop-account', amountYen: 5, funds: [] }
  const sent = { paidOut: { ...paidOut, funds: [{ fundId: 'reserve', amountYen: 5 }] }, runId: 'run' }
  test.each([
    ['when it was never sent', undefined, 'payout_not_found'],
    ['when it came back before', { ...sent, returned: true }, 'payout_returned_before'],
    ['and otherwise entered', { ...sent, returned: false }, 'ok'],
  ])('%s', (_, state, expected) => {
    const command = { payoutJournalId: 'p', reason: 'no such account' }
    expect(codeOf(decidePayoutReturn({ sent: state }, command, context()))).toBe(expected)
  })
})

describe('money going out is refused', () => {
  const command = { merchantAccountId: 'shop-account', runId: 'run' }
  const balance = new Map([['reserve', 500]])
  const settle = (
    funds: readonly { fundId: string; amountYen: number }[] | undefined,
    merchantBalance = balance,
  ) => decideSettle({ merchantBalance }, funds === undefined ? command : { ...command, funds }, context())
  test.each([
    ['when the shop holds nothing', codeOf(settle(undefined, new Map())), 'nothing_to_settle'],
    ['when the plan pays nothing', codeOf(settle([])), 'nothing_to_settle'],
    [
      'when the plan pays more than there is',
      codeOf(settle([{ fundId: 'reserve', amountYen: 501 }])),
      'merchant_balance_short',
    ],
    [
      'when the plan pays of a fund not there',
      codeOf(settle([{ fundId: 'pot', amountYen: 1 }])),
      'merchant_balance_short',
    ],
    ['not when it holds what the plan pays', codeOf(settle([{ fundId: 'reserve', amountYen: 500 }])), 'ok'],
    [
      'to the bank when nothing was settled',
      codeOf(decidePayout({ settled: undefined }, { settleJournalId: 'x', runId: 'run' }, context())),
      'nothing_to_settle',
    ],
  ])('%s', (_, seen, expected) => expect(seen).toBe(expected))
})

describe('a key used again', () => {
  const content = { operation: 'pay', merchantId: 'shop', amountYen: 100 }
  const record = { content, answer: { paid: true }, refused: false }
  test.each([
    [
      'with the same content gives the first answer',
      record,
      content,
      { kind: 'replay', answer: { paid: true } },
    ],
    [
      'with another amount names the amount',
      record,
      { ...content, amountYen: 101 },
      { kind: 'other_content', field: 'amountYen' },
    ],
    [
      'with another shop names the shop',
      record,
      { ...content, merchantId: 'b', amountYen: 1 },
      { kind: 'other_content', field: 'merchantId' },
    ],
    [
      'for another operation names the operation',
      record,
      { ...content, operation: 'refund' },
      { kind: 'other_content', field: 'operation' },
    ],
    [
      'with a field less names the field',
      record,
      { operation: 'pay', merchantId: 'shop' },
      { kind: 'other_content', field: 'amountYen' },
    ],
    [
      'after a refusal stays refused',
      { ...record, refused: true, answer: 'insufficient_funds' },
      content,
      { kind: 'failed', firstCode: 'insufficient_funds' },
    ],
  ])('%s', (_, known, again, expected) => expect(judgeKey(known, again)).toEqual(expected))
})

describe('every refusal', () => {
  test.each(refusalCodes)('%s has a status of 4xx or 503 and a sentence in both languages', (code) => {
    const status = statusOfRefusal({ code } as LedgerRefusal)
    expect(status === 503 || (status >= 400 && status < 500)).toBe(true)
    expect(ja.refusal[code]).toBeTruthy()
    expect(en.refusal[code]).toBeTruthy()
  })
})
