import type { Writable } from 'node:stream'
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { postgresKit } from './kit.ts'
import { answerWithinMs, asked, openPool, wholeNumbersOver } from './pool-postgresql.ts'
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
 * statement without an answer for `withinMs` counts as away.
 */
export function openPostgresql(url: string, connections = 10, withinMs = answerWithinMs): Store {
  const pool = openPool(url, connections, withinMs)
  const query = drizzle({ client: readerOf(pool) as never }) as unknown as QueryBuilder
  let names = 0
  return {
    dialect: 'postgresql',
    tables: allTables(postgresKit),
    query,
    prepareRead: <Row>(select: Selectable<Row>) => {
      const prepared = (select as unknown as { prepare(name: string): Prepared }).prepare(`read_${++names}`)
      return async (values: Values = {}) => (await prepared.execute(values)) as Row[]
    },
    prepareWrite: compileWrite,
    atomic: async (writes) => storeList(pool, writes.map(askedOf)),
    raw: async (statement) => {
      const { rows } = await asked(pool, (client) => client.query<Record<string, unknown>>(statement))
      return rows
    },
    inBulk: (load) => load(),
    script: async (statements) => {
      // A migration may take its time: it has a connection of its own, and no limit.
      const unhurried = openPool(url, 1, 0)
      const texts = statements.map((text) => ({ text }))
      try {
        await storeList(unhurried, texts)
      } finally {
        await unhurried.end()
      }
    },
    close: () => pool.end(),
  }
}

/** What the query builder asks through: each question by a connection of the pool, whole numbers as numbers. */
const readerOf = (pool: pg.Pool) => ({
  query: ({ types, ...question }: Asked, values: unknown[]) =>
    asked(pool, (client) => client.query({ ...question, values, types: wholeNumbersOver(types) })),
})

/**
 * One transaction sent as one flight: BEGIN, every statement and COMMIT leave together on one connection. After a
 * refused statement the server refuses the rest and turns COMMIT into ROLLBACK, so the list is all or none.
 */
const storeList = (pool: pg.Pool, questions: readonly pg.QueryConfig[]): Promise<void> =>
  asked(pool, async (client) => {
    const flight = [{ text: 'begin' }, ...questions, { text: 'commit' }]
    const outcomes = await Promise.allSettled(sentAtOnce(client, flight))
    const refused = outcomes.find((outcome) => outcome.status === 'rejected')
    if (refused) throw refused.reason
  })

/**
 * Hands the questions to the network in one piece: one system call for a list instead of one for each statement, which is
 * worth a third of all payments. The driver has the socket and no word for it.
 */
function sentAtOnce(client: pg.PoolClient, flight: readonly pg.QueryConfig[]): Promise<unknown>[] {
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection
  stream.cork()
  try {
    return flight.map((question) => client.query(question))
  } finally {
    stream.uncork()
  }
}

/** Each text has one name, by which a connection that has parsed it once knows it again. */
const namesOfTexts = new Map<string, string>()

function nameOf(text: string): string {
  const name = namesOfTexts.get(text) ?? `write_${namesOfTexts.size}`
  namesOfTexts.set(text, name)
  return name
}

/**
 * A write as it is sent. A value that has no form in SQL is refused here, before anything leaves: nothing of the list may
 * be stored without it.
 */
function askedOf({ statement, values }: Write): pg.QueryConfig {
  const filled = statement.bind(values)
  if (!filled.every(canBeSent)) throw new TypeError(`A value cannot be stored: ${statement.sql}`)
  return { name: nameOf(statement.sql), text: statement.sql, values: filled }
}

const canBeSent = (value: unknown): boolean =>
  value === null ||
  ['string', 'number', 'boolean', 'bigint'].includes(typeof value) ||
  (value instanceof Date && !Number.isNaN(value.getTime()))
