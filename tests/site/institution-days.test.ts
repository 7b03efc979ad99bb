import { describe, expect, test } from 'vitest'
import { daysInWords, faultOfDays, type OpeningDays } from '../../api/museum/opening-days.ts'
import { wordsFor } from '../../api/platform/words.ts'
import { daysIn, fieldOfDays, typedDays } from '../../site/lib/institution-days.ts'

const full: OpeningDays = {
  hours: [
    { months: [1, 2, 12], from: '10:00', to: '15:00' },
    { months: [], from: '09:30', lastEntry: '16:30' },
  ],
  shut: [
    { kind: 'weekly', weekday: 'monday', onHoliday: 'next-day' },
    { kind: 'weekly', weekday: 'sunday', onHoliday: 'unknown' },
    { kind: 'yearly', from: '12-29', to: '01-03', isCertain: true },
    { kind: 'yearly', from: '02-10', to: '02-20', isCertain: false },
  ],
}

const formOf = (typed: readonly (readonly [string, string])[]): FormData => {
  const form = new FormData()
  for (const [name, text] of typed) if (text !== '') form.append(name, text)
  return form
}
const formWith = (over: Record<string, string>) =>
  formOf([...new Map([...typedDays(full), ...Object.entries(over)])])

describe('the days of an institution in its form', () => {
  test('come back from the form as the record says them', () => {
    expect(JSON.parse(JSON.stringify(daysIn(formOf(typedDays(full)))))).toEqual(full)
    expect(faultOfDays(full)).toBeUndefined()
  })

  test('are none where nothing is written, and are sent where they are written in part', () => {
    expect(daysIn(formOf([['name.ja', '家']]))).toBeUndefined()
    expect(daysIn(formOf([['days.monday', 'unknown']]))).toMatchObject({ hours: [{ from: '' }] })
  })

  test.each(['12/29', '１２月２９日', '12-29'])('read %s as a day of the year', (text) => {
    expect(daysIn(formWith({ 'days.away1.from': text }))).toMatchObject({
      shut: [{}, {}, { from: '12-29' }, {}],
    })
  })

  test.each([
    ['days.hours.0.to', 'days.other.to'],
    ['days.hours.0.months', 'days.other.month1'],
    ['days.hours.1.lastEntry', 'days.lastEntry'],
    ['days.shut.1.weekday', 'days.sunday'],
    ['days.shut.2.to', 'days.away1.to'],
    ['days.shut.3.from', 'days.away2.from'],
  ])('mark for %s the field %s', (part, field) => {
    const written = new Map(typedDays(full))
    expect(fieldOfDays(part, (name) => written.get(name) ?? '')).toBe(field)
  })

  test('mark the hours of the whole year where there are no others', () => {
    expect(fieldOfDays('days.hours.0.to', () => '')).toBe('days.to')
  })

  test('are told in words', () => {
    expect(daysInWords(full, wordsFor('en'))).toEqual([
      'In January, February, December: 10:00–15:00.',
      'From 09:30 until sunset (last entry 16:30).',
      'Closed on Mondays (where that is a national holiday, on the next day instead).',
      'Closed on Sundays (on national holidays, please ask).',
      'Closed from December 29 to January 3.',
      'Closed from about February 10 to February 20: please ask.',
    ])
    expect(daysInWords(full, wordsFor('ja'))[4]).toBe('12月29日から1月3日までは休み。')
  })
})
