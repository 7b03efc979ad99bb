import { describe, expect, test } from 'vitest'
import { decideProxyPay, decideProxyPayable, decideTerms, refuseAnother } from '../../api/currency/proxy.ts'
import type { ActingProxy, AskedTerms, Proxy } from '../../api/currency/proxy.ts'
import { demonstrationSettings } from '../../api/currency/settings.ts'
import { context, lot, shop, unspent, walletOf } from './builders.ts'
import { noon } from './noon.ts'

const proxy: ActingProxy = {
  proxyId: 'x',
  walletId: 'w',
  deviceId: 'd',
  number: 1,
  relation: 'grandchild',
  paymentYenMax: 3_000,
  dayYenMax: 5_000,
  endsAt: noon,
  createdAt: noon - 10,
  endedAt: null,
  ownWalletFrozen: false,
  paidYen: 0,
  allPaidYen: 0,
}
const wallet = walletOf([lot({ id: 'a', remainingYen: 4_000 })])

const pay = (facts: Partial<ActingProxy>, amountYen = 1, state: object = {}) =>
  decideProxyPay(
    { proxy: { ...proxy, ...facts }, wallet, merchant: shop, spent: unspent, ...state },
    { walletId: 'w', merchantId: 'shop', amountYen },
    context(),
  )

describe('a payment by a proxy is refused, in this order,', () => {
  const [ended, stopped] = [{ endedAt: noon - 1 }, { ownWalletFrozen: true }]
  test.each<[string, Partial<ActingProxy>, number, object, object]>([
    ['that was taken away', { ...ended, ...stopped }, 9_999, {}, { code: 'proxy_ended' }],
    ['that is over', { endsAt: noon - 1, ...stopped }, 9_999, {}, { code: 'proxy_ended' }],
    ['whose own wallet is stopped', stopped, 9_999, {}, { code: 'proxy_own_wallet_frozen' }],
    [
      'of more than it pays at once',
      { paidYen: 5_000 },
      3_001,
      { wallet: undefined },
      { code: 'proxy_payment_above_limit', field: 'amountYen', limitYen: 3_000 },
    ],
    ['of no amount', { paidYen: 5_000 }, 0, {}, { code: 'amount_not_positive' }],
    [
      'from a wallet that is stopped',
      {},
      1,
      { wallet: { ...wallet, frozen: true } },
      { code: 'wallet_frozen' },
    ],
    [
      'of more than is there',
      { paidYen: 5_000 },
      3_000,
      { wallet: walletOf([]) },
      { code: 'insufficient_funds' },
    ],
    [
      'of more than its day',
      { paidYen: 4_999 },
      2,
      {},
      { code: 'proxy_day_above_limit', field: 'amountYen', limitYen: 5_000, leftYen: 1 },
    ],
    [
      'of more than the day of all together',
      { paidYen: 4_000, allPaidYen: 19_999 },
      2,
      {},
      { code: 'proxy_day_above_limit', field: 'amountYen', limitYen: 20_000, leftYen: 1 },
    ],
    [
      'of more than both, told by its own limit',
      { paidYen: 4_999, allPaidYen: 19_999 },
      2,
      {},
      { code: 'proxy_day_above_limit', field: 'amountYen', limitYen: 5_000, leftYen: 1 },
    ],
    [
      'where limits were lowered since, with nothing left and not less',
      { paidYen: 6_000 },
      1,
      {},
      { code: 'proxy_day_above_limit', field: 'amountYen', limitYen: 5_000, leftYen: 0 },
    ],
  ])('%s', (...[, facts, amountYen, state, error]) => {
    expect(pay(facts, amountYen, state)).toMatchObject({ ok: false, error })
  })

  test.each([
    [{ endsAt: noon }, 1],
    [{ endsAt: null }, 3_000],
    [{ paidYen: 4_999, allPaidYen: 19_999 }, 1],
  ])('and otherwise made, with whose hand it was in the record: %j', (facts, amountYen) => {
    expect(pay(facts, amountYen)).toMatchObject({
      ok: true,
      value: { body: { walletId: 'w', merchantId: 'shop', amountYen, proxyId: 'x' } },
    })
  })
})

describe('what a proxy can pay at most is', () => {
  const payable = (facts: Partial<ActingProxy>, spent = unspent) =>
    decideProxyPayable({ proxy: { ...proxy, ...facts }, spent }, { codeKind: 'printed' }, context())
  const { paymentDayYenMax } = demonstrationSettings

  test.each<[string, Partial<ActingProxy>, typeof unspent, number]>([
    ['what it pays at once', {}, unspent, 3_000],
    ['what is left of its day', { paidYen: 2_100, allPaidYen: 2_100 }, unspent, 2_900],
    ['what is left of the day of all together', { allPaidYen: 17_200 }, unspent, 2_800],
    ['what is left of the wallet’s own day', {}, { dayYen: paymentDayYenMax - 2_700, monthYen: 0 }, 2_700],
    ['nothing, where limits were lowered since', { paidYen: 6_000 }, unspent, 0],
  ])('%s', (...[, facts, spent, value]) => {
    expect(payable(facts, spent)).toEqual({ ok: true, value })
    const rich = { wallet: walletOf([lot({ id: 'a', remainingYen: 9_000 })]), spent }
    expect([value === 0 || pay(facts, value, rich).ok, pay(facts, value + 1, rich).ok]).toEqual([true, false])
  })

  test.each<[string, Partial<ActingProxy>]>([
    ['proxy_ended', { endedAt: noon - 1 }],
    ['proxy_own_wallet_frozen', { ownWalletFrozen: true }],
  ])('refused by what stops it: %s', (code, facts) => {
    expect(payable(facts)).toEqual({ ok: false, error: { code } })
  })
})

describe('what somebody is let do', () => {
  const asked: AskedTerms = { relation: 'child', paymentYenMax: 10_000, dayYenMax: 20_000 }
  const settings = demonstrationSettings
  const decide = (facts: Partial<AskedTerms>) => decideTerms({ ...asked, ...facts }, { at: noon, settings })
  test.each<[Partial<AskedTerms>, object]>([
    [
      { paymentYenMax: 0 },
      { code: 'proxy_limit_not_allowed', field: 'paymentYenMax', leastYen: 1, mostYen: 10_000 },
    ],
    [{ paymentYenMax: 10_001 }, { field: 'paymentYenMax' }],
    [{ paymentYenMax: 1.5 }, { field: 'paymentYenMax' }],
    [
      { dayYenMax: 9_999 },
      { code: 'proxy_limit_not_allowed', field: 'dayYenMax', leastYen: 10_000, mostYen: 20_000 },
    ],
    [{ dayYenMax: 20_001, endsOn: '2020-01-01' }, { field: 'dayYenMax' }],
    [{ dayYenMax: 10_000.5 }, { field: 'dayYenMax' }],
    [{ endsOn: '2020-01-01' }, { code: 'proxy_end_not_allowed', field: 'endsOn' }],
  ])('is refused for %j', (facts, error) => {
    expect(decide(facts)).toMatchObject({ ok: false, error })
  })

  test('is otherwise as it was asked, up to the last instant of the day in Japan', () => {
    expect(decide({})).toEqual({ ok: true, value: { ...asked, endsAt: null } })
    const day = new Date(noon + 9 * 3_600_000).toISOString().slice(0, 10)
    const today = decide({ endsOn: day })
    expect(today).toMatchObject({ ok: true, value: { endsAt: Date.parse(`${day}T23:59:59.999+09:00`) } })
    expect(decide({ dayYenMax: 10_000 })).toMatchObject({ ok: true })
  })

  test('may end on a day to the last instant of it, and not after', () => {
    const last = Date.parse('2026-11-23T23:59:59.999+09:00')
    const endingAt = (at: number) => decideTerms({ ...asked, endsOn: '2026-11-23' }, { at, settings })
    expect(endingAt(last)).toMatchObject({ ok: true, value: { endsAt: last } })
    expect(endingAt(last + 1)).toMatchObject({ error: { code: 'proxy_end_not_allowed' } })
  })
})

describe('another proxy of a wallet', () => {
  const known: Proxy = { ...proxy, endsAt: null }
  const wanted = { walletId: 'w', deviceId: 'other', ownWalletId: 'own' }
  const another = (list: readonly Proxy[], facts: Partial<typeof wanted> = {}) =>
    refuseAnother(list, { ...wanted, ...facts }, { at: noon, settings: demonstrationSettings })
  const five = Array.from({ length: 5 }, (_, index) => ({ ...known, deviceId: `d${index}` }))
  test.each<[string, readonly Proxy[], Partial<typeof wanted>, object]>([
    ['that is the owner’s own phone', five, { ownWalletId: 'w' }, { code: 'proxy_held_before' }],
    ['that is one already', five, { deviceId: 'd4' }, { code: 'proxy_held_before' }],
    ['beside as many as there may be', five, {}, { code: 'proxies_too_many', countMax: 5 }],
  ])('%s is refused', (_, list, facts, error) => {
    expect(another(list, facts)).toMatchObject({ ok: false, error })
  })

  test('is let in beside those that ended or are over, and again after it ended', () => {
    const gone = { ...known, deviceId: 'other', endedAt: noon - 1 }
    expect(another([...five.slice(1), gone, { ...known, deviceId: 'other', endsAt: noon - 1 }])).toBeNull()
  })
})
