import { expect, test } from 'vitest'
import { stationNamed } from '../../api/rail/station-name.ts'
import { network } from './small-network.ts'

const { stations } = network([])

test.each([
  ['its id', 'castle', 'castle'],
  ['its Japanese name', '会津若松', 'castle'],
  ['its name with 駅', '会津若松駅', 'castle'],
  ['old characters', '會津若松', 'castle'],
  ['its reading', 'あいづわかまつ', 'castle'],
  ['its reading in katakana', 'アイヅワカマツ', 'castle'],
  ['romaji with a blank', 'aizu wakamatsu', 'castle'],
  ['romaji in one word', 'AIZUWAKAMATSU', 'castle'],
  ['English with the word station', 'Tadami Station', 'snow'],
  ['Chinese with its word for a station', '只見車站', 'snow'],
])('a station is known by %s', (_how, asked, id) => {
  expect(stationNamed(stations, asked)?.id).toBe(id)
})

test.each([[''], ['駅'], ['会津'], ['nowhere'], ['__proto__'], ['只見'.repeat(50)]])(
  '%j names no station',
  (asked) => {
    expect(stationNamed(stations, asked)).toBeUndefined()
  },
)

test('a name that two stations share names neither', () => {
  const twin = { ...stations[2]!, id: 'other-snow' }
  expect(stationNamed([...stations, twin], '只見')).toBeUndefined()
  expect(stationNamed([...stations, twin], 'other-snow')?.id).toBe('other-snow')
})
