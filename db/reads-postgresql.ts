import type { Writable } from 'node:stream'
import type pg from 'pg'
import { asked, wordOf } from './pool-postgresql.ts'
import { Unavailable } from './unavailable.ts'

type Waiting = {
  readonly question: pg.QueryConfig
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
