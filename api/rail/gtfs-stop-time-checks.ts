import { type GtfsTables, rowsOf } from './gtfs-feed.ts'
import { flag, none, type StopTimes } from './gtfs-stop-times.ts'
import type { Findings } from './import-report.ts'
import type { Rule } from './import-rules.ts'

const file = 'stop_times.txt'

/** What the stop times of each trip have to keep to, in the order of riding. */
export function checkStopTimes(times: StopTimes, tables: GtfsTables, findings: Findings): void {
  const { starts, order } = times
  for (const [t, trip] of rowsOf(tables, 'trips.txt').entries()) {
    const rows = order.subarray(starts[t], starts[t + 1])
    const value = trip.values['trip_id'] ?? ''
    if (rows.length === 0) findings.add({ rule: 'unused_trip', file: 'trips.txt', row: trip.line, value })
    else if (rows.length === 1)
      findings.add({ rule: 'unusable_trip', file: 'trips.txt', row: trip.line, value })
    else checkTrip(rows, times, findings)
  }
}

function checkTrip(rows: Uint32Array, times: StopTimes, findings: Findings): void {
  const { arrival, departure, line, sequence, flags, distance } = times
  const tell = (rule: Rule, row: number, field: string, value?: number): void =>
    findings.add({
      rule,
      file,
      row: line[row]!,
      field,
      ...(value === undefined ? {} : { value: String(value) }),
    })
  if (arrival[rows[0]!] === none && departure[rows[0]!] === none)
    tell('missing_trip_edge', rows[0]!, 'departure_time')
  const last = rows.at(-1)!
  if (arrival[last] === none && departure[last] === none) tell('missing_trip_edge', last, 'arrival_time')
  let clock = none
  let reached = -Infinity
  for (const [i, row] of rows.entries()) {
    const [arrives, leaves] = [arrival[row]!, departure[row]!]
    if (i > 0 && sequence[row] === sequence[rows[i - 1]!])
      tell('duplicate_key', row, 'trip_id, stop_sequence', sequence[row])
    if ((arrives === none) !== (leaves === none))
      tell(
        'stop_time_with_only_arrival_or_departure_time',
        row,
        arrives === none ? 'arrival_time' : 'departure_time',
      )
    const first = arrives === none ? leaves : arrives
    if (first !== none && first < clock)
      tell('stop_time_with_arrival_before_previous_departure_time', row, 'arrival_time')
    if (arrives !== none && leaves !== none && leaves < arrives)
      tell('stop_time_with_arrival_before_previous_departure_time', row, 'departure_time')
    clock = Math.max(clock, arrives, leaves)
    if (distance[row]! <= reached)
      tell('decreasing_or_equal_stop_time_distance', row, 'shape_dist_traveled', distance[row])
    if (!Number.isNaN(distance[row])) reached = distance[row]!
    if (first === none && (flags[row]! & flag.saidExact) !== 0)
      tell('stop_time_timepoint_without_times', row, 'arrival_time')
  }
}
