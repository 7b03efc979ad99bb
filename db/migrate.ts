import { readFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'
import { join } from 'node:path'
import { appliedNames, migrationNames } from './migrated.ts'
import type { Store } from './store.ts'

// From the project's root: this file also runs from inside a bundle.
const migrations = join(findPackageJSON(import.meta.url)!, '..', 'db', 'migrations')

const statementBreak = '--> statement-breakpoint'

const makeTable =
  'create table if not exists migrations (name text primary key not null, applied_at text not null)'

/**
 * Brings the database to the newest migration and returns the names that were applied now.
 * Each migration is applied whole or not at all.
 */
export async function migrate(store: Store): Promise<string[]> {
  await store.raw(makeTable)
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
  await store.script([...statements, record])
}
