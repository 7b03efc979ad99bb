import type { ImportFault as Fault, ReadRows } from './import-ports.ts'
import { ImportFault } from './import-ports.ts'
import { trainsOfTable, type ReadTimetable, type TimetableReading } from './timetable-csv.ts'
import type { Claim } from './feed.ts'
import type { FeedToStore } from './feed-import-service.ts'
import { optional } from './timed-stop.ts'
import type { TableRow } from './timetable-table.ts'

/** A timetable of one line has a hundred stations at most. */
const rowsMax = 5_000

/** Reads a CSV table of stations × trains; undefined when any of it is wrong, and then everything wrong is told. */
export async function readTimetable(
  bytes: AsyncIterable<Uint8Array>,
  readRows: ReadRows,
  reading: TimetableReading,
): Promise<ReadTimetable | undefined> {
  const rows: TableRow[] = []
  const { file, findings } = reading
  try {
    await readRows(bytes, file, (cells, line) => {
      if (rows.length >= rowsMax) throw new ImportFault('too_many_rows', { row: line })
      rows.push({ cells, line })
    })
  } catch (error) {
    if (!(error instanceof ImportFault)) throw error
    findings.add(faultOf(error, file))
    return undefined
  }
  const read = trainsOfTable(rows, reading)
  return findings.errors() > 0 ? undefined : read
}

const faultOf = ({ rule, row, value }: Fault, file: string) => ({ rule, file, ...optional({ row, value }) })

/** Brings read trains into the form that is kept. */
export function timetableToFeed(
  { line, trains, sources }: ReadTimetable,
  told: {
    readonly id: string
    readonly file: string
    readonly now: number
    readonly today: string
    readonly complete: readonly Claim[]
  },
): FeedToStore {
  const { id, file, now, today, complete } = told
  const calls = trains.reduce((sum, { events }) => sum + events.length, 0)
  const stops = new Set(trains.flatMap(({ events }) => events.map(({ station }) => station))).size
  return {
    head: {
      id,
      kind: 'timetable',
      file,
      importedAt: now,
      asOf: { ja: `${today}に取り込み`, en: `Imported on ${today}` },
      sources,
      lines: [{ id: line.id, name: line.name, mode: 'train' }],
      tellings: [],
      complete,
      footpaths: [],
      counts: { stops, trips: trains.length, calls },
    },
    stops: [],
    services: [],
    trips: [],
    trains,
  }
}
