import type { Line, Shape, Source, Station, Text } from '../../content/index.ts'
import type { Cell } from '../platform/csv.ts'
import type { RailDay } from './day.ts'
import { compactDay, type OutFile, outFile } from './gtfs-out-file.ts'
import { networkFiles, routeOf, usedBy } from './gtfs-out-network.ts'
import { calendarFiles, servicesOf } from './gtfs-out-services.ts'
import { shapesOf } from './gtfs-out-shapes.ts'
import { sourceFiles } from './gtfs-out-sources.ts'
import { stopTimeColumns, stopTimeRows } from './gtfs-out-times.ts'
import { forbiddenChanges } from './gtfs-out-transfers.ts'
import { daysOfRange, outTrips, type OutTrip, type Range } from './gtfs-out-trips.ts'

export type { OutFile } from './gtfs-out-file.ts'

/** What the feed is made of. */
export type GtfsOutParts = {
  readonly range: Range
  readonly dayOf: (date: string) => RailDay
  readonly lines: readonly Line[]
  readonly stations: readonly Station[]
  readonly shapes: readonly Shape[]
  readonly sources: readonly Source[]
  readonly publisher: { readonly name: Text; readonly url: string }
  /** On which terms the feed is given. */
  readonly licence: { readonly name: string; readonly url: string }
  /** Changes with the content. */
  readonly version: string
}

/** Our own timetable as the files of a GTFS feed: the same parts give the same text. */
export function gtfsOut(parts: GtfsOutParts): OutFile[] {
  const trips = outTrips(parts.range, parts.dayOf)
  const services = servicesOf(daysOfRange(parts.range))
  const used = usedBy(trips, parts)
  const shapes = shapesOf(trips, parts)
  const changes = forbiddenChanges(trips)
  const tripRow = tripRowOf({ service: (dates) => services.of(dates), shape: (id) => shapes.shapeOf.get(id) })
  return [
    ...networkFiles(used, parts.publisher.url),
    outFile('trips.txt', tripColumns, trips.map(tripRow)),
    outFile(
      'stop_times.txt',
      stopTimeColumns,
      trips.flatMap(({ id, run }) => stopTimeRows(id, run.calls)),
    ),
    ...calendarFiles(services.all()),
    shapes.file,
    ...(changes.length === 0 ? [] : [outFile('transfers.txt', transferColumns, changes)]),
    ...sourceFiles(trips, used.stations, parts),
    outFile('feed_info.txt', feedColumns, [feedRow(parts)]),
  ]
}

/** The columns after `shape_id` are our own. */
const tripColumns = [
  'route_id',
  'service_id',
  'trip_id',
  'trip_headsign',
  'trip_short_name',
  'direction_id',
  'block_id',
  'shape_id',
  'train_name_ja',
  'train_name_en',
  'as_of_ja',
  'as_of_en',
]

type Naming = {
  readonly service: (dates: readonly string[]) => string
  readonly shape: (trip: string) => string | undefined
}

const tripRowOf =
  ({ service, shape }: Naming) =>
  ({ id, run, dates, block }: OutTrip): Cell[] => [
    routeOf(run),
    service(dates),
    id,
    run.to?.ja,
    run.number,
    run.direction === undefined ? '' : Number(run.direction === 'up'),
    block,
    shape(id),
    run.name?.ja,
    run.name?.en,
    run.asOf.ja,
    run.asOf.en,
  ]

const transferColumns = ['from_stop_id', 'to_stop_id', 'from_trip_id', 'to_trip_id', 'transfer_type']
const feedColumns = [
  'feed_publisher_name',
  'feed_publisher_url',
  'feed_lang',
  'default_lang',
  'feed_start_date',
  'feed_end_date',
  'feed_version',
  'feed_contact_url',
  // Our own: the standard has no place for it.
  'licence',
  'licence_url',
]

const feedRow = ({ publisher, licence, range, version }: GtfsOutParts): Cell[] => [
  publisher.name.ja,
  publisher.url,
  'ja',
  'ja',
  compactDay(range.from),
  compactDay(range.to),
  `${version}.${compactDay(range.from)}`,
  `${publisher.url.replace(/\/$/, '')}/open-data/`,
  licence.name,
  licence.url,
]
