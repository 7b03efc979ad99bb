import { describe, expect, test } from 'vitest'
import type { LedgerRefusal } from '../../api/currency/errors.ts'
import { decideCapture, decideHold, decideVoid } from '../../api/currency/hold.ts'
import type { HoldState } from '../../api/currency/hold.ts'
import type { PayState } from '../../api/currency/pay.ts'
import { demonstrationSettings } from '../../api/currency/settings.ts'
import { noon } from './noon.ts'
import { context, freeLot, lot, shop, unspent, walletOf } from './builders.ts'

const full = walletOf([lot({ id: 'a', remainingYen: 1_000 })])
const shut = { ...shop, open: false }
const codeOf = (outcome: { ok: boolean; error?: LedgerRefusal }): string => outcome.error?.code ?? 'ok'

describe('a hold is refused, in this order,', () => {
  const { paymentYenMax: most, holdDaysMax } = demonstrationSettings
  const [soon, latest] = [noon + 1, noon + holdDaysMax * 86_400_000]
  const nobody: PayState = { wallet: undefined, merchant: undefined, spent: unspent }
  test.each<[string, readonly [number, number], PayState, string]>([
    ['for nothing', [0, noon], nobody, 'amount_not_positive'],
    ['above the limit of a payment', [most + 1, noon], nobody, 'amount_above_limit'],
    ['until now', [most, noon], nobody, 'hold_end_not_allowed'],
    ['until too late', [most, latest + 1], nobody, 'hold_end_not_allowed'],
    ['until a part of a millisecond', [most, soon + 0.5], nobody, 'hold_end_not_allowed'],
    ['without a wallet', [most, soon], nobody, 'wallet_not_found'],
    [
      'of a closed wallet',
      [most, soon],
      { ...nobody, wallet: { ...full, closed: true, frozen: true } },
      'account_closed',
    ],
    ['of a frozen wallet', [most, soon], { ...nobody, wallet: { ...full, frozen: true } }, 'wallet_frozen'],
    ['for a shop that is not there', [most, soon], { ...nobody, wallet: full }, 'merchant_not_found'],
    [
      'for a shop that takes none',
      [most, soon],
      { wallet: full, merchant: shut, spent: unspent },
      'merchant_not_open',
    ],
    [
      'for more than the lots hold',
      [1_001, soon],
      { wallet: full, merchant: shop, spent: unspent },
      'insufficient_funds',
    ],
    [
      'for more than is free of days and hours',
      [1_000, soon],
      {
        wallet: walletOf([
          lot({ id: 'a', remainingYen: 999 }),
          freeLot({ id: 'monday', remainingYen: 500, rule: { weekdays: ['mon'] } }),
          freeLot({ id: 'noon', remainingYen: 500, rule: { hours: { from: '00:00', until: '23:59' } } }),
        ]),
        merchant: shop,
        spent: unspent,
      },
      'insufficient_funds',
    ],
    [
      'and otherwise placed, for an instant',
      [1_000, soon],
      { wallet: full, merchant: shop, spent: unspent },
      'ok',
    ],
    [
      'and until the last day that is allowed',
      [1_000, latest],
      { wallet: full, merchant: shop, spent: unspent },
      'ok',
    ],
  ])('%s', (_, [amountYen, endsAt], state, expected) => {
    const command = { walletId: 'w', merchantId: 'shop', amountYen, endsAt }
    expect(codeOf(decideHold(state, command, context()))).toBe(expected)
  })
})

describe('what becomes of a hold is refused, in this order,', () => {
  const hold: HoldState = {
    id: 'h',
    walletId: 'w',
    walletClosed: false,
    walletFrozen: false,
    merchantAccountId: 'shop-account',
    amountYen: 500,
    placedAt: noon - 10,
    endsAt: noon,
    taken: [{ ...lot({ id: 'a' }), amountYen: 500 }],
    resolution: null,
  }
  const past = { ...hold, endsAt: noon - 1 }
  const done: HoldState = {
    ...past,
    resolution: { holdId: 'h', how: 'voided', capturedYen: 0, paymentId: null, at: noon - 5 },
  }
  const wrongWallet = { ...hold, walletClosed: true, walletFrozen: true }
  const given = { merchant: shop }
  type Captured = Parameters<typeof decideCapture>[0]
  test.each<[string, number | null, Captured, string]>([
    ['a capture of nothing', 0, { hold: undefined, merchant: undefined }, 'amount_not_positive'],
    ['a capture of no hold', 501, { hold: undefined, merchant: undefined }, 'hold_not_found'],
    [
      'a capture of another shop’s hold',
      501,
      { hold: { ...done, merchantAccountId: 'x' }, merchant: undefined },
      'hold_not_found',
    ],
    ['of a hold that has ended', 501, { hold: done, merchant: undefined }, 'hold_resolved_before'],
    ['of a hold past its end', 501, { hold: past, merchant: undefined }, 'hold_ended'],
    ['by a shop that is gone', 501, { hold: wrongWallet, merchant: undefined }, 'merchant_not_found'],
    ['by a shop that takes none', 501, { hold: wrongWallet, merchant: shut }, 'merchant_not_open'],
    ['of a closed wallet', 501, { hold: wrongWallet, ...given }, 'account_closed'],
    ['of a frozen wallet', 501, { hold: { ...hold, walletFrozen: true }, ...given }, 'wallet_frozen'],
    ['of more than is held', 501, { hold, ...given }, 'capture_exceeds_hold'],
    ['and otherwise made', 500, { hold, ...given }, 'ok'],
    ['and made of all that is held', null, { hold, ...given }, 'ok'],
  ])('%s', (_, amountYen, state, expected) => {
    const command = { holdId: 'h', merchantAccountId: 'shop-account', amountYen }
    expect(codeOf(decideCapture(state, command, context()))).toBe(expected)
  })

  test.each<[string, HoldState | undefined, string]>([
    ['giving up no hold', undefined, 'hold_not_found'],
    ['giving up another shop’s', { ...done, merchantAccountId: 'x' }, 'hold_not_found'],
    ['giving up what has ended', done, 'hold_resolved_before'],
    ['giving up what is past its end', past, 'hold_ended'],
    ['giving up, of a closed and frozen wallet too: done', wrongWallet, 'ok'],
  ])('%s', (_, state, expected) => {
    const command = { holdId: 'h', merchantAccountId: 'shop-account' }
    expect(codeOf(decideVoid({ hold: state }, command, context()))).toBe(expected)
  })
})
