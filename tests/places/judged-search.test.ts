import { describe, expect, test } from 'vitest'
import { contentCatalogue } from '../../api/places/catalogue-content.ts'
import { contentThings } from './content-things.ts'
import { type Judged, judgedQuestions, looked, mean, ndcg, recall } from './judgement.ts'
import { judgedShops } from './judged-shops.ts'
import { databaseInMemory, drawnMarket, drawnShelf, openSearch } from './search-world.ts'

const shelf = drawnShelf()
shelf.publish(...contentThings)
const market = drawnMarket()
market.publish(...judgedShops)
const { ask } = openSearch(await databaseInMemory(), contentCatalogue, { shelf, market })

const measured: { readonly one: Judged; readonly ndcg: number; readonly recall: number }[] = []
for (const one of judgedQuestions) {
  const { results } = await ask(one.query, { language: one.lang === 'en' ? 'en' : 'ja', limit: looked })
  const found = results.map(({ kind, id }) => `${kind}/${id}`)
  measured.push({ one, ndcg: ndcg(one, found), recall: recall(one, found) })
}

/** What each kind reaches at least; a change that finds less has to say why. */
const floors: Readonly<Record<string, number>> = {
  'two characters': 0.93,
  'variant characters': 0.9,
  'kana reading': 0.95,
  romaji: 0.95,
  'typing error': 0.95,
  English: 0.88,
  Chinese: 0.97,
  'several words': 0.9,
  shops: 0.85,
}

describe('judged questions', () => {
  test('name what there is', () => {
    const there = new Set([
      ...[...contentThings, ...judgedShops].map(({ kind, id }) => `${kind}/${id}`),
      ...named(),
    ])
    const wanted = measured.flatMap(({ one }) => Object.keys(one.wanted))
    expect(wanted.filter((name) => !there.has(name))).toEqual([])
  })

  test.each(Object.entries(floors))('of the kind “%s” reach nDCG@10 of %d', (kind, floor) => {
    const own = measured.filter(({ one }) => one.kind === kind)
    expect(own.length).toBeGreaterThan(5)
    const lost = own.filter((one) => one.ndcg < 0.5).map(({ one }) => one.query)
    expect(mean(own.map((one) => one.ndcg)), `least found: ${lost.join(', ')}`).toBeGreaterThanOrEqual(floor)
  })

  test('of all kinds reach nDCG@10 of 0.93 and a recall of 0.92', () => {
    expect(mean(measured.map((one) => one.ndcg))).toBeGreaterThanOrEqual(0.93)
    expect(mean(measured.map((one) => one.recall))).toBeGreaterThanOrEqual(0.92)
  })
})

function named(): string[] {
  const { stations, lines, places, events, crafts, institutions, municipalities, exhibits } = contentCatalogue
  const of = (kind: string, all: readonly { readonly id: string }[]) => all.map(({ id }) => `${kind}/${id}`)
  return [
    ...of('station', stations),
    ...of('line', lines),
    ...of('place', places),
    ...of('event', events),
    ...of('craft', crafts),
    ...of('institution', institutions),
    ...of('municipality', municipalities),
    ...of('exhibit', exhibits),
  ]
}
