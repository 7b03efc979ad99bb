import { expect, test } from 'vitest'
import { periodsOf } from '../../api/museum/periods.ts'

test.each([
  ['a day of Meiji', '1868-01-25', ['meiji']],
  ['the day before', '1868-01-24', ['edo']],
  ['a year of two reigns', '1912', ['meiji', 'taisho']],
  ['a century', '18XX', ['edo', 'meiji']],
  ['about a year', '1930~', ['showa']],
  ['an interval', '1850/1930', ['edo', 'meiji', 'taisho', 'showa']],
  ['since a year that is known, to this day', '1990/..', ['today']],
  ['an end that is known', '../1300', ['middle-ages']],
  ['a bell of 1341', '1341', ['middle-ages']],
  ['no date', undefined, []],
  ['what is no date', 'old', []],
])('%s falls into its times', (_what, edtf, periods) => {
  expect(periodsOf(edtf)).toEqual(periods)
})
