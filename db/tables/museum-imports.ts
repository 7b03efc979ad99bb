import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'

/** Tables of items that institutions bring, row by row, and what became of each row. */
export const museumImportTables = (k: Kit) => {
  const museumImports = k.table(
    'museum_imports',
    {
      id: k.text('id').primaryKey(),
      institution: k.text('institution').notNull(),
      /** What the sender's machine calls the file. */
      name: k.text('name').notNull(),
      /** 'utf-8', 'shift_jis', 'utf-16le' or 'utf-16be'. */
      encoding: k.text('encoding').notNull(),
      /** JSON: the headings, and for each of them where it goes. */
      headings: k.text('headings').notNull(),
      columns: k.text('columns').notNull(),
      rowCount: k.int('row_count').notNull(),
      /** For rows that tell none; empty: none. */
      rights: k.text('rights').notNull(),
      overwrites: k.bool('overwrites').notNull(),
      /** 'received', 'mapped', 'running', 'stopped' or 'done'. */
      state: k.text('state').notNull(),
      by: k.text('brought_by').notNull(),
      byName: k.text('brought_by_name').notNull(),
      /** Milliseconds since 1970. */
      startedAt: k.int('started_at').notNull(),
      changedAt: k.int('changed_at').notNull(),
    },
    (t) => [
      k.index('museum_imports_of_institution').on(t.institution, t.startedAt),
      k.index('museum_imports_in_state').on(t.state, t.startedAt),
      k.check(
        'museum_imports_state',
        sql`${t.state} in ('received', 'mapped', 'running', 'stopped', 'done')`,
      ),
      k.check('museum_imports_have_rows', sql`${t.rowCount} > 0`),
    ],
  )

  /** The rows of a file, some hundreds together: a database far away takes few large writes sooner than many small ones. */
  const museumImportPieces = k.table(
    'museum_import_pieces',
    {
      import: k
        .text('import_id')
        .notNull()
        .references(() => museumImports.id),
      /** 1, 2, 3 … of the file. */
      piece: k.int('piece').notNull(),
      /** JSON: rows with their number, line and cells. */
      rows: k.text('rows').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.import, t.piece] }),
      k.check('museum_import_pieces_counted', sql`${t.piece} > 0`),
    ],
  )

  /** One for each row that was done: whoever comes to a row a second time is refused by the key. */
  const museumImportOutcomes = k.table(
    'museum_import_outcomes',
    {
      import: k
        .text('import_id')
        .notNull()
        .references(() => museumImports.id),
      row: k.int('row_number').notNull(),
      institution: k.text('institution').notNull(),
      /** 'added', 'changed', 'unchanged' or 'refused'. */
      outcome: k.text('outcome').notNull(),
      /** The item, where it is known. */
      record: k.text('record'),
      /** JSON: what is told of the row. */
      told: k.text('told').notNull(),
      /** JSON: what this file and those before it said of the item, and what stands in it as they said it. */
      said: k.text('said').notNull(),
      at: k.int('done_at').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.import, t.row] }),
      k.index('museum_import_outcomes_of_institution').on(t.institution, t.record, t.at),
      k.check(
        'museum_import_outcomes_outcome',
        sql`${t.outcome} in ('added', 'changed', 'unchanged', 'refused')`,
      ),
      k.check(
        'museum_import_outcomes_name_an_item',
        sql`${t.outcome} = 'refused' or ${t.record} is not null`,
      ),
    ],
  )
  return { museumImports, museumImportPieces, museumImportOutcomes }
}
