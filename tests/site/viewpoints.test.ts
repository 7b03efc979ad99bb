import { expect, test } from 'vitest'
import { partedPassings, type Passing, timeWords, viewpointsOfLine } from '../../site/lib/viewpoints.ts'
import { wordsFor } from '../../site/lib/words.ts'

const passing = (from: string, to?: string): Passing => ({
  trip: from,
  direction: 'down',
  earliest: `2026-11-24T${from}:00+09:00`,
  ...(to === undefined ? {} : { latest: `2026-11-24T${to}:00+09:00` }),
  confidence: 1,
  light: [],
  source: [],
})

test.each([
  ['before both bounds', '09:17', 'coming'],
  ['between them it may still come', '09:21', 'coming'],
  ['after the latest minute it is gone', '09:22', 'earlier'],
] as const)('%s', (_, time, where) => {
  const parted = partedPassings([passing('09:18', '09:21')], Date.parse(`2026-11-24T${time}:30+09:00`))
  expect(parted[where]).toHaveLength(1)
})

test.each([
  ['one minute', passing('07:20', '07:20'), '7:20'],
  ['between two', passing('07:20', '10:05'), '7:20–10:05'],
  ['after one', passing('07:20'), 'After 7:20 (no source says until when)'],
])('a time is written as on every other page: %s', (_, passes, words) => {
  expect(timeWords(passes, wordsFor('en'))).toBe(words)
})

test('without a latest minute one waits until the earliest one only', () => {
  const at = (time: string) =>
    partedPassings([passing('08:45')], Date.parse(`2026-11-24T${time}:00+09:00`)).coming.length
  expect([at('08:45'), at('08:46')]).toEqual([1, 0])
})

test('viewpoints of a line stand in the order of its kilometres; another line has none of them', () => {
  const kms = viewpointsOfLine('tadami').map(({ km }) => km)
  expect(kms.length).toBeGreaterThan(5)
  expect(kms).toEqual(kms.toSorted((a, b) => a - b))
  expect(viewpointsOfLine('nowhere')).toEqual([])
})
