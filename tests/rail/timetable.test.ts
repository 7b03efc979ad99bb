import { describe, expect, test } from 'vitest'
import { coverageOf } from '../../api/rail/coverage.ts'
import { runsOn } from '../../api/rail/calendar.ts'
import { trainsOn } from '../../api/rail/timetable.ts'
import { at, holidays, network, train } from './small-network.ts'

const monday = '2026-11-16'
const saturday = '2026-11-21'
const holidayMonday = '2026-11-23'
const dep = [at('castle', { dep: '06:08' })]
const runs = (told: Parameters<typeof train>[2], day: string) => runsOn(train('t', dep, told), day, holidays)

describe('the days of a train', () => {
  test('daily is every day', () => {
    expect([monday, saturday, holidayMonday].map((day) => runs({}, day))).toEqual([true, true, true])
  })

  test('weekdays leaves out Saturday, Sunday and a national holiday on a Monday', () => {
    const days = { kind: 'weekdays' } as const
    expect([monday, saturday, '2026-11-22', holidayMonday].map((day) => runs({ days }, day))).toEqual([
      true,
      false,
      false,
      false,
    ])
  })

  test('holidays is Saturday, Sunday and a national holiday', () => {
    const days = { kind: 'holidays' } as const
    expect([monday, saturday, '2026-11-22', holidayMonday].map((day) => runs({ days }, day))).toEqual([
      false,
      true,
      true,
      true,
    ])
  })

  test('not-sundays and sundays part the week at the day of rest', () => {
    const week = ['2026-11-21', '2026-11-22', holidayMonday, '2026-11-24']
    expect(week.map((day) => runs({ days: { kind: 'not-sundays' } }, day))).toEqual([
      true,
      false,
      false,
      true,
    ])
    expect(week.map((day) => runs({ days: { kind: 'sundays' } }, day))).toEqual([false, true, true, false])
  })

  test.each([
    ['does not run on an excepted day', { kind: 'daily', except: [monday] }, monday, false],
    ['runs on a day named too', { kind: 'weekdays', also: [saturday] }, saturday, true],
    ['an exception is stronger', { kind: 'daily', except: [monday], also: [monday] }, monday, false],
  ] as const)('%s', (_, days, day, expected) => {
    expect(runs({ days: days as never }, day)).toBe(expected)
  })

  test.each([
    ['2026-12-29', true],
    ['2026-12-30', false],
    ['2026-12-31', false],
    ['2027-01-03', false],
    ['2027-01-04', true],
  ])('over the turn of the year rests on %s: %s', (day, expected) => {
    const days = { kind: 'daily' as const, yearEnd: { from: '12-30', to: '01-03', runs: false } }
    expect(runs({ days }, day)).toBe(expected)
  })

  test('over the turn of the year may run on days of rest', () => {
    const days = { kind: 'weekdays' as const, yearEnd: { from: '12-30', to: '01-03', runs: true } }
    expect(runs({ days }, '2027-01-02')).toBe(true)
  })

  test('dates is only those days', () => {
    const days = { kind: 'dates' as const, dates: [saturday] }
    expect([monday, saturday].map((day) => runs({ days }, day))).toEqual([false, true])
  })

  test('lie within its validity, the first and the last day with them', () => {
    const valid = { from: monday, to: saturday, words: { ja: '', en: '' } }
    expect(['2026-11-15', monday, saturday, '2026-11-22'].map((day) => runs({ valid }, day))).toEqual([
      false,
      true,
      true,
      false,
    ])
  })

  test('are none for a withdrawn train', () => {
    expect(runs({ standing: 'withdrawn' }, monday)).toBe(false)
    expect(trainsOn([train('gone', dep, { standing: 'withdrawn' })], monday, holidays)).toEqual([])
  })
})

describe('a known train', () => {
  test('of an older timetable says so and carries its date', () => {
    const valid = { words: { ja: '2022年3月の時刻。', en: 'Timetable of March 2022.' } }
    expect(trainsOn([train('old', dep, { standing: 'dated', valid })], monday, holidays)).toMatchObject([
      { standing: 'dated', asOf: { en: 'Timetable of March 2022.' } },
    ])
  })

  test('has exact times, but for the one that only follows from a source', () => {
    const [found] = trainsOn(
      [train('t', [at('bridge', { arr: '08:02', dep: '08:47', estimated: ['dep'] })])],
      monday,
      holidays,
    )
    expect(found?.stops[0]).toMatchObject({
      arrival: { time: '08:02', exact: true },
      departure: { time: '08:47', exact: false },
    })
  })

  test('keeps source and confidence at each stop', () => {
    const [found] = trainsOn(
      [
        train('t', [
          at('castle', { dep: '06:08', confidence: 0.95, source: ['press'] }),
          at('snow', { arr: '09:07', confidence: 0.7, source: ['ride'] }),
        ]),
      ],
      monday,
      holidays,
    )
    expect(found?.stops.map(({ confidence, sources }) => [confidence, sources])).toEqual([
      [0.95, ['press']],
      [0.7, ['ride']],
    ])
  })

  test('stands in the order of its first known time', () => {
    const all = [
      train('b', [at('snow', { arr: '09:00' })]),
      train('c', dep),
      train('a', [at('castle', { dep: '13:05' })]),
    ]
    expect(trainsOn(all, monday, holidays).map(({ id }) => id)).toEqual(['c', 'b', 'a'])
  })
})

describe('how much of a line is known', () => {
  const { lines } = network([])
  const [valley, hill] = [lines[0]!, lines[1]!]
  const known = (...all: readonly ReturnType<typeof train>[]) => trainsOn(all, monday, holidays)

  test('counts the trains of the day against those that run, and never claims to be complete', () => {
    expect(coverageOf(valley, known(train('a', dep), train('b', dep)))).toEqual({
      known: 2,
      running: 12,
      complete: false,
    })
  })

  test('does not count an unconfirmed train nor one of another line', () => {
    const old = train('old', dep, { standing: 'dated' })
    const other = train('other', dep, { lines: ['hill'] })
    expect(coverageOf(valley, known(train('a', dep), old, other)).known).toBe(1)
  })

  test('says null where nobody counted', () => {
    expect(coverageOf(hill, [])).toEqual({ known: 0, running: null, complete: false })
  })

  test('never says 13 of 12', () => {
    const many = Array.from({ length: 13 }, (_, i) => train(`t${i}`, dep))
    expect(coverageOf(valley, known(...many))).toEqual({ known: 13, running: null, complete: false })
  })
})
