import { type GtfsTables, positionsOf, rowsOf } from './gtfs-feed.ts'
import type { StopTimes } from './gtfs-stop-times.ts'
import type { GtfsRow } from './gtfs-table.ts'
import type { Findings } from './import-report.ts'
import type { Rule } from './import-rules.ts'

/** `location_type` of stops.txt. */
const kind = { stop: '0', station: '1', entrance: '2', node: '3', boardingArea: '4' } as const

const kindOf = ({ values }: GtfsRow): string => values['location_type'] ?? kind.stop

/** Agencies, stops and routes: what a row has to have beside what its columns say. */
export function checkPlaces(tables: GtfsTables, findings: Findings): void {
  checkAgencies(rowsOf(tables, 'agency.txt'), findings)
  checkStops(tables, findings)
  for (const { line, values } of rowsOf(tables, 'routes.txt'))
    if (values['route_short_name'] === undefined && values['route_long_name'] === undefined)
      findings.add({ rule: 'route_both_short_and_long_name_missing', file: 'routes.txt', row: line })
}

function checkAgencies(agencies: readonly GtfsRow[], findings: Findings): void {
  const file = 'agency.txt'
  const first = agencies[0]?.values['agency_timezone']
  for (const { line, values } of agencies) {
    const value = values['agency_timezone']
    if (agencies.length > 1 && values['agency_id'] === undefined)
      findings.add({ rule: 'missing_required_field', file, row: line, field: 'agency_id' })
    if (value !== undefined && first !== undefined && value !== first)
      findings.add({ rule: 'inconsistent_agency_timezone', file, row: line, field: 'agency_timezone', value })
  }
  // Our days are days of Japan; a feed of another zone would be read an hour or more wrong.
  if (first !== undefined && first !== 'Asia/Tokyo' && first !== 'Japan')
    findings.add({
      rule: 'timezone_not_japan',
      file,
      row: agencies[0]!.line,
      field: 'agency_timezone',
      value: first,
    })
}

function checkStops(tables: GtfsTables, findings: Findings): void {
  const stops = rowsOf(tables, 'stops.txt')
  const positions = positionsOf(tables, 'stops.txt', 'stop_id')
  for (const stop of stops) {
    const tell = (rule: Rule, field: string, value?: string): void =>
      findings.add({
        rule,
        file: 'stops.txt',
        row: stop.line,
        field,
        ...(value === undefined ? {} : { value }),
      })
    const own = kindOf(stop)
    const { stop_lat: lat, stop_lon: lng, stop_name: name, parent_station: parent } = stop.values
    if (own <= kind.entrance && (lat === undefined || lng === undefined))
      tell('stop_without_location', lat === undefined ? 'stop_lat' : 'stop_lon')
    if (own <= kind.entrance && name === undefined) tell('missing_stop_name', 'stop_name')
    if (lat !== undefined && lng !== undefined) checkPoint(Number(lat), Number(lng), tell)
    if (own === kind.station && parent !== undefined)
      tell('station_with_parent_station', 'parent_station', parent)
    if (own > kind.station && parent === undefined) tell('location_without_parent_station', 'parent_station')
    const above = parent === undefined ? undefined : stops[positions.get(parent) ?? -1]
    const wanted = own === kind.boardingArea ? kind.stop : kind.station
    if (own !== kind.station && above !== undefined && kindOf(above) !== wanted)
      tell('wrong_parent_location_type', 'parent_station', parent)
  }
}

function checkPoint(
  lat: number,
  lng: number,
  tell: (rule: Rule, field: string, value: string) => void,
): void {
  if (Math.abs(lat) <= 1 && Math.abs(lng) <= 1) tell('point_near_origin', 'stop_lat', `${lat}, ${lng}`)
  if (Math.abs(lat) >= 89) tell('point_near_pole', 'stop_lat', String(lat))
}

/** Nothing stops at a station's row, an entrance or a node: only at a stop or a platform. */
export function checkStopsOfTimes(times: StopTimes, tables: GtfsTables, findings: Findings): void {
  const stops = rowsOf(tables, 'stops.txt')
  const isStop = stops.map((stop) => kindOf(stop) === kind.stop)
  for (let i = 0; i < times.count; i++) {
    if (isStop[times.stop[i]!]!) continue
    findings.add({
      rule: 'location_with_unexpected_stop_time',
      file: 'stop_times.txt',
      row: times.line[i]!,
      field: 'stop_id',
      value: stops[times.stop[i]!]?.values['stop_id'] ?? '',
    })
  }
}

/** One changes between stops, platforms and stations. */
export function checkTransfers(tables: GtfsTables, findings: Findings): void {
  const stops = rowsOf(tables, 'stops.txt')
  const positions = positionsOf(tables, 'stops.txt', 'stop_id')
  for (const { line, values } of rowsOf(tables, 'transfers.txt'))
    for (const field of ['from_stop_id', 'to_stop_id']) {
      const value = values[field]
      const stop = value === undefined ? undefined : stops[positions.get(value) ?? -1]
      if (stop === undefined || kindOf(stop) <= kind.station) continue
      findings.add({
        rule: 'transfer_with_invalid_stop_location_type',
        file: 'transfers.txt',
        row: line,
        field,
        value: value!,
      })
    }
}
