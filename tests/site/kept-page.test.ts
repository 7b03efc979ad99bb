import { describe, expect, test } from 'vitest'
import {
  isPast,
  isStale,
  languageOf,
  mayGo,
  mayVisit,
  timetablesWith,
  withAge,
} from '../../site/offline/kept-page.ts'

const at = (instant: string): number => Date.parse(instant)
const hourMs = 3_600_000

describe('what is kept for use without signal', () => {
  test('is of a past day from midnight in Japan on', () => {
    expect(isPast('2026-11-30', at('2026-11-30T23:59+09:00'))).toBe(false)
    expect(isPast('2026-11-30', at('2026-12-01T00:00+09:00'))).toBe(true)
    expect(isPast(null, at('2026-12-01T00:00+09:00'))).toBe(false)
  })

  test('may be stale after a day, or when its day is over', () => {
    const now = at('2026-11-30T12:00+09:00')
    expect(isStale(now - 24 * hourMs + 1, now, '2026-12-05')).toBe(false)
    expect(isStale(now - 24 * hourMs, now, '2026-12-05')).toBe(true)
    expect(isStale(now, now, '2026-11-29')).toBe(true)
  })

  test('stays for thirty days after its day, however early it was kept; without a day, after it was kept', () => {
    const now = at('2026-12-31T12:00+09:00')
    expect(mayGo(now - 200 * 24 * hourMs, now, '2026-12-01')).toBe(false)
    expect(mayGo(now - hourMs, now, '2026-11-30')).toBe(true)
    expect(mayGo(now - 30 * 24 * hourMs, now, null)).toBe(false)
    expect(mayGo(now - 30 * 24 * hourMs - 1, now, null)).toBe(true)
  })

  test.each([
    ['/plan', true],
    ['/en/plan', true],
    ['/zh-hant/stations/tadami', true],
    ['/lines', true],
    ['/exhibits/red-cow', true],
    ['/plan/day', false],
    ['/en/plan/kept', false],
    ['/zh-hant/plan/without-signal', false],
    ['/', false],
    ['/wallet', false],
    ['/en/shop/lines', false],
    ['/office/places', false],
  ])('%s is kept when it is opened: %s', (path, is) => {
    expect(mayVisit(path)).toBe(is)
  })

  test.each([
    ['/plan', ['2026-11-30', '2026-12-01']],
    ['/zh-hant/plan?from=tadami&date=2026-12-24', ['2026-11-30', '2026-12-01', '2026-12-24']],
    ['/en/plan?date=2026-12-01', ['2026-11-30', '2026-12-01']],
    ['/plan?date=2026-11-29', ['2026-11-30', '2026-12-01']],
    ['/plan?date=tomorrow', ['2026-11-30', '2026-12-01']],
    ['/plan/day?date=2026-12-24', []],
    ['/stations/tadami', []],
  ])('with %s come the timetables of %j', (path, days) => {
    const url = new URL(path, 'https://meguri.example')
    // The day of Japan: in Europe it is still the day before.
    expect(timetablesWith(url, at('2026-11-30T00:30+09:00'))).toEqual(
      days.map((day) => `/api/rail/timetable?date=${day}`),
    )
  })

  test('is told in the language of its address, at the head of its text', () => {
    const languages = ['ja', 'en', 'zh-hant']
    const asked = ['/plan/day', '/en/plan/day', '/zh-hant', '/energy', '/th/plan/day']
    expect(asked.map((path) => languageOf(path, languages))).toEqual(['ja', 'en', 'zh-hant', 'ja', 'ja'])
    expect(withAge('<body><main id="main" tabindex="-1"><h1>x</h1>', 'old')).toMatch(
      /^<body><main id="main" tabindex="-1"><div.*data-from-store>old<.*<h1>x<\/h1>$/,
    )
  })
})
