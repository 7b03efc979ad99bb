import { expect, test } from 'vitest'
import { decideGrant } from '../../api/currency/money-in.ts'
import { lastDayOfGift } from '../../api/currency/pot-validity.ts'
import type { PotValidity } from '../../api/currency/pot-validity.ts'
import { context, walletOf } from './builders.ts'

const at = (moment: string): number => Date.parse(`${moment}+09:00`)

test.each<[string, PotValidity, string, string]>([
  ['days after it', { validDays: 30 }, '2026-11-29T12:00', '2026-12-29'],
  ['the day itself', { validDays: 0 }, '2026-11-29T23:59', '2026-11-29'],
  ['a fixed last day', { validDays: 90, lastDay: '2026-12-05' }, '2026-11-29T00:00', '2026-12-05'],
  ['days, where they end sooner', { validDays: 3, lastDay: '2026-12-05' }, '2026-11-29T00:00', '2026-12-02'],
  ['the end of the month', { validDays: 90, endOf: 'month' }, '2026-11-01T00:00', '2026-11-30'],
  ['of December', { validDays: 90, endOf: 'month' }, '2026-12-31T23:59', '2026-12-31'],
  ['of a leap February', { validDays: 90, endOf: 'month' }, '2028-02-01T00:00', '2028-02-29'],
  [
    'the end of the financial year',
    { validDays: 999, endOf: 'fiscal_year' },
    '2026-11-29T00:00',
    '2027-03-31',
  ],
  ['in its last quarter', { validDays: 999, endOf: 'fiscal_year' }, '2027-03-31T23:59', '2027-03-31'],
  ['from its first day on', { validDays: 999, endOf: 'fiscal_year' }, '2027-04-01T00:00', '2028-03-31'],
  [
    'the earliest of all',
    { validDays: 20, lastDay: '2026-12-24', endOf: 'month' },
    '2026-12-10T00:00',
    '2026-12-24',
  ],
])('a gift is valid to %s', (_, pot, moment, day) => {
  expect(lastDayOfGift(pot, at(moment))).toBe(day)
})

test('a lot from a pot with a last day can be spent to the last instant of that day in Japan, and the pot gives to it', () => {
  const pot = { id: 'p', fundId: 'p', municipality: '072028', balanceYen: 9, rule: {}, validDays: 90 }
  const give = (moment: string) =>
    decideGrant(
      { pot: { ...pot, lastDay: '2026-12-05' }, wallet: walletOf([]) },
      { potId: 'p', walletId: 'w', amountYen: 1 },
      context({ at: at(moment) }),
    )
  const last = give('2026-12-05T23:59:59.999')
  expect(last).toMatchObject({ value: { newLots: [{ validUntilAt: at('2026-12-05T23:59:59.999') }] } })
  expect(give('2026-12-06T00:00')).toEqual({
    ok: false,
    error: { code: 'pot_ended', field: 'potId', lastDay: '2026-12-05' },
  })
})
