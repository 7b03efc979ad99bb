/** The map's style: local vectors only, in the colours of the page. Pure. */
import type { Features } from './shapes.ts'

export interface Palette {
  readonly ground: string
  readonly land: string
  readonly edge: string
  readonly line: string
  readonly knot: string
  readonly ink: string
  readonly place: string
}

export type MapData = Record<'lines' | 'outlines' | 'stations' | 'places' | 'areas', Features>

/** A style document for maplibre-gl and mapbox-gl; `glyphs` only where the renderer cannot draw local letters. */
export function styleOf(data: MapData, p: Palette, language: 'ja' | 'en', glyphs?: string) {
  const source = (name: keyof MapData) => ({ type: 'geojson' as const, data: data[name] })
  const name = ['get', language]
  const text = (size: number) => ({
    'text-field': name,
    'text-size': size,
    'text-font': ['Noto Sans CJK JP Regular'],
  })
  return {
    version: 8 as const,
    ...(glyphs === undefined ? {} : { glyphs }),
    sources: {
      lines: source('lines'),
      outlines: source('outlines'),
      stations: source('stations'),
      places: source('places'),
      areas: source('areas'),
    },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': p.ground } },
      { id: 'towns', type: 'fill', source: 'outlines', paint: { 'fill-color': p.land, 'fill-opacity': 0.9 } },
      { id: 'edges', type: 'line', source: 'outlines', paint: { 'line-color': p.edge, 'line-width': 1 } },
      {
        id: 'town-names',
        type: 'symbol',
        source: 'outlines',
        maxzoom: 10.5,
        layout: text(12),
        paint: {
          'text-color': p.ink,
          'text-opacity': 0.65,
          'text-halo-color': p.land,
          'text-halo-width': 1.5,
        },
      },
      { id: 'areas', type: 'fill', source: 'areas', paint: { 'fill-color': p.place, 'fill-opacity': 0.16 } },
      {
        id: 'rails',
        type: 'line',
        source: 'lines',
        layout: { 'line-join': 'round', 'line-cap': 'round' },
        paint: { 'line-color': p.line, 'line-width': 3 },
      },
      {
        id: 'stations',
        type: 'circle',
        source: 'stations',
        paint: {
          'circle-radius': ['interpolate', ['linear'], ['zoom'], 8, 2.2, 12, 6],
          'circle-color': p.knot,
          'circle-stroke-color': p.line,
          'circle-stroke-width': 2,
        },
      },
      // Below the pins: a name that is only about here covers none that is exact.
      {
        id: 'area-names',
        type: 'symbol',
        source: 'areas',
        minzoom: 11,
        layout: text(12),
        paint: { 'text-color': p.place, 'text-halo-color': p.ground, 'text-halo-width': 1.6 },
      },
      {
        id: 'places',
        type: 'circle',
        source: 'places',
        paint: {
          'circle-radius': 5,
          'circle-color': p.place,
          'circle-stroke-color': p.knot,
          'circle-stroke-width': 1.5,
        },
      },
      {
        id: 'station-names',
        type: 'symbol',
        source: 'stations',
        minzoom: 9.5,
        layout: { ...text(13), 'text-offset': [0, 1.1], 'text-anchor': 'top' },
        paint: { 'text-color': p.ink, 'text-halo-color': p.ground, 'text-halo-width': 1.6 },
      },
      {
        id: 'place-names',
        type: 'symbol',
        source: 'places',
        minzoom: 11,
        layout: { ...text(12), 'text-offset': [0, 1], 'text-anchor': 'top' },
        paint: { 'text-color': p.place, 'text-halo-color': p.ground, 'text-halo-width': 1.6 },
      },
    ],
  }
}
