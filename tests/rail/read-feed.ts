import { openArchive } from '../../api/rail/archive-yauzl.ts'
import { gtfsLimits, type GtfsLimits, type GtfsRead, readGtfs } from '../../api/rail/gtfs-service.ts'
import type { ImportReport } from '../../api/rail/import-report.ts'
import { readRows } from '../../api/rail/rows-csv-parse.ts'

/** Reads a feed as the command does, in November 2026. */
export const readFeed = (path: string, limits: Partial<GtfsLimits> = {}): Promise<GtfsRead> =>
  readGtfs(path, {
    openArchive,
    readRows,
    limits: { ...gtfsLimits, ...limits },
    today: '20261124',
    progress: () => undefined,
    signal: new AbortController().signal,
  })

/** `file:row field rule "value"` of each finding. */
export const told = ({ findings }: ImportReport): string[] =>
  findings.map(({ file, row, field, rule, value }) =>
    [`${file}:${row ?? '-'}`, field ?? '-', rule, value ?? ''].join(' ').trim(),
  )
