import { drizzle } from 'drizzle-orm/node-postgres'
import type pg from 'pg'
import { sendList, type Step } from './flight-postgresql.ts'
import { joinedLists } from './joined-postgresql.ts'
import { postgresKit } from './kit.ts'
import { answerWithinMs, asked, connectWithinMs, openPool, wholeNumbersOver } from './pool-postgresql.ts'
import { sharedReads } from './reads-postgresql.ts'
import {
  compileWrite,
  type QueryBuilder,
  type Selectable,
  type Store,
  type Values,
  type Write,
} from './store.ts'
import { allTables } from './tables/index.ts'

type Prepared = { execute: (values: Values) => Promise<unknown> }
type Asked = pg.QueryConfig & { readonly rowMode?: 'array' }

/**
 * Opens a PostgreSQL database with a small pool; `url` as in postgres://user:secret@host/name. A server that leaves a
 * statement without an answer for `withinMs`, or nobody in for `waitMs`, counts as away.
 */
export function openPostgresql(
  url: string,
  connections = 10,
  withinMs = answerWithinMs,
  waitMs = connectWithinMs,
): Store {
  const pool = openPool(url, connections, withinMs, waitMs)
  const query = drizzle({ client: readerOf(sharedReads(pool)) as never }) as unknown as QueryBuilder
  let names = 0
  const send = (steps: readonly Step[]) => asked(pool, (client) => sendList(client, steps))
  const join = joinedLists(send)
  return {
    dialect: 'postgresql',
    tables: allTables(postgresKit),
    query,
    prepareRead: <Row>(select: Selectable<Row>) => {
      const prepared = (select as unknown as { prepare(name: string): Prepared }).prepare(`read_${++names}`)
      return async (values: Values = {}) => (await prepared.execute(values)) as Row[]
    },
    prepareWrite: compileWrite,
    atomic: async (writes, owner) => {
      const steps = writes.map(stepOf)
      await (owner === undefined
        ? send(steps)
        : join(steps, { id: owner.id, lock: (ids) => stepOf(owner.lock(ids)) }))
    },
    raw: async (statement) => {
      const { rows } = await asked(pool, (client) => client.query<Record<string, unknown>>(statement))
      return rows
    },
    inBulk: (load) => load(),
    script: async (statements) => {
      // A migration may take its time: it has a connection of its own, and no limit.
      const unhurried = openPool(url, 1, 0)
      try {
        await runScript(unhurried, statements)
      } finally {
        await unhurried.end()
      }
    },
    close: () => pool.end(),
  }
}

/** What the query builder asks through: whole numbers come as numbers. */
const readerOf = (read: ReturnType<typeof sharedReads>) => ({
  query: ({ types, ...question }: Asked, values: unknown[]) =>
    read({ ...question, values, types: wholeNumbersOver(types) }),
})

/** One transaction of statements that are asked one after the other: a migration, whose texts may hold more than one. */
const runScript = (pool: pg.Pool, statements: readonly string[]): Promise<void> =>
  asked(pool, async (client) => {
    await client.query('begin')
    try {
      for (const statement of statements) await client.query(statement)
    } catch (error) {
      await client.query('rollback')
      throw error
    }
    await client.query('commit')
  })

/**
 * A write as it is sent. A value that has no form in SQL is refused here, before anything leaves: nothing of the list may
 * be stored without it.
 */
function stepOf({ statement, values }: Write): Step {
  const filled = statement.bind(values)
  if (!filled.every(canBeSent)) throw new TypeError(`A value cannot be stored: ${statement.sql}`)
  return { text: statement.sql, values: filled }
}

const canBeSent = (value: unknown): boolean =>
  value === null ||
  ['string', 'number', 'boolean', 'bigint'].includes(typeof value) ||
  (value instanceof Date && !Number.isNaN(value.getTime()))
