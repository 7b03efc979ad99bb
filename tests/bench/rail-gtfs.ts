import { crc32 } from 'node:zlib'
import type { Run } from '../../api/rail/run.ts'

/**
 * Runs of one day as the smallest GTFS feed that says them, for the peers of the bench. Every arrival is told
 * `laterMinutes` late: so a router that knows no change times keeps them.
 */
export function gtfsZip(runs: readonly Run[], laterMinutes: number): Buffer {
  const stops = [...new Set(runs.flatMap(({ calls }) => calls.map(({ stop }) => stop)))]
  const lines = [...new Set(runs.map(({ line }) => line))]
  return zipOf({
    'agency.txt': [
      'agency_id,agency_name,agency_url,agency_timezone',
      'a,Bench,https://example.org,Asia/Tokyo',
    ],
    'stops.txt': [
      'stop_id,stop_name,stop_lat,stop_lon',
      ...stops.map((stop) => `${stop},${stop},37.5,139.9`),
    ],
    'routes.txt': [
      'route_id,agency_id,route_short_name,route_long_name,route_type',
      ...lines.map((line) => `${line},a,${line},${line},2`),
    ],
    'calendar.txt': [
      'service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date',
      'day,1,1,1,1,1,1,1,20260101,20271231',
    ],
    'trips.txt': ['route_id,service_id,trip_id', ...runs.map(({ id, line }) => `${line},day,${id}`)],
    'stop_times.txt': [
      'trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type',
      ...runs.flatMap((run) => timesOf(run, laterMinutes)),
    ],
  })
}

function timesOf({ id, calls }: Run, laterMinutes: number): string[] {
  return calls.flatMap(({ stop, arrival, departure }, i) => {
    if (arrival === undefined && departure === undefined) return []
    const leave = departure?.earliestMinute ?? arrival!.latestMinute
    const arrive = arrival === undefined ? leave : arrival.latestMinute + laterMinutes
    const shut = [departure === undefined ? 1 : 0, arrival === undefined ? 1 : 0]
    return [[id, clock(arrive), clock(leave), stop, i + 1, ...shut].join(',')]
  })
}

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00`

/** A zip file whose files are stored as they are. */
function zipOf(files: Readonly<Record<string, readonly string[]>>): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, lines] of Object.entries(files)) {
    const body = Buffer.from(`${lines.join('\n')}\n`)
    const head = headOf(name, body)
    directory.push(Buffer.concat([entryOf(head, offset), Buffer.from(name)]))
    parts.push(Buffer.from([0x50, 0x4b, 3, 4]), head, Buffer.from(name), body)
    offset += 4 + head.length + name.length + body.length
  }
  const entries = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(directory.length, 8)
  end.writeUInt16LE(directory.length, 10)
  end.writeUInt32LE(entries.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, entries, end])
}

/** Version to length of the extra field: the same in a file's own head and in the directory. */
function headOf(name: string, body: Buffer): Buffer {
  const head = Buffer.alloc(26)
  head.writeUInt16LE(20, 0)
  head.writeUInt16LE(0x21, 8)
  head.writeUInt32LE(crc32(body), 10)
  head.writeUInt32LE(body.length, 14)
  head.writeUInt32LE(body.length, 18)
  head.writeUInt16LE(name.length, 22)
  return head
}

function entryOf(head: Buffer, offset: number): Buffer {
  const rest = Buffer.alloc(14)
  rest.writeUInt32LE(offset, 10)
  return Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), head, rest])
}
