import { contentCatalogue } from '../../api/places/catalogue-content.ts'
import type { Entry } from '../../api/places/entry.ts'
import { entriesOf } from '../../api/places/entries.ts'
import { contentThings } from '../places/content-things.ts'
import { judgedQuestions, looked, mean, ndcg, recall } from '../places/judgement.ts'
import { databaseInMemory, drawnShelf, openSearch } from '../places/search-world.ts'
import { type Document, miniSearch, orama, pagefind } from './judged-peers.ts'
import type { Row } from './row.ts'

/** Who answers a question in a language with the names of what it found, the best first. */
export type Searcher = {
  readonly name: string
  readonly ask: (query: string, language: 'ja' | 'en') => Promise<readonly string[]>
  readonly close: () => Promise<void>
}

/**
 * The judged questions (`tests/places/judged-queries.json`) asked of our search and of three that sites take, over the same
 * documents: nDCG@10 and recall of all, and nDCG@10 by kind of question.
 */
export async function judgedBench(): Promise<readonly Row[]> {
  const documents = [...entriesOf(contentCatalogue).map(documentOf), ...contentThings.map(documentOfThing)]
  const searchers = [await ours(), miniSearch(documents), await orama(documents), await pagefind(documents)]
  const rows: Row[] = []
  for (const searcher of searchers) {
    rows.push(...(await told(searcher)))
    await searcher.close()
  }
  return rows
}

const nameOf = ({ kind, id }: { readonly kind: string; readonly id: string }): string => `${kind}/${id}`

const documentOf = (entry: Entry): Document => ({
  name: nameOf(entry),
  title: entry.title,
  text: entry.text,
  more: [...entry.names, ...entry.more],
})

const documentOfThing = (thing: (typeof contentThings)[number]): Document => ({
  name: nameOf(thing),
  title: thing.title,
  text: thing.text,
  more: thing.more,
})

async function ours(): Promise<Searcher> {
  const shelf = drawnShelf()
  shelf.publish(...contentThings)
  const database = await databaseInMemory()
  const { ask } = openSearch(database, contentCatalogue, { shelf })
  return {
    name: 'ours',
    ask: async (query, language) =>
      (await ask(query, { language, limit: looked })).results.map((one) => nameOf(one)),
    close: () => database.close(),
  }
}

async function told({ name, ask }: Searcher): Promise<Row[]> {
  const measured: { readonly kind: string; readonly ndcg: number; readonly recall: number }[] = []
  for (const one of judgedQuestions) {
    const found = await ask(one.query, one.lang === 'en' ? 'en' : 'ja')
    measured.push({ kind: one.kind, ndcg: ndcg(one, found), recall: recall(one, found) })
  }
  const of = (all: typeof measured) => mean(all.map((one) => one.ndcg)).toFixed(2)
  const kinds = [...Map.groupBy(measured, ({ kind }) => kind)].map(([kind, all]) => `${kind} ${of(all)}`)
  return [
    {
      what: `${name}: ${measured.length} judged questions`,
      value: `nDCG@10 ${of(measured)}, recall ${mean(measured.map((one) => one.recall)).toFixed(2)}`,
    },
    { what: `${name} by kind`, value: kinds.join(', ') },
  ]
}
