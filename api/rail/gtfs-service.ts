import { checkBlocks, checkDays, checkDepartures } from './gtfs-day-checks.ts'
import { type GtfsFeed, type GtfsTables, positionsOf } from './gtfs-feed.ts'
import { type FileRule, gtfsFiles, stopTimesFile, unreadFiles } from './gtfs-files.ts'
import { checkPlaces, checkStopsOfTimes, checkTransfers } from './gtfs-place-checks.ts'
import { checkReferences } from './gtfs-references.ts'
import { checkStopTimes } from './gtfs-stop-time-checks.ts'
import { type StopTimes, stopTimesReader } from './gtfs-stop-times.ts'
import { columnsOf, type GtfsRow, tableReader } from './gtfs-table.ts'
import {
  type Archive,
  type ArchiveEntry,
  type ArchiveLimits,
  ImportFault,
  type OpenArchive,
  type ReadRows,
  type TakeRow,
} from './import-ports.ts'
import { collectFindings, type Findings, type ImportReport } from './import-report.ts'

/** How much of a feed is read at most. */
export type GtfsLimits = ArchiveLimits & {
  readonly rowsMax: number
  /** Trains that intervals stand for: each is kept as one of its own. */
  readonly departuresMax: number
}

const megabyte = 1024 * 1024

/** Far above any feed of Japan, and within what a small machine can unpack. */
export const gtfsLimits: GtfsLimits = {
  zipBytesMax: 512 * megabyte,
  entriesMax: 200,
  entryBytesMax: 1024 * megabyte,
  totalBytesMax: 2048 * megabyte,
  ratioMax: 200,
  rowsMax: 20_000_000,
  departuresMax: 100_000,
}

export type GtfsReading = {
  readonly openArchive: OpenArchive
  readonly readRows: ReadRows
  readonly limits: GtfsLimits
  /** 'YYYYMMDD' in Japan. */
  readonly today: string
  /** Told now and then while rows are read. */
  readonly progress: (file: string, rows: number) => void
  readonly signal: AbortSignal
}

/** What was read, and whether it may be taken: `feed` is there only when no rule of severity error was broken. */
export type GtfsRead = {
  readonly report: ImportReport
  readonly feed?: GtfsFeed
  /** For what is found further on. */
  readonly findings: Findings
}

/** Reads a zip of GTFS or GTFS-JP and checks it. Throws only when the signal ends it or the disk fails. */
export async function readGtfs(path: string, reading: GtfsReading): Promise<GtfsRead> {
  const findings = collectFindings()
  const opened = await reading.openArchive(path, reading.limits)
  if (!opened.ok) {
    opened.error.forEach(findings.add)
    return { report: findings.report(), findings }
  }
  try {
    const feed = await readFeed(opened.value, reading, findings)
    const report = findings.report()
    return report.errors > 0 || feed === undefined ? { report, findings } : { report, feed, findings }
  } finally {
    opened.value.close()
  }
}

async function readFeed(
  archive: Archive,
  reading: GtfsReading,
  findings: Findings,
): Promise<GtfsFeed | undefined> {
  const entries = entriesOf(archive, findings)
  checkPresence(entries, findings)
  const tables = new Map<string, readonly GtfsRow[]>()
  for (const file of gtfsFiles) {
    const entry = entries.get(file.name)
    if (entry !== undefined) tables.set(file.name, await readTable(entry, file, { reading, findings }))
  }
  checkPlaces(tables, findings)
  checkReferences(tables, findings)
  checkTransfers(tables, findings)
  checkDays(tables, reading.today, findings)
  checkDepartures(tables, reading.limits.departuresMax, findings)
  const entry = entries.get(stopTimesFile.name)
  if (entry === undefined) return undefined
  const stopTimes = await readStopTimes(entry, tables, { reading, findings })
  if (stopTimes === undefined) return undefined
  checkStopTimes(stopTimes, tables, findings)
  checkStopsOfTimes(stopTimes, tables, findings)
  checkBlocks(stopTimes, tables, findings)
  return { tables, stopTimes }
}

/** The files by name. Those in a folder are told: a zip of a folder is the usual mistake. */
function entriesOf(archive: Archive, findings: Findings): ReadonlyMap<string, ArchiveEntry> {
  const known = new Set([...gtfsFiles.map(({ name }) => name), stopTimesFile.name])
  const entries = new Map<string, ArchiveEntry>()
  for (const entry of archive.entries) {
    const name = entry.path.split('/').at(-1)!
    if (name === '' || entry.path.startsWith('__MACOSX/')) continue
    if (entry.path !== name) {
      if (known.has(name)) findings.add({ rule: 'invalid_input_files_in_subfolder', file: entry.path })
    } else if (known.has(name)) entries.set(name, entry)
    else if (!unreadFiles.includes(name)) findings.add({ rule: 'unknown_file', file: name })
  }
  return entries
}

function checkPresence(entries: ReadonlyMap<string, ArchiveEntry>, findings: Findings): void {
  for (const { name, presence } of [...gtfsFiles, stopTimesFile]) {
    if (entries.has(name) || presence === 'optional') continue
    const rule = presence === 'required' ? 'missing_required_file' : 'missing_recommended_file'
    findings.add({ rule, file: name })
  }
  if (!entries.has('calendar.txt') && !entries.has('calendar_dates.txt'))
    findings.add({ rule: 'missing_calendar_and_calendar_date_files', file: 'calendar.txt' })
}

type Reading = { readonly reading: GtfsReading; readonly findings: Findings }

async function readTable(
  entry: ArchiveEntry,
  file: FileRule,
  { reading, findings }: Reading,
): Promise<readonly GtfsRow[]> {
  let table: ReturnType<typeof tableReader> | undefined
  await readEntry(entry, file, { reading, findings }, (header) => {
    const columns = columnsOf(header, { file, findings })
    table = columns && tableReader(columns, { file, findings })
    return table?.add
  })
  return table?.rows ?? []
}

async function readStopTimes(
  entry: ArchiveEntry,
  tables: GtfsTables,
  { reading, findings }: Reading,
): Promise<StopTimes | undefined> {
  const ids = {
    trips: positionsOf(tables, 'trips.txt', 'trip_id'),
    stops: positionsOf(tables, 'stops.txt', 'stop_id'),
  }
  let times: ReturnType<typeof stopTimesReader> | undefined
  await readEntry(entry, stopTimesFile, { reading, findings }, (header) => {
    const columns = columnsOf(header, { file: stopTimesFile, findings })
    times = columns && stopTimesReader(columns, ids, { findings })
    return times?.add
  })
  return times?.done()
}

/** Rows between two words of progress. */
const rowsBetween = 50_000

/** Gives the rows of one file to who begins with its header; what ends the reading becomes a finding. */
async function readEntry(
  entry: ArchiveEntry,
  { name: file, presence }: FileRule,
  { reading, findings }: Reading,
  begin: (header: readonly string[]) => TakeRow | undefined,
): Promise<void> {
  let rows = 0
  let take: TakeRow | undefined
  const each: TakeRow = (cells, line) => {
    if (rows === 0) take = begin(cells)
    else take?.(cells, line)
    rows++
    if (rows > reading.limits.rowsMax) throw new ImportFault('too_many_rows', { row: line })
    if (rows % rowsBetween === 0) {
      reading.signal.throwIfAborted()
      reading.progress(file, rows)
    }
  }
  try {
    await reading.readRows(entry.read(), file, each)
    reading.signal.throwIfAborted()
    // A required file with nothing below its first row is as good as none.
    if (rows === 0 || (rows === 1 && presence === 'required')) findings.add({ rule: 'empty_file', file })
  } catch (error) {
    if (!(error instanceof ImportFault)) throw error
    const { rule, row, value } = error
    findings.add({
      rule,
      file,
      ...(row === undefined ? {} : { row }),
      ...(value === undefined ? {} : { value }),
    })
  }
}
