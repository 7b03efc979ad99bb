import { describe, expect, test } from 'vitest'
import { decideHold } from '../../api/currency/hold.ts'
import { payableYen, refuseSingle, refuseSpent, scannedCodeKinds } from '../../api/currency/limits.ts'
import type { By, Spent } from '../../api/currency/limits.ts'
import { decideGrant, refuseTopUpStart } from '../../api/currency/money-in.ts'
import type { Begun } from '../../api/currency/money-in.ts'
import { decidePay } from '../../api/currency/pay.ts'
import { demonstrationSettings } from '../../api/currency/settings.ts'
import { decideTransfer } from '../../api/currency/transfer.ts'
import { noon } from './noon.ts'
import { context, lot, shop, unspent, walletOf } from './builders.ts'

const settings = {
  ...demonstrationSettings,
  paymentYenMax: 500,
  printedCodeYenMax: 400,
  shownCodeYenMax: 350,
  offlineCodeYenMax: 250,
  paymentDayYenMax: 700,
  paymentMonthYenMax: 1_000,
  topUpYenMax: 500,
  topUpDayYenMax: 700,
  topUpMonthYenMax: 1_000,
  walletYenMax: 2_000,
  transferYenMax: 500,
  transferMonthYenMax: 1_000,
  youngDevice: {
    hours: 24,
    paymentYenMax: 300,
    paymentDayYenMax: 600,
    topUpDayYenMax: 600,
    transferMonthYenMax: 600,
  },
}
const hourMs = 3_600_000
/** One millisecond short of having been there for a day, and a day. */
const young: By = { deviceAddedAt: noon - 24 * hourMs + 1 }
const grown: By = { deviceAddedAt: noon - 24 * hourMs }
const printed: By = { codeKind: 'printed' }
const shown: By = { codeKind: 'shown' }
const offline: By = { codeKind: 'offline' }
const sale: By = { codeKind: 'sale' }

const full = walletOf([lot({ id: 'a', remainingYen: 1_000 })])
const told = (outcome: { ok: boolean; error?: object } | null) => outcome?.error ?? 'ok'
const above = (code: string, limitYen: number, leftYen?: number) => ({
  code,
  field: 'amountYen',
  limitYen,
  ...(leftYen === undefined ? {} : { leftYen }),
})
const aboveYoung = (limitYen: number, leftYen: number) => ({
  ...above('young_device_above_limit', limitYen, leftYen),
  hours: 24,
})
const day = (dayYen: number, monthYen = dayYen): Spent => ({ dayYen, monthYen })

describe('a payment and a hold are held to the same limits, in this order:', () => {
  test.each<[string, By & { amountYen: number }, Spent, object | 'ok']>([
    [
      'that of one payment',
      { amountYen: 501, ...printed, ...young },
      day(700, 1_000),
      above('amount_above_limit', 500),
    ],
    [
      'that of a printed code',
      { amountYen: 401, ...printed, ...young },
      day(700),
      above('printed_code_above_limit', 400),
    ],
    ['up to it', { amountYen: 400, ...printed }, unspent, 'ok'],
    [
      'that of a code that the payer shows',
      { amountYen: 351, ...shown, ...young },
      day(700),
      above('shown_code_above_limit', 350),
    ],
    ['up to it', { amountYen: 350, ...shown }, unspent, 'ok'],
    [
      'that of a code that the payer’s device made without signal',
      { amountYen: 251, ...offline, ...young },
      day(700),
      above('shown_code_above_limit', 250),
    ],
    ['up to it', { amountYen: 250, ...offline }, unspent, 'ok'],
    ['a code of one sale has none of its own', { amountYen: 500, ...sale }, unspent, 'ok'],
    ['that of one payment of a young device', { amountYen: 301, ...young }, day(700), aboveYoung(300, 300)],
    ['up to it', { amountYen: 300, ...young }, unspent, 'ok'],
    ['a device that is a day old has none', { amountYen: 500, ...grown }, unspent, 'ok'],
    [
      'that of the day of a young device',
      { amountYen: 201, ...young },
      day(400, 1_000),
      aboveYoung(600, 200),
    ],
    [
      'nothing is left of it for who spent more before',
      { amountYen: 1, ...young },
      day(650),
      aboveYoung(600, 0),
    ],
    ['up to it', { amountYen: 200, ...young }, day(400), 'ok'],
    [
      'that of the day',
      { amountYen: 201, ...grown },
      day(500, 1_000),
      above('spending_day_above_limit', 700, 200),
    ],
    ['up to it', { amountYen: 200, ...grown }, day(500), 'ok'],
    [
      'nothing is left of it for who spent more before',
      { amountYen: 1 },
      day(701),
      above('spending_day_above_limit', 700, 0),
    ],
    ['that of the month', { amountYen: 101 }, day(0, 900), above('spending_month_above_limit', 1_000, 100)],
    ['up to it', { amountYen: 100 }, day(0, 900), 'ok'],
  ])('%s', (_, asked, spent, expected) => {
    const command = { walletId: 'w', merchantId: 'shop', ...asked }
    const state = { wallet: full, merchant: shop, spent }
    expect(told(decidePay(state, command, context({ settings })))).toEqual(expected)
    expect(told(decideHold(state, { ...command, endsAt: noon + 1 }, context({ settings })))).toEqual(expected)
  })

  test('limits of time are told after who may not pay at all, and before there being too little', () => {
    const command = { walletId: 'w', merchantId: 'shop', amountYen: 100 }
    const pay = (state: object) =>
      decidePay({ wallet: full, merchant: shop, spent: day(700), ...state }, command, context({ settings }))
    expect(pay({ merchant: { ...shop, open: false } })).toMatchObject({
      error: { code: 'merchant_not_open' },
    })
    expect(pay({ wallet: walletOf([]) })).toMatchObject({ error: { code: 'spending_day_above_limit' } })
  })
})

describe('a top-up is held to limits when it begins, in this order:', () => {
  const begun = (dayYen: number, monthYen = dayYen, pendingYen = 0): Begun => ({
    dayYen,
    monthYen,
    pendingYen,
  })
  test.each<[string, By & { amountYen: number }, Begun, object | 'ok']>([
    ['that of one top-up', { amountYen: 501, ...young }, begun(700), above('amount_above_limit', 500)],
    [
      'that of the day of a young device',
      { amountYen: 201, ...young },
      begun(400, 1_000),
      aboveYoung(600, 200),
    ],
    ['up to it', { amountYen: 200, ...young }, begun(400), 'ok'],
    [
      'that of the day',
      { amountYen: 201, ...grown },
      begun(500, 1_000),
      above('top_up_day_above_limit', 700, 200),
    ],
    [
      'that of the month',
      { amountYen: 101 },
      begun(0, 900, 900),
      above('top_up_month_above_limit', 1_000, 100),
    ],
    [
      'what a wallet may hold, with what is on its way',
      { amountYen: 301 },
      begun(0, 0, 700),
      above('wallet_above_limit', 2_000, 300),
    ],
    ['up to it', { amountYen: 300 }, begun(0, 0, 700), 'ok'],
  ])('%s', (_, asked, before, expected) => {
    const refused = refuseTopUpStart({ wallet: full, begun: before }, asked, { at: noon, settings })
    expect(told(refused)).toEqual(expected)
  })
})

describe('what a wallet may hold', () => {
  const filled = walletOf([lot({ id: 'a', remainingYen: 1_500 })], { heldYen: 250, disputedYen: 150 })
  test.each([
    [101, above('wallet_above_limit', 2_000, 100)],
    [100, 'ok'],
  ])('is the limit of a gift, what is held and disputed counted (%i yen)', (amountYen, expected) => {
    const pot = { id: 'p', fundId: 'p', municipality: '072028', balanceYen: 999, rule: {}, validDays: 1 }
    const given = decideGrant(
      { pot, wallet: filled },
      { potId: 'p', walletId: 'w', amountYen },
      context({ settings }),
    )
    expect(told(given)).toEqual(expected)
  })

  test.each([
    [101, above('receiver_above_limit', 2_000)],
    [100, 'ok'],
  ])(
    'is the limit of what a friend sends, all of that counted, who learns no more of it (%i yen)',
    (amountYen, expected) => {
      const state = { sender: full, receiver: { ...filled, id: 'friend' }, sentYen: 0 }
      const command = { walletId: 'w', address: 'x', amountYen }
      expect(told(decideTransfer(state, command, context({ settings })))).toEqual(expected)
    },
  )
})

test('the ordinary limit of a day is told where that of a young device is no lower', () => {
  const same = { ...settings, youngDevice: { ...settings.youngDevice, paymentDayYenMax: 700 } }
  const state = { wallet: full, merchant: shop, spent: day(500) }
  const command = { walletId: 'w', merchantId: 'shop', amountYen: 201, ...young }
  expect(told(decidePay(state, command, context({ settings: same })))).toEqual(
    above('spending_day_above_limit', 700, 200),
  )
})

test('what a payer scans is printed or made for one sale; what a payer shows is not scanned', () => {
  expect(scannedCodeKinds).toEqual(['printed', 'sale'])
})

test.each<[string, By, Spent]>([
  ['with nothing spent', printed, unspent],
  ['by a code of one sale', sale, unspent],
  ['late on a day', sale, day(450)],
  ['late in a month', printed, day(0, 950)],
  ['with nothing left', printed, day(700)],
  ['on a young device', { ...sale, ...young }, unspent],
  ['on a young device that paid before', { ...printed, ...young }, day(500)],
])('what is told as payable at most is the last amount that is not refused: %s', (_, by, spent) => {
  const limited = context({ settings })
  const isRefused = (yen: number) =>
    (refuseSingle(yen, by, limited) ?? refuseSpent(spent, yen, by, limited)) !== null
  const most = payableYen(spent, by, limited)
  expect([most === 0 || !isRefused(most), isRefused(most + 1)]).toEqual([true, true])
})

test('a young device sends less in a month', () => {
  const state = { sender: full, receiver: walletOf([], { id: 'friend' }), sentYen: 500 }
  const send = (amountYen: number, by: By) =>
    told(decideTransfer(state, { walletId: 'w', address: 'x', amountYen, ...by }, context({ settings })))
  expect(send(101, young)).toEqual(aboveYoung(600, 100))
  expect([send(100, young), send(101, grown)]).toEqual(['ok', 'ok'])
})

test('the shipped limits leave room for each other', () => {
  const { youngDevice: first, ...all } = demonstrationSettings
  expect(all.printedCodeYenMax).toBeLessThanOrEqual(all.paymentYenMax)
  expect(all.shownCodeYenMax).toBeLessThanOrEqual(all.printedCodeYenMax)
  expect(all.offlineCodeYenMax).toBeLessThanOrEqual(all.shownCodeYenMax)
  expect(all.paymentYenMax).toBeLessThanOrEqual(all.paymentDayYenMax)
  expect(all.paymentDayYenMax).toBeLessThanOrEqual(all.paymentMonthYenMax)
  expect(all.topUpYenMax).toBeLessThanOrEqual(first.topUpDayYenMax)
  expect(all.topUpDayYenMax).toBeLessThanOrEqual(all.topUpMonthYenMax)
  expect(first.paymentYenMax).toBeLessThanOrEqual(first.paymentDayYenMax)
})
