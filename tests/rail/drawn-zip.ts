import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'
import { scratchFolder } from '../support/scratch-folder.ts'

/** One file of a drawn zip, and what is wrong with it. */
export type DrawnEntry = {
  readonly path: string
  readonly content: string | Uint8Array
  /** Marked as encrypted. */
  readonly encrypted?: boolean
  /** What the list says of its size, where it lies. */
  readonly saidBytes?: number
  /** A checksum that does not fit. */
  readonly badSum?: boolean
  /** A compression method that nobody knows. */
  readonly method?: number
}

const u16 = (n: number): number[] => [n & 255, (n >> 8) & 255]
const u32 = (n: number): number[] => [...u16(n & 0xffff), ...u16(n >>> 16)]

/** The bytes of a zip: local files, the list, the end. */
export function zipOf(entries: readonly DrawnEntry[]): Buffer {
  const files: Buffer[] = []
  const list: Buffer[] = []
  let at = 0
  for (const { path, content, encrypted = false, saidBytes, badSum = false, method = 8 } of entries) {
    const raw = Buffer.from(content)
    const packed = deflateRawSync(raw)
    const name = Buffer.from(path)
    const about = [
      ...u16(encrypted ? 0x801 : 0x800),
      ...u16(method),
      ...u32(0),
      ...u32(badSum ? 1 : crc32(raw)),
      ...u32(packed.length),
      ...u32(saidBytes ?? raw.length),
      ...u16(name.length),
      ...u16(0),
    ]
    const local = Buffer.concat([Buffer.from([...u32(0x04034b50), ...u16(20), ...about]), name, packed])
    const entry = [...u32(0x02014b50), ...u16(20), ...u16(20), ...about, ...u16(0), ...u16(0), ...u16(0)]
    list.push(Buffer.concat([Buffer.from([...entry, ...u32(0), ...u32(at)]), name]))
    files.push(local)
    at += local.length
  }
  const directory = Buffer.concat(list)
  const end = [
    ...u32(0x06054b50),
    ...u16(0),
    ...u16(0),
    ...u16(entries.length),
    ...u16(entries.length),
    ...u32(directory.length),
    ...u32(at),
    ...u16(0),
  ]
  return Buffer.concat([...files, directory, Buffer.from(end)])
}

/** Made with the first file: who only imports this leaves nothing behind, however it ends. */
let folder: string | undefined
let files = 0

/** Puts bytes into a file of the test's own. */
export function fileOf(bytes: Uint8Array | string, ending = 'zip'): string {
  folder ??= scratchFolder('meguri-feeds-')
  const path = join(folder, `drawn-${++files}.${ending}`)
  writeFileSync(path, bytes)
  return path
}

/** A small feed that is good: two trips of one line over three stops. By file name; change what a test is about. */
export const goodFiles: Readonly<Record<string, string>> = {
  'agency.txt': `agency_id,agency_name,agency_url,agency_timezone,agency_lang
A,谷鉄道,https://valley.example/,Asia/Tokyo,ja
`,
  'stops.txt': `stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station
s1,会津若松,37.4948,139.9298,0,
s2,会津高田,37.4585,139.8396,0,
s3,只見,37.3487,139.3151,0,
`,
  'routes.txt': `route_id,agency_id,route_short_name,route_long_name,route_type
R,A,,谷線,2
`,
  'trips.txt': `route_id,service_id,trip_id,trip_headsign,trip_short_name,direction_id
R,W,t1,只見,423D,0
R,W,t2,会津若松,424D,1
`,
  'stop_times.txt': `trip_id,arrival_time,departure_time,stop_id,stop_sequence,shape_dist_traveled,timepoint
t1,06:08:00,06:08:00,s1,1,0,1
t1,06:20:30,06:21:30,s2,2,10.5,1
t1,09:07:00,09:07:00,s3,3,60,1
t2,23:30:00,23:30:00,s3,1,0,1
t2,24:50:00,24:51:00,s2,2,50,0
t2,25:10:00,25:10:00,s1,3,60,1
`,
  'calendar.txt': `service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date
W,1,1,1,1,1,0,0,20261101,20270331
`,
  'calendar_dates.txt': `service_id,date,exception_type
W,20261123,2
W,20261128,1
`,
  'feed_info.txt': `feed_publisher_name,feed_publisher_url,feed_lang,feed_version
谷鉄道,https://valley.example/,ja,2026-11
`,
}

/** The good feed with some files changed, or left out (null). */
export function feedFile(changed: Readonly<Record<string, string | Uint8Array | null>> = {}): string {
  const all: Record<string, string | Uint8Array | null> = { ...goodFiles, ...changed }
  return fileOf(
    zipOf(Object.entries(all).flatMap(([path, content]) => (content === null ? [] : [{ path, content }]))),
  )
}
