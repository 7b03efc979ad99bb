import { describe, expect, test } from 'vitest'
import { holidaysOfJapan } from '../../api/merchants/holidays-holiday-jp.ts'
import { carbonOf } from '../../api/rail/carbon.ts'
import { fareBookOf } from '../../api/rail/fare-book.ts'
import { passesFor } from '../../api/rail/passes.ts'
import type { RideOf } from '../../api/rail/ride.ts'
import { content } from '../../content/index.ts'

const book = fareBookOf(content)
const saturday = '2026-03-07'
const tadami = (from: string, to: string): RideOf => ({ line: 'tadami', from, to })
const there = tadami('aizu-wakamatsu', 'tadami')
const back = tadami('tadami', 'aizu-wakamatsu')

/** The passes of a day as id → what they are worth. */
const told = (tickets: RideOf[][], date: string, passenger: 'adult' | 'child' = 'adult') =>
  Object.fromEntries(
    passesFor(tickets, { date, passenger }, { book, holidays: holidaysOfJapan }).map((one) => [
      one.pass.id,
      one.totalYen === undefined ? one.paysOff : `${one.paysOff} ${one.totalYen}`,
    ]),
  )

describe('the holiday pass', () => {
  test('pays off to Tadami and back while its price is known', () => {
    expect(told([[there], [back]], saturday)).toMatchObject({ 'holiday-pass': 'yes 2720' })
    expect(told([[there]], saturday)).toMatchObject({ 'holiday-pass': 'no 2720' })
    expect(told([[there], [back]], saturday, 'child')).toMatchObject({ 'holiday-pass': 'yes 1350' })
  })

  test('is told without a promise once fares have changed and its price has not been seen', () => {
    expect(told([[there], [back]], '2026-03-14')).toMatchObject({ 'holiday-pass': 'price_not_current' })
  })

  test.each([
    ['2026-03-06', 'an ordinary Friday', false],
    ['2026-11-23', 'a holiday on a Monday', true],
    ['2026-04-30', 'a Thursday of the May holidays', true],
    ['2026-07-20', 'the first day of summer', true],
    ['2026-09-01', 'a Tuesday after summer', false],
    ['2025-12-24', 'a Wednesday at the turn of the year', true],
    ['2026-01-07', 'the last day of the turn of the year', true],
    ['2026-01-08', 'the Thursday after', false],
  ])('on %s, %s: %s', (date, _, holds) => {
    expect('holiday-pass' in told([[there]], date)).toBe(holds)
  })

  test('does not reach Koide: the rest is paid from Tadami, both ways', () => {
    expect(told([[tadami('aizu-wakamatsu', 'koide')]], saturday)).toMatchObject({
      'holiday-pass': `no ${2720 + 990}`,
    })
    expect(told([[tadami('koide', 'aizu-wakamatsu')], [there]], saturday)).toMatchObject({
      'holiday-pass': `yes ${2720 + 990}`,
    })
    expect('holiday-pass' in told([[tadami('tadami', 'koide')]], saturday)).toBe(false)
  })

  test('is never said to pay off against a fare that is not known', () => {
    const rides = [{ line: 'banetsu-west', from: 'koriyama', to: 'aizu-wakamatsu' }]
    expect(told([rides], saturday)).toMatchObject({ 'holiday-pass': 'fare_unknown 2720' })
  })
})

test('a pass of 2014–2017 is a record and never pays off', () => {
  expect(told([[tadami('aizu-wakamatsu', 'aizu-yanaizu')]], '2026-11-24')).toEqual({
    'aizu-gurutto-card': 'record',
  })
  expect(told([[there], [back]], '2016-05-07')['aizu-gurutto-card']).toBe('record')
})

describe('carbon', () => {
  test('is reckoned over the fare distance by the published averages', () => {
    expect(carbonOf([there, back], book, content.carbon)).toEqual({
      km: 176.8,
      railGrams: 3182,
      carGrams: 23_514,
    })
  })

  test('is not told where a distance is unknown', () => {
    expect(carbonOf([there, { line: 'bus', from: 'a', to: 'b' }], book, content.carbon)).toBeUndefined()
  })
})
