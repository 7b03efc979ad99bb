import type { Writable } from 'node:stream'
import pg from 'pg'
import { answersOf, type Question } from './answers-postgresql.ts'
import { asked, wordOf } from './pool-postgresql.ts'
import { Unavailable } from './unavailable.ts'

type Asked = pg.QueryConfig & { readonly rowMode?: string }

type Waiting = {
  readonly question: Asked
  readonly resolve: (answer: pg.QueryResult) => void
  readonly reject: (reason: unknown) => void
}

/**
 * Asks what is asked in one turn of the event loop in one go, through one connection: a payment asks several things at
 * once, and to hand each to the network by itself was most of what a payment cost here. Each is answered or refused by itself.
 */
export function sharedReads(pool: pg.Pool): (question: pg.QueryConfig) => Promise<pg.QueryResult> {
  let waiting: Waiting[] = []
  const send = (): void => {
    const together = waiting
    waiting = []
    void answer(pool, together)
  }
  return (question) =>
    new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject })
      // Behind everything that this turn has still to ask.
      if (waiting.length === 1) process.nextTick(send)
    })
}

async function answer(pool: pg.Pool, together: readonly Waiting[]): Promise<void> {
  try {
    await asked(pool, async (client) => {
      if (await areAnswered(client, together)) return
      const answers = await Promise.allSettled(sentAtOnce(client, together))
      const words = answers.map((told, n) => {
        if (told.status === 'fulfilled') return together[n]!.resolve(told.value)
        const word = wordOf(told.reason)
        together[n]!.reject(word)
        return word
      })
      // So that nobody is given this connection again.
      const broken = words.find((word) => word instanceof Unavailable)
      if (broken !== undefined) throw broken
    })
  } catch (error) {
    // Nobody was asked: no connection could be had. Who was answered hears nothing twice.
    for (const { reject } of together) reject(error)
  }
}

/** Together, where all are prepared selects of plain values. False where one was refused: each is then asked by itself. */
async function areAnswered(client: pg.PoolClient, together: readonly Waiting[]): Promise<boolean> {
  if (!together.every(({ question }) => isPlain(question))) return false
  try {
    const answers = await answersOf(
      client,
      together.map(({ question }) => question as pg.QueryConfig & Question),
    )
    for (const [n, { resolve }] of together.entries())
      resolve({ rows: answers[n] } as unknown as pg.QueryResult)
    return true
  } catch (error) {
    if (error instanceof pg.DatabaseError) return false
    throw error
  }
}

const isPlain = ({ name, rowMode, values = [] }: Asked): boolean =>
  name !== undefined &&
  rowMode === 'array' &&
  values.every((value) => value === null || ['string', 'number', 'boolean'].includes(typeof value))

/** In one piece: one system call for all. The driver has the socket and no word for it. */
function sentAtOnce(client: pg.PoolClient, together: readonly Waiting[]): Promise<pg.QueryResult>[] {
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection
  stream.cork()
  try {
    return together.map(({ question }) => client.query(question))
  } finally {
    stream.uncork()
  }
}
