import { describe, expect, test } from 'vitest'
import { wilson } from '../../api/growth/interval.ts'
import { daysUntilNow, daysUntilSunday, lastWeeks } from '../../api/growth/period.ts'
import { change, populationTotals } from '../../api/growth/population.ts'

const at = (text: string) => Date.parse(`${text}+09:00`)

describe('days', () => {
  test.each([
    ['7', '2026-11-17', '2026-11-23'],
    ['30', '2026-10-25', '2026-11-23'],
    ['90', '2026-08-26', '2026-11-23'],
    ['all', null, '2026-11-23'],
  ] as const)('of period %s are counted with today', (name, from, until) => {
    expect(daysUntilNow(name, at('2026-11-23T09:00'))).toEqual({ from, until })
  })

  test.each([
    ['on a Monday end yesterday', '2026-11-23T00:00', '2026-11-22'],
    ['on a Saturday end the Sunday before', '2026-11-21T23:59', '2026-11-15'],
    ['on a Sunday end a week ago, because that day is not over', '2026-11-22T23:59', '2026-11-15'],
  ])('of towns %s', (_, now, until) => {
    expect(daysUntilSunday('7', at(now)).until).toBe(until)
  })

  test('weeks are whole and in order', () => {
    expect(lastWeeks(at('2026-11-23T09:00'), 3)).toEqual(['2026-11-02', '2026-11-09', '2026-11-16'])
  })
})

test('three of eight is between 13.7 and 69.4 per cent', () => {
  const share = wilson(3, 8)
  expect([share.share, share.low, share.high].map((x) => Math.round(x * 1000) / 10)).toEqual([
    37.5, 13.7, 69.4,
  ])
})

describe('population', () => {
  test('falls by 59,580 to 2040, which is 24.91 per cent: the table’s number, not the prose’s 50,000', () => {
    expect(change(239_190, 179_610)).toEqual({ difference: -59_580, percent: -24.91 })
  })

  test('of 磐梯町 is hoped to rise by 57', () => {
    expect(change(3_443, 3_500)).toEqual({ difference: 57, percent: 1.66 })
  })

  test('adds up town by town', () => {
    const town = { code: 'x', in2015: 1, in2020: 2, in2040: 3, isTarget: false }
    expect(populationTotals([town, town])).toEqual({ in2015: 2, in2020: 4, in2040: 6 })
  })
})
