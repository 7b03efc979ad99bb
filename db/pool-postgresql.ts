import pg from 'pg'
import { Unavailable } from './unavailable.ts'
import { violationOf } from './violation.ts'

/** Who finds neither a free connection nor a server within this time is told so instead of waiting on. */
export const connectWithinMs = 5_000

/**
 * A server that says nothing for so long (its machine hangs, a lock is held) is given up, and the connection with it: whoever
 * asked would wait for ever. Longer than any statement of ours takes.
 */
export const answerWithinMs = 30_000

/** 64-bit integers and sums come as text; ours are yen, counters and milliseconds, all safe integers. */
const wholeNumberTypes: ReadonlySet<number> = new Set([pg.types.builtins.INT8, pg.types.builtins.NUMERIC])

/** Reads 64-bit integers and sums as numbers and everything else as `types` says. */
export const wholeNumbersOver = (types: pg.CustomTypesConfig = pg.types): pg.CustomTypesConfig => ({
  getTypeParser: ((oid: number, format?: 'text') =>
    wholeNumberTypes.has(oid) ? Number : types.getTypeParser(oid, format)) as typeof types.getTypeParser,
})

/**
 * A pool of connections on which several questions may be on the way at once; each is answered within `withinMs`, 0 for as
 * long as it takes.
 */
export function openPool(
  url: string,
  connections: number,
  withinMs = answerWithinMs,
  waitMs = connectWithinMs,
): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: waitMs,
    query_timeout: withinMs,
    keepAlive: true,
    pipeline: true,
    types: wholeNumbersOver(),
  })
  // A connection that ends tells whoever asked through it, and the pool lets go of it. Told of to nobody else: an
  // event `error` that nobody hears would end the process.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => {
    client.on('error', () => undefined)
    // A plan that looks costly is compiled for 100 ms and then runs for one. Not every server knows the word, and none needs it.
    client.query('set jit = off').catch(() => undefined)
  })
  return pool
}

/**
 * Asks through a connection that nobody else has meanwhile.
 * Throws `Violation` where the database refused, `Unavailable` where it could not be asked or broke off.
 */
export async function asked<Answer>(
  pool: pg.Pool,
  ask: (client: pg.PoolClient) => Promise<Answer>,
): Promise<Answer> {
  const client = await connected(pool)
  try {
    const answer = await ask(client)
    client.release()
    return answer
  } catch (error) {
    const word = wordOf(error)
    // A connection that broke may not know it yet: nobody is given it again.
    client.release(word instanceof Unavailable)
    throw word
  }
}

const connected = (pool: pg.Pool): Promise<pg.PoolClient> =>
  pool.connect().catch((error: unknown) => {
    throw wordOf(error)
  })

/** What the server says has a code of its own; all else that is heard here is of the connection. */
export const wordOf = (error: unknown): unknown =>
  error instanceof pg.DatabaseError ? violationOf(error) : new Unavailable(error)
