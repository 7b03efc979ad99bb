/** Opens the map in the visitor's browser, when the visitor presses the button and not before. */
import { styleOf, type MapData, type Palette } from './style.ts'
import { takenIn, withTakenIn } from './taken-in.ts'
import { importAgain } from '../import-again.ts'

const colour = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim()

function palette(): Palette {
  return {
    ground: colour('--ground-2'),
    land: colour('--raised'),
    edge: colour('--hair'),
    line: colour('--w-line'),
    knot: colour('--ground'),
    ink: colour('--ink'),
    place: colour('--river'),
  }
}

export interface MapWords {
  readonly language: 'ja' | 'en'
  readonly label: string
  readonly zoomIn: string
  readonly zoomOut: string
  readonly token: string
  /** Called with the id of a station that is pressed, where stations can be chosen. */
  readonly choose?: (station: string) => void
}

const bounds: [[number, number], [number, number]] = [
  [138.9, 36.85],
  [140.4, 37.85],
]
const fonts = '"Hiragino Sans", "Noto Sans CJK JP", "Yu Gothic", sans-serif'

/** A plain import of the style would be loaded with the page, opened or not. */
function loadStyle(href: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const link = document.createElement('link')
    link.rel = 'stylesheet'
    link.href = href
    link.addEventListener('load', () => resolve())
    link.addEventListener('error', () => reject(new Error('the style of the map did not load')))
    document.head.append(link)
  })
}

async function withMaplibre(frame: HTMLElement, data: MapData, words: MapWords): Promise<void> {
  const [{ Map, NavigationControl, setWorkerUrl }, { default: worker }] = await Promise.all([
    importAgain(() => import('maplibre-gl')),
    importAgain(() => import('maplibre-gl/dist/maplibre-gl-worker.mjs?url')),
    importAgain(() => import('maplibre-gl/dist/maplibre-gl.css?url')).then(({ default: style }) =>
      loadStyle(style),
    ),
  ])
  setWorkerUrl(worker)
  const map = new Map({
    container: frame,
    style: styleOf(data, palette(), words.language) as never,
    bounds,
    attributionControl: false,
    localIdeographFontFamily: fonts,
    locale: {
      'NavigationControl.ZoomIn': words.zoomIn,
      'NavigationControl.ZoomOut': words.zoomOut,
      'Map.Title': words.label,
    },
  })
  map.addControl(new NavigationControl({ showCompass: false }))
  await finish(map, data)
  stationsCanBeChosen(map, words)
}

async function withMapbox(frame: HTMLElement, data: MapData, words: MapWords): Promise<void> {
  const [{ default: mapbox }] = await Promise.all([
    importAgain(() => import('mapbox-gl')),
    importAgain(() => import('mapbox-gl/dist/mapbox-gl.css?url')).then(({ default: style }) =>
      loadStyle(style),
    ),
  ])
  mapbox.accessToken = words.token
  const map = new mapbox.Map({
    container: frame,
    style: styleOf(data, palette(), words.language, 'mapbox://fonts/mapbox/{fontstack}/{range}.pbf') as never,
    bounds,
    localIdeographFontFamily: fonts,
    locale: {
      'NavigationControl.ZoomIn': words.zoomIn,
      'NavigationControl.ZoomOut': words.zoomOut,
      'Map.Title': words.label,
    },
  })
  map.addControl(new mapbox.NavigationControl({ showCompass: false }))
  await finish(map, data)
  stationsCanBeChosen(map, words)
}

/** What both renderers share: wait until drawn, then go to the place that the address names. */
async function finish(
  map: {
    once(event: 'load', then: () => void): unknown
    flyTo(options: { center: [number, number]; zoom: number; animate: boolean }): unknown
  },
  data: MapData,
): Promise<void> {
  await new Promise<void>((resolve) => map.once('load', resolve))
  const id = decodeURIComponent(location.hash.slice(1))
  const found = [...data.places.features, ...data.areas.features].find((f) => f.properties['id'] === id)
  if (found === undefined) return
  const raw = found.geometry.coordinates as [number, number] | [number, number][][]
  const center =
    typeof raw[0] === 'number' ? (raw as [number, number]) : (raw as [number, number][][])[0]![8]!
  map.flyTo({ center, zoom: 12.5, animate: !matchMedia('(prefers-reduced-motion: reduce)').matches })
}

type Pressed = { features?: readonly { properties: Record<string, unknown> | null }[] }

function stationsCanBeChosen(
  map: { on(event: 'click', layer: string, then: (pressed: Pressed) => void): unknown },
  { choose }: MapWords,
): void {
  if (choose === undefined) return
  map.on('click', 'stations', ({ features }) => {
    const id = features?.[0]?.properties?.['id']
    if (typeof id === 'string') choose(id)
  })
}

/** Draws the map into a frame; rejects when the renderer cannot run here. */
export async function openMap(frame: HTMLElement, words: MapWords): Promise<void> {
  const [answer, taken] = await Promise.all([fetch('/map-data.json'), takenIn()])
  if (!answer.ok) throw new Error(`map data: ${answer.status}`)
  const data = withTakenIn((await answer.json()) as MapData, taken)
  await (words.token === '' ? withMaplibre(frame, data, words) : withMapbox(frame, data, words))
}
