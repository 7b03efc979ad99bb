import Database from 'better-sqlite3'
import { fillPlaceholders } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { groupCommit } from './group-commit.ts'
import { sqliteKit } from './kit.ts'
import {
  compileWrite,
  type Compiled,
  type QueryBuilder,
  type Selectable,
  type Store,
  type Values,
  type Write,
} from './store.ts'
import { allTables } from './tables/index.ts'
import { violationOf } from './violation.ts'

type Prepared = { all: (values: Values) => unknown }

/** Room for the pages that payments and loads change over and over; SQLite's own 2 MB lets go of them and reads them again. */
const cacheKib = 64 * 1024

/** Opens a SQLite file (or ':memory:') with write-ahead log, full durability and group commit. */
export function openSqlite(file: string): Store {
  const client = new Database(file, { timeout: 5_000 })
  client.pragma('journal_mode = WAL')
  // NORMAL may lose the last commits on power loss; money needs FULL.
  client.pragma('synchronous = FULL')
  client.pragma('foreign_keys = ON')
  client.pragma(`cache_size = -${cacheKib}`)
  const query = drizzle({ client }) as unknown as QueryBuilder
  const { store: atomic, inBulk } = groupCommit(engineOf(client))
  return {
    dialect: 'sqlite',
    tables: allTables(sqliteKit),
    query,
    prepareRead: <Row>(select: Selectable<Row>) => {
      const prepared = (select as unknown as { prepare(): Prepared }).prepare()
      return async (values: Values = {}) => prepared.all(values) as Row[]
    },
    prepareWrite: compileWrite,
    atomic,
    inBulk,
    raw: async (statement) => runRaw(client, statement),
    script: async (statements) => {
      client.transaction(() => statements.forEach((statement) => client.exec(statement))).immediate()
    },
    close: async () => {
      client.close()
    },
  }
}

function engineOf(client: Database.Database) {
  const statements = new WeakMap<Compiled, Database.Statement>()
  const statementOf = (compiled: Compiled): Database.Statement => {
    const known = statements.get(compiled) ?? client.prepare(compiled.sql)
    statements.set(compiled, known)
    return known
  }
  const step = (sql: string) => {
    const prepared = client.prepare(sql)
    return () => void prepared.run()
  }
  return {
    begin: step('BEGIN IMMEDIATE'),
    commit: step('COMMIT'),
    rollback: step('ROLLBACK'),
    savepoint: step('SAVEPOINT one'),
    release: step('RELEASE one'),
    rollbackToSavepoint: step('ROLLBACK TO one'),
    isOpen: () => client.inTransaction,
    run: (write: Write) =>
      void statementOf(write.statement).run(...fillPlaceholders(write.statement.params, write.values)),
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
