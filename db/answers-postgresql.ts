import pg from 'pg'
import { nameOf, textOf, type Wire } from './flight-postgresql.ts'

/** A question that is asked again and again, its parameters in order, and how its values are read. */
export type Question = {
  readonly text: string
  readonly values: readonly unknown[]
  readonly types: pg.CustomTypesConfig
}

type Row = readonly unknown[]
type Ended = (error: Error | null | undefined, answers?: readonly (readonly Row[])[]) => void
type Parse = (text: string) => unknown

/** Of each statement that a connection knows, what reads the values of its columns. */
const readersOfConnections = new WeakMap<object, Map<string, readonly Parse[]>>()

function readersOf(connection: object): Map<string, readonly Parse[]> {
  const known = readersOfConnections.get(connection) ?? new Map<string, readonly Parse[]>()
  readersOfConnections.set(connection, known)
  return known
}

/**
 * Questions in one flight, which a single Sync ends: the server begins and ends one transaction for all of them instead of one for each
 * (each sees what is committed when its turn comes, as before), and tells of the columns once for each connection.
 */
class Questions extends pg.Query {
  /** The driver puts its own around it, which gives a server up that says nothing. */
  callback: Ended
  readonly #questions: readonly Question[]
  readonly #answers: Row[][] = []
  #readers: Map<string, readonly Parse[]> = new Map()
  #rows: Row[] = []

  constructor(questions: readonly Question[], callback: Ended) {
    super({ text: '' })
    this.#questions = questions
    this.callback = callback
  }

  override submit = (connection: unknown): void => {
    const wire = connection as Wire
    this.#readers = readersOf(wire)
    const said = new Set<string>()
    wire.stream.cork()
    try {
      for (const { text, values } of this.#questions) {
        const name = nameOf(text)
        const isFresh = !this.#readers.has(name) && !said.has(name)
        said.add(name)
        if (isFresh) {
          // What was refused before may have got as far as this statement: to let go of one that is not there is allowed.
          wire.close({ type: 'S', name })
          wire.parse({ name, text })
        }
        wire.bind({ statement: name, values, valueMapper: textOf })
        if (isFresh) wire.describe({ type: 'P', name: '' })
        wire.execute()
      }
      wire.sync()
    } finally {
      wire.stream.uncork()
    }
  }

  #asked = (): Question => this.#questions[this.#answers.length]!

  handleRowDescription({ fields }: { readonly fields: readonly { readonly dataTypeID: number }[] }): void {
    const { text, types } = this.#asked()
    this.#readers.set(
      nameOf(text),
      fields.map(({ dataTypeID }) => types.getTypeParser(dataTypeID, 'text') as Parse),
    )
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    const readers = this.#readers.get(nameOf(this.#asked().text))!
    this.#rows.push(fields.map((value, column) => (value === null ? null : readers[column]!(value))))
  }

  handleCommandComplete(): void {
    this.#answers.push(this.#rows)
    this.#rows = []
  }

  handleReadyForQuery(): void {
    this.callback(null, this.#answers)
  }

  handleError(error: Error): void {
    // Whichever was refused, perhaps for its columns are others by now: all are parsed and told of anew.
    for (const { text } of this.#questions) this.#readers.delete(nameOf(text))
    this.callback(error)
  }

  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}
  handleCopyData(): void {}
  handleCopyInResponse(connection: unknown): void {
    ;(connection as Wire).sendCopyFail('a question copies nothing')
  }
}

/** The rows of each question, in the order of the questions. Rejects where one is refused: then none is answered. */
export const answersOf = (
  client: pg.PoolClient,
  questions: readonly Question[],
): Promise<readonly (readonly Row[])[]> =>
  new Promise((resolve, reject) => {
    client.query(new Questions(questions, (error, answers) => (error ? reject(error) : resolve(answers!))))
  })
