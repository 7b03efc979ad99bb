import { describe, expect, test } from 'vitest'
import {
  alertOf,
  baseDateAfter,
  baseDateBefore,
  baseDateFrom,
  dutiesOf,
  endOfBaseDate,
  issuerKinds,
  reportDueOn,
} from '../../api/audit/base-date.ts'
import { baseDateSettings } from '../../api/audit/settings.ts'

describe('base dates are 31 March and 30 September', () => {
  test.each([
    ['2026-01-01', '2026-03-31'],
    ['2026-03-31', '2026-03-31'],
    ['2026-04-01', '2026-09-30'],
    ['2026-09-30', '2026-09-30'],
    ['2026-10-01', '2027-03-31'],
    ['2026-12-31', '2027-03-31'],
  ])('from %s on the first is %s', (day, baseDate) => {
    expect(baseDateFrom(day)).toBe(baseDate)
  })

  test('and follow each other', () => {
    expect([baseDateAfter('2026-03-31'), baseDateAfter('2026-09-30')]).toEqual(['2026-09-30', '2027-03-31'])
    expect([baseDateBefore('2026-09-30'), baseDateBefore('2027-03-31')]).toEqual(['2026-03-31', '2026-09-30'])
  })

  test('and end with their last millisecond in Japan', () => {
    expect(new Date(endOfBaseDate('2027-03-31')).toISOString()).toBe('2027-03-31T14:59:59.999Z')
  })

  test.each([
    ['2026-03-31', '2026-05-31'],
    ['2026-09-30', '2026-11-30'],
  ])('the report of %s is due on %s', (baseDate, due) => {
    expect(reportDueOn(baseDate, 2)).toBe(due)
  })

  test('a month of 28 days is reached, not passed', () => {
    expect(reportDueOn('2026-09-30', 5)).toBe('2027-02-28')
  })
})

describe('what is owed at a base date', () => {
  const association = { ...baseDateSettings, issuerKind: 'association' as const }
  test.each([
    [0, 0],
    [10_000_000, 0],
    [10_000_001, 5_000_001],
    [10_000_002, 5_000_001],
    [24_000_000, 12_000_000],
  ])('an association with %i yen unused secures %i', (unusedYen, securityYen) => {
    expect(dutiesOf('2026-09-30', unusedYen, association)).toEqual({
      securityYen,
      reportDueOn: '2026-11-30',
    })
  })

  test.each(issuerKinds.filter((kind) => kind !== 'association'))('a %s owes nothing', (issuerKind) => {
    expect(dutiesOf('2026-09-30', 24_000_000, { ...baseDateSettings, issuerKind })).toEqual({
      securityYen: null,
      reportDueOn: null,
    })
  })
})

test.each([
  [6_999_999, null],
  [7_000_000, 70],
  [8_999_999, 70],
  [9_000_000, 90],
  [9_999_999, 90],
  [10_000_000, 100],
  [50_000_000, 100],
])('%i yen unused warn at %s percent', (unusedYen, percent) => {
  expect(alertOf(unusedYen, baseDateSettings)).toBe(percent)
})
