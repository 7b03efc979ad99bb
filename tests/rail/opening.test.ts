import { describe, expect, test } from 'vitest'
import type { Opening } from '../../content/index.ts'
import { isInYearly, isShutOn, openHoursOn, type Shut } from '../../api/rail/opening.ts'
import { contentNetwork } from '../../api/rail/network-content.ts'
import { holidaysOfJapan } from '../../api/merchants/holidays-holiday-jp.ts'
import { railService } from '../../api/rail/index.ts'

const words = { ja: '休み', en: 'Shut' }
const weekly = (told: Partial<Extract<Shut, { kind: 'weekly' }>> = {}): Shut => ({
  ...words,
  kind: 'weekly',
  weekday: 'monday',
  onHoliday: 'next-day',
  ...told,
})
const yearly = (from: string, to: string, isCertain = true): Shut => ({
  ...words,
  kind: 'yearly',
  from,
  to,
  isCertain,
})

// Monday 23 November 2026 is a holiday; from Sunday 3 May to Wednesday 6 May 2026 all days are.
describe('a house that is shut', () => {
  test.each([
    ['on its weekday', weekly(), '2026-11-30', 'yes'],
    ['– on no other day', weekly(), '2026-12-01', 'no'],
    ['not on a holiday', weekly(), '2026-11-23', 'no'],
    ['– but on the day after instead', weekly(), '2026-11-24', 'yes'],
    ['– and not on the one after that', weekly(), '2026-11-25', 'no'],
    ['the day after though it is a holiday too, where the source says "the day after"', weekly(), '2026-05-05', 'yes'],
    ['– the next weekday, where it says that', weekly({ onHoliday: 'next-weekday' }), '2026-05-07', 'yes'],
    ['– and not before', weekly({ onHoliday: 'next-weekday' }), '2026-05-05', 'no'],
    ['on holidays perhaps, where nobody says', weekly({ onHoliday: 'unknown' }), '2026-11-23', 'perhaps'],
    ['– and the day after perhaps', weekly({ onHoliday: 'unknown' }), '2026-11-24', 'perhaps'],
    ['over new year', yearly('12-29', '01-03'), '2026-12-29', 'yes'],
    ['– until its last day', yearly('12-29', '01-03'), '2027-01-03', 'yes'],
    ['– and open after it', yearly('12-29', '01-03'), '2027-01-04', 'no'],
    ['around a time that the source names roughly', yearly('11-11', '11-20', false), '2026-11-15', 'perhaps'],
  ] as const)('%s', (...[, shut, date, expected]) => {
    expect(isShutOn(shut, date, holidaysOfJapan)).toBe(expected)
  }) // prettier-ignore

  test('within a year or over its turn', () => {
    expect(isInYearly({ from: '04-01', to: '04-20', isCertain: true }, '2026-04-20')).toBe(true)
    expect(isInYearly({ from: '04-01', to: '04-20', isCertain: true }, '2026-04-21')).toBe(false)
    expect(isInYearly({ from: '12-29', to: '01-03', isCertain: true }, '2026-06-01')).toBe(false)
  })
})

describe('its hours', () => {
  const opening: Opening = {
    ...words,
    source: ['drawn'],
    hours: [
      { months: [12, 1], from: '09:00', to: '16:00', lastEntry: '15:30' },
      { months: [], from: '08:15' },
    ],
    shut: [],
  }

  test('are those of the month, and after them nobody is let in', () => {
    expect(openHoursOn(opening, '2027-01-10')).toEqual({
      fromMinute: 540,
      lastEntryMinute: 930,
      toMinute: 960,
    })
  })

  test('without an end last until sunset', () => {
    expect(openHoursOn(opening, '2026-11-20')).toEqual({
      fromMinute: 495,
      lastEntryMinute: Infinity,
      toMinute: Infinity,
    })
  })

  test('are not known in a month of which the source says nothing', () => {
    expect(openHoursOn({ ...opening, hours: opening.hours.slice(0, 1) }, '2026-11-20')).toBeUndefined()
  })
})

describe('days out keep to the hours that sources state', () => {
  const clock = { now: () => Date.parse('2026-11-20T05:00:00+09:00') }
  const rail = railService({ network: contentNetwork, holidays: holidaysOfJapan, clock })
  const plansOn = (date: string, via: readonly string[]) => {
    const found = rail.dayPlans({
      from: 'aizu-wakamatsu',
      date,
      via,
      mostStops: 3,
      minStayMinutes: 45,
      earliestMinute: 0,
      latestMinute: 28 * 60,
      wishes: { themes: [], stepFree: false },
      most: 6,
    })
    if (!found.ok) throw new Error(found.error.code)
    return found.value
  }

  test.each([
    ['the craft museum of Mishima on a Monday', 'mishima-craft-museum', '2026-11-30'],
    ['– on the Tuesday after a holiday on Monday', 'mishima-craft-museum', '2026-11-24'],
    ['the memorial of Kawai Tsuginosuke late in November', 'kawai-tsuginosuke-memorial', '2026-11-25'],
  ])('%s is shut, and the nearest day is told', (_what, via, date) => {
    const { plans, reason, nearestDay } = plansOn(date, [via])
    expect({ plans, reason }).toEqual({ plans: [], reason: 'closed_on_date' })
    expect(nearestDay).toBeDefined()
    expect(plansOn(nearestDay!, [via]).plans.length).toBeGreaterThan(0)
  })

  test('around mid-November nobody is sure of the memorial: the plan says so', () => {
    const [plan] = plansOn('2026-11-15', ['kawai-tsuginosuke-memorial']).plans
    const thing = plan!.visits.flatMap(({ doings }) => doings).find(({ isWanted }) => isWanted)!.thing
    expect(thing.closures.map(({ effect }) => effect)).toEqual(['caution'])
  })

  test.each(['2026-11-25', '2026-11-26', '2027-06-01'])('on %s every visit is within its hours', (date) => {
    const doings = plansOn(date, []).plans.flatMap(({ visits }) => visits.flatMap((visit) => visit.doings))
    expect(doings.filter(({ thing }) => thing.open !== undefined).length).toBeGreaterThan(0)
    for (const { thing, startMinute, endMinute } of doings) {
      if (thing.open === undefined) continue
      expect(startMinute, thing.id).toBeGreaterThanOrEqual(thing.open.fromMinute)
      expect(startMinute, thing.id).toBeLessThanOrEqual(thing.open.lastEntryMinute)
      expect(endMinute, thing.id).toBeLessThanOrEqual(thing.open.toMinute)
    }
  })
})
