import type { Place, Source } from '../../content/index.ts'
import { type Clock, japanDay } from '../platform/clock.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import { type AskedMonth, type ComingEvent, eventsFrom, eventsIn, monthMeant } from './coming-events.ts'
import type { Entry } from './entry.ts'
import { entriesOf, publishedEntries } from './entries.ts'
import type { Refusal } from './errors.ts'
import type { Catalogue, PublishedThings } from './ports.ts'
import { buildIndex, type SearchIndex } from './search-index.ts'
import { type Answer, search } from './search.ts'

export type PlacesParts = {
  readonly catalogue: Catalogue
  readonly published: PublishedThings
  readonly clock: Clock
}

/** What narrows a list of places; ids. */
export type Narrowing = {
  readonly category?: string | undefined
  readonly municipality?: string | undefined
  readonly station?: string | undefined
}

/** Answers questions about places and events, and searches everything public. */
export function placesService({ catalogue, published, clock }: PlacesParts) {
  const sources = new Map(catalogue.sources.map((source) => [source.id, source]))
  let fixed: readonly Entry[] | undefined
  let built: { readonly version: number; readonly index: SearchIndex } | undefined

  /** Built anew when something else is published: some hundred entries take a few milliseconds. */
  async function currentIndex(): Promise<SearchIndex> {
    const version = await published.version()
    if (built?.version === version) return built.index
    fixed ??= entriesOf(catalogue)
    built = { version, index: buildIndex([...fixed, ...publishedEntries(await published.all())]) }
    return built.index
  }

  return {
    /** Places, all or narrowed. */
    places({ category, municipality, station }: Narrowing): Place[] {
      return catalogue.places.filter(
        (place) =>
          (category === undefined || place.category === category) &&
          (municipality === undefined || place.municipality === municipality) &&
          (station === undefined || place.station === station),
      )
    },

    place(id: string): Result<Place, Refusal> {
      const place = catalogue.places.find((one) => one.id === id)
      return place === undefined ? refuse({ code: 'place_unknown', place: id }) : ok(place)
    },

    /** Events of a month, or all with the next one first. */
    events(month?: AskedMonth): ComingEvent[] {
      const today = japanDay(clock.now())
      return month === undefined
        ? eventsFrom(catalogue.events, today)
        : eventsIn(catalogue.events, monthMeant(month, today))
    },

    /** One search over everything public, also over what was published a moment ago. */
    search: async (query: string, language: 'ja' | 'en'): Promise<Answer> =>
      search(await currentIndex(), query, language),

    /** Each source once, in the order of its first use. */
    sourcesOf: (ids: Iterable<string>): Source[] => [...new Set(ids)].flatMap((id) => sources.get(id) ?? []),
  }
}

export type PlacesService = ReturnType<typeof placesService>
