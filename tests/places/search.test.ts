import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { marksOf, snippetOf } from '../../api/places/marks.ts'
import { longestQuery, mostResults } from '../../api/places/search.ts'
import { queryTerms } from '../../api/places/terms.ts'
import { databaseInMemory, openSearch } from './search-world.ts'
import { catalogue, place } from './small-catalogue.ts'

const { ask, ids } = openSearch(await databaseInMemory(), catalogue)

describe('the search', () => {
  test('finds a word of two characters within a longer name', async () => {
    expect(await ids('温泉')).toContain('spring')
    expect(await ids('工芸')).toEqual(['weaving'])
  })

  test.each([
    ['會津若松', 'castle'],
    ['圆藏寺', 'enzoji'],
    ['円蔵寺', 'enzoji'],
    ['鶴が城', 'castle'],
    ['ツルガジョウ', 'castle'],
    ['ﾗｰﾒﾝ', 'ramen'],
    ['らあめん', undefined],
    ['RAMEN', 'ramen'],
    ['aizuwakamatsu', 'castle'],
    ['wakamatu', 'castle'],
    ['あいずわかまつ', 'castle'],
    ['つるがじょう', 'castle'],
    ['tsurugajou', 'castle'],
  ])('takes %s for %s', async (query, id) => {
    expect((await ids(query))[0]).toBe(id)
  })

  test('finds the same by からむし, karamushi and ramie where it is written so', async () => {
    const written = await ids('からむし')
    expect(new Set(await ids('karamushi'))).toEqual(new Set(written))
    expect(written).toEqual(expect.arrayContaining(['karamushi-ori', 'weaving', 'plant']))
    expect(await ids('ramie')).toEqual(expect.arrayContaining(['karamushi-ori', 'plant']))
  })

  test('puts a title before a reading before a text', async () => {
    const all = openSearch(await databaseInMemory(), {
      ...catalogue,
      places: [
        place('in-text', '畑', 'Field', { summary: { ja: 'さくらの畑。', en: 'x', source: ['drawn'] } }),
        place('in-reading', '桜', 'Tree', { kana: 'おおさくら' }),
        place('in-title', 'みさくら', 'Blossom'),
      ],
    })
    expect(await all.ids('さくら')).toEqual(['in-title', 'in-reading', 'in-text'])
  })

  test('puts the whole name before one that only begins with it', async () => {
    expect((await ids('三島町'))[0]).toBe('town')
    expect((await ids('会津'))[0]).toBe('lacquer')
    expect((await ids('只見')).slice(0, 1)).toEqual(['snow'])
  })

  test('needs every word', async () => {
    expect(await ids('柳津 温泉')).toEqual(['spring'])
    expect(await ids('柳津 temple')).toEqual(['enzoji'])
  })

  test('reads over a particle between kanji', async () => {
    expect(await ask('柳津の温泉')).toMatchObject({ fits: 'all', results: [{ id: 'spring' }] })
  })

  test('reads over a change of writing within a word', async () => {
    expect(await ids('村のからむし織')).toEqual(['karamushi-ori'])
    expect((await ids('お寺'))[0]).toBe('enzoji')
  })

  test('finds a word of the text in either writing', async () => {
    expect(await ids('karamusi')).toContain('plant')
    expect(
      (await ask('からむし', { language: 'en' })).results.find(({ id }) => id === 'plant')?.text.marks,
    ).toHaveLength(1)
  })

  test('falls back to some of the words, and says so', async () => {
    expect(await ask('柳津 スキー場')).toMatchObject({ fits: 'some', total: 2 })
  })

  test('takes a single character as a beginning, then as a part', async () => {
    expect(await ids('柳')).toEqual(['spring'])
    expect(await ids('城')).toEqual(['castle'])
    expect((await ids('寺'))[0]).toBe('enzoji')
    expect(await ids('つ')).toEqual(['castle'])
  })

  test('counts each kind and gives each result the address of its page', async () => {
    const { groups, results } = await ask('からむし')
    expect(groups).toEqual([
      { kind: 'place', total: 2 },
      { kind: 'craft', total: 1 },
    ])
    expect(results.find(({ kind }) => kind === 'craft')?.path).toBe('/crafts/karamushi-ori')
    expect((await ids('会津塗')).length).toBe(1)
    expect((await ask('会津塗')).results[0]?.path).toBe('/crafts/lacquer')
    expect((await ask('三島町')).results[0]?.path).toBe('/municipalities/074446')
  })

  test('answers in the reader’s language', async () => {
    expect((await ask('円蔵寺', { language: 'en' })).results[0]).toMatchObject({
      title: 'Enzoji Temple',
      titleMarks: [],
    })
  })

  test('counts everything and carries at most fifty', async () => {
    const many = Array.from({ length: 60 }, (_, i) => place(`p${i}`, `桐の木${i}`, `Tree ${i}`))
    const world = openSearch(await databaseInMemory(), { ...catalogue, places: many })
    const answer = await world.ask('桐の木')
    expect([answer.total, answer.results.length]).toEqual([60, mostResults])
    const rest = await world.ids('桐の木', { offset: mostResults })
    expect(rest).toHaveLength(10)
    expect(new Set([...answer.results.map(({ id }) => id), ...rest]).size).toBe(60)
  })
})

describe('nothing found', () => {
  test.each([
    ['', 'empty_query'],
    [' 　\n', 'empty_query'],
    ['!?…', 'no_letters'],
    ['存在しない言葉', 'nothing_found'],
  ])('%j has the reason %s', async (query, reason) => {
    expect(await ask(query)).toMatchObject({ total: 0, results: [], groups: [], reason })
  })

  test('offers names that look alike', async () => {
    expect((await ask('からしむ織')).suggestions[0]?.title).toBe('からむし織')
  })
})

describe('marks', () => {
  test('stand at the original characters, over a long vowel', async () => {
    const title = 'ラーメン通り'
    const [[start, end]] = marksOf(title, queryTerms('らめん')) as [[number, number]]
    expect(title.slice(start, end)).toBe('ラーメン')
  })

  test('mark a Latin word whole', async () => {
    expect(marksOf('Kōriyama is near', queryTerms('kouri'))).toEqual([[0, 8]])
  })

  test('join where they touch', async () => {
    expect(marksOf('会津若松', queryTerms('会津 若松'))).toEqual([[0, 4]])
  })

  test('of a cut text count from its own beginning', async () => {
    const long = `${'山'.repeat(200)}温泉${'川'.repeat(200)}`
    const { text, marks } = snippetOf(long, queryTerms('温泉'))
    expect(text.length).toBeLessThanOrEqual(122)
    expect(marks.map(([start, end]) => text.slice(start, end))).toEqual(['温泉'])
    expect([text.at(0), text.at(-1)]).toEqual(['…', '…'])
  })
})

describe('hostile input', () => {
  test.each([
    '__proto__',
    'constructor',
    '.*+?^${}()|[]\\',
    '%00\u0000',
    '\uD800',
    "' OR 1=1 --",
    '<script>alert(1)</script>',
  ])('%j is only text', async (query) => {
    expect((await ask(query)).total).toBe(0)
  })

  test('any text has an answer whose marks lie within what they mark', async () => {
    const asked = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom('会', '温泉', 'a', 'の').map((one) => one.repeat(150)),
    )
    await fc.assert(
      fc.asyncProperty(asked, async (query) => {
        for (const { title, titleMarks, text } of (await ask(query)).results) {
          for (const [start, end] of titleMarks)
            expect(0 <= start && start < end && end <= title.length).toBe(true)
          for (const [start, end] of text.marks)
            expect(0 <= start && start < end && end <= text.text.length).toBe(true)
        }
      }),
      { numRuns: 100 },
    )
  })

  test('only the first 200 characters are read', async () => {
    expect((await ask(`温泉${' '.repeat(longestQuery)}存在しない`)).fits).toBe('all')
  })
})
