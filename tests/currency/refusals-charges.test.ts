import { describe, expect, test } from 'vitest'
import { decideCharge } from '../../api/currency/charge.ts'
import type { ChargeState, ShownCode } from '../../api/currency/charge.ts'
import { demonstrationSettings } from '../../api/currency/settings.ts'
import { noon } from './noon.ts'
import { context, lot, shop, unspent, walletOf } from './builders.ts'

const settings = {
  ...demonstrationSettings,
  paymentYenMax: 900,
  shownCodeYenMax: 700,
  offlineCodeYenMax: 600,
  paymentDayYenMax: 1_000,
  paymentMonthYenMax: 2_000,
  youngDevice: { ...demonstrationSettings.youngDevice, paymentYenMax: 400 },
  shownCodeDeclinesMax: 2,
}
const good: ShownCode = {
  codeHash: 'hash',
  walletId: 'w',
  deviceId: 'd',
  deviceAddedAt: 0,
  deviceRevoked: false,
  beginsAt: 0,
  endsAt: noon,
  used: false,
  declines: 0,
  offline: false,
  stored: true,
}
const wallet = walletOf([lot({ id: 'a', remainingYen: 500 })])
const base: ChargeState = { code: good, merchant: shop, wallet, spent: unspent }
/** Refused for everything there is to refuse about a state. */
const nothing: ChargeState = {
  code: undefined,
  merchant: undefined,
  wallet: undefined,
  spent: { dayYen: 1_000, monthYen: 2_000 },
}
const spentCode = { ...good, used: true, endsAt: noon - 1, deviceRevoked: true, deviceAddedAt: noon }
const charge = (state: ChargeState, amountYen: number) =>
  decideCharge(state, { merchantId: 'shop', amountYen }, context({ settings }))
const declined = { code: 'shown_code_declined', field: 'code' }

describe('the charge of a shown code is refused, in this order,', () => {
  test.each<[string, number, ChargeState, object]>([
    ['of nothing', 0, nothing, { code: 'amount_not_positive', field: 'amountYen' }],
    ['above what one payment may be', 901, nothing, { code: 'amount_above_limit', limitYen: 900 }],
    ['above what is paid so', 701, nothing, { code: 'shown_code_above_limit', limitYen: 700 }],
    [
      'above what is paid by a code made without signal',
      601,
      { ...nothing, code: { ...spentCode, offline: true } },
      { code: 'shown_code_above_limit', limitYen: 600 },
    ],
    ['of a code that nobody shows', 700, nothing, { code: 'shown_code_not_found', field: 'code' }],
    [
      'of a code that was used',
      700,
      { ...nothing, code: spentCode },
      { code: 'shown_code_used', field: 'code' },
    ],
    [
      'of a code that ended, by a millisecond',
      700,
      { ...nothing, code: { ...good, endsAt: noon - 1 } },
      { code: 'shown_code_ended', field: 'code' },
    ],
    [
      'of a code that ends now and is not stored yet',
      700,
      { ...nothing, code: { ...good, stored: false } },
      { code: 'shown_code_ended', field: 'code' },
    ],
    [
      'of a code whose time is still to come, by a millisecond',
      700,
      { ...nothing, code: { ...good, beginsAt: noon + 1 } },
      { code: 'shown_code_ended', field: 'code' },
    ],
    [
      'of a code that was declined as often as may be',
      700,
      { ...nothing, code: { ...good, declines: 2 } },
      { code: 'shown_code_ended', field: 'code' },
    ],
    [
      'of a code on a device that was revoked',
      700,
      { ...nothing, code: { ...good, deviceRevoked: true } },
      { code: 'shown_code_ended', field: 'code' },
    ],
    ['by no shop', 700, { ...nothing, code: good }, { code: 'merchant_not_found', field: 'merchantId' }],
    [
      'by a shop that takes no money',
      700,
      { ...nothing, code: good, merchant: { ...shop, open: false } },
      { code: 'merchant_not_open', field: 'merchantId' },
    ],
    ['of no wallet', 1, { ...base, wallet: undefined }, declined],
    ['of a closed wallet', 1, { ...base, wallet: { ...wallet, closed: true } }, declined],
    ['of a stopped wallet', 1, { ...base, wallet: { ...wallet, frozen: true } }, declined],
    ['of a young device', 401, { ...base, code: { ...good, deviceAddedAt: noon } }, declined],
    ['beyond the day', 500, { ...base, spent: { dayYen: 501, monthYen: 501 } }, declined],
    ['beyond the month', 500, { ...base, spent: { dayYen: 0, monthYen: 1_501 } }, declined],
  ])('%s', (_, amountYen, state, error) => {
    expect(charge(state, amountYen)).toMatchObject({ error })
  })

  test('for more than there is, by one yen, which is told no amount', () => {
    expect(charge(base, 501)).toEqual({ ok: false, error: declined })
  })

  test('and otherwise paid like any payment, with the code used up', () => {
    expect(charge(base, 500)).toMatchObject({
      value: {
        journal: { kind: 'pay' },
        payment: { walletId: 'w', amountYen: 500 },
        spending: { amountYen: 500, dayLimitYen: 1_000 },
        codeUse: { codeHash: 'hash', made: null },
      },
    })
  })

  test('from the first instant of the code on', () => {
    expect(charge({ ...base, code: { ...good, beginsAt: noon } }, 500)).toMatchObject({ ok: true })
  })

  test('with a code that nobody knew before, which is stored beside its use', () => {
    const code = { ...good, offline: true, stored: false, endsAt: noon + 1 }
    expect(charge({ ...base, code }, 500)).toMatchObject({
      value: {
        codeUse: { codeHash: 'hash', made: { walletId: 'w', deviceId: 'd', endsAt: noon + 1, at: noon } },
      },
    })
  })
})
