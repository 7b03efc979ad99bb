import type { StopTimes } from './gtfs-stop-times.ts'
import type { GtfsRow } from './gtfs-table.ts'

/** The rows of the files that were read, by file name; a file that is not there has none. */
export type GtfsTables = ReadonlyMap<string, readonly GtfsRow[]>

/** A feed as its files have it. */
export type GtfsFeed = {
  readonly tables: GtfsTables
  readonly stopTimes: StopTimes
}

/** The rows of one file. */
export const rowsOf = (tables: GtfsTables, file: string): readonly GtfsRow[] => tables.get(file) ?? []

/** Position of each id in its file; of an id that is there twice, the first. */
export function positionsOf(tables: GtfsTables, file: string, field: string): ReadonlyMap<string, number> {
  const positions = new Map<string, number>()
  for (const [i, { values }] of rowsOf(tables, file).entries()) {
    const id = values[field]
    if (id !== undefined && !positions.has(id)) positions.set(id, i)
  }
  return positions
}
