import { type Clock, japanDay } from '../platform/clock.ts'
import { gtfsOut, type Rail } from '../rail/index.ts'
import { catalogueOf } from './catalogue.ts'
import { type DataFile, dataSets } from './data-sets.ts'
import { linesCsv, linesGeoJson, placesCsv, placesGeoJson, stationsCsv, stationsGeoJson } from './geo.ts'
import { licence } from './licence.ts'
import type { Pack, Published } from './ports.ts'
import { timetableCsv, timetableJson } from './timetable.ts'

export type OpenDataParts = {
  readonly published: Published
  /** Days by the published trains alone: no imported timetable is ours to give away, no news of today stays true. */
  readonly rail: Pick<Rail, 'dayOf'>
  readonly pack: Pack
  readonly clock: Clock
  /** Where the hub is reached, without a slash at the end. */
  readonly origin: () => string
}

const publisherName = { ja: '会津めぐり', en: 'Aizu Meguri' }

/** Makes the files that anybody may take along; each once a content, an address and a year. */
export function openDataService({ published, rail, pack, clock, origin }: OpenDataParts) {
  const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)
  const year = (): number => Number(japanDay(clock.now()).slice(0, 4))
  /** This year and the next, both whole: the bytes change with the content and once a year. */
  const range = () => ({ from: `${year()}-01-01`, to: `${year() + 1}-12-31` })
  const gtfs = (): Uint8Array<ArrayBuffer> => {
    const { lines, stations, shapes, sources, version } = published
    const publisher = { name: publisherName, url: `${origin()}/` }
    return pack(
      gtfsOut({
        range: range(),
        dayOf: rail.dayOf,
        lines,
        stations,
        shapes,
        sources,
        publisher,
        licence,
        version,
      }),
    )
  }
  const makers: Readonly<Record<DataFile, () => Uint8Array<ArrayBuffer>>> = {
    'aizu-rail-gtfs.zip': gtfs,
    'timetable.json': () => bytesOf(timetableJson(published)),
    'timetable.csv': () => bytesOf(timetableCsv(published)),
    'stations.geojson': () => bytesOf(stationsGeoJson(published)),
    'stations.csv': () => bytesOf(stationsCsv(published)),
    'lines.geojson': () => bytesOf(linesGeoJson(published)),
    'lines.csv': () => bytesOf(linesCsv(published)),
    'places.geojson': () => bytesOf(placesGeoJson(published)),
    'places.csv': () => bytesOf(placesCsv(published)),
  }
  const made = new Map<string, Uint8Array<ArrayBuffer>>()
  let madeFor = ''
  const fileOf = (name: DataFile): Uint8Array<ArrayBuffer> => {
    const now = `${origin()} ${year()}`
    if (now !== madeFor) made.clear()
    madeFor = now
    const known = made.get(name)
    if (known !== undefined) return known
    const bytes = makers[name]()
    made.set(name, bytes)
    return bytes
  }
  return {
    /** The bytes of a data file. */
    fileOf,

    /** The data sets, each with its files and their size in bytes. */
    dataSets: () => ({
      version: published.version,
      licence,
      ...range(),
      dataSets: dataSets.map(({ files, ...set }) => ({
        ...set,
        modified: modifiedOf(published),
        files: files.map((name) => ({ name, bytes: fileOf(name).length })),
      })),
    }),

    /** The catalogue as DCAT-AP in JSON-LD. */
    catalogue: () =>
      catalogueOf({
        origin: origin(),
        publisher: publisherName,
        range: range(),
        modified: modifiedOf(published),
        bytesOf: (name) => fileOf(name).length,
      }),
  }
}

/** The last day on which somebody read a source. */
const modifiedOf = ({ sources }: Published): string =>
  sources.reduce((last, { checked = '' }) => (checked > last ? checked : last), '')

export type OpenData = ReturnType<typeof openDataService>
