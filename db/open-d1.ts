import { drizzle } from 'drizzle-orm/d1'
import { sqliteKit } from './kit.ts'
import {
  compileWrite,
  type QueryBuilder,
  type Selectable,
  type Store,
  type Values,
  type Write,
} from './store.ts'
import { allTables } from './tables/index.ts'
import { violationOf } from './violation.ts'

type BoundStatement = { all: () => Promise<{ results: Record<string, unknown>[] }> }
type D1Statement = BoundStatement & { bind: (...values: unknown[]) => BoundStatement }

/** What is used of a D1 binding. */
export type D1Binding = {
  prepare: (sql: string) => D1Statement
  batch: (statements: BoundStatement[]) => Promise<unknown>
}

type Prepared = { all: (values: Values) => Promise<unknown> }

/** Opens a Cloudflare D1 binding. A list goes as one batch, which D1 runs as one transaction. */
export function openD1(binding: D1Binding): Store {
  const query = drizzle(binding as never) as unknown as QueryBuilder
  return {
    dialect: 'd1',
    tables: allTables(sqliteKit),
    query,
    prepareRead: <Row>(select: Selectable<Row>) => {
      const prepared = (select as unknown as { prepare(): Prepared }).prepare()
      return async (values: Values = {}) => (await prepared.all(values)) as Row[]
    },
    prepareWrite: compileWrite,
    atomic: (writes) => storeBatch(binding, writes),
    raw: async (statement) => {
      try {
        return (await binding.prepare(statement).all()).results
      } catch (error) {
        throw violationOf(error)
      }
    },
    inBulk: (load) => load(),
    script: async (statements) => {
      await binding.batch(statements.map((statement) => binding.prepare(statement)))
    },
    close: async () => undefined,
  }
}

async function storeBatch(binding: D1Binding, writes: readonly Write[]): Promise<void> {
  if (writes.length === 0) return
  try {
    await binding.batch(
      writes.map(({ statement, values }) => binding.prepare(statement.sql).bind(...statement.bind(values))),
    )
  } catch (error) {
    throw violationOf(error)
  }
}
