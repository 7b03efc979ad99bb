import { licence } from './licence.ts'
import type { Line, Place, Position, Shape, Source, Station } from '../../content/index.ts'
import { isExact } from '../../content/schemas/position.ts'
import { type Cell, csvOf } from '../platform/csv.ts'
import type { Published } from './ports.ts'

type Located = { readonly position?: Position }

/**
 * Where something may be drawn: exactly, or by the rounded middle of an area of about a kilometre where nobody measured
 * it; nothing at all where nobody checked it.
 */
function placeOf({ position }: Located): { lat: number; lng: number } | undefined {
  if (position === undefined) return undefined
  const { quality, lat, lng } = position
  if (isExact(position) || quality === 'derived') return { lat, lng }
  if (quality === 'unverified' || position.source.includes('unverified')) return undefined
  return { lat: rounded(lat), lng: rounded(lng) }
}

/** To a hundredth of a degree, about a kilometre. */
const rounded = (degrees: number): number => Math.round(degrees * 100) / 100

const sourcesOf = (one: Located & { readonly source: readonly string[] }): string[] => [
  ...new Set([...one.source, ...(one.position?.source ?? [])]),
]

const stationFacts = (station: Station) => ({
  id: station.id,
  name_ja: station.name.ja,
  name_en: station.name.en,
  kana: station.kana,
  municipality_ja: station.municipalityName.ja,
  municipality_en: station.municipalityName.en,
  status: station.status,
  position_quality: station.position.quality,
  sources: sourcesOf(station).join(' '),
})

const placeFacts = (place: Place) => ({
  id: place.id,
  name_ja: place.name.ja,
  name_en: place.name.en,
  category: place.category,
  municipality_ja: place.municipalityName.ja,
  municipality_en: place.municipalityName.en,
  station: place.station ?? '',
  position_quality: place.position?.quality ?? '',
  sources: sourcesOf(place).join(' '),
})

type Facts = Readonly<Record<string, Cell>>

function table(rows: readonly { readonly facts: Facts; readonly of: Located }[]): string {
  const header = [...Object.keys(rows[0]?.facts ?? {}), 'lat', 'lng']
  return csvOf(
    header,
    rows.map(({ facts, of }) => [...Object.values(facts), placeOf(of)?.lat, placeOf(of)?.lng]),
  )
}

/** The stations as a table. */
export const stationsCsv = ({ stations }: Published): string =>
  table(stations.map((one) => ({ facts: stationFacts(one), of: one })))

/** The places as a table; without coordinates where nobody checked them. */
export const placesCsv = ({ places }: Published): string =>
  table(places.map((one) => ({ facts: placeFacts(one), of: one })))

/** The lines as a table. */
export const linesCsv = ({ lines }: Published): string => {
  const rows = lines.map((line) => Object.values(lineFacts(line)))
  return csvOf(Object.keys(lineFacts(lines[0]!)), rows)
}

const lineFacts = (line: Line) => ({
  id: line.id,
  name_ja: line.name.ja,
  name_en: line.name.en,
  operator_ja: line.operator.ja,
  operator_en: line.operator.en,
  length_km: line.length.km,
  trains_a_day: line.trainsADay.count ?? '',
  sources: line.length.source.join(' '),
})

type Geometry =
  | { readonly type: 'Point'; readonly coordinates: readonly [number, number] }
  | {
      readonly type: 'MultiLineString'
      readonly coordinates: readonly (readonly (readonly [number, number])[])[]
    }

const collection = (
  features: readonly { facts: Facts; geometry: Geometry | null }[],
  sources: readonly Source[],
) =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: features.map(({ facts, geometry }) => ({
      type: 'Feature',
      id: facts['id'],
      geometry,
      properties: facts,
    })),
    licence,
    sources,
  })

const pointOf = (of: Located): Geometry | null => {
  const at = placeOf(of)
  return at === undefined ? null : { type: 'Point', coordinates: [at.lng, at.lat] }
}

const creditsOf = ({ sources }: Published, ids: readonly string[]): Source[] =>
  sources.filter(({ id }) => ids.includes(id))

/** The stations as GeoJSON (RFC 7946). */
export const stationsGeoJson = (published: Published): string =>
  collection(
    published.stations.map((one) => ({ facts: stationFacts(one), geometry: pointOf(one) })),
    creditsOf(published, published.stations.flatMap(sourcesOf)),
  )

/** The places as GeoJSON: geometry is null where nobody checked where they are. */
export const placesGeoJson = (published: Published): string =>
  collection(
    published.places.map((one) => ({ facts: placeFacts(one), geometry: pointOf(one) })),
    creditsOf(published, published.places.flatMap(sourcesOf)),
  )

/** The tracks of the lines as GeoJSON. */
export const linesGeoJson = (published: Published): string =>
  collection(
    published.lines.map((line) => ({ facts: lineFacts(line), geometry: trackOf(line, published.shapes) })),
    creditsOf(published, [
      ...published.lines.flatMap(({ length }) => length.source),
      ...published.shapes.flatMap(({ source }) => source),
    ]),
  )

const trackOf = ({ id }: Line, shapes: readonly Shape[]): Geometry => ({
  type: 'MultiLineString',
  coordinates: shapes
    .filter(({ line }) => line === id)
    .flatMap(({ parts }) => parts.map(({ points }) => points.map(([lat, lng]) => [lng, lat] as const))),
})
