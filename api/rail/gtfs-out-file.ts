import { type Cell, csvOf } from '../platform/csv.ts'

/** One file of a feed. */
export type OutFile = { readonly name: string; readonly text: string }

/** A file of a feed from its rows. */
export const outFile = (
  name: string,
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
): OutFile => ({ name, text: csvOf(columns, rows) })

/** 'YYYYMMDD', as the format writes a day. */
export const compactDay = (day: string): string => day.replaceAll('-', '')
