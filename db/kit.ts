import * as pg from 'drizzle-orm/pg-core'
import * as sqlite from 'drizzle-orm/sqlite-core'

/**
 * The column kit: a table is written once against it and comes out in both dialects with the same TypeScript
 * types. Code is typed on the SQLite side and takes its tables from the open store.
 *
 * - `int`   whole number, 64-bit (yen, epoch milliseconds, counters); SQLite tables are STRICT, so 1.5 and 'x' are refused
 * - `json`  a JSON document kept as text, so that the bytes are the same on every engine
 * - `time`  a `Date`; only for the tables of the sign-in library, ours keep epoch milliseconds in `int`
 */
export const sqliteKit = {
  table: sqlite.sqliteTable,
  text: (name: string) => sqlite.text(name),
  int: (name: string) => sqlite.integer(name),
  real: (name: string) => sqlite.real(name),
  bool: (name: string) => sqlite.integer(name, { mode: 'boolean' }),
  json: <T>(name: string) => sqlite.text(name, { mode: 'json' }).$type<T>(),
  time: (name: string) => sqlite.integer(name, { mode: 'timestamp_ms' }),
  check: sqlite.check,
  index: sqlite.index,
  unique: sqlite.uniqueIndex,
  primaryKey: sqlite.primaryKey,
}

export type Kit = typeof sqliteKit

const jsonText = pg.customType<{ data: unknown; driverData: string }>({
  dataType: () => 'text',
  toDriver: (value) => JSON.stringify(value),
  fromDriver: (value) => JSON.parse(value) as unknown,
})

const postgresColumns = {
  table: pg.pgTable,
  text: (name: string) => pg.text(name),
  int: (name: string) => pg.bigint(name, { mode: 'number' }),
  real: (name: string) => pg.doublePrecision(name),
  bool: (name: string) => pg.boolean(name),
  json: (name: string) => jsonText(name),
  time: (name: string) => pg.timestamp(name, { withTimezone: true, mode: 'date' }),
  check: pg.check,
  index: pg.index,
  unique: pg.uniqueIndex,
  primaryKey: pg.primaryKey,
}

// The two kits have the same names and value types; only the SQL they make differs.
export const postgresKit = postgresColumns as unknown as Kit
