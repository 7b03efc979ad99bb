import { describe, expect, test } from 'vitest'
import { contentCatalogue } from '../../api/places/catalogue-content.ts'
import { contentThings } from './content-things.ts'
import judged from './judged-queries.json' with { type: 'json' }
import { databaseInMemory, drawnShelf, openSearch } from './search-world.ts'

/**
 * Questions that people ask, each with what they want to find, judged by reading the content and not what the search answers:
 * 3 is the thing itself, 2 belongs closely to it, 1 helps. What is not named is worth nothing.
 */
type Judged = {
  readonly kind: string
  readonly query: string
  readonly lang: string
  readonly wanted: Readonly<Record<string, number | undefined>>
}

const looked = 10

/** The worth of a list, what comes first counting most. */
const gained = (worths: readonly number[]): number =>
  worths.slice(0, looked).reduce((sum, worth, i) => sum + (2 ** worth - 1) / Math.log2(i + 2), 0)

/** Normalised discounted cumulative gain of the first ten (nDCG@10): 1 when the best stands first, 0 when nothing is found. */
function ndcg({ wanted }: Judged, found: readonly string[]): number {
  const best = Object.values(wanted)
    .map((worth) => worth ?? 0)
    .toSorted((a, b) => b - a)
  return gained(found.map((one) => wanted[one] ?? 0)) / gained(best)
}

/** How much of what is wanted stands among the first ten. */
function recall({ wanted }: Judged, found: readonly string[]): number {
  const all = Object.keys(wanted)
  return all.filter((one) => found.slice(0, looked).includes(one)).length / Math.min(all.length, looked)
}

const shelf = drawnShelf()
shelf.publish(...contentThings)
const { ask } = openSearch(await databaseInMemory(), contentCatalogue, { shelf })

const mean = (all: readonly number[]): number => all.reduce((sum, one) => sum + one, 0) / all.length

const measured: { readonly one: Judged; readonly ndcg: number; readonly recall: number }[] = []
for (const one of judged as readonly Judged[]) {
  const { results } = await ask(one.query, { language: one.lang === 'en' ? 'en' : 'ja', limit: looked })
  const found = results.map(({ kind, id }) => `${kind}/${id}`)
  measured.push({ one, ndcg: ndcg(one, found), recall: recall(one, found) })
}

/** What each kind reaches at least; a change that finds less has to say why. */
const floors: Readonly<Record<string, number>> = {
  'two characters': 0.85,
  'variant characters': 0.9,
  'kana reading': 0.95,
  romaji: 0.95,
  'typing error': 0.95,
  English: 0.84,
  Chinese: 0.93,
  'several words': 0.65,
}

describe('judged questions', () => {
  test('name what there is', () => {
    const there = new Set([...contentThings.map(({ kind, id }) => `${kind}/${id}`), ...named()])
    const wanted = measured.flatMap(({ one }) => Object.keys(one.wanted))
    expect(wanted.filter((name) => !there.has(name))).toEqual([])
  })

  test.each(Object.entries(floors))('of the kind “%s” reach nDCG@10 of %d', (kind, floor) => {
    const own = measured.filter(({ one }) => one.kind === kind)
    expect(own.length).toBeGreaterThan(5)
    const lost = own.filter((one) => one.ndcg < 0.5).map(({ one }) => one.query)
    expect(mean(own.map((one) => one.ndcg)), `least found: ${lost.join(', ')}`).toBeGreaterThanOrEqual(floor)
  })

  test('of all kinds reach nDCG@10 of 0.9 and a recall of 0.9', () => {
    expect(mean(measured.map((one) => one.ndcg))).toBeGreaterThanOrEqual(0.9)
    expect(mean(measured.map((one) => one.recall))).toBeGreaterThanOrEqual(0.9)
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
