import { expect, test } from 'vitest'
import { endFor } from '../../site/lib/plan/end-name.ts'
import { stationByName, stations } from '../../site/lib/region.ts'

test.each([
  ['a station, for Japanese readers', 'aizu-wakamatsu', 'ja', '会津若松'],
  ['a station, for English readers', 'aizu-wakamatsu', 'en', 'Aizu-Wakamatsu'],
  ['a name as it was typed', 'わかまつ', 'ja', 'わかまつ'],
  ['nothing', '', 'ja', ''],
] as const)('%s', (_, asked, locale, shown) => {
  expect(endFor(asked, locale)).toBe(shown)
})

test.each(['ja', 'en'] as const)('what stands in the field leads back to the same station (%s)', (locale) => {
  for (const { id } of stations()) expect(stationByName(endFor(id, locale))?.id, id).toBe(id)
})
