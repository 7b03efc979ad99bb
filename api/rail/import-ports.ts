import type { Result } from '../platform/result.ts'
import type { Rule } from './import-rules.ts'

/** A file that cannot be read as what it should be. */
export type Unreadable = { readonly rule: Rule; readonly file: string; readonly value?: string }

/** One file of a zip. */
export type ArchiveEntry = {
  /** As written in the zip. */
  readonly path: string
  readonly bytes: number
  /** Its bytes, unpacked as they are asked for. Throws `ImportFault` where it is damaged or grows past its limits. */
  readonly read: () => AsyncIterable<Uint8Array>
}

/** An open zip. */
export type Archive = {
  readonly entries: readonly ArchiveEntry[]
  readonly close: () => void
}

/** How much is unpacked at most: a zip of a few kilobytes may hold a terabyte of zeros. */
export type ArchiveLimits = {
  readonly zipBytesMax: number
  readonly entriesMax: number
  readonly entryBytesMax: number
  readonly totalBytesMax: number
  /** Unpacked bytes per packed byte, of files above a megabyte. */
  readonly ratioMax: number
}

/** Opens a zip on this machine and looks at its list of files, before anything is unpacked. */
export type OpenArchive = (
  path: string,
  limits: ArchiveLimits,
) => Promise<Result<Archive, readonly Unreadable[]>>

/** Takes the rows of a file one by one. `line` counts from 1. */
export type TakeRow = (cells: readonly string[], line: number) => void

/**
 * Reads the rows of a CSV file (RFC 4180, UTF-8 with or without mark). Throws `ImportFault` where it is no such file,
 * and what `take` throws.
 */
export type ReadRows = (bytes: AsyncIterable<Uint8Array>, file: string, take: TakeRow) => Promise<void>

/** Ends the reading of one file. */
export class ImportFault extends Error {
  override name = 'ImportFault'
  readonly rule: Rule
  readonly row: number | undefined
  readonly value: string | undefined

  constructor(rule: Rule, { row, value }: { readonly row?: number; readonly value?: string } = {}) {
    super(rule)
    this.rule = rule
    this.row = row
    this.value = value
  }
}
