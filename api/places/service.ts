import type { Place, Source, Text } from '../../content/index.ts'
import { type Clock, japanDay } from '../platform/clock.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import { type AskedMonth, type ComingEvent, eventsFrom, eventsIn, monthMeant } from './coming-events.ts'
import type { Narrowing as Facet } from './entry.ts'
import type { Refusal } from './errors.ts'
import type { IndexingService } from './indexing-service.ts'
import type { Catalogue, OfferedThings, PublishedThings, ToldNow } from './ports.ts'
import { relatedWords } from './related-words.ts'
import { type Answer, type Found, type Question, search } from './search.ts'
import type { SearchIndex } from './search-index.ts'

export type PlacesParts = {
  readonly catalogue: Catalogue
  readonly published: Pick<PublishedThings, 'institutionName'>
  readonly shops: Pick<OfferedThings, 'now'>
  readonly index: SearchIndex
  readonly indexing: Pick<IndexingService, 'refresh'>
  readonly clock: Clock
}

/** What narrows a list of places; ids. */
export type Narrowing = {
  readonly category?: string | undefined
  readonly municipality?: string | undefined
  readonly station?: string | undefined
}

/** Answers questions about places and events, and searches everything public. */
export function placesService({ catalogue, published, shops, index, indexing, clock }: PlacesParts) {
  const searched = { index, related: relatedWords(catalogue.crafts) }
  const sources = new Map(catalogue.sources.map((source) => [source.id, source]))
  const namesOf = new Map<Facet, ReadonlyMap<string, Text>>([
    ['institution', nameById(catalogue.institutions)],
    ['place', nameById(catalogue.municipalities)],
    ['line', nameById(catalogue.lines)],
  ])

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
    search: async (question: Question): Promise<Answer> => {
      await indexing.refresh()
      return search(searched, question)
    },

    /** What is told at this moment of a result that shops change all day; undefined for every other. */
    toldNow: async ({ kind, id }: Pick<Found, 'kind' | 'id'>): Promise<ToldNow | undefined> =>
      kind === 'shop' || kind === 'product' ? shops.now(kind, id) : undefined,

    /** What a value of a facet is called; undefined where it has words of its own (a time), or nobody knows it. */
    facetName: async (facet: Facet, value: string): Promise<Text | undefined> =>
      namesOf.get(facet)?.get(value) ??
      (facet === 'institution' ? await published.institutionName(value) : undefined),

    /** Each source once, in the order of its first use. */
    sourcesOf: (ids: Iterable<string>): Source[] => [...new Set(ids)].flatMap((id) => sources.get(id) ?? []),
  }
}

const nameById = (all: readonly { readonly id: string; readonly name: Text }[]) =>
  new Map(all.map(({ id, name }) => [id, name]))

export type PlacesService = ReturnType<typeof placesService>
