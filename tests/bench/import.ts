import { spawn } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { zipOf } from '../rail/drawn-zip.ts'
import type { Bench } from './row.ts'
import { builtApi } from '../support/built-api.ts'
import { scratchFolder } from '../support/scratch-folder.ts'

const stopTimesTarget = { seconds: 20, megabytes: 500 }

/** The operators' command on a made feed of a million stop times: read, checked, stored in a fresh SQLite file. */
export const importBench: Bench = async () => {
  const folder = scratchFolder('meguri-import-')
  try {
    const rows = []
    for (const trips of [5_000, 20_000]) {
      const file = join(folder, `feed-${trips}.zip`)
      writeFileSync(file, madeFeed(trips))
      const { seconds, megabytes } = await imported(file, join(folder, `data-${trips}`))
      const isWhole = trips === 20_000
      rows.push({
        what: `import of ${(trips * stopsOfTrip).toLocaleString('en')} stop times`,
        value: `${seconds.toFixed(1)} s, ${Math.round(megabytes)} MB at most`,
        ...(isWhole && {
          target: `${stopTimesTarget.seconds} s, ${stopTimesTarget.megabytes} MB`,
          met:
            seconds < stopTimesTarget.seconds && megabytes < stopTimesTarget.megabytes
              ? ('yes' as const)
              : ('no' as const),
        }),
      })
    }
    return rows
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const stopsOfTrip = 50

/** Trips of fifty stops over two thousand stops, a minute or two apart. */
function madeFeed(trips: number): Buffer {
  const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i)
  const stops = numbers(2_000).map((i) => `s${i},停留所${i},${37 + i / 4_000},${139 + i / 4_000}`)
  const trip = numbers(trips).map(
    (i) => `R${i % 100},${i % 7 === 0 ? 'H' : 'W'},t${i},終点${i % 40},${i % 2}`,
  )
  const times = numbers(trips)
    .map((i) => timesOf(i))
    .join('')
  const files = {
    'agency.txt': 'agency_id,agency_name,agency_url,agency_timezone\nA,Bus,https://bus.example/,Asia/Tokyo\n',
    'stops.txt': `stop_id,stop_name,stop_lat,stop_lon\n${stops.join('\n')}\n`,
    'routes.txt': `route_id,agency_id,route_long_name,route_type\n${numbers(100)
      .map((i) => `R${i},A,Route ${i},3`)
      .join('\n')}\n`,
    'trips.txt': `route_id,service_id,trip_id,trip_headsign,direction_id\n${trip.join('\n')}\n`,
    'stop_times.txt': `trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type,timepoint\n${times}`,
    'calendar.txt':
      'service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\nW,1,1,1,1,1,0,0,20260401,20270331\nH,0,0,0,0,0,1,1,20260401,20270331\n',
  }
  return zipOf(Object.entries(files).map(([path, content]) => ({ path, content })))
}

function timesOf(trip: number): string {
  let seconds = 5 * 3600 + ((trip * 137) % (16 * 3600))
  let rows = ''
  for (let i = 0; i < stopsOfTrip; i++) {
    seconds += 60 + ((trip + i * 31) % 60)
    const at = clock(seconds)
    rows += `t${trip},${at},${at},s${(trip * 53 + i) % 2_000},${i + 1},0,0,1\n`
  }
  return rows
}

const two = (n: number): string => String(n).padStart(2, '0')
const clock = (s: number): string =>
  `${two(Math.floor(s / 3600))}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`

/** Memory as the machine counts it: the most that the process held, read ten times a second. */
function imported(file: string, data: string): Promise<{ seconds: number; megabytes: number }> {
  const started = performance.now()
  const child = spawn(process.execPath, [builtApi('hub'), 'import', 'gtfs', file], {
    cwd: join(import.meta.dirname, '..', '..'),
    env: { ...process.env, DATA_DIR: data },
    stdio: ['ignore', 'ignore', 'ignore'],
  })
  let megabytes = 0
  const look = setInterval(() => {
    megabytes = Math.max(megabytes, mostHeld(child.pid!))
  }, 100)
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('exit', (code) => {
      clearInterval(look)
      if (code !== 0) reject(new Error(`the import ended with ${code}`))
      else resolve({ seconds: (performance.now() - started) / 1000, megabytes })
    })
  })
}

function mostHeld(pid: number): number {
  try {
    const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    return Number(found?.[1] ?? 0) / 1024
  } catch {
    // It has just ended.
    return 0
  }
}
