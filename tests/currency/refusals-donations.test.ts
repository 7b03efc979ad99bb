import { describe, expect, test } from 'vitest'
import { decideDonate } from '../../api/currency/donate.ts'
import type { DonateState } from '../../api/currency/donate.ts'
import { demonstrationSettings } from '../../api/currency/settings.ts'
import { context, freeLot, lot, unspent, walletOf } from './builders.ts'
import { noon } from './noon.ts'

const full = walletOf([lot({ id: 'a', remainingYen: 1_000 })])
const cause = { id: 'roof', merchantAccountId: 'temple-account', open: true }
const codeOf = (state: DonateState, amountYen: number): string => {
  const outcome = decideDonate(state, { walletId: 'w', causeId: 'roof', amountYen }, context())
  return outcome.ok ? 'ok' : outcome.error.code
}

describe('a donation is refused, in this order,', () => {
  const { paymentYenMax: most, paymentDayYenMax: day, paymentMonthYenMax: month } = demonstrationSettings
  const base: DonateState = { wallet: full, cause, spent: unspent }
  const nobody: DonateState = {
    wallet: undefined,
    cause: undefined,
    spent: { dayYen: day, monthYen: month },
  }
  test.each<[string, number, DonateState, string]>([
    ['of nothing', 0, nobody, 'amount_not_positive'],
    ['above the limit of one payment', most + 1, nobody, 'amount_above_limit'],
    ['without a wallet', most, nobody, 'wallet_not_found'],
    [
      'of a closed wallet',
      most,
      { ...nobody, wallet: { ...full, closed: true, frozen: true } },
      'account_closed',
    ],
    ['of a frozen wallet', most, { ...nobody, wallet: { ...full, frozen: true } }, 'wallet_frozen'],
    ['to a cause that nobody registered', most, { ...nobody, wallet: full }, 'cause_not_found'],
    [
      'to a cause that takes none now',
      most,
      { ...nobody, wallet: full, cause: { ...cause, open: false } },
      'cause_not_open',
    ],
    [
      'beyond what a wallet spends in a day',
      most,
      { ...base, spent: { dayYen: day - most + 1, monthYen: month } },
      'spending_day_above_limit',
    ],
    [
      'beyond what a wallet spends in a month',
      most,
      { ...base, spent: { dayYen: 0, monthYen: month - most + 1 } },
      'spending_month_above_limit',
    ],
    ['for more than there is', 1_001, base, 'insufficient_funds'],
    ['and otherwise made', 1_000, base, 'ok'],
  ])('%s', (_, amountYen, state, expected) => {
    expect(codeOf(state, amountYen)).toBe(expected)
  })

  test('and gives nothing on that was given: what can be donated is paid money', () => {
    const wallet = walletOf([freeLot({ id: 'f', remainingYen: 900 }), lot({ id: 'a', remainingYen: 50 })])
    const command = { walletId: 'w', causeId: 'roof', amountYen: 51 }
    expect(decideDonate({ ...base, wallet }, command, context())).toMatchObject({
      error: { code: 'insufficient_funds', spendableYen: 50 },
    })
  })

  test('from a device that is young, above what such a one moves', () => {
    const command = { walletId: 'w', causeId: 'roof', amountYen: 50_001, deviceAddedAt: noon - 1 }
    const wallet = walletOf([lot({ id: 'a', remainingYen: 60_000 })])
    expect(decideDonate({ ...base, wallet }, command, context())).toMatchObject({
      error: { code: 'young_device_above_limit', limitYen: 50_000 },
    })
  })
})
