import { content, isExact, type Place } from '../../content/index.ts'
import type { LanguageMap } from './language-map.ts'
import type { MapStop } from './story.ts'

type Thing = Pick<Place, 'id' | 'name' | 'position'>

const inBoth = ({ ja, en }: Thing['name']): LanguageMap => ({ ja: [ja], en: [en] })

/** Drawn only where it is known well enough for a pin. */
const stopOf =
  (kind: MapStop['kind']) =>
  ({ id, name, position }: Thing): readonly [string, MapStop] => [
    `${kind}/${id}`,
    {
      kind,
      id,
      label: inBoth(name),
      ...(position !== undefined && isExact(position)
        ? { position: { latitude: position.lat, longitude: position.lng } }
        : {}),
    },
  ]

const stops: ReadonlyMap<string, MapStop> = new Map([
  ...content.places.map(stopOf('place')),
  ...content.stations.map(stopOf('station')),
  ...content.institutions.map(stopOf('institution')),
])

/** What a map of a story may show: the places, stations and institutions of the published content. */
export const contentMapStop = (chosen: string): MapStop | undefined => stops.get(chosen)

const stations: ReadonlyMap<string, string> = new Map([
  ...content.places.map(({ id, station }) => [`place/${id}`, station] as const),
  ...content.stations.map(({ id }) => [`station/${id}`, id] as const),
  ...content.institutions.map(({ id, station }) => [`institution/${id}`, station] as const),
])

/** Where people get off for it. */
export const contentStationOfStop = (chosen: string): string | undefined => stations.get(chosen)
