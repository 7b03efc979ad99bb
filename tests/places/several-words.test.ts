import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contentCatalogue } from '../../api/places/catalogue-content.ts'
import { fold } from '../../api/places/fold.ts'
import { relatedWords } from '../../api/places/related-words.ts'
import { askedWords } from '../../api/places/search-index.ts'
import { askedOf } from '../../api/places/search-legs.ts'
import { areNear, spotsOf } from '../../api/places/search-several.ts'
import type { SearchStore } from '../../api/places/search-store.ts'
import { phrasesOf, queryTerms, termsOf, wordsApart } from '../../api/places/terms.ts'
import { contentThings } from './content-things.ts'
import { databaseInMemory, drawnShelf, openSearch, thing } from './search-world.ts'
import { catalogue } from './small-catalogue.ts'

const bare = { ...catalogue, places: [], events: [], institutions: [], municipalities: [], exhibits: [] }

/** The search over things that say these texts, by their names; the title of each is what stands before a colon. */
async function over(things: Readonly<Record<string, string>>) {
  const shelf = drawnShelf()
  for (const [id, said] of Object.entries(things)) {
    const [title, text = 'x'] = said.split('：')
    shelf.publish(thing(id, title!, { text: { ja: text, en: 'x' } }))
  }
  return openSearch(await databaseInMemory(), bare, { shelf })
}

describe('several words', () => {
  test.each([
    ['in the title before in the text', '漁具 舟', { text: '具：漁具を積む舟。', title: '舟と漁具' }],
    ['one in the title before none', '漁具 舟', { none: '具：漁具を積む舟。', one: '舟：漁具を積む。' }],
    [
      'near before far',
      '漁具 舟',
      { far: `具：漁具です。${'ほかの話が続きます。'.repeat(4)}舟です。`, near: '具材：漁具を積む舟。' },
    ],
    [
      'in either order',
      '舟 漁具',
      { far: `具：漁具です。${'ほかの話が続きます。'.repeat(4)}舟です。`, near: '具材：漁具を積む舟。' },
    ],
    ['a name of both before one of more', '漁具 舟', { more: '舟と漁具の図', whole: '漁具・舟' }],
    ['written in one', '漁具 舟', { apart: '舟、漁具', whole: '古い漁具舟の図' }],
    [
      'one name that is nothing but a word after a name with both',
      '漁具 舟',
      { only: '舟：漁具を積む。', both: '古い漁具を積んだ古い舟' },
    ],
  ])('puts %s', async (_what, query, things) => {
    const { ids } = await over(things)
    expect(await ids(query)).toEqual(Object.keys(things).toReversed())
  })

  test('lets the rarer word say more, where both stand in titles', async () => {
    const { ids } = await over({ a: '舟：網を積む。', b: '網の図：舟を引く。', c: '舟と川', d: '舟と海' })
    expect(await ids('舟 網')).toEqual(['b', 'a'])
  })

  test('says so where nothing has all, and puts first what has more', async () => {
    const { ask } = await over({ two: '具：漁具を積む舟。', one: '舟', other: '漁具' })
    const { fits, results } = await ask('漁具 舟 飛行機')
    expect([fits, results[0]?.id, results.length]).toEqual(['some', 'two', 3])
  })

  const words = ['舟', '漁具', '網', '炭', '籠']
  test(
    'are all in what fits all; else whoever has more of them comes first',
    { timeout: 60_000 },
    async () => {
      const held = fc.array(fc.uniqueArray(fc.constantFrom(...words), { maxLength: 4 }), { maxLength: 6 })
      const asked = fc.uniqueArray(fc.constantFrom(...words), { minLength: 2, maxLength: 4 })
      await fc.assert(
        fc.asyncProperty(held, asked, async (things, query) => {
          const { ask } = await over(
            Object.fromEntries(things.map((own, i) => [`t${i}`, `品：${own.join('。')}`])),
          )
          const has = (own: readonly string[]): number => query.filter((one) => own.includes(one)).length
          const counts = things.map(has).filter((count) => count > 0)
          const { fits, total, results } = await ask(query.join(' '))
          const found = results.map(({ id }) => has(things[Number(id.slice(1))]!))
          const isAll = counts.includes(query.length)
          const wanted = isAll ? counts.filter((count) => count === query.length) : counts
          expect(found).toEqual(wanted.toSorted((a, b) => b - a))
          expect(total).toBe(wanted.length)
          if (total > 0) expect(fits).toBe(isAll ? 'all' : 'some')
        }),
        { numRuns: 30 },
      )
    },
  )
})

describe('where in texts words stand', () => {
  const placesOf = (query: string) => {
    const terms = queryTerms(query)
    const words = askedWords(askedOf(terms, { wanted: 'all', anywhere: true, phrases: phrasesOf(terms) }))
    return words.filter(({ isBegun, body }) => isBegun && body === 'places').map(({ word }) => word)
  }

  test.each([
    ['a s', []],
    ['a b c d e f g h i j k l', []],
    ['red cow', []],
    ['の に', []],
    ['山 川', ['山', '川']],
    ['山 川 木 村', []],
  ])('is of the words that begin as those of %s read for %j', (query, words) => {
    expect(placesOf(query)).toEqual(words)
  })

  test('is near where any two places are', () => {
    const places = fc.array(fc.nat(80), { maxLength: 6 })
    fc.assert(
      fc.property(places, places, (one, other) => {
        const spots = (all: readonly number[]) =>
          spotsOf((visit) => {
            for (const place of all) visit(0, place * 8)
          }, 1)
        const wanted = one.some((a) => other.some((b) => Math.abs(a - b) <= 12))
        expect(areNear(spots(one), spots(other), 0)).toBe(wanted)
      }),
    )
  })
})

describe('words with a particle between them', () => {
  test('are two words, with those that have it word for word first', async () => {
    const { ids } = await over({ apart: '橋：古い川です。', whole: '道具：川の橋です。' })
    expect(await ids('川の橋')).toEqual(['apart', 'whole'])
    const named = await over({ apart: '橋：古い川です。', whole: '川の橋' })
    expect(await named.ids('川の橋')).toEqual(['whole'])
  })

  test.each([
    ['昭和村のからむし', '昭和村 からむし'],
    ['村の車站', '村 車站'],
    ['山の山', '山'],
    ['山 山の山', '山'],
  ])('find with %s what %s finds', async (query, typedApart) => {
    const { ask } = await over({
      latin: '布：昭和村で織る karamushi です。',
      kana: '布の図：昭和村のはなし。からむしもあります。',
      station: '村：駅です。',
      hill: '山：山です。',
    })
    const [found, wanted] = [await ask(query), await ask(typedApart)]
    expect(wanted.total).toBeGreaterThan(0)
    expect(found.results.map(({ id }) => id).toSorted()).toEqual(
      wanted.results.map(({ id }) => id).toSorted(),
    )
    expect([found.total, found.fits]).toEqual([wanted.total, wanted.fits])
  })

  test.each(['山の山 川 飛行機', '山 山の山 川 飛行機'])('count once in %s', async (query) => {
    const { ids } = await over({ hill: '図：山です。', river: '川' })
    expect(await ids(query)).toEqual(['river', 'hill'])
  })

  test('are looked for as a name in no more than three terms of one question', async () => {
    let reads = 0
    const typed = [...'海空雪雨風土石火木草花竹'].map((one) => `山の${one}`)
    const through = (store: SearchStore): SearchStore => ({
      ...store,
      postings: (words) => {
        reads += 1
        return store.postings(words)
      },
    })
    const shelf = drawnShelf()
    shelf.publish(thing('hill', '山', { text: { ja: '山の川。', en: 'x' } }))
    const { ask } = openSearch(await databaseInMemory(), bare, { shelf, through })
    await ask(typed.join(' '))
    // With the ways in which the question is taken then.
    expect(reads).toBeLessThan(typed.length)
  })

  test.each([
    ['只見川の橋', ['只見川', '橋']],
    ['昭和村のからむし織', ['昭和村', 'からむし織']],
    ['村の山のきのこ', ['村', '山', 'きのこ']],
    ['きのこ', undefined],
    ['ものづくり', undefined],
    ['木の', undefined],
  ])('of %s are %j', (query, words) => {
    expect(wordsApart(queryTerms(query)[0]!)?.map(({ key }) => key)).toEqual(words)
  })
})

test('a query is looked for as it was typed, and written in one', () => {
  const written = (query: string) =>
    phrasesOf(queryTerms(query)).map((all) => all.map(({ key }) => key).join('+'))
  expect(written('会津若松 車站')).toEqual(['会津若松+車站', '会津若松車站', '会津若松駅'])
  expect(written('red cow')).toEqual(['red+cow'])
  expect(written('からむし')).toEqual(['からむし', 'karamushi'])
})

test.each([
  ['2月の雪まつり', ['2', '月の雪まつり']],
  ['JR只見線', ['jr', '只見線']],
  ['C11形', ['c11', '形']],
  ['きらら289', ['きらら', '289']],
])('writing without spaces in %s is a run of its own, also behind letters and digits', (text, terms) => {
  expect(termsOf(text.toLowerCase()).map(({ key }) => key)).toEqual(terms)
})

describe('related words', () => {
  const related = relatedWords(contentCatalogue.crafts)
  const of = (key: string) => related({ key }).map((term) => term.key)

  test('lead from a kind to its crafts and what they are made with, and not back', () => {
    expect(of('漆器')).toEqual(expect.arrayContaining(['lacquerware', '漆', 'lacquer', '会津塗', '会津漆器']))
    expect(of('lacquer')).toEqual(expect.arrayContaining(['漆', 'うるし']))
    expect(of('会津塗')).toEqual(['会津漆器'])
    expect(of('温泉')).toEqual([])
  })

  test.each(contentCatalogue.crafts.filter(({ kind }) => kind !== undefined))(
    'lead from every kind of $id to it',
    ({ name, kind }) => {
      for (const { key } of queryTerms(kind!.ja)) expect(of(key)).toContain(fold(name.ja))
      expect(queryTerms(kind!.en).some(({ key }) => of(key).includes(fold(name.ja)))).toBe(true)
    },
  )

  test('lead from one of two kinds not to the other', () => {
    expect(of('織物')).toEqual(expect.arrayContaining(['weaving', '奥会津昭和からむし織']))
    expect(of('織物')).not.toContain('染織')
  })

  test.each(['漆器', '漆', 'うるし', 'lacquerware', '会津漆器', '会津の漆器'])(
    'find with %s what the region says of lacquer, the craft first',
    async (query) => {
      const shelf = drawnShelf()
      shelf.publish(...contentThings)
      const { ids } = openSearch(await databaseInMemory(), contentCatalogue, { shelf })
      const found = await ids(query)
      expect(found[0]).toBe('aizu-lacquerware')
      expect(found).toContain('made-by-hand')
    },
  )
})
