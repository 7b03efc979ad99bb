import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { bankDayAfter, bankDayFrom, isBankDay } from '../../api/merchants/bank-calendar.ts'
import { holidaysOfJapan } from '../../api/merchants/holidays-holiday-jp.ts'
import {
  defaultTerms,
  endOfTakingsDay,
  lastClosedDay,
  payDayOfRun,
  payoutForecast,
  takingsDay,
} from '../../api/merchants/settlement-schedule.ts'

const at = (text: string) => Date.parse(`${text}+09:00`)
const evening = { ...defaultTerms, cutOff: '18:00' }

describe('bank days', () => {
  it.each([
    ['2026-11-20', true, 'an ordinary Friday'],
    ['2026-11-21', false, 'a Saturday'],
    ['2026-11-22', false, 'a Sunday'],
    ['2026-11-23', false, 'Labour Thanksgiving Day'],
    ['2026-12-30', true, 'the last bank day of the year'],
    ['2026-12-31', false, 'the closing days of the year'],
    ['2028-01-03', false, 'the third of January, a Monday'],
    ['2027-01-04', true, 'the first bank day of the year'],
    ['2026-05-06', false, 'a holiday in lieu'],
  ])('%s: %s, %s', (day, expected) => {
    expect(isBankDay(day, holidaysOfJapan)).toBe(expected)
  })

  it.each([
    ['2026-11-20', 1, '2026-11-24'],
    ['2026-12-30', 1, '2027-01-04'],
    ['2026-04-28', 2, '2026-05-01'],
    ['2026-05-01', 1, '2026-05-07'],
  ])('the bank day after %s, %i on, is %s', (day, count, expected) => {
    expect(bankDayAfter(day, count, holidaysOfJapan)).toBe(expected)
  })

  it('always come within ten days', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9000 }), (offset) => {
        const day = new Date(Date.UTC(2024, 0, 1) + offset * 86_400_000).toISOString().slice(0, 10)
        const next = bankDayFrom(day, holidaysOfJapan)
        expect(isBankDay(next, holidaysOfJapan)).toBe(true)
        expect((Date.parse(next) - Date.parse(day)) / 86_400_000).toBeLessThanOrEqual(10)
      }),
    )
  })
})

describe('takings', () => {
  it.each([
    ['2026-11-24T23:59:59.999', defaultTerms, '2026-11-24'],
    ['2026-11-25T00:00:00.000', defaultTerms, '2026-11-25'],
    ['2026-11-24T17:59:59.999', evening, '2026-11-24'],
    ['2026-11-24T18:00:00.000', evening, '2026-11-25'],
  ])('at %s belong to the right day', (instant, terms, day) => {
    expect(takingsDay(at(instant), terms)).toBe(day)
  })

  it('of a day end exactly where the next day begins', () => {
    for (const terms of [defaultTerms, evening]) {
      const end = endOfTakingsDay('2026-11-24', terms)
      expect([takingsDay(end - 1, terms), takingsDay(end, terms)]).toEqual(['2026-11-24', '2026-11-25'])
      expect(lastClosedDay(end, terms)).toBe('2026-11-24')
      expect(lastClosedDay(end - 1, terms)).toBe('2026-11-23')
    }
  })

  it('approved one minute before the bank closes are paid today, at closing time the next bank day', () => {
    expect(payDayOfRun(at('2026-11-20T13:59'), defaultTerms, holidaysOfJapan)).toBe('2026-11-20')
    expect(payDayOfRun(at('2026-11-20T14:00'), defaultTerms, holidaysOfJapan)).toBe('2026-11-24')
  })
})

describe('the payout forecast', () => {
  const forecast = (unpaid: { day: string; amountYen: number }[]) =>
    payoutForecast(unpaid.map((one) => ({ ...one, payDay: bankDayAfter(one.day, 1, holidaysOfJapan) })))

  it('joins the days that arrive together', () => {
    expect(
      forecast([
        { day: '2026-11-22', amountYen: 500 },
        { day: '2026-11-20', amountYen: 1000 },
      ]),
    ).toEqual([{ payDay: '2026-11-24', amountYen: 1500, takingsDays: ['2026-11-20', '2026-11-22'] }])
  })

  it('carries a shortfall to the day that covers it', () => {
    expect(
      forecast([
        { day: '2026-11-22', amountYen: -300 },
        { day: '2026-11-24', amountYen: 1000 },
      ]),
    ).toEqual([{ payDay: '2026-11-25', amountYen: 700, takingsDays: ['2026-11-22', '2026-11-24'] }])
  })

  it('shows a shortfall nothing covers yet, and nothing when nothing is owed', () => {
    expect(forecast([{ day: '2026-11-22', amountYen: -300 }])[0]?.amountYen).toBe(-300)
    expect(forecast([])).toEqual([])
  })
})
