/** Lines, outlines, stations and places as GeoJSON. An approximate place carries its radius, not a pin. */
import { lines, outlines, places, stations } from '../region.ts'

type Feature = {
  type: 'Feature'
  properties: Record<string, string | number>
  geometry: { type: string; coordinates: unknown }
}
export type Features = { type: 'FeatureCollection'; features: Feature[] }

const round = (n: number): number => Math.round(n * 1e4) / 1e4
const collection = (features: Feature[]): Features => ({ type: 'FeatureCollection', features })

/** A circle of some metres as a ring of 32 points. */
function circle(lat: number, lng: number, metres: number): number[][] {
  return Array.from({ length: 33 }, (_, i) => {
    const a = (i / 32) * 2 * Math.PI
    return [
      round(lng + (Math.cos(a) * metres) / (111_320 * Math.cos((lat * Math.PI) / 180))),
      round(lat + (Math.sin(a) * metres) / 110_950),
    ]
  })
}

export function mapData(): Record<'lines' | 'outlines' | 'stations' | 'places' | 'areas', Features> {
  const located = places().filter((p) => p.position !== undefined)
  const named = (p: (typeof located)[number]) => ({ id: p.id, ja: p.name.ja, en: p.name.en })
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
    places: collection(
      located
        .filter((p) => p.position!.exact)
        .map((p) => ({
          type: 'Feature',
          properties: named(p),
          geometry: { type: 'Point', coordinates: [round(p.position!.lng), round(p.position!.lat)] },
        })),
    ),
    areas: collection(
      located
        .filter((p) => !p.position!.exact)
        .map((p) => ({
          type: 'Feature',
          properties: named(p),
          geometry: {
            type: 'Polygon',
            coordinates: [circle(p.position!.lat, p.position!.lng, p.position!.metres ?? 1000)],
          },
        })),
    ),
  }
}
