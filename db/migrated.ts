import postgresqlJournal from './migrations/postgresql/meta/_journal.json' with { type: 'json' }
import sqliteJournal from './migrations/sqlite/meta/_journal.json' with { type: 'json' }
import type { Store } from './store.ts'

/** The names of all migrations of this engine, in order. */
export const migrationNames = (store: Store): string[] =>
  (store.dialect === 'postgresql' ? postgresqlJournal : sqliteJournal).entries.map((entry) => entry.tag)

/** Names recorded by `migrate`, and on D1 those that wrangler applied (it keeps a table of its own). */
export async function appliedNames(store: Store): Promise<Set<string>> {
  const ours = await namesIn(store, 'migrations')
  const wranglers = store.dialect === 'd1' ? await namesIn(store, 'd1_migrations') : []
  return new Set([...ours, ...wranglers])
}

async function namesIn(store: Store, table: string): Promise<string[]> {
  const rows = await store.raw(`select name from ${table}`).catch(() => [])
  return rows.map((row) => String(row['name']).replace(/\.sql$/, ''))
}

/** True when nothing is left to migrate: what `/api/ready` asks. Reads only. */
export async function isMigrated(store: Store): Promise<boolean> {
  const applied = await appliedNames(store)
  return migrationNames(store).every((name) => applied.has(name))
}
