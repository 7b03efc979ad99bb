/** What maps are made of: GeoJSON as far as ours need it, and the circle of a place that is known approximately. */

type Feature = {
  type: 'Feature'
  properties: Record<string, string | number>
  geometry: { type: string; coordinates: unknown }
}
export type Features = { type: 'FeatureCollection'; features: Feature[] }

export const round = (n: number): number => Math.round(n * 1e4) / 1e4
export const collection = (features: Feature[]): Features => ({ type: 'FeatureCollection', features })

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

export type Named = { readonly id: string; readonly ja: string; readonly en: string }
type Spot = { readonly lat: number; readonly lng: number; readonly exact: boolean; readonly metres?: number }

/** A place as the map has it: a pin where its position is exact, else a circle in which it lies. */
export const placeShape = (properties: Named, { lat, lng, exact, metres = 1000 }: Spot): Feature => ({
  type: 'Feature',
  properties: { ...properties },
  geometry: exact
    ? { type: 'Point', coordinates: [round(lng), round(lat)] }
    : { type: 'Polygon', coordinates: [circle(lat, lng, metres)] },
})
