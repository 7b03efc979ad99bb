import type { Line, Station } from '../../content/index.ts'
import type { Cell } from '../platform/csv.ts'
import { type OutFile, outFile } from './gtfs-out-file.ts'
import type { OutTrip } from './gtfs-out-trips.ts'
import type { Mode, Run } from './run.ts'

/** What the trips ride: the stations and lines that any of them uses. */
export type OutNetwork = {
  readonly stations: readonly Station[]
  readonly lines: readonly Line[]
  readonly trips: readonly OutTrip[]
}

/** The part of the content that the trips use. */
export function usedBy(trips: readonly OutTrip[], all: Omit<OutNetwork, 'trips'>): OutNetwork {
  const calls = trips.flatMap(({ run }) => run.calls)
  const stops = new Set(calls.map(({ stop }) => stop))
  const ridden = new Set([...trips.map(({ run }) => run.line), ...calls.flatMap(({ line }) => line ?? [])])
  return {
    trips,
    stations: all.stations.filter(({ id }) => stops.has(id)),
    lines: all.lines.filter(({ id }) => ridden.has(id)),
  }
}

/** Who runs, where it stops, on which routes, and all of their names in English. `ours`: our own address. */
export const networkFiles = (used: OutNetwork, ours: string): OutFile[] => [
  outFile('agency.txt', agencyColumns, agencies(used.lines, ours)),
  outFile('stops.txt', stopColumns, used.stations.map(stopRow)),
  outFile(
    'routes.txt',
    routeColumns,
    used.lines.flatMap((line) => routeRows(line, used.trips)),
  ),
  outFile('translations.txt', translationColumns, translations(used)),
]

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
/** `line_id` is our own: a line whose trains are replaced by buses has a second route. */
const routeColumns = ['route_id', 'agency_id', 'route_long_name', 'route_desc', 'route_type', 'line_id']
const translationColumns = ['table_name', 'field_name', 'language', 'translation', 'record_id', 'field_value']

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

/** As the format counts; 714 is a bus in place of trains. */
const routeTypes: Readonly<Record<Mode, number>> = {
  train: 2,
  bus: 3,
  'substitute-bus': 714,
  ship: 4,
  cableway: 6,
}

/** The route of a run: its line, or that line by another kind of vehicle. */
export const routeOf = ({ line, mode }: Pick<Run, 'line' | 'mode'>): string =>
  mode === 'train' ? line : `${line}-${mode}`

/** The description says how much of the line is known: the feed is partial, and says so where a reader looks. */
const routeRows = (line: Line, trips: readonly OutTrip[]): Cell[][] =>
  modesOf(line, trips).map((mode) => [
    routeOf({ line: line.id, mode }),
    agencyId(line),
    line.name.ja,
    `この時刻表には一部の列車しかありません。${line.trainsADay.words.ja}`,
    routeTypes[mode],
    line.id,
  ])

const modesOf = (line: Line, trips: readonly OutTrip[]): readonly Mode[] => [
  ...new Set(['train' as const, ...trips.flatMap(({ run }) => (run.line === line.id ? run.mode : []))]),
]

/** English names, and the reading of the stations in kana. */
function translations({ trips, stations, lines }: OutNetwork): Cell[][] {
  const operators = new Map(lines.map((line) => [agencyId(line), line.operator.en]))
  return [
    ...[...operators].map(([id, en]) => ['agency', 'agency_name', 'en', en, id, '']),
    ...stations.flatMap(({ id, name, kana }) => [
      ['stops', 'stop_name', 'en', name.en, id, ''],
      ['stops', 'stop_name', 'ja-Hrkt', kana, id, ''],
    ]),
    ...lines.flatMap((line) =>
      modesOf(line, trips).map((mode) => {
        const id = routeOf({ line: line.id, mode })
        return ['routes', 'route_long_name', 'en', line.name.en, id, '']
      }),
    ),
    ...trips.flatMap(({ id, run }) =>
      run.to === undefined ? [] : [['trips', 'trip_headsign', 'en', run.to.en, id, '']],
    ),
  ]
}
