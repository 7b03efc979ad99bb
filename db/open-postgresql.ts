import { fillPlaceholders } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { postgresKit } from './kit.ts'
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

type Prepared = { execute: (values: Values) => Promise<unknown> }

/** 64-bit integers and sums come as text; ours are yen, counters and milliseconds, all safe integers. */
const wholeNumber = { to: 20, from: [20, 1700], serialize: String, parse: Number }

/** Opens a PostgreSQL database with a small pool; `url` as in postgres://user:secret@host/name. */
export function openPostgresql(url: string, connections = 10): Store {
  const client = postgres(url, {
    max: connections,
    // A server that is gone is an answer soon: the driver's own waits grow to 20 seconds, with every request in them.
    connect_timeout: 5,
    backoff: () => 0.25,
    types: { bigint: wholeNumber },
    onnotice: () => undefined,
  })
  const query = drizzle({ client }) as unknown as QueryBuilder
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
    atomic: (writes) => storeList(client, writes),
    raw: async (statement) => {
      try {
        return [...(await client.unsafe(statement))]
      } catch (error) {
        throw violationOf(error)
      }
    },
    inBulk: (load) => load(),
    script: async (statements) => {
      await client.begin(async (transaction) => {
        for (const statement of statements) await transaction.unsafe(statement)
      })
    },
    close: () => client.end({ timeout: 5 }),
  }
}

/**
 * One transaction sent as one flight: BEGIN, every statement and COMMIT leave together on one connection. After a
 * refused statement the server refuses the rest and turns COMMIT into ROLLBACK, so the list is all or none.
 */
async function storeList(client: postgres.Sql, writes: readonly Write[]): Promise<void> {
  const connection = await client.reserve()
  let isGone = false
  try {
    const flight = [
      connection.unsafe('begin'),
      ...writes.map((write) =>
        connection.unsafe(write.statement.sql, parametersOf(write), { prepare: true }),
      ),
      connection.unsafe('commit'),
    ]
    const outcomes = await settled(flight.map((sent) => sent.execute()))
    const refused = outcomes.find((outcome) => outcome.status === 'rejected')
    isGone = refused !== undefined && isConnectionLost(refused.reason)
    if (refused) throw violationOf(refused.reason)
  } finally {
    // The driver has put away a connection that broke. Given back it would be handed out again, and the next write to
    // it ends the process (porsager/postgres 1208).
    if (!isGone) connection.release()
  }
}

/** How a flight ended; when the connection breaks that is all: what was not sent yet is never answered. */
function settled(flight: readonly Promise<unknown>[]): Promise<readonly PromiseSettledResult<unknown>[]> {
  const broken = new Promise<readonly PromiseRejectedResult[]>((resolve) => {
    const look = (reason: unknown): void => {
      if (isConnectionLost(reason)) resolve([{ status: 'rejected', reason }])
    }
    for (const sent of flight) sent.catch(look)
  })
  return Promise.race([broken, Promise.allSettled(flight)])
}

/** The driver's own words (CONNECTION_CLOSED …) and the operating system's (ECONNRESET …), never the server's. */
const isConnectionLost = (reason: unknown): boolean =>
  /^(CONNECTION_[A-Z]+|E[A-Z]+)$/.test(String((reason as { code?: unknown }).code))

/**
 * The values of a statement. One that the driver cannot send is refused here, before anything leaves: the driver refuses
 * its statement alone and never tells the server, which then commits the list without it.
 */
function parametersOf(write: Write): postgres.ParameterOrJSON<never>[] {
  const values = fillPlaceholders(write.statement.params, write.values)
  if (!values.every(canBeSent)) throw new TypeError(`A value cannot be stored: ${write.statement.sql}`)
  return values as postgres.ParameterOrJSON<never>[]
}

const canBeSent = (value: unknown): boolean =>
  value === null ||
  ['string', 'number', 'boolean', 'bigint'].includes(typeof value) ||
  (value instanceof Date && !Number.isNaN(value.getTime()))
