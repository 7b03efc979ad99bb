import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { addDays, startOfJapanDay } from '../../api/platform/clock.ts'
import { isBankDay } from '../../api/merchants/bank-calendar.ts'
import { holidaysOfJapan } from '../../api/merchants/holidays-holiday-jp.ts'
import {
  agreedPayDay,
  dueUntil,
  everyBankDay,
  profileOn,
  type DecidedProfile,
  type PayoutProfile,
} from '../../api/merchants/payout-profile.ts'
import {
  defaultTerms,
  endOfTakingsDay,
  payDayOfRun,
  takingsDay,
} from '../../api/merchants/settlement-schedule.ts'

const calendar = { terms: defaultTerms, holidays: holidaysOfJapan }
const weekly = (weekday: number): PayoutProfile => ({ ...everyBankDay, kind: 'weekly', weekday })
const monthly = (closingDay: number, payingDay: number, monthsAfter = 1): PayoutProfile => ({
  ...everyBankDay,
  kind: 'monthly',
  closingDay,
  payingDay,
  monthsAfter,
})
const decided = (...all: [string, PayoutProfile][]): DecidedProfile[] =>
  all.map(([day, profile], index) => ({ ...profile, number: index + 1, fromAt: startOfJapanDay(day) }))
const always = (profile: PayoutProfile) => decided(['2020-01-01', profile])

describe('the bank day that is agreed', () => {
  it.each([
    ['nothing decided, an ordinary day', [], '2026-11-16', '2026-11-17'],
    ['nothing decided, a Friday before a holiday', [], '2026-11-20', '2026-11-24'],
    ['every Wednesday, on a Tuesday', always(weekly(3)), '2026-11-17', '2026-11-18'],
    ['every Wednesday, on that Wednesday', always(weekly(3)), '2026-11-18', '2026-11-25'],
    ['every Monday, where that Monday is a holiday', always(weekly(1)), '2026-11-22', '2026-11-24'],
    ['every Thursday, over the end of the year', always(weekly(4)), '2026-12-30', '2027-01-04'],
    ['the last of the month, paid on the 15th', always(monthly(31, 15)), '2026-11-01', '2026-12-15'],
    ['the last of the month, on the last of November', always(monthly(31, 15)), '2026-11-30', '2026-12-15'],
    ['closing on the 31st, in February', always(monthly(31, 25)), '2027-02-28', '2027-03-25'],
    ['closing on the 31st, in a leap year', always(monthly(31, 25)), '2028-02-29', '2028-03-27'],
    ['closing on the 30th, the first of March', always(monthly(30, 25)), '2027-03-01', '2027-04-26'],
    ['paid on the last of February', always(monthly(31, 31)), '2027-01-10', '2027-03-01'],
    ['paid on the last day of the year', always(monthly(30, 31)), '2026-11-20', '2027-01-04'],
    ['paid on a holiday', always(monthly(31, 23)), '2026-10-05', '2026-11-24'],
    ['in the same month', always(monthly(10, 25, 0)), '2026-11-10', '2026-11-25'],
    ['in the same month, a day after the closing', always(monthly(10, 25, 0)), '2026-11-11', '2026-12-25'],
    ['in the same month, in which both are the last', always(monthly(30, 31, 0)), '2027-02-28', '2027-03-01'],
  ] as const)('%s', (_, history, day, expected) => {
    expect(agreedPayDay(day, history, calendar)).toBe(expected)
  })

  it.each([
    ['from monthly to every bank day: what waits goes with the first of the new', '2026-11-03', '2026-11-17'],
    ['the last day of before', '2026-11-15', '2026-11-17'],
    ['the first day of the new', '2026-11-16', '2026-11-17'],
    ['what a month before was closed keeps its day', '2026-10-20', '2026-11-16'],
  ])('%s', (_, day, expected) => {
    const history = decided(['2020-01-01', monthly(31, 15)], ['2026-11-16', everyBankDay])
    expect(agreedPayDay(day, history, calendar)).toBe(expected)
  })

  it('follows the last decision whose day has come, also where it takes the place of a later one', () => {
    const history = decided(['2026-12-01', monthly(31, 15)], ['2026-11-20', weekly(3)])
    expect(profileOn(history, '2026-11-19')).toEqual(everyBankDay)
    expect(profileOn(history, '2026-12-05')).toMatchObject({ kind: 'weekly' })
  })
})

describe('a run', () => {
  it('on a Friday afternoon, whose money comes on Monday, leaves the week that ends on Sunday whole', () => {
    const cutOffAt = endOfTakingsDay('2026-11-12', defaultTerms)
    const due = dueUntil({ cutOffAt, payDay: '2026-11-16' }, always(weekly(1)), calendar)
    expect(due).toBe(endOfTakingsDay('2026-11-08', defaultTerms))
  })
})

const anyProfile = fc.oneof(
  fc.constant(everyBankDay),
  fc.integer({ min: 1, max: 5 }).map(weekly),
  fc
    .tuple(fc.integer({ min: 1, max: 31 }), fc.integer({ min: 1, max: 31 }), fc.integer({ min: 0, max: 1 }))
    .filter(([closing, paying, after]) => after === 1 || paying > closing)
    .map(([closing, paying, after]) => monthly(closing, paying, after)),
)
const anyDay = fc.integer({ min: 0, max: 1500 }).map((ahead) => addDays('2026-01-01', ahead))
const anyHistory = fc
  .array(fc.tuple(anyDay, anyProfile), { maxLength: 4 })
  .map((all) => decided(...all.map(([day, profile]): [string, PayoutProfile] => [day, profile])))

describe('whatever was decided', () => {
  it('a day is paid on a bank day after it, within a season, and never later than the day after it', () => {
    fc.assert(
      fc.property(anyHistory, anyDay, (history, day) => {
        const payDay = agreedPayDay(day, history, calendar)
        expect(isBankDay(payDay, holidaysOfJapan)).toBe(true)
        expect(payDay > day && payDay < addDays(day, 110)).toBe(true)
        expect(payDay <= agreedPayDay(addDays(day, 1), history, calendar)).toBe(true)
      }),
    )
  })

  it('a run on the agreed day pays the day, and none before it does unless a later day is due', () => {
    fc.assert(
      fc.property(anyHistory, anyDay, (history, day) => {
        const payDay = agreedPayDay(day, history, calendar)
        const runOn = (on: string) => {
          const now = startOfJapanDay(on) + 10 * 3_600_000
          const cutOffAt = endOfTakingsDay(addDays(takingsDay(now, defaultTerms), -1), defaultTerms)
          const run = { cutOffAt, payDay: payDayOfRun(now, defaultTerms, holidaysOfJapan) }
          return dueUntil(run, history, calendar) > startOfJapanDay(day)
        }
        expect(runOn(payDay)).toBe(true)
        for (let on = addDays(day, 1); on < payDay; on = addDays(on, 1))
          if (isBankDay(on, holidaysOfJapan)) expect(runOn(on)).toBe(false)
      }),
      { numRuns: 60 },
    )
  })
})
