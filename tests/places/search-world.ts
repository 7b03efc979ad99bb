import {
  indexingService,
  type OfferedThings,
  type PublishedThing,
  type PublishedThings,
  searchIndex,
} from '../../api/places/index.ts'
import type { Catalogue, ToldNow } from '../../api/places/ports.ts'
import type { Clock } from '../../api/platform/clock.ts'
import { relatedWords } from '../../api/places/related-words.ts'
import { searchStore } from '../../api/places/repository-search.ts'
import { search, type Question } from '../../api/places/search.ts'
import type { SearchStore } from '../../api/places/search-store.ts'
import { placesService } from '../../api/places/service.ts'
import { migrate } from '../../db/migrate.ts'
import { openSqlite } from '../../db/open-sqlite.ts'
import type { Store } from '../../db/store.ts'

type Told = { readonly thing: PublishedThing; readonly isGone: boolean }

/** What institutions publish, or shops offer, as a list of changes. */
export function drawnShelf() {
  const told: Told[] = []
  const newest = (upTo: number, after = 0): Told[] => {
    const last = new Map(told.slice(0, upTo).map((one) => [`${one.thing.kind} ${one.thing.id}`, one]))
    const since = new Set(told.slice(after, upTo).map(({ thing }) => `${thing.kind} ${thing.id}`))
    return [...last].flatMap(([key, one]) => (since.has(key) ? [one] : []))
  }
  const published: PublishedThings = {
    version: async () => told.length,
    upTo: async function* (change) {
      for (const { thing, isGone } of newest(change)) if (!isGone) yield [thing]
    },
    changedSince: async (change, upTo) => {
      const all = newest(upTo, change)
      return {
        present: all.flatMap(({ thing, isGone }) => (isGone ? [] : [thing])),
        gone: all.flatMap(({ thing, isGone }) => (isGone ? [thing] : [])),
      }
    },
    institutionIds: async () => [],
    institutionName: async (id) => (id === 'storehouse' ? { ja: '蔵', en: 'Storehouse' } : undefined),
  }
  return {
    published,
    publish: (...things: readonly PublishedThing[]) =>
      told.push(...things.map((thing) => ({ thing, isGone: false }))),
    withdraw: (thing: PublishedThing) => told.push({ thing, isGone: true }),
  }
}

export const thing = (id: string, ja: string, told: Partial<PublishedThing> = {}): PublishedThing => ({
  kind: 'item',
  id,
  title: { ja, en: `Thing ${id}` },
  text: { ja: '古いものです。', en: 'An old thing.' },
  more: [],
  institution: 'storehouse',
  periods: [],
  stations: [],
  ...told,
})

/** A shop, or with another kind what it offers. */
export const shopThing = (id: string, ja: string, told: Partial<PublishedThing> = {}): PublishedThing => {
  const { institution: _nobody, ...rest } = thing(id, ja, { kind: 'shop', town: '074446', ...told })
  return rest
}

/** Shops that are told of as a list of changes; `now` says what is told of one at the moment. */
export function drawnMarket(now: (kind: string, id: string) => ToldNow | undefined = () => undefined) {
  const { published, ...shelf } = drawnShelf()
  const shops: OfferedThings = { ...published, now: async (kind, id) => now(kind, id) }
  return { ...shelf, shops }
}

const heldClock = { now: () => Date.parse('2026-11-24T05:00:00+09:00') }

/** The search over a catalogue, and what institutions publish beside it; one more process with each call. */
export function openSearch(
  database: Store,
  catalogue: Catalogue,
  {
    shelf = drawnShelf(),
    market = drawnMarket(),
    through = (store) => store,
    clock = heldClock,
  }: SearchWorld = {},
) {
  const store = through(searchStore(database))
  const { published } = shelf
  const { shops } = market
  const indexing = indexingService({ store, catalogue, published, shops, clock })
  const index = searchIndex(store)
  const searched = { index, related: relatedWords(catalogue.crafts) }
  const places = placesService({ catalogue, published, shops, index, indexing, clock })
  const ask = async (query: string, asked: Partial<Question> = {}) => {
    await indexing.refresh()
    return search(searched, { query, language: 'ja', ...asked })
  }
  const ids = async (query: string, asked: Partial<Question> = {}) =>
    (await ask(query, asked)).results.map(({ id }) => id)
  return { store, shelf, market, indexing, places, ask, ids }
}

type SearchWorld = {
  readonly shelf?: ReturnType<typeof drawnShelf>
  readonly market?: ReturnType<typeof drawnMarket>
  /** Stands between the search and its store. */
  readonly through?: (store: SearchStore) => SearchStore
  readonly clock?: Clock
}

/** A migrated database in memory, gone with the process. */
export async function databaseInMemory(): Promise<Store> {
  const store = openSqlite(':memory:')
  await migrate(store)
  return store
}
