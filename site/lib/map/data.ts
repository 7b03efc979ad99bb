/** Lines, outlines, stations and places as GeoJSON. An approximate place carries its radius, not a pin. */
import { lines, outlines, places, stations } from '../region.ts'
import { collection, type Features, placeShape, round } from './shapes.ts'

export function mapData(): Record<'lines' | 'outlines' | 'stations' | 'places' | 'areas', Features> {
  const located = places().flatMap(({ id, name, position }) =>
    position === undefined
      ? []
      : [{ exact: position.exact, shape: placeShape({ id, ja: name.ja, en: name.en }, position) }],
  )
  const shapes = (exact: boolean): Features =>
    collection(located.filter((one) => one.exact === exact).map(({ shape }) => shape))
  return {
    lines: collection(
      lines().map((l) => ({
        type: 'Feature',
        properties: { id: l.id, ja: l.name.ja, en: l.name.en },
        geometry: { type: 'LineString', coordinates: l.points.map((p) => [round(p.lng), round(p.lat)]) },
      })),
    ),
    outlines: collection(
      outlines().map((o) => ({
        type: 'Feature',
        properties: { code: o.code, ja: o.name.ja, en: o.name.en },
        geometry: { type: 'Polygon', coordinates: [o.points.map((p) => [round(p.lng), round(p.lat)])] },
      })),
    ),
    stations: collection(
      stations().map((s) => ({
        type: 'Feature',
        properties: { id: s.id, ja: s.name.ja, en: s.name.en },
        geometry: { type: 'Point', coordinates: [round(s.lng), round(s.lat)] },
      })),
    ),
    places: shapes(true),
    areas: shapes(false),
  }
}
