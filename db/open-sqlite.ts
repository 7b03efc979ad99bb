import Database from 'better-sqlite3'
import { entityKind } from 'drizzle-orm'
import { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import { BetterSQLiteSession } from 'drizzle-orm/better-sqlite3/session'
import { SQLiteSyncDialect } from 'drizzle-orm/sqlite-core'
import { groupCommit } from './group-commit.ts'
import { binding } from './bind.ts'
import { sqliteKit } from './kit.ts'
import { rowsOf, type Selected } from './read-rows.ts'
import {
  compileWrite,
  type QueryBuilder,
  type Readable,
  type Selectable,
  type Statement,
  type Store,
  type Values,
  type Write,
} from './store.ts'
import { storeTogether } from './rows-sqlite.ts'
import { allTables } from './tables/index.ts'
import { violationOf } from './violation.ts'

/** What the query builder keeps of a prepared select. */
type Prepared = {
  readonly stmt: Database.Statement<unknown[], unknown[]>
  readonly fields: readonly Selected[]
  readonly query: { readonly params: readonly unknown[] }
}

/** Room for the pages that payments and loads change over and over; SQLite's own 2 MB lets go of them and reads them again. */
const cacheKib = 64 * 1024

/** Nobody is served by this process while it waits for the file. */
const longestWaitMs = 5_000

/**
 * Opens a SQLite file (or ':memory:') with write-ahead log, full durability and group commit. Whoever finds it locked by another
 * process waits for `waitMs` at most.
 */
export function openSqlite(file: string, waitMs = longestWaitMs): Store {
  const client = new Database(file, { timeout: waitMs })
  client.pragma('journal_mode = WAL')
  // NORMAL may lose the last commits on power loss; money needs FULL.
  client.pragma('synchronous = FULL')
  client.pragma('foreign_keys = ON')
  // What the pages of a statement or a savepoint held before is kept aside, and above 64 KB in a temporary file: almost
  // half of all time went there (https://sqlite.org/tempfiles.html, "statement journal files").
  client.pragma('temp_store = MEMORY')
  client.pragma(`cache_size = -${cacheKib}`)
  const snapshot = sharedSnapshot(client)
  const { store, inBulk } = groupCommit(engineOf(client, snapshot))
  return {
    dialect: 'sqlite',
    tables: allTables(sqliteKit),
    ...readsOf(client, snapshot),
    prepareWrite: compileWrite,
    atomic: (writes, owner) => store(writes, owner?.id),
    inBulk,
    raw: async (statement) => {
      snapshot.end()
      return runRaw(client, statement)
    },
    script: async (statements) => {
      snapshot.end()
      // A migration may sort millions of rows for an index: not in memory.
      client.pragma('temp_store = FILE')
      try {
        client.transaction(() => statements.forEach((statement) => client.exec(statement))).immediate()
      } finally {
        client.pragma('temp_store = MEMORY')
      }
    },
    close: async () => {
      snapshot.end()
      client.close()
    },
  }
}

/** Opens the file of a hub for whoever only reads it, beside those who write, and may read all of it. */
export function openSqliteToRead(file: string, waitMs = longestWaitMs): Readable {
  const client = new Database(file, { timeout: waitMs, readonly: true })
  client.pragma(`cache_size = -${cacheKib}`)
  // Whoever puts millions of rows in order does it in a file, not in memory.
  client.pragma('temp_store = FILE')
  const snapshot = sharedSnapshot(client)
  return {
    dialect: 'sqlite',
    tables: allTables(sqliteKit),
    ...readsOf(client, snapshot),
    close: async () => {
      snapshot.end()
      client.close()
    },
  }
}

function readsOf(client: Database.Database, snapshot: Snapshot): Pick<Store, 'query' | 'prepareRead'> {
  const dialect = new StableDialect()
  const session = new BetterSQLiteSession(client, dialect, undefined)
  const query = new BetterSQLite3Database('sync', dialect, session, undefined) as unknown as QueryBuilder
  return {
    query,
    prepareRead: <Row>(select: Selectable<Row>) => {
      const { stmt, fields, query } = (select as unknown as { prepare(): Prepared }).prepare()
      const [statement, bind, read] = [stmt.raw(), binding(query.params), rowsOf<Row>(fields)]
      return async (values: Values = {}) => {
        snapshot.open()
        return read(statement.all(...bind(values)))
      }
    },
  }
}

/**
 * Writes every parameter as `+?`. SQLite plans a join with a bare `?` for the very value that is bound and so parses and
 * plans it again each time another one is bound (`sqlite3VdbeReprepareOnBind`); that took longer than to read the rows.
 * The unary plus does nothing to a value of any type (https://sqlite.org/lang_expr.html).
 */
class StableDialect extends SQLiteSyncDialect {
  static override readonly [entityKind]: string = 'StableDialect'
  override escapeParam(): string {
    return '+?'
  }
}

/** What is read in one turn of the event loop shares one snapshot: entering and leaving one costs more than a small read. */
function sharedSnapshot(client: Database.Database) {
  const begin = client.prepare('BEGIN')
  const commit = client.prepare('COMMIT')
  let isOpen = false
  const end = (): void => {
    if (isOpen && client.inTransaction) commit.run()
    isOpen = false
  }
  const open = (): void => {
    // Within a transaction (a bulk load's) reads see that.
    if (isOpen || client.inTransaction) return
    begin.run()
    isOpen = true
    setImmediate(end)
  }
  return { open, end }
}

type Snapshot = ReturnType<typeof sharedSnapshot>

function engineOf(client: Database.Database, snapshot: Snapshot) {
  const statements = new WeakMap<Statement, Database.Statement>()
  const statementOf = (compiled: Statement): Database.Statement => {
    const known = statements.get(compiled) ?? client.prepare(compiled.sql)
    statements.set(compiled, known)
    return known
  }
  const run = (statement: Statement, params: unknown[]): void => void statementOf(statement).run(...params)
  const step = (sql: string) => {
    const prepared = client.prepare(sql)
    return () => void prepared.run()
  }
  const begin = step('BEGIN IMMEDIATE')
  return {
    begin: () => {
      snapshot.end()
      begin()
    },
    commit: step('COMMIT'),
    rollback: step('ROLLBACK'),
    savepoint: step('SAVEPOINT one'),
    release: step('RELEASE one'),
    rollbackToSavepoint: step('ROLLBACK TO one'),
    isOpen: () => client.inTransaction,
    run: ({ statement, values }: Write) => run(statement, statement.bind(values)),
    runTogether: (lists: readonly (readonly Write[])[]) => storeTogether(lists, run),
    translate: violationOf,
  }
}

function runRaw(client: Database.Database, statement: string): Record<string, unknown>[] {
  try {
    const prepared = client.prepare(statement)
    if (prepared.reader) return prepared.all() as Record<string, unknown>[]
    prepared.run()
    return []
  } catch (error) {
    throw violationOf(error)
  }
}
