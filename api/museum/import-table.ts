import { ok, refuse, type Result } from '../platform/result.ts'

/** How the characters of a file are written. */
export type TableEncoding = 'utf-8' | 'shift_jis' | 'utf-16le' | 'utf-16be'

export type TableRow = {
  /** Where it begins in the file, counted from 1. */
  readonly line: number
  readonly cells: readonly string[]
}

/** A table as it came in a file: its headings, and rows in which something stands. */
export type ImportTable = {
  readonly encoding: TableEncoding
  readonly headings: readonly string[]
  readonly rows: readonly TableRow[]
}

/** What is taken at once; more goes in several files. */
export const tableBounds = {
  bytes: 8 * 1024 * 1024,
  rows: 20_000,
  columns: 200,
  /** A longer row is a quotation mark that somebody forgot to close. */
  rowCharacters: 100_000,
} as const

/** Why a file is not taken at all. Sentences: `imports:refusal.<code>`. */
export type TableRefusal =
  | { readonly code: 'import_empty' }
  | { readonly code: 'import_too_large'; readonly bytesMost: number }
  | { readonly code: 'import_encoding_unknown' }
  /** U+0000: no text has it; a spreadsheet's own file has. */
  | { readonly code: 'import_not_text' }
  | { readonly code: 'import_broken'; readonly line: number }
  | { readonly code: 'import_row_too_long'; readonly line: number; readonly most: number }
  | { readonly code: 'import_too_many_rows'; readonly most: number }
  | { readonly code: 'import_too_many_columns'; readonly most: number }
  /** Headings and nothing below. */
  | { readonly code: 'import_no_rows' }

const marks: readonly (readonly [TableEncoding, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]

/** The text of a file in one of the ways in which spreadsheets write: by its mark, else UTF-8, else what Windows had before. */
export function textOf(
  bytes: Uint8Array,
): Result<{ readonly encoding: TableEncoding; readonly text: string }, TableRefusal> {
  if (bytes.length === 0) return refuse({ code: 'import_empty' })
  if (bytes.length > tableBounds.bytes)
    return refuse({ code: 'import_too_large', bytesMost: tableBounds.bytes })
  const marked = marks.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte))?.[0]
  for (const encoding of marked === undefined ? (['utf-8', 'shift_jis'] as const) : [marked]) {
    const text = decoded(bytes, encoding)
    if (text?.includes('\0') === true) return refuse({ code: 'import_not_text' })
    if (text?.includes(shift) === true) return refuse({ code: 'import_encoding_unknown' })
    if (text !== undefined) return ok({ encoding, text })
  }
  return refuse({ code: 'import_encoding_unknown' })
}

/** ISO-2022-JP changes its characters by it, and would be read as letters that nobody wrote. */
const shift = '\u001b$'

function decoded(bytes: Uint8Array, encoding: TableEncoding): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

const separators = [',', '\t', ';'] as const

/** What stands between cells: what a first line `sep=;` names, else what is most often between the headings. */
export function separatorOf(text: string): { readonly separator: string; readonly linesBefore: number } {
  const told = /^sep=([,;\t])\r?\n/i.exec(text.slice(0, 10))?.[1]
  if (told !== undefined) return { separator: told, linesBefore: 1 }
  const headings = text.slice(0, tableBounds.rowCharacters).replaceAll(/"[^"]*"/g, '')
  const first = /^[^\r\n]*/.exec(headings.trimStart())![0]
  const counted = separators.map((one) => [first.split(one).length, one] as const)
  return { separator: counted.toSorted(([a], [b]) => b - a)[0]![1], linesBefore: 0 }
}

const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '')

/** Headings and rows of all that was read; what spreadsheets leave empty below and to the right is left out. */
export function tableOf(
  encoding: TableEncoding,
  read: readonly TableRow[],
): Result<ImportTable, TableRefusal> {
  const [head, ...rows] = read.filter(({ cells }) => !isBlank(cells))
  if (head === undefined) return refuse({ code: 'import_empty' })
  if (rows.length === 0) return refuse({ code: 'import_no_rows' })
  if (rows.length > tableBounds.rows) return refuse({ code: 'import_too_many_rows', most: tableBounds.rows })
  const width = head.cells.findLastIndex((cell) => cell.trim() !== '') + 1
  if (width > tableBounds.columns)
    return refuse({ code: 'import_too_many_columns', most: tableBounds.columns })
  return ok({
    encoding,
    headings: head.cells.slice(0, width).map((cell) => cell.trim()),
    rows: rows.map(({ line, cells }) => ({ line, cells: withoutEmptyEnd(cells, width) })),
  })
}

/** Cells to the right of the headings, where they are empty, are none. */
const withoutEmptyEnd = (cells: readonly string[], width: number): readonly string[] =>
  isBlank(cells.slice(width)) ? cells.slice(0, width) : cells
