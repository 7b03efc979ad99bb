import { getTableColumns, getTableName, is, ne, sql, type Table } from 'drizzle-orm'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { type Compilable, compileWrite, plainWrite, type QueryBuilder, type Store } from './store.ts'

/** A query builder that takes tables whose columns are only known when it runs. */
type AnyInsert = {
  insert(table: Table): { values(rows: readonly object[]): Compilable }
}
type Row = Record<string, unknown> & { row: number }

// PostgreSQL takes 65,535 parameters in one statement.
const parametersAtOnce = 60_000
const rowsAtOnce = 1_000

/** Whether a database holds anything of people or money: only an empty one may be filled. */
export async function holdsRows(store: Store): Promise<boolean> {
  const { users, journals } = store.tables
  for (const table of [users, journals]) {
    const found = await store.query
      .select({ one: sql<number>`1` })
      .from(table)
      .limit(1)
    if (found.length > 0) return true
  }
  return false
}

/** What is made of other rows, and made again by whoever first needs it. */
const madeAgain: ReadonlySet<keyof Store['tables']> = new Set([
  'searchSteps',
  'searchEntries',
  'searchBatches',
  'searchGone',
  'searchSpellings',
])

/** The names of all tables, each behind those that its rows point to. */
function inOrderOfKeys(tables: Store['tables']): (keyof Store['tables'])[] {
  const names = Object.keys(tables) as (keyof Store['tables'])[]
  const nameOf = new Map(names.map((name): [string, typeof name] => [getTableName(tables[name]), name]))
  const ordered = new Set<keyof Store['tables']>()
  const visit = (name: keyof Store['tables']): void => {
    if (ordered.has(name)) return
    const table: unknown = tables[name]
    if (!is(table, PgTable)) throw new Error('Rows are copied into PostgreSQL only.')
    for (const key of getTableConfig(table).foreignKeys) {
      const there = nameOf.get(getTableName(key.reference().foreignTable))
      if (there !== undefined && there !== name) visit(there)
    }
    ordered.add(name)
  }
  for (const name of names) visit(name)
  return [...ordered].filter((name) => !madeAgain.has(name))
}

/** The rows behind one, in the order in which they were written: whatever a row points to comes before it. */
async function rowsAfter(query: QueryBuilder, table: SQLiteTable, after: number, limit: number) {
  const mode = getTableName(table) === 'marks' ? ne(sql`name`, 'mode') : undefined
  return (await query
    .select({ ...getTableColumns(table), row: sql<number>`rowid` })
    .from(table)
    .where(sql`rowid > ${after}${mode === undefined ? sql`` : sql` and ${mode}`}`)
    .orderBy(sql`rowid`)
    .limit(limit)) as unknown as Row[]
}

/**
 * Copies every row of a migrated SQLite database into an empty, migrated PostgreSQL database, a thousand rows at once
 * and in the order of the foreign keys; `progress` hears of each table that is through. The mark that says what the
 * database is (live or demonstration) is left to the caller: without it nothing opens a database that was half filled.
 *
 * Each flight of rows is one transaction in which the table's own triggers rest: they answer what a payment or a
 * hold may do next, and the rows are what was answered already. Checks, unique and foreign keys stay on.
 */
export async function copyRows(
  from: Store,
  to: Store,
  progress: (table: string, rows: number) => void,
): Promise<void> {
  for (const name of inOrderOfKeys(to.tables)) {
    const [source, target] = [from.tables[name] as SQLiteTable, to.tables[name] as Table]
    const table = `"${getTableName(target)}"`
    const columns = Object.keys(getTableColumns(target)).length
    const limit = Math.min(rowsAtOnce, Math.floor(parametersAtOnce / columns))
    // The record counts its seals from 0, and a whole-number key is the row number.
    let [last, copied] = [Number.MIN_SAFE_INTEGER, 0]
    for (;;) {
      const rows = await rowsAfter(from.query, source, last, limit)
      if (rows.length === 0) break
      last = rows.at(-1)!.row
      copied += rows.length
      const insert = (to.query as unknown as AnyInsert).insert(target).values(rows.map(withoutRowNumber))
      await to.atomic([
        plainWrite(`alter table ${table} disable trigger user`),
        compileWrite(insert)(),
        plainWrite(`alter table ${table} enable trigger user`),
      ])
    }
    progress(getTableName(target), copied)
  }
}

function withoutRowNumber(row: Row): object {
  const rest: Partial<Row> = { ...row }
  delete rest.row
  return rest
}
