import { CsvError } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import { refuse, type Result } from '../platform/result.ts'
import {
  type ImportTable,
  separatorOf,
  tableBounds,
  tableOf,
  type TableRefusal,
  type TableRow,
  textOf,
} from './import-table.ts'

/** A table out of the bytes of a file, by csv-parse. */
export function readTable(bytes: Uint8Array): Result<ImportTable, TableRefusal> {
  const decoded = textOf(bytes)
  if (!decoded.ok) return decoded
  const { encoding, text } = decoded.value
  const { separator, linesBefore } = separatorOf(text)
  const read: TableRow[] = []
  // The parser counts a line end of two characters within a cell twice.
  let line = 1 + linesBefore
  const take = (cells: readonly string[]): undefined => {
    read.push({ line, cells })
    line += 1 + cells.reduce((lines, cell) => lines + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0)
  }
  try {
    parse(text, {
      delimiter: separator,
      from_line: linesBefore + 1,
      max_record_size: tableBounds.rowCharacters,
      on_record: take,
      relax_column_count: true,
    })
    return tableOf(encoding, read)
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    // It stands where the last row that could be read has ended.
    return refuse(
      error.code === 'CSV_MAX_RECORD_SIZE'
        ? { code: 'import_row_too_long', line, most: tableBounds.rowCharacters }
        : { code: 'import_broken', line },
    )
  }
}
