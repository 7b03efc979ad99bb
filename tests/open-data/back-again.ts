import { strFromU8, unzipSync } from 'fflate'
import { parse } from 'csv-parse/sync'
import { content, type Line, type Station } from '../../content/index.ts'
import { holidaysOfJapan } from '../../api/merchants/holidays-holiday-jp.ts'
import { packZip } from '../../api/open-data/pack-fflate.ts'
import { csvOf } from '../../api/platform/csv.ts'
import { type KeptFeed, feedOf } from '../../api/rail/feed.ts'
import { feedDaysOf } from '../../api/rail/feed-day.ts'
import { gtfsToFeed } from '../../api/rail/gtfs-to-feed.ts'
import { railService } from '../../api/rail/index.ts'
import type { Network } from '../../api/rail/ports.ts'
import type { Run } from '../../api/rail/run.ts'
import { fileOf } from '../rail/drawn-zip.ts'
import { readFeed, told } from '../rail/read-feed.ts'

/** A morning of late November 2026. */
export const clock = { now: () => Date.parse('2026-11-27T10:00:00+09:00') }

/** Reads a zip as the command does and brings it into the form that is kept; what was told of it is thrown. */
export async function taken(
  zip: Uint8Array,
  { lines, stations }: { readonly lines: readonly Line[]; readonly stations: readonly Station[] } = content,
): Promise<KeptFeed> {
  const { feed, findings, report } = await readFeed(fileOf(zip))
  if (feed === undefined) throw new Error(told(report).join('\n'))
  const mapped = gtfsToFeed(feed, {
    id: 'back',
    file: 'back.zip',
    now: clock.now(),
    today: '2026-11-27',
    lines,
    stations,
    routesTold: new Map(),
    stopsTold: new Map(),
    complete: [],
    findings,
  })
  const { stops, services, trips } = mapped
  const stored = JSON.stringify([{ stops }, { services }, { trips: [...trips] }])
  return feedOf(mapped.head, JSON.parse(stored))
}

/** A railway that knows nothing but what was taken. */
export function railOf(kept: KeptFeed, network: Network = content) {
  const feeds = {
    version: () => '1',
    on: (date: string) => feedDaysOf(kept, date),
    stops: () => kept.stops.filter(({ ours }) => ours !== true),
    lines: () => kept.head.lines,
    sources: () => kept.head.sources,
  }
  const bare = { ...network, trains: [], suspensions: [], winterTimetables: [] }
  return railService({ network: bare, holidays: holidaysOfJapan, clock, feeds })
}

/** A train's own id, without the feed's name and the number of its variant; the part of a cut train stands behind. */
const trainOf = (id: string): string =>
  id
    .replace(/^back:/, '')
    .replace(/~\d+@/, '@')
    .replace(/^(.*)(\/\d+)(@.*)$/, '$1$3$2')

/** A run with its train's own id. */
export const plainRun = (run: Run): Run => ({ ...run, id: trainOf(run.id) })

/** The same for a whole day, in one order. */
export const plainRuns = (runs: readonly Run[]): Run[] =>
  runs.map(plainRun).toSorted((a, b) => (a.id < b.id ? -1 : 1))

/** The zip as one reads it who knows the columns of the standard only. */
export function standardOnly(zip: Uint8Array): Uint8Array {
  const own =
    /_(earliest|latest)_time$|_exact$|^route_ahead$|source_ids$|confidence$|^line_id$|^(as_of|train_name)_/
  const files = Object.entries(unzipSync(zip)).map(([name, bytes]) => {
    const [header = [], ...rows] = parse(strFromU8(bytes))
    const kept = header.flatMap((column, i) => (own.test(column) ? [] : [i]))
    const text = csvOf(
      kept.map((i) => header[i]!),
      rows.map((row) => kept.map((i) => row[i]!)),
    )
    return { name, text }
  })
  return packZip(files)
}
