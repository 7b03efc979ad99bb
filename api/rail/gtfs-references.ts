import { type GtfsTables, positionsOf, rowsOf } from './gtfs-feed.ts'
import type { Findings } from './import-report.ts'

type Reference = {
  readonly file: string
  readonly field: string
  /** File and field that may hold the id; any of several. */
  readonly to: readonly (readonly [string, string])[]
}

const stopsId = [['stops.txt', 'stop_id']] as const
const tripsId = [['trips.txt', 'trip_id']] as const
const routesId = [['routes.txt', 'route_id']] as const

const references: readonly Reference[] = [
  { file: 'routes.txt', field: 'agency_id', to: [['agency.txt', 'agency_id']] },
  { file: 'stops.txt', field: 'parent_station', to: stopsId },
  { file: 'trips.txt', field: 'route_id', to: routesId },
  {
    file: 'trips.txt',
    field: 'service_id',
    to: [
      ['calendar.txt', 'service_id'],
      ['calendar_dates.txt', 'service_id'],
    ],
  },
  { file: 'frequencies.txt', field: 'trip_id', to: tripsId },
  { file: 'transfers.txt', field: 'from_stop_id', to: stopsId },
  { file: 'transfers.txt', field: 'to_stop_id', to: stopsId },
  { file: 'transfers.txt', field: 'from_trip_id', to: tripsId },
  { file: 'transfers.txt', field: 'to_trip_id', to: tripsId },
  { file: 'transfers.txt', field: 'from_route_id', to: routesId },
  { file: 'transfers.txt', field: 'to_route_id', to: routesId },
]

/** Every id that a row refers to has to be there. Those of stop times are looked up while they are read. */
export function checkReferences(tables: GtfsTables, findings: Findings): void {
  for (const { file, field, to } of references) {
    const known = to.map(([target, id]) => positionsOf(tables, target, id))
    for (const { line, values } of rowsOf(tables, file)) {
      const value = values[field]
      if (value !== undefined && !known.some((ids) => ids.has(value)))
        findings.add({ rule: 'foreign_key_violation', file, row: line, field, value })
    }
  }
}
