import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { content } from '../../content/index.ts'
import { mistakesAllowed, mistakesBetween } from '../../api/rail/edit-distance.ts'
import { soundOf } from '../../api/rail/station-key.ts'
import { stationNames } from '../../api/rail/station-name.ts'
import { network } from './small-network.ts'

const stations = stationNames(content.stations)
const found = (asked: string) => {
  const meant = stations.meant(asked)
  return meant.kind === 'found' ? meant.station.id : meant.kind
}
const candidates = (asked: string) => {
  const meant = stations.meant(asked)
  return meant.kind === 'found' ? [] : meant.candidates.map(({ id }) => id)
}

describe('a station is found by', () => {
  test.each([
    ['its id', 'aizu-wakamatsu', 'aizu-wakamatsu'],
    ['its Japanese name', '会津若松', 'aizu-wakamatsu'],
    ['its name with 駅', '会津若松駅', 'aizu-wakamatsu'],
    ['old characters', '會津若松', 'aizu-wakamatsu'],
    ['its reading', 'あいづわかまつ', 'aizu-wakamatsu'],
    ['a reading by its sound', 'あいずわかまつえき', 'aizu-wakamatsu'],
    ['katakana', 'アイヅワカマツ', 'aizu-wakamatsu'],
    ['half-width katakana', 'ｱｲﾂﾞﾜｶﾏﾂ', 'aizu-wakamatsu'],
    ['romaji with a blank', 'aizu wakamatsu', 'aizu-wakamatsu'],
    ['romaji in one word', 'AIZUWAKAMATSU', 'aizu-wakamatsu'],
    ['the school’s romaji', 'Aidu-Wakamatu', 'aizu-wakamatsu'],
    ['English with the word station', 'Tadami Station', 'tadami'],
    ['Traditional Chinese', '會津鹽澤車站', 'aizu-shiozawa'],
    ['Simplified Chinese', '会津宫下站', 'aizu-miyashita'],
    ['Simplified Chinese with its word for a station', '汤野上温泉车站', 'yunokami-onsen'],
    ['a long vowel with a mark', 'Kōriyama', 'koriyama'],
    ['a long vowel as it is typed', 'Kouriyama', 'koriyama'],
    ['a long vowel as its kana', 'Kooriyama', 'koriyama'],
    ['a long vowel with h', 'Ohshirakawa', 'oshirakawa'],
    ['two equal vowels as one', 'Nitsu', 'niitsu'],
    ['kana with a wrong long vowel', 'こうりやま', 'koriyama'],
    ['m before b', 'Aizu-Bamge', 'unknown'],
    ['j for じ', 'Zyogo', 'jogo'],
    ['ヶ or ケ', '七ケ岳登山口', 'nanatsugatake-tozanguchi'],
    ['ケ as が', '安子が島', 'akogashima'],
    ['hyphens left out', 'Tonohetsuri', 'to-no-hetsuri'],
    ['the end of its name, when no other has it', '坂下', 'aizu-bange'],
    ['the end of its romaji', 'Bange', 'aizu-bange'],
    ['the end of its reading', 'ばんげ', 'aizu-bange'],
  ])('%s', (_how, asked, id) => {
    expect(found(asked)).toBe(id)
  })
})

describe('a part that several names hold names none, and offers them', () => {
  test.each([
    ['若松', ['aizu-wakamatsu', 'minami-wakamatsu', 'nishi-wakamatsu']],
    ['Tajima', ['aizu-tajima', 'tajima-koko-mae']],
    ['高原', ['aizukogen-ozeguchi', 'ojika-kogen']],
  ])('%s', (asked, ids) => {
    expect(stations.meant(asked).kind).toBe('ambiguous')
    expect(candidates(asked).toSorted()).toEqual(ids)
  })

  test('a whole name is not such a part', () => {
    expect(found('猪苗代')).toBe('inawashiro')
    expect(found('Niitsu')).toBe('niitsu')
  })

  test('neither of two stations with one name', () => {
    const { stations: some } = network([])
    const twins = stationNames([...some, { ...some[2]!, id: 'other-snow' }])
    expect(twins.meant('只見')).toMatchObject({
      kind: 'ambiguous',
      candidates: [{ id: 'snow' }, { id: 'other-snow' }],
    })
    expect(twins.meant('other-snow')).toMatchObject({
      kind: 'found',
      station: { id: 'other-snow' },
    })
  })
})

describe('a name that fits none offers those that come near', () => {
  test.each([
    ['a letter left out', 'Aizu-Wakamats', 'aizu-wakamatsu'],
    ['letters swapped', 'Tadmai', 'tadami'],
    ['another letter', 'Kitagata', 'kitakata'],
    ['a reading that many take for the right one', 'なのかまち', 'nanukamachi'],
    ['another kanji', '会津板下', 'aizu-bange'],
    ['the beginning of a name', '会津高原', 'aizukogen-ozeguchi'],
    ['a short name with a mistake', 'Yanaitsu', 'aizu-yanaizu'],
  ])('%s', (_what, asked, id) => {
    expect(stations.meant(asked).kind).toBe('unknown')
    expect(candidates(asked)[0]).toBe(id)
  })

  test.each([[''], ['駅'], ['東京'], ['xx'], ['__proto__'], ['只見'.repeat(50)], ['🚃'], ['\u0000']])(
    'but nothing comes near %j',
    (asked) => {
      expect(stations.meant(asked)).toEqual({ kind: 'unknown', candidates: [] })
    },
  )
})

describe('while somebody types', () => {
  test.each([
    ['会津わ', undefined],
    ['aizu-w', 'aizu-wakamatsu'],
    ['ただ', 'tadami'],
    ['miyash', 'aizu-miyashita'],
    ['宮下', 'aizu-miyashita'],
    ['鹽', 'shiokawa'],
    ['安子ケ', 'akogashima'],
    ['三島町', 'aizu-hinohara'],
    ['kitgawa', undefined],
    ['tadmi', 'tadami'],
  ])('%s finds %s first', (typed, id) => {
    expect(stations.like(typed)[0]?.id).toBe(id)
  })

  test('nothing typed gives all of them, signs alone give none', () => {
    expect(stations.like(' ')).toHaveLength(content.stations.length)
    expect(stations.like('-')).toEqual([])
  })
})

describe('of the real stations', () => {
  test('every name in every writing finds its own', () => {
    for (const { id, name, kana } of content.stations)
      for (const asked of [id, name.ja, `${name.ja}駅`, kana, name.en, name.en.replaceAll('-', ' ')])
        expect([asked, found(asked)]).toEqual([asked, id])
  })

  test('no two sound alike', () => {
    const sounds = content.stations.map(({ kana }) => soundOf(kana))
    expect(new Set(sounds).size).toBe(content.stations.length)
  })

  const anyStation = fc.constantFrom(...content.stations)

  test('one mistake in a long name never finds another station', () => {
    fc.assert(
      fc.property(anyStation, fc.nat(), fc.constantFrom('', ...'abeiko'), (station, at, put) => {
        fc.pre(station.name.en.length >= 8)
        const place = at % station.name.en.length
        const asked = station.name.en.slice(0, place) + put + station.name.en.slice(place + 1)
        expect([station.id, 'unknown', 'ambiguous']).toContain(found(asked))
      }),
    )
  })

  test('whatever is typed, the beginning of a name still offers the station', () => {
    fc.assert(
      fc.property(anyStation, fc.nat(), (station, many) => {
        const typed = station.name.ja.slice(0, 1 + (many % station.name.ja.length))
        expect(stations.like(typed)).toContain(station)
      }),
    )
  })

  test('any text is answered', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
        expect(['found', 'ambiguous', 'unknown']).toContain(stations.meant(text).kind)
        expect(Array.isArray(stations.like(text))).toBe(true)
      }),
    )
  })
})

describe('mistakes between words', () => {
  const word = fc.string({ unit: fc.constantFrom(...'abc'), maxLength: 7 })
  /** The same by definition, with no limit and no table. */
  const slow = (a: string, b: string): number => {
    if (a === '' || b === '') return a.length + b.length
    const same = a.at(-1) === b.at(-1) ? 0 : 1
    const [x, y] = [a.slice(0, -1), b.slice(0, -1)]
    const swapped =
      a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1)
        ? slow(x.slice(0, -1), y.slice(0, -1)) + 1
        : Infinity
    return Math.min(slow(x, b) + 1, slow(a, y) + 1, slow(x, y) + same, swapped)
  }

  test('are counted as they are defined, up to the limit', () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 4 }), (a, b, most) => {
        expect(mistakesBetween(a, b, most)).toBe(Math.min(slow(a, b), most + 1))
      }),
      { numRuns: 200 },
    )
  })

  test.each([
    [1, 0],
    [2, 0],
    [3, 1],
    [7, 1],
    [8, 2],
    [12, 3],
    [40, 3],
  ])('a word of %i allows %i', (length, allowed) => {
    // prettier-ignore
    expect(mistakesAllowed(length)).toBe(allowed)
  })
})
