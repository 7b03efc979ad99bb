import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Store } from './store.ts'

type JournalFile = { entries: readonly { tag: string }[] }

const folder = (store: Store): string =>
  join(import.meta.dirname, 'migrations', store.dialect === 'postgresql' ? 'postgresql' : 'sqlite')

const statementBreak = '--> statement-breakpoint'

/** The names of all migrations in order. */
function migrationNames(store: Store): string[] {
  const journal = JSON.parse(
    readFileSync(join(folder(store), 'meta', '_journal.json'), 'utf8'),
  ) as JournalFile
  return journal.entries.map((entry) => entry.tag)
}

async function appliedNames(store: Store): Promise<Set<string>> {
  await store.raw(
    'create table if not exists migrations (name text primary key not null, applied_at text not null)',
  )
  return new Set((await store.raw('select name from migrations')).map((row) => String(row['name'])))
}

/**
 * Brings the database to the newest migration and returns the names that were applied now.
 * Each migration is applied whole or not at all.
 */
export async function migrate(store: Store): Promise<string[]> {
  const applied = await appliedNames(store)
  const missing = migrationNames(store).filter((name) => !applied.has(name))
  for (const name of missing) await applyMigration(store, name)
  return missing
}

async function applyMigration(store: Store, name: string): Promise<void> {
  const statements = readFileSync(join(folder(store), `${name}.sql`), 'utf8')
    .split(statementBreak)
    .map((statement) => statement.trim())
  const record = `insert into migrations (name, applied_at) values ('${name}', '${new Date().toISOString()}')`
  await store.script([...statements, record])
}

/** True when nothing is left to migrate: what `/api/ready` asks. */
export async function isMigrated(store: Store): Promise<boolean> {
  const applied = await appliedNames(store)
  return migrationNames(store).every((name) => applied.has(name))
}
