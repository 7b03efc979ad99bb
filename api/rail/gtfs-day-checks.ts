import { secondsOf } from './gtfs-field.ts'
import { type GtfsTables, rowsOf } from './gtfs-feed.ts'
import { none, type StopTimes } from './gtfs-stop-times.ts'
import type { GtfsRow } from './gtfs-table.ts'
import type { Findings } from './import-report.ts'

/** Calendars and frequencies. `today` ('YYYYMMDD') tells a feed that has ended. */
export function checkDays(tables: GtfsTables, today: string, findings: Findings): void {
  const calendar = rowsOf(tables, 'calendar.txt')
  const dates = rowsOf(tables, 'calendar_dates.txt')
  for (const { line, values } of calendar) {
    const { start_date: from, end_date: to } = values
    if (from !== undefined && to !== undefined && to < from)
      findings.add({
        rule: 'start_and_end_range_out_of_order',
        file: 'calendar.txt',
        row: line,
        field: 'end_date',
        value: to,
      })
  }
  const ends = [
    ...calendar.map(({ values }) => values['end_date']),
    ...dates.map(({ values }) => (values['exception_type'] === '1' ? values['date'] : undefined)),
  ].filter((day) => day !== undefined)
  const last = ends.toSorted().at(-1)
  if (last !== undefined && last < today)
    findings.add({
      rule: 'expired_calendar',
      file: calendar.length > 0 ? 'calendar.txt' : 'calendar_dates.txt',
      value: last,
    })
  checkFrequencies(rowsOf(tables, 'frequencies.txt'), findings)
}

function checkFrequencies(rows: readonly GtfsRow[], findings: Findings): void {
  const file = 'frequencies.txt'
  const ranges = rows.flatMap(({ line, values }) => {
    const { trip_id: trip, start_time: start, end_time: end } = values
    if (trip === undefined || start === undefined || end === undefined) return []
    return [{ line, trip, from: secondsOf(start)!, to: secondsOf(end)!, end }]
  })
  for (const { line, from, to, end } of ranges) {
    const told = { file, row: line, field: 'end_time', value: end }
    if (from === to) findings.add({ ...told, rule: 'start_and_end_range_equal' })
    if (from > to) findings.add({ ...told, rule: 'start_and_end_range_out_of_order' })
  }
  const sorted = ranges.toSorted((a, b) => (a.trip < b.trip ? -1 : a.trip > b.trip ? 1 : a.from - b.from))
  for (const [i, range] of sorted.entries()) {
    const before = sorted[i - 1]
    if (before?.trip === range.trip && range.from < before.to)
      findings.add({
        rule: 'overlapping_frequency',
        file,
        row: range.line,
        field: 'start_time',
        value: range.trip,
      })
  }
}

/** An interval of a second makes a day of trains out of one row: told at the row where there get to be too many. */
export function checkDepartures(tables: GtfsTables, most: number, findings: Findings): void {
  let departures = 0
  for (const { line, values } of rowsOf(tables, 'frequencies.txt')) {
    const { start_time: start, end_time: end, headway_secs: headway } = values
    if (start === undefined || end === undefined || headway === undefined) continue
    departures += Math.max(0, Math.ceil((secondsOf(end)! - secondsOf(start)!) / Number(headway)))
    if (departures <= most) continue
    findings.add({
      rule: 'too_many_rows',
      file: 'frequencies.txt',
      row: line,
      field: 'headway_secs',
      value: headway,
    })
    return
  }
}

type Ridden = { readonly line: number; readonly trip: string; readonly from: number; readonly to: number }

/** One vehicle cannot be on two trips of the same days at once. */
export function checkBlocks(times: StopTimes, tables: GtfsTables, findings: Findings): void {
  const blocks = new Map<string, Ridden[]>()
  for (const [t, { line, values }] of rowsOf(tables, 'trips.txt').entries()) {
    const { block_id: block, service_id: service, trip_id: trip } = values
    const rows = times.order.subarray(times.starts[t], times.starts[t + 1])
    if (block === undefined || service === undefined || trip === undefined || rows.length < 2) continue
    const from = times.departure[rows[0]!]!
    const to = times.arrival[rows.at(-1)!]!
    if (from === none || to === none) continue
    const key = JSON.stringify([block, service])
    const known = blocks.get(key)
    if (known === undefined) blocks.set(key, [{ line, trip, from, to }])
    else known.push({ line, trip, from, to })
  }
  for (const rides of blocks.values()) {
    const sorted = rides.toSorted((a, b) => a.from - b.from)
    for (const [i, ride] of sorted.entries())
      if (i > 0 && ride.from < sorted[i - 1]!.to)
        findings.add({
          rule: 'block_trips_with_overlapping_stop_times',
          file: 'trips.txt',
          row: ride.line,
          field: 'block_id',
          value: `${sorted[i - 1]!.trip}, ${ride.trip}`,
        })
  }
}
