import { readFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'
import { join } from 'node:path'
import { appliedNames, migrationNames } from './migrated.ts'
import type { Store } from './store.ts'
import { isViolation, violationOf } from './violation.ts'

// From the project's root: this file also runs from inside a bundle.
const migrations = join(findPackageJSON(import.meta.url)!, '..', 'db', 'migrations')

const statementBreak = '--> statement-breakpoint'

const makeTable =
  'create table if not exists migrations (name text primary key not null, applied_at text not null)'

/**
 * Brings the database to the newest migration and returns the names that were applied now.
 * Each migration is applied whole or not at all, and once, however many processes start together.
 */
export async function migrate(store: Store): Promise<string[]> {
  await unlessDoneByAnother(() => store.raw(makeTable).catch(unlessThere))
  const applied = await appliedNames(store)
  const missing = migrationNames(store).filter((name) => !applied.has(name))
  for (const name of missing) await applyMigration(store, name)
  return missing
}

async function applyMigration(store: Store, name: string): Promise<void> {
  const folder = join(migrations, store.dialect === 'postgresql' ? 'postgresql' : 'sqlite')
  const statements = readFileSync(join(folder, `${name}.sql`), 'utf8')
    .split(statementBreak)
    .map((statement) => statement.trim())
  const record = `insert into migrations (name, applied_at) values ('${name}', '${new Date().toISOString()}')`
  // The record first: its key lets one process at a time pass, and those that come after find it taken.
  await unlessDoneByAnother(() => store.script([record, ...statements]))
}

/** Where two make the same at once, one of them hears that it is there. */
async function unlessDoneByAnother(make: () => Promise<unknown>): Promise<void> {
  try {
    await make()
  } catch (error) {
    if (!isMadeByAnother(error)) throw error
  }
}

/** The same told in PostgreSQL's other words: the table (42P07) or its type (42710) came between its look and its making. */
function unlessThere(error: unknown): void {
  if (!['42P07', '42710'].includes(String((error as { code?: unknown }).code))) throw error
}

// `if not exists` looks before it makes: PostgreSQL's own catalogue refuses the second.
const isMadeByAnother = (error: unknown): boolean =>
  ['migrations', 'pg_type', 'pg_class'].some((table) => isViolation(violationOf(error), 'unique', table))
