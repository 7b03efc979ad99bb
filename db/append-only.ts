/** What lets a table only grow: its triggers, as a migration of each dialect has them. */
const sqlite = (table: string, key: readonly string[]): string[] => {
  const same = key.map((column) => `${column} = NEW.${column}`).join(' AND ')
  // A hand may name the number that SQLite gives each row by itself: before an INSERT that names none it is below zero.
  const numbered = `(NEW.rowid > 0 AND EXISTS (SELECT 1 FROM ${table} WHERE rowid = NEW.rowid))`
  const taken = key.map((column) => `${table}.${column}`).join(', ')
  const refuse = (words: string): string => `BEGIN SELECT RAISE(ABORT, '${words}'); END;`
  return [
    `CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table} ${refuse(`${table}_append_only`)}`,
    `CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table} ${refuse(`${table}_append_only`)}`,
    `CREATE TRIGGER ${table}_no_replace BEFORE INSERT ON ${table} WHEN ${numbered} OR EXISTS (SELECT 1 FROM ${table} WHERE ${same}) ${refuse(`UNIQUE constraint failed: ${taken}`)}`,
  ]
}

/** `refuse_change` was made by the migration of the first such tables. */
const postgresql = (table: string): string[] => [
  `CREATE TRIGGER ${table}_no_change BEFORE UPDATE OR DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_change();`,
  `CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`,
]

/**
 * The statements that refuse to change, remove or write over rows of a table. `key`: the columns of its primary key;
 * where SQLite could replace a row by another unique key too, that is added to the statement by hand. A table of which some
 * columns move also gets `_no_renumber`: BEFORE UPDATE OF rowid, oid, _rowid_.
 */
export const appendOnlyTriggers = (
  dialect: 'sqlite' | 'postgresql',
  table: string,
  key: readonly string[],
): readonly string[] => (dialect === 'sqlite' ? sqlite(table, key) : postgresql(table))
