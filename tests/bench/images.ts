import { execFile, spawn, spawnSync } from 'node:child_process'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { openHub } from '../../api/open-hub.ts'
import { systemClock } from '../../api/platform/clock.ts'
import { randomIds } from '../../api/platform/ids.ts'
import { imageRecords } from '../../api/museum/repository-images.ts'
import { composeImages } from '../../api/services-museum.ts'
import { builtApi } from '../support/built-api.ts'
import { type HubProcess, startHubProcess } from '../support/hub-process.ts'
import { newPlace, type Place } from '../support/prepared-hub.ts'
import { scratchFolder } from '../support/scratch-folder.ts'
import { seeded } from './growth-rows.ts'
import { drawPhotograph, drawScan } from './images-drawn.ts'
import { missingPeer, type Peer, startIipsrv } from './images-peer.ts'
import { photographSent } from './images-sent.ts'
import { measured, type Row } from './row.ts'

const [width, height] = [6_000, 4_000]
const connections = 8
const secondsEach = 5
const id = 'bench-photograph'
const mebibytes = (bytes: number): number => Math.round(bytes / 1024 / 1024)

/** Images of the museum over HTTP beside iipsrv reading the same pyramid, and what taking them in costs. */
export async function imagesBench(): Promise<readonly Row[]> {
  const place = await newPlace('sqlite', '')
  const folder = scratchFolder('meguri-images-')
  const rows: Row[] = []
  try {
    const photograph = join(folder, 'photograph.jpg')
    await drawPhotograph(photograph, width, height)
    const takenInSeconds = await takeIn(place, photograph)
    const peer = await startIipsrv(await pyramidOf(place))
    const hub = await startHubProcess(place.environment)
    try {
      rows.push(await published(hub, photograph, takenInSeconds))
      rows.push(...(await tiles(folder, hub, peer)), ...(await regions(hub, peer)), ...(await crowd(hub)))
    } finally {
      await hub.stop()
      await peer?.stop()
    }
    rows.push(await photographSent(photograph, (width * height) / 1e6))
    rows.push(await largeScan(place, folder))
  } finally {
    await place.remove()
  }
  return rows
}

/** Takes it in by the hub's own services; answers how long that took, seconds. */
async function takeIn(place: Place, path: string): Promise<number> {
  const { store, configuration } = await openHub(place.environment, 'demonstration')
  try {
    const images = composeImages({ store, configuration, clock: systemClock, ids: randomIds })
    const started = performance.now()
    const added = await images.add({ path, id, showing: 'zoomed' })
    if (!added.ok) throw new Error(added.error)
    return (performance.now() - started) / 1_000
  } finally {
    await store.close()
  }
}

/** From the file to the first picture that somebody is shown of it. */
async function published(hub: HubProcess, path: string, takenInSeconds: number): Promise<Row> {
  const started = performance.now()
  const first = await fetch(`${hub.origin}/iiif/3/${id}/full/!400,400/0/default.jpg`)
  await first.arrayBuffer()
  if (!first.ok) throw new Error(`the first picture was refused: ${first.status}`)
  const seconds = takenInSeconds + (performance.now() - started) / 1_000
  return {
    what: `a photograph of ${(width * height) / 1e6} megapixels (${mebibytes(statSync(path).size)} MiB) taken in, to its first picture`,
    value: `${seconds.toFixed(2)} s`,
    target: '< 3 s',
    met: seconds < 3 ? 'yes' : 'no',
  }
}

async function pyramidOf(place: Place): Promise<string> {
  const { store, configuration } = await openHub(place.environment)
  try {
    const image = await imageRecords(store).find(id)
    return join(configuration.DATA_DIR, 'images', image!.fileSet, 'pyramid.tif')
  } finally {
    await store.close()
  }
}

/** Whole tiles of four levels: what a viewer asks for. */
function tileParameters(): string[] {
  const whole: string[] = []
  for (const factor of [1, 2, 4, 8]) {
    const side = 512 * factor
    for (let y = 0; y + side <= height; y += side)
      for (let x = 0; x + side <= width; x += side)
        whole.push(`${x},${y},${side},${side}/512,512/0/default.jpg`)
  }
  return whole
}

/** Regions that nobody asked for before, of a size that stories show. */
function regionParameters(seed: number): () => string {
  const drawn = seeded(seed)
  return () => {
    const [w, h] = [600 + drawn.below(1_400), 400 + drawn.below(1_000)]
    const [x, y] = [drawn.below(width - w), drawn.below(height - h)]
    return `${x},${y},${w},${h}/${Math.min(w, 400 + drawn.below(400))},/0/default.jpg`
  }
}

async function tiles(folder: string, hub: HubProcess, peer: Peer | undefined): Promise<Row[]> {
  if (spawnSync('wrk', ['-v']).error !== undefined)
    return [{ what: 'wrk is not installed: apt-get install wrk', value: '-' }]
  const all = tileParameters()
  const own = await shoot(
    folder,
    all.map((one) => `${hub.origin}/iiif/3/${id}/${one}`),
  )
  const rows: Row[] = [{ what: `whole tiles, hub, ${connections} connections`, ...own }]
  if (peer === undefined) return [...rows, { what: missingPeer, value: '-' }]
  const theirs = await shoot(folder, all.map(peer.address))
  const times = own.perSecond / theirs.perSecond
  return [
    ...rows,
    { what: `whole tiles, iipsrv, ${connections} connections`, ...theirs },
    {
      what: 'whole tiles, times the peer',
      value: `${times.toFixed(1)} ×`,
      target: '>= 10 ×',
      met: times >= 10 ? 'yes' : 'no',
    },
  ]
}

async function regions(hub: HubProcess, peer: Peer | undefined): Promise<Row[]> {
  const own = await draw(regionParameters(1), (one) => `${hub.origin}/iiif/3/${id}/${one}`)
  const rows: Row[] = [
    {
      what: `regions drawn anew, hub, ${connections} connections`,
      ...own.numbers,
      value: `p95 ${own.p95Ms.toFixed(0)} ms`,
      target: 'p95 < 80 ms',
      met: own.p95Ms < 80 ? 'yes' : 'no',
    },
  ]
  if (peer === undefined) return rows
  const theirs = await draw(regionParameters(1), peer.address)
  const times = own.numbers.perSecond / theirs.numbers.perSecond
  return [
    ...rows,
    {
      what: `regions drawn anew, iipsrv, ${connections} connections`,
      ...theirs.numbers,
      value: `p95 ${theirs.p95Ms.toFixed(0)} ms`,
    },
    {
      what: 'regions drawn anew, times the peer',
      value: `${times.toFixed(2)} ×`,
      target: '>= 0.75 ×',
      met: times >= 0.75 ? 'yes' : 'no',
    },
  ]
}

/** A thousand different pictures at once: what the hub needs at most for them. */
async function crowd(hub: HubProcess): Promise<Row[]> {
  const next = regionParameters(2)
  resetPeak(hub.pid)
  const started = performance.now()
  const answers = await Promise.all(
    Array.from({ length: 1_000 }, async () => {
      const answer = await fetch(`${hub.origin}/iiif/3/${id}/${next()}`)
      await answer.arrayBuffer()
      return answer.status
    }),
  )
  const refused = answers.filter((status) => status !== 200).length
  const peak = mebibytes(peakOf(hub.pid))
  return [
    {
      what: 'a thousand different pictures asked for at once, memory at most',
      value: `${peak} MiB, all after ${((performance.now() - started) / 1_000).toFixed(1)} s, ${refused} refused`,
      target: '< 400 MiB',
      met: peak < 400 && refused === 0 ? 'yes' : 'no',
    },
  ]
}

/** The largest that may come in, by the operators' command in a process of its own. */
async function largeScan(place: Place, folder: string): Promise<Row> {
  const scan = join(folder, 'scan.tif')
  await drawScan(scan, 16_000, 12_500)
  const started = performance.now()
  const child = spawn(process.execPath, [builtApi('hub'), 'image', 'add', scan, '--id', 'bench-scan'], {
    env: { ...process.env, ...place.environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  let peak = 0
  const watch = setInterval(() => {
    peak = Math.max(peak, peakOf(child.pid!))
  }, 50)
  const status = await new Promise((resolve) => child.once('exit', resolve))
  clearInterval(watch)
  if (status !== 0) throw new Error(`the scan was not taken in (${String(status)})`)
  return {
    what: 'a scan of 200 megapixels (TIFF) taken in, memory at most',
    value: `${mebibytes(peak)} MiB, ${((performance.now() - started) / 1_000).toFixed(1)} s`,
    target: '< 1,024 MiB',
    met: mebibytes(peak) < 1_024 ? 'yes' : 'no',
  }
}

/** The most memory that a process had since it began or was last asked; 0 where it is gone. Linux tells it. */
function peakOf(pid: number): number {
  try {
    const [, kibibytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return Number(kibibytes ?? 0) * 1_024
  } catch {
    return 0
  }
}

const resetPeak = (pid: number): void => writeFileSync(`/proc/${pid}/clear_refs`, '5')

/**
 * Asks for these addresses in turn, by wrk: a caller in JavaScript is busier with the bytes of a tile than the hub is, and
 * would measure itself.
 */
async function shoot(folder: string, addresses: readonly string[]) {
  const origin = new URL(addresses[0]!).origin
  const script = join(folder, 'addresses.lua')
  const paths = addresses.map((one) => JSON.stringify(one.slice(origin.length)))
  writeFileSync(
    script,
    `local paths = { ${paths.join(', ')} }
local next = 0
request = function() next = next % #paths + 1; return wrk.format("GET", paths[next]) end`,
  )
  const asked = (seconds: number) =>
    promisify(execFile)('wrk', [`-c${connections}`, '-t1', `-d${seconds}`, '--latency', '-s', script, origin])
  // A server of either kind is asked for hours, not for five seconds: both are warm.
  await asked(2)
  const { stdout } = await asked(secondsEach)
  if (/Non-2xx/.test(stdout)) throw new Error(`tiles were refused: ${stdout}`)
  const [, perSecond] = /Requests\/sec:\s+([\d.]+)/.exec(stdout)!
  return { perSecond: Math.round(Number(perSecond)), p50Ms: msIn(stdout, 50), p99Ms: msIn(stdout, 99) }
}

/** A line of wrk's distribution, such as `99%    1.20ms`, in milliseconds. */
function msIn(told: string, percent: number): number {
  const [, value, unit] = new RegExp(`${percent}%\\s+([\\d.]+)(us|ms|s)`).exec(told)!
  const milliseconds = Number(value) * { us: 0.001, ms: 1, s: 1_000 }[unit as 'us' | 'ms' | 's']
  return Math.round(milliseconds * 100) / 100
}

/** Asks for another picture each time, by as many as there are connections, for as long as the tiles were asked for. */
async function draw(next: () => string, addressOf: (parameters: string) => string) {
  const durations: number[] = []
  const started = performance.now()
  const lane = async (): Promise<void> => {
    while (performance.now() - started < secondsEach * 1_000) {
      const before = performance.now()
      const answer = await fetch(addressOf(next()))
      await answer.arrayBuffer()
      if (!answer.ok) throw new Error(`a region was refused: ${answer.status}`)
      durations.push(performance.now() - before)
    }
  }
  await Promise.all(Array.from({ length: connections }, lane))
  const sorted = durations.toSorted((a, b) => a - b)
  return {
    numbers: measured(durations, performance.now() - started),
    p95Ms: sorted[Math.floor(sorted.length * 0.95)]!,
  }
}
