import type { Writable } from 'node:stream'
import pg from 'pg'

/** A statement and its parameters, in order. */
export type Step = { readonly text: string; readonly values: readonly unknown[] }

/** What is said on the wire: the driver's connection, of which its types tell less. */
export type Wire = {
  readonly stream: Writable
  close(message: { type: 'S'; name: string }): void
  parse(statement: { name: string; text: string }): void
  bind(portal: {
    statement: string
    values: readonly unknown[]
    valueMapper: (value: unknown) => unknown
  }): void
  describe(portal: { type: 'P'; name: '' }): void
  execute(): void
  sync(): void
  sendCopyFail(why: string): void
}

type Ended = (error: Error | null | undefined) => void

/**
 * A list of statements in one flight: they leave in one piece, and a single Sync ends them. Between two Syncs PostgreSQL
 * runs everything in one transaction and commits at the second, or keeps nothing
 * (https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-PIPELINING), so that neither BEGIN nor COMMIT is sent,
 * and the server answers once instead of after each statement. The driver's own questions each end with a Sync; it takes
 * others where they are a kind of its own.
 */
class Flight extends pg.Query {
  /** The driver puts its own around it, which gives a server up that says nothing. */
  callback: Ended
  readonly #steps: readonly Step[]
  #known = new Set<string>()
  readonly #fresh: string[] = []

  constructor(steps: readonly Step[], callback: Ended) {
    super({ text: '' })
    this.#steps = steps
    this.callback = callback
  }

  override submit = (connection: unknown): void => {
    const wire = connection as Wire
    this.#known = knownTo(wire)
    // One system call for the whole list.
    wire.stream.cork()
    try {
      for (const step of this.#steps) this.#send(wire, step)
      wire.sync()
    } finally {
      wire.stream.uncork()
    }
  }

  #send(wire: Wire, { text, values }: Step): void {
    const name = nameOf(text)
    if (!this.#known.has(name) && !this.#fresh.includes(name)) {
      // A flight that was refused may have got as far as this statement: to let go of one that is not there is allowed.
      wire.close({ type: 'S', name })
      wire.parse({ name, text })
      this.#fresh.push(name)
    }
    wire.bind({ statement: name, values, valueMapper: textOf })
    wire.execute()
  }

  handleReadyForQuery(): void {
    for (const name of this.#fresh) this.#known.add(name)
    this.callback(null)
  }

  handleError(error: Error): void {
    this.callback(error)
  }

  // What a statement answers is of no interest: a list stores.
  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleCommandComplete(): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}
  handleCopyData(): void {}
  handleCopyInResponse(connection: unknown): void {
    ;(connection as Wire).sendCopyFail('a list copies nothing')
  }
}

/** Sends a list and resolves when it is durable. Rejects with what the server refused, or with what ended the connection. */
export const sendList = (client: pg.PoolClient, steps: readonly Step[]): Promise<void> =>
  new Promise((resolve, reject) => {
    client.query(new Flight(steps, (error) => (error ? reject(error) : resolve())))
  })

/** Each text has one name, by which a connection that has parsed it once knows it again. */
const namesOfTexts = new Map<string, string>()

export function nameOf(text: string): string {
  const name = namesOfTexts.get(text) ?? `text_${namesOfTexts.size}`
  namesOfTexts.set(text, name)
  return name
}

const namesOfConnections = new WeakMap<object, Set<string>>()

function knownTo(connection: object): Set<string> {
  const known = namesOfConnections.get(connection) ?? new Set<string>()
  namesOfConnections.set(connection, known)
  return known
}

/** A parameter as the wire takes it: text, or nothing for null. */
export function textOf(value: unknown): string | null {
  if (value === null || typeof value === 'string') return value
  return value instanceof Date ? value.toISOString() : String(value)
}
