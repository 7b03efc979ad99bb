import type { ColumnsRefusal, ImportColumns, ImportTarget } from './import-columns.ts'
import type { TableEncoding, TableRefusal } from './import-table.ts'
import type { RightsName } from './rights.ts'

/** `received`: nobody said yet where its columns go; `mapped`: it can be looked at; then it runs, is stopped, and is done. */
export const importStates = ['received', 'mapped', 'running', 'stopped', 'done'] as const
export type ImportState = (typeof importStates)[number]

/** A table of items that somebody brings to an institution. */
export type Import = {
  readonly id: string
  readonly institution: string
  /** What the sender's machine calls the file. */
  readonly name: string
  readonly encoding: TableEncoding
  readonly headings: readonly string[]
  readonly rowCount: number
  readonly columns: ImportColumns
  /** For rows that tell no rights. */
  readonly rights: RightsName | ''
  /** Whether the file's text is taken also where somebody wrote another one here. */
  readonly overwrites: boolean
  readonly state: ImportState
  readonly by: string
  readonly byName: string
  /** Milliseconds since 1970. */
  readonly startedAt: number
  readonly changedAt: number
}

/** A row of the file under its number, 1, 2, 3 …. */
export type ImportRow = { readonly row: number; readonly line: number; readonly cells: readonly string[] }

/** Why a row becomes no draft. Sentences: `imports:fault.<code>`. */
export type RowFault =
  /** More or fewer cells than headings: a line end or a quotation mark went astray. */
  | { readonly code: 'cells_wrong'; readonly expected: number; readonly found: number }
  | { readonly code: 'identifier_missing' }
  /** An earlier row of the file has it. */
  | { readonly code: 'identifier_twice'; readonly line: number }
  /** Several items of the institution have it. */
  | { readonly code: 'identifier_ambiguous' }
  /** The item that came of this identifier was given another one here. */
  | { readonly code: 'identifier_moved'; readonly value: string }
  | { readonly code: 'title_missing' }
  | CellFault

export type CellFault =
  /** A spreadsheet would reckon with it. */
  | { readonly code: 'cell_formula' }
  | { readonly code: 'cell_unprintable' }
  | { readonly code: 'cell_markup' }
  | { readonly code: 'cell_too_long'; readonly most: number }
  | { readonly code: 'rights_unknown'; readonly value: string }
  | { readonly code: 'limit_unknown'; readonly value: string }
  | { readonly code: 'form_unknown'; readonly value: string }
  | { readonly code: 'visit_unknown'; readonly value: string }
  | { readonly code: 'station_unknown'; readonly value: string }
  | { readonly code: 'date_unreadable'; readonly value: string }
  | { readonly code: 'link_unreadable'; readonly value: string }

export const rowOutcomes = ['added', 'changed', 'unchanged', 'refused'] as const
export type RowOutcome = (typeof rowOutcomes)[number]

/** A part of an item whose text becomes, or would become, another one. */
export type PartChange = { readonly part: ImportTarget; readonly before: string; readonly after: string }

/** What a row does, or would do. */
export type RowTold = {
  readonly row: number
  readonly line: number
  readonly identifier: string
  readonly outcome: RowOutcome
  /** The item; missing where the row is refused before it is known. */
  readonly record?: string
  readonly changes: readonly PartChange[]
  /** What somebody wrote here, which stays, though the file says something else. */
  readonly kept: readonly PartChange[]
  readonly fault?: { readonly target?: ImportTarget } & RowFault
}

/** Why nothing of an import is done. Sentences: `imports:refusal.<code>`. */
export type ImportRefusal =
  | TableRefusal
  | ColumnsRefusal
  | { readonly code: 'import_unknown'; readonly identifier: string }
  /** The institution is none of those whose staff may write here. */
  | { readonly code: 'import_elsewhere' }
  /** So many of an institution wait for somebody to go on with them. */
  | { readonly code: 'import_too_many'; readonly most: number }
  /** Not at this stage of it. */
  | { readonly code: 'import_not_now'; readonly state: ImportState }

export const statusOfImportRefusal: Readonly<Record<ImportRefusal['code'], number>> = {
  import_empty: 422,
  import_too_large: 422,
  import_encoding_unknown: 422,
  import_not_text: 422,
  import_broken: 422,
  import_row_too_long: 422,
  import_too_many_rows: 422,
  import_too_many_columns: 422,
  import_no_rows: 422,
  import_columns_wrong: 422,
  import_target_unknown: 422,
  import_target_twice: 422,
  import_identifier_unmapped: 422,
  import_unknown: 404,
  import_elsewhere: 403,
  import_too_many: 409,
  import_not_now: 409,
}

/** Imports of an institution that are not done. */
export const openImportsMost = 10
