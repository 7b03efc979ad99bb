import type { SourcedText, Text } from '../../content/index.ts'
import { locales, wordsFor } from '../platform/words.ts'
import type { Belonging, Entry } from './entry.ts'
import type { Catalogue, PublishedThing } from './ports.ts'

const plain = ({ ja, en }: Text): Text => ({ ja, en })
const both = (...texts: readonly (Text | SourcedText | undefined)[]): string[] =>
  texts.flatMap((text) => (text === undefined ? [] : [text.ja, text.en]))

const once = (values: readonly (string | null | undefined)[]): string[] => [
  ...new Set(values.flatMap((value) => value ?? [])),
]

/** Where things are, by what is known of them: the lines of their stations, and their municipalities. */
function belongings({ lines, stations, institutions, municipalities }: Catalogue) {
  const linesOf = (station: string): string[] =>
    lines.flatMap(({ id, parts }) =>
      parts.some(({ stops }) => stops.some((stop) => stop.station === station)) ? [id] : [],
    )
  const townOfCode = new Map(municipalities.map(({ code, id }) => [code, id]))
  const townOfStation = new Map(stations.map(({ id, municipality }) => [id, municipality]))
  const holders = new Map(institutions.map((one) => [one.id, one]))
  return {
    at: (
      stationIds: readonly (string | null | undefined)[],
      towns: readonly (string | null | undefined)[],
      of: Partial<Belonging> = {},
    ): Belonging => ({
      institution: [],
      period: [],
      place: once(towns),
      line: once(once(stationIds).flatMap(linesOf)),
      ...of,
    }),
    /** What an institution publishes is where it is, unless people go elsewhere for it; a shop where it says that it is. */
    published: ({ institution, periods, stations: own, town }: PublishedThing): Belonging => {
      const holder = institution === undefined ? undefined : holders.get(institution)
      const hasTown = holder !== undefined || town !== undefined
      const stationIds = own.length > 0 ? own : once([holder?.station])
      return {
        institution: once([institution]),
        period: periods,
        place: once([
          holder?.municipality ?? (town === undefined ? undefined : townOfCode.get(town)),
          ...(hasTown ? [] : own.map((one) => townOfStation.get(one))),
        ]),
        line: once(stationIds.flatMap(linesOf)),
      }
    },
  }
}

/** Everything of the published content that the search can find, each with the address of its page. */
export function entriesOf(catalogue: Catalogue): Entry[] {
  const towns = new Map(catalogue.municipalities.map((town) => [town.id, town.name]))
  const { at } = belongings(catalogue)
  const townOf = (id: string | null): string[] => both(id === null ? undefined : towns.get(id))
  return [
    ...catalogue.stations.map(({ id, name, kana, summary, municipalityName, municipality }): Entry => ({
      kind: 'station',
      id,
      path: `/stations/${id}`,
      title: name,
      names: [kana, `${name.ja}駅`, `${name.en} station`],
      text: plain(summary),
      more: both(municipalityName),
      of: at([id], [municipality]),
    })),
    ...catalogue.lines.map(({ id, name, summary, operator }): Entry => ({
      kind: 'line',
      id,
      path: `/lines/${id}`,
      title: name,
      names: [],
      text: plain(summary),
      more: both(operator),
      of: at([], [], { line: [id] }),
    })),
    ...catalogue.places.map((place): Entry => ({
      kind: 'place',
      id: place.id,
      path: `/places/${place.id}`,
      title: place.name,
      names: place.kana === undefined ? [] : [place.kana],
      text: plain(place.summary),
      more: both(place.municipalityName, place.access, place.season),
      of: at([place.station], [place.municipality]),
    })),
    ...catalogue.events.map(({ id, name, summary, venue, date, municipality, station }): Entry => ({
      kind: 'event',
      id,
      path: `/events/${id}`,
      title: name,
      names: [],
      text: plain(summary),
      more: [...both(venue, date.words), ...townOf(municipality)],
      of: at([station], [municipality]),
    })),
    ...catalogue.crafts.map((craft): Entry => ({
      kind: 'craft',
      id: craft.id,
      path: `/crafts/${craft.id}`,
      title: craft.name,
      names: both(...(craft.alsoCalled ?? [])),
      text: plain(craft.summary),
      more: [
        ...both(craft.madeIn, craft.designation, craft.kind, craft.material),
        ...craft.municipalities.flatMap(townOf),
      ],
      of: at(craft.stations, craft.municipalities),
    })),
    ...catalogue.institutions.map((institution): Entry => ({
      kind: 'institution',
      id: institution.id,
      path: `/institutions/${institution.id}`,
      title: institution.name,
      names: [],
      text: plain(institution.summary),
      more: [...both(institution.holdings, institution.designation), ...townOf(institution.municipality)],
      of: at([institution.station], [institution.municipality], { institution: [institution.id] }),
    })),
    ...catalogue.municipalities.map(({ id, code, name, kana, summary }): Entry => ({
      kind: 'municipality',
      id,
      path: `/municipalities/${code}`,
      title: name,
      names: [kana],
      text: plain(summary),
      more: [],
      of: at([], [id]),
    })),
    ...catalogue.exhibits.map(({ id, title, lead, steps, institution, station }): Entry => ({
      kind: 'exhibit',
      id,
      path: `/exhibits/${id}`,
      title,
      names: [],
      text: lead,
      more: both(institution, ...steps.flatMap((step) => [step.heading, step.text])),
      of: at([station], []),
    })),
    ...viewpointEntries(catalogue, at),
  ]
}

/** A viewpoint is a place that has a page of its own: by the place's name alone the place is meant. */
function viewpointEntries(
  { places, viewpoints }: Catalogue,
  at: ReturnType<typeof belongings>['at'],
): Entry[] {
  const placeById = new Map(places.map((place) => [place.id, place]))
  const [ja, en] = [wordsFor('ja'), wordsFor('en')]
  return viewpoints.flatMap(({ id, line }) => {
    const place = placeById.get(id)
    if (place === undefined) return []
    const { name, kana, station, municipality, municipalityName } = place
    const title = {
      ja: ja('viewpoints:searched', { place: name.ja }),
      en: en('viewpoints:searched', { place: name.en }),
    }
    const kindNames = once(locales.map((locale) => wordsFor(locale)('viewpoints:title')))
    return {
      kind: 'viewpoint',
      id,
      path: `/viewpoints/${id}`,
      title,
      names: once([kana]),
      text: { ja: ja('viewpoints:lead'), en: en('viewpoints:lead') },
      more: [...both(municipalityName), ...kindNames],
      of: at([station], [municipality], { line: [line] }),
    }
  })
}

const publishedPages = {
  item: 'items',
  story: 'stories',
  collection: 'collections',
  institution: 'institutions',
  shop: 'shops',
} as const

/** A product stands on the page of its shop. */
const pathOf = ({ kind, id }: Pick<PublishedThing, 'kind' | 'id'>): string =>
  kind === 'product' ? `/shops/${id.replace('/', '#product-')}` : `/${publishedPages[kind]}/${id}`

/** What institutions publish, shops, and what they offer, as the search can find them. */
export function publishedEntries(catalogue: Catalogue) {
  const where = belongings(catalogue)
  return (published: readonly PublishedThing[]): Entry[] =>
    published.map((thing) => ({
      kind: thing.kind,
      id: thing.id,
      path: pathOf(thing),
      title: thing.title,
      names: thing.names ?? [],
      text: thing.text,
      more: thing.more,
      of: where.published(thing),
    }))
}
