import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core'
import { type Bind, binding } from './bind.ts'
import type { Tables } from './tables/index.ts'

/** Values for the placeholders of a statement, by name. */
export type Values = Record<string, unknown>

/** A statement compiled once: its SQL, and its parameters in order with the placeholders still in place. */
export type Compiled = { readonly sql: string; readonly params: unknown[] }

/** A compiled write, and what fills its placeholders. */
export type Statement = { readonly sql: string; readonly bind: Bind }

/** One statement of an atomic list: made by a repository, handed on unopened, run by `atomic`. */
export type Write = { readonly statement: Statement; readonly values: Values }

/** A built insert, update or delete. */
export type Compilable = { toSQL(): Compiled }

/** A built select of rows of this type. */
export type Selectable<Row> = { readonly _: { readonly result: readonly Row[] }; toSQL(): Compiled }

/** The drizzle builder, typed on the SQLite side for every engine. */
export type QueryBuilder = BaseSQLiteDatabase<'async', unknown>

/** Who has rows that a list changes. */
export type Owner = {
  readonly id: string
  /** Takes all rows of these owners that others change, too, in the one order that every writer keeps to. */
  readonly lock: (ids: readonly string[]) => Write
}

/**
 * An open database, the same on SQLite, PostgreSQL and D1: reads are compiled once and called with values; writes
 * are collected into one list and stored whole or not at all. There is no interactive transaction: D1 has none.
 */
export type Store = {
  readonly dialect: 'sqlite' | 'postgresql' | 'd1'
  readonly tables: Tables
  readonly query: QueryBuilder
  /** Compiles a select once; calling it with the values of its placeholders reads. */
  readonly prepareRead: <Row>(select: Selectable<Row>) => (values?: Values) => Promise<Row[]>
  /** Compiles an insert, update or delete once; calling it makes a write for `atomic` and runs nothing. */
  readonly prepareWrite: (built: Compilable) => (values?: Values) => Write
  /**
   * Stores the writes in order, all or none, and resolves only when they are durable.
   * Throws `Violation` when the database refuses one of them; then nothing was stored.
   *
   * `owner`: whose rows these are, where the list changes no row that others change but this one’s. PostgreSQL may then
   * store lists of several owners in one transaction, as SQLite does with all.
   */
  readonly atomic: (writes: readonly Write[], owner?: Owner) => Promise<void>
  /**
   * Runs a long load by its only user. On SQLite it is one transaction: whole when this resolves, and gone when `load`
   * throws or the process dies; `atomic` resolves meanwhile before anything is durable. Elsewhere `load` just runs.
   */
  readonly inBulk: <T>(load: () => Promise<T>) => Promise<T>
  /** Raw SQL, for migrations, operators' commands and the tests that write past the code. Throws `Violation` likewise. */
  readonly raw: (statement: string) => Promise<Record<string, unknown>[]>
  /** Raw statements in one transaction (one batch on D1): how a migration is applied whole. */
  readonly script: (statements: readonly string[]) => Promise<void>
  readonly close: () => Promise<void>
}

/** An open database of which somebody only reads. */
export type Readable = Pick<Store, 'dialect' | 'tables' | 'query' | 'prepareRead' | 'close'>

/** Compiles a write; the engine fills the placeholders each time it runs. */
export function compileWrite(built: Compilable): (values?: Values) => Write {
  const { sql, params } = built.toSQL()
  const statement = { sql, bind: binding(params) }
  return (values = {}) => ({ statement, values })
}

/** A write without placeholders, in the engine's own words. */
export const plainWrite = (sql: string, params: readonly unknown[] = []): Write => ({
  statement: { sql, bind: () => [...params] },
  values: {},
})
