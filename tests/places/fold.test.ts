import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fold, foldWithOrigin } from '../../api/places/fold.ts'
import { kanaOf, kanaRuns, romajiOf } from '../../api/places/romaji.ts'
import { bigrams, loosened, queryTerms } from '../../api/places/terms.ts'

describe('folding', () => {
  test.each([
    ['old characters', '會津', '会津'],
    ['a temple’s name', '圓藏寺', '円蔵寺'],
    ['the two ways to write a hall', '旧舘', '舊館'],
    ['ladders of 髙 and 﨑', '髙﨑', '高崎'],
    ['the ways to write Saitō', '齋藤 齊藤 斉藤', '斎藤 斎藤 斎藤'],
    ['the ways to write an edge', '渡邊 渡邉', '渡辺 渡辺'],
    ['marshes', '澤', '沢'],
    ['full width', 'Ｃ１１', 'c11'],
    ['half-width kana with their marks', 'ｱｲﾂﾞ', 'あいづ'],
    ['katakana', 'アイヅ', 'あいづ'],
    ['kana of one sound', 'あいづ はなぢ', 'あいず はなじ'],
    ['small kana', 'ジャッキョ', 'じやつきよ'],
    ['long vowels', 'ラーメン', 'らめん'],
    ['accents of romaji', 'Kōriyama', 'koriyama'],
    ['a castle with ヶ, ケ and が', '鶴ヶ城 鶴ケ城', '鶴が城 鶴が城'],
    ['simplified characters', '只见线', '只見線'],
  ])('brings together %s', (_what, one, other) => {
    expect(fold(one)).toBe(fold(other))
  })

  test('keeps different things apart', () => {
    expect(fold('かき')).not.toBe(fold('がき'))
    expect(fold('ケーキ')).toBe('けき')
  })

  test('remembers where every unit came from, also over a long vowel and a wide sign', () => {
    expect(foldWithOrigin('ラーメン')).toEqual({ text: 'らめん', origin: [0, 2, 3, 4] })
    expect(foldWithOrigin('㍿只見')).toEqual({ text: '株式会社只見', origin: [0, 0, 0, 0, 1, 2, 3] })
  })

  test('takes any text, and its origins lie in order within it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { text: folded, origin } = foldWithOrigin(text)
        expect(origin).toHaveLength(folded.length + 1)
        expect(origin.at(-1)).toBe(text.length)
        expect(origin.every((at, i) => at >= (origin[i - 1] ?? 0))).toBe(true)
      }),
    )
  })
})

describe('romaji', () => {
  test.each([
    ['からむし', 'karamushi'],
    ['きゃりょ', 'kyaryo'],
    ['しゃちょう', 'shachou'],
    ['ほっかい', 'hokkai'],
    ['まっちゃ', 'matcha'],
    ['ラー', undefined],
  ])('of %s is %s', (kana, latin) => {
    expect(romajiOf(kana)).toBe(latin)
  })

  test('is made of runs of at least three kana', () => {
    expect(kanaRuns('からむし織の里でラーメン')).toEqual(['からむし', 'らーめん'])
  })
})

describe('kana', () => {
  test.each([
    ['karamushi', 'からむし'],
    ['karamusi', 'からむし'],
    ['wakamatsu', 'わかまつ'],
    ['ryokan', 'りょかん'],
    ['shinjuku', 'しんじゅく'],
    ['syakyo', 'しゃきょ'],
    ['matcha', 'まっちゃ'],
    ['hokkaido', 'ほっかいど'],
    ['nihonmatsu', 'にほんまつ'],
    ['street', undefined],
    ['c11', undefined],
  ])('of %s is %s', (word, kana) => {
    expect(kanaOf(word)).toBe(kana)
  })
})

describe('terms', () => {
  test('are runs of Japanese and words of letters, each once', () => {
    expect(queryTerms('会津 Aizu C11、会津 kōri').map(({ kind, key }) => [kind, key])).toEqual([
      ['run', '会津'],
      ['word', 'aizu'],
      ['word', 'c11'],
      ['word', 'kori'],
    ])
  })

  test('take the spellings of a long vowel for the same', () => {
    expect(queryTerms('kouriyama')[0]?.key).toBe(queryTerms('Kōriyama')[0]?.key)
  })

  test('are cut where kanji and kana meet', () => {
    expect(loosened(queryTerms('柳津の温泉')).map(({ key }) => key)).toEqual(['柳津', '温泉'])
    expect(loosened(queryTerms('からむし')).map(({ key }) => key)).toEqual(['からむし'])
    expect(loosened(queryTerms('喜多方ラーメン')).map(({ key }) => key)).toEqual(['喜多方', 'らめん'])
  })

  test('have pairs of whole characters', () => {
    expect(bigrams('会津若')).toEqual(['会津', '津若'])
    expect(bigrams('𠮷野')).toEqual(['𠮷野'])
    expect(bigrams('会')).toEqual(['会'])
  })
})
