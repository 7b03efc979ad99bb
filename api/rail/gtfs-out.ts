import type { Line, Shape, Source, Station, Text } from '../../content/index.ts'
import { type Cell, csvOf } from '../platform/csv.ts'
import type { RailDay } from './day.ts'
import { servicesOf, type OutService } from './gtfs-out-services.ts'
import { pathOfRun } from './gtfs-out-shapes.ts'
import { groundsOf, stopTimeColumns, stopTimeRows } from './gtfs-out-times.ts'
import { forbiddenChanges } from './gtfs-out-transfers.ts'
import { daysOfRange, outTrips, type OutTrip, type Range } from './gtfs-out-trips.ts'

/** What the feed is made of. */
export type GtfsOutParts = {
  readonly range: Range
  readonly dayOf: (date: string) => RailDay
  readonly lines: readonly Line[]
  readonly stations: readonly Station[]
  readonly shapes: readonly Shape[]
  readonly sources: readonly Source[]
  readonly publisher: { readonly name: Text; readonly url: string }
  /** Changes with the content. */
  readonly version: string
}

/** One file of a feed. */
export type OutFile = { readonly name: string; readonly text: string }

const compact = (day: string): string => day.replaceAll('-', '')

/** Our own timetable as the files of a GTFS feed: the same parts give the same text. */
export function gtfsOut(parts: GtfsOutParts): OutFile[] {
  const trips = outTrips(parts.range, parts.dayOf)
  const services = servicesOf(daysOfRange(parts.range))
  const used = new Set(trips.flatMap(({ run }) => run.calls.map(({ stop }) => stop)))
  const stations = parts.stations.filter(({ id }) => used.has(id))
  const ridden = new Set(
    trips.flatMap(({ run }) => [run.line, ...run.calls.flatMap(({ line }) => line ?? [])]),
  )
  const lines = parts.lines.filter(({ id }) => ridden.has(id))
  const { shapeOf, shapeRows } = shapesOf(trips, parts)
  const tripRows = trips.map(({ id, run, dates }) => [
    run.line,
    services.of(dates),
    id,
    run.to?.ja,
    run.number,
    run.direction === undefined ? '' : Number(run.direction === 'up'),
    shapeOf.get(id),
    run.name?.ja,
    run.name?.en,
    run.asOf.ja,
    run.asOf.en,
  ])
  const changes = forbiddenChanges(trips)
  return [
    file('agency.txt', agencyColumns, agencies(lines, parts.publisher.url)),
    file('stops.txt', stopColumns, stations.map(stopRow)),
    file('routes.txt', routeColumns, lines.map(routeRow)),
    file('trips.txt', tripColumns, tripRows),
    file(
      'stop_times.txt',
      stopTimeColumns,
      trips.flatMap(({ id, run }) => stopTimeRows(id, run.calls)),
    ),
    ...calendarFiles(services.all()),
    file('shapes.txt', ['shape_id', 'shape_pt_lat', 'shape_pt_lon', 'shape_pt_sequence'], shapeRows),
    ...(changes.length === 0 ? [] : [file('transfers.txt', transferColumns, changes)]),
    file('translations.txt', translationColumns, translations(trips, { stations, lines })),
    ...sourceFiles(trips, stations, parts),
    file('feed_info.txt', feedColumns, [feedRow(parts)]),
  ]
}

const file = (name: string, columns: readonly string[], rows: readonly (readonly Cell[])[]): OutFile => ({
  name,
  text: csvOf(columns, rows),
})

const agencyColumns = ['agency_id', 'agency_name', 'agency_url', 'agency_timezone', 'agency_lang']
const stopColumns = [
  'stop_id',
  'stop_name',
  'tts_stop_name',
  'stop_lat',
  'stop_lon',
  'location_type',
  'position_quality',
  'position_within_metres',
]
const routeColumns = ['route_id', 'agency_id', 'route_long_name', 'route_desc', 'route_type']
const tripColumns = [
  'route_id',
  'service_id',
  'trip_id',
  'trip_headsign',
  'trip_short_name',
  'direction_id',
  'shape_id',
  'train_name_ja',
  'train_name_en',
  'as_of_ja',
  'as_of_en',
]
const transferColumns = ['from_stop_id', 'to_stop_id', 'from_trip_id', 'to_trip_id', 'transfer_type']
const translationColumns = ['table_name', 'field_name', 'language', 'translation', 'record_id', 'field_value']
const feedColumns = [
  'feed_publisher_name',
  'feed_publisher_url',
  'feed_lang',
  'default_lang',
  'feed_start_date',
  'feed_end_date',
  'feed_version',
  'feed_contact_url',
]

const agencyId = ({ operator }: Line): string => operator.en.toLowerCase().replaceAll(' ', '-')

/** Each operator once. One without an address of its own is read about at ours. */
const agencies = (lines: readonly Line[], ours: string): Cell[][] => [
  ...new Map(
    lines.map((line) => [
      agencyId(line),
      [agencyId(line), line.operator.ja, line.operatorUrl ?? ours, 'Asia/Tokyo', 'ja'],
    ]),
  ).values(),
]

const stopRow = ({ id, name, kana, position }: Station): Cell[] => [
  id,
  name.ja,
  kana,
  position.lat,
  position.lng,
  0,
  position.quality,
  position.quality === 'derived' ? position.withinMetres : '',
]

/** Railway of any distance, as the format counts. */
const railway = 2

/** The description says how much of the line is known: the feed is partial, and says so where a reader looks. */
const routeRow = (line: Line): Cell[] => [
  line.id,
  agencyId(line),
  line.name.ja,
  `この時刻表には一部の列車しかありません。${line.trainsADay.words.ja}`,
  railway,
]

const feedRow = ({ publisher, range, version }: GtfsOutParts): Cell[] => [
  publisher.name.ja,
  publisher.url,
  'ja',
  'ja',
  compact(range.from),
  compact(range.to),
  `${version}.${compact(range.from)}`,
  `${publisher.url.replace(/\/$/, '')}/open-data/`,
]

const weekColumns = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

function calendarFiles(services: readonly OutService[]): OutFile[] {
  const weeks = services.flatMap(({ id, week }) =>
    week === undefined ? [] : [[id, ...week.bits.map(Number), compact(week.from), compact(week.to)]],
  )
  const dates = services.flatMap(({ id, added, removed }) =>
    [...added.map((day) => ({ day, type: 1 })), ...removed.map((day) => ({ day, type: 2 }))]
      .toSorted((a, b) => (a.day < b.day ? -1 : 1))
      .map(({ day, type }) => [id, compact(day), type]),
  )
  return [
    file('calendar.txt', ['service_id', ...weekColumns, 'start_date', 'end_date'], weeks),
    ...(dates.length === 0
      ? []
      : [file('calendar_dates.txt', ['service_id', 'date', 'exception_type'], dates)]),
  ]
}

/** Trips over the same track share a shape. */
function shapesOf(trips: readonly OutTrip[], { lines, shapes, stations }: GtfsOutParts) {
  const positions = new Map(stations.map(({ id, position }) => [id, [position.lat, position.lng] as const]))
  const ids = new Map<string, string>()
  const shapeOf = new Map<string, string>()
  const shapeRows: Cell[][] = []
  for (const { id, run } of trips) {
    const path = pathOfRun(run, { lines, shapes, at: (stop) => positions.get(stop)! })
    if (path === undefined) continue
    const key = path.join(' ')
    if (!ids.has(key)) {
      const shape = `shape-${ids.size + 1}`
      ids.set(key, shape)
      shapeRows.push(...path.map(([lat, lng], i) => [shape, lat, lng, i + 1]))
    }
    shapeOf.set(id, ids.get(key)!)
  }
  return { shapeOf, shapeRows }
}

type Named = { readonly stations: readonly Station[]; readonly lines: readonly Line[] }

/** English names, and the reading of the stations in kana. */
function translations(trips: readonly OutTrip[], { stations, lines }: Named): Cell[][] {
  const heads = new Map(trips.flatMap(({ run }) => (run.to === undefined ? [] : [[run.to.ja, run.to.en]])))
  const operators = new Map(lines.map((line) => [agencyId(line), line.operator.en]))
  return [
    ...[...operators].map(([id, en]) => ['agency', 'agency_name', 'en', en, id, '']),
    ...stations.flatMap(({ id, name, kana }) => [
      ['stops', 'stop_name', 'en', name.en, id, ''],
      ['stops', 'stop_name', 'ja-Hrkt', kana, id, ''],
    ]),
    ...lines.map(({ id, name }) => ['routes', 'route_long_name', 'en', name.en, id, '']),
    ...[...heads].map(([ja, en]) => ['trips', 'trip_headsign', 'en', en, '', ja]),
  ]
}

/** Who is to be credited, what each source is, and which source and day every single stop time stands on. */
function sourceFiles(
  trips: readonly OutTrip[],
  stations: readonly Station[],
  parts: GtfsOutParts,
): OutFile[] {
  const uses = trips.flatMap(({ id, run }) =>
    run.calls.flatMap((call, i) => {
      const { sources, confidence } = groundsOf(call)
      return sources.map((source) => ({ trip: id, sequence: i + 1, source, confidence, asOf: run.asOf.en }))
    }),
  )
  const ids = new Set([
    ...uses.map(({ source }) => source),
    ...stations.flatMap(({ source, position }) => [...source, ...position.source]),
    ...parts.lines.flatMap(({ length }) => length.source),
    ...parts.shapes.flatMap(({ source }) => source),
  ])
  const used = parts.sources.filter(({ id }) => ids.has(id))
  const checked = new Map(used.map((source) => [source.id, source.checked]))
  return [
    file(
      'attributions.txt',
      ['attribution_id', 'organization_name', 'is_producer', 'attribution_url'],
      [
        ['publisher', parts.publisher.name.ja, 1, parts.publisher.url],
        ...used
          .filter(({ id }) => id !== 'project')
          .map((source) => [source.id, source.credit ?? source.publisher ?? source.title.ja, 1, source.url]),
      ],
    ),
    file(
      'sources.txt',
      ['source_id', 'title_ja', 'title_en', 'url', 'publisher', 'licence', 'credit', 'read_on'],
      used.map((one) => [
        one.id,
        one.title.ja,
        one.title.en,
        one.url,
        one.publisher,
        one.licence,
        one.credit,
        one.checked,
      ]),
    ),
    file(
      'stop_time_sources.txt',
      ['trip_id', 'stop_sequence', 'source_id', 'source_read_on', 'timetable_as_of', 'confidence'],
      uses.map(({ trip, sequence, source, confidence, asOf }) => [
        trip,
        sequence,
        source,
        checked.get(source),
        asOf,
        confidence,
      ]),
    ),
  ]
}
